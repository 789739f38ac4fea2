"""A reading takes the mouth and the word times of the same words in another voice."""

from __future__ import annotations

import numpy as np
import pytest

from walkon.domain.capture import Language
from walkon.domain.performance import Viseme
from walkon.media.sound import Sound
from walkon.rehearsal.cast import cast
from walkon.rehearsal.voices import speak
from walkon.voice.espeak import RATE, Espeak
from walkon.voice.own_words import PAUSE, in_step
from walkon.voice.provider import StockVoice
from walkon.voice.speech import Speech

TEXTS = {
    Language.ENGLISH: "We walked along the harbour until the lamps went out.",
    Language.KOREAN: "오늘은 화성에서 처음으로 노래를 불러 볼게요.",
}


def guide(language: Language) -> Speech:
    return StockVoice().speak(TEXTS[language], language, None)


def shape(speech: Speech, at: float) -> Viseme | None:
    return next((cue.viseme for cue in speech.mouth if cue.start <= at < cue.end), None)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("performer", ["birch", "cedar"])
def test_words_and_mouth_are_where_the_reader_has_them(performer: str, language: Language) -> None:
    with Espeak() as espeak:
        told = speak(espeak, TEXTS[language], language, cast()[performer].voice, 0.9)
    read = in_step(guide(language), told.sound)
    late = [abs(found[1] - true[1]) for found, true in zip(read.words, told.words, strict=True)]
    assert float(np.mean(late)) < 0.06
    moments = np.arange(0.05, told.sound.seconds, 0.02)
    assert np.mean([shape(read, float(at)) is shape(told, float(at)) for at in moments]) > 0.6


def test_cues_cover_the_reading_without_gaps() -> None:
    with Espeak() as espeak:
        told = speak(espeak, TEXTS[Language.ENGLISH], Language.ENGLISH, cast()["elm"].voice)
    read = in_step(guide(Language.ENGLISH), told.sound)
    assert read.mouth[0].start == 0
    assert read.mouth[-1].end == told.sound.seconds
    for one, other in zip(read.mouth, read.mouth[1:], strict=False):
        assert one.end == other.start
        assert one.viseme is not other.viseme


def test_the_mouth_rests_where_the_reader_pauses() -> None:
    with Espeak() as espeak:
        told = speak(espeak, TEXTS[Language.ENGLISH], Language.ENGLISH, cast()["birch"].voice)
    cut = round(told.words[4][1] * RATE)
    pause = np.random.default_rng(1).normal(0, 1e-5, round(0.8 * RATE)).astype(np.float32)
    with_pause = np.concatenate([told.sound.samples[:cut], pause, told.sound.samples[cut:]])
    read = in_step(guide(Language.ENGLISH), Sound(samples=with_pause, rate=RATE))
    middle = cut / RATE + 0.4
    assert shape(read, middle) is Viseme.SIL
    assert sum(cue.end - cue.start for cue in read.mouth if cue.viseme is Viseme.SIL) > 0.8 - PAUSE
    assert read.words[5][1] > middle
