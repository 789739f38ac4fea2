"""A spoken line."""

from __future__ import annotations

from dataclasses import dataclass

from walkon.domain.performance import MouthCue
from walkon.media.sound import Sound


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """`sound` is mono 24 kHz; `mouth` covers it from 0 to its end; `words` are (text, start, end), seconds."""

    sound: Sound
    mouth: tuple[MouthCue, ...]
    words: tuple[tuple[str, float, float], ...] = ()
