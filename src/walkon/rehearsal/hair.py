"""Hair and beard: a body with shells of strands over it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from walkon.rehearsal.cast import HairStyle
from walkon.rehearsal.curves import Array, bump, clouds, smooth_step
from walkon.rehearsal.face_shape import FaceShape
from walkon.rehearsal.mesh import Builder, Material, grid, triangulated


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A hair style: cm of body, how uneven it is, shells of loose strands, and how far those stand off."""

    thick: float
    uneven: float
    shells: int
    loose: float


CUTS = {
    HairStyle.SHORT: Cut(thick=0.75, uneven=0.10, shells=4, loose=0.26),
    HairStyle.CURLY: Cut(thick=1.5, uneven=0.12, shells=5, loose=0.55),
    HairStyle.LONG: Cut(thick=1.0, uneven=0.12, shells=3, loose=0.26),
    HairStyle.BUN: Cut(thick=0.45, uneven=0.05, shells=3, loose=0.26),
}
_HAIRLINE = (  # azimuth, radians; height, relative to the forehead's hairline or (False) absolute
    (0.0, 0.0, True),
    (0.45, 0.05, True),
    (0.78, -1.0, True),
    (0.98, -3.2, True),
    (1.12, 1.2, False),
    (1.25, -1.6, False),
    (1.5, -0.2, False),
    (1.9, -0.8, False),
    (2.6, -4.5, False),
    (np.pi, -5.0, False),
)
_CURTAIN_END = -19.0  # cm
BEARD_SHELLS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class BeardShell:
    """A shell over the skin that follows it: its own vertices, the head's they stand on, and how far off, cm."""

    vertices: slice
    roots: Array
    off: Array


def build_hair(builder: Builder, face: FaceShape) -> None:
    """Adds what grows on the skull."""
    t = face.traits
    chance = np.random.default_rng(t.seed + 11)
    _cap(builder, face, CUTS[t.hair_style], chance)
    if t.hair_style is HairStyle.LONG:
        _curtain(builder, face, chance)
    if t.hair_style is HairStyle.BUN:
        _bun(builder, chance)


def hairline(face: FaceShape, azimuth: Array) -> Array:
    """Height at which the hair begins, by azimuth."""
    knots = np.array([(a, h + face.traits.hairline if relative else h) for a, h, relative in _HAIRLINE])
    result: Array = np.interp(np.abs(azimuth), knots[:, 0], knots[:, 1])
    return result


def _cap(builder: Builder, face: FaceShape, cut: Cut, chance: np.random.Generator) -> None:
    style = face.traits.hair_style
    columns, rows = 120, 70
    s = np.linspace(-1, 1, columns)
    azimuth = np.pi * (0.6 * s + 0.4 * s**3)
    place = np.linspace(0, face.place(-7.5), rows)
    skin = face.surface(azimuth, place)
    height = skin[..., 1]
    begin = hairline(face, azimuth)[None] + 0.22 * clouds((1, columns), 3, chance, 2)
    grown = smooth_step(height - begin, -0.25, 2.6)
    grown[height < begin - 0.25] = 0
    outwards = (skin - np.array([0, 1.0, -0.5])) * [1, 0.8, 1]
    outwards /= np.linalg.norm(outwards, axis=-1, keepdims=True)
    lumps = np.clip(clouds((rows, columns), 11, chance, 3), -1.5, 1.5)
    thick = grown * cut.thick * (1 + cut.uneven * lumps)
    if style is not HairStyle.BUN:
        thick *= 1 + 0.5 * smooth_step(height, 4, 11)
    if style is HairStyle.SHORT:
        thick *= 0.45 + 0.55 * smooth_step(height, 1, 6)
    triangles = triangulated(grid(rows, columns))
    flat = grown.ravel()
    uv = np.stack(np.broadcast_arrays(azimuth[None] / (2 * np.pi) + 0.5, place[:, None] / 30), -1)
    body = skin + outwards * (thick + 0.03 * (grown > 0))[..., None]
    builder.add(body, uv, triangles[(flat[triangles] > 0.10).all(1)], Material.HAIR)
    bearing = triangles[(flat[triangles] > 0.0).any(1)]
    for k in range(1, cut.shells + 1):
        share = k / cut.shells
        off = (thick + 0.02 + cut.loose * share * (0.25 + 0.75 * grown)) * (grown > 0)
        threshold = np.where(flat > 0, 0.30 + 0.62 * share + 0.25 * (1 - flat), 1.2)
        builder.add(skin + outwards * off[..., None], uv, bearing, Material.STRANDS, shell=threshold)


def _curtain(builder: Builder, face: FaceShape, chance: np.random.Generator) -> None:
    """Hair that hangs down at the sides and behind."""
    columns, rows = 90, 50
    azimuth = np.linspace(1.02, 2 * np.pi - 1.02, columns)
    y = np.linspace(6.5, _CURTAIN_END, rows)[:, None]
    side, c = np.sin(azimuth)[None], np.cos(azimuth)[None]
    falls = np.clip((6.5 - y) / 8.0, 0, 0.8)
    for k in range(4):
        off = 0.62 + 0.17 * k
        wide = (7.55 * face.traits.face_width + 0.25 + off) * (0.93 + 0.13 * np.sin(falls * np.pi * 0.62))
        wide = wide * (1 - 0.10 * smooth_step(-y, 8, 17))
        behind = (10.0 + off) * (1 - 0.22 * smooth_step(-y, 4, 12))
        waves = 0.22 * np.sin(np.linspace(0, 46, columns))[None] + 0.22 * clouds((rows, columns), 7, chance, 2, 4)
        ragged = 0.7 * chance.random(columns)[None] * (y < _CURTAIN_END + 3)
        at = np.stack(
            np.broadcast_arrays(
                wide * side + waves * np.sign(side), y - ragged, np.where(c > 0, 7.8, behind) * c + waves * 0.6
            ),
            -1,
        )
        uv = np.stack(np.broadcast_arrays(azimuth[None] / (2 * np.pi) * 1.7, y / 45 + 0.3 * k), -1)
        thin = 0.15 + 0.22 * k + 0.35 * smooth_step(-y, -_CURTAIN_END - 2.5, -_CURTAIN_END)
        edge = 0.4 * smooth_step(np.abs(np.linspace(-1, 1, columns)), 0.93, 1.0)[None]
        follows = np.repeat(1 - smooth_step(-y[:, 0], 7, 17), columns)
        material = Material.STRANDS if k else Material.HAIR
        builder.add(at, uv, triangulated(grid(rows, columns)), material, follows, (thin + edge).ravel())


def _bun(builder: Builder, chance: np.random.Generator) -> None:
    rows, columns = 20, 40
    a, b = np.linspace(0, np.pi, rows)[:, None], np.linspace(0, 2 * np.pi, columns)[None]
    ball = (3.0 * np.sin(a) * np.cos(b), 12.0 + 2.4 * np.cos(a), -3.5 + 3.0 * np.sin(a) * np.sin(b))
    at = np.stack(np.broadcast_arrays(*ball), -1) + 0.12 * clouds((rows, columns), 5, chance, 2)[..., None]
    uv = np.stack(np.broadcast_arrays(b / 3.14, a / 9), -1)
    builder.add(at, uv, triangulated(grid(rows, columns)), Material.HAIR)


def beard_grown(face: FaceShape, x: Array, y: Array, z: Array) -> Array:
    """Where a beard grows, 0 to 1: along the jaw, over the upper lip, not on the lips."""
    t = face.traits
    ax, seam = np.abs(x), t.mouth_y
    out = np.maximum(0, ax - 3.2)
    end = 11.2 + t.chin_length - 0.25 * ax
    jaw = smooth_step(-y, 6.2 - 0.88 * out, 8.2 - 0.8 * out)
    jaw = jaw * (1 - smooth_step(-y, end, end + 1.2)) * smooth_step(z, 0.5, 3.0)
    moustache = np.clip(1.3 * bump(ax, y, 1.2, seam + 1.15, 1.9, 0.5), 0, 1) * (ax < 3.6)
    up, low = face.lips(x)
    lips = (y < seam + up + 0.06) & (y > seam - low - 0.05) & (ax < t.mouth_width + 0.1)
    grown = np.maximum(jaw, moustache) * (1 - 0.85 * bump(ax, y, 1.7, seam - 1.25, 0.7, 0.45))
    return np.where(lips, 0, grown)


def build_beard(builder: Builder, face: FaceShape) -> tuple[BeardShell, ...]:
    """Shells over jaw and lip, put onto the moved skin again at every frame; the head must be the first part."""
    if face.traits.beard <= 0:
        return ()
    skin, follows = builder.at[0], builder.follows[0]
    grown = beard_grown(face, *skin.T)
    triangles = builder.triangles[0][builder.materials[0] == Material.SKIN]
    triangles = triangles[(grown[triangles] > 0.05).any(1)]
    roots = np.unique(triangles)
    renumbered = np.full(len(skin), -1)
    renumbered[roots] = np.arange(len(roots))
    strands = np.c_[skin[roots, 0] / 9 + 5, skin[roots, 1] / 12 + 5]
    thick = np.clip(grown[roots], 0, 1)
    shells = []
    for k in range(1, BEARD_SHELLS + 1):
        share = k / BEARD_SHELLS
        threshold = 0.10 + 0.6 * share + 0.8 * (1 - np.clip(grown[roots] * 1.4, 0, 1))
        vertices = builder.add(skin[roots], strands, renumbered[triangles], Material.STRANDS, follows[roots], threshold)
        shells.append(BeardShell(vertices=vertices, roots=roots, off=share * face.traits.beard * thick))
    return tuple(shells)
