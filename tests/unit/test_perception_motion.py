"""How heads move and how cuts do not, on point clouds whose truth is known."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.test_perception_evidence import head
from tests.unit.test_perception_pose import rotation
from walkon.domain.evidence import MotionSeen
from walkon.perception.head_pose import poses
from walkon.perception.motion import motion_seen

Floats = npt.NDArray[np.floating[Any]]
EXPLAINED = 0.1  # eye distances; see the table of measurements


def heads(yaw: Floats, shift: Floats | None = None, jitter: float = 0.3, seed: int = 0) -> npt.NDArray[np.float32]:
    """(T, 478, 3) a head turning about its neck, with landmark noise in pixels."""
    rest = head().astype(np.float64)
    neck = rest.mean(axis=0) + (0, 120, 60)
    chance = np.random.default_rng(seed)
    turned = np.stack([(rest - neck) @ rotation(float(angle), 0, 0).T + neck for angle in yaw])
    if shift is not None:
        turned[:, :, :2] += shift[:, None]
    return (turned + jitter * chance.standard_normal(turned.shape)).astype(np.float32)


def motion(points: npt.NDArray[np.float32], fps: float) -> MotionSeen:
    seen = motion_seen(points, poses(points, 0), fps)
    assert seen is not None
    return seen


def turn(fps: float, speed: float, angle: float = 30.0) -> Floats:
    """A turn out and back with a largest speed in degrees per second, between two calm seconds."""
    length = np.pi * angle / 2 / speed
    at = np.arange(0, 2 * length, 1 / fps)
    there: Floats = angle / 2 * (1 - np.cos(np.pi * at / length))
    return np.concatenate([np.zeros(round(fps)), there, np.zeros(round(fps))])


@settings(deadline=None, max_examples=40)
@given(fps=st.sampled_from([15.0, 24.0, 30.0]), speed=st.floats(20, 300), seed=st.integers(0, 99))
def test_turns_are_explained_and_their_speed_read(fps: float, speed: float, seed: int) -> None:
    seen = motion(heads(turn(fps, speed), seed=seed), fps)
    assert seen.jump < EXPLAINED
    assert seen.fastest == pytest.approx(speed, rel=0.2, abs=25)


@pytest.mark.parametrize("fps", [15.0, 24.0, 30.0])
@pytest.mark.parametrize("leap", [0.25, 0.6])
def test_a_leap_is_seen_in_stillness_and_in_motion(fps: float, leap: float) -> None:
    for yaw in (np.zeros(60), 15 * np.sin(np.arange(60) / fps * 2)):
        shift = np.zeros((60, 2))
        shift[31:, 0] = leap * 160  # pixels; eyes of this head are about that far apart
        points = heads(yaw, shift)
        eyes = float(np.linalg.norm(points[0, 33] - points[0, 263]))
        assert motion(points, fps).jump > 0.7 * leap * 160 / eyes
        assert motion(heads(yaw), fps).jump < EXPLAINED


def test_a_leap_of_the_pose_is_fast() -> None:
    yaw = np.zeros(60)
    yaw[30:] = 25
    seen = motion(heads(yaw), 30)
    assert seen.fastest > 600 and seen.jump > EXPLAINED


def test_one_picture_out_of_place_is_a_leap() -> None:
    shift = np.zeros((60, 2))
    shift[30] = (60, 0)
    assert motion(heads(np.zeros(60), shift), 24).jump > EXPLAINED


def test_missing_faces_are_bridged_or_skipped() -> None:
    points = heads(10 * np.sin(np.arange(90) / 10))
    points[40:43] = np.nan
    seen = motion(points, 30)
    assert seen.jump < EXPLAINED and seen.confidence < 1
    points[20:70] = np.nan
    assert motion(points, 30).confidence < 0.5


@pytest.mark.parametrize("count", [0, 1, 3])
def test_too_little_to_measure(count: int) -> None:
    few = heads(np.zeros(count)) if count else np.zeros((0, 478, 3), np.float32)
    assert motion_seen(few, np.zeros((count, 3), np.float32), 30) is None
    nothing = np.full((40, 478, 3), np.nan, np.float32)
    assert motion_seen(nothing, np.full((40, 3), np.nan, np.float32), 30) is None
