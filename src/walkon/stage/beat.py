"""The pulse that stage lights, bodies and music share."""

from __future__ import annotations

import math

from walkon.domain.plan import FPS


def swing(frame: int, beats_per_second: float) -> float:
    """0..1: up and down once in two beats, quick to rise, slow to fall."""
    phase = (frame / FPS * beats_per_second / 2) % 1.0
    rise = 0.18
    u = phase / rise if phase < rise else 1 - (phase - rise) / (1 - rise)
    return u * u * (3 - 2 * u)


def flicker(frame: int, beats_per_second: float, seed: int) -> float:
    """0..1: `swing` with a little unrest, for lamps and stage lights on people."""
    t = frame / FPS
    unrest = math.sin(t * 9.7 + seed % 7) * math.sin(t * 5.3 + seed % 11)
    return min(1.0, max(0.0, 0.86 * swing(frame, beats_per_second) + 0.14 * (0.5 + 0.5 * unrest)))
