"""Laws of verdicts: a yes needs everything, any single fault is a no with its reason, worse never gets better."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.good_evidence import good
from walkon.domain.cameo import Cameo, Standing, must_verify_anew
from walkon.domain.demands import Bar, met
from walkon.domain.errors import UnknownPolicy
from walkon.domain.evidence import (
    CoveringSeen,
    Evidence,
    LightSeen,
    LipsSeen,
    MotionSeen,
    PhraseSeen,
    Quality,
    SpeechSeen,
    StepSeen,
    TracesSeen,
)
from walkon.domain.identity import CLOSE, SAME
from walkon.domain.ids import CameoId, Handle
from walkon.domain.policies import AT_HOME, STANDARD, STRICT, Policy, of_an_owner, policy_called
from walkon.domain.refusal import Course, Reason
from walkon.domain.verification import (
    ESSENTIAL,
    ESSENTIAL_OF_CLIPS,
    NeedsReview,
    Refused,
    Retry,
    Usable,
    Verified,
    judge,
    not_accepted,
    usable,
)

NOW = datetime(2026, 1, 1, tzinfo=UTC)
BAR = STANDARD.take
NO = (Refused, Retry, NeedsReview)
FLOATS = st.floats(allow_nan=True, allow_infinity=True)
COUNTS = st.integers(-3, 10**400) | FLOATS


PARTS: dict[str, Any] = {
    "light": LightSeen,
    "lips": LipsSeen,
    "speech": SpeechSeen,
    "phrase": PhraseSeen,
    "traces": TracesSeen,
    "motion": MotionSeen,
    "covering": CoveringSeen,
}


def good_steps(turn: float = 20.0) -> tuple[StepSeen, ...]:
    seen = {"still": 1.0, "turn": turn, "blink": 1.0, "say": 1.5, "smile": 1.1, "light": 1.0}
    order = ("still", "turn", "say", "light", "blink", "turn", "smile", "say", "still")
    return tuple(StepSeen(kind=kind, done=True, measured=seen[kind]) for kind in order)


def between(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high)


GOOD_QUALITY = st.builds(
    Quality,
    seconds=between(BAR.seconds, 40),
    fps=between(BAR.fps, 120),
    largest_gap=between(0, BAR.gap),
    light=between(*BAR.light),
    behind=st.none() | between(0, BAR.behind),
    light_evenness=between(BAR.evenness, 1),
    sharpness=between(BAR.sharpness, 9000),
    face_width=between(BAR.face_width, 0.7),
    margin=between(BAR.margin, 0.4),
    speech_seconds=between(BAR.speech, 30),
    loudness=between(BAR.loudness, -5),
    snr=between(BAR.snr, 40),
    clipping=between(0, BAR.clipping),
)
GOOD_LIGHT = st.builds(
    LightSeen,
    strength=between(0.02, 1),
    score=between(9, 40),
    limit=between(4, 8.9),
    delay=between(0, BAR.light_delay),
    background=between(0, BAR.background[0]),
    shape=between(BAR.shape[1], 3),
    sides=st.none() | between(BAR.sides, 9),
    body=st.none() | between(BAR.body, 2),
    confidence=between(BAR.light_confidence, 1),
)
GOOD = st.builds(
    Evidence,
    light=GOOD_LIGHT,
    lips=st.builds(
        LipsSeen,
        agreement=between(BAR.lips, 1),
        lag=between(-0.2, 0.2),
        margin=between(BAR.lips_margin, 1),
        opening=between(BAR.lips_opening, 0.5),
        confidence=between(0.5, 1),
    ),
    speech=st.builds(
        SpeechSeen,
        in_time=between(BAR.in_time, 1),
        reaction=between(0, 1),
        outside=between(0, BAR.outside),
        confidence=between(0.5, 1),
    ),
    phrase=st.builds(PhraseSeen, rank=st.integers(1, BAR.rank), among=st.just(20), margin=FLOATS, confidence=FLOATS),
    traces=st.builds(
        TracesSeen,
        frozen=between(0, BAR.frozen[1]),
        repeated=between(0, BAR.repeated),
        mistimed=between(0, BAR.mistimed),
        noise=FLOATS,
        recoded=FLOATS,
        texture=FLOATS,
        virtual_camera=st.just(False),
        confidence=between(0.5, 1),
    ),
    motion=st.builds(MotionSeen, fastest=between(0, 400), jump=between(0, BAR.jump[0]), confidence=between(0.5, 1)),
    covering=st.builds(
        CoveringSeen,
        mouth=between(-3, BAR.mouth_covered),
        eyes=between(-5, BAR.eyes_covered),
        confidence=between(0.5, 1),
    ),
    witnessed=st.just(True),
    resembles_another=st.just(False),
    frames=st.just(600),
    frames_without_face=st.integers(0, int(600 * BAR.faceless)),
    frames_with_two_faces=st.integers(0, int(600 * BAR.crowded)),
    face_spread=between(0, BAR.face_spread),
    voice_spread=between(BAR.voice_spread, 1),
    planarity=between(BAR.planarity, 0.3),
    yaw_range=st.tuples(between(-60, -10), between(10, 60)),
    facing=between(0, BAR.facing),
    asked_seconds=between(40 - BAR.over, 60),
    offset=st.none() | between(-BAR.offset, BAR.offset),
    blinks=st.integers(1, 20),
    steps=between(12, 60).map(good_steps),
    has_sound=st.just(True),
    quality=GOOD_QUALITY,
)
ANY_QUALITY = st.builds(
    Quality,
    **{f.name: FLOATS | st.none() if "None" in str(f.type) else COUNTS for f in fields(Quality)},
)


def any_of(kind: object) -> st.SearchStrategy[object]:
    """Any value of a field, by its annotation."""
    if kind == "bool":
        return st.booleans()
    return COUNTS | st.none() if "None" in str(kind) else COUNTS


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
    facing=FLOATS,
    asked_seconds=FLOATS | st.none(),
    offset=FLOATS | st.none(),
    blinks=COUNTS,
    steps=st.lists(ANY_STEP, max_size=6).map(tuple),
    has_sound=st.booleans(),
    quality=ANY_QUALITY,
    **{
        name: st.none() | st.builds(kind, **{f.name: any_of(f.type) for f in fields(kind)})
        for name, kind in PARTS.items()
    },
    witnessed=st.booleans(),
    resembles_another=st.none() | st.booleans(),
    owner_distance=st.none() | FLOATS,
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
    "facing": (Reason.NOT_FACING, BAR.facing, +1),
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
    "light.delay": (Reason.LIGHT_LATE, BAR.light_delay, +1),
    "light.background": (Reason.LIGHT_EVERYWHERE, BAR.background[1], +1),
    "light.shape": (Reason.LIGHT_FLAT, BAR.shape[0], -1),
    "light.confidence": (Reason.LIGHT_UNDECIDED, BAR.light_confidence, -1),
    "lips.agreement": (Reason.LIPS_APART, BAR.lips, -1),
    "lips.opening": (Reason.LIPS_APART, BAR.lips_opening, -1),
    "lips.margin": (Reason.LIPS_APART, BAR.lips_margin, -1),
    "speech.in_time": (Reason.SPOKEN_ELSEWHEN, BAR.in_time, -1),
    "speech.outside": (Reason.SPOKEN_ELSEWHEN, BAR.outside, +1),
    "traces.repeated": (Reason.REPEATED, BAR.repeated, +1),
    "traces.frozen": (Reason.STANDING, BAR.frozen[1], +1),
    "traces.mistimed": (Reason.INJECTED, BAR.mistimed, +1),
    "motion.jump": (Reason.FACE_JUMPS, BAR.jump[1], +1),
    "covering.mouth": (Reason.COVERED, BAR.mouth_covered, +1),
    "covering.eyes": (Reason.COVERED, BAR.eyes_covered, +1),
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
    ("light", None, Reason.LIGHT_UNDECIDED),
    ("light.background", None, Reason.LIGHT_UNDECIDED),
    ("light.background", 0.7, Reason.LIGHT_UNDECIDED),
    ("light.shape", -0.3, Reason.LIGHT_UNDECIDED),
    ("light.body", 0.02, Reason.LIGHT_UNDECIDED),
    ("light.body", math.nan, Reason.LIGHT_UNDECIDED),
    ("light.score", 3.0, Reason.LIGHT_WRONG),
    ("light.score", math.nan, Reason.LIGHT_WRONG),
    ("lips", None, Reason.LIPS_APART),
    ("speech", None, Reason.SPOKEN_ELSEWHEN),
    ("traces", None, Reason.REPEATED),
    ("traces", None, Reason.INJECTED),
    ("traces.virtual_camera", True, Reason.INJECTED),
    ("motion", None, Reason.FACE_JUMPS),
    ("motion.jump", 0.1, Reason.UNSTEADY),
    ("light.sides", -1.0, Reason.LIGHT_ONE_SIDED),
    ("covering", None, Reason.COVERED),
    ("witnessed", False, Reason.NOT_WITNESSED),
    ("resembles_another", True, Reason.RESEMBLES),
    ("resembles_another", None, Reason.RESEMBLES),
    ("quality.seconds", 70.1, Reason.TOO_LONG),
    ("asked_seconds", None, Reason.TOO_LONG),
    ("offset", 2.0, Reason.OUT_OF_STEP),
    ("offset", -2.0, Reason.OUT_OF_STEP),
    ("offset", math.nan, Reason.OUT_OF_STEP),
    ("steps", (), Reason.TURNS_NOT_DONE),
    ("steps", good_steps(math.nan), Reason.TURNS_NOT_DONE),
    ("steps", good_steps(-20.0), Reason.WRONG_ORDER),
]


BROKEN = Evidence(
    frames=100,
    frames_without_face=100,
    frames_with_two_faces=0,
    face_spread=math.nan,
    voice_spread=None,
    planarity=math.nan,
    yaw_range=(math.nan, math.nan),
    facing=math.nan,
    offset=math.nan,
    blinks=0,
    steps=(),
    has_sound=False,
    quality=Quality(
        seconds=0,
        fps=math.nan,
        largest_gap=math.nan,
        light=math.nan,
        behind=math.nan,
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
ONLY_WITH_LIGHT = {
    Reason.TWO_FACES,
    Reason.WRONG_ORDER,
    Reason.LIGHT_WRONG,
    Reason.LIGHT_LATE,
    Reason.LIGHT_EVERYWHERE,
    Reason.LIGHT_FLAT,
    Reason.LIGHT_UNDECIDED,
    Reason.LIGHT_ONE_SIDED,
    Reason.NOT_THE_OWNER,
}  # nothing of the kind is in a take without a face or without colours, of somebody who claims nothing


def spoil(evidence: Evidence, name: str, value: object) -> Evidence:
    part, _, inner = name.rpartition(".")
    change: dict[str, Any] = {inner: value}
    return replace(evidence, **({part: replace(getattr(evidence, part), **change)} if part else change))


@settings(max_examples=100, deadline=None)
@given(GOOD)
def test_good_evidence_is_verified_and_carries_its_proof(evidence: Evidence) -> None:
    verdict = judge(evidence, STANDARD, NOW)
    assert verdict == Verified(evidence=evidence, policy=STANDARD, at=NOW)
    assert isinstance(usable(evidence, STANDARD), Usable)


@pytest.mark.parametrize(("name", "value", "reason"), SPOILT)
@settings(max_examples=15, deadline=None)
@given(evidence=GOOD)
def test_one_spoilt_field_is_refused_with_its_reason(
    name: str, value: object, reason: Reason, evidence: Evidence
) -> None:
    verdict = judge(spoil(evidence, name, value), STANDARD, NOW)
    assert isinstance(verdict, NO)
    assert reason in verdict.reasons


@pytest.mark.parametrize("name", LIMITED)
@settings(max_examples=15, deadline=None)
@given(evidence=GOOD, excess=st.floats(1e-3, 1e6))
def test_past_a_limit_is_refused_with_its_reason(name: str, evidence: Evidence, excess: float) -> None:
    reason, limit, worse = LIMITED[name]
    verdict = judge(spoil(evidence, name, limit + worse * excess), STANDARD, NOW)
    assert isinstance(verdict, NO)
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
    assert isinstance(verdict, NO) and reason in verdict.reasons


@given(evidence=GOOD, dark=between(0, BAR.light[0] - 0.01), bright=between(BAR.behind + 0.01, 1))
@settings(max_examples=20, deadline=None)
def test_a_dark_face_before_a_bright_window_is_told_to_turn_round(
    evidence: Evidence, dark: float, bright: float
) -> None:
    before = replace(evidence, quality=replace(evidence.quality, behind=bright))
    assert isinstance(judge(before, STANDARD, NOW), Verified)
    verdict = judge(spoil(spoil(before, "quality.light", dark), "quality.sharpness", 1.0), STANDARD, NOW)
    assert isinstance(verdict, Retry) and verdict.reasons == (Reason.BACKLIT,)


@given(evidence=GOOD, offset=between(BAR.offset + 0.01, 8))
@settings(max_examples=20, deadline=None)
def test_the_right_take_at_the_wrong_time_is_told_so_alone(evidence: Evidence, offset: float) -> None:
    undone = tuple(replace(step, done=False) for step in evidence.steps)
    late = spoil(replace(evidence, offset=offset, steps=undone), "light.score", 0.0)
    verdict = judge(late, STANDARD, NOW)
    assert isinstance(verdict, Retry) and verdict.reasons == (Reason.OUT_OF_STEP,)
    sheet = judge(replace(late, planarity=0.001, steps=evidence.steps), STANDARD, NOW)
    assert isinstance(sheet, Refused) and Reason.FLAT in sheet.reasons


@settings(max_examples=300, deadline=None)
@given(ANY)
def test_no_number_makes_judging_fail(evidence: Evidence) -> None:
    for verdict in (judge(evidence, STANDARD, NOW), usable(evidence, STANDARD)):
        if isinstance(verdict, NO):
            assert verdict.reasons
            error = not_accepted(verdict)
            assert error.sentence("en") and error.sentence("ko") and error.fields["reasons"]


@pytest.mark.parametrize("policy", [AT_HOME, STANDARD, STRICT, of_an_owner(STANDARD)])
@settings(max_examples=150, deadline=None)
@given(evidence=GOOD | ANY, spoilt=st.lists(st.sampled_from(SPOILT), max_size=4))
def test_a_yes_needs_every_demand_to_be_met_whatever_is_told(
    policy: Policy, evidence: Evidence, spoilt: list[tuple[str, object, Reason]]
) -> None:
    for name, value, _ in spoilt:
        part = name.rpartition(".")[0]
        if not part or getattr(evidence, part) is not None:
            evidence = spoil(evidence, name, value)
    everything = all(met(reason, evidence, policy.take) for reason in policy.take.demands)
    assert isinstance(judge(evidence, policy, NOW), Verified) == everything


@settings(max_examples=300, deadline=None)
@given(evidence=GOOD | ANY, name=st.sampled_from(sorted(LIMITED)), amount=st.floats(0, 1e9))
def test_worse_never_turns_a_no_into_a_yes(evidence: Evidence, name: str, amount: float) -> None:
    worse_way = LIMITED[name][2]
    part, _, inner = name.rpartition(".")
    holder: object = getattr(evidence, part) if part else evidence
    value = None if holder is None else getattr(holder, inner)
    if name == "light.confidence" and value is not None and not value < BAR.light_confidence:
        return  # less light makes a wrong answer undecided, which is a no of another kind
    if value is None or (isinstance(value, int) and abs(value) > 2**53) or name == "quality.light":
        return
    worse = spoil(evidence, name, value + worse_way * amount)
    if isinstance(judge(evidence, STANDARD, NOW), NO) and value >= 0:
        assert isinstance(judge(worse, STANDARD, NOW), NO)


@given(evidence=GOOD, kept=st.sets(st.sampled_from(sorted(Reason))))
@settings(max_examples=100, deadline=None)
def test_a_policy_that_asks_too_little_is_refused(evidence: Evidence, kept: set[Reason]) -> None:
    bar = replace(BAR, demands=frozenset(kept))
    policy = Policy(name="loose", version=1, take=bar, clip=bar)
    verdict, loose = judge(evidence, policy, NOW), usable(evidence, policy)
    if not kept >= ESSENTIAL:
        assert verdict == Refused(evidence=evidence, policy=policy, reasons=(Reason.EMPTY_POLICY,))
    if not kept >= ESSENTIAL_OF_CLIPS:
        assert loose == Refused(evidence=evidence, policy=policy, reasons=(Reason.EMPTY_POLICY,))
    if Reason.EMPTY_POLICY in kept:
        assert isinstance(verdict, NO) and isinstance(loose, Refused)


@given(evidence=GOOD)
@settings(max_examples=10, deadline=None)
def test_a_policy_with_limits_that_are_no_numbers_is_refused(evidence: Evidence) -> None:
    nans: dict[str, Any] = {f.name: math.nan for f in fields(Bar) if f.name not in {"demands", "light"}}
    bar = replace(BAR, light=(math.nan, math.nan), **nans)
    verdict = judge(evidence, Policy(name="broken", version=1, take=bar, clip=bar), NOW)
    assert isinstance(verdict, NO) and len(verdict.reasons) > 5


def test_every_demand_has_a_check_and_every_reason_two_sentences() -> None:
    for reason in Reason:
        en, ko = reason.sentence("en"), reason.sentence("ko")
        assert en.isascii() and en.endswith(".")
        assert any("가" <= c <= "힣" for c in ko)
    for reason in frozenset(Reason) - {Reason.EMPTY_POLICY}:
        assert met(reason, BROKEN, BAR) is False or reason in ONLY_WITH_LIGHT, reason


def test_policies_ask_for_more_in_their_order() -> None:
    assert AT_HOME.take.demands < STANDARD.take.demands < STRICT.take.demands
    assert AT_HOME.take.demands >= ESSENTIAL
    assert STRICT.take.demands | OF_OWNERS == frozenset(Reason) - {Reason.EMPTY_POLICY}
    assert policy_called("standard") is STANDARD
    with pytest.raises(UnknownPolicy):
        policy_called("lax")


OF_OWNERS = {Reason.NOT_THE_OWNER, Reason.OWNER_UNSURE}


@pytest.mark.parametrize("policy", [AT_HOME, STANDARD])
@settings(max_examples=100, deadline=None)
@given(evidence=GOOD | ANY, distance=st.none() | FLOATS)
def test_who_claims_a_cameo_is_asked_everything_and_to_be_its_owner(
    policy: Policy, evidence: Evidence, distance: float | None
) -> None:
    claimed = replace(evidence, owner_distance=distance)
    verdict = judge(claimed, of_an_owner(policy), NOW)
    assert isinstance(judge(replace(claimed, resembles_another=False), policy, NOW), Verified) or isinstance(
        verdict, NO
    )
    if distance is None or not 0 <= distance <= SAME:
        assert isinstance(verdict, NO)
        if distance is not None and math.isfinite(distance) and distance > CLOSE:
            assert Reason.NOT_THE_OWNER in verdict.reasons and isinstance(verdict, Refused)


@given(evidence=GOOD, distance=st.floats(0, SAME))
@settings(max_examples=30, deadline=None)
def test_an_owner_is_verified_whomever_they_resemble(evidence: Evidence, distance: float) -> None:
    twin = replace(evidence, owner_distance=distance, resembles_another=None)
    assert isinstance(judge(twin, of_an_owner(STANDARD), NOW), Verified)


@settings(max_examples=100, deadline=None)
@given(evidence=GOOD, spoilt=st.lists(st.sampled_from(SPOILT), min_size=1, max_size=4))
def test_the_gravest_reason_decides_what_follows(evidence: Evidence, spoilt: list[tuple[str, object, Reason]]) -> None:
    for name, value, _ in spoilt:
        part = name.rpartition(".")[0]
        if not part or getattr(evidence, part) is not None:
            evidence = spoil(evidence, name, value)
    verdict = judge(evidence, STANDARD, NOW)
    assert isinstance(verdict, NO)
    courses = {reason.course for reason in verdict.reasons}
    expected = Refused if Course.REFUSE in courses else Retry if Course.RETRY in courses else NeedsReview
    assert type(verdict) is expected
    assert verdict.evidence == evidence or evidence != evidence  # noqa: PLR0124  NaN is never equal


def test_sides_that_do_not_follow_are_looked_at_where_the_policy_is_strict() -> None:
    evidence = spoil(good(), "light.sides", 1.0)
    assert isinstance(judge(evidence, STANDARD, NOW), Verified)
    verdict = judge(evidence, STRICT, NOW)
    assert isinstance(verdict, NeedsReview) and verdict.reasons == (Reason.LIGHT_ONE_SIDED,)
    assert isinstance(judge(spoil(good(), "light.sides", None), STRICT, NOW), Verified)


@pytest.mark.parametrize("share", [0.85, 0.99])
def test_an_answer_just_below_the_limit_is_undecided(share: float) -> None:
    verdict = judge(spoil(good(), "light.score", share * 7.0), STANDARD, NOW)
    assert isinstance(verdict, NeedsReview) and verdict.reasons == (Reason.LIGHT_UNDECIDED,)


@settings(max_examples=20, deadline=None)
@given(evidence=GOOD)
def test_a_challenge_without_colours_is_reviewed_and_at_home_it_is_enough(evidence: Evidence) -> None:
    dark = replace(evidence, light=None, steps=tuple(s for s in evidence.steps if s.kind != "light"), witnessed=False)
    verdict = judge(dark, STANDARD, NOW)
    assert isinstance(verdict, NeedsReview)
    assert verdict.reasons == (Reason.NO_LIGHT_CODE, Reason.NOT_WITNESSED)
    assert isinstance(judge(dark, AT_HOME, NOW), Verified)


def test_a_cameo_remembers_what_it_was_verified_by() -> None:
    cameo = Cameo(
        id=CameoId("0" * 32),
        handle=Handle("mina"),
        standing=Standing.VERIFIED,
        created=NOW,
        has_voice=False,
        voice_similarity=None,
        policy="standard",
        policy_version=1,
    )
    assert not must_verify_anew(cameo, STANDARD)
    assert must_verify_anew(cameo, replace(STANDARD, version=2))
    assert must_verify_anew(cameo, STRICT)
    assert must_verify_anew(replace(cameo, policy=None, policy_version=None), STANDARD)
    assert must_verify_anew(replace(cameo, standing=Standing.UNVERIFIED), STANDARD)


def test_lips_that_are_covered_are_not_said_to_move_wrongly() -> None:
    masked = replace(spoil(good(), "covering.mouth", 1.0), lips=None)
    verdict = judge(masked, STANDARD, NOW)
    assert isinstance(verdict, Retry) and verdict.reasons == (Reason.COVERED,)
    assert isinstance(usable(masked, STANDARD), Usable)


def test_what_only_follows_is_not_told() -> None:
    quality = replace(BROKEN.quality, seconds=30, fps=30, largest_gap=0.03, light=0.5, behind=None)
    faceless = replace(BROKEN, quality=quality)
    verdict = judge(faceless, AT_HOME, NOW)
    assert isinstance(verdict, Refused)
    assert verdict.reasons == (Reason.NO_FACE, Reason.REPEATED, Reason.INJECTED, Reason.NO_SOUND)
    clip = usable(faceless, AT_HOME)
    assert isinstance(clip, Refused) and clip.reasons == (Reason.NO_FACE,)


def test_a_picture_that_stands_for_long_is_no_camera_and_one_that_stutters_is_for_a_person() -> None:
    most, some = BAR.frozen
    assert reasons(spoil(good(), "traces.frozen", most)) == (Reason.STANDING,)
    assert isinstance(judge(spoil(good(), "traces.frozen", most), STANDARD, NOW), NeedsReview)
    assert isinstance(judge(spoil(good(), "traces.frozen", most + 0.01), STANDARD, NOW), Refused)
    assert isinstance(judge(spoil(good(), "traces.frozen", some), STANDARD, NOW), Verified)


def reasons(evidence: Evidence) -> tuple[Reason, ...]:
    verdict = judge(evidence, STANDARD, NOW)
    return () if isinstance(verdict, Verified) else verdict.reasons
