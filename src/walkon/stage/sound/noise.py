"""Noise with a colour, and shapes over time."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.fft import irfft, next_fast_len

from walkon.stage.sound.waves import RATE

Mono = npt.NDArray[np.float32]
Curve = Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]


def coloured(count: int, colour: Curve, chance: np.random.Generator) -> Mono:
    """(count,) noise of RMS 1 whose magnitude over frequency (Hz) is `colour`; it could be looped."""
    size = next_fast_len(max(count, 64), real=True)
    lines = size // 2 + 1
    hertz = np.arange(lines) * (RATE / size)
    with np.errstate(divide="ignore", invalid="ignore"):
        loud = np.nan_to_num(colour(hertz), nan=0.0, posinf=0.0, neginf=0.0)
    loud[0] = 0
    spectrum = loud * (chance.standard_normal(lines) + 1j * chance.standard_normal(lines))
    made = irfft(spectrum, size)[:count]
    return np.asarray(made / max(1e-12, float(made.std())), np.float32)


def banded(low: float, high: float, tilt: float = 0.0, order: int = 2) -> Curve:
    """A colour: from `low` to `high` Hz, in between falling (-) or rising by `tilt` dB an octave."""

    def colour(hertz: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        f = np.maximum(hertz, 1.0)
        edge = (f / low) ** order / np.sqrt(1 + (f / low) ** (2 * order)) / np.sqrt(1 + (f / high) ** (2 * order))
        return np.asarray(edge * (f / math.sqrt(low * high)) ** (tilt / 6.02))

    return colour


def wander(count: int, every: float, chance: np.random.Generator) -> Mono:
    """(count,) a slow random curve 0..1 with a new goal every so many seconds, smooth."""
    points = max(4, math.ceil(count / (every * RATE)) + 3)
    goals = chance.random(points)
    at = np.arange(count) / (every * RATE) + 0.5
    whole = at.astype(int)
    u = at - whole
    u = u * u * (3 - 2 * u)
    return np.asarray(goals[whole] * (1 - u) + goals[whole + 1] * u, np.float32)


def hump(count: int, peak: float, power: float = 2.0) -> Mono:
    """(count,) from 0 up to 1 at the share `peak` and down to 0, both ends smooth."""
    u = np.linspace(0, 1, count)
    rise, fall = np.minimum(1, u / peak), np.minimum(1, (1 - u) / (1 - peak))
    shape = (0.5 - 0.5 * np.cos(np.pi * rise)) * (0.5 - 0.5 * np.cos(np.pi * fall)) ** (power / 2)
    return np.asarray(shape, np.float32)
