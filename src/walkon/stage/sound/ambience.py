"""The air of a place: layers of noise that swell, and the small things that happen in it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

from walkon.domain.plan import Plan
from walkon.stage.sound import dynamics, noise, places
from walkon.stage.sound.filters import filtered, peaked
from walkon.stage.sound.places import Layer
from walkon.stage.sound.waves import RATE, Bus

FADE_IN, FADE_OUT = 0.35, 0.7  # seconds
Source = Callable[[int, np.random.Generator], Bus]


def ambience(plan: Plan, seconds: float, *, indoors: bool) -> Bus:
    """(N, 2) at 48 kHz, as long as the film, fading in and out."""
    count = round(seconds * RATE)
    total = np.zeros((count, 2), np.float32)
    for number, layer in enumerate(places.load().layers(plan, indoors)):
        chance = np.random.default_rng((plan.seed, 211, number))
        bus = _noise(layer, count, chance) if layer.sound == "noise" else SOURCES[layer.sound](count, chance)
        loud = dynamics.level(bus)
        if loud > -110:
            total += bus * np.float32(10 ** ((layer.gain - loud) / 20))
    return total * dynamics.edges(count, FADE_IN, FADE_OUT)[:, None]


def _noise(layer: Layer, count: int, chance: np.random.Generator) -> Bus:
    colour = noise.banded(layer.low, layer.high, layer.tilt)
    middle = noise.coloured(count, colour, chance)
    side = noise.coloured(count, colour, chance)
    shared = noise.wander(count, layer.every, chance)
    sides = [0.6 * shared + 0.4 * noise.wander(count, layer.every, chance) for _ in range(2)]
    both = np.stack([middle + layer.sides * side, middle - layer.sides * side], -1)
    return np.asarray(both * (1 - layer.depth * (1 - np.stack(sides, -1))), np.float32)


def _times(count: int, every: float, chance: np.random.Generator) -> list[float]:
    """Random moments, `every` seconds apart on the average."""
    found, at = [], float(chance.exponential(every))
    while at * RATE < count:
        found.append(at)
        at += float(chance.exponential(every))
    return found


def _placed(bus: Bus, at: float, mono: npt.NDArray[np.floating], place: float) -> None:
    first = round(at * RATE)
    part = mono[: max(0, len(bus) - first)]
    bus[first : first + len(part)] += part[:, None] * dynamics.sides(place)


def _gulls(count: int, chance: np.random.Generator) -> Bus:
    """Far cries: two or three falling calls, rich in overtones, in the distance."""
    bus = np.zeros((count, 2), np.float32)
    for at in _times(count, 4.5, chance):
        place, high = chance.uniform(-0.9, 0.9), chance.uniform(1050, 1350)
        for k in range(int(chance.integers(2, 5))):
            long = chance.uniform(0.22, 0.4)
            n = round(long * RATE)
            u = np.linspace(0, 1, n)
            pitch = high * (1 + 0.28 * np.sin(np.pi * np.minimum(1, 1.7 * u)) - 0.22 * u)
            turn = 2 * np.pi * np.cumsum(pitch) / RATE
            cry = (np.sin(turn) + 0.5 * np.sin(2 * turn) + 0.25 * np.sin(3 * turn)) * noise.hump(n, 0.3)
            _placed(bus, at + 0.42 * k, chance.uniform(0.5, 1) * cry, place)
    return filtered(bus, 700, 3800)


def _whistle(count: int, chance: np.random.Generator) -> Bus:
    """Wind that finds an edge: narrow noise whose strength wanders, at three pitches."""
    made = np.zeros((count, 2), np.float32)
    for hertz in (460.0, 655.0, 930.0):
        tone = noise.coloured(count, noise.banded(0.93 * hertz, 1.07 * hertz, order=5), chance)
        shape = noise.wander(count, 1.1, chance) ** 3
        angle = chance.uniform(0.3, 1.2)
        made += np.stack([math.cos(angle) * tone * shape, math.sin(angle) * tone * shape], -1) * (460 / hertz)
    return made


def _breathing(count: int, chance: np.random.Generator) -> Bus:
    """Somebody's own breath in a helmet: in, a little higher, then out, longer."""
    inward = noise.coloured(count, noise.banded(700, 2600, -2), chance)
    outward = noise.coloured(count, noise.banded(300, 1500, -3), chance)
    shapes = np.zeros((2, count), np.float32)
    at = chance.uniform(0.1, 0.8)
    while at * RATE < count:
        for row, start, long in ((0, at, 1.15), (1, at + 1.35, 1.6)):
            first = round(start * RATE)
            shape = noise.hump(round(long * RATE), 0.4) * chance.uniform(0.8, 1)
            part = shapes[row, first : first + len(shape)]
            part += shape[: len(part)]
        at += chance.normal(3.9, 0.15)
    mono = peaked(np.stack([inward * shapes[0] + 0.8 * outward * shapes[1]] * 2, -1), [(480, 5), (1250, 6)])
    return np.asarray(mono, np.float32)


def _hum(count: int, chance: np.random.Generator) -> Bus:
    """A pump and a carrier: low partials and a thin hiss."""
    t = np.arange(count) / RATE
    tone = sum(a * np.sin(2 * np.pi * f * t) for a, f in ((1, 100.2), (0.5, 200.4), (0.35, 300.6), (0.2, 501.0)))
    hiss = 0.35 * noise.coloured(count, noise.banded(1500, 4500), chance)
    mono = tone * (0.9 + 0.1 * noise.wander(count, 0.8, chance)) + hiss
    return np.stack([mono, mono], -1).astype(np.float32)


def _crowd(count: int, chance: np.random.Generator) -> Bus:
    """Many voices at once: bands where vowels live, each flickering at the rate of syllables."""
    made = np.zeros((count, 2), np.float32)
    for low, high, loud in ((180, 420, 1.0), (420, 900, 0.8), (900, 1700, 0.5), (1700, 3400, 0.25)):
        for side in range(2):
            body = noise.coloured(count, noise.banded(low, high), chance)
            made[:, side] += loud * body * (0.5 + 0.5 * noise.wander(count, 0.11, chance))
    swell = 0.6 + 0.4 * noise.wander(count, 1.8, chance)
    return made * swell[:, None]


def _cars(count: int, chance: np.random.Generator) -> Bus:
    """Cars that pass on a wet street far below."""
    bus = np.zeros((count, 2), np.float32)
    for at in [chance.uniform(-2.0, 0.5), *_times(count, 5.0, chance)]:
        n = round(chance.uniform(3.5, 5.5) * RATE)
        tyre = noise.coloured(n, noise.banded(180, 1100, -4), chance) * noise.hump(n, 0.5, 4.0)
        way = np.linspace(0.15, 0.85, n) if chance.random() < 0.5 else np.linspace(0.85, 0.15, n)
        first = round(at * RATE)
        skip = max(0, -first)
        part = np.stack([tyre * (1 - way), tyre * way], -1)[skip:][: max(0, count - max(0, first))]
        bus[max(0, first) : max(0, first) + len(part)] += part.astype(np.float32)
    return bus


def _fan(count: int, chance: np.random.Generator) -> Bus:
    """Blades overhead: soft air that comes and goes four times a second."""
    t = np.arange(count) / RATE
    air = noise.coloured(count, noise.banded(120, 900, -3), chance)
    beat = 0.65 + 0.35 * np.sin(2 * np.pi * 4.1 * t + chance.uniform(0, 6))
    mono = air * beat + 0.25 * np.sin(2 * np.pi * 58.7 * t)
    return np.stack([mono, 0.9 * mono], -1).astype(np.float32)


def _clock(count: int, chance: np.random.Generator) -> Bus:
    """A clock on a wall: tick and tock."""
    bus = np.zeros((count, 2), np.float32)
    n = round(0.06 * RATE)
    t = np.arange(n) / RATE
    at, turn = 0.31, 0
    while at * RATE < count:
        pitch = 2350 if turn % 2 == 0 else 1980
        tick = np.sin(2 * np.pi * pitch * t) * np.exp(-t / 0.006) + 0.5 * np.sin(2 * np.pi * 0.43 * pitch * t) * np.exp(
            -t / 0.011
        )
        _placed(bus, at, tick * np.minimum(1, t / 0.0006) * chance.uniform(0.85, 1), 0.45)
        at, turn = at + 0.5, turn + 1
    return bus


def _drip(pitch: float, long: float) -> npt.NDArray[np.float64]:
    """A drop: a tiny bubble whose note rises as it closes (van den Doel 2005)."""
    t = np.arange(round(6 * long * RATE)) / RATE
    turns = pitch * (t + 1.6 * t**2 / long / 6)
    return np.asarray(np.sin(2 * np.pi * turns) * np.exp(-t / long) * np.minimum(1, t / 0.0008))


def _drops(count: int, chance: np.random.Generator) -> Bus:
    bus = np.zeros((count, 2), np.float32)
    kinds = [_drip(float(p), float(chance.uniform(0.003, 0.008))) for p in np.geomspace(900, 4800, 24)]
    for at in _times(count, 0.02, chance):
        _placed(bus, at, chance.exponential(0.4) * kinds[int(chance.integers(len(kinds)))], chance.uniform(-1, 1))
    return bus


def _panes(count: int, chance: np.random.Generator) -> Bus:
    """Rain against a window: small dull taps, in gusts."""
    bus = np.zeros((count, 2), np.float32)
    kinds = [_drip(float(p), 0.0022) for p in np.geomspace(500, 2600, 16)]
    gusts = noise.wander(count, 1.2, chance)
    for at in _times(count, 0.014, chance):
        hard = chance.exponential(0.5) * (0.3 + 0.7 * float(gusts[int(at * RATE)]))
        _placed(bus, at, hard * kinds[int(chance.integers(len(kinds)))], max(-1.0, min(1.0, chance.normal(-0.2, 0.4))))
    return filtered(bus, 250, 5000)


SOURCES: Mapping[str, Source] = {
    "gulls": _gulls,
    "whistle": _whistle,
    "breathing": _breathing,
    "hum": _hum,
    "crowd": _crowd,
    "cars": _cars,
    "fan": _fan,
    "clock": _clock,
    "drops": _drops,
    "panes": _panes,
}
