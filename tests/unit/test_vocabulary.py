"""Everything the vocabulary can say exists: in the domain's words or in the stage's catalogue."""

from __future__ import annotations

import pytest

from walkon.domain.capture import Language
from walkon.domain.plan import Action, Framing, Hour, Look, Mood, Move, Weather
from walkon.planner import vocabulary
from walkon.stage import catalogue

KINDS = {
    "action": Action,
    "hour": Hour,
    "weather": Weather,
    "look": Look,
    "mood": Mood,
    "framing": Framing,
    "move": Move,
}


def known(field: str) -> set[str]:
    stage = catalogue.load()
    match field:
        case "setting":
            return set(stage.settings)
        case "costume":
            return set(stage.costumes)
        case "prop":
            return set(stage.props)
        case _:
            return {member.value for member in KINDS[field]}


def test_every_entry_means_something_that_exists() -> None:
    for entry in vocabulary.load().entries:
        assert entry.value in known(entry.field), entry
        for field, value in entry.implies.items():
            assert value in known(field), entry


def test_every_entry_has_words_in_both_languages() -> None:
    for entry in vocabulary.load().entries:
        for language in Language:
            assert entry.words[language], entry


def test_every_setting_has_defaults_and_lines() -> None:
    words, stage = vocabulary.load(), catalogue.load()
    assert set(words.defaults) == set(stage.settings) == set(words.lines)
    for setting, defaults in words.defaults.items():
        offered = stage.settings[setting]  # type: ignore[index]  # ids are plain strings here
        assert defaults["hour"] in offered.hours
        assert defaults["weather"] in offered.weathers
        for field, value in defaults.items():
            assert value in known(field)
        for language in Language:
            assert len(words.lines[setting][language]) >= 2


@pytest.mark.parametrize("language", list(Language))
def test_words_are_not_given_two_meanings_in_one_field(language: Language) -> None:
    seen: dict[tuple[str, str], str] = {}
    for entry in vocabulary.load().entries:
        for word in entry.words[language]:
            assert seen.setdefault((entry.field, word), entry.value) == entry.value, word
