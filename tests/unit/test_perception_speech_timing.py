"""Speech that answers the words as they are shown, and speech that does not; one voice or two."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import combinations
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.voices import read_by
from walkon.domain.capture import Challenge, Language, Say, draw_challenge
from walkon.domain.evidence import SpeechSeen
from walkon.domain.speaking import spoken_steps, word_times
from walkon.media.sound import Sound
from walkon.perception.speech_activity import RATE, Spans, speech_spans, spoken
from walkon.perception.speech_timing import speech_seen
from walkon.perception.voice_sections import clipped, voice_sections

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def drawn(seed: int, language: Language = Language.ENGLISH) -> Challenge:
    return draw_challenge(random.Random(seed), language, NOW)


challenges = st.builds(drawn, st.integers(0, 10_000), st.sampled_from(Language))


def answered(challenge: Challenge, delay: float) -> Spans:
    """Every word spoken for 0.3 s or as long as it is shown, `delay` seconds after it was shown."""
    words = [span for step in spoken_steps(challenge) for span in word_times(step)]
    return tuple((start + delay, min(end, start + 0.3) + delay) for start, end in words)


def measured(found: SpeechSeen | None) -> SpeechSeen:
    assert found is not None
    return found


def genuine(found: SpeechSeen) -> bool:
    return found.in_time >= 0.85 and found.outside <= 0.1 and 0.2 <= found.reaction <= 1.5


@settings(deadline=None)
@given(challenges, st.floats(0.25, 1.4))
def test_words_said_as_they_appear_are_in_time(challenge: Challenge, delay: float) -> None:
    found = measured(speech_seen(challenge, answered(challenge, delay)))
    assert found.in_time >= 0.85
    assert found.outside < 0.05
    assert found.reaction <= delay + 1e-6
    assert found.confidence == 1.0


@settings(deadline=None)
@given(challenges, st.floats(0.25, 0.6))
def test_the_reaction_is_that_to_the_first_word(challenge: Challenge, delay: float) -> None:
    first, second = spoken_steps(challenge)[:2]
    assume(second.at - first.at - first.seconds > delay + 0.4)
    assert measured(speech_seen(challenge, answered(challenge, delay))).reaction == pytest.approx(delay, abs=1e-6)


@pytest.mark.parametrize("shift", [-3.0, -2.5, 2.5, 3.0])
def test_speech_that_knew_other_moments_seldom_fits(shift: float) -> None:
    """Steps that follow each other closely can hide a shift; the lips and the order of turns are asked as well."""
    many = [drawn(seed, language) for seed in range(60) for language in Language]
    fits = [genuine(measured(speech_seen(c, answered(c, 0.4 + shift)))) for c in many]
    assert np.mean(fits) < 0.15


@settings(deadline=None)
@given(challenges)
def test_silence_and_endless_talk_are_no_answers(challenge: Challenge) -> None:
    silence = measured(speech_seen(challenge, ()))
    assert (silence.in_time, silence.outside) == (0.0, 0.0) and math.isnan(silence.reaction)
    talk = measured(speech_seen(challenge, ((0.0, challenge.seconds),)))
    assert talk.outside == pytest.approx(1.0) and not genuine(talk)


def test_a_forgotten_word_counts_for_itself() -> None:
    challenge = drawn(3)
    spans = answered(challenge, 0.5)
    singles = min(spoken_steps(challenge), key=lambda step: len(step.words))
    gone = word_times(singles)[-1][0] + 0.5
    left = tuple(span for span in spans if not gone - 0.6 < span[0] < gone + 0.7)
    assert 0.7 <= measured(speech_seen(challenge, left)).in_time < 1.0


def test_a_challenge_without_words_asks_for_no_speech() -> None:
    whole = drawn(3)
    wordless = replace(whole, steps=tuple(step for step in whole.steps if not isinstance(step, Say)))
    assert speech_seen(wordless, ((1.0, 2.0),)) is None
    assert voice_sections(Sound(samples=np.zeros(RATE, np.float32), rate=RATE), wordless, ((0.0, 1.0),)) is None


def test_clipping_keeps_what_lies_between() -> None:
    spans = ((0.0, 1.0), (2.0, 3.0), (4.0, 9.0))
    assert clipped(spans, 0.5, 5.0) == ((0.5, 1.0), (2.0, 3.0), (4.0, 5.0))
    assert clipped(spans, 1.0, 2.0) == ()


def voices_of(steps: Sequence[Say], first: str, second: str) -> list[str]:
    return [first] * (len(steps) - 1) + [second]


@cache
def voiced(first: str, second: str) -> tuple[Sound, Challenge, Spans]:
    """A take in which one performer reads, but for the last spoken step, which the other one reads."""
    challenge = drawn(5)
    steps = spoken_steps(challenge)
    samples = np.zeros(round(challenge.seconds * RATE), np.float32)
    spans = []
    for step, name in zip(steps, voices_of(steps, first, second), strict=True):
        reading = read_by(name)
        part = spoken(reading.samples, speech_spans(reading))[-round((step.seconds - 0.3) * RATE) :]
        start = round((step.at + 0.3) * RATE)
        samples[start : start + len(part)] = part
        spans.append((start / RATE, (start + len(part)) / RATE))
    return Sound(samples=samples, rate=RATE), challenge, tuple(spans)


def test_a_second_voice_in_one_part_is_noticed() -> None:
    same, other = (voice_sections(*voiced("cedar", name)) for name in ("cedar", "hazel"))
    assert same is not None and other is not None
    assert same.similarity > 0.7 > other.similarity
    assert same.confidence > 0.8


def test_too_little_speech_is_not_compared() -> None:
    sound, challenge, spans = voiced("cedar", "cedar")
    assert voice_sections(sound, challenge, spans[:1]) is None
    assert voice_sections(sound, challenge, tuple((a, a + 0.5) for a, _ in spans)) is None
    assert voice_sections(sound, challenge, ()) is None
    assert voice_sections(Sound(samples=np.zeros(0, np.float32), rate=RATE), challenge, spans) is None


@pytest.mark.shared_data
def test_real_voices_are_told_apart_by_the_parts_of_a_take(shared_data: Path) -> None:
    challenge = drawn(5)
    steps = spoken_steps(challenge)
    voices = {name: _speech_of(shared_data / "voices" / f"{name}_enrol.wav") for name in ("1998", "2609", "2033")}

    def similarity(first: str, second: str, at: int) -> float:
        samples = np.zeros(round(challenge.seconds * RATE), np.float32)
        spans = []
        for index, (step, name) in enumerate(zip(steps, voices_of(steps, first, second), strict=True)):
            part = voices[name][(at + 10 * index) * RATE :][: round((step.seconds - 0.3) * RATE)]
            start = round((step.at + 0.3) * RATE)
            samples[start : start + len(part)] = part
            spans.append((start / RATE, (start + len(part)) / RATE))
        found = voice_sections(Sound(samples=samples, rate=RATE), challenge, tuple(spans))
        assert found is not None
        return found.similarity

    same = [similarity(name, name, at) for name in voices for at in (0, 5, 10)]
    other = [similarity(a, b, at) for a, b in combinations(voices, 2) for at in (0, 5, 10)]
    assert np.median(same) > 0.7 and np.median(other) < 0.6
    assert min(same) > max(other) - 0.1


def _speech_of(path: Path) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    with av.open(path) as box:
        samples = np.concatenate([frame.to_ndarray() for frame in box.decode(audio=0)], axis=1)[0]
    sound = Sound(samples=samples.astype(np.float32) / 32768, rate=RATE)
    return spoken(sound.samples, speech_spans(sound))
