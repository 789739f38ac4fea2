"""A line as it was typed, made ready to be spoken."""

from __future__ import annotations

import re
import unicodedata

from walkon.voice.errors import LineTooLong, NoSpokenWords, NothingToSay

LIMIT = 300  # characters; the planner allows as many

# Letters of the two alphabets that the voices know, digits, and signs that are read or that shape the melody.
_SPOKEN = re.compile(r"[A-Za-z\u00C0-\u024F가-힣ㄱ-ㅎ0-9]")
_KEPT = re.compile(r"[A-Za-z\u00C0-\u024F\u0300-\u036F가-힣ㄱ-ㅎ0-9\s.,!?;:'’\"“”()…%&+=/$€£₩°~–—-]")

_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}  # full-width ASCII, as Korean keyboards may give


def speakable(text: str) -> str:
    """`text` without what has no sound: other scripts, emoji, @ before a name; blanks collapsed, NFC.

    Raises `NothingToSay`, `NoSpokenWords` and `LineTooLong`.
    """
    plain = " ".join(unicodedata.normalize("NFC", text).translate(_NARROW).split())
    if not plain:
        raise NothingToSay
    if len(plain) > LIMIT:
        raise LineTooLong(length=len(plain), limit=LIMIT)
    plain = " ".join("".join(c if _KEPT.fullmatch(c) else " " for c in plain).split())
    if not _SPOKEN.search(plain):
        raise NoSpokenWords
    return plain


def places(text: str) -> tuple[tuple[int, int], ...]:
    """Where the words of `text` begin and end, characters; words are parted by blanks and hold letters or digits."""
    return tuple((m.start(), m.end()) for m in re.finditer(r"\S+", text) if _SPOKEN.search(m.group()))
