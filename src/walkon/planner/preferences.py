"""What people always want, put into a plan as far as the vocabulary knows it.

Rules
1. Every prop that is named is added to the person's role; the first costume that is named replaces theirs, whatever the
   prompt said: it is their likeness.
2. What is wanted *not* to be there is no preference; it changes nothing and is reported as not placed.
3. Of several things in one sentence each counts for itself: "a fedora and glasses" is a hat, and glasses not placed.
4. Nobody else's role changes, and who is not in the plan is left out. Preferring twice is preferring once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from walkon.domain.ids import CostumeId, Handle
from walkon.domain.plan import Finding, Plan, Reading, Role
from walkon.domain.restrictions import Preference
from walkon.planner import vocabulary
from walkon.planner.vocabulary import Match

_NOT = re.compile(
    r"\b(?:no|not|never|without|don'?t|doesn'?t|won'?t|avoid|hates?|dislikes?)\b|없이|없는|않|싫|말고|금지|(?<![가-힣])(?:안|못)\s|벗"
)

_AND = re.compile(r"\s*,\s*|\s+and\s+|\s+그리고\s+|(?<=[가-힣])(?:와|과|하고|이랑)\s+")


def prefer(plan: Plan, preferences: Mapping[Handle, Sequence[Preference]]) -> Plan:
    """The plan with what its people always want; `reading` says what was understood and what was not."""
    roles: list[Role] = []
    understood: list[Finding] = []
    unplaced: list[str] = []
    for role in plan.roles:
        wanted = role
        for preference in preferences.get(role.person, ()):
            for text, matches in _pieces(" ".join(unicodedata.normalize("NFC", preference.text).split())):
                wanted = _dressed(wanted, matches)
                understood += [
                    Finding(words=text[m.start : m.end], field=m.entry.field, value=m.entry.value) for m in matches
                ]
                unplaced += [] if matches else [text]
        roles.append(wanted)
    return replace(plan, roles=tuple(roles), reading=_reported(plan.reading, understood, unplaced))


def _pieces(text: str) -> tuple[tuple[str, tuple[Match, ...]], ...]:
    """The things wanted, each with what the vocabulary knows of it; the whole text where it knows none of them."""
    pieces = tuple((piece, _wanted(piece)) for piece in _AND.split(text) if piece.strip())
    return pieces if any(matches for _, matches in pieces) else ((text, ()),)


def _wanted(text: str) -> tuple[Match, ...]:
    """The props and the costume a preference names."""
    plain = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if _NOT.search(plain):
        return ()
    matches = vocabulary.load().matches(plain)
    costumes = [m for m in matches if m.entry.field == "costume"]
    return tuple(m for m in matches if m.entry.field == "prop" or m in costumes[:1])


def _dressed(role: Role, matches: Iterable[Match]) -> Role:
    costume, props = role.costume, role.props
    for match in matches:
        if match.entry.field == "prop":
            props = tuple(dict.fromkeys((*props, match.entry.value)))
        else:
            costume = CostumeId(match.entry.value)
            props = tuple(dict.fromkeys((*props, *vocabulary.load().props.get(costume, ()))))
    return replace(role, costume=costume, props=props)


def _reported(reading: Reading, understood: Iterable[Finding], unplaced: Iterable[str]) -> Reading:
    return replace(
        reading,
        understood=tuple(dict.fromkeys((*reading.understood, *understood))),
        unplaced=tuple(dict.fromkeys((*reading.unplaced, *unplaced))),
    )
