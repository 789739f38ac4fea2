"""What is chosen from lists, beside what a sentence says, and what there is to choose from.

Rules
1. What is chosen beats what the sentence says; what neither says is assumed as ever.
2. A choice is no way around anything: the plan that it leads to is screened and asked about like one made of words.
3. What cannot be had is refused by name, never left aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from walkon.domain.errors import BadInput
from walkon.domain.ids import CostumeId, Handle, SettingId
from walkon.domain.plan import Action, Framing, Hour, Look, Mood, Move, Weather


class ChoiceNotThere(BadInput):
    """`field` is what was to be chosen, `value` what there is none of."""

    code = "choice_not_there"
    en = "“{value}” cannot be chosen for “{field}” here."
    ko = "여기서는 “{field}”에 “{value}”을(를) 고를 수 없습니다."


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words that one person is to say."""

    person: Handle
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What was chosen; None, and people who are not named: as the sentence says.

    `lines`: all that is said; empty: nobody speaks. `seed` decides what is left to chance; None: drawn anew.
    """

    setting: SettingId | None = None
    hour: Hour | None = None
    weather: Weather | None = None
    action: Action | None = None
    look: Look | None = None
    mood: Mood | None = None
    framing: Framing | None = None
    move: Move | None = None
    costumes: Mapping[Handle, CostumeId] = field(default_factory=dict)
    props: Mapping[Handle, tuple[str, ...]] = field(default_factory=dict)
    lines: tuple[Said, ...] | None = None
    seed: int | None = None

    def fields(self) -> dict[str, str]:
        """Values by the names that plans have for them; what people wear and say is not among them."""
        wanted = ("setting", "hour", "weather", "action", "look", "mood", "framing", "move")
        found = {name: getattr(self, name) for name in wanted}
        return {name: str(value) for name, value in found.items() if value is not None}


NOTHING_CHOSEN = Choices()


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Something to choose, and what people call it."""

    id: str
    en: str
    ko: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Named):
    """A setting: the hours and weathers that it can be drawn in, and what it brings along."""

    hours: tuple[str, ...]
    weathers: tuple[str, ...]
    brings: Mapping[str, str]  # by field


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """All that can be chosen: `lists` by field, but for settings."""

    settings: tuple[Place, ...] = ()
    lists: Mapping[str, tuple[Named, ...]] = field(default_factory=dict)

    def require(self, choices: Choices) -> None:
        """Raises `ChoiceNotThere` for the first thing that cannot be had, whatever the sentence says."""
        for name, value in choices.fields().items():
            self._require(name, value)
        for costume in choices.costumes.values():
            self._require("costume", costume)
        for prop in (prop for props in choices.props.values() for prop in props):
            self._require("prop", prop)
        place = next((place for place in self.settings if place.id == choices.setting), None)
        if place is not None and choices.hour is not None and choices.hour not in place.hours:
            raise ChoiceNotThere(field="hour", value=choices.hour.value)
        if place is not None and choices.weather is not None and choices.weather not in place.weathers:
            raise ChoiceNotThere(field="weather", value=choices.weather.value)

    def _require(self, name: str, value: str) -> None:
        known = self.settings if name == "setting" else self.lists.get(name, ())
        if value not in {entry.id for entry in known}:
            raise ChoiceNotThere(field=name, value=value[:40])
