"""Hair and beard: a body with shells of strands over it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from walkon.rehearsal.cast import HairStyle
from walkon.rehearsal.curves import Array, bump, clouds, smooth_step
from walkon.rehearsal.face_shape import FaceShape
from walkon.rehearsal.hairline import flow, hairline
from walkon.rehearsal.mesh import Builder, Material, grid, triangulated


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A hair style: cm of body, how uneven it is, shells of loose strands, how far those stand off, cm, and
    how much the hairline wanders, cm.
    """

    thick: float
    uneven: float
    shells: int
    loose: float
    ragged: float


CUTS = {
    HairStyle.SHORT: Cut(thick=0.85, uneven=0.16, shells=4, loose=0.34, ragged=0.16),
    HairStyle.CURLY: Cut(thick=1.5, uneven=0.12, shells=5, loose=0.55, ragged=0.10),
    HairStyle.LONG: Cut(thick=1.0, uneven=0.12, shells=3, loose=0.26, ragged=0.06),
    HairStyle.BUN: Cut(thick=0.34, uneven=0.05, shells=3, loose=0.14, ragged=0.06),
}
_CURTAIN_END = -18.5  # cm
_CURTAINS = 4  # layers of hanging hair
_FRINGE = 0.45  # cm that single hairs reach beyond the hairline
_BODY = 0.42  # how grown hair is where nothing shows through


def build_hair(builder: Builder, face: FaceShape) -> None:
    """Adds what grows on the skull."""
    t = face.traits
    chance = np.random.default_rng(t.seed + 11)
    _cap(builder, face, CUTS[t.hair_style], chance)
    if t.hair_style is HairStyle.LONG:
        _curtain(builder, face, chance)
    if t.hair_style is HairStyle.BUN:
        _bun(builder, chance)


def _cap(builder: Builder, face: FaceShape, cut: Cut, chance: np.random.Generator) -> None:
    columns, rows = 130, 72
    s = np.linspace(-1, 1, columns)
    azimuth = np.pi * (0.6 * s + 0.4 * s**3)
    place = np.linspace(0, face.place(-7.5), rows)
    skin = face.surface(azimuth, place)
    wander = cut.ragged * clouds((1, columns), 4, chance, 2)
    inside = skin[..., 1] - hairline(face, azimuth)[None] - wander
    grown = smooth_step(inside, -_FRINGE, 2.6)
    outwards = (skin - np.array([0, 1.0, -0.5])) * [1, 0.8, 1]
    outwards /= np.linalg.norm(outwards, axis=-1, keepdims=True)
    thick = _thickness(face, cut, skin[..., 1], grown, chance)
    triangles = triangulated(grid(rows, columns))
    uv = flow(face, skin, azimuth, place)
    flat = grown.ravel()
    body = skin + outwards * (thick * 0.9)[..., None]
    builder.add(body, uv, triangles[(flat[triangles] > _BODY).all(1)], Material.HAIR)
    bearing = triangles[(flat[triangles] > 0.0).any(1)]
    thin = 0.75 * (1 - smooth_step(inside, -_FRINGE, 0.3 if face.traits.hair_style is HairStyle.CURLY else 0.7)).ravel()
    for k in range(cut.shells + 1):
        share = k / cut.shells
        off = thick + 0.03 + cut.loose * share * (0.20 + 0.80 * grown)
        threshold = np.where(flat > 0, 0.05 + 0.80 * share + thin, 1.6)
        builder.add(skin + outwards * off[..., None], uv, bearing, Material.STRANDS, shell=threshold)


def _thickness(face: FaceShape, cut: Cut, height: Array, grown: Array, chance: np.random.Generator) -> Array:
    """How far the hair's body stands off the skin, cm."""
    lumps = np.clip(clouds(grown.shape, 11, chance, 3), -1.5, 1.5)
    thick: Array = grown * cut.thick * (1 + cut.uneven * lumps)
    if face.traits.hair_style is not HairStyle.BUN:
        thick = thick * (1 + 0.5 * smooth_step(height, 4, 11))
    if face.traits.hair_style is HairStyle.SHORT:
        thick = thick * (0.45 + 0.55 * smooth_step(height, 1, 6))
    return thick


def _curtain(builder: Builder, face: FaceShape, chance: np.random.Generator) -> None:
    """Hair that hangs down at the sides and behind, a little fuller at the height of the chin."""
    columns, rows = 110, 54
    azimuth = np.linspace(0.98, 2 * np.pi - 0.98, columns)
    y = np.linspace(6.5, _CURTAIN_END, rows)[:, None]
    side, c = np.sin(azimuth)[None], np.cos(azimuth)[None]
    falls = np.clip((6.5 - y) / 8.0, 0, 0.8)
    ends = 0.9 * clouds((1, columns), 9, chance, 2)
    locks = 0.16 * np.sin(np.linspace(0, 40, columns))[None] + 0.20 * clouds((rows, columns), 9, chance, 2, 5)
    locks = locks * smooth_step(-y, -5, 4)
    for k in range(_CURTAINS):
        off = 0.50 + 0.20 * k
        wide = (7.35 * face.traits.face_width + off) * (0.95 + 0.10 * np.sin(falls * np.pi * 0.62))
        wide = wide + 0.9 * bump(y, 0, -9.0, 0, 5.0, 1) - 1.1 * smooth_step(-y, 12, 18)
        behind = (10.0 + off) * (1 - 0.22 * smooth_step(-y, 4, 12))
        at = np.stack(
            np.broadcast_arrays(
                wide * side + locks * np.sign(side), y - ends * (6.5 - y) / 24, np.where(c > 0, 8.0, behind) * c + locks
            ),
            -1,
        )
        uv = np.stack(np.broadcast_arrays(azimuth[None] / (2 * np.pi) * 1.6, y / 45 + 0.3 * k), -1)
        thin = -0.35 + 0.28 * k + 1.0 * smooth_step(-y, -_CURTAIN_END - 5.0, -_CURTAIN_END)
        edge = 0.9 * smooth_step(np.abs(np.linspace(-1, 1, columns)), 0.90, 1.0)[None]
        follows = np.repeat(1 - smooth_step(-y[:, 0], 7, 17), columns)
        builder.add(at, uv, triangulated(grid(rows, columns)), Material.STRANDS, follows, (thin + edge).ravel())


def _bun(builder: Builder, chance: np.random.Generator) -> None:
    rows, columns = 20, 40
    a, b = np.linspace(0, np.pi, rows)[:, None], np.linspace(0, 2 * np.pi, columns)[None]
    ball = (3.0 * np.sin(a) * np.cos(b), 12.0 + 2.4 * np.cos(a), -3.5 + 3.0 * np.sin(a) * np.sin(b))
    at = np.stack(np.broadcast_arrays(*ball), -1) + 0.12 * clouds((rows, columns), 5, chance, 2)[..., None]
    uv = np.stack(np.broadcast_arrays(b / 3.14, a / 9), -1)
    builder.add(at, uv, triangulated(grid(rows, columns)), Material.HAIR)
