"""Voices for tests: a person read by a moved synthetic speaker, their model, and a fake provider."""

from __future__ import annotations

from functools import cache

import numpy as np

from walkon.domain.capture import Language
from walkon.domain.performance import MouthCue, Viseme
from walkon.media.resample import resampled
from walkon.media.sound import Sound
from walkon.perception.speech_activity import speech_spans
from walkon.ports.making import BuiltVoice
from walkon.ports.world import silent
from walkon.rehearsal.cast import cast
from walkon.rehearsal.voices import speak
from walkon.voice.errors import NothingToSay
from walkon.voice.espeak import RATE, Espeak
from walkon.voice.learning import Recording, build_voice
from walkon.voice.provider import Capabilities
from walkon.voice.speech import Speech

TEXT = (
    "My father saw three cheap boats moving fast.",
    "Vera chose five thick books about good ships.",
    "On Sunday morning the whole village danced around the old oak tree.",
)


@cache
def read_by(name: str) -> Sound:
    """A performer reading `TEXT`, 16 kHz mono."""
    with Espeak() as espeak:
        lines = [speak(espeak, text, Language.ENGLISH, cast()[name].voice).sound.samples for text in TEXT]
    return resampled(Sound(samples=np.concatenate(lines), rate=RATE), 16_000)


@cache
def built(name: str = "cedar") -> BuiltVoice:
    """What is learned from a performer's reading."""
    sound = read_by(name)
    with Espeak() as espeak:
        voice = build_voice(Recording(sound=sound, speech=speech_spans(sound)), espeak, silent)
    if voice is None:
        raise AssertionError("there is speech enough")
    return voice


def model_bytes() -> bytes:
    return built().data


class ToneVoice:
    """A fake provider: a tone as long as the text, higher for people with a voice of their own."""

    capabilities = Capabilities(languages=frozenset(Language), imitates=True, local=True)

    def __init__(self, espeak: Espeak | None = None) -> None:
        self._espeak = espeak  # not needed; the others are made with one

    def speak(self, text: str, language: Language, voice: bytes | None) -> Speech:
        if not text.strip():
            raise NothingToSay
        seconds = 0.3 + 0.05 * len(text)
        time = np.arange(round(seconds * RATE)) / RATE
        tone = 0.1 * np.sin(2 * np.pi * (220 if voice is None else 330) * time)
        sound = Sound(samples=tone.astype(np.float32), rate=RATE)
        return Speech(sound=sound, mouth=(MouthCue(viseme=Viseme.AA, start=0.0, end=sound.seconds),))
