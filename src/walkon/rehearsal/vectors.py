"""Small sums that the per-pixel loops are made of."""

from __future__ import annotations

import math

from walkon.stage.compiled import inlined

Triple = tuple[float, float, float]


@inlined
def clamp(x: float) -> float:
    return min(1.0, max(0.0, x))


@inlined
def mixed(a: Triple, b: Triple, share: float) -> Triple:
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share)


@inlined
def unit(x: float, y: float, z: float) -> Triple:
    length = math.sqrt(x * x + y * y + z * z + 1e-12)
    return (x / length, y / length, z / length)
