"""What is to be said when, and what else might have been asked for.

Rules
1. The words of a spoken step are shown one at a time, each for an equal share of the step.
2. A decoy is drawn as the asked words were: as many words of the same list, none twice, or a sentence of the same kind.
   So whoever says something drawn without knowledge of the challenge fits the asked words best no more often than any
   one of the decoys.
3. What answers a step is heard from a little before it to a little after it, and never into the step after it.
4. No decoy equals the asked words, and no two decoys are equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from math import perm
from typing import Protocol, TypeVar

from walkon.domain.capture import Challenge, Language, Say, speakable

T = TypeVar("T")

EARLY, LATE = 0.3, 0.8  # seconds speech may begin before and end after its step; reading a prompt takes about 0.4
QUICKEST = 0.1  # seconds in which nobody answers a prompt
LEAST_PER_WORD = 0.12  # seconds of detected speech; less was not all said; "eight" and its like reach .2 and more
DECOYS = 20  # as in the study the method was chosen by (60 phrases of real digits against 20 others)

Span = tuple[float, float]
"""Start and end, seconds of the take."""
Words = tuple[str, ...]


class Chance(Protocol):
    """A source of chance: `random.Random(seed)` where the same take must always be judged the same."""

    def sample(self, population: Sequence[T], /, k: int) -> list[T]: ...


def word_times(step: Say) -> tuple[Span, ...]:
    """When each word of a step is shown; the last one goes when the step ends."""
    each = step.seconds / max(1, len(step.words))
    return tuple((step.at + i * each, step.at + (i + 1) * each) for i in range(len(step.words)))


def spoken_steps(challenge: Challenge) -> tuple[Say, ...]:
    """The steps that ask for words, in order."""
    return tuple(step for step in challenge.steps if isinstance(step, Say))


def listening_span(challenge: Challenge, step: Say) -> Span:
    """When the answer to a spoken step is heard."""
    others = [other for other in spoken_steps(challenge) if other != step]
    follows = any(other.at < step.at < other.at + other.seconds + LATE + EARLY for other in others)
    start = step.at + QUICKEST if follows else max(0.0, step.at - EARLY)
    return start, min([step.at + step.seconds + LATE, *(o.at + QUICKEST for o in others if o.at > step.at)])


def is_sentence(words: Sequence[str], language: Language) -> bool:
    """Whether words are read in one breath, rather than each for itself."""
    known = speakable(language)
    return not set(words) <= {*known.digits, *known.words}


def decoys(words: Sequence[str], language: Language, chance: Chance, count: int = DECOYS) -> tuple[Words, ...]:
    """Up to `count` other phrases that might have been asked for, in the order they were drawn."""
    asked = tuple(words)
    if not asked:
        return ()
    if is_sentence(asked, language):
        return _sentences(asked, language, chance, count)
    known = speakable(language)
    among = known.digits if set(asked) <= set(known.digits) else known.words
    if not set(asked) <= set(among) or len(asked) > len(among):
        among = (*known.digits, *known.words)
    possible = perm(len(among), len(asked)) - (len(set(asked)) == len(asked))
    drawn: dict[Words, None] = {}
    while len(drawn) < min(count, possible):
        phrase = tuple(chance.sample(among, k=len(asked)))
        if phrase != asked:
            drawn[phrase] = None
    return tuple(drawn)


def _sentences(asked: Words, language: Language, chance: Chance, count: int) -> tuple[Words, ...]:
    """The other sentences, then sentences that begin like one of them and end like another."""
    whole = [tuple(text.split()) for text in speakable(language).sentences]
    others = [sentence for sentence in whole if sentence != asked]
    drawn = chance.sample(others, k=min(count, len(others)))
    mixed = [a[: len(a) // 2] + b[len(b) // 2 :] for a, b in permutations(others, 2)]
    fresh = [phrase for phrase in dict.fromkeys(mixed) if phrase != asked and phrase not in others]
    return (*drawn, *chance.sample(fresh, k=max(0, min(count - len(drawn), len(fresh)))))
