"""Instruments by name; read from `patches.toml`, where the fields are explained."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Protocol

import numpy as np

from walkon.stage.sound import filters, strings, waves
from walkon.stage.sound.waves import RATE, Bus

MIDDLE_C = 261.63  # Hz
SHAPES = {"saw": waves.SAW, "pulse": waves.PULSE, "triangle": waves.TRIANGLE}


def hertz(pitch: float) -> float:
    """Of a MIDI number."""
    return 440.0 * 2 ** ((pitch - 69) / 12)


class Patch(Protocol):
    """Something that plays notes: adds one to `bus` at sample `first`, held for `held` seconds."""

    def sound(
        self, bus: Bus, first: int, held: float, pitch: float, velocity: float, chance: np.random.Generator
    ) -> None: ...

    @property
    def formants(self) -> tuple[tuple[float, float], ...]:
        """Peaks of the instrument's body: Hz and dB."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Saws:
    """Oscillators through a filter."""

    shape: str
    voices: int
    envelope: tuple[float, ...]
    cutoff: tuple[float, ...]
    track: float
    detune: float = 0.0
    spread: float = 0.0
    width: float = 0.5
    vibrato: tuple[float, ...] = (5.0, 0.0, 0.0)
    scoop: tuple[float, float] = (0.0, 0.05)
    breath: float = 0.0
    formants: tuple[tuple[float, float], ...] = ()

    def sound(
        self, bus: Bus, first: int, held: float, pitch: float, velocity: float, chance: np.random.Generator
    ) -> None:
        cents = np.linspace(-1, 1, self.voices) if self.voices > 1 else np.zeros(1)
        places = 0.5 + 0.5 * self.spread * np.linspace(-1, 1, self.voices)[np.argsort(chance.random(self.voices))]
        pitch_hz = hertz(pitch)
        attack, decay, sustain, release = self.envelope
        attack = min(attack, 0.4 * held + 0.01)
        base = self.cutoff[0] * (pitch_hz / MIDDLE_C) ** self.track * 2 ** (0.9 * (velocity - 0.75))
        waves.saws(
            bus,
            first,
            pitch_hz,
            held,
            0.3 * velocity**1.3,
            SHAPES[self.shape],
            self.width,
            2 ** ((self.detune * cents + chance.normal(0, 1.2, self.voices)) / 1200),
            chance.random(self.voices),
            places if self.voices > 1 else np.array([0.5]),
            np.array([attack, decay, sustain, release]),
            np.array([base, self.cutoff[1] * (0.6 + 0.5 * velocity), *self.cutoff[2:]]),
            np.array([*self.vibrato, float(chance.random())]),
            np.array([2 ** (self.scoop[0] / 1200), self.scoop[1]]),
            np.array([self.breath, float(chance.integers(1, 2**31))]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Operators:
    """Frequency modulation."""

    envelope: tuple[float, ...]
    modulators: tuple[tuple[float, float, float], ...]
    tremolo: tuple[float, float] = (0.0, 0.0)
    spread: float = 0.0
    formants: tuple[tuple[float, float], ...] = ()

    def sound(
        self, bus: Bus, first: int, held: float, pitch: float, velocity: float, chance: np.random.Generator
    ) -> None:
        modulators = np.array(self.modulators, np.float64)
        modulators[:, 1] *= (0.4 + 0.8 * velocity) * min(1.0, (72 / max(40.0, pitch)) ** 1.5)
        waves.operators(
            bus,
            first,
            hertz(pitch) * 2 ** (chance.normal(0, 1) / 1200),
            held,
            0.4 * velocity**1.3,
            0.5,
            np.array(self.envelope),
            modulators,
            np.array(self.tremolo),
            2 ** (self.spread / 1200),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class String:
    """A plucked string with a little wood."""

    ring: float
    release: float
    colour: float
    pick: float
    damping: float
    body: float = 0.0
    formants: tuple[tuple[float, float], ...] = ()

    def sound(
        self, bus: Bus, first: int, held: float, pitch: float, velocity: float, chance: np.random.Generator
    ) -> None:
        pitch_hz = hertz(pitch)
        period = RATE / pitch_hz
        burst = chance.normal(0, 1, math.ceil(2 * period))
        burst[: round(period)] -= burst[: round(period)].mean()
        burst[round(period) :] = 0
        excited = filters.filtered(burst, None, round(self.colour * (0.55 + 0.7 * velocity), -1))
        comb = max(1, round(self.pick * period))
        excited[comb:] -= 0.9 * excited[:-comb].copy()
        excited *= np.float32(0.5 * velocity**1.3 / max(1e-6, float(np.abs(excited).max())))
        side = 0.08 * chance.normal()
        strings.string(
            bus,
            first,
            pitch_hz,
            held,
            np.array([1 - side, 1 + side]),
            excited,
            self.damping,
            self.ring * (MIDDLE_C / pitch_hz) ** 0.5,
            self.release,
        )
        if self.body > 0:
            thump = np.array([0.9, 1.9, 2.7]) * 105.0
            levels = self.body * 0.1 * velocity * np.array([[1.0, 0.9], [0.5, 0.6], [0.3, 0.25]])
            strings.modes(bus, first, 0.2, thump, levels, np.array([0.16, 0.11, 0.08]), 0.05, 0.002)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar or a bell."""

    ratios: tuple[float, ...]
    levels: tuple[float, ...]
    decay: float
    release: float
    formants: tuple[tuple[float, float], ...] = ()

    def sound(
        self, bus: Bus, first: int, held: float, pitch: float, velocity: float, chance: np.random.Generator
    ) -> None:
        pitch_hz = hertz(pitch)
        ratios = np.array(self.ratios)
        hard = np.array(self.levels) * np.maximum(ratios, 1.0) ** (0.6 * (velocity - 0.8))
        side = 0.1 * chance.normal(0, 1, len(ratios))
        levels = 0.4 * velocity**1.3 * hard[:, None] * np.stack([1 - side, 1 + side], -1)
        decays = self.decay * (MIDDLE_C / pitch_hz) ** 0.4 / np.maximum(1.0, ratios) ** 0.8
        strings.modes(bus, first, max(held, self.decay), pitch_hz * ratios, levels, decays, self.release, 0.0008)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piano:
    """Three strings a note, stiff, struck at an eighth of their length, each partial fading at its own pace."""

    decay: float
    release: float
    soft: float = 0.0
    formants: tuple[tuple[float, float], ...] = ()

    def sound(
        self, bus: Bus, first: int, held: float, pitch: float, velocity: float, chance: np.random.Generator
    ) -> None:
        pitch_hz = hertz(pitch)
        count = max(3, min(22, int(8500 / pitch_hz)))
        k = np.arange(1, count + 1)
        stiff = 0.00035 * (pitch_hz / MIDDLE_C) ** 0.9
        partials = pitch_hz * k * np.sqrt(1 + stiff * k**2)
        bright = (0.55 + 1.1 * velocity) * (1 - self.soft)
        loud = np.abs(np.sin(math.pi * k / 8.3)) * k**-0.75 * np.exp(-k * pitch_hz / (900 + 2600 * bright))
        decays = self.decay * (MIDDLE_C / pitch_hz) ** 0.55 / (1 + 0.18 * k + 0.006 * k**2)
        mono = 0.9 * velocity**1.3 * loud / loud.sum()
        apart = 2 ** (chance.normal(0, 0.9, count) / 1200)
        side = 0.25 * chance.normal(0, 1, count)
        levels = mono[:, None] * np.stack([1 - side, 1 + side], -1)
        strings.modes(bus, first, held, partials, 0.6 * levels, decays, self.release, 0.0015)
        strings.modes(
            bus, first, held, partials * apart, 0.4 * levels[:, ::-1].copy(), 1.8 * decays, self.release, 0.0015
        )
        knock = velocity**1.5 * (1 - 0.6 * self.soft) * np.array([[0.05, 0.045], [0.03, 0.035]])
        strings.modes(bus, first, 0.1, np.array([92.0, 247.0]), knock, np.array([0.09, 0.05]), 0.05, 0.001)


_KINDS: Mapping[str, type[Saws | Operators | String | Bar | Piano]] = {
    "saws": Saws,
    "operators": Operators,
    "string": String,
    "bar": Bar,
    "piano": Piano,
}


def _frozen(value: Any) -> Any:
    return tuple(_frozen(v) for v in value) if isinstance(value, list) else value


@cache
def load() -> Mapping[str, Patch]:
    """Every instrument."""
    data = tomllib.loads(resources.files(__package__).joinpath("patches.toml").read_text("utf-8"))
    return {
        name: _KINDS[row["kind"]](**{key: _frozen(value) for key, value in row.items() if key != "kind"})
        for name, row in data.items()
    }
