"""How a head is held and what a face does, read from mesh points. T = number of frames; NaN rows where no face is.

Pose is measured against the person's own neutral frame: rigid points are fitted to it by rotation, scale and shift.
Ratios are taken between points in space, so that turning the head hardly changes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from walkon.perception.face_points import (
    CHIN,
    EYE_CORNERS,
    FOREHEAD,
    LEFT_LIDS,
    LIPS_MIDDLE,
    LOWER_LIP,
    MOUTH_CORNERS,
    RIGHT_LIDS,
    RIGID,
    UPPER_LIP,
)

Floats = npt.NDArray[np.floating[Any]]

AWAY_COUNTS = 0.01  # mouth or eye opening that one degree away from the camera is worth
FRONTAL = 30  # so many of the most frontal frames may become the neutral one


def poses(points: Floats, neutral: int) -> npt.NDArray[np.float32]:
    """(T, 3) yaw, pitch, roll in degrees against frame `neutral`; + is to the picture's right, up, clockwise."""
    return _angles(_rotations(points, points[neutral]))


def turned_away(points: Floats) -> float:
    """How far a face (478, 3) is turned to a side, degrees, whoever it is; NaN without one."""
    return abs(float(_angles(_head_axes(points[None].astype(np.float64)))[0, 0]))


def eye_openings(points: Floats) -> npt.NDArray[np.float32]:
    """(T, 2) opening / width of the eyes on the picture's left and right (Soukupova and Cech 2016).

    About .25 to .35 open and below .1 shut; compare with the person's own open eyes, not with a number.
    """
    return np.stack([_lids(points, LEFT_LIDS), _lids(points, RIGHT_LIDS)], axis=1).astype(np.float32)


def mouth_openings(points: Floats) -> npt.NDArray[np.float32]:
    """(T,) distance of the inner lips / distance of the outer eye corners."""
    return (_apart(points, UPPER_LIP, LOWER_LIP) / _apart(points, *EYE_CORNERS)).astype(np.float32)


def mouth_widths(points: Floats) -> npt.NDArray[np.float32]:
    """(T,) distance of the mouth's corners / distance of the outer eye corners."""
    return (_apart(points, *MOUTH_CORNERS) / _apart(points, *EYE_CORNERS)).astype(np.float32)


def neutral_frame(points: Floats, among: Sequence[int] | None = None) -> int:
    """The frame that looks most like the person at rest: frontal, mouth shut and of usual shape, eyes open.

    Mouth width and corner height count too: by opening alone a pout passes for rest. `among` are the frames to choose
    from where it is known when the person was calm. 0 where no face is seen at all.
    """
    seen = np.flatnonzero(~np.isnan(points[:, 0, 0]))
    calm = np.intersect1d(seen, np.asarray(among, dtype=np.int64)) if among is not None else seen
    seen = calm if len(calm) >= FRONTAL // 3 else seen
    if not len(seen):
        return 0
    faces = points[seen].astype(np.float64)
    axes = _head_axes(faces)
    turned = _angles(axes).astype(np.float64)
    upright = np.einsum("tki,tij->tkj", faces, axes)
    unit = _apart(faces, *EYE_CORNERS)
    mouth, wide = mouth_openings(faces), mouth_widths(faces)
    lips, corners = (upright[:, list(pair), 1].mean(axis=1) for pair in (LIPS_MIDDLE, MOUTH_CORNERS))
    smile = (lips - corners) / unit
    eye = eye_openings(faces).mean(axis=1)
    cost = (
        np.abs(mouth - np.percentile(mouth, 20))
        + np.abs(wide - np.median(wide))
        + 2 * np.abs(smile - np.median(smile))
        + 2 * np.maximum(0, np.percentile(eye, 60) - eye)
    )
    away = np.abs(turned[:, 0]) + np.abs(turned[:, 1] - np.median(turned[:, 1]))
    cost += AWAY_COUNTS * away
    frontal = np.argsort(away, kind="stable")[:FRONTAL]
    return int(seen[frontal[np.argmin(cost[frontal])]])


def _head_axes(points: Floats) -> Floats:
    """(T, 3, 3) rotations whose columns are the head's own x, y and z axes."""
    x = points[:, EYE_CORNERS[1]] - points[:, EYE_CORNERS[0]]
    x = x / np.linalg.norm(x, axis=1, keepdims=True)
    y = points[:, CHIN] - points[:, FOREHEAD]
    y = y - x * np.sum(x * y, axis=1, keepdims=True)
    y = y / np.linalg.norm(y, axis=1, keepdims=True)
    return np.stack([x, y, np.cross(x, y)], axis=2)


def _rotations(points: Floats, reference: Floats) -> Floats:
    """(T, 3, 3) rotations that turn the reference's rigid points into each frame's (Kabsch 1976; Umeyama 1991)."""
    rotations = np.full((len(points), 3, 3), np.nan)
    seen = ~np.isnan(points[:, 0, 0])
    if not seen.any() or np.isnan(reference[0, 0]):
        return rotations
    here = points[seen][:, list(RIGID)].astype(np.float64)
    there = reference[list(RIGID)].astype(np.float64)
    here = here - here.mean(axis=1, keepdims=True)
    there = there - there.mean(axis=0)
    u, _, vt = np.linalg.svd(np.einsum("ki,tkj->tij", there, here))
    v, ut = vt.transpose(0, 2, 1), u.transpose(0, 2, 1)
    v[:, :, 2] *= np.sign(np.linalg.det(v @ ut))[:, None]
    rotations[seen] = v @ ut
    return rotations


def _angles(rotations: Floats) -> npt.NDArray[np.float32]:
    """(T, 3) yaw, pitch, roll of rotations, degrees; the nose of an unturned head points along -z."""
    yaw = np.arctan2(-rotations[:, 0, 2], rotations[:, 2, 2])
    pitch = np.arcsin(np.clip(rotations[:, 1, 2], -1, 1))
    roll = np.arctan2(rotations[:, 1, 0], rotations[:, 1, 1])
    angles: npt.NDArray[np.float32] = np.degrees(np.stack([yaw, pitch, roll], axis=1)).astype(np.float32)
    return angles


def _apart(points: Floats, a: int, b: int) -> Floats:
    distance: Floats = np.linalg.norm(points[:, a] - points[:, b], axis=1)
    return distance


def _lids(points: Floats, lids: tuple[int, ...]) -> Floats:
    outer, upper_out, upper_in, inner, lower_in, lower_out = lids
    high = _apart(points, upper_out, lower_out) + _apart(points, upper_in, lower_in)
    return high / (2 * _apart(points, outer, inner))
