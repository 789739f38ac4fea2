"""What a screen adds to pictures, and what those who pretend add instead."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from tests.unit.test_perception_evidence import head
from walkon.domain.light_code import LightCode, ScreenColour
from walkon.perception.screen_shape import LAPTOP, Screen
from walkon.rehearsal.screen_light import Answer, LitCamera, ScreenLight

Picture = npt.NDArray[np.uint8]

AZURE, ORANGE, GREY = ScreenColour.AZURE, ScreenColour.ORANGE, ScreenColour.GREY
HALVES = LightCode(left=(AZURE, ORANGE), right=(ORANGE, AZURE))
SAME = LightCode(left=(AZURE, ORANGE), right=(AZURE, ORANGE))
START, DELAY, SIZE = 1.0, 0.1, (360, 480)
FIRST, SECOND = START + DELAY + 0.2, START + DELAY + 0.5  # moments within the two colours


@cache
def points() -> npt.NDArray[np.float32]:
    """A head in the middle of the picture, 200 pixels across."""
    made = head()
    made[:, :2] += np.array([SIZE[1] / 2, SIZE[0] / 2 - 20]) - made[:, :2].mean(axis=0)
    return made.astype(np.float32)


def scene() -> Picture:
    return np.full((*SIZE, 3), 120, np.uint8)


def light_on(
    answer: Answer, at: float, code: LightCode = HALVES, amount: float = 0.2, screen: Screen = LAPTOP
) -> Picture:
    """The first lit picture: the camera has not followed yet."""
    light = ScreenLight(code=code, start=START, amount=amount, answer=answer, delay=DELAY, screen=screen)
    return LitCamera(light)(scene(), points(), at)


def patch(picture: Picture, across: float, down: float = 0.0) -> npt.NDArray[np.float64]:
    """Mean blue, green, red of a spot, in head widths from the middle of the face."""
    x, y = points()[:, :2].mean(axis=0) + 200 * np.array([across, down])
    spot: npt.NDArray[np.float64] = picture[int(y) - 6 : int(y) + 7, int(x) - 6 : int(x) + 7].mean(axis=(0, 1))
    return spot


def test_before_and_after_the_code_nothing_is_added() -> None:
    for at in (0.0, START + DELAY - 0.02, START + DELAY + HALVES.duration + 0.2):
        assert np.abs(light_on(Answer.HEAD, at).astype(int) - scene()).max() <= 1


def test_each_side_takes_the_colour_of_its_half() -> None:
    left, right = (patch(light_on(Answer.HEAD, FIRST), across) for across in (-0.3, 0.3))
    assert right[0] - right[2] > left[0] - left[2] + 2  # azure on the person's left: on the picture's right
    left, right = (patch(light_on(Answer.HEAD, SECOND), across) for across in (-0.3, 0.3))
    assert left[0] - left[2] > right[0] - right[2] + 2


def test_a_head_gets_more_light_than_what_is_behind_it() -> None:
    lit = light_on(Answer.HEAD, FIRST, SAME)
    face, wall = patch(lit, 0.0)[0] - 120, lit[20:40, 20:40, 0].mean() - 120
    assert face > 5 * max(wall, 0.1)


def test_the_face_rises_by_the_amount() -> None:
    white = LightCode(left=(GREY,), right=(GREY,))
    lit = light_on(Answer.HEAD, FIRST, white, amount=0.3)
    face = np.zeros(SIZE, np.uint8)
    cv2.fillConvexPoly(face, cv2.convexHull(np.rint(points()[:468, :2]).astype(np.int32)), 1)
    before = ((120 / 255 + 0.055) / 1.055) ** 2.4
    after = ((lit[..., 1][face > 0] / 255 + 0.055) / 1.055) ** 2.4
    assert after.mean() / before - 1 == pytest.approx(0.3 * 0.286, rel=0.15)


def test_flat_tints_are_flat() -> None:
    for answer in (Answer.FACE_TINT, Answer.PICTURE_TINT, Answer.PRINT):
        lit = light_on(answer, FIRST, SAME)
        assert patch(lit, 0.0) == pytest.approx(patch(lit, 0.35), abs=0.6)
    assert light_on(Answer.FACE_TINT, FIRST)[20, 20].tolist() == [120, 120, 120]
    assert light_on(Answer.PICTURE_TINT, FIRST, SAME)[20, 20, 0] > 125


def test_an_egg_is_darker_at_its_edge() -> None:
    lit = light_on(Answer.ELLIPSOID, FIRST, SAME)
    assert patch(lit, 0.0)[0] > patch(lit, 0.42)[0] + 2


def test_a_recording_made_elsewhere_does_not_answer() -> None:
    assert np.abs(light_on(Answer.NONE, FIRST).astype(int) - scene()).max() <= 1


def test_late_and_wrong_answers_are() -> None:
    late = ScreenLight(code=SAME, start=START, delay=DELAY, answer=Answer.LATE)
    assert late.shown(FIRST).max() == 0
    assert late.shown(FIRST + 0.6) == pytest.approx(np.array([AZURE.light] * 2), abs=1e-6)
    code = LightCode(left=(AZURE, ORANGE) * 6, right=(AZURE, ORANGE) * 6)
    right, wrong = (
        [ScreenLight(code=code, start=START, answer=a).shown(START + 0.3 * i + 0.25) for i in range(12)]
        for a in (Answer.HEAD, Answer.WRONG_CODE)
    )
    assert np.abs(np.array(right) - np.array(wrong)).mean() > 0.1


def test_the_camera_follows_what_brightens_the_whole_picture() -> None:
    white = LightCode(left=(GREY,) * 10, right=(GREY,) * 10)
    light = ScreenLight(code=white, start=START, amount=0.5, answer=Answer.PRINT, delay=DELAY)
    camera = LitCamera(light)
    lit = [camera(scene(), points(), i / 24)[..., 1].mean() for i in range(96)]
    assert lit[30] > lit[0] + 4
    assert lit[90] < lit[30] - 2


def test_a_print_stands_still() -> None:
    camera = LitCamera(ScreenLight(code=SAME, start=START, answer=Answer.PRINT))
    first = camera(scene(), points(), 0.0)
    assert np.abs(camera(scene() // 2, points() + 5, 0.1).astype(int) - first).max() <= 1


def test_without_a_face_the_picture_is_left_alone() -> None:
    camera = LitCamera(ScreenLight(code=SAME, start=START))
    for nobody in (None, np.full((478, 3), np.nan, np.float32)):
        assert (camera(scene(), nobody, FIRST) == scene()).all()
