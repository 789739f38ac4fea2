"""Whatever a plan asks for, the stage draws it: the same every time, neither black nor burnt out."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import stage_world as world
from walkon.domain.ids import SettingId
from walkon.domain.plan import Action, Framing, Look, Move, Plan, Weather
from walkon.stage import catalogue, film, plates
from walkon.stage.errors import NobodyToDraw, PlatesMissing, SizeNotDrawable, UnknownSetting

ACTORS = {world.MINA: world.Oval(), world.JUN: world.Oval(tone=70, beard=True)}
KNOWN = catalogue.load()


@pytest.fixture(scope="module", autouse=True)
def small_stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    patch.setattr(plates, "FOLDER", world.build_plates(tmp_path_factory.mktemp("plates")))
    yield
    patch.undo()


def frames(made: Plan, count: int, *, marked: bool = False) -> list[npt.NDArray[np.uint8]]:
    drawn = film.draw(made, ACTORS, world.acts(made), marked=marked)
    return [picture.copy() for picture in islice(drawn, count)]


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    setting = KNOWN.settings[SettingId(draw(st.sampled_from(sorted(KNOWN.settings))))]
    costume = KNOWN.costumes[draw(st.sampled_from(sorted(KNOWN.costumes)))]
    framing = draw(st.sampled_from(Framing))
    return world.plan(
        setting=setting.id,
        hour=draw(st.sampled_from(setting.hours)),
        weather=draw(st.sampled_from(setting.weathers)),
        action=draw(st.sampled_from(Action)),
        costume=costume.id,
        props=draw(st.sampled_from([(), ("fedora",), ("microphone", "fedora")])),
        people=draw(st.integers(0 if framing is Framing.WIDE else 1, 2)),
        framing=framing,
        move=draw(st.sampled_from(Move)),
        look=draw(st.sampled_from(Look)),
        size=draw(st.sampled_from([(192, 128), (128, 224), (128, 128)])),
        seed=draw(st.integers(0, 2**31)),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=plans())
def test_every_plan_can_be_drawn_and_seen(made: Plan) -> None:
    picture = frames(made, 9)[-1]
    assert picture.shape == (made.height, made.width, 3)
    assert 8 < picture.mean() < 235
    assert picture.std() > 2


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=plans())
def test_the_same_plan_is_the_same_film(made: Plan) -> None:
    first, second = frames(made, 5, marked=True), frames(made, 5, marked=True)
    assert all((a == b).all() for a, b in zip(first, second, strict=True))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=plans(), moment=st.integers(0, 14), marked=st.booleans())
def test_a_still_is_the_frame_of_the_film(made: Plan, moment: int, marked: bool) -> None:
    """Bit for bit, for people who keep their heads still; the frames before it need not be drawn."""
    still_people = {person: replace(actor, turns=False) for person, actor in ACTORS.items()}
    acts = world.acts(made)
    drawn = film.draw(made, still_people, acts, marked=marked)
    frame = next(islice(drawn, moment, None)).copy()
    (still,) = film.stills(made, still_people, acts, [moment], marked=marked)
    assert (still == frame).all()


def test_heads_that_move_are_almost_where_the_film_has_them() -> None:
    made = world.plan(framing=Framing.CLOSE, size=(192, 128))
    (still,) = film.stills(made, ACTORS, world.acts(made), [14])
    away = np.abs(still.astype(int) - frames(made, 15)[-1]).max(-1)
    assert away.any()  # else the head has not moved, and what follows says nothing
    assert (away > 24).mean() < 0.05


def test_every_shot_has_its_still_with_the_film_s_number() -> None:
    made = world.plan(shots=3, action=Action.EXPLORE)
    still_people = {world.MINA: world.Oval(turns=False)}
    pictures = [p.copy() for p in film.stills(made, still_people, world.acts(made), [9, 12, 10], marked=True)]
    whole = film.draw(made, still_people, world.acts(made), marked=True)
    expected = [picture.copy() for picture in whole]
    assert all((a == expected[n]).all() for a, n in zip(pictures, (9, 24 + 12, 48 + 10), strict=True))


@pytest.mark.parametrize("size", [(1280, 720), (1080, 1920), (1920, 160), (640, 640)])
def test_stills_are_no_larger_than_they_may_be(size: tuple[int, int]) -> None:
    made = world.plan(size=size, framing=Framing.WIDE, people=0)
    (still,) = film.stills(made, ACTORS, world.acts(made), [9])
    height, width = still.shape[:2]
    assert max(height, width) <= 960
    if min(size) > 200:
        assert width / height == pytest.approx(size[0] / size[1], rel=0.01)


def test_stills_are_refused_where_the_film_is() -> None:
    made = replace(world.plan(), width=8192, height=4096)
    with pytest.raises(SizeNotDrawable):
        film.stills(made, ACTORS, world.acts(made), [9])
    with pytest.raises(NobodyToDraw):
        film.stills(world.plan(), {}, world.acts(made), [9])


def test_another_seed_is_another_film() -> None:
    made = world.plan(weather=Weather.SNOW)
    assert (frames(made, 3)[-1] != frames(replace(made, seed=made.seed + 1), 3)[-1]).any()


def test_a_film_has_as_many_frames_as_its_plan_and_shots_cut() -> None:
    made = world.plan(shots=2, seconds=1.0)
    pictures = frames(made, 10_000)
    assert len(pictures) == made.frames == 48
    within = np.abs(pictures[22].astype(int) - pictures[23]).mean()
    across = np.abs(pictures[23].astype(int) - pictures[24]).mean()
    assert across > within


def test_the_person_is_in_the_picture_where_they_were_placed() -> None:
    empty = replace(world.plan(framing=Framing.WIDE, people=0), look=Look.NATURAL)
    shown = replace(world.plan(framing=Framing.WIDE, people=1), look=Look.NATURAL)
    changed = np.abs(frames(empty, 10)[-1].astype(int) - frames(shown, 10)[-1]).sum(-1) > 12
    assert 0.05 < changed.mean() < 0.9


def test_marked_films_differ_from_unmarked_ones_in_a_corner_only() -> None:
    made = world.plan()
    with_mark, without = frames(made, 4, marked=True)[-1], frames(made, 4)[-1]
    rows, columns = np.nonzero((with_mark != without).any(-1))
    assert len(rows) > 0
    assert np.ptp(rows) < 0.3 * made.height
    assert np.ptp(columns) < 0.6 * made.width


def test_what_cannot_be_drawn_is_said_before_the_first_frame() -> None:
    made = world.plan()
    with pytest.raises(UnknownSetting):
        film.draw(replace(made, setting=SettingId("moon")), ACTORS, world.acts(made))
    with pytest.raises(SizeNotDrawable):
        film.draw(replace(made, width=191), ACTORS, world.acts(made))
    with pytest.raises(SizeNotDrawable):
        film.draw(replace(made, width=8192), ACTORS, world.acts(made))
    with pytest.raises(NobodyToDraw):
        film.draw(made, {}, world.acts(made))
    with pytest.raises(ValueError, match="per shot"):
        film.draw(made, ACTORS, [])


def test_missing_plates_are_said_before_the_first_frame(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plates, "FOLDER", tmp_path)
    made = world.plan()
    with pytest.raises(PlatesMissing):
        film.draw(made, ACTORS, world.acts(made))


def test_an_actor_who_fails_ends_the_film_with_their_error_and_no_thread_is_left() -> None:
    made = world.plan()
    pictures = film.draw(made, {world.MINA: world.Oval(fails_at=3)}, world.acts(made))
    with pytest.raises(RuntimeError, match="the actor left"):
        list(pictures)
    assert not [t for t in threading.enumerate() if t.name == "heads"]


def test_a_film_that_is_not_watched_to_its_end_leaves_no_thread() -> None:
    made = world.plan()
    pictures = film.draw(made, ACTORS, world.acts(made))
    next(pictures)
    pictures.close()
    assert not [t for t in threading.enumerate() if t.name == "heads"]


@pytest.mark.parametrize("look", list(Look))
def test_faces_keep_their_features_in_every_look(look: Look) -> None:
    """The dark eyes of the drawn face stay darker than its cheeks."""
    made = world.plan(framing=Framing.CLOSE, look=look, size=(256, 256))
    picture = frames(made, 9)[-1]
    grey = picture.mean(-1)
    middle = grey[90:130, 90:166]
    assert middle.max() - middle.min() > 40
