"""How a listed word is found in a sentence.

Rules
1. English words match as whole words with their plural and possessive; a word that ends with ``+`` is a verb and matches
   with its -s, -ed, -ing and -er too; ``=`` asks for the word as it is. Several words match in this order, side by side.
2. Korean stems match at the beginning of a written word, whatever particle or ending follows; ``*`` in front: inside of
   one, too; ``!`` behind: only if nothing but particles follows; ``_``: only if nothing does. Spaces inside a stem may be
   there or not. A stem that begins with ``/`` is a pattern, for words that are something else with another ending.
3. What lies inside a harmless phrase is not found. What is negated is marked (`negation`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from walkon.domain import folding
from walkon.domain.folding import HANGUL
from walkon.domain.negation import Negated, Token, negated, negated_korean

_PARTICLES = (
    "(?:으로|에서|에게|한테|까지|부터|처럼|보다|이나|이랑|하고|이라|이다|입니다|이에요|예요|마다|조차|마저|밖에|에는|에도"
    "|은|는|이|가|을|를|의|에|로|와|과|도|만|나|랑|들|인|야|께|요)"
)
_ONLY_PARTICLES = re.compile(rf"{_PARTICLES}{{0,3}}(?![{HANGUL}])")
_TOKEN = re.compile(r"[a-z0-9]+")
_SIGNED = re.compile(r"[a-z0-9@$](?:[a-z0-9@$!|+€£]*[a-z0-9@$])?")
_LONG = re.compile(r"(.)\1\1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One listed word found: of which list, the words as they were read, where, and whether they are negated."""

    of: StrEnum
    words: str
    start: int
    end: int
    negated: Negated = Negated.NO


@dataclass(frozen=True, slots=True, kw_only=True)
class _English:
    of: StrEnum
    parts: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Korean:
    """A stem: its words, whether it may begin inside of a word, and what may follow (rule 2)."""

    of: StrEnum
    words: tuple[str, ...]
    inside: bool
    after: str

    def end(self, text: str, start: int) -> int | None:
        """Where the stem ends that begins at `start`, if it does."""
        if not text.startswith(self.words[0], start):
            return None
        if not self.inside and start and _is_syllable(text[start - 1]):
            return None
        end = start + len(self.words[0])
        for word in self.words[1:]:
            while end < len(text) and text[end].isspace():
                end += 1
            if not text.startswith(word, end):
                return None
            end += len(word)
        if self.after == "_" and end < len(text) and _is_syllable(text[end]):
            return None
        return end if self.after != "!" or _ONLY_PARTICLES.match(text, end) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Lists of words, ready to be looked for."""

    english: Mapping[str, tuple[_English, ...]]  # by every form of the first word
    korean: Mapping[str, tuple[_Korean, ...]]  # by their first letter
    patterns: tuple[tuple[re.Pattern[str], StrEnum], ...]
    compact: tuple[tuple[str, StrEnum], ...]  # words without spaces, for what is spelt letter by letter
    harmless: StrEnum


def inflected(word: str) -> frozenset[str]:
    """The forms of an English list word (rule 1)."""
    if word.endswith("="):
        return frozenset({word[:-1]})
    base = word.removesuffix("+")
    forms = {base, base + "s"}
    if base.endswith(("s", "x", "z", "ch", "sh")):
        forms.add(base + "es")
    if len(base) > 2 and base.endswith("y") and base[-2] not in "aeiou":
        forms |= {base[:-1] + "ies"}
    if word.endswith("+"):
        forms |= _verb_forms(base)
    return frozenset(forms)


def _verb_forms(base: str) -> set[str]:
    if base.endswith("e"):
        return {base + "d", base[:-1] + "ing", base + "r", base + "rs", base[:-1] + "in"}
    forms = {base + end for end in ("ed", "ing", "er", "ers", "in")}
    if base.endswith("y"):
        forms.add(base[:-1] + "ied")
    if re.search(r"[^aeiou][aeiou][bdgklmnprt]$", base):
        forms |= {base + base[-1] + end for end in ("ed", "ing", "er", "ers", "in")}
    return forms


def _readable(forms: Iterable[str]) -> frozenset[str]:
    """Forms, and what is left of them when digits stand for letters (~) or letters are drawn out (^)."""
    plain = set(forms)
    return frozenset(plain | {"~" + folding.loose(f) for f in plain} | {"^" + folding.short(f) for f in plain})


def lexicon(lists: Mapping[StrEnum, Iterable[str]], harmless: StrEnum) -> Lexicon:
    """Lists of words by what they stand for, one of them of `harmless` phrases, ready to be looked for."""
    english: dict[str, list[_English]] = {}
    korean: dict[str, list[_Korean]] = {}
    patterns: list[tuple[re.Pattern[str], StrEnum]] = []
    compact: dict[tuple[str, StrEnum], None] = {}
    for of, listed in ((of, listed) for of, words in lists.items() for listed in words):
        if listed.startswith("/"):
            patterns.append((re.compile(listed[1:]), of))
            continue
        bare = _bare(listed)
        if len(bare) > (2 if listed.isascii() else 1):
            compact[bare, of] = None
        if listed.isascii():
            parts = tuple(_readable(inflected(_clean(word))) for word in listed.split())
            for first in parts[0]:
                english.setdefault(first, []).append(_English(of=of, parts=parts))
        else:
            stem = _korean(of, listed)
            korean.setdefault(stem.words[0][0], []).append(stem)
    return Lexicon(
        english={first: tuple(found) for first, found in english.items()},
        korean={first: tuple(found) for first, found in korean.items()},
        patterns=tuple(patterns),
        compact=tuple(compact),
        harmless=harmless,
    )


def _clean(word: str) -> str:
    """A list word folded, its mark kept."""
    mark = word[-1] if word[-1] in "+=" else ""
    return folding.fold(word.removesuffix(mark)) + mark


def _bare(listed: str) -> str:
    """What all forms of a list word begin with, without marks and spaces."""
    bare = folding.fold(re.sub(r"[\s*!_+=]", "", listed))
    return bare[:-1] if listed.endswith("e+") and len(bare) > 4 else bare


def _is_syllable(char: str) -> bool:
    return "가" <= char <= "힣"


def _korean(of: StrEnum, listed: str) -> _Korean:
    return _Korean(
        of=of,
        words=tuple(folding.fold(listed.strip("*!_")).split()),
        inside=listed.startswith("*"),
        after=listed[-1] if listed[-1] in "!_" else "",
    )


def hits(sentence: str, lists: Lexicon) -> tuple[Hit, ...]:
    """Every listed word of a folded sentence outside of harmless phrases."""
    found: dict[tuple[StrEnum, str, Negated], Hit] = {}
    for form in (sentence, *folding.without_signs(sentence), folding.put_together(sentence)):
        views = [_english_hits(form, _plain_tokens(form), lists)]
        signed = _signed_tokens(form)
        if any(reading[0] in "~^" for token in signed for reading in token.readings):
            views.append(_english_hits(form, signed, lists))
        views += [_korean_hits(text, lists) for text in dict.fromkeys((form, folding.syllables(form)))]
        for view in views:
            found |= {(hit.of, hit.words, hit.negated): hit for hit in _outside_harmless(view, lists.harmless)}
    for hit in _spelt(folding.runs(sentence), lists, heed=True):
        found.setdefault((hit.of, hit.words, hit.negated), hit)
    return tuple(found.values())


def spelt_across(folded: str, lists: Lexicon) -> tuple[Hit, ...]:
    """Listed words spelt letter by letter across the ends of sentences: ``b. e. e. r``."""
    return tuple(_spelt(folding.runs_across(folded), lists, heed=False))


def _spelt(runs: Iterable[str], lists: Lexicon, *, heed: bool) -> Iterator[Hit]:
    """Listed words inside runs of letters; `heed`: harmless words among them are left out first."""
    for run in runs:
        left, signed = run, "~" + folding.loose(folding.read_signs(run))
        for word, of in lists.compact if heed else ():
            if of is lists.harmless:
                left, signed = left.replace(word, "#"), signed.replace(folding.loose(word), "#")
        for word, of in lists.compact:
            if of is not lists.harmless and (
                word in left or word in folding.syllables(left) or folding.loose(word) in signed
            ):
                yield Hit(of=of, words=word, start=0, end=0)


def _outside_harmless(found: Iterable[Hit], harmless: StrEnum) -> Iterator[Hit]:
    every = list(found)
    covers = [hit for hit in every if hit.of is harmless]
    for hit in every:
        if hit.of is not harmless and not any(c.start <= hit.start and hit.end <= c.end for c in covers):
            yield hit


def _plain_tokens(text: str) -> list[Token]:
    return _tokens(text, _TOKEN, signs=False)


def _signed_tokens(text: str) -> list[Token]:
    return _tokens(text, _SIGNED, signs=True)


def _tokens(text: str, pattern: re.Pattern[str], *, signs: bool) -> list[Token]:
    found: list[Token] = []
    for hit in pattern.finditer(text):
        between = text[found[-1].end : hit.start()] if found else ","
        readings = _readings(hit.group()) if signs else (hit.group(),)
        found.append(Token(readings, hit.start(), hit.end(), bool(re.fullmatch(r"[\s-]*", between))))
    return found


def _readings(word: str) -> tuple[str, ...]:
    """How a word with digits, signs or drawn-out letters may be meant."""
    meant = folding.read_signs(word)
    readings = [word]
    if meant != word and re.search(r"[a-z]", word):
        readings.append("~" + folding.loose(meant))
    if _LONG.search(meant) and re.search(r"[a-z]", word):
        readings.append("^" + folding.short(meant))
    return tuple(readings)


def _english_hits(text: str, tokens: list[Token], lists: Lexicon) -> list[Hit]:
    found: list[Hit] = []
    ends: dict[int, Negated] = {}
    for at, token in enumerate(tokens):
        readings = (*token.readings, *_joined_pair(tokens, at))
        for first in readings:
            for term in lists.english.get(first, ()):
                width = len(term.parts) + (1 if first not in token.readings else 0)
                rest = tokens[at + width - len(term.parts) + 1 : at + width]
                if len(rest) + 1 < len(term.parts) or not _follow(rest, term):
                    continue
                if term.of is lists.harmless and not all(t.beside for t in tokens[at + 1 : at + width]):
                    continue
                ends[at + width] = negated(text, tokens, at, at + width, ends)
                start, end = token.start, tokens[at + width - 1].end
                found.append(Hit(of=term.of, words=text[start:end], start=start, end=end, negated=ends[at + width]))
    return found


def _follow(rest: list[Token], term: _English) -> bool:
    return all(any(r in part for r in token.readings) for token, part in zip(rest, term.parts[1:], strict=True))


def _joined_pair(tokens: list[Token], at: int) -> tuple[str, ...]:
    """A word cut in two by a space, where together it is long enough to be no accident."""
    if at + 1 >= len(tokens) or not tokens[at + 1].beside:
        return ()
    word = tokens[at].readings[0] + tokens[at + 1].readings[0]
    return (word,) if len(word) >= 6 and min(len(t.readings[0]) for t in tokens[at : at + 2]) > 1 else ()


def _korean_hits(text: str, lists: Lexicon) -> list[Hit]:
    spans = [(of, *hit.span()) for pattern, of in lists.patterns for hit in pattern.finditer(text)]
    for start, first in enumerate(text):
        for stem in lists.korean.get(first, ()):
            end = stem.end(text, start)
            if end is not None:
                spans.append((stem.of, start, end))
    return [
        Hit(of=of, words=text[start:end], start=start, end=end, negated=negated_korean(text, start, end))
        for of, start, end in spans
    ]
