"""Codes that people write down and type: recovery codes and invites.

Crockford's base 32 (https://www.crockford.com/base32.html): digits and capitals without I, L, O and U. Twenty characters in
groups of five hold 100 bits. However a code is typed, with other hyphens, in small or full-width letters, with the letter
O for a zero, it reads the same.
"""

from __future__ import annotations

import re
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP, GROUPS = 5, 4
CODE_BYTES = 13  # 104 random bits, of which 100 are used
LONGEST = 100  # characters that are looked at; a code with its hyphens has 23

_BETWEEN = re.compile(r"[\s_\-\u2010-\u2015\u2212]+")
_LOOK_ALIKES = str.maketrans("OIL", "011")
_CODE = re.compile(f"[{ALPHABET}]{{{GROUP * GROUPS}}}")


def draw_code(chance: bytes) -> str:
    """A code as it is shown, from `CODE_BYTES` random bytes. Another number of bytes is a `ValueError`."""
    if len(chance) != CODE_BYTES:
        raise ValueError("a code is drawn from 13 random bytes")
    length = GROUP * GROUPS
    number = int.from_bytes(chance, "big") >> (8 * CODE_BYTES - 5 * length)
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))
    return "-".join(letters[start : start + GROUP] for start in range(0, length, GROUP))


def normal_form(typed: str) -> str | None:
    """The twenty characters that were meant; None where it cannot be a code."""
    if len(typed) > LONGEST:
        return None
    letters = _BETWEEN.sub("", unicodedata.normalize("NFKC", typed)).upper().translate(_LOOK_ALIKES)
    return letters if _CODE.fullmatch(letters) else None
