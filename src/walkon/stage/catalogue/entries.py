"""What one entry of the catalogue holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from walkon.domain.ids import CostumeId, SettingId
from walkon.domain.plan import Action, Hour, Look, Mood, Weather
from walkon.stage.backdrop import RGB, PersonLight


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What people call it."""

    en: str
    ko: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What a setting brings along when nobody asked for anything else."""

    hour: Hour
    weather: Weather
    costume: CostumeId
    props: tuple[str, ...]
    action: Action
    mood: Mood
    look: Look


@dataclass(frozen=True, slots=True, kw_only=True)
class HourLight:
    """The light of one hour in one setting; the fields are explained in `settings.toml`."""

    gains: Mapping[str, RGB]
    pulse: Mapping[str, RGB]
    exposure: float
    air: RGB
    haze: float
    person: PersonLight


class MadeOf(StrEnum):
    """How a setting is drawn."""

    PLATES = "plates"  # rendered pictures, mixed and moved
    SEA = "sea"  # drawn as it moves


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A place. `light` holds every hour in `hours` for settings made of plates and nothing for the sea."""

    id: SettingId
    name: Name
    made_of: MadeOf
    indoors: bool
    ground: float | None  # metres to an upright `mid` layer, None where it is ground seen from eye height
    focus: float
    hours: tuple[Hour, ...]
    weathers: tuple[Weather, ...]
    light: Mapping[Hour, HourLight]
    default: Defaults


@dataclass(frozen=True, slots=True, kw_only=True)
class Costume:
    """Something to wear."""

    id: CostumeId
    name: Name
    plates: str
    carries: tuple[str, ...]
    hats: bool
    gain: float


class Worn(StrEnum):
    """Where a prop is."""

    HEAD = "head"
    HAND = "hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prop:
    """Something to have; `plates` is None for what is part of a costume."""

    id: str
    name: Name
    worn: Worn
    plates: str | None


class Paint(StrEnum):
    """How a picture is turned into a drawing."""

    NONE = "none"
    WATERCOLOUR = "watercolour"
    ANIME = "anime"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """The numbers of a look; the fields are explained in `looks.toml`."""

    id: Look
    name: Name
    contrast: float = 1.0
    pivot: float = 112.0
    lift: float = 0.0
    top: float = 255.0
    saturation: float = 1.0
    shadows: RGB = (0.0, 0.0, 0.0)
    highlights: RGB = (0.0, 0.0, 0.0)
    bloom: float = 0.0
    halation: float = 0.0
    vignette: float = 0.0
    grain: float = 0.0
    tape: bool = False
    paint: Paint = Paint.NONE
