"""Close to the lens, out of focus: a bottle and a glass at the right, a plant's leaves at the left."""

from __future__ import annotations

import math
from typing import Any

from settings.material import plain
from settings.model import Model


def things() -> list[Any]:
    leaf, glass, amber = (
        plain("leaf", (0.035, 0.085, 0.040), 0.35),
        plain("dark glass", (0.012, 0.016, 0.012), 0.05),
        plain("amber", (0.26, 0.10, 0.02), 0.05),
    )
    m = Model("plant")
    for k in range(9):
        a = math.radians(-70 + 17 * k)
        long = 0.42 + 0.10 * math.sin(2.1 * k)
        lean = 0.55 + 0.1 * math.cos(1.7 * k)
        base = (-0.80, 0.45, 0.86)
        tip = (
            base[0] + long * math.sin(a) * 0.75,
            base[1] + 0.10 * math.cos(3.0 * k),
            base[2] + long * (0.55 + lean * abs(math.cos(a))),
        )
        half = ((base[0] * 0.45 + tip[0] * 0.55), (base[1] + tip[1]) / 2, (base[2] * 0.42 + tip[2] * 0.58))
        w = 0.030
        m.add(
            [base, (half[0] - w, half[1], half[2]), tip, (half[0] + w, half[1] + 0.01, half[2])],
            [(0, 1, 2), (0, 2, 3)],
            leaf,
        )
    b = Model("bottle")
    x, y, z = 0.66, 0.38, 0.98
    b.turned(
        [
            (0.046, 0.0),
            (0.048, 0.02),
            (0.048, 0.24),
            (0.040, 0.30),
            (0.018, 0.36),
            (0.016, 0.45),
            (0.019, 0.46),
            (0.001, 0.462),
        ],
        (x, y, z),
        glass,
        sides=32,
    )
    b.turned(
        [(0.001, 0.006), (0.036, 0.005), (0.043, 0.10), (0.040, 0.10), (0.037, 0.035), (0.001, 0.034)],
        (x - 0.13, y - 0.08, z + 0.14),
        amber,
        sides=28,
    )
    return [m.object(), b.object()]
