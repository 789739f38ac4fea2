"""How far a production is: never less than it was, never out of range, and always some shot while one is drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests import stage_world as world
from walkon.domain.how_far import HowFar, overall, seconds_left, shot_at
from walkon.domain.ids import ProductionId

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PLAN = world.plan()
FAR = HowFar(production=ProductionId("0" * 32), attempt=1, stage="draw", within=0.5, share=0.5, began_at=NOW, at=NOW)
shares = st.floats(0, 1)
stages = st.sampled_from(["start", "open", "speak", "draw", "sound", "encode", "storyboard", "review", "theirs"])


@given(st.lists(st.tuples(stages, st.floats(-1, 2))))
def test_it_never_falls(steps: list[tuple[str, float]]) -> None:
    before = 0.0
    for stage, within in steps:
        after = overall(stage, within, before)
        assert before <= after < 1.0
        before = after


@given(stages, shares, shares)
def test_later_in_a_stage_is_further(stage: str, one: float, other: float) -> None:
    assert (overall(stage, min(one, other)) <= overall(stage, max(one, other))) is True


@given(shares, shares)
def test_shots_come_in_their_order(one: float, other: float) -> None:
    early, late = (shot_at(PLAN, replace(FAR, within=within)) for within in sorted((one, other)))
    assert early is not None and late is not None
    assert 0 <= early <= late < len(PLAN.shots)


def test_every_shot_has_its_turn() -> None:
    drawn = {shot_at(PLAN, replace(FAR, within=frame / PLAN.frames)) for frame in range(PLAN.frames + 1)}
    assert drawn == set(range(len(PLAN.shots)))
    assert shot_at(PLAN, replace(FAR, stage="review")) is None


def test_nobody_guesses_too_early() -> None:
    assert seconds_left(FAR) is None
    assert seconds_left(replace(FAR, at=NOW + timedelta(seconds=30))) == 30
    assert seconds_left(replace(FAR, share=0.05, at=NOW + timedelta(seconds=30))) is None
