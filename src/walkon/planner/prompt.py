"""A prompt as typed: checked, its language known, its people and its quoted words found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from walkon.domain.capture import Language
from walkon.domain.ids import Handle
from walkon.planner.errors import EmptyPrompt, NotInCast, PromptTooLong, PromptWithoutWords

LIMIT = 2000
_LETTER = re.compile(r"[a-zA-Z가-힣]")
_HANGUL = re.compile(r"[가-힣]")
_MENTION = re.compile(r"@(\w+)")
_QUOTE = re.compile(r"“([^”]{1,400})”|\"([^\"]{1,400})\"|「([^」]{1,400})」|‘([^’]{1,400})’")
_SAID = re.compile(
    r"(?:(?:@\w+|(?<![\w'])i|(?<![가-힣])[제내]가)(?:,? says?| 말해요?| 말한다| 말하길)|(?:^|(?<=[.!?…] ))@\w+) ?[:：]"
    r" ?(?P<words>[^\s.!?…\"“「‘][^.!?…\"“「‘]{0,299}[.!?…]*)",
    re.IGNORECASE,
)
_ME = re.compile(
    r"(?<![\w'])(?:me|my|myself|i|i'm)(?![\w'])"
    r"|(?<![가-힣])(?:저(?=[는를와의도에,\s]|랑|로서|희|$)|제(?=\s|가)|나(?=[는를와의도,\s]|랑|로서|$)|내(?=\s|가))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Where somebody is named: `person` is None for “me”."""

    person: Handle | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words to be spoken: in quotation marks, or a sentence after “@mina says:”."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """`text` is NFC with single spaces; `plain` the same in lower case, mentions and quotes blanked, same length."""

    text: str
    plain: str
    language: Language
    mentions: tuple[Mention, ...]
    quotes: tuple[Quote, ...]


def read(text: str, cast: Sequence[Handle], otherwise: Language | None = None) -> Prompt:
    """The prompt, checked. `otherwise` is the language where nothing is said; None: something must be.

    Raises `EmptyPrompt`, `PromptTooLong`, `PromptWithoutWords`, and `NotInCast` for a named person who is not cast.
    """
    if len(text) > LIMIT:
        raise PromptTooLong(length=len(text), limit=LIMIT)
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    if not text:
        if otherwise is None:
            raise EmptyPrompt
        return Prompt(text="", plain="", language=otherwise, mentions=(), quotes=())
    if not _LETTER.search(text):
        raise PromptWithoutWords
    quotes = _spoken(text)
    plain = _blank(_lower(text), quotes)
    named = [_named(hit, cast) for hit in _MENTION.finditer(plain)]
    plain = _blank(plain, named)
    mine = [Mention(person=None, start=hit.start(), end=hit.end()) for hit in _ME.finditer(plain)]
    return Prompt(
        text=text,
        plain=_blank(plain, mine),
        language=language_of(text),
        mentions=tuple(sorted((*named, *mine), key=lambda m: m.start)),
        quotes=quotes,
    )


def named(text: str) -> tuple[bool, tuple[str, ...]]:
    """Whether a sentence speaks of “me”, and the @words in it, without the @, in their order, each once.

    Korean particles may follow a handle without a space, so a word can be longer than the handle that it begins with.
    """
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    plain = _blank(_lower(text), _spoken(text))
    words = tuple(dict.fromkeys(hit.group(1) for hit in _MENTION.finditer(plain)))
    return _ME.search(_MENTION.sub(" ", plain)) is not None, words


def _spoken(text: str) -> tuple[Quote, ...]:
    """What is to be spoken, in its order. A colon alone is enough where a sentence begins with who speaks."""
    quotes = [
        Quote(text=next(g for g in hit.groups() if g).strip(), start=hit.start(), end=hit.end())
        for hit in _QUOTE.finditer(text)
    ]
    said = [
        Quote(text=hit["words"].strip(), start=hit.start("words"), end=hit.end("words"))
        for hit in _SAID.finditer(_blank(text, quotes))
        if hit["words"].strip()
    ]
    return tuple(sorted((*quotes, *said), key=lambda quote: quote.start))


def language_of(text: str) -> Language:
    """Korean when at least a fifth of the letters are Hangul."""
    letters = _LETTER.findall(text)
    return Language.KOREAN if len(_HANGUL.findall(text)) * 5 >= max(1, len(letters)) else Language.ENGLISH


def _lower(text: str) -> str:
    """Lower case, letter by letter, so that places stay the same."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _blank(text: str, spans: Sequence[Mention | Quote]) -> str:
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _named(hit: re.Match[str], cast: Sequence[Handle]) -> Mention:
    """The cast member an @word names; Korean particles may follow the handle without a space."""
    word = hit.group(1)
    fitting = [h for h in cast if word == h.name or (word.startswith(h.name) and _HANGUL.match(word[len(h.name) :]))]
    if not fitting:
        ascii_part = re.match(r"[a-z0-9_]+", word)
        raise NotInCast(handle="@" + (ascii_part.group(0) if ascii_part else word)[:30])
    person = max(fitting, key=lambda h: len(h.name))
    return Mention(person=person, start=hit.start(), end=hit.start() + 1 + len(person.name))
