"""The words a prompt may use and what they mean; read from `vocabulary.toml`, matched on the longest words first."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from walkon.domain.capture import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Words of both languages that stand for one `value` of one `field`."""

    field: str
    value: str
    words: Mapping[Language, tuple[str, ...]]
    weight: float
    near: bool  # the nearest thing the catalogue has, not the thing itself
    implies: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Where in the (lower-case) prompt an entry's words stand."""

    entry: Entry
    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All entries, what each setting brings along, stock lines, and words without a picture of their own."""

    entries: tuple[Entry, ...]
    defaults: Mapping[str, Mapping[str, str]]
    props: Mapping[str, tuple[str, ...]]
    lines: Mapping[str, Mapping[Language, tuple[str, ...]]]
    ignore: Mapping[Language, frozenset[str]]

    def matches(self, text: str) -> list[Match]:
        """Every place where an entry's words stand, in order; where two entries of one field overlap the longer wins.

        `text` is lower case. English words match as whole words with their common endings; Korean stems match inside
        words, because particles and endings follow the stem.
        """
        found = [
            Match(entry=entry, start=hit.start(), end=hit.end())
            for entry in self.entries
            for pattern in _patterns(entry)
            for hit in pattern.finditer(text)
        ]
        kept: list[Match] = []
        for match in sorted(found, key=lambda m: (-m.length, m.start)):
            rivals = (k for k in kept if k.entry.field == match.entry.field)
            if all(match.end <= k.start or match.start >= k.end for k in rivals):
                kept.append(match)
        return sorted(kept, key=lambda m: (m.start, -m.length))


def _pattern(word: str, language: Language) -> re.Pattern[str]:
    if language is Language.KOREAN:
        return re.compile(r"(?<![가-힣])" + re.escape(word) if len(word) == 1 else re.escape(word))
    stem = re.escape(word).replace(r"\ ", r"[\s-]+")
    return re.compile(rf"(?<![\w'])(?:{stem})(?:s|es|'s|ed|ing)?(?![\w'])")


@cache
def _compiled(words: tuple[tuple[Language, tuple[str, ...]], ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(word, language) for language, group in words for word in group)


def _patterns(entry: Entry) -> tuple[re.Pattern[str], ...]:
    return _compiled(tuple(entry.words.items()))


def _by_language(table: Mapping[str, Any]) -> dict[Language, tuple[str, ...]]:
    return {language: tuple(table.get(language.value, ())) for language in Language}


@cache
def load() -> Vocabulary:
    """The vocabulary that travels with Walkon."""
    data = tomllib.loads(resources.files(__package__).joinpath("vocabulary.toml").read_text("utf-8"))
    entries = tuple(
        Entry(
            field=row["field"],
            value=row["value"],
            words=_by_language(row),
            weight=row.get("weight", 1.0),
            near=row.get("near", False),
            implies=row.get("implies", {}),
        )
        for row in data["entry"]
    )
    return Vocabulary(
        entries=entries,
        defaults=data["defaults"],
        props={costume: tuple(props) for costume, props in data["props"].items()},
        lines={setting: _by_language(rows) for setting, rows in data["lines"].items()},
        ignore={language: frozenset(words) for language, words in _by_language(data["ignore"]).items()},
    )
