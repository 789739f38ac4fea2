"""Plates, busts, light, camera, motion and marks, each on its own."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from tests import stage_world as world
from walkon.domain.capture import Language
from walkon.domain.plan import Action, Framing, Move
from walkon.stage import bust, camera, plates, staging, tone
from walkon.stage.backdrop import CameraPose, PersonLight
from walkon.stage.camera import CameraPath
from walkon.stage.errors import PlatesMissing
from walkon.stage.head_light import HeadLighter, prepare
from walkon.stage.mark import Mark
from walkon.stage.motion import BodyMotion

WHITE = (1.0, 1.0, 1.0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return world.build_plates(tmp_path_factory.mktemp("plates"))


def test_mixing_adds_the_light_of_groups(folder: Path) -> None:
    loaded = plates.load(folder / "settings" / "mars")
    groups = sorted(loaded.groups)
    alone = [plates.mix(loaded, "mid", {g: WHITE})[..., :3] for g in groups]
    together = plates.mix(loaded, "mid", dict.fromkeys(groups, WHITE))[..., :3]
    np.testing.assert_allclose(together, sum(alone), rtol=1e-4, atol=1e-5)
    assert plates.mix(loaded, "mid", {})[..., :3].max() == 0


def test_fog_thickens_with_distance_and_never_covers_what_is_not_there(folder: Path) -> None:
    loaded = plates.load(folder / "settings" / "mars")
    fog = plates.Fog(colour=(0.2, 0.3, 0.9), per_metre=1.0, most=1.0)
    mixed = plates.mix(loaded, "mid", {}, fog)
    there = mixed[..., 3] > 0.99
    np.testing.assert_allclose(mixed[there][:, :3].mean(0), fog.colour, rtol=1e-3)
    assert mixed[mixed[..., 3] == 0].max() == 0


def test_defocus_keeps_the_light_there_is() -> None:
    lamp = np.zeros((64, 64, 4), np.float32)
    lamp[32, 32] = 1
    blurred = plates.defocus(lamp, 7.0)
    assert blurred.max() < 0.1
    assert blurred[..., 0].sum() == pytest.approx(1, rel=0.15)


def test_a_missing_or_damaged_picture_is_said_so(folder: Path, tmp_path: Path) -> None:
    spoilt = world.build_plates(tmp_path / "spoilt")
    (spoilt / "settings" / "mars" / "mid_alpha.png").unlink()
    with pytest.raises(PlatesMissing):
        plates.load(spoilt / "settings" / "mars")
    (spoilt / "costumes" / "astronaut" / "key_l.png").write_bytes(b"not a picture")
    with pytest.raises(PlatesMissing):
        bust.load(spoilt / "costumes" / "astronaut")
    meta = spoilt / "costumes" / "wetsuit" / "costume.json"
    meta.write_text(json.dumps({"peak": {}}))
    with pytest.raises(PlatesMissing):
        bust.load(spoilt / "costumes" / "wetsuit")
    with pytest.raises(PlatesMissing):
        plates.load(tmp_path / "nowhere")


def _lit(made: bust.Bust, light: PersonLight, **change: object) -> bust.LitBust:
    given: dict[str, object] = {
        "exposure": 1.0,
        "gain": 1.0,
        "skin": (0.4, 0.3, 0.2),
        "level": 0.7,
        "size": 96,
        "rows": 96,
    }
    return bust.lit(made, light, curve=tone.table(tone.photo), **(given | change))  # type: ignore[arg-type]


def test_a_mirrored_bust_is_still_lit_from_the_same_side(folder: Path) -> None:
    made = bust.load(folder / "costumes" / "astronaut")
    light = PersonLight(key_l=WHITE, fill=(0.0, 0.0, 0.0))
    for body in (made, bust.mirrored(made)):
        shown = _lit(body, light).high[80, :, :3].astype(float)
        assert shown[:48].mean() > 2 * shown[48:].mean()


def test_the_neck_takes_the_colour_of_the_person(folder: Path) -> None:
    made = bust.load(folder / "costumes" / "astronaut")
    light = PersonLight(key_l=(0.5, 0.5, 0.5), key_r=(0.5, 0.5, 0.5), fill=(0.3, 0.3, 0.3))
    pale = _lit(made, light, skin=(0.6, 0.45, 0.36)).high[50, 48, :3].astype(int)
    dark = _lit(made, light, skin=(0.12, 0.06, 0.04)).high[50, 48, :3].astype(int)
    assert (pale > dark + 30).all()
    assert dark[2] > dark[1] > dark[0]


def test_light_from_the_left_brightens_the_left_cheek() -> None:
    head = world.Oval(turns=False).head(60.0, 0.0)
    light = prepare(PersonLight(key_l=WHITE, fill=(0.2, 0.2, 0.2)), head.skin)
    shown = HeadLighter(light, tone.table(tone.photo), slots=2)(head, 1.0)
    x, y = (round(v) for v in head.eyes)
    left, right = shown.picture[y + 20, x - 25, 1], shown.picture[y + 20, x + 25, 1]
    assert int(left) > int(right) + 15


@pytest.mark.parametrize("strength", [0.15, 0.4, 1.0, 4.0])
@pytest.mark.parametrize("shade", [60, 150, 225])
def test_a_face_is_never_lost_and_never_burnt_out(strength: float, shade: int) -> None:
    head = world.Oval(tone=shade, turns=False).head(60.0, 0.0)
    colour = (strength, strength, strength)
    light = prepare(PersonLight(key_l=colour, fill=colour), head.skin)
    shown = HeadLighter(light, tone.table(tone.photo), slots=2)(head, 1.0)
    face = shown.picture[head.alpha > 250][:, :3].mean()
    assert 40 < face < 225


def test_under_soft_light_a_face_keeps_its_pixels() -> None:
    head = world.Oval(turns=False).head(60.0, 0.0)
    light = prepare(PersonLight(key_l=(0.6, 0.6, 0.6), key_r=(0.6, 0.6, 0.6), fill=(0.4, 0.4, 0.4)), head.skin)
    shown = HeadLighter(light, tone.table(tone.photo), slots=2)(head, 1.0)
    x, y = (round(v) for v in head.eyes)
    before, after = head.image[y + 10, x].astype(int), shown.picture[y + 10, x, :3].astype(int)
    assert abs(before - after).max() < 26


def test_a_lit_head_outlives_the_next_ones_it_promised_to() -> None:
    source = world.Oval()
    head = source.head(60.0, 0.0)
    lighter = HeadLighter(prepare(PersonLight(key_l=WHITE), head.skin), tone.table(tone.photo), slots=4)
    first = lighter(head, 1.0)
    kept = first.picture.copy()
    for shift in (1.0, 2.0, 3.0):
        lighter(source.head(60.0, shift), 0.5)
    assert (first.picture == kept).all()


@pytest.mark.parametrize("move", list(Move))
@pytest.mark.parametrize("framing", list(Framing))
def test_the_camera_moves_smoothly_and_within_the_plates(move: Move, framing: Framing) -> None:
    path = CameraPath(move=move, framing=framing, frames=72, seed=9)
    poses = [path.pose(i) for i in range(72)]
    assert poses == [CameraPath(move=move, framing=framing, frames=72, seed=9).pose(i) for i in range(72)]
    for pose in poses:
        assert abs(pose.yaw) < 3.5 and abs(pose.roll) < 1 and abs(pose.x) < 0.2 and 0 <= pose.z < 0.5
    steps = [abs(b.yaw - a.yaw) + abs(b.z - a.z) for a, b in zip(poses, poses[1:], strict=False)]
    assert max(steps) < 0.25
    if move is Move.STILL:
        assert len(set(poses)) == 1


def test_the_ground_and_a_card_agree_where_they_meet_the_camera_plane() -> None:
    pose = CameraPose(x=0.1, y=-0.05, z=0.3)
    focal, centre, height, depth = 1000.0, (640.0, 400.0), 1.6, 5.0
    point = np.array([700.0, centre[1] + focal * height / depth, 1.0])
    by_card = camera.card(pose, depth, focal, centre) @ point
    by_ground = camera.ground(pose, height, focal, centre) @ point
    np.testing.assert_allclose(by_ground[:2] / by_ground[2], by_card[:2], atol=1e-6)


def test_rolling_the_camera_clockwise_turns_the_picture_the_other_way() -> None:
    seen = camera.lens(CameraPose(roll=10.0), 1000.0, 200, 100) @ np.array([200.0, 50.0, 1.0])
    assert seen[1] < 50


@pytest.mark.parametrize("action", list(Action))
def test_bodies_stay_where_they_were_put(action: Action) -> None:
    poses = [BodyMotion(action=action, seed=4).pose(i) for i in range(240)]
    assert poses == [BodyMotion(action=action, seed=4).pose(i) for i in range(240)]
    assert max(abs(p.x) for p in poses) < 0.45 and max(abs(p.y) for p in poses) < 0.16
    assert max(abs(p.lean) for p in poses) < 8
    steps = [math.hypot(b.x - a.x, b.y - a.y) for a, b in zip(poses, poses[1:], strict=False)]
    assert 0 < max(steps) < 0.08


@pytest.mark.parametrize("people", [1, 2])
@pytest.mark.parametrize("framing", list(Framing))
@pytest.mark.parametrize("size", [(640, 360), (1280, 720), (720, 1280), (720, 720)])
def test_heads_are_inside_the_picture_and_bodies_reach_its_edge(
    people: int, framing: Framing, size: tuple[int, int]
) -> None:
    made = world.plan(people=people, framing=framing, size=size)
    for action in Action:
        placed = staging.places(made.shots[0], action, *size, True, 3)
        assert len(placed) == people
        assert [p.x for p in placed] == sorted(p.x for p in placed)
        for place in placed:
            half = 0.5 * 1.5 * place.unit
            assert half < place.x < size[0] - half
            assert place.y > 1.25 * place.unit and place.y + place.unit < size[1]
            bottom = place.y + (1 - staging.EYES) * place.unit / staging.UNIT
            assert bottom > size[1]
        if people == 2:
            assert placed[1].x - placed[0].x > 1.6 * placed[0].unit


@pytest.mark.parametrize("language", list(Language))
def test_the_mark_moves_through_the_corners_and_is_there_all_the_time(language: Language) -> None:
    mark = Mark(language, (320, 240), seed=1)
    corners = set()
    for frame in range(0, 24 * 10, 6):
        frame_picture = np.full((240, 320, 3), 120, np.uint8)
        mark.draw(frame, frame_picture)
        rows, columns = np.nonzero((frame_picture != 120).any(-1))
        assert len(rows) > 200
        assert frame_picture.max() > 150
        corners.add((columns.mean() > 160, rows.mean() > 120))
    assert len(corners) == 4
