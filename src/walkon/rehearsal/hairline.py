"""Where hair begins on a skull, and which way it lies."""

from __future__ import annotations

import cv2
import numpy as np

from walkon.rehearsal.cast import HairStyle
from walkon.rehearsal.curves import Array
from walkon.rehearsal.face_shape import FaceShape

Knots = tuple[tuple[float, float, bool], ...]
_AROUND: Knots = (  # azimuth, radians; height, cm, relative to the forehead's hairline or (False) absolute
    (0.0, 0.0, True),
    (0.30, 0.0, True),
    (0.55, -0.25, True),
    (0.78, -1.1, True),
    (0.95, -2.9, True),
    (1.10, 1.0, False),
    (1.25, -1.6, False),
    (1.5, -0.2, False),
    (1.9, -0.8, False),
    (2.6, -4.5, False),
    (np.pi, -5.0, False),
)
_FALLING: Knots = (  # hair that falls from a parting and frames the face
    (0.0, 0.3, True),
    (0.25, -0.1, True),
    (0.45, -0.9, True),
    (0.62, -2.1, True),
    (0.76, -3.7, True),
    (0.88, 1.4, False),
    (1.0, -1.2, False),
    (1.2, -3.5, False),
    (1.9, -4.0, False),
    (2.6, -4.5, False),
    (np.pi, -5.0, False),
)
_ROWS, _COLUMNS = 60, 181  # of the coarse grid that the skin's picture is looked up on


def unrolled(at: Array) -> Array:
    """(N, 2): where points (..., 3) lie on the skin's picture: seen from the front, with the sides folded out; cm."""
    x, y, z = at.reshape(-1, 3).T
    return np.column_stack([np.sign(x) * (np.abs(x) + np.maximum(0, 6.0 - z) * 0.9), y])


def hairline(face: FaceShape, azimuth: Array) -> Array:
    """Height at which the hair begins, by azimuth."""
    around = _FALLING if face.traits.hair_style is HairStyle.LONG else _AROUND
    knots = np.array([(a, h + face.traits.hairline if relative else h) for a, h, relative in around])
    result: Array = np.interp(np.abs(azimuth), knots[:, 0], knots[:, 1])
    return result


def azimuth_on_picture(face: FaceShape, u: Array, v: Array) -> Array:
    """(H, W) azimuths of the places (u, v) of the skin's picture; `u` (W,) and `v` (H,), cm, evenly spaced."""
    heights = np.linspace(v[0], v[-1], _ROWS)
    azimuth = np.linspace(-np.pi, np.pi, _COLUMNS)
    place = np.array([face.place(height) for height in heights])
    across = unrolled(face.surface(azimuth, place))[:, 0].reshape(_ROWS, _COLUMNS)
    coarse = np.stack([np.interp(u, np.maximum.accumulate(row), azimuth) for row in across])
    result: Array = cv2.resize(coarse.astype(np.float32), (len(u), len(v)), interpolation=cv2.INTER_LINEAR)
    return result


def flow(face: FaceShape, at: Array, azimuth: Array, place: Array) -> Array:
    """(..., 2): across and along the strands at points (..., 3), in turns of the strands' picture."""
    style = face.traits.hair_style
    if style in (HairStyle.CURLY, HairStyle.BUN):  # out from, or up to, the crown
        return np.stack(np.broadcast_arrays(azimuth[None] / (2 * np.pi) + 0.5, place[:, None] / 30), -1)
    aside = np.abs(at[..., 0] - parting(style))
    across = at[..., 2] + 0.45 * aside + 0.05 * at[..., 1] + 0.08 * at[..., 0]
    return np.stack([across / 48, (aside + np.maximum(0, 11.0 - at[..., 1])) / 42], -1)


def parting(style: HairStyle) -> float:
    """Where the hair is parted, cm to the picture's right of the middle."""
    return 0.7 if style is HairStyle.LONG else -3.4
