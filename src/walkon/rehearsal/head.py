"""The head as one grid, split along the mouth so that the lips can part."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from walkon.rehearsal.curves import Array, smooth_step
from walkon.rehearsal.face_shape import FaceShape
from walkon.rehearsal.hairline import unrolled
from walkon.rehearsal.mesh import Builder, Material, grid, triangulated

COLUMNS = 185
_ROWS = ((11.6, 6.0, 0.42), (6.0, 2.6, 0.22), (2.6, None, 0.085), (None, -9.0, 0.085), (-9.0, -11.4, 0.13))
"""From one height to the next, None is the mouth's; distance of rows, cm. Fine where the face is."""
_NECK_ROWS = 0.40
INNER_ROWS = 3  # of each lip's inside


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where the head lies in the mesh, and what expressions need to know of its vertices."""

    vertices: slice
    shape: tuple[int, int]  # rows, columns
    place: Array  # (V,) on the profile
    above: Array  # (V,) whether a vertex belongs to the upper lip or what lies above
    parts: Array  # (V,) whether a vertex lies in a column where the lips part
    seam: float  # height at which the lips meet


def build_head(builder: Builder, face: FaceShape) -> Head:
    """Adds skull, face, lips and neck; must be the first part."""
    azimuth = np.pi * _spread(np.linspace(-1, 1, COLUMNS), 0.30)
    upper_rows, lower_rows = _rows(face)
    upper, lower = face.surface(azimuth, upper_rows), face.surface(azimuth, lower_rows)
    seam = upper[-1]
    half = face.traits.mouth_width * 0.90
    opens = (np.abs(seam[:, 0]) < half) & (seam[:, 2] > 4)
    inner_up, inner_low = _insides(seam, half)
    at = np.concatenate([upper, inner_up, inner_low[::-1], lower])
    rows = len(at)
    first, last = len(upper) - 1, len(upper) + 2 * INNER_ROWS
    numbers = grid(rows, COLUMNS)
    numbers[first + 1 : last + 1, ~opens] = numbers[first, ~opens]
    triangles, materials = [], []
    for start, end, material in (
        (0, first, Material.SKIN),
        (first, first + INNER_ROWS, Material.INNER_LIP),
        (first + INNER_ROWS + 1, last, Material.INNER_LIP),
        (last, rows - 1, Material.SKIN),
    ):
        piece = triangulated(numbers[start : end + 1])
        triangles.append(piece)
        materials.append(np.full(len(piece), material))
    place = np.r_[upper_rows, np.full(2 * INNER_ROWS, upper_rows[-1]), lower_rows]
    follows = 1 - smooth_step(place, face.place(-12.6), face.place(-19.0))
    vertices = builder.add(
        at, unrolled(at), np.concatenate(triangles), np.concatenate(materials), np.repeat(follows, COLUMNS)
    )
    return Head(
        vertices=vertices,
        shape=(rows, COLUMNS),
        place=np.repeat(place, COLUMNS),
        above=np.repeat(np.arange(rows) <= first + INNER_ROWS, COLUMNS),
        parts=np.tile(opens, rows),
        seam=float(seam[COLUMNS // 2, 1]),
    )


def _spread(s: Array, even: float) -> Array:
    """-1 to 1, denser around 0 the smaller `even` is."""
    return even * s + (1 - even) * s**3


def _rows(face: FaceShape) -> tuple[Array, Array]:
    """Places on the profile above and below the seam, which belongs to both."""
    mouth = face.traits.mouth_y
    edges = [(mouth if a is None else a, mouth if b is None else b, step) for a, b, step in _ROWS]
    spans = [(face.place(a), face.place(b), step) for a, b, step in edges]
    spans.append((spans[-1][1], float(face.profile[-1, 5]), _NECK_ROWS))
    pieces = [np.linspace(a, b, max(2, round((b - a) / step)), endpoint=False) for a, b, step in spans]
    seam = face.place(mouth)
    return np.r_[np.concatenate(pieces[:3]), seam], np.r_[np.concatenate(pieces[3:]), spans[-1][1]]


def _insides(seam: Array, half: float) -> tuple[Array, Array]:
    """The insides of both lips, (INNER_ROWS, COLUMNS, 3), from the seam inwards."""
    narrowing = np.sqrt(np.clip(1 - (seam[:, 0] / half) ** 2, 0, 1))
    upper, lower = [], []
    for k in range(1, INNER_ROWS + 1):
        inwards = seam - np.stack([0 * narrowing, 0 * narrowing, 0.30 * k * narrowing], -1)
        rise = (k - 1) * narrowing
        upper.append(inwards + np.stack([0 * rise, 0.10 * rise, 0 * rise], -1))
        lower.append(inwards - np.stack([0 * rise, 0.12 * rise, 0 * rise], -1))
    return np.stack(upper), np.stack(lower)
