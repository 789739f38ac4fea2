"""Beginnings of films: sentences with gaps for people and words, read from `templates.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources

from walkon.domain.capture import Language

_GAP = re.compile(r"\{([a-z]+)\}")


class Group(StrEnum):
    """What kind of occasion it is for."""

    CELEBRATE = "celebrate"  # for somebody, between people who know each other
    PRESENT = "present"  # to people who do not
    PLAY = "play"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The same in both languages."""

    en: str
    ko: str

    def of(self, language: Language) -> str:
        return self.ko if language is Language.KOREAN else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something to be filled in: ``friend`` with a handle, everything else with words."""

    id: str
    name: Text
    example: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A sentence with gaps, `{friend}` for a person; `people` in it besides whoever makes it."""

    id: str
    group: Group
    title: Text
    about: Text
    sentence: Text
    gaps: tuple[Gap, ...]
    settings: tuple[str, ...]  # where it plays well, the best first
    choices: Mapping[str, str] = field(default_factory=dict)  # values by field
    seconds: float = 8.0

    @property
    def with_friend(self) -> bool:
        return "{friend}" in self.sentence.en

    def filled(self, language: Language, values: Mapping[str, str]) -> str:
        """The sentence with its gaps filled; what is not given is filled with its example."""
        examples = {gap.id: gap.example.of(language) for gap in self.gaps}
        return _GAP.sub(lambda hit: {**examples, **values}[hit.group(1)], self.sentence.of(language))


@cache
def load() -> tuple[Template, ...]:
    """The templates that travel with Walkon, in the order of the gallery."""
    data = tomllib.loads(resources.files(__package__).joinpath("templates.toml").read_text("utf-8"))
    names = {key: Text(**row) for key, row in data["gap"].items()}
    return tuple(_template(key, row, names) for key, row in data["template"].items())


def _template(key: str, row: dict[str, dict[str, str]], names: Mapping[str, Text]) -> Template:
    sentence = Text(**row["sentence"])
    examples: Mapping[str, dict[str, str]] = row.get("examples", {})  # type: ignore[assignment]
    gaps = tuple(
        Gap(id=gap, name=names[gap], example=Text(**examples[gap]))
        for gap in dict.fromkeys(_GAP.findall(sentence.en))
        if gap != "friend"
    )
    return Template(
        id=key,
        group=Group(str(row["group"])),
        title=Text(**row["title"]),
        about=Text(**row["about"]),
        sentence=sentence,
        gaps=gaps,
        settings=tuple(row["settings"]),
        choices=row.get("choices", {}),
        seconds=float(str(row.get("seconds", 8.0))),
    )
