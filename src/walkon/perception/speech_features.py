"""What is said, frame by frame, with as little as possible of who says it and how loudly.

Mel cepstra after S. Davis and P. Mermelstein, "Comparison of parametric representations for monosyllabic word
recognition", IEEE Trans. ASSP 28(4), 1980, with their slopes after S. Furui, IEEE Trans. ASSP 34(1), 1986. The bands can
be placed as for a longer or shorter vocal tract (L. Lee and R. Rose, ICASSP 1996).
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from scipy.fft import dct
from scipy.signal import savgol_filter

from walkon.perception.speech_activity import RATE, Samples

Features = npt.NDArray[np.float32]
"""(T, 24): twelve cepstra and their slopes per 10 ms, each of mean 0 and variance 1 over the frames."""

HOP, WINDOW, FFT = 160, 400, 512  # samples: 10, 25 and 32 ms
BANDS, ORDER = 26, 12
LOWEST, HIGHEST = 100.0, 3800.0  # Hz; the real recordings the method was chosen with end at 4 kHz
SHARPENED = 0.97  # first difference, against the fall of voiced speech towards high frequencies
DEPTH_DB = 30.0  # frames so much quieter than the loud ones are pauses and stops
FLOOR = 1e-6  # of the loudest band
SLOPE = 9  # frames a slope is fitted over
FEWEST = 2 * SLOPE  # frames; less is no word


def speech_features(samples: Samples, warp: float = 1.0) -> Features:
    """Features of speech without pauses; `warp` 1.1 reads it as from a tract whose resonances lie 1.1 times as high.

    (0, 24) where there is too little to compare.
    """
    power = _band_power(samples, warp)
    loud = _loud(power)
    if loud.sum() < FEWEST:
        return np.zeros((0, 2 * ORDER), np.float32)
    log = np.log(power[loud] + FLOOR * power.max())
    cepstra = dct(log, norm="ortho", axis=1)[:, 1 : ORDER + 1]
    cepstra = (cepstra - cepstra.mean(axis=0)) / (cepstra.std(axis=0) + 1e-6)
    slopes = savgol_filter(cepstra, SLOPE, 1, deriv=1, axis=0, mode="nearest")
    return np.hstack([cepstra, slopes]).astype(np.float32)


def _loud(power: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    """(T,) frames at most `DEPTH_DB` under the loudest twentieth."""
    if not len(power) or not np.isfinite(power).all() or power.max() <= 0:
        return np.zeros(len(power), np.bool_)
    level = 10 * np.log10(power.sum(axis=1) + 1e-20)
    return np.asarray(level > np.percentile(level, 95) - DEPTH_DB)


def _band_power(samples: Samples, warp: float) -> npt.NDArray[np.float32]:
    """(T, 26) power per band."""
    if len(samples) < WINDOW:
        return np.zeros((0, BANDS), np.float32)
    sharp = np.append(samples[:1], samples[1:] - np.float32(SHARPENED) * samples[:-1])
    frames = np.lib.stride_tricks.sliding_window_view(sharp, WINDOW)[::HOP] * np.hanning(WINDOW).astype(np.float32)
    spectrum = np.abs(np.fft.rfft(frames, FFT, axis=1)) ** 2
    return np.asarray(spectrum @ _bank(warp).T, np.float32)


@cache
def _bank(warp: float) -> npt.NDArray[np.float64]:
    """(26, 257) triangles, evenly spaced on O'Shaughnessy's mel scale, moved up by the factor `warp`."""
    low, high = (1127 * np.log1p(hz / 700) for hz in (LOWEST, HIGHEST))
    edges = np.minimum(warp * 700 * np.expm1(np.linspace(low, high, BANDS + 2) / 1127), 0.5 * RATE)
    bins = np.fft.rfftfreq(FFT, 1 / RATE)
    rising = (bins - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - bins) / (edges[2:] - edges[1:-1])[:, None]
    return np.asarray(np.maximum(0, np.minimum(rising, falling)))
