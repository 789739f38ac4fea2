"""Shirts, collars and ties: shared by everything worn over them."""

from __future__ import annotations

import math
from typing import Any

from wardrobe.body import Pose
from wardrobe.cloth import Material, Object, Surface, cut, offset_body
from wardrobe.fabric import Cloth, Colour, fabric
from wardrobe.trim import panel, revolve

FRONT = math.pi / 2


def shirt(pose: Pose, colour: Colour) -> Object:
    """A shirt's front, to be seen in an open coat."""
    look = Cloth(colour=colour, rough=0.8, sheen=0.1, crease_scale=16, stretch=(1.4, 1, 0.7), grain=0.25, tone=0.04)
    made = offset_body("shirt", pose, 0.009, fabric("shirt", look), grow=0.008, arm=-0.012, muscle=0.6)
    cut(made, lambda c: c.z > 1.445 - 0.3 * c.y)
    return made


def shirt_collar(material: Material, gap: float = 22.0) -> Object:
    profile = [(0.063, -0.02), (0.062, 0), (0.0605, 0.022), (0.0605, 0.036), (0.063, 0.040)]
    profile += [(0.067, 0.037), (0.072, 0.022), (0.079, 0.004), (0.084, -0.008)]

    def points(angle: float, r: float, h: float) -> tuple[float, float]:
        front = max(0.0, math.cos(angle + FRONT)) ** 3
        return r + 0.004 * front * (r > 0.066), h - (0.006 + 0.024 * (r > 0.075)) * front

    return revolve(
        "shirt_collar", profile, material, centre=(0, 0.010, 1.432), ratio=1.04, tilt=10,
        start=270 + gap / 2, stop=630 - gap / 2, n=80, solidify=0.0015, warp=points,
    )  # fmt: skip


def coat_collar(material: Material, gap: float = 58.0) -> Object:
    """A turned-down collar: stand, roll and fall around the neck, ending at the lapels."""
    rise, fall, spread = 0.052, 0.055, 0.034
    profile = [(0.074 + 0.006 * i / 6, -0.012 + rise * i / 6) for i in range(7)]
    profile += [
        (0.087 - 0.007 * math.cos(i / 4 * math.pi), rise - 0.012 + 0.0104 * math.sin(i / 4 * math.pi))
        for i in range(1, 5)
    ]
    profile += [(0.094 + spread * (i / 8) ** 1.2, rise - 0.012 - fall * i / 8) for i in range(1, 9)]

    def drop(angle: float, r: float, h: float) -> tuple[float, float]:
        front = max(0.0, math.cos(angle + FRONT)) ** 2
        return r + 0.016 * front * (r > 0.085), h - 0.016 * front

    return revolve(
        "collar", profile, material, centre=(0, 0.016, 1.446), ratio=1.02, tilt=9,
        start=270 + gap / 2, stop=630 - gap / 2, n=72, solidify=0.003, warp=drop,
    )  # fmt: skip


def tie(material: Material, on: Surface) -> None:
    knot = [(0.0, 0.018), (0.016, 0.018), (0.019, 0.012), (0.015, -0.008), (0.010, -0.018), (0, -0.018)]
    revolve("knot", knot, material, centre=(0, -0.078, 1.424), ratio=0.62, tilt=14, n=32, subsurf=2)
    half: list[Any] = [(0.010, 1.414), (0.0185, 1.36), (0.0305, 1.20), (0.0375, 1.05)]
    left = [(-x, z) for x, z in half]
    panel("blade", on, left, half, material, rows=30, cols=9, offset=0.006, bulge=0.004, bridge=10)
