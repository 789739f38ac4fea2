"""What each mood's music is made of; read from `moods.toml`, where the fields are explained."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from walkon.domain.plan import Mood
from walkon.stage.sound.rooms import Room


class Playing(StrEnum):
    """How a part finds its notes."""

    DRUMS = "drums"
    BASS = "bass"
    PAD = "pad"  # all voices of every chord, held
    COMP = "comp"  # all voices, in a rhythm
    ARP = "arp"  # one voice after the other, in a rhythm
    LEAD = "lead"  # a tune
    DRONE = "drone"  # the tonic, held
    SWELL = "swell"  # leads into the next section
    HIT = "hit"  # where a section starts


class Ending(StrEnum):
    """What a part plays on the last chord."""

    NOTHING = "nothing"
    HIT = "hit"
    ROOT = "root"
    CHORD = "chord"
    TONIC = "tonic"
    RUN = "run"  # the chord, upwards


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One player; see `moods.toml`."""

    name: str
    role: Playing
    patch: str
    gain: float
    sections: frozenset[str]
    rhythm: tuple[str, ...] = ()
    fill: str = ""
    steps: tuple[str, ...] = ("1",)
    order: tuple[str, ...] = ("0 1 2 3",)
    style: str = ""
    range: tuple[int, int] = (48, 72)
    voices: int = 4
    gate: float = 0.96
    pan: float = 0.0
    send: float = 0.0
    echo: float = 0.0
    pump: float = 0.0
    chorus: float = 0.0
    cut: tuple[float, float] = (25.0, 18_000.0)
    double: str = ""
    answer: tuple[int, ...] = ()
    bars: float = 1.0
    ending: Ending = Ending.NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """The music of one mood."""

    tempo: tuple[float, float]
    meter: int
    grid: int
    tail: tuple[float, float]
    tonics: tuple[int, ...]
    modes: tuple[str, ...]
    forms: tuple[str, ...]
    cadences: tuple[str, ...]
    last: tuple[str, ...]
    room: Room
    squeeze: tuple[float, float]
    chords: Mapping[str, tuple[str, ...]]
    parts: tuple[Part, ...]
    rising: tuple[str, ...] = ()
    human: float = 0.005  # seconds players are early or late


def _part(row: Mapping[str, Any]) -> Part:
    values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in row.items()}
    values["role"] = Playing(row["role"])
    values["ending"] = Ending(row.get("ending", "nothing"))
    values["sections"] = frozenset(row["sections"])
    values["rhythm"] = tuple(text.replace(" ", "") for text in row.get("rhythm", ()))
    values["fill"] = row.get("fill", "").replace(" ", "")
    return Part(**values)


def _style(row: Mapping[str, Any]) -> Style:
    values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in row.items()}
    values["room"] = Room(**row["room"])
    values["chords"] = {name: tuple(lines) for name, lines in row["chords"].items()}
    values["parts"] = tuple(_part(part) for part in values.pop("part"))
    return Style(**values)


@cache
def load() -> Mapping[Mood, Style]:
    """Every mood that has music."""
    data = tomllib.loads(resources.files(__package__).joinpath("moods.toml").read_text("utf-8"))
    return {Mood(name): _style(row) for name, row in data.items()}
