"""What is heard where; read from `places.toml`, where the fields are explained."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from walkon.domain.plan import Hour, Plan, Weather


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One sound in the air of a place."""

    sound: str
    gain: float
    low: float = 100.0
    high: float = 1000.0
    tilt: float = 0.0
    every: float = 2.0
    depth: float = 0.5
    sides: float = 0.8
    hours: frozenset[Hour] = frozenset(Hour)
    weathers: frozenset[Weather] = frozenset(Weather)
    costumes: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acoustics:
    """How a place changes a voice; levels in dB against it, frequencies in Hz."""

    low: float
    high: float
    early: float
    late: float
    seconds: float
    size: float
    before: float
    bright: float
    drive: float = 0.0
    presence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """`inside` is a weather heard through walls."""

    settings: Mapping[str, tuple[Layer, ...]]
    spoken_in: Mapping[str, str]
    outside: Mapping[Weather, tuple[Layer, ...]]
    inside: Mapping[Weather, tuple[Layer, ...]]
    speech: Mapping[str, Acoustics]
    wears: Mapping[str, str]

    def layers(self, plan: Plan, indoors: bool) -> tuple[Layer, ...]:
        """What is in the air of a film; a setting nobody described has its weather only."""
        weather = (self.inside if indoors else self.outside)[plan.weather]
        worn = {str(role.costume) for role in plan.roles}
        return tuple(
            layer
            for layer in (*self.settings.get(plan.setting, ()), *weather)
            if plan.hour in layer.hours
            and plan.weather in layer.weathers
            and (layer.costumes is None or worn & layer.costumes)
        )

    def acoustics(self, setting: str, costume: str) -> Acoustics:
        """Where somebody in `costume` speaks."""
        return self.speech[self.wears.get(costume, self.spoken_in.get(setting, "outdoors"))]


def _layers(rows: list[dict[str, Any]]) -> tuple[Layer, ...]:
    kinds = {"hours": Hour, "weathers": Weather, "costumes": str}

    def layer(row: dict[str, Any]) -> Layer:
        values: dict[str, Any] = {k: frozenset(map(kinds[k], v)) if k in kinds else v for k, v in row.items()}
        return Layer(**values)

    return tuple(layer(row) for row in rows)


@cache
def load() -> Places:
    """The places that travel with Walkon."""
    data = tomllib.loads(resources.files(__package__).joinpath("places.toml").read_text("utf-8"))
    return Places(
        settings={name: _layers(row["layer"]) for name, row in data["setting"].items()},
        spoken_in={name: row["speech"] for name, row in data["setting"].items()},
        outside={Weather(name): _layers(row["layer"]) for name, row in data["weather"].items()},
        inside={Weather(name): _layers(row.get("inside", [])) for name, row in data["weather"].items()},
        speech={name: Acoustics(**row) for name, row in data["speech"].items()},
        wears=data["wears"],
    )
