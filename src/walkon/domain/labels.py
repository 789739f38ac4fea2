"""Names that people give to their devices, passkeys and tokens: seen by their owner only, and harmless to show."""

from __future__ import annotations

import unicodedata

LONGEST = 60  # characters


def label(text: str, fallback: str) -> str:
    """`text` on one line without control or direction characters, at most `LONGEST` long; `fallback` if that is empty."""
    spaced = " ".join(text[: 10 * LONGEST].split())
    plain = "".join(c for c in spaced if not unicodedata.category(c).startswith("C"))
    return unicodedata.normalize("NFC", plain)[:LONGEST].strip() or fallback
