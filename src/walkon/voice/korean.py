"""Korean as it is heard: assimilation between syllables, which espeak-ng's Korean voice leaves out.

The rules are data (`korean.toml`). They act inside a word and change no count: one syllable in, one syllable out, so
places in the heard text are places in the written one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

FIRST, VOWELS, CODAS = 0xAC00, 21, 28  # Unicode 3.12, "Hangul syllable composition"
SILENT = "ㅇ"
_RUN = re.compile("[가-힣]+")


@dataclass(slots=True)
class _Syllable:
    """Written parts as compatibility jamo; `stem` is the syllable as it was written."""

    stem: str
    onset: str
    vowel: str
    coda: str


def as_heard(text: str) -> str:
    """`text` with every Hangul word respelt as it sounds; the same number of characters, other characters unchanged."""
    return _RUN.sub(lambda run: _word(run.group()), _loose(text))


def _loose(text: str) -> str:
    loose: Mapping[str, str] = _rules()["loose"]
    return "".join(loose.get(letter, letter) for letter in text)


def _word(word: str) -> str:
    rules = _rules()
    for written, heard in rules["words"].items():
        word = word.replace(written, heard)
    syllables = [_taken_apart(s, rules) for s in word]
    for i, syllable in enumerate(syllables):
        if i + 1 < len(syllables):
            _meet(syllable, syllables[i + 1], rules)
        else:
            syllable.coda = rules["stems"].get(syllable.stem, rules["closed"].get(syllable.coda, syllable.coda))
    for syllable in syllables:
        for rule in rules["vowel"]:
            if syllable.vowel == rule["from"] and syllable.onset in rule["onsets"]:
                syllable.vowel = rule["to"]
    return "".join(_put_together(s, rules) for s in syllables)


def _meet(left: _Syllable, right: _Syllable, rules: Mapping[str, Any]) -> None:
    """What becomes of the end of one syllable and the beginning of the next."""
    coda, onset = left.coda, right.onset
    if coda in ("", SILENT) and onset != "ㄹ":
        return
    if onset == SILENT:
        table = rules["palatal"] if right.vowel in rules["palatal"]["vowels"] and coda in rules["palatal"] else None
        left.coda, right.onset = (table or rules["liaison"])[coda]
    elif onset == "ㅎ" and coda == "ㄷ" and right.vowel in rules["palatal"]["vowels"]:
        left.coda, right.onset = "", "ㅊ"
    elif onset == "ㅎ" and coda in rules["before_h"]:
        left.coda, right.onset = rules["before_h"][coda]
    elif coda in rules["after_h"] and onset in rules["after_h_onset"]:
        left.coda, right.onset = rules["after_h"][coda], rules["after_h_onset"][onset]
    else:
        _close(left, right, rules)


def _close(left: _Syllable, right: _Syllable, rules: Mapping[str, Any]) -> None:
    written = left.coda
    clear = rules["clear_l"]
    if written == clear["coda"] and right.onset == clear["before"] and left.stem not in clear["nouns"]:
        left.coda = clear["heard"]
    else:
        left.coda = rules["stems"].get(left.stem, rules["closed"].get(written, written))
    if written in rules["tensing"]["codas"]:
        right.onset = rules["tense"].get(right.onset, right.onset)
    together = rules["alike"].get(left.coda + right.onset)
    if together:
        left.coda, right.onset = together


def _taken_apart(syllable: str, rules: Mapping[str, Any]) -> _Syllable:
    code = ord(syllable) - FIRST
    letters = rules["letters"]
    return _Syllable(
        stem=syllable,
        onset=letters["onset"][code // (VOWELS * CODAS)],
        vowel=letters["vowel"][code // CODAS % VOWELS],
        coda=letters["coda"][code % CODAS],
    )


def _put_together(syllable: _Syllable, rules: Mapping[str, Any]) -> str:
    letters = rules["letters"]
    onset = letters["onset"].index(syllable.onset)
    vowel = letters["vowel"].index(syllable.vowel)
    return chr(FIRST + (onset * VOWELS + vowel) * CODAS + letters["coda"].index(syllable.coda))


@cache
def _rules() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("korean.toml").read_text("utf-8"))
