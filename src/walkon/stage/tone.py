"""Scene light to picture code and back.

People, plates and light are linear while they are mixed, 1.0 being a well lit white wall; a frame is 8-bit sRGB. Two
curves: `photo` leaves everything up to 0.6 as it was recorded, so that a face under light 1.0 keeps its own pixels,
and rolls off above; `film` has the toe and shoulder of film for rendered sets.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]
LUMA = (0.2126, 0.7152, 0.0722)  # Rec. 709 weights of linear R, G, B

SKIN_CAST = 0.80
"""How much of a light's colour skin takes on: the exponent of its colour relative to its luminance."""

TABLE_MAX = 16.0  # brightest scene value a table tells apart
TABLE_SIZE = 4096


def linear_of_code() -> FloatArray:
    """(256,) linear light 0..1 of each sRGB code (IEC 61966-2-1)."""
    v = np.arange(256, dtype=np.float64) / 255
    return np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4).astype(np.float32)


def srgb(linear: npt.NDArray[np.floating]) -> FloatArray:
    """SRGB code 0..1 of linear light, clipped."""
    x = np.clip(linear, 0, 1)
    return np.asarray(np.where(x <= 0.0031308, 12.92 * x, 1.055 * x ** (1 / 2.4) - 0.055), np.float32)


def photo(linear: npt.NDArray[np.floating]) -> FloatArray:
    """Code 0..1: the photograph as it was up to 0.6, then a shoulder that meets white at infinity."""
    x = np.maximum(linear, 0)
    over = np.maximum(x - 0.6, 0)
    return srgb(np.asarray(np.where(x < 0.6, x, 0.6 + 0.4 * over / (over + 0.4))))


def film(linear: npt.NDArray[np.floating]) -> FloatArray:
    """Code 0..1 on the rational film curve of K. Narkowicz (2015), then gamma 2.2."""
    x = np.maximum(linear, 0)
    shaped = x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14)
    return np.asarray(np.clip(shaped, 0, 1) ** (1 / 2.2), np.float32)


def table(curve: Callable[[npt.NDArray[np.floating]], FloatArray]) -> FloatArray:
    """(`TABLE_SIZE`,) codes 0..255 of `curve`; entry i belongs to linear `TABLE_MAX` * (i / (`TABLE_SIZE` - 1))²."""
    steps = np.arange(TABLE_SIZE, dtype=np.float64) / (TABLE_SIZE - 1)
    return np.ascontiguousarray(curve(TABLE_MAX * steps**2) * np.float32(255))


def luma(rgb: npt.NDArray[np.floating] | tuple[float, float, float]) -> float:
    """Luminance of one linear RGB colour."""
    return float(sum(w * float(c) for w, c in zip(LUMA, rgb, strict=True)))
