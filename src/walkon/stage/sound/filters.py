"""Filters in a row, run over both channels of a bus in one compiled loop (scipy's own is ten times slower on two channels)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
from scipy.signal import butter

from walkon.stage.compiled import compiled
from walkon.stage.sound.waves import RATE, Bus

Sections = npt.NDArray[np.float64]
"""(S, 6) second-order sections: b0 b1 b2 a0 a1 a2, a0 = 1."""
BELL = 1.2  # octaves a peak is wide


@compiled
def _run(samples: npt.NDArray[np.float32], sections: Sections) -> None:
    """Both channels side by side: each waits for itself only, so the processor works on the other meanwhile."""
    last = samples.shape[1] - 1
    for s in range(len(sections)):
        b0, b1, b2 = sections[s, 0], sections[s, 1], sections[s, 2]
        a1, a2 = sections[s, 4], sections[s, 5]
        x0 = y0 = x1 = y1 = 0.0
        for i in range(len(samples)):
            left, right = float(samples[i, 0]), float(samples[i, last])
            out0 = b0 * left + x0
            out1 = b0 * right + x1
            x0 = b1 * left - a1 * out0 + y0
            x1 = b1 * right - a1 * out1 + y1
            y0 = b2 * left - a2 * out0
            y1 = b2 * right - a2 * out1
            samples[i, last] = np.float32(out1)
            samples[i, 0] = np.float32(out0)


def run(samples: npt.NDArray[np.floating], sections: Sections) -> npt.NDArray[np.float32]:
    """(N,) or (N, 2) filtered along time."""
    made = np.array(samples, np.float32, order="C")
    _run(made[:, None] if made.ndim == 1 else made, sections)
    return made


@cache
def passing(low: float | None, high: float | None, order: int = 2) -> Sections:
    """Sections of a high-pass at `low` and a low-pass at `high`, Hz."""
    rows = [np.zeros((0, 6))]
    if low is not None:
        rows.append(butter(order, low, "highpass", fs=RATE, output="sos"))
    if high is not None and high < 0.48 * RATE:
        rows.append(butter(order, high, "lowpass", fs=RATE, output="sos"))
    return np.ascontiguousarray(np.concatenate(rows))


def filtered(
    samples: npt.NDArray[np.floating], low: float | None, high: float | None, order: int = 2
) -> npt.NDArray[np.float32]:
    """High-pass at `low`, low-pass at `high`, Hz."""
    return run(samples, passing(low, high, order))


def peaked(bus: Bus, peaks: Sequence[tuple[float, float]]) -> Bus:
    """Bells (RBJ audio EQ cookbook) at each (Hz, dB), 1.2 octaves wide."""
    rows = []
    for hertz, gain in peaks:
        a, w = 10 ** (gain / 40), 2 * math.pi * hertz / RATE
        alpha = math.sin(w) * math.sinh(math.log(2) / 2 * BELL * w / math.sin(w))
        b = np.array([1 + alpha * a, -2 * math.cos(w), 1 - alpha * a])
        d = np.array([1 + alpha / a, -2 * math.cos(w), 1 - alpha / a])
        rows.append(np.concatenate([b, d]) / d[0])
    return run(bus, np.array(rows)) if rows else bus
