"""Faces without their pose: every frame's mesh in the head's own axes, and what the face does there.

pixels = scale[i] * shape[i] @ rotation[i].T + shift[i]. The unit of `shape` is the distance of the outer eye corners in
the neutral frame. Fits are Umeyama's (1991) on points that hardly move with expression.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter1d

from walkon.perception import face_points as fp

Floats = npt.NDArray[np.float64]
JITTER = 0.7  # frames; landmarks tremble by about 0.3 % of the eye distance


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """T frames: `shape` (T, 478, 3), `scale` (T,), `rotation` (T, 3, 3), `shift` (T, 3)."""

    shape: Floats
    scale: Floats
    rotation: Floats
    shift: Floats

    def placed(self, frame: int, shape: Floats) -> Floats:
        """A shape (k, 3) with the pose of a frame, (k, 3) pixels."""
        placed: Floats = self.scale[frame] * shape @ self.rotation[frame].T + self.shift[frame]
        return placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Expressions:
    """What the face does, per frame, without unit: (T,) each. `smile` is the height of the mouth's corners."""

    opening: Floats
    width: Floats
    smile: Floats
    eyes: Floats
    brows: Floats
    lopsided: Floats


def fit(points: npt.NDArray[np.float32], neutral: int) -> Shapes:
    """Shapes of frames that all hold a face; `points` (T, 478, 3) pixels."""
    faces = points.astype(np.float64)
    rest = faces[neutral]
    x = rest[fp.EYE_CORNERS[1]] - rest[fp.EYE_CORNERS[0]]
    unit = float(np.linalg.norm(x))
    x = x / unit
    y = rest[fp.CHIN] - rest[fp.FOREHEAD]
    y = y - x * (y @ x)
    y = y / np.linalg.norm(y)
    axes = np.stack([x, y, np.cross(x, y)], axis=1)
    rigid = list(fp.RIGID)
    model = ((rest - rest[rigid].mean(0)) @ axes / unit)[rigid]
    here = faces[:, rigid]
    centre, middle = here.mean(1), model.mean(0)
    q, p = here - centre[:, None], model - middle
    u, s, vt = np.linalg.svd(np.einsum("ki,tkj->tij", p, q))
    sign = np.sign(np.linalg.det(vt.transpose(0, 2, 1) @ u.transpose(0, 2, 1)))
    flip = np.stack([np.ones_like(sign), np.ones_like(sign), sign], 1)
    rotation = vt.transpose(0, 2, 1) * flip[:, None] @ u.transpose(0, 2, 1)
    scale = (s * flip).sum(1) / (p**2).sum()
    shift = centre - scale[:, None] * np.einsum("tij,j->ti", rotation, middle)
    shape = np.einsum("tki,tij->tkj", faces - shift[:, None], rotation) / scale[:, None, None]
    return Shapes(shape=gaussian_filter1d(shape, JITTER, axis=0), scale=scale, rotation=rotation, shift=shift)


def expressions(shape: Floats) -> Expressions:
    def apart(a: int, b: int) -> Floats:
        distance: Floats = np.linalg.norm(shape[:, a] - shape[:, b], axis=1)
        return distance

    def lids(p: tuple[int, ...]) -> Floats:
        return (apart(p[1], p[5]) + apart(p[2], p[4])) / (2 * apart(p[0], p[3]))

    left, right = (shape[:, corner, 1] for corner in fp.MOUTH_CORNERS)
    middle = shape[:, list(fp.LIPS_MIDDLE), 1].mean(1)
    return Expressions(
        opening=apart(fp.UPPER_LIP, fp.LOWER_LIP),
        width=apart(*fp.MOUTH_CORNERS),
        smile=middle - (left + right) / 2,
        eyes=(lids(fp.LEFT_LIDS) + lids(fp.RIGHT_LIDS)) / 2,
        brows=(apart(105, 159) + apart(334, 386)) / 2,
        lopsided=np.abs(left - right),
    )
