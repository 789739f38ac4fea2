"""A take that answers its challenge, but as a whole too early or too late."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt
import pytest

from walkon.domain.capture import Challenge, Language, Screen, draw_challenge
from walkon.domain.speaking import spoken_steps, word_times
from walkon.perception.in_step import offset_of
from walkon.perception.speech_activity import Spans
from walkon.rehearsal.acting import act

FPS = 16
Answer = tuple[npt.NDArray[np.float32], Spans]


def drawn(seed: int) -> Challenge:
    chance = random.Random(seed)
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    return draw_challenge(chance, chance.choice(list(Language)), now, chance.choice(list(Screen)))


def answered(challenge: Challenge, seed: int, delay: float = 0.5) -> Answer:
    """The head's angles, read as imprecisely as a mesh does, and short words that follow their showing."""
    chance = np.random.default_rng(seed)
    states = act(challenge, [], FPS, seed)
    angles = np.array([[state.yaw, state.pitch, 0.0] for state in states]) * chance.uniform(0.6, 1.1)
    words = [span for step in spoken_steps(challenge) for span in word_times(step)]
    spoken = tuple((start + delay, min(end, start + 0.4) + delay) for start, end in words)
    return (angles + chance.normal(0, 1.5, angles.shape)).astype(np.float32), spoken


def cut(answer: Answer, seconds: float) -> Answer:
    """The take without its first seconds, or with some calm ones before it."""
    pose, spoken = answer
    moved = tuple((start - seconds, end - seconds) for start, end in spoken if end > seconds)
    if seconds < 0:
        return np.concatenate([np.zeros((round(-seconds * FPS), 3), np.float32), pose]), moved
    return pose[round(seconds * FPS) :], moved


@pytest.mark.parametrize("seed", range(12))
def test_a_prompt_answer_is_in_step(seed: int) -> None:
    challenge = drawn(seed)
    pose, spoken = answered(challenge, seed)
    found = offset_of(challenge, pose, FPS, spoken)
    assert found is not None and abs(found) < 0.5


@pytest.mark.parametrize("seconds", [-6.0, -2.5, 1.5, 4.0])
@pytest.mark.parametrize("seed", range(4))
def test_what_begins_late_or_early_is_out_of_step_by_as_much(seed: int, seconds: float) -> None:
    challenge = drawn(seed)
    pose, spoken = cut(answered(challenge, seed), seconds)
    found = offset_of(challenge, pose, FPS, spoken)
    assert found == pytest.approx(-seconds, abs=0.5)


@pytest.mark.parametrize("seed", range(20))
def test_a_take_for_another_challenge_is_nowhere_in_step(seed: int) -> None:
    pose, spoken = answered(drawn(seed), seed)
    assert offset_of(drawn(1000 + seed), pose, FPS, spoken) is None


def test_nothing_done_says_nothing() -> None:
    challenge = drawn(0)
    pose, spoken = answered(challenge, 0)
    assert offset_of(challenge, np.zeros_like(pose), FPS, spoken) is None
    assert offset_of(challenge, np.full_like(pose, np.nan), FPS, spoken) is None
    assert offset_of(challenge, pose, FPS, ()) is None
    assert offset_of(challenge, pose[:0], FPS, spoken) is None
