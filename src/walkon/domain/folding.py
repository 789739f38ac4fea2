"""One text in the forms in which words are looked for, however they were typed.

Rules
1. Folding takes away what the eye does not read: case, width, accents, marks piled on letters, invisible characters, and
   letters of other alphabets that look Latin.
2. What it takes away it takes away everywhere: a folded text folds to itself.
3. Other forms are added beside the folded one, never put in its place, so that a word which is plainly there is found:
   digits and signs read as letters, punctuation inside words left out, letters spelt apart put together, Hangul letters
   put together to syllables.
4. Nothing here raises: every string has a form.
"""

from __future__ import annotations

import re
import unicodedata

HANGUL = "가-힣"
_MARKS = frozenset({"Mn", "Me", "Mc", "Cf", "Cs", "Co", "Cn"})
_FILLERS = "\u115f\u1160\u3164\uffa0\u2800"
_LOOKALIKES = str.maketrans(
    "аеорсхуіјѕһкмтнԁԛԝгзьαοερικντυχγβωıøłđɑɡǀ",
    "aeopcxyijshkmthdqwr3baoepikvtuxybwioldagl",
)
_PICTURES = {
    "🍺": "beer", "🍻": "beer", "🍷": "wine", "🥂": "champagne", "🍸": "cocktail", "🥃": "whisky", "🍾": "champagne",
    "🚬": "cigarette", "👙": "bikini", "🩲": "swimsuit", "💋": "kiss", "💏": "kiss", "🔫": "gun", "🔪": "stabbing",
    "🔞": "porn", "🩸": "blood", "🧟": "zombie", "🗳": "election",
}  # fmt: skip
_SIGNS = str.maketrans("01345789@$!|+€£", "oieastbgasiitei")
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`](?=\w)")
_BREAK = re.compile(r"[.!?;…。]+(?=\s|$)|[\n\r\u2028\u2029]+")
_WITHIN = re.compile(r"(?<=[^\W_])(?:[^\w\s@$!|+€£]|_)+(?=[^\W_])")
_WITHIN_ALL = re.compile(r"(?<=[^\W_])(?:[^\w\s]|_)+(?=[^\W_])")
_BETWEEN_SYLLABLES = re.compile(rf"(?<=[{HANGUL}])[^{HANGUL}\s]+(?=[{HANGUL}])")
_LETTER = r"(?:[^\W_]|[@$])"
_APART = re.compile(rf"(?<![^\W_])(?<![@$]){_LETTER}(?:(?:[^\w@$]|_)+{_LETTER})+(?![^\W_]|[@$])")
_STRAY_FINAL = re.compile(r"([가-힣])([\u1100-\u1112\u111a\u1121])")
_FINALS = {chr(0x1100 + lead): final for lead, final in zip(
    (0, 1, 2, 3, 5, 6, 7, 9, 10, 11, 12, 14, 15, 16, 17, 18, 26, 33),  # as Unicode counts leading consonants
    (1, 2, 4, 7, 8, 16, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 15, 18),
    strict=True,
)}  # fmt: skip


def fold(text: str) -> str:
    """The text as the eye reads it: NFKC, lower case, Latin letters without marks, nothing invisible."""
    if text.isascii():
        return _APOSTROPHE.sub("", "".join(filter(_is_read, text.lower())))
    for picture, word in _PICTURES.items():
        text = text.replace(picture, f" {word} ")
    text = "".join(map(_letter, text))
    before = None
    while text != before:
        before = text
        text = unicodedata.normalize("NFKD", text).casefold().translate(_LOOKALIKES)
        text = "".join(filter(_is_read, text))
        text = _APOSTROPHE.sub("", unicodedata.normalize("NFC", text))
    return text


def _is_read(char: str) -> bool:
    """Whether the eye sees a character, or the space it leaves."""
    category = unicodedata.category(char)
    return category not in _MARKS and char not in _FILLERS and (category != "Cc" or char.isspace())


def _letter(char: str) -> str:
    """Letters in black squares and circles, and letters of flags, as plain letters."""
    code = ord(char)
    if 0x1F1E6 <= code <= 0x1F1FF:
        return chr(code - 0x1F1E6 + ord("a"))
    if 0x1F150 <= code <= 0x1F189:
        return chr((code - 0x1F150) % 32 + ord("a")) if (code - 0x1F150) % 32 < 26 else char
    return char


def sentences(folded: str) -> tuple[str, ...]:
    """The text cut where a sentence ends; negations and harmless phrases never reach across."""
    return tuple(part for part in _BREAK.split(folded) if part.strip())


def without_signs(folded: str) -> tuple[str, ...]:
    """Forms of the text in which punctuation inside words is left out, if it has any."""
    forms = {_WITHIN.sub("", folded), _WITHIN_ALL.sub("", folded), _BETWEEN_SYLLABLES.sub("", folded)} - {folded}
    return tuple(sorted(forms))


def runs(folded: str) -> tuple[str, ...]:
    """What is spelt letter by letter, put together: ``s w i m`` and ``s.w.i.m`` are ``swim``."""
    return tuple(map(_together, _APART.findall(folded)))


def runs_across(folded: str) -> tuple[str, ...]:
    """Those of the runs that go on over the end of a sentence."""
    return tuple(_together(run) for run in _APART.findall(folded) if _BREAK.search(run))


def put_together(folded: str) -> str:
    """The text with everything that is spelt letter by letter put together."""
    return _APART.sub(lambda hit: _together(hit.group()), folded)


def _together(run: str) -> str:
    return unicodedata.normalize("NFC", re.sub(r"[^\w@$]|_", "", run))


def syllables(folded: str) -> str:
    """The text with Hangul letters that stand alone joined to the syllable before them where they can end it."""
    return _STRAY_FINAL.sub(_with_final, folded)


def _with_final(hit: re.Match[str]) -> str:
    syllable, letter = hit.groups()
    open_syllable = (ord(syllable) - 0xAC00) % 28 == 0
    return chr(ord(syllable) + _FINALS[letter]) if open_syllable and letter in _FINALS else hit.group()


def read_signs(token: str) -> str:
    """Digits and signs as the letters they stand for."""
    return token.translate(_SIGNS)


def loose(word: str) -> str:
    """A word with i and l made one, because the digit 1 may stand for either."""
    return word.replace("l", "i")


def short(word: str) -> str:
    """A word with every letter that is written several times in a row written once."""
    return re.sub(r"(.)\1+", r"\1", word)
