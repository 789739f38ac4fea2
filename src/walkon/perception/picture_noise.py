"""The finest detail of a picture, sampled: where a camera's noise lives, and where a copy has none.

A camera's noise is new in every picture. What was put into a picture once (a still, a drawn pattern) stays. Video
compression at 1 to 2.5 Mbit/s removes most noise of either kind: then there is nothing to compare, which is a matter of
confidence and says nothing about the picture.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import erfinv

from walkon.perception.face_mesh import Picture

CELLS = 180  # samples along the shorter side: enough for steady medians, few enough for 1 ms
_LEVELS = 512  # of detail, half grey levels
_SURELY = 1.0  # grey levels; a webcam's noise after mild compression. Below, quantisation to whole levels takes over
_GAUSS = 0.6745  # median of |x| / standard deviation for a normal distribution

Detail = npt.NDArray[np.int16]
"""(h, w) int16: a - b - c + d of the green values of each sampled 2 x 2 square (twice the diagonal Haar coefficient)."""
Light = npt.NDArray[np.uint8]
"""(h, w) uint8: one green value of each sampled square."""


def sampled(picture: Picture) -> tuple[Light, Detail]:
    """One 2 x 2 square of every cell of a grid over the picture. Point samples: averaging would remove the noise."""
    height, width = picture.shape[:2]
    step = max(2, min(height, width) // CELLS)
    green = picture[: height - height % step, : width - width % step, 1]
    a, b, c, d = (np.ascontiguousarray(green[y::step, x::step]) for y in (0, 1) for x in (0, 1))
    detail = np.add(a, d, dtype=np.int16)
    np.subtract(detail, b, out=detail)
    np.subtract(detail, c, out=detail)
    return a, detail


def spread(values: npt.NDArray[np.int16]) -> float:
    """Standard deviation of the noise in grey levels, robust against edges (Donoho and Johnstone 1994).

    Where more than half of the values are 0, how many are tells the deviation; a median would say nothing there.
    """
    counts = np.bincount(np.minimum(np.abs(values), _LEVELS - 1).reshape(-1), minlength=_LEVELS)
    below = np.cumsum(counts)
    half = below[-1] / 2
    if counts[0] >= half:
        return float(0.5 / (np.sqrt(2) * erfinv(counts[0] / below[-1])) / 2)
    level = int(np.searchsorted(below, half))
    inside = (half - below[level - 1]) / counts[level]
    return float(level - 0.5 + inside) / _GAUSS / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NoiseSeen:
    """`ratio`: noise that changes from picture to picture / noise of the picture, about 1 for a camera."""

    ratio: float
    level: float  # noise of the picture, grey levels
    confidence: float


def noise_seen(still: npt.NDArray[np.float64], changing: npt.NDArray[np.float64]) -> NoiseSeen:
    """From each picture's noise and that of its difference to the one before, (N,) grey levels."""
    if not len(still):
        return NoiseSeen(ratio=float("nan"), level=0.0, confidence=0.0)
    level = float(np.median(still))
    ratio = float(np.median(changing) / np.sqrt(2) / level) if level > 0 else 0.0
    enough = min(1.0, len(still) / 30)  # a second of pictures
    return NoiseSeen(ratio=ratio, level=level, confidence=enough * level**2 / (level**2 + _SURELY**2))
