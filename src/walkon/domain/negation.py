"""Whether a found word is said not to be there: by what stands right beside it, and nothing else.

Rules
1. English: a negator right before the word, or before ``any``, ``drinking`` and a few more like them; ``or`` hands a
   negation on; ``-free`` right behind. A negator that is itself undone ("why not", "not without") is none.
2. Korean: right behind the word and its particle.
3. A comma or the end of a sentence between the two is not beside. What is unsure is not negated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

_NEGATORS = frozenset(
    "no without zero non never not dont doesnt didnt avoid avoids avoiding isnt arent wont cannot cant neither nor "
    "minus skip excluding exclude".split()
)
_STRICT = frozenset({"no", "without", "zero", "non"})
_UNDONE_BY = frozenset("not never no why cant cannot without dont if isnt nor".split())
_BETWEEN = frozenset(
    "any a an the kind kinds of form forms such real graphic explicit show shows showing drink drinks drinking wear wears "
    "wearing".split()
)
_KOREAN_STRICT = re.compile(
    r"(?:적|적인)?(?:[은는이가도을를])?\s?(?:장면|표현|내용|요소|노출)?(?:[은는이가도을를])?\s?"
    r"(?:없이(?!\s?[는도])|없는|없고|없어야|없으면 좋|금지|제외|빼고|빼 ?주)"
)
_KOREAN_LOOSE = re.compile(
    r"(?:적|적인)?(?:은|는|이|가|도|을|를|하|싸움)?\s?(?:없어|없음|없도록|말고|아닌|지\s?(?:않|말|마[세시라])"
    r"|(?:안|못)\s(?:하|해|돼|되|나오|나와|마시|마셔|피우|피워|입)|(?:이나|나)\s?[가-힣]{1,6}\s?없이(?!\s?[는도]))"
)


class Negated(Enum):
    """Whether a found word is said not to be there."""

    NO = "no"  # or not for sure
    CLEARLY = "clearly"  # right beside it: "never drinks", "싸우지 않는"
    STRICTLY = "strictly"  # in a form that leaves nothing open: "no beer", "술 없이"


@dataclass(frozen=True, slots=True)
class Token:
    """One English word of a text, and how it may be meant."""

    readings: tuple[str, ...]
    start: int
    end: int
    beside: bool  # nothing but spaces or a hyphen lies between it and the token before


def negated(text: str, tokens: Sequence[Token], start: int, end: int, ends: Mapping[int, Negated]) -> Negated:
    """Whether the tokens from `start` to `end` are negated by what stands right before, or by ``-free``."""
    if end < len(tokens) and tokens[end].readings[0] == "free" and text[tokens[end - 1].end] == "-":
        return Negated.STRICTLY
    if _KOREAN_STRICT.match(text, tokens[end - 1].end):
        return Negated.STRICTLY
    at = start - 1
    if at < 0 or not tokens[start].beside:
        return Negated.NO
    if tokens[at].readings[0] in ("or", "nor") and tokens[at].beside:
        return ends.get(at, Negated.NO)
    while at > 0 and start - at <= 3 and tokens[at].readings[0] in _BETWEEN and tokens[at].beside:
        at -= 1
    word = tokens[at].readings[0]
    undone = at > 0 and tokens[at].beside and tokens[at - 1].readings[0] in _UNDONE_BY
    if word not in _NEGATORS or undone:
        return Negated.NO
    return Negated.STRICTLY if word in _STRICT else Negated.CLEARLY


def negated_korean(text: str, start: int, end: int) -> Negated:
    """Whether what stands from `start` to `end` of the text is negated by what follows, or by ``no`` before it."""
    if _KOREAN_STRICT.match(text, end) or re.search(r"(?<!\w)(?:no|노) $", text[:start]):
        return Negated.STRICTLY
    return Negated.CLEARLY if _KOREAN_LOOSE.match(text, end) else Negated.NO
