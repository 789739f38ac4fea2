"""What else might have been read, to compare a reading of a line with.

Rules
1. What is drawn is about as long as the line, of ordinary words in its language, and never the line itself.
2. Some of it are the line's own words in another order, or only part of them: whoever says the words but not the line, or
   not all of it, is told apart, too.
3. The same line and the same chance give the same words.
"""

from __future__ import annotations

from collections.abc import Sequence

from walkon.domain.capture import Language, speakable
from walkon.domain.speaking import Chance, Words

LEAST = 3  # words of a line that can be turned or cut
OTHERS = 24  # up to seven of them made of the line's own words


def other_words(line: Sequence[str], language: Language, chance: Chance, count: int = OTHERS) -> tuple[Words, ...]:
    """Up to `count` others, none twice; `line` are the words of the line as they are spoken."""
    asked = tuple(line)
    if not asked:
        return ()
    drawn = dict.fromkeys((*_turned(asked), *_cut(asked)))
    known = speakable(language)
    pool = sorted({word for sentence in known.sentences for word in sentence.split()} | set(known.words))
    letters = sum(map(len, asked))
    for _ in range(20 * count):
        if len(drawn) >= count:
            break
        phrase = _as_long(tuple(chance.sample(pool, k=min(len(pool), 2 * len(asked) + 4))), letters)
        if phrase != asked:
            drawn[phrase] = None
    return tuple(drawn)[:count]


def _turned(asked: Words) -> list[Words]:
    """The line's words backwards, and begun in the middle."""
    if len(asked) < LEAST:
        return []
    third = max(1, len(asked) // 3)
    turned = [asked[::-1], asked[-third:] + asked[:-third], asked[third:] + asked[:third]]
    return [phrase for phrase in turned if phrase != asked]


def _cut(asked: Words) -> list[Words]:
    """Half of the line's words and three quarters of them, from its beginning and from its end."""
    if len(asked) < LEAST:
        return []
    sizes = sorted({max(1, len(asked) // 2), min(len(asked) - 1, max(1, 3 * len(asked) // 4))})
    return [part for size in sizes for part in (asked[:size], asked[-size:])]


def _as_long(words: Words, letters: int) -> Words:
    """The first of these words, as many as come closest to so many letters; one at least."""
    sums = [sum(len(word) for word in words[: n + 1]) for n in range(len(words))]
    best = min(range(len(words)), key=lambda n: abs(sums[n] - letters))
    return words[: best + 1]
