"""What a head has beside its skin: ears, teeth, tongue, glasses; and a shirt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from walkon.rehearsal.cast import Glasses, HairStyle
from walkon.rehearsal.curves import Array, clouds, line, smooth_curve, smooth_step
from walkon.rehearsal.face_shape import FaceShape
from walkon.rehearsal.mesh import Builder, Material, grid, triangulated

_SHIRT = np.array(  # y, front, half width, back; cm
    [
        (-14.6, 5.3, 5.45, 6.2),
        (-15.4, 5.8, 6.7, 6.8),
        (-16.4, 6.4, 10.2, 7.4),
        (-17.6, 7.1, 14.2, 7.8),
        (-19.0, 7.8, 17.6, 8.0),
        (-21.5, 8.8, 20.0, 8.4),
        (-26.0, 10.2, 21.4, 9.2),
        (-34.0, 11.0, 21.0, 10.0),
        (-48.0, 11.0, 20.0, 10.0),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mouth:
    """The parts behind the lips; the lower teeth and the tongue move with the jaw."""

    upper_teeth: slice
    lower_teeth: slice
    tongue: slice


def build_ears(builder: Builder, face: FaceShape) -> None:
    """Two relief discs, turned away from the head by 24 degrees; long hair hides them."""
    if face.traits.hair_style is HairStyle.LONG:
        return
    rows, columns = 14, 40
    r = np.linspace(0, 1, rows)[:, None]
    angle = np.linspace(0, 2 * np.pi, columns)[None]
    x, y = r * np.cos(angle) * (1.0 + 0.12 * np.sin(angle)), r * np.sin(angle)
    rim = 0.42 * line(r, 0.86, 0.11) * (0.35 + 0.65 * smooth_step(np.cos(angle - 2.5), -0.9, 0.2))
    inner = 0.28 * line(r, 0.52, 0.14) * smooth_step(np.cos(angle - 2.6), -0.2, 0.6)
    hollow = 0.5 * np.exp(-(((x - 0.15) / 0.34) ** 2) - ((y + 0.12) / 0.34) ** 2)
    height = (rim + inner - hollow - 0.2 * smooth_step(r, 0.93, 1.0))[..., None]
    back, up = (x * 1.65)[..., None], (y * 3.0)[..., None]
    turn = np.radians(24)
    backwards, outwards = np.array([np.sin(turn), 0, -np.cos(turn)]), np.array([np.cos(turn), 0, np.sin(turn)])
    upwards = np.array([0, 1, -0.18])
    root = np.array([6.95 * face.traits.face_width + 0.25, -1.1, -0.9])
    at = root + back * backwards + up * upwards + height * outwards
    triangles = triangulated(grid(rows, columns))
    for side in (-1, 1):
        uv = np.stack([side * 12.0 + back[..., 0] * 0.5, -2 + up[..., 0]], -1)
        builder.add(at * [side, 1, 1], uv, triangles[:, ::-side], Material.EAR)


def build_mouth(builder: Builder, face: FaceShape, seam: float) -> Mouth:
    """Teeth, tongue, and the dark behind them."""
    rows, columns = 6, 41
    depth = 8.35 + face.traits.forward_mouth * 0.8
    down, across = np.linspace(0, 1, rows)[:, None], np.linspace(-1.2, 1.2, columns)[None]
    uv = np.stack(np.broadcast_arrays(np.linspace(0, 10, columns)[None], down), -1)

    def teeth(top: Array, width: float, front: float) -> slice:
        arch = front - 2.6 * (1 - np.cos(across)) - 0.25 * down**2
        at = np.stack(np.broadcast_arrays(2.45 * width * np.sin(across), top, arch), -1)
        return builder.add(at, uv, triangulated(grid(rows, columns)), Material.TEETH)

    upper = teeth(seam - 0.24 + down * 1.25, 1.0, depth)
    lower = teeth(seam - 0.02 - down * 1.1, 0.93, depth - 0.22)
    a, b = np.linspace(0.05, np.pi - 0.05, 12)[:, None], np.linspace(0, 2 * np.pi, 24)[None]
    ball = (1.75 * np.sin(a) * np.cos(b), seam - 1.25 + 0.55 * np.cos(a), 6.3 + 1.75 * np.sin(a) * np.sin(b))
    at = np.stack(np.broadcast_arrays(*ball), -1)
    tongue = builder.add(at, np.zeros((at.size // 3, 2)), triangulated(grid(12, 24)), Material.TONGUE)
    wall = [[-3.9, seam + 1.6, 5.0], [3.9, seam + 1.6, 5.0], [3.2, seam - 3.6, 4.4], [-3.2, seam - 3.6, 4.4]]
    builder.add(np.array(wall), np.zeros((4, 2)), np.array([[0, 1, 2], [0, 2, 3]]), Material.CAVITY)
    return Mouth(upper_teeth=upper, lower_teeth=lower, tongue=tongue)


def build_shirt(builder: Builder, face: FaceShape) -> None:
    """A round-necked shirt down to the picture's lower edge; it stays while the head turns."""
    y = np.concatenate([np.linspace(-14.6, -24, 34), np.linspace(-25, -48, 12)])
    angle = np.linspace(-np.pi, np.pi, 73)
    front, wide, back = (smooth_curve(-y, -_SHIRT[:, 0], _SHIRT[:, i], 0.5)[:, None] for i in (1, 2, 3))
    s, c = np.sin(angle)[None], np.cos(angle)[None]
    power = 2 / 2.4
    below = -14.6 - y[:, None]
    at = np.stack(
        np.broadcast_arrays(
            wide * np.sign(s) * np.abs(s) ** power,
            y[:, None] - 1.3 * np.exp(-((below / 1.6) ** 2)) * np.maximum(0, c) ** 2,
            np.where(c > 0, front, back) * np.sign(c) * np.abs(c) ** power - 0.6,
        ),
        -1,
    )
    chance = np.random.default_rng(face.traits.seed + 5)
    at = at + 0.10 * clouds((len(y), len(angle)), 6, chance, 3)[..., None]
    uv = np.stack([np.broadcast_to(angle[None] * 11, at.shape[:2]), at[..., 1]], -1)
    builder.add(at, uv, triangulated(grid(len(y), len(angle))), Material.SHIRT, follows=0.0)


def build_glasses(builder: Builder, face: FaceShape) -> None:
    """Rims, bridge and sides of tube; the panes are not drawn."""
    t = face.traits
    if t.glasses is Glasses.NONE:
        return
    half_width, half_height, power = (2.35, 2.05, 1.0) if t.glasses is Glasses.ROUND else (2.75, 1.85, 0.5)
    front = 9.75 + 0.25 * t.nose_height
    centre = t.eye_distance + 0.1

    def depth(x: Array) -> Array:
        return np.asarray(front - 0.0495 * np.maximum(0, np.abs(x) - 1.0) ** 2)

    angle = np.linspace(0, 2 * np.pi, 56)
    c, s = np.cos(angle), np.sin(angle)
    along = np.linspace(0, 1, 14)
    for side in (-1, 1):
        x = side * centre + half_width * np.sign(c) * np.abs(c) ** power
        y = -0.25 + half_height * np.sign(s) * np.abs(s) ** power
        tube(builder, np.stack([x, y, depth(x)], 1), 0.17)
        hinge = np.array(side * (centre + half_width))
        outwards = hinge + (side * 7.4 * t.face_width - hinge) * np.minimum(1, along * 3)
        z = depth(hinge) - (depth(hinge) + 0.5) * along
        tube(builder, np.stack([outwards, np.full(14, 0.5), z], 1), 0.15)
    u = np.linspace(-1, 1, 12)
    bridge = np.stack([u * (centre - half_width), 0.35 + 0.25 * (1 - u**2), np.full(12, front + 0.05)], 1)
    tube(builder, bridge, 0.14)


def tube(builder: Builder, path: Array, radius: float, material: Material = Material.FRAME) -> None:
    """A tube of eight sides along (N, 3) points."""
    sides = 8
    along = np.gradient(path, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True) + 1e-9
    other = np.array([0, 0, 1.0]) if abs(along[0, 2]) < 0.8 else np.array([0, 1.0, 0])
    across = np.cross(along, other)
    across /= np.linalg.norm(across, axis=1, keepdims=True) + 1e-9
    third = np.cross(across, along)
    angle = np.linspace(0, 2 * np.pi, sides)[None, :, None]
    at = path[:, None] + radius * (np.cos(angle) * across[:, None] + np.sin(angle) * third[:, None])
    builder.add(at, np.zeros((len(path) * sides, 2)), triangulated(grid(len(path), sides)), material)
