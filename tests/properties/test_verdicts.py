"""Laws of verdicts: a yes needs everything, any single fault is a no with its reason, worse never gets better."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from walkon.domain.refusal import Reason
from walkon.domain.verification import (
    ESSENTIAL,
    ESSENTIAL_OF_CLIPS,
    STANDARD,
    Bar,
    Evidence,
    Policy,
    Quality,
    Refused,
    RefusedTake,
    StepSeen,
    Usable,
    Verified,
    judge,
    usable,
)

NOW = datetime(2026, 1, 1, tzinfo=UTC)
BAR = STANDARD.take
FLOATS = st.floats(allow_nan=True, allow_infinity=True)
COUNTS = st.integers(-3, 10**400) | FLOATS


def good_steps(turn: float = 20.0) -> tuple[StepSeen, ...]:
    seen = {"still": 1.0, "turn": turn, "blink": 1.0, "say": 1.5, "smile": 1.1}
    order = ("still", "turn", "say", "blink", "turn", "smile", "say", "still")
    return tuple(StepSeen(kind=kind, done=True, measured=seen[kind]) for kind in order)


def between(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high)


GOOD_QUALITY = st.builds(
    Quality,
    seconds=between(BAR.seconds, 60),
    fps=between(BAR.fps, 120),
    largest_gap=between(0, BAR.gap),
    light=between(*BAR.light),
    light_evenness=between(BAR.evenness, 1),
    sharpness=between(BAR.sharpness, 9000),
    face_width=between(BAR.face_width, 0.7),
    margin=between(BAR.margin, 0.4),
    speech_seconds=between(BAR.speech, 30),
    loudness=between(BAR.loudness, -5),
    snr=between(BAR.snr, 40),
    clipping=between(0, BAR.clipping),
)
GOOD = st.builds(
    Evidence,
    frames=st.just(600),
    frames_without_face=st.integers(0, int(600 * BAR.faceless)),
    frames_with_two_faces=st.integers(0, int(600 * BAR.crowded)),
    face_spread=between(0, BAR.face_spread),
    voice_spread=between(BAR.voice_spread, 1),
    planarity=between(BAR.planarity, 0.3),
    yaw_range=st.tuples(between(-60, -10), between(10, 60)),
    blinks=st.integers(1, 20),
    steps=between(12, 60).map(good_steps),
    has_sound=st.just(True),
    quality=GOOD_QUALITY,
)
ANY_QUALITY = st.builds(
    Quality,
    **{f.name: FLOATS | st.none() if "None" in str(f.type) else COUNTS for f in fields(Quality)},
)
ANY_STEP = st.builds(
    StepSeen, kind=st.sampled_from(["still", "turn", "blink", "say", "?"]), done=st.booleans(), measured=FLOATS
)
ANY = st.builds(
    Evidence,
    frames=COUNTS,
    frames_without_face=COUNTS,
    frames_with_two_faces=COUNTS,
    face_spread=FLOATS,
    voice_spread=FLOATS | st.none(),
    planarity=FLOATS,
    yaw_range=st.tuples(FLOATS, FLOATS),
    blinks=COUNTS,
    steps=st.lists(ANY_STEP, max_size=6).map(tuple),
    has_sound=st.booleans(),
    quality=ANY_QUALITY,
)

# field -> (reason, how far past its limit towards the worse: +1 for "more is worse")
LIMITED: dict[str, tuple[Reason, float, int]] = {
    "face_spread": (Reason.FACE_CHANGES, BAR.face_spread, +1),
    "voice_spread": (Reason.VOICE_CHANGES, BAR.voice_spread, -1),
    "planarity": (Reason.FLAT, BAR.planarity, -1),
    "frames_without_face": (Reason.NO_FACE, 600 * BAR.faceless, +1),
    "frames_with_two_faces": (Reason.TWO_FACES, 600 * BAR.crowded, +1),
    "blinks": (Reason.NO_BLINK, 0.5, -1),
    "quality.seconds": (Reason.TOO_SHORT, BAR.seconds, -1),
    "quality.fps": (Reason.LOW_FRAME_RATE, BAR.fps, -1),
    "quality.largest_gap": (Reason.GAPS, BAR.gap, +1),
    "quality.light": (Reason.TOO_DARK, BAR.light[0], -1),
    "quality.light_evenness": (Reason.UNEVEN_LIGHT, BAR.evenness, -1),
    "quality.sharpness": (Reason.BLURRED, BAR.sharpness, -1),
    "quality.face_width": (Reason.TOO_FAR, BAR.face_width, -1),
    "quality.margin": (Reason.CUT_OFF, BAR.margin, -1),
    "quality.speech_seconds": (Reason.NO_SPEECH, BAR.speech, -1),
    "quality.loudness": (Reason.TOO_QUIET, BAR.loudness, -1),
    "quality.snr": (Reason.NOISY, BAR.snr, -1),
    "quality.clipping": (Reason.CLIPPED, BAR.clipping, +1),
}
SPOILT: list[tuple[str, object, Reason]] = [
    *((name, math.nan, reason) for name, (reason, _, _) in LIMITED.items() if name != "quality.loudness"),
    ("quality.loudness", math.nan, Reason.SILENT),
    ("voice_spread", None, Reason.VOICE_CHANGES),
    ("frames", 0, Reason.NO_FACE),
    ("frames_without_face", 600, Reason.NO_FACE),
    ("frames_without_face", -1, Reason.NO_FACE),
    ("has_sound", False, Reason.NO_SOUND),
    ("quality.loudness", None, Reason.SILENT),
    ("quality.loudness", -math.inf, Reason.SILENT),
    ("quality.loudness", -65.0, Reason.SILENT),
    ("quality.light", 0.99, Reason.TOO_BRIGHT),
    ("quality.snr", None, Reason.NOISY),
    ("quality.clipping", None, Reason.CLIPPED),
    ("steps", (), Reason.TURNS_NOT_DONE),
    ("steps", good_steps(math.nan), Reason.TURNS_NOT_DONE),
    ("steps", good_steps(-20.0), Reason.WRONG_ORDER),
]


def spoil(evidence: Evidence, name: str, value: object) -> Evidence:
    change: dict[str, Any] = {name.removeprefix("quality."): value}
    if name.startswith("quality."):
        return replace(evidence, quality=replace(evidence.quality, **change))
    return replace(evidence, **change)


@settings(max_examples=100, deadline=None)
@given(GOOD)
def test_good_evidence_is_verified_and_carries_its_proof(evidence: Evidence) -> None:
    verdict = judge(evidence, STANDARD, NOW)
    assert verdict == Verified(evidence=evidence, bar=STANDARD.take, at=NOW)
    assert isinstance(usable(evidence, STANDARD), Usable)


@pytest.mark.parametrize(("name", "value", "reason"), SPOILT)
@settings(max_examples=15, deadline=None)
@given(evidence=GOOD)
def test_one_spoilt_field_is_refused_with_its_reason(
    name: str, value: object, reason: Reason, evidence: Evidence
) -> None:
    verdict = judge(spoil(evidence, name, value), STANDARD, NOW)
    assert isinstance(verdict, Refused)
    assert reason in verdict.reasons


@pytest.mark.parametrize("name", LIMITED)
@settings(max_examples=15, deadline=None)
@given(evidence=GOOD, excess=st.floats(1e-3, 1e6))
def test_past_a_limit_is_refused_with_its_reason(name: str, evidence: Evidence, excess: float) -> None:
    reason, limit, worse = LIMITED[name]
    verdict = judge(spoil(evidence, name, limit + worse * excess), STANDARD, NOW)
    assert isinstance(verdict, Refused)
    assert reason in verdict.reasons or Reason.SILENT in verdict.reasons  # far too quiet is silent


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("turn", Reason.TURNS_NOT_DONE),
        ("blink", Reason.NO_BLINK),
        ("say", Reason.NO_SPEECH),
        ("still", Reason.TOO_SHORT),
    ],
)
@given(evidence=GOOD, data=st.data())
@settings(max_examples=10, deadline=None)
def test_one_step_left_out_is_refused_with_its_reason(
    kind: str, reason: Reason, evidence: Evidence, data: st.DataObject
) -> None:
    places = [i for i, step in enumerate(evidence.steps) if step.kind == kind]
    place = data.draw(st.sampled_from(places))
    steps = tuple(replace(s, done=False) if i == place else s for i, s in enumerate(evidence.steps))
    verdict = judge(replace(evidence, steps=steps), STANDARD, NOW)
    assert isinstance(verdict, Refused) and reason in verdict.reasons


@settings(max_examples=300, deadline=None)
@given(ANY)
def test_no_number_makes_judging_fail(evidence: Evidence) -> None:
    for verdict in (judge(evidence, STANDARD, NOW), usable(evidence, STANDARD)):
        if isinstance(verdict, Refused):
            assert verdict.reasons
            error = RefusedTake(verdict)
            assert error.sentence("en") and error.sentence("ko") and error.fields["reasons"]


@settings(max_examples=300, deadline=None)
@given(evidence=GOOD | ANY, name=st.sampled_from(sorted(LIMITED)), amount=st.floats(0, 1e9))
def test_worse_never_turns_a_no_into_a_yes(evidence: Evidence, name: str, amount: float) -> None:
    worse_way = LIMITED[name][2]
    holder: object = evidence.quality if name.startswith("quality.") else evidence
    value = getattr(holder, name.removeprefix("quality."))
    if value is None or (isinstance(value, int) and abs(value) > 2**53) or name == "quality.light":
        return
    worse = spoil(evidence, name, value + worse_way * amount)
    if isinstance(judge(evidence, STANDARD, NOW), Refused) and value >= 0:
        assert isinstance(judge(worse, STANDARD, NOW), Refused)


@given(evidence=GOOD, kept=st.sets(st.sampled_from(sorted(Reason))))
@settings(max_examples=100, deadline=None)
def test_a_policy_that_asks_too_little_is_refused(evidence: Evidence, kept: set[Reason]) -> None:
    bar = replace(BAR, demands=frozenset(kept))
    verdict = judge(evidence, Policy(take=bar, clip=bar), NOW)
    loose = usable(evidence, Policy(take=bar, clip=bar))
    if not kept >= ESSENTIAL:
        assert verdict == Refused(reasons=(Reason.EMPTY_POLICY,))
    if not kept >= ESSENTIAL_OF_CLIPS:
        assert loose == Refused(reasons=(Reason.EMPTY_POLICY,))
    if Reason.EMPTY_POLICY in kept:
        assert isinstance(verdict, Refused) and isinstance(loose, Refused)


@given(evidence=GOOD)
@settings(max_examples=10, deadline=None)
def test_a_policy_with_limits_that_are_no_numbers_is_refused(evidence: Evidence) -> None:
    nans: dict[str, Any] = {f.name: math.nan for f in fields(Bar) if f.name not in {"demands", "light"}}
    bar = replace(BAR, light=(math.nan, math.nan), **nans)
    verdict = judge(evidence, Policy(take=bar, clip=bar), NOW)
    assert isinstance(verdict, Refused) and len(verdict.reasons) > 5


def test_every_demand_has_a_check_and_every_reason_two_sentences() -> None:
    for reason in Reason:
        en, ko = reason.sentence("en"), reason.sentence("ko")
        assert en.isascii() and en.endswith(".")
        assert any("가" <= c <= "힣" for c in ko)
    assert STANDARD.take.demands == frozenset(Reason) - {Reason.EMPTY_POLICY}


def test_what_only_follows_is_not_told() -> None:
    empty = Evidence(
        frames=100,
        frames_without_face=100,
        frames_with_two_faces=0,
        face_spread=math.nan,
        voice_spread=None,
        planarity=math.nan,
        yaw_range=(math.nan, math.nan),
        blinks=0,
        steps=(),
        has_sound=False,
        quality=Quality(
            seconds=20,
            fps=30,
            largest_gap=0.03,
            light=0.5,
            light_evenness=math.nan,
            sharpness=math.nan,
            face_width=math.nan,
            margin=math.nan,
            speech_seconds=0,
            loudness=None,
            snr=None,
            clipping=None,
        ),
    )
    assert judge(empty, STANDARD, NOW) == Refused(reasons=(Reason.NO_FACE, Reason.NO_SOUND))
    assert usable(empty, STANDARD) == Refused(reasons=(Reason.NO_FACE,))
