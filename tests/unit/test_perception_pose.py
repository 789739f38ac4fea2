"""Pose and openings of faces, on point clouds whose truth is known."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.test_perception_evidence import head
from walkon.perception.face_points import (
    EYE_CORNERS,
    LEFT_LIDS,
    LOWER_LIP,
    MOUTH_CORNERS,
    NOSE_TIP,
    RIGHT_LIDS,
    RIGID,
    UPPER_LIP,
)
from walkon.perception.head_pose import eye_openings, mouth_openings, mouth_widths, neutral_frame, poses

Floats = npt.NDArray[np.floating[Any]]


def rotation(yaw: float, pitch: float, roll: float) -> Floats:
    """Turns a nose along -z to the picture's right (yaw), up (pitch), and the head clockwise (roll)."""
    y, p, r = np.radians([yaw, pitch, roll])
    about_y = np.array([[np.cos(y), 0, -np.sin(y)], [0, 1, 0], [np.sin(y), 0, np.cos(y)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(p), np.sin(p)], [0, -np.sin(p), np.cos(p)]])
    about_z = np.array([[np.cos(r), -np.sin(r), 0], [np.sin(r), np.cos(r), 0], [0, 0, 1]])
    spin: Floats = about_y @ about_x @ about_z
    return spin


@settings(max_examples=60, deadline=None)
@given(
    yaw=st.floats(-60, 60),
    pitch=st.floats(-50, 50),
    roll=st.floats(-60, 60),
    scale=st.floats(0.3, 3),
    shift=st.tuples(st.floats(-900, 900), st.floats(-900, 900)),
)
def test_pose_is_read_back_whatever_size_and_place(
    yaw: float, pitch: float, roll: float, scale: float, shift: tuple[float, float]
) -> None:
    neutral = head().astype(np.float64)
    centre = neutral.mean(axis=0)
    moved = scale * (neutral - centre) @ rotation(yaw, pitch, roll).T + centre + (*shift, 5.0)
    read = poses(np.stack([neutral, moved]).astype(np.float32), 0)
    assert read[0] == pytest.approx([0, 0, 0], abs=1e-2)
    assert read[1] == pytest.approx([yaw, pitch, roll], abs=0.05)


def test_signs_follow_the_picture() -> None:
    neutral = head().astype(np.float64)
    neutral[NOSE_TIP] = (320, 240, -140)
    centre = neutral.mean(axis=0)

    def nose_after(yaw: float, pitch: float) -> Floats:
        turned: Floats = ((neutral - centre) @ rotation(yaw, pitch, 0).T + centre)[NOSE_TIP]
        return turned

    assert nose_after(20, 0)[0] > nose_after(0, 0)[0], "yaw + takes the nose to the picture's right"
    assert nose_after(0, 20)[1] < nose_after(0, 0)[1], "pitch + takes it up"


def test_frames_without_a_face_stay_unknown() -> None:
    series = np.stack([head(), np.full((478, 3), np.nan, np.float32), head()])
    assert np.isnan(poses(series, 0)[1]).all()
    assert np.isnan(eye_openings(series)[1]).all() and np.isnan(mouth_openings(series)[1])
    assert not np.isnan(poses(series, 0)[[0, 2]]).any()
    assert np.isnan(poses(series, 1)).all(), "without a neutral there is nothing to measure against"


def face(lids: float = 0.3, mouth: float = 0.02, wide: float = 0.5) -> npt.NDArray[np.float32]:
    """(478, 3) with eyes and mouth of known openings."""
    points = head().astype(np.float64)
    for (outer, up_out, up_in, inner, low_in, low_out), side in ((LEFT_LIDS, -1), (RIGHT_LIDS, 1)):
        points[outer], points[inner] = (320 + side * 60, 210, -60), (320 + side * 20, 210, -60)
        for upper, lower, x in ((up_out, low_out, 47), (up_in, low_in, 33)):
            points[upper], points[lower] = (
                (320 + side * x, 210 - 20 * lids, -60),
                (320 + side * x, 210 + 20 * lids, -60),
            )
    points[UPPER_LIP], points[LOWER_LIP] = (320, 300 - 60 * mouth, -80), (320, 300 + 60 * mouth, -80)
    points[MOUTH_CORNERS[0]], points[MOUTH_CORNERS[1]] = (320 - 60 * wide, 300, -70), (320 + 60 * wide, 300, -70)
    assert EYE_CORNERS == (33, 263) and set(RIGID)
    return points.astype(np.float32)


def test_openings_are_shares_of_the_face() -> None:
    series = np.stack([face(), face(lids=0.05), face(mouth=0.3), face(wide=0.6)])
    assert eye_openings(series)[:, 0] == pytest.approx([0.3, 0.05, 0.3, 0.3], abs=1e-3)
    assert eye_openings(series)[:, 1] == pytest.approx([0.3, 0.05, 0.3, 0.3], abs=1e-3)
    assert mouth_openings(series) == pytest.approx([0.02, 0.02, 0.3, 0.02], abs=1e-3)
    assert mouth_widths(series) == pytest.approx([0.5, 0.5, 0.5, 0.6], abs=1e-3)
    centre = series[0].mean(axis=0)
    turned = (3 * (series - centre) @ rotation(25, 10, 5).T + centre).astype(np.float32)
    assert mouth_openings(turned) == pytest.approx(mouth_openings(series), abs=1e-3)


def test_neutral_is_frontal_at_rest_with_open_eyes() -> None:
    rest, pout = face(), face(mouth=0.0, wide=0.35)
    shut, talking = face(lids=0.05), face(mouth=0.25)
    centre = rest.mean(axis=0)
    turned = ((rest - centre) @ rotation(25, 0, 0).T + centre).astype(np.float32)
    series = np.stack([turned] * 30 + [pout] * 4 + [shut] * 5 + [talking] * 10 + [rest] * 12)
    assert neutral_frame(series) >= 49
    series[49:] = np.nan
    assert 30 <= neutral_frame(series) < 49
    assert neutral_frame(np.full_like(series, np.nan)) == 0


def test_neutral_comes_from_the_calm_steps_where_there_are_any() -> None:
    series = np.stack([face()] * 60)
    assert neutral_frame(series, range(40, 60)) >= 40
    assert neutral_frame(series, range(100, 120)) < 60, "a take that ended before its calm step still has a neutral"
