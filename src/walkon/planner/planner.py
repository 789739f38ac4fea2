"""Prompt + cast -> plan.

1. The prompt is checked, people and quoted words are found (`prompt`).
2. Words are matched against the vocabulary (`vocabulary`); for every field the heaviest match decides.
3. What is chosen from lists beats what was said (`walkon.domain.choices`).
   What was chosen for a plan that is written anew stays where the new words say nothing else (`again`).
4. What was not said follows from what was (`implies`), then from the setting's defaults, and is reported as assumed.
5. Lines are given to people and shots are cut around them (`lines`, `shots`).
6. A plan made like another (`likewise`) keeps of it what was not said.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from walkon.domain.capture import Language
from walkon.domain.choices import NOTHING_CHOSEN, ChoiceNotThere, Choices
from walkon.domain.descents import Model
from walkon.domain.ids import CostumeId, Handle, SettingId
from walkon.domain.plan import (
    LONGEST_FILM,
    MAX_CAST,
    Action,
    Finding,
    Framing,
    Hour,
    Line,
    Look,
    Mood,
    Move,
    Plan,
    Reading,
    Role,
    Weather,
)
from walkon.domain.rewriting import Before
from walkon.planner import again, likewise, shots, vocabulary
from walkon.planner import lines as speech
from walkon.planner import prompt as prompts
from walkon.planner.errors import BadLength, BadSize, CastTwice, NobodyCast, NotInCast, TooManyPeople
from walkon.planner.prompt import Prompt
from walkon.planner.vocabulary import Match, Vocabulary

SHORTEST, LONGEST = 2.0, LONGEST_FILM
SMALLEST, LARGEST = 160, 1920
DEFAULT_SECONDS = 6.0
_ROLE_FIELDS = ("costume", "prop")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What is asked for beside the prompt. `seconds` None: six, or longer where the lines need it."""

    lines: tuple[Line, ...] = ()
    seconds: float | None = None
    width: int = 1280
    height: int = 720
    seed: int = 0
    like: Model | None = None  # a plan of which everything stays that is not said
    chosen: Choices = NOTHING_CHOSEN
    before: Before | None = None  # what it is written anew from


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What an engine can draw of one setting: values of `Hour` and `Weather`."""

    hours: frozenset[str]
    weathers: frozenset[str]


def plan(text: str, cast: Sequence[Handle], wishes: Wishes, offers: Mapping[str, Offer] | None = None) -> Plan:
    """The plan for a prompt; with `offers` (by setting) only what the engine can draw is planned.

    The first cast member whom the prompt does not name is “me”; when all are named it is the first of the cast.
    Raises the errors of `walkon.planner.errors`.
    """
    _check(cast, wishes)
    prompt = prompts.read(text, cast, None if wishes.like is None else wishes.like.plan.language)
    words = vocabulary.load()
    matches = words.matches(prompt.plain)
    named = {m.person for m in prompt.mentions}
    me = next((person for person in cast if person not in named), cast[0])
    said = {match.entry.field for match in matches} | ({"line"} if speech.quoted(prompt, me) else set())
    chosen = again.over(wishes.chosen, again.chosen_for(wishes.before, words.props), said)
    findings = _Findings(prompt, matches, words, chosen.fields())
    kept = likewise.kept(wishes.like, words.defaults, findings.told)
    setting = findings.decide("setting", "giant_wave", kept)
    if setting not in words.defaults:
        raise ChoiceNotThere(field="setting", value=setting[:40])
    values = {name: findings.decide(name, words.defaults[setting][name], kept) for name in words.defaults[setting]}
    if offers and (offer := offers.get(setting)):
        for name, known in (("hour", offer.hours), ("weather", offer.weathers)):
            if values[name] not in known:
                if name in wishes.chosen.fields():
                    raise ChoiceNotThere(field=name, value=values[name])
                usual = words.defaults[setting][name]
                values[name] = findings.withdraw(name, kept[name] if kept.get(name) in known else usual)
    lines = _lines(prompt, replace(wishes, chosen=chosen), cast, me, setting, words, findings)
    before = likewise.seconds(wishes.like) or DEFAULT_SECONDS
    seconds = (
        wishes.seconds
        or again.seconds(wishes.before, DEFAULT_SECONDS)
        or max(before, sum(map(speech.seconds, lines)) + 1.0)
    )
    if seconds > LONGEST:
        raise BadLength(least=int(SHORTEST), most=int(LONGEST))
    framing = findings.optional("framing", kept)
    move = findings.optional("move", kept)
    roles = _roles(prompt, matches, cast, me, values["costume"], words, findings)
    roles = likewise.dressed(roles, wishes.like, setting, {m.entry.field for m in matches})
    return Plan(
        language=prompt.language,
        setting=SettingId(setting),
        hour=Hour(values["hour"]),
        weather=Weather(values["weather"]),
        action=Action(values["action"]),
        roles=_chosen(roles, chosen, words, findings),
        shots=shots.cut(cast, lines, seconds, Framing(framing) if framing else None, Move(move) if move else None),
        look=Look(values["look"]),
        mood=Mood(values["mood"]),
        width=wishes.width,
        height=wishes.height,
        seed=wishes.seed,
        reading=findings.reading(),
    )


def _check(cast: Sequence[Handle], wishes: Wishes) -> None:
    if not cast:
        raise NobodyCast
    for person in cast:
        if list(cast).count(person) > 1:
            raise CastTwice(handle=str(person))
    named = (*(line.person for line in wishes.lines), *(said.person for said in wishes.chosen.lines or ()))
    for person in (*named, *wishes.chosen.costumes, *wishes.chosen.props):
        if person not in cast:
            raise NotInCast(handle=str(person))
    if len(cast) > MAX_CAST:
        raise TooManyPeople(count=len(cast), limit=MAX_CAST)
    if wishes.seconds is not None and not SHORTEST <= wishes.seconds <= LONGEST:
        raise BadLength(least=int(SHORTEST), most=int(LONGEST))
    for side in (wishes.width, wishes.height):
        if side % 2 or not SMALLEST <= side <= LARGEST:
            raise BadSize(least=SMALLEST, most=LARGEST)


class _Findings:
    """Collects, field by field, what the words decided."""

    def __init__(self, prompt: Prompt, matches: Sequence[Match], words: Vocabulary, chosen: Mapping[str, str]) -> None:
        self.said: dict[str, Match] = {}
        self.chosen = chosen
        self._prompt, self._matches, self._words = prompt, matches, words
        self._understood: list[Finding] = []
        self._assumed: list[Finding] = []
        self._withdrawn: list[str] = []
        score: dict[tuple[str, str], float] = {}
        for match in matches:
            key = (match.entry.field, match.entry.value)
            score[key] = score.get(key, 0.0) + (0.3 if match.entry.near else match.entry.weight)
        for match in matches:
            field = match.entry.field
            best = self.said.get(field)
            if best is None or score[field, match.entry.value] > score[field, best.entry.value]:
                self.said[field] = match

    @property
    def told(self) -> frozenset[str]:
        """The fields that were said or chosen."""
        return frozenset(self.said) | frozenset(self.chosen)

    def decide(self, field: str, default: str, kept: Mapping[str, str]) -> str:
        """The value of a field: chosen, said, kept, implied by what was said, or the default; reported accordingly."""
        if field in self.chosen:
            self.understand(field, self.chosen[field], "")
            return self.chosen[field]
        if match := self.said.get(field):
            self._report(match)
            return match.entry.value
        if field in kept:
            self.assume(field, kept[field])
            return kept[field]
        implied = next((m.entry.implies[field] for m in self._strongest() if field in m.entry.implies), None)
        value = implied or default
        self.assume(field, value)
        return value

    def optional(self, field: str, kept: Mapping[str, str]) -> str | None:
        match = self.said.get(field)
        if field in self.chosen:
            self.understand(field, self.chosen[field], "")
            return self.chosen[field]
        if match:
            self._report(match)
            return match.entry.value
        if field in kept:
            self.understand(field, kept[field], "")
        return kept.get(field)

    def understand(self, field: str, value: str, words: str) -> None:
        self._understood.append(Finding(words=words, field=field, value=value))

    def assume(self, field: str, value: str, words: str = "") -> None:
        self._assumed.append(Finding(words=words, field=field, value=value))

    def withdraw(self, field: str, default: str) -> str:
        """What was said cannot be had: its words count as not placed, the default as assumed."""
        for found in (self._understood, self._assumed):
            for finding in [f for f in found if f.field == field]:
                found.remove(finding)
                self._withdrawn += [finding.words] if finding.words else []
        self.assume(field, default)
        return default

    def reading(self) -> Reading:
        unplaced = (*self._withdrawn, *self._unplaced())
        return Reading(understood=tuple(self._understood), assumed=tuple(self._assumed), unplaced=unplaced)

    def _strongest(self) -> list[Match]:
        counting = [match for field, match in self.said.items() if field not in self.chosen]
        return sorted(counting, key=lambda m: (m.entry.near, -m.entry.weight, m.start))

    def _report(self, match: Match) -> None:
        words = self._prompt.text[match.start : match.end]
        (self.assume if match.entry.near else self.understand)(match.entry.field, match.entry.value, words)

    def _unplaced(self) -> tuple[str, ...]:
        """Words of the prompt that no entry, mention or quote covers and that carry a meaning of their own."""
        ignore = self._words.ignore[self._prompt.language]
        left: list[str] = []
        place = 0
        for token in self._prompt.plain.split(" "):
            start, place = place, place + len(token) + 1
            word = token.strip(".,!?;:…'\"()[]~“”‘’-")
            covered = any(m.start < start + len(token) and m.end > start for m in self._matches)
            if len(word) < 2 or covered or word in left or not any(c.isalpha() for c in word):
                continue
            if self._prompt.language is Language.KOREAN:
                known = any(word.startswith(stem) for stem in ignore if len(stem) > 1)
                touched = any(m.end == start + token.find(word) for m in self._prompt.mentions)
            else:
                known, touched = word in ignore, False
            if not known and not touched:
                left.append(word)
        return tuple(left)


def _roles(
    prompt: Prompt,
    matches: Sequence[Match],
    cast: Sequence[Handle],
    me: Handle,
    costume: str,
    words: Vocabulary,
    findings: _Findings,
) -> tuple[Role, ...]:
    """One role a person. Where several costumes are named, each goes to the person named last before it."""
    named = {m.entry.value for m in matches if m.entry.field == "costume"}
    worn: dict[Handle, str] = {}
    if len(named) > 1:
        for match in matches:
            before = [m for m in prompt.mentions if m.end <= match.start]
            if match.entry.field == "costume" and before:
                worn[before[-1].person or me] = match.entry.value
                findings.understand("costume", match.entry.value, prompt.text[match.start : match.end])
    props = tuple(dict.fromkeys(m.entry.value for m in matches if m.entry.field == "prop"))
    for prop in props:
        findings.understand("prop", prop, prop)
    roles = []
    for person in cast:
        chosen = worn.get(person, costume)
        roles.append(
            Role(
                person=person,
                costume=CostumeId(chosen),
                props=tuple(dict.fromkeys((*words.props.get(chosen, ()), *props))),
            )
        )
    return tuple(roles)


def _chosen(roles: Sequence[Role], chosen: Choices, words: Vocabulary, findings: _Findings) -> tuple[Role, ...]:
    """The roles with what was chosen for each of them: a costume brings its own props along, chosen props replace all."""
    dressed = []
    for role in roles:
        after = role
        if (costume := chosen.costumes.get(role.person)) is not None:
            findings.understand("costume", costume, "")
            after = replace(after, costume=costume, props=words.props.get(costume, ()))
        if (props := chosen.props.get(role.person)) is not None:
            for prop in props:
                findings.understand("prop", prop, "")
            after = replace(after, props=tuple(dict.fromkeys(props)))
        dressed.append(after)
    return tuple(dressed)


def _lines(
    prompt: Prompt,
    wishes: Wishes,
    cast: Sequence[Handle],
    me: Handle,
    setting: str,
    words: Vocabulary,
    findings: _Findings,
) -> list[Line]:
    """Asked for, quoted in the prompt, said before, or one stock line a person, chosen by the seed, if there is time."""
    if wishes.chosen.lines is not None:
        lines = [speech.line(said.person, said.text) for said in wishes.chosen.lines]
    else:
        lines = list(wishes.lines) or speech.quoted(prompt, me)
    for line in lines:
        findings.understand("line", line.text, line.text)
    if lines or wishes.chosen.lines is not None:
        return lines
    for line, own in likewise.lines(wishes.like, setting, cast):
        (findings.understand if own else findings.assume)("line", line.text, line.text if own else "")
        lines.append(line)
    if lines:
        return lines
    stock = words.lines[setting][prompt.language]
    first = random.Random(wishes.seed).randrange(len(stock))  # noqa: S311  a choice of words, not a secret
    for turn, person in enumerate(_me_first(cast, me)):
        line = Line(person=person, text=stock[(first + turn) % len(stock)], language=prompt.language)
        room = (wishes.seconds or DEFAULT_SECONDS) - sum(map(speech.seconds, lines))
        if speech.seconds(line) <= room - 0.5:
            lines.append(line)
            findings.assume("line", line.text)
    return lines


def _me_first(cast: Sequence[Handle], me: Handle) -> list[Handle]:
    return [me, *(person for person in cast if person != me)]


def as_json(made: Plan) -> Mapping[str, object]:
    """The plan as stable fields for `--json`; documented in docs/command-line.md."""
    return {
        "language": made.language.value,
        "setting": made.setting,
        "hour": made.hour.value,
        "weather": made.weather.value,
        "action": made.action.value,
        "look": made.look.value,
        "mood": made.mood.value,
        "seconds": round(made.seconds, 3),
        "width": made.width,
        "height": made.height,
        "seed": made.seed,
        "roles": [{"person": str(r.person), "costume": r.costume, "props": list(r.props)} for r in made.roles],
        "shots": [
            {
                "seconds": round(s.seconds, 3),
                "framing": s.framing.value,
                "move": s.move.value,
                "people": [str(p) for p in s.people],
                "lines": [{"person": str(x.person), "text": x.text, "language": x.language.value} for x in s.lines],
            }
            for s in made.shots
        ],
        "understood": [_finding(f) for f in made.reading.understood],
        "assumed": [_finding(f) for f in made.reading.assumed],
        "unplaced": list(made.reading.unplaced),
    }


def _finding(finding: Finding) -> dict[str, str]:
    return {"words": finding.words, "field": finding.field, "value": finding.value}
