"""Whole takes: performers answer challenges, and perception reads what they truly did."""

from __future__ import annotations

import json

import numpy as np
import pytest

from tests.rehearsed import NOW, seen, take
from tests.unit.test_perception_lips import agrees, measured
from walkon.domain.capture import Language
from walkon.domain.policies import AT_HOME
from walkon.domain.refusal import Reason
from walkon.domain.verification import Refused, Retry, Verified, judge
from walkon.media.sound import Sound
from walkon.perception.lip_sync import lips_seen
from walkon.perception.speech_activity import RATE
from walkon.rehearsal.mishaps import Mishap

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("name", "language"), [("elm", Language.ENGLISH), ("ash", Language.KOREAN)])
def test_a_take_is_verified(name: str, language: Language) -> None:
    observation = seen(name, language)
    assert isinstance(judge(observation.evidence, AT_HOME, NOW), Verified)
    assert observation.evidence.frames_without_face == 0


@pytest.mark.parametrize(("name", "language"), [("elm", Language.ENGLISH), ("ash", Language.KOREAN)])
def test_the_mesh_reads_the_true_pose(name: str, language: Language) -> None:
    states, observation = take(name, language).states, seen(name, language)
    count = min(len(states), len(observation.pose))
    for axis, (field, alike) in enumerate((("yaw", 0.95), ("pitch", 0.8))):  # an open mouth disturbs the pitch
        true = np.array([getattr(s, field) for s in states[:count]])
        read = observation.pose[:count, axis]
        if np.ptp(true) > 8:  # a turn was asked for
            assert np.corrcoef(true, read)[0, 1] > alike
        assert np.percentile(np.abs(read - true), 95) < 9
    mouth = np.array([s.jaw for s in states[:count]])
    assert np.corrcoef(mouth, observation.mouth[:count])[0, 1] > 0.75
    shut = np.array([s.blink for s in states[:count]]) > 0.8
    eyes = observation.eyes[:count].mean(axis=1)
    assert np.median(eyes[shut]) < 0.65 * np.median(eyes[~shut])


@pytest.mark.parametrize(("name", "language"), [("elm", Language.ENGLISH), ("ash", Language.KOREAN)])
def test_a_drawn_performer_speaks_with_their_lips(name: str, language: Language) -> None:
    observed = seen(name, language)
    sound, speech = observed.sound, observed.speech
    assert sound is not None
    true = measured(lips_seen(observed.mouth, observed.fps, sound, speech))
    assert true.agreement > 0.5 and true.margin > 0.2 and abs(true.lag) <= 0.06 and true.confidence > 0.9
    for late in (0.5, -0.5, 1.0):
        moved = Sound(samples=np.roll(sound.samples, round(late * RATE)), rate=RATE)
        assert not agrees(
            lips_seen(observed.mouth, observed.fps, moved, tuple((a + late, b + late) for a, b in speech))
        )
    backwards = lips_seen(observed.mouth[::-1], observed.fps, sound, speech)
    assert not agrees(backwards)


@pytest.mark.parametrize(
    ("mishap", "reason"),
    [
        (Mishap.STRANGER, Reason.TWO_FACES),
        (Mishap.SWAP, Reason.FACE_CHANGES),
        (Mishap.PRINT, Reason.TURNS_NOT_DONE),
        (Mishap.MASK, Reason.COVERED),
        (Mishap.BACKLIT, Reason.BACKLIT),
        (Mishap.SIDEWAYS, Reason.NOT_FACING),
        (Mishap.LATE, Reason.OUT_OF_STEP),
    ],
)
def test_what_went_wrong_is_said(mishap: Mishap, reason: Reason) -> None:
    verdict = judge(seen("elm", Language.ENGLISH, mishap).evidence, AT_HOME, NOW)
    assert isinstance(verdict, Refused | Retry)
    assert reason in verdict.reasons


def test_the_truth_is_written_frame_by_frame() -> None:
    made = take("elm")
    rows = [json.loads(line) for line in made.truth().splitlines()]
    assert len(rows) == len(made.states)
    assert rows[32]["t"] == pytest.approx(2.0)
    assert max(row["yaw"] for row in rows) > 20 > -20 > min(row["yaw"] for row in rows)
