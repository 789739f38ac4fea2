"""How things that happen sound: each a function from seconds and chance to (N, 2) samples."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

from walkon.stage.sound import noise
from walkon.stage.sound.filters import filtered
from walkon.stage.sound.noise import banded, coloured
from walkon.stage.sound.waves import RATE, Bus

Happening = Callable[[float, np.random.Generator], Bus]


def _hiss(count: int, low: float, high: float, chance: np.random.Generator, tilt: float = 0.0) -> Bus:
    return np.stack([coloured(count, banded(low, high, tilt), chance) for _ in range(2)], -1)


def _splash(_: float, chance: np.random.Generator) -> Bus:
    """A body of water thrown up, and the spray that rains back."""
    n = round(1.9 * RATE)
    t = np.arange(n) / RATE
    slap = np.minimum(1, t / 0.02) * np.exp(-t / 0.16)
    spray = np.minimum(1, t / 0.12) * np.exp(-t / 0.48)
    end = np.minimum(1, (n - np.arange(n)) / (0.3 * RATE))
    made = _hiss(n, 90, 900, chance, -3) * slap[:, None] + 0.55 * _hiss(n, 1500, 9000, chance, -2) * spray[:, None]
    return np.asarray(made * end[:, None], np.float32)


def _rush(_: float, chance: np.random.Generator) -> Bus:
    """A wave that draws itself up."""
    n = round(3.2 * RATE)
    return _hiss(n, 60, 1200, chance, -4) * noise.hump(n, 0.6)[:, None] + 0.25 * (
        _hiss(n, 1500, 7000, chance, -2) * noise.hump(n, 0.72, 3.0)[:, None]
    )


def _thunder(_: float, chance: np.random.Generator) -> Bus:
    """A far crack, then rolls that lose their brightness."""
    n = round(4.5 * RATE)
    t = np.arange(n) / RATE
    rolls = 0.25 * np.exp(-t / 1.6) * np.minimum(1, t / 0.3)
    for at in np.sort(chance.uniform(0.0, 2.2, 6)):
        rolls = rolls + chance.uniform(0.4, 1) * np.where(
            t > at, np.exp(-(t - at) / 0.45) * np.minimum(1, (t - at) / 0.05), 0
        )
    crack = np.minimum(1, t / 0.004) * np.exp(-t / 0.12)
    end = np.minimum(1, (n - np.arange(n)) / (1.0 * RATE))
    made = _hiss(n, 32, 180, chance, -3) * rolls[:, None] + 0.12 * _hiss(n, 300, 2200, chance, -3) * crack[:, None]
    return np.asarray(made * end[:, None], np.float32)


def _tones(hertz: tuple[float, ...], each: float, chance: np.random.Generator, noisy: float) -> Bus:
    """Short tones through a radio, with a click of hiss before them."""
    n = round(each * RATE)
    t = np.arange(n) / RATE
    edge = np.minimum(1, np.minimum(t, each - t) / 0.006)
    mono = np.concatenate([np.sin(2 * math.pi * f * t) * edge for f in hertz])
    hiss = coloured(len(mono), banded(600, 3500), chance) * noise.hump(len(mono), 0.2)
    return np.repeat((mono + noisy * hiss)[:, None], 2, axis=1).astype(np.float32)


def _call(_: float, chance: np.random.Generator) -> Bus:
    return _tones((2525.0,), 0.13, chance, 0.25)


def _over(_: float, chance: np.random.Generator) -> Bus:
    return _tones((2475.0,), 0.11, chance, 0.25)


def _voices(count: int, chance: np.random.Generator) -> Bus:
    """A crowd shouting "ah": bands of noise at its formants, and whoops above."""
    made = np.zeros((count, 2))
    for low, high, loud in ((550, 950, 1.0), (1000, 1500, 0.8), (2300, 3200, 0.35), (250, 500, 0.4)):
        made += loud * _hiss(count, low, high, chance)
    t = np.arange(count) / RATE
    for _ in range(max(2, count // RATE * 5)):
        at, long = chance.uniform(0, max(0.05, count / RATE - 0.4)), chance.uniform(0.25, 0.6)
        u = (t - at) / long
        inside = (u > 0) & (u < 1)
        turn = 2 * np.pi * np.cumsum(chance.uniform(420, 900) * (1 + 0.5 * np.sin(np.pi * u[inside]))) / RATE
        cry = (np.sin(turn) + 0.4 * np.sin(2 * turn)) * np.sin(np.pi * u[inside]) ** 2 * chance.uniform(0.2, 0.6)
        side = chance.uniform(0.1, 0.9)
        made[inside] += cry[:, None] * [1 - side, side]
    return made.astype(np.float32)


def _cheer(_: float, chance: np.random.Generator) -> Bus:
    n = round(3.0 * RATE)
    return _voices(n, chance) * noise.hump(n, 0.16, 3.0)[:, None]


def _hands(count: int, each: float, chance: np.random.Generator) -> Bus:
    """Many hands: `each` seconds between two claps of the whole crowd."""
    made = np.zeros((count, 2), np.float32)
    kinds = []
    for _ in range(10):
        n = round(0.02 * RATE)
        shape = np.exp(-np.arange(n) / (0.0032 * RATE)) * np.minimum(1, np.arange(n) / 24)
        low = chance.uniform(600, 1100)
        kinds.append((coloured(n, banded(low, 3.4 * low), chance) * shape).astype(np.float32))
    at = 0.0
    while at * RATE < count:
        first = round(at * RATE)
        clap = kinds[int(chance.integers(10))][: count - first]
        side, hard = chance.uniform(0.1, 0.9), np.float32(chance.uniform(0.3, 1))
        made[first : first + len(clap), 0] += hard * np.float32(1 - side) * clap
        made[first : first + len(clap), 1] += hard * np.float32(side) * clap
        at += float(chance.exponential(each))
    return made


def _applause(seconds: float, chance: np.random.Generator) -> Bus:
    n = round(max(0.5, seconds) * RATE)
    u = np.minimum(1, np.arange(n) / (0.5 * RATE))
    rise = (u * u * (3 - 2 * u))[:, None].astype(np.float32)
    return np.asarray((0.8 * _voices(n, chance) + 2.2 * _hands(n, 0.004, chance)) * rise, np.float32)


def _claps(_: float, chance: np.random.Generator) -> Bus:
    """One clap of a crowd: sixty people, not quite together."""
    n = round(0.25 * RATE)
    made = np.zeros((n, 2), np.float32)
    source = _hands(n, 0.002, chance)
    shape = np.exp(-(((np.arange(n) / RATE - 0.05) / 0.022) ** 2))
    made += source * shape[:, None].astype(np.float32)
    return made


def _struck(
    hertz: tuple[float, ...], falls: float, chance: np.random.Generator, noisy: float
) -> npt.NDArray[np.float64]:
    n = round(6 * falls * RATE)
    t = np.arange(n) / RATE
    tone = sum(np.sin(2 * math.pi * f * t) / (k + 1) for k, f in enumerate(hertz))
    hit = coloured(n, banded(150, 2500, -3), chance) * np.exp(-t / (0.4 * falls))
    end = np.minimum(1, (n - np.arange(n)) / (0.2 * n))
    return np.asarray((tone * np.exp(-t / falls) + noisy * hit) * np.minimum(1, t / 0.0015) * end)


def _footsteps(_: float, chance: np.random.Generator) -> Bus:
    """Leather on boards, coming nearer: heel and sole."""
    n = round(2.6 * RATE)
    made = np.zeros((n, 2))
    for k in range(4):
        at = 0.25 + 0.56 * k + chance.normal(0, 0.012)
        for late, loud in ((0.0, 1.0), (0.09, 0.45)):
            step = loud * (0.55 + 0.15 * k) * _struck((118 + chance.normal(0, 4), 241, 405), 0.02, chance, 0.8)
            first = round((at + late) * RATE)
            part = step[: n - first]
            made[first : first + len(part)] += part[:, None]
    return made.astype(np.float32)


def _match(_: float, chance: np.random.Generator) -> Bus:
    """A scratch, a flare, and a small flame."""
    n = round(1.5 * RATE)
    t = np.arange(n) / RATE
    scratch = (
        coloured(n, banded(2200, 9000), chance)
        * noise.wander(n, 0.012, chance)
        * (t < 0.2)
        * np.minimum(1, (0.2 - t) / 0.03)
    )
    flare = coloured(n, banded(350, 4500, -2), chance) * np.where(
        t > 0.17, np.minimum(1, (t - 0.17) / 0.05) * np.exp(-(t - 0.17) / 0.25), 0
    )
    end = np.minimum(1, (n - np.arange(n)) / (0.3 * RATE)) * np.minimum(1, t / 0.01)
    return np.repeat(((0.7 * scratch + flare) * end)[:, None], 2, axis=1).astype(np.float32)


def _door(_: float, chance: np.random.Generator) -> Bus:
    """A creak, slip after slip, and the latch."""
    n = round(1.3 * RATE)
    made = np.zeros(n)
    at = 0.05
    while at < 0.85:
        slip = _struck((310 + 180 * at, 905 + 260 * at, 1720), 0.006, chance, 0.15)
        first = round(at * RATE)
        made[first : first + len(slip)] += 0.35 * slip * math.sin(math.pi * at / 0.9)
        at += 0.011 + 0.012 * at + abs(chance.normal(0, 0.002))
    latch = _struck((165, 390, 1130, 2210), 0.022, chance, 0.9)
    made[round(0.98 * RATE) :][: len(latch)] += latch[: n - round(0.98 * RATE)]
    return filtered(np.repeat(made[:, None], 2, axis=1), 90, 7000)


HAPPENINGS: Mapping[str, Happening] = {
    "splash": _splash,
    "rush": _rush,
    "thunder": _thunder,
    "call": _call,
    "over": _over,
    "cheer": _cheer,
    "applause": _applause,
    "claps": _claps,
    "footsteps": _footsteps,
    "match": _match,
    "door": _door,
}
