"""Laws of revealing: nothing is told early, everything is told in time, and only such a log is a witness."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world import NOON
from walkon.domain.capture import Challenge, Language, Light, Screen, draw_challenge, later
from walkon.domain.recordings import lead_of
from walkon.domain.reveal import AHEAD, DRIFT, Cue, Shown, cues, may_know, witnessed

CHALLENGES = st.builds(
    lambda seed, language, screen: draw_challenge(random.Random(seed), language, NOON, screen),
    st.integers(0, 2**32),
    st.sampled_from(Language),
    st.sampled_from(Screen),
)


def honest(challenge: Challenge, late: float = 0.1) -> list[Shown]:
    return [Shown(cue=cue, revealed=cue.at - AHEAD, shown=cue.at - AHEAD + late) for cue in cues(challenge)]


@settings(max_examples=60, deadline=None)
@given(CHALLENGES, st.floats(0, 40))
def test_nothing_is_told_early_and_everything_in_time(challenge: Challenge, elapsed: float) -> None:
    known = may_know(challenge, elapsed)
    assert all(cue.at <= elapsed + AHEAD for cue in known)
    assert known == cues(challenge)[: len(known)]
    assert may_know(challenge, challenge.seconds) == cues(challenge)


@settings(max_examples=60, deadline=None)
@given(CHALLENGES)
def test_every_step_word_and_colour_has_a_cue(challenge: Challenge) -> None:
    found = cues(challenge)
    assert {cue.step for cue in found} == set(range(len(challenge.steps)))
    for number, step in enumerate(challenge.steps):
        mine = [cue for cue in found if cue.step == number]
        assert all(step.at - 1e-9 <= cue.at <= step.at + step.seconds for cue in mine)
        if isinstance(step, Light):
            assert len(mine) == len(step.code.left)


@settings(max_examples=60, deadline=None)
@given(CHALLENGES, st.floats(0, DRIFT))
def test_an_honest_log_is_a_witness(challenge: Challenge, late: float) -> None:
    assert witnessed(challenge, honest(challenge, late))


@settings(max_examples=100, deadline=None)
@given(CHALLENGES, st.data())
def test_one_spoilt_entry_is_no_witness(challenge: Challenge, data: st.DataObject) -> None:
    log = honest(challenge)
    place = data.draw(st.integers(0, len(log) - 1))
    entry = log[place]
    spoilt = data.draw(
        st.sampled_from(
            [
                [],
                [replace(entry, revealed=entry.cue.at - AHEAD - 0.5, shown=entry.cue.at - AHEAD - 0.4)],
                [replace(entry, shown=entry.revealed - 2 * AHEAD)],
                [replace(entry, shown=entry.revealed + DRIFT + 2 * AHEAD)],
                [replace(entry, revealed=math.nan)],
                [replace(entry, cue=Cue(step=99, part=0, at=0.0))],
                [entry, entry],
            ]
        )
    )
    assert not witnessed(challenge, [*log[:place], *spoilt, *log[place + 1 :]])


@pytest.mark.parametrize("screen", list(Screen))
def test_an_empty_log_is_no_witness(screen: Screen) -> None:
    assert not witnessed(draw_challenge(random.Random(1), Language.KOREAN, NOON, screen), [])


@settings(max_examples=60, deadline=None)
@given(CHALLENGES, st.floats(0, DRIFT), st.lists(st.floats(-0.05, 0.05), min_size=80, max_size=80))
def test_a_lead_is_read_from_what_was_shown(challenge: Challenge, lead: float, jitter: list[float]) -> None:
    shown = [cue.at + lead + off for cue, off in zip(cues(challenge), jitter, strict=False)]
    assert lead_of(challenge, shown) == pytest.approx(lead, abs=0.051)


@settings(max_examples=60, deadline=None)
@given(CHALLENGES, st.lists(st.floats(-60, 600), max_size=80))
def test_no_more_lead_is_believed_than_a_network_explains(challenge: Challenge, shown: list[float]) -> None:
    assert 0.0 <= lead_of(challenge, shown) <= DRIFT


@settings(max_examples=30, deadline=None)
@given(CHALLENGES, st.floats(0, DRIFT))
def test_a_challenge_in_a_take_that_began_before_it(challenge: Challenge, lead: float) -> None:
    moved = later(challenge, lead)
    assert moved.seconds == pytest.approx(challenge.seconds + lead)
    assert [cue.at for cue in cues(moved)] == pytest.approx([cue.at + lead for cue in cues(challenge)])
    assert later(challenge, 0.0) == challenge
