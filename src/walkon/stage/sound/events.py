"""What happens in a film and when: the cues of `events.toml`, put on the film's clock."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from walkon.domain.plan import Plan
from walkon.stage.sound import dynamics
from walkon.stage.sound.happenings import HAPPENINGS
from walkon.stage.sound.score import Score
from walkon.stage.sound.waves import RATE, Bus

FADE_OUT = 0.6  # seconds
SPARE = 0.15  # seconds kept free between what happens by chance and what is said


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A line on the film's clock, seconds, and what its speaker wears."""

    start: float
    end: float
    costume: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A sound at a time, seconds; `lasts` until the end of the film for those that are as long as they are let."""

    sound: str
    start: float
    lasts: float
    gain: float
    place: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cue:
    sound: str
    when: str
    gain: float
    place: float = 0.0
    lead: float = 0.0
    every: float = 5.0
    number: int | None = None
    settings: frozenset[str] | None = None
    actions: frozenset[str] | None = None
    weathers: frozenset[str] | None = None
    costumes: frozenset[str] | None = None


@cache
def _cues() -> tuple[_Cue, ...]:
    data = tomllib.loads(resources.files(__package__).joinpath("events.toml").read_text("utf-8"))

    def cue(row: dict[str, Any]) -> _Cue:
        values: dict[str, Any] = {k: frozenset(v) if isinstance(v, list) else v for k, v in row.items()}
        return _Cue(**values)

    return tuple(cue(row) for row in data["event"])


def events(plan: Plan, score: Score, cuts: Sequence[float], lines: Sequence[Said]) -> tuple[Event, ...]:
    """Everything that happens, in order; `cuts` are the film's, seconds."""
    found = []
    worn = {str(role.costume) for role in plan.roles}
    for number, cue in enumerate(_cues()):
        fits = (
            (cue.settings is None or plan.setting in cue.settings)
            and (cue.actions is None or plan.action.value in cue.actions)
            and (cue.weathers is None or plan.weather.value in cue.weathers)
            and (cue.costumes is None or bool(worn & cue.costumes))
        )
        if not fits:
            continue
        chance = np.random.default_rng((plan.seed, 307, number))
        for time in _times(cue, score, cuts, lines, chance):
            start = max(0.0, time - cue.lead)
            if start < score.seconds - 0.05:
                found.append(
                    Event(sound=cue.sound, start=start, lasts=score.seconds - start, gain=cue.gain, place=cue.place)
                )
    return tuple(sorted(found, key=lambda e: (e.start, e.sound)))


def _times(
    cue: _Cue, score: Score, cuts: Sequence[float], lines: Sequence[Said], chance: np.random.Generator
) -> Iterator[float]:
    match cue.when:
        case "start":
            yield 0.0
        case "end":
            yield score.close if score.sections else max(0.0, score.seconds - 2.0)
        case "cut":
            yield from cuts if cue.number is None else cuts[cue.number - 1 : cue.number]
        case "before_line" | "after_line":
            for line in lines:
                if cue.costumes is None or line.costume in cue.costumes:
                    yield line.start if cue.when == "before_line" else line.end + 0.04
        case "backbeats":
            first = score.sections[-1].start if score.sections else 0.0
            yield from (b - 0.05 for i, b in enumerate(score.beats[:-1]) if i % 2 == 1 and b >= first)
        case "chance":
            at = float(chance.uniform(0.4, 1.6))
            while at < score.seconds - 0.6:
                if all(at + SPARE < line.start or at > line.end for line in lines):
                    yield at
                at += cue.every * float(chance.uniform(0.6, 1.4))
        case _:
            raise ValueError(f"no time: {cue.when}")


def sounding(happening: Sequence[Event], seconds: float, seed: int) -> Bus:
    """(N, 2) all events at 48 kHz in a film of `seconds`; what is cut off by its end fades."""
    count = round(seconds * RATE)
    total = np.zeros((count, 2), np.float32)
    for number, event in enumerate(happening):
        made = HAPPENINGS[event.sound](event.lasts, np.random.default_rng((seed, 311, number)))
        first = round(event.start * RATE)
        part = made[: count - first] * np.float32(10 ** ((event.gain - dynamics.level(made)) / 20))
        sides = np.array([min(1.0, 1 - event.place), min(1.0, 1 + event.place)], np.float32)
        total[first : first + len(part)] += part * sides
    return total * dynamics.edges(count, 0.0, FADE_OUT)[:, None]
