"""Light codes found in the light on a face, on traces whose truth is known, and light measured in made pictures."""

from __future__ import annotations

import random
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lit_faces import FPS, START, Meets, lit
from tests.unit.test_perception_evidence import head
from walkon.domain.evidence import LightSeen
from walkon.domain.light_code import LightCode, ScreenColour, draw_code
from walkon.perception.face_points import LIPS
from walkon.perception.light_patches import PATCHES, SKIN, LightTrace, frame_light, light_trace
from walkon.perception.light_response import light_seen, other_codes
from walkon.perception.matte import SIDE
from walkon.perception.screen_shape import LAPTOP, PHONE, Screen, shading


def code(seed: int, *, halves: bool = True) -> LightCode:
    return draw_code(random.Random(seed), halves=halves)


def seen(trace: LightTrace, shown: LightCode) -> LightSeen:
    found = light_seen(trace, shown, START)
    assert found is not None
    return found


@pytest.mark.parametrize("halves", [True, False])
def test_a_head_answers_its_own_code(halves: bool) -> None:
    found = seen(lit(code(1, halves=halves)), code(1, halves=halves))
    assert found.score > found.limit
    assert found.strength == pytest.approx(0.08, rel=0.2)
    assert found.background is not None and abs(found.background) < 0.2
    assert found.body == pytest.approx(0.5, abs=0.15)
    assert found.shape > 0
    assert (found.sides is not None and found.sides > 3) if halves else found.sides is None
    assert found.confidence == 1


def test_another_code_is_not_found() -> None:
    trace = lit(code(1))
    beaten = [seen(trace, code(seed)) for seed in range(2, 14)]
    assert sum(found.score > found.limit for found in beaten) <= 1


@settings(max_examples=12, deadline=None)
@given(delay=st.floats(0.02, 0.3), seed=st.integers(0, 999), fps=st.sampled_from([16.0, 24.0, 30.0, 60.0]))
def test_the_delay_is_read_within_a_frame_or_so(delay: float, seed: int, fps: float) -> None:
    found = seen(lit(code(seed), delay=delay, seed=seed, fps=fps), code(seed))
    assert found.delay == pytest.approx(delay, abs=max(0.03, 0.6 / fps))


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 999), order=st.randoms(use_true_random=False))
def test_the_same_colours_in_another_order_score_less(seed: int, order: random.Random) -> None:
    shown = code(seed, halves=False)
    mixed = list(shown.left)
    order.shuffle(mixed)
    other = replace(shown, left=tuple(mixed), right=tuple(mixed))
    trace = lit(shown, seed=seed)
    if other != shown:
        assert seen(trace, other).score < seen(trace, shown).score


@pytest.mark.parametrize("meets", [Meets.TINT, Meets.VEIL])
def test_a_flat_thing_answers_with_the_wrong_shape(meets: Meets) -> None:
    flat, real = (seen(lit(code(seed), meets=m, seed=seed), code(seed)) for m in (meets, Meets.HEAD) for seed in (5,))
    assert flat.shape < -0.5 < 0 < real.shape
    assert flat.sides is not None and real.sides is not None
    assert abs(flat.sides) < real.sides


def test_who_colours_only_the_face_forgets_the_neck() -> None:
    found = seen(lit(code(6), meets=Meets.TINT), code(6))
    assert found.body is not None and abs(found.body) < 0.1


def test_a_body_that_is_not_seen_is_no_error() -> None:
    trace = lit(code(1))
    assert seen(replace(trace, body=np.full_like(trace.body, np.nan)), code(1)).body is None
    assert seen(replace(trace, body=np.zeros_like(trace.body)), code(1)).body is None


def test_swapped_halves_turn_the_sides_round() -> None:
    shown = code(3)
    mirrored = LightCode(left=shown.right, right=shown.left)
    found = seen(lit(mirrored), shown)
    assert found.score > found.limit
    assert found.sides is not None and found.sides < -3


def test_a_coloured_picture_has_a_background_that_answers() -> None:
    found = seen(lit(code(4), meets=Meets.PICTURE), code(4))
    assert found.background is not None and found.background > 0.7


def test_without_light_nothing_is_decided() -> None:
    dark = [seen(lit(code(seed), amount=0.0, seed=seed), code(seed)) for seed in range(8)]
    assert max(found.confidence for found in dark) < 0.2
    assert sum(found.score > found.limit for found in dark) <= 1


def test_clear_light_of_another_code_is_not_called_too_faint() -> None:
    found = seen(lit(code(1)), code(2))
    assert found.score < found.limit
    assert found.confidence == 1


def test_half_a_percent_is_too_little_to_decide() -> None:
    assert seen(lit(code(1), amount=0.005), code(1)).confidence < 0.2


def test_too_late_an_answer_is_not_found() -> None:
    found = seen(lit(code(6), delay=0.75), code(6))
    assert found.score < found.limit


@pytest.mark.parametrize("kept", [0, 1, 2, 20])
def test_a_short_trace_is_no_error(kept: int) -> None:
    trace = cut(lit(code(1)), slice(0, kept))
    found = light_seen(trace, code(1), START)
    assert found is None or found.confidence == 0


def test_lost_faces_leave_an_answer_while_they_are_few() -> None:
    trace = lit(code(1))
    face = trace.face.copy()
    face[60:66] = np.nan
    face[:, 3] = np.nan  # a patch that is never seen
    found = seen(replace(trace, face=face), code(1))
    assert found.score > found.limit
    assert found.shape > 0
    face[30:120] = np.nan
    assert seen(replace(trace, face=face), code(1)).confidence == 0


def test_a_missing_background_is_no_error() -> None:
    trace = lit(code(1))
    found = seen(replace(trace, background=np.full_like(trace.background, np.nan)), code(1))
    assert found.score > found.limit
    assert found.background is None
    background = trace.background.copy()
    background[40:45] = np.nan
    assert seen(replace(trace, background=background), code(1)).background is not None


@pytest.mark.parametrize("level", [0.0, 0.2, 1.0])
def test_a_picture_that_never_changes_says_nothing(level: float) -> None:
    trace = lit(code(1))
    still = replace(trace, face=np.full_like(trace.face, level), background=np.full_like(trace.background, level))
    found = seen(still, code(1))
    assert found.confidence == 0
    assert np.isfinite([found.score, found.limit, found.strength, found.shape]).all()


def test_a_code_can_begin_later() -> None:
    trace = lit(code(1))
    found = light_seen(replace(trace, times=trace.times + 7), code(1), START + 7)
    first = seen(trace, code(1))
    assert found is not None
    assert (found.score, found.delay, found.shape) == pytest.approx((first.score, first.delay, first.shape), rel=1e-6)


def test_nothing_depends_on_chance() -> None:
    assert seen(lit(code(1)), code(1)) == seen(lit(code(1)), code(1))


@pytest.mark.parametrize("halves", [True, False])
def test_other_codes_are_drawn_as_codes_are(halves: bool) -> None:
    others = other_codes(code(1, halves=halves))
    assert others.shape[1:] == (14, 2, 3)
    assert (np.abs(np.diff(others, axis=1)).sum(axis=3) > 0).all()
    assert (others[:, :, 0] == others[:, :, 1]).all() != halves
    first = np.unique(others[:, 0, 0], axis=0, return_counts=True)[1]
    assert len(first) == len(ScreenColour)
    assert first.min() > 0.13 * len(others)


# Shading


@pytest.mark.parametrize("screen", [LAPTOP, PHONE])
def test_each_half_shines_on_its_side(screen: Screen) -> None:
    sideways = np.array([[0.7, 0, -0.714], [-0.7, 0, -0.714]])
    left, right = shading(sideways, np.array([[5.0, 0, 0], [-5.0, 0, 0]]), screen)
    assert left[0] > left[1]  # the screen's left as the person sees it is the picture's right
    assert right[1] > right[0]
    assert left == pytest.approx(right[::-1])


def test_light_comes_from_below_the_camera() -> None:
    tilted = np.array([[0, 0.5, -0.866], [0, -0.5, -0.866]])
    down, up = shading(tilted, np.zeros((2, 3)), LAPTOP).sum(axis=1)
    assert down > up


# Pictures

SIZE = (480, 640)


def face_at(x: float, y: float) -> npt.NDArray[np.float32]:
    points = head()
    points[:, :2] += np.array([x, y]) - points[:, :2].mean(axis=0)
    return points


def scene(points: npt.NDArray[np.float32], skin: int = 150, wall: int = 90) -> npt.NDArray[np.uint8]:
    """An even face before an even wall."""
    picture = np.full((*SIZE, 3), wall, np.uint8)
    hull = cv2.convexHull(np.rint(points[:, :2]).astype(np.int32))
    cv2.fillConvexPoly(picture, hull, (skin - 20, skin, skin + 20))
    return picture


def matte_of(points: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    matte = np.zeros((SIDE, SIDE), np.uint8)
    low, high = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    x0, x1 = ((low[0] - 30) / SIZE[1] * SIDE, (high[0] + 30) / SIZE[1] * SIDE)
    y0, y1 = ((low[1] - 30) / SIZE[0] * SIDE, (high[1] + 30) / SIZE[0] * SIDE)
    matte[max(0, int(y0)) : int(y1), max(0, int(x0)) : int(x1)] = 255
    return matte


def linear(level: int) -> float:
    return float(((level / 255 + 0.055) / 1.055) ** 2.4)


def test_patches_and_background_give_linear_light() -> None:
    points = face_at(320, 240)
    light = frame_light(scene(points), points, matte_of(points))
    measured = light.face[np.isfinite(light.face).all(axis=1)]
    assert len(measured) > 0
    assert np.median(measured, axis=0) == pytest.approx([linear(170), linear(150), linear(130)], rel=0.02)
    assert light.background == pytest.approx([linear(90)] * 3, rel=0.02)
    below = scene(points)
    below[380:] = (60, 80, 100)
    person = cv2.resize(matte_of(points), below.shape[1::-1])
    person[380:] = 255
    light = frame_light(below, points, cv2.resize(person, (SIDE, SIDE), interpolation=cv2.INTER_AREA))
    assert light.body == pytest.approx([linear(100), linear(80), linear(60)], rel=0.1)


def test_lips_and_eyes_are_left_out() -> None:
    assert len(SKIN) == PATCHES == len(set(SKIN))
    points = face_at(320, 240)
    plain = frame_light(scene(points), points, matte_of(points))
    made_up = scene(points)
    for x, y in points[list(LIPS), :2]:
        cv2.circle(made_up, (round(float(x)), round(float(y))), 1, (0, 0, 255), -1)
    painted = frame_light(made_up, points, matte_of(points))
    assert np.nanmedian(np.abs(painted.face / plain.face - 1)) < 0.02


def test_a_face_that_is_not_there_or_outside_is_no_error() -> None:
    points = face_at(320, 240)
    wall = scene(points)
    assert np.isnan(frame_light(wall, None, matte_of(points)).face).all()
    assert np.isnan(frame_light(wall, points + np.float32(5000), matte_of(points)).face).all()
    everywhere = np.full((SIDE, SIDE), 255, np.uint8)
    assert np.isnan(frame_light(wall, points, everywhere).background).all()


def test_a_trace_keeps_the_frames_with_a_face() -> None:
    points = np.stack([face_at(300 + i, 240) for i in range(5)])
    points[2] = np.nan
    lights = [
        frame_light(scene(face_at(300, 240)), p if np.isfinite(p).all() else None, matte_of(p)) for p in points[[0, 1]]
    ]
    lights = [lights[0], lights[1], frame_light(scene(points[0]), None, matte_of(points[0])), lights[0], lights[1]]
    trace = light_trace(lights, points, np.arange(5) / FPS, SIZE)
    assert trace.times == pytest.approx(np.array([0, 1, 3, 4]) / FPS)
    assert trace.face.shape == (4, PATCHES, 3)
    assert np.linalg.norm(trace.normals, axis=1) == pytest.approx(np.ones(PATCHES), abs=1e-5)
    assert (trace.normals[:, 2] < 0).all()
    assert (np.diff(trace.pose[:, 3]) > 0).all()


def test_no_face_at_all_makes_an_empty_trace() -> None:
    trace = light_trace([], np.zeros((0, 478, 3), np.float32), np.zeros(0), SIZE)
    assert trace.face.shape == (0, PATCHES, 3)
    assert light_seen(trace, code(1), START) is None


def cut(trace: LightTrace, part: slice) -> LightTrace:
    return replace(
        trace,
        times=trace.times[part],
        face=trace.face[part],
        background=trace.background[part],
        body=trace.body[part],
        pose=trace.pose[part],
    )
