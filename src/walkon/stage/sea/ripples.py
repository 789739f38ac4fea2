"""Waves too small to be part of the shape: slopes of wind ripples that evolve, in three sizes.

A deep-water spectrum is advanced in time (angular frequency² = gravity x wavenumber) and turned into slopes by one FFT per
size. Blur by the streaming water during the shutter is part of the spectrum: sin(x) / x along the stream.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import scipy.fft

Floats = npt.NDArray[np.float32]

SIDE = 256
LENGTHS = (37.0, 10.9, 3.3)
"""Metres after which each size repeats."""
SLOPES = (0.075, 0.125, 0.12)
"""Root mean square slope of each size."""
GRAVITY = 9.81


class Ripples:
    """Slopes at any time. `blur` is how many metres the water streams along the crest while the shutter is open."""

    def __init__(self, seed: int, blur: float, rough: float = 1.0) -> None:
        chance = np.random.default_rng([seed, 71])
        self._sizes = [
            _size(chance, length, slope * rough, blur) for length, slope in zip(LENGTHS, SLOPES, strict=True)
        ]

    def slopes(self, seconds: float) -> Floats:
        """(3, `SIDE`, `SIDE`, 2) float32: rise along the crest and along the stream, per metre."""
        out = np.empty((len(self._sizes), SIDE, SIDE, 2), np.float32)
        for tile, (spectrum, opposite, omega) in zip(out, self._sizes, strict=True):
            turn = np.exp(1j * omega * np.float32(seconds))
            both = scipy.fft.ifft2(spectrum * turn + opposite * turn.conj(), overwrite_x=True)
            tile[..., 0] = both.real
            tile[..., 1] = both.imag
        return out


def _size(
    chance: np.random.Generator, length: float, slope: float, blur: float
) -> tuple[npt.NDArray[np.complex64], npt.NDArray[np.complex64], Floats]:
    """Spectrum of slope along x + i slope along y, running forward and backward in time, and the frequencies."""
    k = scipy.fft.fftfreq(SIDE, 1 / SIDE) * 2 * np.pi / length
    ky, kx = np.meshgrid(k, k, indexing="ij")
    wave = np.hypot(kx, ky)
    wave[0, 0] = 1
    finest, coarsest = np.pi * SIDE / length, 2 * np.pi / length
    band = np.exp(-((wave / (0.42 * finest)) ** 2)) * (1 - np.exp(-((wave / (2.2 * coarsest)) ** 2)))
    # Wind along the stream: crests lie more across it than along it.
    heading = 0.35 + 0.65 * (ky / wave) ** 2
    height = wave**-2.15 * band * heading
    height[0, 0] = 0
    height = height * (chance.standard_normal(wave.shape) + 1j * chance.standard_normal(wave.shape))
    height = height * np.sinc(kx * blur / (2 * np.pi))
    mirrored = np.conj(np.roll(height[::-1, ::-1], (1, 1), (0, 1)))
    turn = 1j * kx - ky  # i kx + i (i ky): both slopes in one complex field
    forward, backward = height * turn, mirrored * turn
    now = scipy.fft.ifft2(forward + backward)
    scale = slope / np.sqrt((np.abs(now) ** 2).mean() / 2)
    return (
        (forward * scale).astype(np.complex64),
        (backward * scale).astype(np.complex64),
        np.sqrt(GRAVITY * wave).astype(np.float32),
    )
