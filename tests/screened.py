"""Prompts with what screening should find in them, a plan to screen them with, and ways to hide a word."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from walkon.domain.bars import NEAREST, Bar
from walkon.domain.capture import Language
from walkon.domain.grants import Kind
from walkon.domain.ids import CostumeId, Handle, SettingId
from walkon.domain.plan import Action, Framing, Hour, Line, Look, Mood, Move, Plan, Reading, Role, Shot, Weather
from walkon.domain.screening import Screened, screen

FOLDER = Path(__file__).parent / "screening"
MINA, JUN = Handle("mina"), Handle("jun")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One prompt, who plays, and what is to be found."""

    prompt: str
    cast_size: int
    with_minor: bool
    kinds: frozenset[Kind]
    bars: frozenset[Bar]

    def screened(self) -> Screened:
        return screen(self.prompt, a_plan(self.cast_size), self.cast_size, self.with_minor)


def cases(name: str) -> Iterator[Case]:
    """The cases of a file of `FOLDER`, whose first lines say how it is read; bars bring their nearest kinds along."""
    for row in (FOLDER / name).read_text("utf-8").splitlines():
        if row.startswith("#"):
            continue
        about, barred, prompt = (cell.strip() for cell in row.split("|"))
        words = [word.strip() for word in about.split(",") if word.strip()]
        bars = frozenset(Bar(word.strip()) for word in barred.split(",") if word.strip())
        kinds = frozenset(Kind(word) for word in words if word != "minor")
        yield Case(
            prompt=prompt,
            cast_size=2 if "@jun" in prompt else 1,
            with_minor="minor" in words,
            kinds=kinds.union(*(NEAREST[bar] for bar in bars)),
            bars=bars,
        )


def a_plan(cast_size: int = 1, lines: Sequence[str] = (), costume: str = "astronaut", prop: str = "fedora") -> Plan:
    """A plan that is about nothing, for one or two people."""
    people = (MINA, JUN)[:cast_size]
    said = tuple(Line(person=MINA, text=text, language=Language.ENGLISH) for text in lines)
    shot = Shot(seconds=6.0, framing=Framing.MEDIUM, move=Move.STILL, people=people, lines=said)
    return Plan(
        language=Language.ENGLISH,
        setting=SettingId("giant_wave"),
        hour=Hour.DAY,
        weather=Weather.CLEAR,
        action=Action.STAND,
        roles=tuple(Role(person=person, costume=CostumeId(costume), props=(prop,)) for person in people),
        shots=(shot,),
        look=Look.NATURAL,
        mood=Mood.NONE,
        width=640,
        height=360,
        seed=0,
        reading=Reading(understood=(), assumed=(), unplaced=()),
    )


def _between(*signs: str) -> Callable[[str, Random], str]:
    return lambda word, chance: "".join(c + (chance.choice(signs) if c != " " else "") for c in word).strip(" .-_*")


def _apart(sign: str) -> Callable[[str, Random], str]:
    return lambda word, _: sign.join(c for c in word if c != " ")


_DIGITS = {"o": "0", "i": "1!", "l": "1", "e": "3", "a": "4@", "s": "5$", "t": "7", "b": "8", "g": "9"}
_ALIKE = {"a": "аα", "e": "е", "o": "оο", "p": "рρ", "c": "с", "x": "х", "y": "у", "i": "іι", "s": "ѕ", "k": "кκ"}
_SQUARED = {chr(ord("a") + i): chr(0x1F130 + i) + chr(0x1F170 + i) for i in range(26)}


def _instead(table: dict[str, str]) -> Callable[[str, Random], str]:
    """Letters replaced, all but the first and the last of each word, which tell how the digits are meant."""

    def hide(word: str, chance: Random) -> str:
        inner = [len(part) > 2 and 0 < i < len(part) - 1 for part in word.split(" ") for i in range(len(part) + 1)]
        return "".join(chance.choice(table.get(c, c)) if ok else c for c, ok in zip(word, inner, strict=False))

    return hide


def _drawn_out(word: str, chance: Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + word[at] * 4 + word[at:] if word[at] != " " else word


def _letters(word: str, _: Random) -> str:
    """Hangul syllables as the letters on the keys."""
    return "".join(_keys(c) if "가" <= c <= "힣" else c for c in word)


def _keys(syllable: str) -> str:
    leads, finals = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
    lead, rest = divmod(ord(syllable) - 0xAC00, 588)
    vowel, final = divmod(rest, 28)
    return leads[lead] + chr(0x314F + vowel) + (finals[final - 1] if final else "")


TRICKS: dict[str, Callable[[str, Random], str]] = {
    "invisible": _between("\u200b", "\u200d", "\u2060", "\u00ad", "\ufeff", "\ufe0f", "\u3164", "\x00"),
    "piled": _between("\u0301", "\u0336", "\u0489", "\u20dd"),
    "loud": lambda word, _: word.upper(),
    "wide": lambda word, _: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in word),
    "spaces": _apart(" "),
    "dots": _apart("."),
    "dashes": _apart("-"),
    "stars": _apart("*"),
    "lines": _apart("_"),
    "decomposed": lambda word, _: unicodedata.normalize("NFD", word),
}
LATIN_TRICKS = {
    "digits": _instead(_DIGITS),
    "alike": _instead(_ALIKE),
    "squared": _instead(_SQUARED),
    "drawn out": _drawn_out,
}
HANGUL_TRICKS: dict[str, Callable[[str, Random], str]] = {
    "letters": _letters,
    "letters apart": lambda word, chance: " ".join(_letters(word.replace(" ", ""), chance)),
}
