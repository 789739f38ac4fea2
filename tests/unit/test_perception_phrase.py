"""Which words were said, told by comparison with synthetic speakers."""

from __future__ import annotations

import random
import wave
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import resample_poly

from walkon.domain.capture import Language, speakable
from walkon.domain.evidence import PhraseSeen
from walkon.domain.speaking import DECOYS, decoys
from walkon.media.sound import Sound
from walkon.perception.phrase import ByComparison, Speaker, phrase_seen
from walkon.perception.speech_activity import RATE, Samples, at_16k, speech_spans
from walkon.perception.speech_features import HOP, ORDER, speech_features
from walkon.perception.warping import warped_cost
from walkon.rehearsal.cast import cast
from walkon.rehearsal.voices import speak
from walkon.voice.espeak import Espeak, EspeakVoice

VARIANTS = ("", "f2")


class Speakers:
    """Two synthetic voices of one espeak-ng, that say the same words only once."""

    def __init__(self, espeak: Espeak) -> None:
        self.espeak = espeak
        self._said: dict[tuple[tuple[str, ...], Language, str], Sound] = {}

    def say(self, words: tuple[str, ...], language: Language, variant: str) -> Sound:
        key = (words, language, variant)
        if key not in self._said:
            self._said[key] = self.espeak.speak(" ".join(words), language, EspeakVoice(variant=variant)).sound
        return self._said[key]

    def recogniser(self) -> ByComparison:
        def speaker(variant: str) -> Speaker:
            return lambda words, language: self.say(tuple(words), language, variant)

        return ByComparison(speakers=[speaker(variant) for variant in VARIANTS])


@pytest.fixture(scope="module")
def speakers() -> Iterator[Speakers]:
    with Espeak() as espeak:
        yield Speakers(espeak)


class Parrot:
    """A recogniser that tells what it was asked."""

    def __init__(self) -> None:
        self.heard: list[tuple[int, tuple[str, ...], int]] = []

    def __call__(
        self, heard: Samples, words: Sequence[str], language: Language, others: Sequence[Sequence[str]]
    ) -> PhraseSeen | None:
        self.heard.append((len(heard), tuple(words), len(others)))
        return PhraseSeen(rank=1, among=1 + len(others), margin=2.0, confidence=1.0)


def in_noise(samples: npt.NDArray[np.float32], seed: int = 1) -> Sound:
    """Speech at a quarter of a second from both ends, in noise 20 dB below it."""
    padded = np.pad(samples, RATE // 4)
    noise = np.random.default_rng(seed).normal(0, 0.1 * padded.std(), len(padded))
    return Sound(samples=(padded + noise).astype(np.float32), rate=RATE)


def said_by(name: str, words: tuple[str, ...], language: Language, speakers: Speakers) -> Sound:
    singly = set(words) <= {*speakable(language).digits, *speakable(language).words}
    speech = speak(speakers.espeak, (", " if singly else " ").join(words), language, cast()[name].voice, pace=1.15)
    return in_noise(at_16k(speech.sound))


def asked(
    sound: Sound, words: tuple[str, ...], language: Language, speakers: Speakers, seed: int = 1
) -> PhraseSeen | None:
    others = decoys(words, language, random.Random(seed))
    spans = speech_spans(sound)
    return phrase_seen(sound, spans, (0.0, sound.seconds), words, language, others, speakers.recogniser())


@pytest.mark.parametrize(
    ("name", "language", "said", "instead"),
    [
        ("hazel", Language.ENGLISH, "seven one eight three", "four nine two zero"),
        ("fir", Language.ENGLISH, "tiger window cloud apple", "paper honey river bridge"),
        ("cedar", Language.KOREAN, "삼 칠 영 육", "구 이 팔 오"),
        (
            "ash",
            Language.ENGLISH,
            "We both heard the chef whisper about jam",
            "Joy put five smooth shells beneath the tree",
        ),
        ("elm", Language.KOREAN, "비가 그치면 공원에서 자전거를 타요", "큰 나무 밑에서 아이들이 춤을 춥니다"),
    ],
)
def test_what_was_said_fits_best_and_other_words_do_not(
    name: str, language: Language, said: str, instead: str, speakers: Speakers
) -> None:
    sound = said_by(name, tuple(said.split()), language, speakers)
    true, false = (asked(sound, tuple(text.split()), language, speakers) for text in (said, instead))
    assert true is not None and false is not None
    assert true.rank <= 2 and true.among == DECOYS + 1 and true.confidence > 0.8
    assert false.rank > 2 and false.margin < 1
    assert true.margin > false.margin


def test_the_order_of_words_matters(speakers: Speakers) -> None:
    said = ("nine", "two", "six", "four")
    sound = said_by("birch", said, Language.ENGLISH, speakers)
    spans, whole = speech_spans(sound), (0.0, sound.seconds)
    found = phrase_seen(sound, spans, whole, said, Language.ENGLISH, [said[::-1]], speakers.recogniser())
    assert found is not None and found.rank == 1 and found.margin > 1.05
    assert found.confidence <= 1 / DECOYS  # one decoy proves little


def test_a_recogniser_hears_the_speech_of_its_step_only() -> None:
    parrot = Parrot()
    sound = Sound(samples=np.zeros(10 * RATE, np.float32), rate=RATE)
    spans = ((1.0, 2.0), (3.0, 4.0), (6.0, 7.0))
    found = phrase_seen(sound, spans, (1.5, 5.0), ("one", "two"), Language.ENGLISH, [("two", "one")], parrot)
    assert found is not None and found.among == 2
    assert parrot.heard == [(round(1.5 * RATE), ("one", "two"), 1)]


def test_too_little_to_compare_is_none(speakers: Speakers) -> None:
    parrot, english = Parrot(), Language.ENGLISH
    silence = Sound(samples=np.zeros(4 * RATE, np.float32), rate=RATE)
    empty = Sound(samples=silence.samples[:0], rate=RATE)
    words = ("one", "two")
    assert phrase_seen(silence, (), (0, 4), words, english, [("two", "one")], parrot) is None
    assert phrase_seen(silence, ((1.0, 1.1),), (0, 4), words, english, [("two", "one")], parrot) is None
    assert phrase_seen(silence, ((1.0, 3.0),), (0, 4), (), english, [], parrot) is None
    assert phrase_seen(empty, ((1.0, 3.0),), (0, 4), words, english, [("two", "one")], parrot) is None
    assert parrot.heard == []
    by_comparison = speakers.recogniser()
    assert by_comparison(silence.samples, words, english, [("two", "one")]) is None
    assert by_comparison(np.full(RATE, np.nan, np.float32), words, english, [("two", "one")]) is None
    loud = np.random.default_rng(0).normal(0, 0.1, RATE).astype(np.float32)
    assert by_comparison(loud, words, english, []) is None
    assert ByComparison(speakers=[])(loud, words, english, [("two", "one")]) is None
    mute = ByComparison(speakers=[lambda _words, _language: empty])
    assert mute(loud, words, english, [("two", "one")]) is None


def test_features_do_not_depend_on_level_and_colour() -> None:
    chance = np.random.default_rng(2)
    samples = (chance.normal(0, 1, RATE) * (1 + np.sin(np.arange(RATE) / 900))).astype(np.float32)
    one, quiet = speech_features(samples), speech_features(samples * np.float32(0.01))
    assert one.shape[1] == 2 * ORDER and len(one) <= RATE / HOP
    assert np.allclose(one, quiet, atol=0.01)
    assert np.allclose(one[:, :ORDER].mean(axis=0), 0, atol=1e-3) and np.allclose(
        one[:, :ORDER].std(axis=0), 1, atol=1e-2
    )
    assert speech_features(samples[:100]).shape == (0, 2 * ORDER)
    assert speech_features(0 * samples).shape == (0, 2 * ORDER)


@settings(deadline=None, max_examples=30)
@given(st.integers(2, 30), st.integers(2, 30), st.integers(0, 100))
def test_the_best_path_is_no_worse_than_any_other(rows: int, columns: int, seed: int) -> None:
    apart = np.random.default_rng(seed).uniform(0, 2, (rows, columns)).astype(np.float32)
    cost = warped_cost(apart, 0.3)
    assert 0 <= cost <= 2 + 0.3
    assert warped_cost(apart.T.copy(), 0.3) == pytest.approx(cost, rel=1e-5)
    edge = [apart[0, 0] * 2, *(apart[1:, 0] + 0.3), *(apart[-1, 1:] + 0.3)]  # down, then to the right
    assert cost <= sum(edge) / (rows + columns) + 1e-5
    assert warped_cost(apart + 1, 0.3) >= cost


def test_the_same_sequence_costs_nothing_even_when_slowed() -> None:
    frames = np.random.default_rng(1).normal(0, 1, (40, 8))
    slow = np.repeat(frames, 2, axis=0)

    def apart(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
        return np.asarray(np.linalg.norm(a[:, None] - b[None], axis=2), np.float32)

    assert warped_cost(apart(frames, frames), 0.3) == pytest.approx(0, abs=1e-5)
    assert warped_cost(apart(frames, slow), 0.3) < 0.15
    assert warped_cost(apart(frames, frames[::-1]), 0.3) > 1
    assert warped_cost(np.zeros((0, 4), np.float32), 0.3) == float("inf")


@pytest.mark.slow
@pytest.mark.shared_data
def test_real_digits_are_told_from_others(shared_data: Path, speakers: Speakers) -> None:
    """Six phrases of each of three speakers; joined from single digits, so that they flow like no real phrase.

    By rank alone other words pass as often as any decoy would, once in 21; the margin keeps most of those out.
    """
    said, other = [], []
    chance = random.Random(20)
    for name in ("jackson", "theo", "george"):
        for _ in range(6):
            digits = chance.sample(range(10), k=5)
            sound = _joined(shared_data / "digits", name, digits, chance)
            words = tuple(speakable(Language.ENGLISH).digits[d] for d in digits)
            wrong = chance.choice(decoys(words, Language.ENGLISH, chance))
            said.append(asked(sound, words, Language.ENGLISH, speakers, seed=chance.randint(0, 999)))
            other.append(asked(sound, wrong, Language.ENGLISH, speakers, seed=chance.randint(0, 999)))
    assert np.mean([found is not None and found.rank <= 3 for found in said]) >= 0.9
    passed = [
        [found is not None and found.rank == 1 and found.margin >= 1.03 for found in each] for each in (said, other)
    ]
    assert np.mean(passed[0]) >= 0.6 and np.mean(passed[1]) <= 0.12


def _joined(folder: Path, name: str, digits: Sequence[int], chance: random.Random) -> Sound:
    parts = []
    for digit in digits:
        with wave.open(str(folder / f"{digit}_{name}_{chance.randint(0, 1)}.wav")) as file:
            word = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32)
        parts += [0.07 * word / np.sqrt(np.mean(word**2)), np.zeros(round(8000 * chance.uniform(0.05, 0.3)))]
    samples = np.concatenate([np.zeros(2000), *parts])
    samples += np.random.default_rng(chance.randint(0, 99)).normal(0, 3e-4, len(samples))
    return Sound(samples=resample_poly(samples, 2, 1).astype(np.float32), rate=RATE)
