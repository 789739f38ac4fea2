"""Lips that move with the voice, and lips that do not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from walkon.domain.evidence import LipsSeen
from walkon.media.decode import open_clip
from walkon.media.sound import Sound
from walkon.perception.face_track import FaceTrack
from walkon.perception.head_pose import mouth_openings
from walkon.perception.lip_sync import lips_seen
from walkon.perception.speech_activity import RATE, Spans, speech_spans

Floats = npt.NDArray[np.floating[Any]]
FPS, SECONDS = 24.0, 16.0
SPEECH: Spans = ((3.0, 5.5), (9.0, 12.0))


def syllables(seed: int) -> Floats:
    """(16 s at 100 Hz) how open a mouth is that speaks within `SPEECH`, 0 to 1: about five syllables a second."""
    chance = np.random.default_rng(seed)
    times = np.arange(0, SECONDS, 0.01)
    opening = np.zeros(len(times))
    for start, end in SPEECH:
        at = start + 0.1
        while at < end - 0.1:
            opening += chance.uniform(0.4, 1.0) * np.exp(-0.5 * ((times - at) / 0.05) ** 2)
            at += chance.uniform(0.13, 0.32)
    return np.minimum(opening, 1.0)


def spoken(opening: Floats, late: float = 0.0) -> Sound:
    """Noise as loud as the mouth is open, in a quiet room."""
    chance = np.random.default_rng(5)
    times = np.arange(0, SECONDS, 1 / RATE)
    level = np.interp(times - late, np.arange(0, SECONDS, 0.01), opening)
    samples = 0.1 * level * chance.normal(0, 1, len(times)) + chance.normal(0, 4e-4, len(times))
    return Sound(samples=samples.astype(np.float32), rate=RATE)


def mouth(opening: Floats, fps: float = FPS, late: float = 0.0) -> npt.NDArray[np.float32]:
    times = np.arange(0, SECONDS, 1 / fps)
    tremble = np.random.default_rng(6).normal(0, 0.004, len(times))
    seen = 0.02 + 0.25 * np.interp(times - late, np.arange(0, SECONDS, 0.01), opening) + tremble
    return np.asarray(seen, np.float32)


def agrees(found: LipsSeen | None) -> bool:
    return found is not None and found.agreement >= 0.4 and found.margin >= 0.1


def measured(found: LipsSeen | None) -> LipsSeen:
    assert found is not None
    return found


@settings(deadline=None, max_examples=12)
@given(st.integers(0, 1000), st.floats(-0.2, 0.2), st.sampled_from([12.0, 15.0, 24.0, 30.0]))
def test_the_lag_of_the_lips_is_found_with_its_sign(seed: int, late: float, fps: float) -> None:
    opening = syllables(seed)
    found = measured(lips_seen(mouth(opening, fps, late), fps, spoken(opening), SPEECH))
    assert found.agreement > 0.6 and found.margin > 0.15
    assert found.lag == pytest.approx(late, abs=0.03)
    assert found.confidence == pytest.approx(1.0)


@settings(deadline=None, max_examples=12)
@given(st.integers(0, 1000))
def test_other_lips_and_late_sound_do_not_agree(seed: int) -> None:
    opening, other = syllables(seed), syllables(seed + 5000)
    true = measured(lips_seen(mouth(opening), FPS, spoken(opening), SPEECH))
    for lips in (mouth(other)[::-1], mouth(0 * opening), mouth(opening, late=0.6), mouth(opening, late=-0.6)):
        found = measured(lips_seen(lips, FPS, spoken(opening), SPEECH))
        assert found.margin < 0.1 or found.agreement < 0.4
        assert found.agreement + found.margin < true.agreement + true.margin - 0.2
    same_moments = measured(lips_seen(mouth(other), FPS, spoken(opening), SPEECH))
    assert same_moments.agreement < true.agreement - 0.2


def test_a_frozen_picture_says_nothing_for_the_voice() -> None:
    opening = syllables(1)
    still = np.full(len(mouth(opening)), 0.1, np.float32)
    found = measured(lips_seen(still, FPS, spoken(opening), SPEECH))
    assert (found.agreement, found.lag, found.margin) == (0.0, 0.0, 0.0)


def test_loudness_and_mouth_size_do_not_matter() -> None:
    opening = syllables(2)
    sound = spoken(opening)
    quiet = Sound(samples=sound.samples * np.float32(0.02), rate=RATE)
    one = measured(lips_seen(mouth(opening), FPS, sound, SPEECH))
    other = measured(lips_seen(mouth(opening) * 0.3 + 1, FPS, quiet, SPEECH))
    assert other.agreement == pytest.approx(one.agreement, abs=0.01)
    stereo = Sound(samples=np.stack([sound.samples] * 2, axis=1), rate=RATE)
    assert lips_seen(mouth(opening), FPS, stereo, SPEECH) == one


def test_gaps_lower_the_confidence_and_not_the_agreement() -> None:
    opening = syllables(3)
    lips = mouth(opening)
    lips[200:230] = np.nan
    lips[5] = np.nan
    found = measured(lips_seen(lips, FPS, spoken(opening), SPEECH))
    assert agrees(found) and 0.7 < found.confidence < 0.95


def test_nothing_to_compare_is_none() -> None:
    opening = syllables(4)
    lips, sound = mouth(opening), spoken(opening)
    empty = Sound(samples=np.zeros(0, np.float32), rate=RATE)
    for found in (
        lips_seen(lips, FPS, sound, ()),
        lips_seen(lips, FPS, sound, ((3.0, 3.2),)),
        lips_seen(lips, FPS, empty, SPEECH),
        lips_seen(lips[:0], FPS, sound, SPEECH),
        lips_seen(lips[:1], FPS, sound, SPEECH),
        lips_seen(lips, 0.0, sound, SPEECH),
        lips_seen(np.full_like(lips, np.nan), FPS, sound, SPEECH),
        lips_seen(np.where(np.arange(len(lips)) < 60, lips, np.float32(np.nan)), FPS, sound, SPEECH),
        lips_seen(lips, FPS, sound, ((100.0, 110.0),)),
    ):
        assert found is None


@pytest.mark.shared_data
def test_a_real_mouth_agrees_with_its_own_sound_only(shared_data: Path) -> None:
    clip = open_clip(shared_data / "faces" / "d10.mp4")
    sound = clip.sound(RATE)
    assert sound is not None
    speech = speech_spans(sound)
    own, other = (_mouth_of(shared_data / "faces" / name) for name in ("d10.mp4", "d18.mp4"))
    true = measured(lips_seen(own, clip.info.fps, sound, speech))
    assert true.agreement > 0.5 and true.margin > 0.2 and abs(true.lag) < 0.2
    for lips in (np.resize(other, len(own)), np.roll(own, 20), own[::-1]):
        assert not agrees(lips_seen(lips, clip.info.fps, sound, speech))


def _mouth_of(path: Path) -> npt.NDArray[np.float32]:
    track = FaceTrack()
    nobody = np.full((478, 3), np.nan, np.float32)
    found = [track(picture)[0] for picture in open_clip(path).frames()]
    track.close()
    return mouth_openings(np.stack([nobody if face is None else face for face in found]))
