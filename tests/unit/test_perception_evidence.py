"""What counts as a turn, a blink and a spoken step, on series whose truth is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from walkon.domain.capture import LIFETIME, Blink, Challenge, Direction, Language, Say, Smile, Step, Still, Turn
from walkon.domain.evidence import Evidence, Quality, StepSeen
from walkon.domain.ids import ChallengeId
from walkon.perception.evidence import Heard, Seen, blinks, examine, excursions, face_spread, planarity, within
from walkon.perception.face_points import LOWER_LIP, MOUTH_CORNERS, UPPER_LIP

Floats = npt.NDArray[np.floating[Any]]
FPS = 30.0
STEPS: tuple[Step, ...] = (
    Still(at=0, seconds=1.5),
    Turn(at=1.5, seconds=1.8, direction=Direction.LEFT),
    Turn(at=3.5, seconds=1.8, direction=Direction.RIGHT),
    Blink(at=5.5, seconds=1.2, times=2),
    Turn(at=7, seconds=1.5, direction=Direction.UP, degrees=15),
    Smile(at=8.6, seconds=1.5),
    Say(at=10.2, seconds=2.5, words=("one", "four", "two")),
    Still(at=13, seconds=4.0),
)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
CHALLENGE = Challenge(
    id=ChallengeId("0" * 32), language=Language.ENGLISH, steps=STEPS, issued=NOW, expires=NOW + LIFETIME
)
QUALITY = Quality(
    seconds=17,
    fps=30,
    largest_gap=0.03,
    light=0.5,
    behind=0.4,
    light_evenness=0.9,
    sharpness=50,
    face_width=0.3,
    margin=0.1,
    speech_seconds=2,
    loudness=-20,
    snr=30,
    clipping=0,
)


def bump(times: Floats, at: float, width: float) -> Floats:
    shape: Floats = np.exp(-0.5 * ((times - at) / width) ** 2)
    return shape


def head() -> npt.NDArray[np.float32]:
    """(478, 3): points over an ellipsoid, wider than deep, 200 pixels across."""
    rng = np.random.default_rng(3)
    across, down = rng.uniform(-1.2, 1.2, 478), rng.uniform(-1.1, 1.1, 478)
    points = np.stack(
        [100 * np.sin(across) * np.cos(down), 130 * np.sin(down), -130 * np.cos(across) * np.cos(down)], axis=1
    )
    points[[33, 263, 2, 152, 10]] = [(-60, -30, -60), (60, -30, -60), (0, 25, -95), (0, 110, -50), (0, -110, -40)]
    points[[MOUTH_CORNERS[0], MOUTH_CORNERS[1], UPPER_LIP, LOWER_LIP]] = [
        (-30, 60, -80),
        (30, 60, -80),
        (0, 59, -85),
        (0, 61, -85),
    ]
    placed: npt.NDArray[np.float32] = (points + np.array([320, 240, 0])).astype(np.float32)
    return placed


def seen(lag: float = 0.0, turns: float = 1.0, swapped: bool = False, fps: float = FPS) -> Seen:
    """A person who does what `STEPS` ask, `lag` seconds late."""
    times = np.arange(0, 17, 1 / fps) - lag
    first, second = (-1, 1) if swapped else (1, -1)
    yaw = 22 * turns * (first * bump(times, 2.4, 0.3) + second * bump(times, 4.4, 0.3))
    pitch = 13 * turns * bump(times, 7.75, 0.25)
    pose = np.stack([yaw, pitch, np.zeros_like(yaw)], axis=1).astype(np.float32)
    eye = 0.3 - 0.24 * (bump(times, 5.9, 0.05) + bump(times, 6.4, 0.05))
    points = np.repeat(head()[None], len(times), axis=0)
    wide = 1 + 0.15 * bump(times, 9.3, 0.3)
    for corner in MOUTH_CORNERS:
        points[:, corner, 0] = 320 + (points[:, corner, 0] - 320) * wide
    return Seen(
        fps=fps,
        points=points.astype(np.float32),
        people=np.ones(len(times), np.int64),
        pose=pose,
        eyes=np.stack([eye, eye], axis=1).astype(np.float32),
        neutral=5,
        prints=np.zeros((12, 128), np.float32),
        neutral_print=0,
    )


HEARD = Heard(speech=((10.5, 11.0), (11.3, 11.8), (12.0, 12.3)), voice_spread=0.9)


def steps_of(who: Seen, heard: Heard | None = HEARD) -> dict[str, list[StepSeen]]:
    evidence = examine(who, heard, QUALITY, CHALLENGE)
    found: dict[str, list[StepSeen]] = {}
    for step in evidence.steps:
        found.setdefault(step.kind, []).append(step)
    return found


@pytest.mark.parametrize("lag", [0.0, 0.3, 0.6, -0.2])
@pytest.mark.parametrize("fps", [15.0, 30.0])
def test_a_person_who_does_everything_is_seen_to(lag: float, fps: float) -> None:
    evidence = examine(seen(lag, fps=fps), HEARD, QUALITY, CHALLENGE)
    assert [(s.kind, s.done) for s in evidence.steps] == [
        (kind, True) for kind in ("still", "turn", "turn", "blink", "turn", "smile", "say", "still")
    ]
    turns = [s.measured for s in evidence.steps if s.kind == "turn"]
    assert turns == pytest.approx([22, 22, 13], abs=2.0)
    assert evidence.blinks == 2
    assert evidence.yaw_range == pytest.approx((-22, 22), abs=2)


def test_turns_in_the_other_order_read_negative() -> None:
    turns = steps_of(seen(swapped=True))["turn"]
    assert not turns[0].done and turns[0].measured < -15
    assert not turns[1].done and turns[1].measured < -15
    assert turns[2].done


def test_a_small_turn_is_not_done_and_not_the_other_way() -> None:
    turns = steps_of(seen(turns=0.4))["turn"]
    assert [t.done for t in turns] == [False, False, False]
    assert all(0 <= t.measured < 10 for t in turns)


def test_someone_far_too_late_is_not_seen() -> None:
    found = steps_of(seen(lag=2.5))
    assert not any(t.done for t in found["turn"])
    assert not found["blink"][0].done


def test_one_turn_does_not_answer_two_steps() -> None:
    twice = (STEPS[0], Turn(at=1.5, seconds=1.0, direction=Direction.LEFT), replace(STEPS[1], at=2.6), *STEPS[3:])
    evidence = examine(seen(), HEARD, QUALITY, replace(CHALLENGE, steps=twice))
    assert [s.done for s in evidence.steps if s.kind == "turn"] == [True, False, True]


def test_silence_and_speech_elsewhere_do_not_count_as_said() -> None:
    for heard in (None, Heard(speech=(), voice_spread=None), Heard(speech=((1.0, 8.0),), voice_spread=None)):
        assert not steps_of(seen(), heard)["say"][0].done


def test_a_take_that_stops_early_has_no_calm_end() -> None:
    whole = seen()
    cut = int(13.5 * FPS)
    short = replace(
        whole, points=whole.points[:cut], people=whole.people[:cut], pose=whole.pose[:cut], eyes=whole.eyes[:cut]
    )
    evidence = examine(short, HEARD, QUALITY, CHALLENGE)
    assert [s.done for s in evidence.steps if s.kind == "still"] == [True, False]


def test_a_take_without_any_face_is_measured_all_the_same() -> None:
    whole = seen()
    nobody = Seen(
        fps=FPS,
        points=np.full_like(whole.points, np.nan),
        people=np.zeros(len(whole.people), np.int64),
        pose=np.full_like(whole.pose, np.nan),
        eyes=np.full_like(whole.eyes, np.nan),
        neutral=0,
        prints=np.zeros((0, 128), np.float32),
        neutral_print=0,
    )
    evidence: Evidence = examine(nobody, None, QUALITY, CHALLENGE)
    assert evidence.frames_without_face == evidence.frames == len(whole.people)
    assert np.isnan(evidence.planarity) and np.isnan(evidence.face_spread)
    assert not any(step.done for step in evidence.steps)


def test_gaps_of_a_few_frames_do_not_hide_a_blink_or_a_turn() -> None:
    who = seen()
    missing = np.zeros(len(who.pose), bool)
    missing[[70, 71, 180, 200]] = True
    for series in (who.points, who.pose, who.eyes):
        series[missing] = np.nan
    found = steps_of(who)
    assert all(t.done for t in found["turn"]) and found["blink"][0].measured == 2


def test_blinks_are_read_against_the_open_eye() -> None:
    times = np.arange(0, 10, 1 / FPS)
    shut = bump(times, 3, 0.06) + bump(times, 7, 0.06)
    for open_eye, closed in ((0.45, 0.05), (0.2, 0.03), (0.32, 0.17)):
        eye = (open_eye - (open_eye - closed) * shut).astype(np.float32)
        assert [round(t) for t in blinks(np.stack([eye, eye], axis=1), FPS)] == [3, 7]
    looking_down = (0.3 - 0.13 * (1 / (1 + np.exp(-(times - 5) * 4)))).astype(np.float32)
    assert blinks(np.stack([looking_down, looking_down], axis=1), FPS) == []
    closed_for_long = np.where((times > 3) & (times < 6), 0.05, 0.3).astype(np.float32)
    assert blinks(np.stack([closed_for_long, closed_for_long], axis=1), FPS) == []
    noise = np.random.default_rng(1).normal(0.3, 0.02, len(times)).astype(np.float32)
    assert blinks(np.stack([noise, noise], axis=1), FPS) == []


def test_a_wink_is_no_blink() -> None:
    times = np.arange(0, 6, 1 / FPS)
    wink = (0.3 - 0.25 * bump(times, 3, 0.08)).astype(np.float32)
    still = np.full_like(wink, 0.3)
    assert blinks(np.stack([wink, still], axis=1), FPS) == []


def test_excursions_come_in_order_with_their_sign() -> None:
    found = excursions(seen().pose, FPS)
    assert [(e.axis, np.sign(e.peak)) for e in found] == [(0, 1), (0, -1), (1, 1)]
    assert [e.at for e in found] == pytest.approx([2.4, 4.4, 7.75], abs=0.1)


def turned(points: npt.NDArray[np.float32], degrees: float) -> npt.NDArray[np.float32]:
    """Points seen by a pinhole camera after a turn about the vertical axis."""
    a = np.radians(degrees)
    spin = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
    moved = (points - (320, 240, 0)) @ spin.T
    scale = 900 / (900 + moved[:, 2:])
    seen_at: npt.NDArray[np.float32] = (moved * scale + (320, 240, 0)).astype(np.float32)
    return seen_at


def test_a_head_is_solid_and_a_print_is_flat() -> None:
    solid = head()
    flat = solid * (1, 1, 0)
    angles = np.array([0, 5, 12, 20, 15, 8], np.float32)
    for points, low, high in ((solid, 0.024, 1.0), (flat, 0.0, 0.005)):
        series = np.stack([turned(points.astype(np.float32), float(a)) for a in angles])
        assert low <= planarity(series, angles, 0) <= high


def test_two_people_are_further_apart_than_half_their_distance() -> None:
    rng = np.random.default_rng(0)
    one, other = np.zeros(128), np.eye(128)[0] * 0.6
    for split in (2, 6, 10):
        prints = np.array([one] * split + [other] * (12 - split)) + rng.normal(0, 0.005, (12, 128))
        assert face_spread(prints.astype(np.float32), 0) > 0.5
    same = np.array([one] * 12) + rng.normal(0, 0.015, (12, 128))
    assert face_spread(same.astype(np.float32), 0) < 0.3
    assert np.isnan(face_spread(same[:1].astype(np.float32), 0))


def test_within_counts_only_what_overlaps() -> None:
    spans = ((0.0, 1.0), (2.0, 3.0), (4.0, 9.0))
    assert within(spans, 0.5, 4.5) == pytest.approx(2.0)
    assert within(spans, 1.1, 1.9) == 0
    assert within((), 0, 9) == 0
