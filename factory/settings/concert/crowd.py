"""Raised hands between the lens and the stage; the lens makes soft shapes of them."""

from __future__ import annotations

import math
from typing import Any

from mathutils import Matrix, Vector

from settings.material import plain
from settings.model import Model

HANDS = (
    # x, y, height of the knuckles, lean to the right, turn, fist
    (-0.74, 0.62, 1.28, 0.16, 20, False), (-0.52, 0.42, 1.15, -0.05, -25, False), (-0.92, 0.80, 1.16, -0.12, 0, True),
    (0.72, 0.58, 1.20, -0.18, -15, False), (0.88, 0.72, 1.31, 0.10, 30, False), (0.50, 0.40, 1.09, 0.10, 5, True),
)  # fmt: skip


def hands() -> list[Any]:
    skins = [
        plain(f"hand {k}", tone, 0.55)
        for k, tone in enumerate(((0.30, 0.16, 0.11), (0.20, 0.10, 0.07), (0.42, 0.25, 0.18)))
    ]
    sleeves = [plain("sleeve", (0.02, 0.02, 0.03), 0.85), plain("sleeve 2", (0.10, 0.02, 0.03), 0.85)]
    things = []
    for k, (x, y, high, lean, turn, fist) in enumerate(HANDS):
        m = _hand(skins[k % 3], sleeves[k % 2], fist=fist, mirrored=k % 2 == 1)
        thing = m.object()
        thing.matrix_world = (
            Matrix.Translation(Vector((x, y, high)))
            @ Matrix.Rotation(math.atan(lean), 4, "Y")
            @ Matrix.Rotation(math.radians(turn), 4, "Z")
        )
        things.append(thing)
    return things


def _hand(skin: Any, sleeve: Any, *, fist: bool, mirrored: bool) -> Model:
    """A forearm and a hand, knuckles at the origin, fingers up."""
    s = -1 if mirrored else 1
    m = Model("hand")
    m.tube([(0, 0, -0.95), (0, 0, -0.42), (0, 0, -0.36)], [0.062, 0.052, 0.050], sleeve, sides=16)
    m.tube([(0, 0, -0.40), (0, 0, -0.25), (0, 0, -0.11)], [0.045, 0.038, 0.029], skin, sides=16)
    m.tube(
        [(0, 0, -0.12), (0, 0, -0.09), (0, 0, -0.05), (0, 0, 0.0), (0, 0, 0.012)],
        [0.028, 0.035, 0.042, 0.042, 0.030],
        skin,
        sides=16,
    )
    for k, long in enumerate((0.070, 0.084, 0.078, 0.060)):
        x = s * (-0.033 + 0.022 * k)
        spread = s * (-0.18 + 0.12 * k)
        if fist:
            m.tube(
                [(x, -0.02, -0.01), (x, -0.042, 0.012), (x, -0.058, -0.018), (x, -0.04, -0.05)], 0.0115, skin, sides=10
            )
        else:
            bend = -0.012 - 0.006 * k
            tip = (x + spread * long, bend, long)
            m.tube(
                [
                    (x, 0, -0.01),
                    (x + spread * long * 0.5, bend * 0.3, long * 0.55),
                    tip,
                    (tip[0], bend * 1.3, long + 0.006),
                ],
                [0.0115, 0.0105, 0.009, 0.004],
                skin,
                sides=10,
            )
    thumb = [(s * -0.03, -0.005, -0.08), (s * -0.058, -0.012, -0.045), (s * -0.072, -0.018, -0.005)]
    m.tube(
        thumb if not fist else [thumb[0], (s * -0.05, -0.03, -0.04), (s * -0.02, -0.06, -0.015)],
        [0.015, 0.012, 0.008],
        skin,
        sides=10,
    )
    return m
