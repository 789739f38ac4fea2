"""Rooms: reverberation by a network of delays, and the doubling of a chorus."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from walkon.stage.compiled import compiled
from walkon.stage.sound.waves import RATE, Bus

LINES = (1433, 1601, 1867, 2053, 2251, 2399, 2617, 2797)  # samples at 48 kHz: primes, 30 to 58 ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """`seconds` to fall by 60 dB, `size` against a hall of 30 to 58 ms between echoes, `before` seconds until they begin,
    `bright` Hz above which they fade faster.
    """

    seconds: float
    size: float = 1.0
    before: float = 0.012
    bright: float = 5000.0


def reverberated(dry: Bus, room: Room) -> Bus:
    """(N, 2) the room's answer alone, as long as `dry` and of its energy."""
    lengths = np.array([max(31, round(n * room.size)) | 1 for n in LINES], np.int64)
    gains = np.array([10 ** (-3 * n / RATE / room.seconds) for n in lengths])
    damping = math.exp(-2 * math.pi * room.bright / RATE)
    wet = np.zeros_like(dry)
    _network(dry, wet, lengths, gains, damping, round(room.before * RATE))
    return wet * np.float32(math.sqrt(float(np.square(dry).sum()) / max(1e-12, float(np.square(wet).sum()))))


@compiled
def _network(
    dry: Bus,
    wet: Bus,
    lengths: npt.NDArray[np.int64],
    gains: npt.NDArray[np.float64],
    damping: float,
    before: int,
) -> None:
    """Eight delay lines that feed each other through a Householder reflection (Jot and Chaigne 1991)."""
    lines = len(lengths)
    room = np.zeros((lines, lengths.max()))
    at = np.zeros(lines, np.int64)
    soft = np.zeros(lines)
    diffuse = np.zeros((2, 4, 1024))
    steps = (142, 107, 379, 277)
    for i in range(len(dry)):
        total = 0.0
        left = 0.0
        right = 0.0
        for k in range(lines):
            soft[k] = (1.0 - damping) * room[k, at[k]] * gains[k] + damping * soft[k]
            total += soft[k]
            sign = 1.0 if k & 2 else -1.0
            if k & 1:
                left += sign * soft[k]
            else:
                right += sign * soft[k]
        total *= 2.0 / lines
        source = i - before
        a = 0.0
        b = 0.0
        if source >= 0:
            a, b = float(dry[source, 0]), float(dry[source, 1])
        for s in range(4):
            now, then = i & 1023, (i - steps[s]) & 1023
            old = diffuse[0, s, then]
            fresh = a + 0.6 * old
            diffuse[0, s, now] = fresh
            a = old - 0.6 * fresh
            old = diffuse[1, s, (then + 13 * s) & 1023]
            fresh = b + 0.6 * old
            diffuse[1, s, now] = fresh
            b = old - 0.6 * fresh
        for k in range(lines):
            room[k, at[k]] = soft[k] - total + (a if k & 1 else b) * (0.5 if k & 2 else -0.5)
            at[k] += 1
            if at[k] == lengths[k]:
                at[k] = 0
        wet[i, 0] = np.float32(0.5 * left)
        wet[i, 1] = np.float32(0.5 * right)


@compiled
def chorus(bus: Bus, depth: float, rate: float, mix: float) -> None:
    """Doubles a bus in place: each side hears itself late by 14 ms +- `depth` seconds, swinging at `rate` Hz against the other."""
    size = 4096
    past = np.zeros((2, size))
    for i in range(len(bus)):
        now = i & (size - 1)
        past[0, now] = bus[i, 0]
        past[1, now] = bus[i, 1]
        turn = 2.0 * math.pi * rate * i / RATE
        for c in range(2):
            swing = math.sin(turn + (0.0 if c == 0 else 1.9))
            late = RATE * (0.014 + depth * swing)
            whole = int(late)
            part = late - whole
            echo = (1.0 - part) * past[c, (now - whole) & (size - 1)] + part * past[c, (now - whole - 1) & (size - 1)]
            bus[i, c] = np.float32(past[c, now] + mix * echo)
