"""Synthetic speakers who read words aloud, always the same way, so that what was heard can be compared with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from walkon.domain.capture import Language
from walkon.media.sound import Sound
from walkon.voice.espeak import Espeak, EspeakVoice

VARIANTS = ("", "f2")  # one lower and one higher voice


def readers(espeak: Espeak) -> tuple[Callable[[Sequence[str], Language], Sound], ...]:
    """Each says words in one breath, mono; what was said once is remembered as long as the reader is.

    They raise what `Espeak.speak` raises.
    """
    return tuple(_reader(espeak, variant) for variant in VARIANTS)


def _reader(espeak: Espeak, variant: str) -> Callable[[Sequence[str], Language], Sound]:
    voice = EspeakVoice(variant=variant)

    @cache
    def say(text: str, language: Language) -> Sound:
        return espeak.speak(text, language, voice).sound

    return lambda words, language: say(" ".join(words), language)
