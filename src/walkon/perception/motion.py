"""Whether a head moves as heads do: in one line, not in leaps.

A head has mass. Between two pictures its path bends little, so that a step is explained by the steps around it. A cut,
a swap of persons, a film that starts over, or a face pasted anew on each picture leaves a step that nothing explains.
The fastest turn is told too, and judged elsewhere: people can be very fast.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from walkon.domain.evidence import MotionSeen
from walkon.perception.face_points import EYE_CORNERS, RIGID

Floats = npt.NDArray[np.floating[Any]]

BRIDGED = 0.3  # seconds without a face over which a step is still followed
# How many times a neighbouring step a step may be. Measured with it: 12 genuine takes leave at most .056 eye distances,
# drawn turns of 300 degrees per second .013 at 24 and .061 at 15 pictures per second; of 450, .025 and .21.
QUICKENING = 2.0
SURE_FROM = 45  # steps; three seconds at the lowest rate that takes are accepted with
LEAST = 4  # seen pictures: a step with one before and one after it


def motion_seen(points: Floats, pose: Floats, fps: float) -> MotionSeen | None:
    """The record of a take.

    `points` is (T, 478, 3), pixels, NaN rows where no face is; `pose` is (T, 3) yaw, pitch, roll, degrees. None where
    fewer than `LEAST` pictures show a face.
    """
    seen = np.flatnonzero(np.isfinite(points[:, list(RIGID), :2]).all(axis=(1, 2)) & np.isfinite(pose).all(axis=1))
    if len(seen) < LEAST or fps <= 0:
        return None
    apart = np.diff(seen) / fps
    steps = unexplained(points[seen], apart)
    followed = apart <= BRIDGED
    if not followed.any():
        return None
    speed = turn_speeds(pose[seen], apart)
    jump = steps[followed]
    return MotionSeen(
        fastest=float(speed[followed].max()),
        jump=float(jump.max()),
        confidence=float(min(1.0, followed.sum() / SURE_FROM) * len(seen) / len(points)),
    )


def turn_speeds(pose: Floats, apart: Floats) -> Floats:
    """(T - 1,) degrees per second between neighbours `apart` seconds; pose (T, 3) without gaps."""
    speed: Floats = np.linalg.norm(np.diff(pose.astype(np.float64), axis=0), axis=1) / apart
    return speed


def unexplained(points: Floats, apart: Floats) -> Floats:
    """(T - 1,) how much of each step its neighbours do not explain, root mean square, eye distances.

    A step is the motion of the points that expression does not move. It is explained as far as it lies between
    standing still and `QUICKENING` times the step before, or the step after, or their mean.
    """
    face = points[:, list(RIGID), :2].astype(np.float64)
    unit = np.linalg.norm(points[:, EYE_CORNERS[0]] - points[:, EYE_CORNERS[1]], axis=1)
    unit = np.maximum(np.median(unit), 1e-6)
    steps = np.diff(face, axis=0).reshape(len(face) - 1, -1)
    pace = steps / apart[:, None]
    before, after = np.roll(pace, 1, axis=0), np.roll(pace, -1, axis=0)
    before[0], after[-1] = after[0], before[-1]
    rest = [_beyond(steps, way * apart[:, None] * QUICKENING) for way in (before, after, (before + after) / 2)]
    left: Floats = np.min(rest, axis=0) / unit / np.sqrt(len(RIGID))
    return left


def _beyond(step: Floats, furthest: Floats) -> Floats:
    """(N,) distance of each step from the line between 0 and `furthest`, both (N, K)."""
    square = np.maximum(np.square(furthest).sum(axis=1), 1e-12)
    share = np.clip((step * furthest).sum(axis=1) / square, 0, 1)
    distance: Floats = np.linalg.norm(step - share[:, None] * furthest, axis=1)
    return distance
