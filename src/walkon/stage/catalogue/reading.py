"""From the catalogue's data files to typed entries; a wrong word, type or range is found here and nowhere later."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar, cast

from walkon.domain.ids import CostumeId, SettingId
from walkon.domain.plan import Action, Hour, Look, Mood, Weather
from walkon.stage.backdrop import RGB, PersonLight
from walkon.stage.catalogue.entries import (
    Costume,
    Defaults,
    Finish,
    HourLight,
    MadeOf,
    Name,
    Paint,
    Prop,
    Setting,
    Worn,
)
from walkon.stage.errors import CatalogueBroken

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
BLACK: RGB = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Table:
    """One TOML table that knows where it lies and refuses keys nobody asked for."""

    where: str
    data: Mapping[str, object]

    def broken(self, what: str) -> CatalogueBroken:
        return CatalogueBroken(where=self.where, what=what)

    def only(self, *keys: str) -> None:
        if unknown := sorted(set(self.data) - set(keys)):
            raise self.broken(f"unknown key {unknown[0]}")

    def table(self, key: str) -> Table:
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            raise self.broken(f"{key} is not a table")
        return Table(f"{self.where}.{key}", cast("dict[str, object]", value))

    def number(self, key: str, default: float | None = None, least: float = 0.0, most: float = 1e3) -> float:
        value = self.data.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise self.broken(f"{key} is not a number from {least:g} to {most:g}")
        return float(value)

    def flag(self, key: str, default: bool) -> bool:
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            raise self.broken(f"{key} is not true or false")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        value = self.data.get(key, default)
        if not isinstance(value, str) or not value:
            raise self.broken(f"{key} is not a text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self.broken(f"{key} is not a list of texts")
        return tuple(value)

    def word(self, key: str, kind: type[E], default: E | None = None) -> E:
        return self._member(key, self.text(key, default.value if default else None), kind)

    def words(self, key: str, kind: type[E]) -> tuple[E, ...]:
        return tuple(self._member(key, text, kind) for text in self.texts(key))

    def _member(self, key: str, text: str, kind: type[E]) -> E:
        try:
            return kind(text)
        except ValueError:
            raise self.broken(f"{key} cannot be {text}") from None

    def colour(self, key: str, default: RGB | None = None, least: float = 0.0, most: float = 20.0) -> RGB:
        value = self.data.get(key, list(default) if default is not None else None)
        if (
            not isinstance(value, list)
            or len(value) != 3
            or not all(isinstance(v, int | float) and least <= v <= most for v in value)
        ):
            raise self.broken(f"{key} is not three numbers from {least:g} to {most:g}")
        return (float(value[0]), float(value[1]), float(value[2]))

    def name(self) -> Name:
        table = self.table("name")
        table.only("en", "ko")
        return Name(en=table.text("en"), ko=table.text("ko"))


def read(path: Path, parse: Callable[[str, Table], T]) -> dict[str, T]:
    """Every table of a TOML file, parsed. Raises `CatalogueBroken`."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogueBroken(where=path.name, what="not readable") from error
    root = Table(path.name, data)
    return {key: parse(key, root.table(key)) for key in data}


def setting(key: str, table: Table) -> Setting:
    table.only("name", "made_of", "indoors", "ground", "focus", "weathers", "hours", "default", "hour")
    made_of = table.word("made_of", MadeOf)
    hours = table.table("hour")
    light = {_hour(hours, name): hour_light(hours.table(name)) for name in hours.data}
    listed = table.words("hours", Hour) if made_of is MadeOf.SEA else tuple(light)
    default = defaults(table.table("default"))
    weathers = table.words("weathers", Weather)
    if default.hour not in listed or default.weather not in weathers:
        raise table.broken("its default hour or weather is not among its own")
    ground = None if table.data.get("ground", "plane") == "plane" else table.number("ground", least=0.5)
    return Setting(
        id=SettingId(key),
        name=table.name(),
        made_of=made_of,
        indoors=table.flag("indoors", False),
        ground=ground,
        focus=table.number("focus", 0.5, most=1.0),
        hours=tuple(sorted(listed, key=list(Hour).index)),
        weathers=weathers,
        light=light,
        default=default,
    )


def _hour(table: Table, name: str) -> Hour:
    try:
        return Hour(name)
    except ValueError:
        raise table.broken(f"{name} is no hour") from None


def defaults(table: Table) -> Defaults:
    table.only("hour", "weather", "costume", "props", "action", "mood", "look")
    return Defaults(
        hour=table.word("hour", Hour),
        weather=table.word("weather", Weather),
        costume=CostumeId(table.text("costume")),
        props=table.texts("props"),
        action=table.word("action", Action),
        mood=table.word("mood", Mood),
        look=table.word("look", Look),
    )


def hour_light(table: Table) -> HourLight:
    table.only("gains", "pulse", "exposure", "air", "haze", "person")
    gains, pulse = table.table("gains"), table.table("pulse")
    if not gains.data:
        raise table.broken("no light at all")
    return HourLight(
        gains={group: gains.colour(group) for group in gains.data},
        pulse={group: pulse.colour(group) for group in pulse.data},
        exposure=table.number("exposure", least=0.01),
        air=table.colour("air", most=1.0),
        haze=table.number("haze", 0.2, most=1.0),
        person=person_light(table.table("person")),
    )


def person_light(table: Table) -> PersonLight:
    table.only("key_l", "key_r", "fill", "rim", "flicker")
    return PersonLight(
        key_l=table.colour("key_l", BLACK),
        key_r=table.colour("key_r", BLACK),
        fill=table.colour("fill", BLACK),
        rim=table.colour("rim", BLACK),
        flicker=table.number("flicker", 0.0, most=1.0),
    )


def costume(key: str, table: Table) -> Costume:
    table.only("name", "plates", "carries", "hats", "gain")
    return Costume(
        id=CostumeId(key),
        name=table.name(),
        plates=table.text("plates"),
        carries=table.texts("carries"),
        hats=table.flag("hats", True),
        gain=table.number("gain", 1.0, least=0.1, most=4.0),
    )


def prop(key: str, table: Table) -> Prop:
    table.only("name", "worn", "plates")
    worn = table.word("worn", Worn)
    plates = table.text("plates") if worn is Worn.HEAD else None
    return Prop(id=key, name=table.name(), worn=worn, plates=plates)


def finish(key: str, table: Table) -> Finish:
    table.only(
        *("name", "contrast", "pivot", "lift", "top", "saturation", "shadows", "highlights"),
        *("bloom", "halation", "vignette", "grain", "tape", "paint"),
    )
    try:
        look = Look(key)
    except ValueError:
        raise table.broken(f"{key} is no look") from None
    return Finish(
        id=look,
        name=table.name(),
        contrast=table.number("contrast", 1.0, least=0.2, most=3.0),
        pivot=table.number("pivot", 112.0, least=40.0, most=200.0),
        lift=table.number("lift", 0.0, most=128.0),
        top=table.number("top", 255.0, least=128.0, most=255.0),
        saturation=table.number("saturation", 1.0, most=3.0),
        shadows=table.colour("shadows", BLACK, least=-60.0, most=60.0),
        highlights=table.colour("highlights", BLACK, least=-60.0, most=60.0),
        bloom=table.number("bloom", 0.0, most=1.0),
        halation=table.number("halation", 0.0, most=1.0),
        vignette=table.number("vignette", 0.0, most=1.0),
        grain=table.number("grain", 0.0, most=20.0),
        tape=table.flag("tape", False),
        paint=table.word("paint", Paint, Paint.NONE),
    )
