"""When a shot is shown, and that people look back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import stage_world as world
from tests.made_puppet import BLINK, puppet
from walkon.domain.performance import Performance
from walkon.domain.plan import FPS
from walkon.engines import boards
from walkon.engines.puppets import PuppetActor
from walkon.stage.film import FADE_IN, FADE_OUT

PEOPLE = {world.MINA: PuppetActor(puppet()), world.JUN: PuppetActor(puppet(90))}


@settings(deadline=None)
@given(seconds=st.floats(1.0, 60.0), eyes=st.lists(st.floats(0.1, 1.4), min_size=1, max_size=9))
def test_a_moment_is_well_inside_its_shot(seconds: float, eyes: Sequence[float]) -> None:
    frames = round(seconds * FPS)
    at = boards._moment(frames, [np.resize(eyes, frames)])
    assert at + 1 >= FADE_IN * FPS and frames - at >= FADE_OUT * FPS  # neither faded in nor out
    assert 0.3 * frames <= at <= 0.65 * frames


@settings(deadline=None)
@given(shut=st.lists(st.integers(0, 2**48 - 1), min_size=1, max_size=2))
def test_eyes_are_open_if_they_ever_are(shut: list[int]) -> None:
    """Bit n of a number: whether one person's eyes are shut in frame n."""
    eyes = [np.array([0.2 if bits >> frame & 1 else 1.0 for frame in range(48)]) for bits in shut]
    at = boards._moment(48, eyes)
    together = np.min(eyes, axis=0)
    assert together[at] == together[round(boards.EARLIEST * 48) : int(boards.LATEST * 48) + 1].max()


def test_nobody_to_look_at_is_the_middle() -> None:
    assert boards._moment(48, []) == round(boards.MIDDLE * 48)


def test_how_open_eyes_are_is_read_from_the_take() -> None:
    openness = PEOPLE[world.MINA].openness(Performance(fps=FPS, frames=48))
    shut = openness < 0.5
    assert shut.any() and not shut.all()
    assert openness[~shut] == pytest.approx(1.0, abs=1e-3)
    assert len(BLINK) / 24 == pytest.approx(shut.mean(), abs=0.1)


def test_a_shot_in_which_somebody_blinks_in_the_middle_is_shown_a_little_earlier_or_later() -> None:
    made = world.plan(seconds=2.0)
    acts = boards.performances(made)
    (at,) = boards.moments(made, PEOPLE, acts)
    openness = PEOPLE[world.MINA].openness(acts[0][world.MINA])
    assert openness[round(boards.MIDDLE * 48)] < 0.5
    assert openness[at] == pytest.approx(1.0, abs=1e-3)


def test_somebody_who_was_not_handed_over_is_for_the_stage_to_say() -> None:
    made = world.plan(people=2)
    assert len(boards.moments(made, {}, boards.performances(made))) == 1


def test_a_head_drawn_from_a_later_frame_on_is_the_head_of_that_frame() -> None:
    act = Performance(fps=FPS, frames=20)
    person = PEOPLE[world.MINA]
    whole = [head.image.copy() for head in person.heads(act, 40.0, 0)]
    later = [head.image.copy() for head in person.heads(act, 40.0, 0, 17)]
    assert len(later) == 3
    assert all((a == b).all() for a, b in zip(later, whole[17:], strict=True))


def test_equal_pictures_are_equal_files() -> None:
    picture = np.random.default_rng(1).integers(0, 255, (40, 60, 3)).astype(np.uint8)
    data = boards.jpeg(picture)
    assert data == boards.jpeg(picture.copy())
    decoded = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert decoded is not None
    assert decoded.shape == (40, 60, 3)
    assert data != boards.jpeg(255 - picture)


def test_a_storyboard_needs_no_lines() -> None:
    made = world.plan()
    assert boards.performances(replace(made, shots=made.shots * 2))[1][world.MINA].mouth == ()
