"""Things that are struck or plucked and ring: strings as delay lines, bars, bells and pianos as sums of fading sines."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from walkon.stage.compiled import compiled
from walkon.stage.sound.waves import RATE, Bus, Values


@compiled
def string(
    bus: Bus,
    first: int,
    frequency: float,
    held: float,
    gains: Values,
    pluck: npt.NDArray[np.float32],
    damping: float,
    ring: float,
    release: float,
) -> None:
    """Adds one plucked string (Karplus and Strong 1983, with a fractional delay after Jaffe and Smith 1983).

    `pluck` is what the finger puts in; `damping` 0..1 how fast brightness goes; `ring` and `release` the seconds in which
    the string falls by 60 dB while it is held and afterwards; `gains` left and right.
    """
    period = RATE / frequency
    smooth = 0.5 * damping
    length = int(period - smooth - 0.3)
    part = period - smooth - length
    allpass = (1.0 - part) / (1.0 + part)
    line = np.zeros(length)
    keep = 0.001 ** (1.0 / (frequency * ring))
    let_go = 0.001 ** (1.0 / (frequency * release))
    count = min(len(bus) - first, int((held + min(ring, 1.2 * release)) * RATE))
    fade = max(1, int(0.02 * RATE))
    before = 0.0
    came = 0.0
    went = 0.0
    at = 0
    for i in range(count):
        out = line[at]
        soft = (1.0 - smooth) * out + smooth * before
        before = out
        went = allpass * (soft - went) + came
        came = soft
        factor = keep if i < held * RATE else let_go
        fresh = pluck[i] if i < len(pluck) else 0.0
        line[at] = factor * went + fresh
        at += 1
        if at == length:
            at = 0
        level = out * min(1.0, (count - i) / fade)
        bus[first + i, 0] += np.float32(gains[0] * level)
        bus[first + i, 1] += np.float32(gains[1] * level)


@compiled
def modes(
    bus: Bus,
    first: int,
    held: float,
    hertz: Values,
    levels: Values,
    decays: Values,
    release: float,
    attack: float,
) -> None:
    """Adds fading sines: `hertz` (M,), `levels` (M, 2) left and right, `decays` (M,) seconds to fall by 60 dB.

    After `held` seconds a damper falls, and what is left goes in `release` seconds. `attack` softens the start.
    """
    count = min(len(bus) - first, int((held + release) * RATE))
    end = int(held * RATE)
    ramp = max(1, int(attack * RATE))
    tail = max(1, int(release * RATE))
    for m in range(len(hertz)):
        if hertz[m] > 0.45 * RATE:
            continue
        turn = 2.0 * math.pi * hertz[m] / RATE
        fall = 0.001 ** (1.0 / (decays[m] * RATE))
        real, imaginary = fall * math.cos(turn), fall * math.sin(turn)
        x, y = 1.0, 0.0
        for i in range(count):
            level = y
            if i < ramp:
                level *= i / ramp
            if i > end:
                left = 1.0 - (i - end) / tail
                level *= left * left
            bus[first + i, 0] += np.float32(level * levels[m, 0])
            bus[first + i, 1] += np.float32(level * levels[m, 1])
            x, y = real * x - imaginary * y, imaginary * x + real * y
            if i > ramp and x * x + y * y < 1e-9:
                break
