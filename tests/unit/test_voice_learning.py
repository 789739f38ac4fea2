"""Voices are learned, kept and come closer to the person; nothing is called close that is not."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voices import TEXT, built, model_bytes, read_by
from walkon.domain.capture import Language, Say, draw_challenge
from walkon.media.sound import Sound
from walkon.perception.voice_print import voice_print, voice_similarity
from walkon.ports.world import silent
from walkon.voice.errors import VoiceDamaged
from walkon.voice.espeak import Espeak
from walkon.voice.learning import HELD_OUT, Recording, build_voice, melody, recording, split
from walkon.voice.model import VoiceModel
from walkon.voice.speaking import spoken_by
from walkon.voice.world import analysed, pitch_limits

LINE = "We walked along the harbour until the lamps went out."


def test_the_model_survives_its_container() -> None:
    again = VoiceModel.from_bytes(model_bytes())
    assert again.to_bytes() == model_bytes()
    assert len(model_bytes()) < 100_000


@settings(max_examples=40, deadline=None)
@given(at=st.integers(0, 10**6), value=st.integers(1, 255), cut=st.booleans())
def test_damage_is_said_or_harmless(at: int, value: int, cut: bool) -> None:
    data = bytearray(model_bytes())
    at %= len(data)
    if cut:
        del data[at:]
    else:
        data[at] ^= value
    try:
        VoiceModel.from_bytes(bytes(data))
    except VoiceDamaged:
        return
    assert not cut


@pytest.mark.parametrize("name", ["cedar", "elm"])
def test_a_converted_line_comes_closer_than_the_synthetic_one(name: str) -> None:
    model = VoiceModel.from_bytes(built(name).data)
    own = voice_print(read_by(name))
    with Espeak() as espeak:
        plain = espeak.speak(LINE, Language.ENGLISH, model.speaker)
        moved = spoken_by(model, espeak, LINE, Language.ENGLISH)
    assert voice_similarity(voice_print(moved.sound), own) > voice_similarity(voice_print(plain.sound), own) + 0.03
    assert (moved.mouth, moved.words) == (plain.mouth, plain.words)
    centre = {
        key: np.exp(melody(analysed(s.samples, s.rate, pitch_limits(s.samples, s.rate))).mean)
        for key, s in (("own", read_by(name)), ("moved", moved.sound))
    }
    assert centre["moved"] == pytest.approx(centre["own"], rel=0.12)


def test_similarity_is_measured_on_speech_that_was_not_learned() -> None:
    made = built("cedar")
    assert made.similarity is not None
    assert 0.4 < made.similarity < 0.97
    spans = ((0.0, 2.0), (3.0, 6.0), (7.0, 8.0))
    learn, held = split(Recording(sound=read_by("cedar"), speech=spans))
    assert learn[-1][1] <= held[0][0]
    assert sum(b - a for a, b in held) == pytest.approx(HELD_OUT * 6, abs=0.1)


def test_too_little_speech_makes_no_voice() -> None:
    sound = read_by("cedar")
    with Espeak() as espeak:
        assert build_voice(Recording(sound=sound, speech=((0.0, 2.0),)), espeak, silent) is None


def test_known_words_are_found_where_they_were_said() -> None:
    challenge = draw_challenge(random.Random(3), Language.ENGLISH, datetime(2026, 3, 1, tzinfo=UTC))
    says = [s for s in challenge.steps if isinstance(s, Say)]
    speech = [(s.at + 0.3, s.at + s.seconds - 0.1) for s in says]
    sound = Sound(samples=np.zeros(20 * 16_000, np.float32), rate=16_000)
    found = recording(sound, speech, challenge)
    assert [text for _, text in found.known] == [" ".join(s.words) for s in says]
    assert [span for span, _ in found.known] == speech


def test_known_words_are_learned_from() -> None:
    sound = read_by("cedar")
    spans = ((0.0, sound.seconds),)
    known = ((0.1, sound.seconds / 3), TEXT[0])
    with Espeak() as espeak:
        with_words = build_voice(Recording(sound=sound, speech=spans, known=(known,)), espeak, silent)
        without = build_voice(Recording(sound=sound, speech=spans), espeak, silent)
    assert with_words is not None
    assert without is not None
    assert with_words.data != without.data


@pytest.mark.shared_data
def test_real_voices_come_closer(shared_data: Path) -> None:
    folder = shared_data / "voices"
    gains = []
    for name in ("2033", "3080"):
        with av.open(folder / f"{name}_enrol.wav") as box:
            samples = np.concatenate([f.to_ndarray() for f in box.decode(audio=0)], axis=1)[0]
            rate = box.streams.audio[0].rate
        sound = Sound(samples=samples[: 12 * rate].astype(np.float32) / 32768, rate=rate)
        with Espeak() as espeak:
            made = build_voice(Recording(sound=sound, speech=((0.2, 11.8),)), espeak, silent)
            assert made is not None
            model = VoiceModel.from_bytes(made.data)
            moved = spoken_by(model, espeak, LINE, Language.ENGLISH).sound
            plain = espeak.speak(LINE, Language.ENGLISH, model.speaker).sound
        own = voice_print(sound)
        gains.append(voice_similarity(voice_print(moved), own) - voice_similarity(voice_print(plain), own))
        assert made.similarity is not None
    assert min(gains) > 0.0, gains
    assert np.mean(gains) > 0.05, gains
