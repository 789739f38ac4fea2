"""The colour of a voice: mel bands and cepstra of WORLD's envelopes, equal at every sampling rate.

All bands lie below 8 kHz, so that speech recorded at 16 kHz and speech made at 24 kHz can be compared.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.fft import dct, idct

from walkon.voice.world import BINS, Analysis, Array

BANDS, ORDER = 40, 25
LOWEST, HIGHEST = 60.0, 8000.0  # Hz
KNEE = 5500.0  # Hz; above, a warp bends back so that the highest frequency stays in place


def bands(analysis: Analysis) -> Array:
    """(T, 40) natural logarithm of power per mel band."""
    return np.asarray(np.log(analysis.envelope @ _bank(analysis.rate).T + 1e-12))


def cepstra(of_bands: Array) -> Array:
    """(T, 25) cosine transform of log bands; the first is the level."""
    return np.asarray(dct(of_bands, norm="ortho", axis=1)[:, :ORDER])


def bands_of(of_cepstra: Array) -> Array:
    """(T, 40) log bands of (T, 25) cepstra."""
    return np.asarray(idct(np.pad(of_cepstra, ((0, 0), (0, BANDS - ORDER))), norm="ortho", axis=1))


def spread_over_bins(of_bands: Array, rate: int) -> Array:
    """(..., 40) values per band to (..., 513) values per bin, straight lines between band centres."""
    place = np.interp(np.arange(BINS) * rate / (2 * (BINS - 1)), _edges()[1:-1], np.arange(BANDS))
    below = np.minimum(place.astype(int), BANDS - 2)
    part = place - below
    return np.asarray(of_bands[..., below] * (1 - part) + of_bands[..., below + 1] * part)


def long_term(analysis: Analysis) -> Array:
    """(40,) mean log bands over the louder frames, each frame's own mean taken out."""
    loud = bands(analysis)[analysis.active(25)]
    return np.asarray((loud - loud.mean(axis=1, keepdims=True)).mean(axis=0))


def warped(analysis: Analysis, factor: float) -> Analysis:
    """The same speech from a vocal tract whose resonances lie `factor` times as high; 1.1 is a shorter tract."""
    if factor == 1.0:
        return analysis
    top = analysis.rate / 2
    here = np.arange(BINS) * top / (BINS - 1)
    knee = KNEE / max(factor, 1.0)
    straight = here / factor
    bent = knee + (here - knee * factor) * (top - knee) / (top - knee * factor)
    place = np.where(here < knee * factor, straight, bent) / top * (BINS - 1)
    below = np.minimum(place.astype(int), BINS - 2)
    part = place - below
    log = np.log(analysis.envelope + 1e-15)
    envelope = np.exp(log[:, below] * (1 - part) + log[:, below + 1] * part)
    return Analysis(rate=analysis.rate, pitch=analysis.pitch, envelope=envelope, breath=analysis.breath)


def _edges() -> Array:
    """(42,) Hz: where the triangles begin, peak and end; O'Shaughnessy's mel scale."""
    low, high = (1127 * np.log1p(hz / 700) for hz in (LOWEST, HIGHEST))
    return np.asarray(700 * np.expm1(np.linspace(low, high, BANDS + 2) / 1127))


@cache
def _bank(rate: int) -> Array:
    """(40, 513) triangles whose rows sum to 1; a band narrower than a bin takes the nearest bin."""
    edges = _edges()
    hz = np.arange(BINS) * rate / (2 * (BINS - 1))
    rising = (hz - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - hz) / (edges[2:] - edges[1:-1])[:, None]
    bank = np.maximum(0, np.minimum(rising, falling))
    empty = bank.sum(axis=1) < 0.5
    nearest = np.abs(hz - edges[1:-1, None]).argmin(axis=1)
    bank[empty, nearest[empty]] = 1.0
    return np.asarray(bank / bank.sum(axis=1, keepdims=True))
