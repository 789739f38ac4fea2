"""Every voice provider keeps the same promises; the fake that other tests use is held to them too."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from tests.voices import ToneVoice, model_bytes
from walkon.domain.capture import Language
from walkon.voice.errors import NothingToSay, UnknownProvider, VoiceDamaged
from walkon.voice.espeak import RATE, Espeak
from walkon.voice.provider import ConvertedVoice, StockVoice, VoiceProvider, provider

LINES = {Language.ENGLISH: "Hold on, here it comes!", Language.KOREAN: "꽉 잡아, 온다!"}


@pytest.fixture(params=[StockVoice, ConvertedVoice, ToneVoice], scope="module")
def voices(request: pytest.FixtureRequest) -> Iterator[VoiceProvider]:
    with Espeak() as espeak:
        yield request.param(espeak)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("own", [False, True])
def test_lines_become_speech_with_mouth_shapes(voices: VoiceProvider, language: Language, own: bool) -> None:
    assert language in voices.capabilities.languages
    voice = model_bytes() if own else None
    speech = voices.speak(LINES[language], language, voice)
    sound = speech.sound
    assert (sound.rate, sound.samples.dtype.name, sound.samples.ndim) == (RATE, "float32", 1)
    assert 0.4 < sound.seconds < 6
    assert 0.005 < np.sqrt(np.mean(sound.samples**2)) < 0.5
    assert np.abs(sound.samples).max() <= 1
    assert speech.mouth[0].start == 0
    assert speech.mouth[-1].end == pytest.approx(sound.seconds, abs=0.01)
    assert all(a.end <= b.start + 1e-9 for a, b in zip(speech.mouth, speech.mouth[1:], strict=False))
    again = voices.speak(LINES[language], language, voice)
    assert np.array_equal(again.sound.samples, sound.samples)
    assert again.mouth == speech.mouth


def test_an_empty_line_is_refused(voices: VoiceProvider) -> None:
    with pytest.raises(NothingToSay):
        voices.speak("  ", Language.ENGLISH, None)


def test_an_imitating_voice_hears_whose_it_is(voices: VoiceProvider) -> None:
    plain = voices.speak("Seven small boats", Language.ENGLISH, None).sound.samples
    own = voices.speak("Seven small boats", Language.ENGLISH, model_bytes()).sound.samples
    assert np.array_equal(plain, own) is not voices.capabilities.imitates


def test_a_damaged_voice_is_said() -> None:
    with pytest.raises(VoiceDamaged):
        ConvertedVoice().speak("Hello", Language.ENGLISH, b"not a voice")


def test_providers_are_known_by_name() -> None:
    assert provider("espeak").capabilities.imitates is False
    assert provider("converted").capabilities.local
    with pytest.raises(UnknownProvider):
        provider("nobody")
