"""Oscillators through a filter: the loops behind synthesizers, strings, brass and winds. 48 kHz, added to a bus in place.

A bus is (N, 2) float32. `polyBLEP` corners keep saws and pulses free of audible aliases below about 3 kHz; the filter is a
state-variable filter in topology-preserving form (Zavalishin, "The Art of VA Filter Design"), its cutoff set every 16 samples.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from walkon.stage.compiled import compiled, inlined

Bus = npt.NDArray[np.float32]
Values = npt.NDArray[np.float64]

RATE = 48_000
SAW, PULSE, TRIANGLE = 0, 1, 2


@inlined
def _corner(phase: float, step: float) -> float:
    """How far a band-limited step differs from a sharp one, at `phase` 0..1."""
    if phase < step:
        x = phase / step
        return x + x - x * x - 1.0
    if phase > 1.0 - step:
        x = (phase - 1.0) / step
        return x * x + x + x + 1.0
    return 0.0


@inlined
def _swell(t: float, held: float, attack: float, decay: float, sustain: float, release: float) -> float:
    """Level of a note `t` seconds after its start: rises, falls to `sustain`, and goes when it is let go at `held`."""
    at = min(t, held)
    if at < attack:
        x = at / attack
        level = x * x * (3.0 - 2.0 * x)
    else:
        level = sustain + (1.0 - sustain) * math.exp(-(at - attack) / decay)
    if t > held:
        x = min(1.0, (t - held) / release)
        level *= (1.0 - x) * (1.0 - x)
    return level


@compiled
def saws(  # noqa: PLR0915  one loop over samples
    bus: Bus,
    first: int,
    frequency: float,
    held: float,
    gain: float,
    shape: int,
    width: float,
    ratios: Values,
    phases: Values,
    pans: Values,
    envelope: Values,
    cutoff: Values,
    vibrato: Values,
    scoop: Values,
    breath: Values,
) -> None:
    """Adds one note of detuned oscillators through a filter.

    `ratios`, `phases` (0..1), `pans` (0 left .. 1 right): (V,) one per oscillator. `envelope`: attack, decay, sustain, release
    (s, s, 0..1, s). `cutoff`: base (Hz), sweep (octaves), its attack and decay (s), what stays of it (0..1), damping (1/Q).
    `vibrato`: rate (Hz), depth (ratio), delay (s), and the phase its oscillators start at, 0..1. `scoop`: pitch at the start
    (ratio) and how fast it settles (s). `breath`: noise against tone, and the seed of the noise.
    """
    release = envelope[3]
    count = min(len(bus) - first, int((held + release) * RATE))
    voices = len(ratios)
    phase = phases.copy()
    low = np.zeros((2, 2))
    half = np.zeros((2, 2))
    scale = gain / math.sqrt(voices)
    state = np.uint32(int(breath[1]) | 1)
    g = 0.0
    bend = 1.0
    wobble = np.ones(voices)
    for i in range(count):
        t = i / RATE
        if i % 16 == 0:
            rise = min(1.0, t / max(1e-4, cutoff[2]))
            sweep = rise if t < cutoff[2] else cutoff[4] + (1.0 - cutoff[4]) * math.exp(-(t - cutoff[2]) / cutoff[3])
            hertz = min(20_000.0, cutoff[0] * 2.0 ** (cutoff[1] * sweep))
            g = math.tan(math.pi * hertz / RATE)
            bend = 1.0 + (scoop[0] - 1.0) * math.exp(-t / scoop[1])
            depth = vibrato[1] * min(1.0, max(0.0, (t - vibrato[2]) / 0.35))
            for v in range(voices):
                turn = vibrato[0] * (1.0 + 0.07 * (v % 5 - 2)) * t + vibrato[3] + 0.37 * v
                wobble[v] = 1.0 + depth * math.sin(2.0 * math.pi * turn)
        left = 0.0
        right = 0.0
        for v in range(voices):
            step = frequency * ratios[v] * bend * wobble[v] / RATE
            p = phase[v]
            if shape == SAW:
                value = 2.0 * p - 1.0 - _corner(p, step)
            elif shape == PULSE:
                other = p + 1.0 - width
                other -= math.floor(other)
                value = (2.0 * p - 1.0 - _corner(p, step)) - (2.0 * other - 1.0 - _corner(other, step))
            else:
                value = 1.0 - 4.0 * abs(p - 0.5)
            p += step
            phase[v] = p - math.floor(p)
            left += value * (1.0 - pans[v])
            right += value * pans[v]
        if breath[0] > 0.0:
            state = np.uint32(state * np.uint32(1664525) + np.uint32(1013904223))
            air = breath[0] * math.sqrt(voices) * (float(state) / 2147483648.0 - 1.0)
            left += 0.5 * air
            right += 0.5 * air
        level = 2.0 * scale * _swell(t, held, envelope[0], envelope[1], envelope[2], release)
        damping = cutoff[5]
        for c in range(2):
            x = left if c == 0 else right
            # two filters in a row: 24 dB an octave, the second without resonance
            for stage in range(2):
                k = damping if stage == 0 else 1.414
                hp = (x - (k + g) * half[c, stage] - low[c, stage]) / (1.0 + k * g + g * g)
                bp = g * hp + half[c, stage]
                lp = g * bp + low[c, stage]
                half[c, stage] = g * hp + bp
                low[c, stage] = g * bp + lp
                x = lp
            bus[first + i, c] += np.float32(level * x)


@compiled
def operators(
    bus: Bus,
    first: int,
    frequency: float,
    held: float,
    gain: float,
    pan: float,
    envelope: Values,
    modulators: Values,
    tremolo: Values,
    spread: float,
) -> None:
    """Adds one note of frequency modulation: a sine whose phase is moved by others.

    `modulators` (M, 3): ratio to the note, index (rad) and how fast the index falls (s). `envelope` as in `saws`. `tremolo`:
    rate (Hz) and depth of a swing between left and right. `spread`: the right carrier's ratio to the left's.
    """
    release = envelope[3]
    count = min(len(bus) - first, int((held + release) * RATE))
    turn = 2.0 * math.pi * frequency / RATE
    for i in range(count):
        t = i / RATE
        moved = 0.0
        for m in range(len(modulators)):
            index = modulators[m, 1] * math.exp(-t / modulators[m, 2])
            moved += index * math.sin(turn * modulators[m, 0] * i)
        level = gain * _swell(t, held, envelope[0], envelope[1], envelope[2], release)
        swing = tremolo[1] * math.sin(2.0 * math.pi * tremolo[0] * t)
        bus[first + i, 0] += np.float32(level * (1.0 - pan) * (1.0 + swing) * math.sin(turn * i + moved))
        bus[first + i, 1] += np.float32(level * pan * (1.0 - swing) * math.sin(turn * spread * i + moved))
