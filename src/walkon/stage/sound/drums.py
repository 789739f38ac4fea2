"""Drums, cymbals and whooshes: each a function from length, velocity and chance to (N, 2) samples.

Struck ones ring as long as they ring; `seconds` matters to what is drawn out: swirls, rolls, risers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

from walkon.stage.sound import noise
from walkon.stage.sound.filters import filtered
from walkon.stage.sound.noise import Mono, banded, coloured
from walkon.stage.sound.waves import RATE, Bus

Drum = Callable[[float, float, np.random.Generator], Bus]

HELD = frozenset({"brush_swirl", "riser", "cymbal_roll", "timpani_roll", "air_swell"})
"""Drums whose sound is as long as their note."""
_METAL = (2.0, 3.0, 4.16, 5.43, 6.79, 8.21)  # ratios of six square waves, as in the TR-808's cymbal


def _time(seconds: float) -> npt.NDArray[np.float64]:
    return np.arange(round(seconds * RATE)) / RATE


def _fall(t: npt.NDArray[np.float64], seconds: float, attack: float = 0.0005) -> npt.NDArray[np.float64]:
    """Falls by 60 dB in `seconds` after a short rise, and ends at nothing."""
    end = np.minimum(1, (len(t) - np.arange(len(t))) / (0.01 * RATE))
    return np.asarray(np.minimum(1, t / attack) * 10 ** (-3 * t / seconds) * end)


def _wide(mono: npt.NDArray[np.floating], side: npt.NDArray[np.floating] | float = 0.0) -> Bus:
    return np.stack([mono + side, mono - side], -1).astype(np.float32)


def _sweep(t: npt.NDArray[np.float64], high: float, low: float, speed: float) -> npt.NDArray[np.float64]:
    """A sine that drops from `high` to `low` Hz."""
    turns = low * t + (high - low) * speed * (1 - np.exp(-t / speed))
    return np.asarray(np.sin(2 * math.pi * turns))


def _hiss(seconds: float, low: float, high: float, chance: np.random.Generator, tilt: float = 0.0) -> Mono:
    return coloured(round(seconds * RATE), banded(low, high, tilt), chance)


def _kick(_: float, velocity: float, chance: np.random.Generator) -> Bus:
    t = _time(0.42)
    body = _sweep(t, 190, 48, 0.028) * _fall(t, 0.5)
    click = 0.12 * velocity * _hiss(0.42, 1500, 7000, chance) * _fall(t, 0.025)
    return _wide(np.tanh(1.6 * velocity * body) + click)


def _soft_kick(_: float, velocity: float, chance: np.random.Generator) -> Bus:
    t = _time(0.35)
    return _wide(
        velocity
        * (_sweep(t, 95, 52, 0.03) * _fall(t, 0.4, 0.004) + 0.04 * _hiss(0.35, 200, 900, chance) * _fall(t, 0.08))
    )


def _heart(_: float, velocity: float, chance: np.random.Generator) -> Bus:
    t = _time(0.8)
    body = _sweep(t, 70, 46, 0.06) * _fall(t, 1.0, 0.012)
    return _wide(velocity * (body + 0.05 * _hiss(0.8, 80, 400, chance) * _fall(t, 0.25, 0.01)))


def _boom(_: float, velocity: float, chance: np.random.Generator) -> Bus:
    t = _time(1.6)
    body = _sweep(t, 105, 38, 0.09) * _fall(t, 2.0, 0.003)
    skin = 0.35 * _hiss(1.6, 60, 500, chance) * _fall(t, 0.5, 0.002)
    return _wide(velocity * np.tanh(1.3 * (body + skin)), 0.05 * _hiss(1.6, 150, 900, chance) * _fall(t, 0.6))


def _taiko(_: float, velocity: float, chance: np.random.Generator) -> Bus:
    t = _time(0.9)
    body = _sweep(t, 160 + 40 * velocity, 78 + chance.normal(0, 1.5), 0.03) * _fall(t, 0.9, 0.001)
    body += 0.35 * np.sin(2 * math.pi * 171 * t) * _fall(t, 0.35)
    stick = 0.5 * velocity * _hiss(0.9, 300, 3500, chance) * _fall(t, 0.07)
    return _wide(velocity * np.tanh(1.4 * body + stick), 0.06 * _hiss(0.9, 200, 2500, chance) * _fall(t, 0.3))


def _snare(_: float, velocity: float, chance: np.random.Generator) -> Bus:
    t = _time(0.3)
    tone = (np.sin(2 * math.pi * 186 * t) + 0.6 * np.sin(2 * math.pi * 331 * t)) * _fall(t, 0.16)
    wires = _hiss(0.3, 1100, 10000, chance) * _fall(t, 0.26)
    return _wide(
        velocity * (0.6 * tone + 0.45 * wires), 0.12 * velocity * _hiss(0.3, 2000, 9000, chance) * _fall(t, 0.2)
    )


def _field_snare(_: float, velocity: float, chance: np.random.Generator) -> Bus:
    t = _time(0.34)
    tone = (np.sin(2 * math.pi * 148 * t) + 0.5 * np.sin(2 * math.pi * 262 * t)) * _fall(t, 0.22)
    wires = _hiss(0.34, 700, 6500, chance) * _fall(t, 0.3)
    return _wide(
        velocity**1.4 * (0.7 * tone + 0.35 * wires), 0.08 * velocity * _hiss(0.34, 900, 6000, chance) * _fall(t, 0.25)
    )


def _clap(_: float, velocity: float, chance: np.random.Generator) -> Bus:
    sides = []
    for _side in range(2):
        t = _time(0.32)
        shape = 0.7 * _fall(np.maximum(0, t - 0.026), 0.24) * (t >= 0.026)
        for k in range(3):
            at = 0.0105 * k + chance.normal(0, 0.0012) * (k > 0)
            shape = shape + _fall(np.maximum(0, t - at), 0.028) * (t >= at)
        sides.append(_hiss(0.32, 750, 5200, chance) * shape)
    return (0.4 * velocity * np.stack(sides, -1)).astype(np.float32)


def _metal(seconds: float, base: float, chance: np.random.Generator) -> npt.NDArray[np.float64]:
    t = _time(seconds)
    turns = base * np.array(_METAL)[:, None] * t + chance.random((6, 1))
    return np.asarray(np.sin(2 * math.pi * turns + 2.2 * np.sin(2 * math.pi * 1.47 * turns)).sum(0) / 2.5)


def _hat(seconds: float, low: float) -> Drum:
    def drum(_: float, velocity: float, chance: np.random.Generator) -> Bus:
        long = max(0.05, 1.2 * seconds)
        t = _time(long)
        shape = _fall(t, seconds, 0.0008)
        metal = filtered(_metal(long, 617, chance), low, None, 4)
        return _wide(
            velocity * shape * (0.35 * metal + 0.5 * _hiss(long, low, 15000, chance)), 0.15 * velocity * shape * metal
        )

    return drum


def _cymbal(seconds: float, low: float, strike: float) -> Drum:
    def drum(_: float, velocity: float, chance: np.random.Generator) -> Bus:
        t = _time(seconds)
        sides = []
        for _side in range(2):
            wash = _hiss(seconds, low, 14000, chance, -2.0) * _fall(t, 1.25 * seconds, 0.004)
            bright = _hiss(seconds, 4000, 16000, chance) * _fall(t, 0.45 * seconds, 0.001)
            metal = filtered(_metal(seconds, 431 + 9 * _side, chance), 900, 12000) * _fall(t, seconds)
            sides.append(0.5 * wash + 0.45 * bright + strike * metal)
        return (velocity * np.stack(sides, -1)).astype(np.float32)

    return drum


def _ride(_: float, velocity: float, chance: np.random.Generator) -> Bus:
    t = _time(1.3)
    ping = sum(
        a * np.sin(2 * math.pi * f * t + p) * _fall(t, d)
        for a, f, d, p in zip(
            (0.5, 0.35, 0.3, 0.22), (3120, 4417, 5633, 7211), (0.5, 0.4, 0.35, 0.25), chance.random(4) * 6, strict=True
        )
    )
    wash = _hiss(1.3, 2600, 12000, chance) * _fall(t, 1.2, 0.002)
    return _wide(
        velocity * (0.5 * ping + 0.22 * wash), 0.07 * velocity * _hiss(1.3, 3000, 11000, chance) * _fall(t, 1.0)
    )


def _brush_swirl(seconds: float, velocity: float, chance: np.random.Generator) -> Bus:
    n = round(seconds * RATE)
    shape = noise.hump(n, 0.55) ** 0.6
    left, right = _hiss(seconds, 1400, 7500, chance), _hiss(seconds, 1400, 7500, chance)
    turn = np.linspace(0.25, 0.75, n)
    return (0.4 * velocity * shape[:, None] * np.stack([left * (1 - turn), right * turn], -1)).astype(np.float32)


def _brush_tap(_: float, velocity: float, chance: np.random.Generator) -> Bus:
    t = _time(0.22)
    wires = _hiss(0.22, 1500, 8500, chance) * _fall(t, 0.17, 0.004)
    skin = np.sin(2 * math.pi * 205 * t) * _fall(t, 0.09, 0.002)
    return _wide(
        velocity * (0.45 * wires + 0.25 * skin), 0.06 * velocity * _hiss(0.22, 2000, 8000, chance) * _fall(t, 0.15)
    )


def _shaker(_: float, velocity: float, chance: np.random.Generator) -> Bus:
    t = _time(0.09)
    return _wide(0.5 * velocity * _hiss(0.09, 4500, 13000, chance) * _fall(t, 0.075, 0.012))


def _woodblock(_: float, velocity: float, chance: np.random.Generator) -> Bus:
    t = _time(0.12)
    pitch = 920 if chance.random() < 0.5 else 690
    tone = np.sin(2 * math.pi * pitch * t) * _fall(t, 0.08) + 0.4 * np.sin(2 * math.pi * 2.63 * pitch * t) * _fall(
        t, 0.04
    )
    return _wide(velocity * (tone + 0.06 * _hiss(0.12, 1000, 6000, chance) * _fall(t, 0.02)))


def _chimes(_: float, velocity: float, chance: np.random.Generator) -> Bus:
    """A hand along a row of small tubes."""
    n = round(2.6 * RATE)
    made = np.zeros((n, 2))
    for k in range(22):
        first = round((0.035 * k + chance.uniform(0, 0.012)) * RATE)
        t = np.arange(n - first) / RATE
        pitch = 5600 * 2 ** (-k / 14) * (1 + chance.normal(0, 0.004))
        tone = np.sin(2 * math.pi * pitch * t) * _fall(t, 1.1) * chance.uniform(0.5, 1)
        side = k / 21
        made[first:, 0] += tone * (1 - 0.7 * side)
        made[first:, 1] += tone * (0.3 + 0.7 * side)
    return (0.15 * velocity * made).astype(np.float32)


def _riser(seconds: float, velocity: float, chance: np.random.Generator) -> Bus:
    """Noise that opens and a tone that climbs, cut off just before the beat they lead to."""
    n = round(seconds * RATE)
    u = np.linspace(0, 1, n)
    sides = []
    for _side in range(2):
        dark, bright = _hiss(seconds, 300, 1400, chance), _hiss(seconds, 2500, 12000, chance)
        sides.append(dark * (1 - u) + bright * u)
    turns = np.cumsum(220 * 2 ** (2 * u**1.5)) / RATE
    tone = 0.35 * np.sin(2 * math.pi * turns) + 0.2 * np.sin(4 * math.pi * turns)
    gate = np.minimum(1, (n - np.arange(n)) / (0.03 * RATE))
    shape = 0.4 * velocity * u**1.8 * gate
    return np.asarray(shape[:, None] * (np.stack(sides, -1) + tone[:, None]), np.float32)


def _roll(low: float, high: float, tail: float) -> Drum:
    """A cymbal that grows out of nothing and rings on."""

    def drum(seconds: float, velocity: float, chance: np.random.Generator) -> Bus:
        total = seconds + tail
        u = _time(total) / seconds
        shape = np.where(u < 1, np.minimum(1, u) ** 2.2, 10 ** (-2.2 * (u - 1) * seconds / tail))
        shape *= np.minimum(1, (len(u) - np.arange(len(u))) / (0.2 * RATE))
        sides = [
            _hiss(total, low, high, chance, -1.5) * (0.8 + 0.2 * noise.wander(len(u), 0.05, chance)) for _ in range(2)
        ]
        return np.asarray(0.5 * velocity * shape[:, None] * np.stack(sides, -1), np.float32)

    return drum


def _timpani_roll(seconds: float, velocity: float, chance: np.random.Generator) -> Bus:
    total = seconds + 0.8
    t = _time(total)
    made = np.zeros(len(t))
    at = 0.0
    while at < seconds:
        first = round(at * RATE)
        part = t[: len(t) - first]
        hard = (at / seconds) ** 1.5 * chance.uniform(0.8, 1.0) + 0.05
        made[first:] += (
            hard * (_sweep(part, 96, 82, 0.04) + 0.5 * np.sin(2 * math.pi * 123 * part)) * _fall(part, 0.8, 0.004)
        )
        at += chance.normal(0.062, 0.004)
    made *= np.minimum(1, (len(t) - np.arange(len(t))) / (0.2 * RATE))
    return _wide(
        0.4 * velocity * made,
        0.02 * velocity * _hiss(total, 100, 500, chance) * np.minimum(1, t / seconds) ** 2 * (t < seconds),
    )


DRUMS: Mapping[str, Drum] = {
    "kick": _kick,
    "soft_kick": _soft_kick,
    "heart": _heart,
    "boom": _boom,
    "taiko": _taiko,
    "snare": _snare,
    "field_snare": _field_snare,
    "clap": _clap,
    "hat": _hat(0.06, 6500),
    "open_hat": _hat(0.28, 6000),
    "pedal_hat": _hat(0.045, 4500),
    "crash": _cymbal(2.6, 900, 0.10),
    "splash": _cymbal(0.8, 2500, 0.12),
    "ride": _ride,
    "brush_swirl": _brush_swirl,
    "brush_tap": _brush_tap,
    "shaker": _shaker,
    "woodblock": _woodblock,
    "chimes": _chimes,
    "riser": _riser,
    "cymbal_roll": _roll(1200, 13000, 1.6),
    "air_swell": _roll(350, 5000, 1.2),
    "timpani_roll": _timpani_roll,
}
