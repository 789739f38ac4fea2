"""What a film is about, and whether it is one that Walkon never makes, judged from its words.

Rules
1. All words of a film count: the prompt, every spoken line, and the values of its plan.
2. A kind is found where one word of its list is. A word that is clearly negated does not count; when that is unsure it
   does.
3. `EVERYDAY` is found where nothing else is, and only there. Consent asks one grant for all kinds of a film
   (`consent.decide`), so an everyday beside the others would keep a grant for comedy from allowing a comedy; and no kind
   at all would be denied to everybody.
4. A bar is lifted by a negation only where it leaves nothing open: "no nudity", "피 튀는 장면 없이" do, "don't kill
   yourself" does not.
5. Adding a sentence never takes a kind or a bar away: negations and harmless phrases end where the sentence ends.
6. What was found is shown to whoever asks for the film. It holds their words, so it is never logged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from walkon.domain import folding, screening_words, terms
from walkon.domain.bars import NEAREST, Bar
from walkon.domain.grants import Kind
from walkon.domain.joining import parts_of
from walkon.domain.negation import Negated
from walkon.domain.plan import Plan
from walkon.domain.screening_groups import TOGETHER, Group, Scope
from walkon.domain.terms import Hit, Lexicon

_NOT_WITH_MINORS: frozenset[StrEnum] = frozenset({Kind.ROMANCE, Kind.SWIMWEAR, Bar.SEXUAL})


class Place(StrEnum):
    """Where in a film words stand."""

    PROMPT = "prompt"
    LINE = "line"  # spoken
    PLAN = "plan"  # what the prompt became


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Which words led to a kind or a bar: as they were read, that is in lower case and without tricks. Personal data."""

    of: Kind | Bar
    words: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """What a film is about (never empty), why it is not made (mostly empty), and the words that say so."""

    kinds: frozenset[Kind]
    bars: tuple[Bar, ...]
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some words of a film."""

    place: Place
    text: str


def parts(prompt: str, plan: Plan) -> tuple[Part, ...]:
    """All words of a film, folded; the names of its people are left out."""
    names = sorted((folding.fold(role.person.name) for role in plan.roles), key=len, reverse=True)
    mention = re.compile(r"@(?:" + "|".join(map(re.escape, names)) + r")(?![a-z0-9_])") if names else None

    def words(text: str) -> str:
        folded = folding.fold(text)
        return mention.sub(" ", folded) if mention else folded

    lines = dict.fromkeys(line.text for shot in plan.shots for line in shot.lines)
    values = dict.fromkeys(
        value
        for part in parts_of(plan)
        for value in (part.setting, part.action, *(v for role in part.roles for v in (role.costume, *role.props)))
    )
    return (
        Part(place=Place.PROMPT, text=words(prompt)),
        *(Part(place=Place.LINE, text=words(line)) for line in lines),
        *(Part(place=Place.PLAN, text=folding.fold(value).replace("_", " ")) for value in values),
    )


def screen(prompt: str, plan: Plan, cast_size: int, with_minor: bool) -> Screened:
    """What a film is about. Any string has an answer; nothing is raised.

    `cast_size`: closeness between two people is romance, one alone may hold anybody's hand. `with_minor`: whether anybody
    in the cast is under age.
    """
    sentences = tuple(_sentences(parts(prompt, plan), screening_words.known()))
    found = list(dict.fromkeys(_found(sentences, cast_size)))
    if with_minor:
        found += [Found(of=Bar.MINOR, words=f.words, place=f.place) for f in found if f.of in _NOT_WITH_MINORS]
    bars = tuple(bar for bar in Bar if any(f.of is bar for f in found))
    kinds = frozenset(f.of for f in found if isinstance(f.of, Kind)).union(*(NEAREST[bar] for bar in bars))
    return Screened(kinds=kinds or frozenset({Kind.EVERYDAY}), bars=bars, found=tuple(found))


def barred(text: str) -> tuple[Bar, ...]:
    """What Walkon never makes, in words that belong to no film: what somebody writes under one. Empty: nothing of it."""
    spoken = (Part(place=Place.LINE, text=folding.fold(text)),)
    found = {found.of for found in _found(tuple(_sentences(spoken, screening_words.known())), cast_size=1)}
    return tuple(bar for bar in Bar if bar in found)


_Sentence = tuple[Place, tuple[Hit, ...]]


def _sentences(words: Iterable[Part], lists: Lexicon) -> Iterator[_Sentence]:
    """What is found in each sentence."""
    for part in words:
        for sentence in folding.sentences(part.text):
            yield part.place, terms.hits(sentence, lists)
        across = terms.spelt_across(part.text, lists)
        if across:
            yield part.place, across


def _found(sentences: tuple[_Sentence, ...], cast_size: int) -> Iterator[Found]:
    counting = [(place, tuple(hit for hit in hits if _counts(hit))) for place, hits in sentences]
    for place, hits in counting:
        for hit in hits:
            if isinstance(hit.of, Kind | Bar):
                yield Found(of=hit.of, words=hit.words, place=place)
            elif hit.of is Group.CLOSE and cast_size > 1:
                yield Found(of=Kind.ROMANCE, words=hit.words, place=place)
    film = [(place, hit) for place, hits in counting for hit in hits]
    for meeting in TOGETHER:
        spans = (
            [[(place, hit) for hit in hits] for place, hits in counting] if meeting.scope is Scope.SENTENCE else [film]
        )
        for span in spans:
            one, other = ([(place, hit) for place, hit in span if hit.of is of] for of in meeting.lists)
            if one and other:
                words = f"{one[0][1].words} … {other[0][1].words}"
                yield Found(of=meeting.bar, words=words, place=other[0][0])


def _counts(hit: Hit) -> bool:
    """Whether a hit stands in spite of a negation beside it."""
    if isinstance(hit.of, Kind):
        return hit.negated is Negated.NO
    return hit.negated is not Negated.STRICTLY
