"""A felt hat, placed where a head would be."""

from __future__ import annotations

import math

from wardrobe.fabric import Cloth, fabric
from wardrobe.trim import revolve

PROFILE = [
    (0.004, 0.108),
    (0.03, 0.110),
    (0.055, 0.112),
    (0.074, 0.108),
    (0.084, 0.096),
    (0.089, 0.075),
    (0.093, 0.045),
]
PROFILE += [
    (0.097, 0.015),
    (0.099, 0.002),
    (0.106, -0.003),
    (0.120, -0.004),
    (0.138, -0.003),
    (0.152, 0.0),
    (0.160, 0.005),
]


def fedora() -> None:
    felt = Cloth(
        colour=(0.085, 0.062, 0.045),
        rough=0.92,
        sheen=0.6,
        crease=0.05,
        crease_scale=12,
        grain=0.8,
        grain_scale=500,
        tone=0.12,
    )
    band = Cloth(colour=(0.018, 0.013, 0.011), rough=0.5, sheen=0.3, crease=0, grain=0.3, twill=0.8)
    place = {"centre": (0, 0.012, 1.708), "ratio": 1.2, "tilt": 3}
    profile = [(r * 1.07, h * 1.05) for r, h in PROFILE]
    revolve("felt", profile, fabric("felt", felt), solidify=0.0035, warp=_shape, **place)
    line = [(0.0985, 0.003), (0.1005, 0.004), (0.0985, 0.018), (0.0955, 0.036), (0.0935, 0.037)]
    revolve("band", [(r * 1.075, h * 1.05) for r, h in line], fabric("band", band), **place)


def _shape(angle: float, r: float, h: float) -> tuple[float, float]:
    """Dent in the crown, pinched front, brim up at the sides and down in front."""
    front, side = -math.sin(angle), abs(math.cos(angle))
    if h > 0.02:
        dent = 0.020 * math.exp(-((r * math.cos(angle) / 0.028) ** 2)) * (r < 0.08)
        pinch = 1 - 0.22 * math.exp(-(((side - 0.62) / 0.25) ** 2)) * max(0.0, front) * min(1.0, h / 0.10)
        return r * pinch, h - dent - 0.010 * max(0.0, -front) * (h > 0.06)
    if r > 0.1:
        t = (r - 0.1) / 0.06
        return r, h + 0.024 * t**1.5 * side**2 + 0.012 * t * max(0.0, -front) - 0.016 * t**1.2 * max(0.0, front)
    return r, h
