"""Evidence in, verdict out.

Rules
1. The default is no: what was not measured, is not a number or was not asked for never counts for a take.
2. A policy that does not ask for everything in `ESSENTIAL` is refused whole; silence is not a yes.
3. `Verified` exists only as an answer of `judge`, and carries the evidence and the bar it rests on.
4. `Usable` says that a recording is good enough to make a cameo of, and nothing about who made it or when.
5. Every reason found is told, but for those that only follow from another one.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from walkon.domain.capture import SHORTEST
from walkon.domain.errors import BadInput
from walkon.domain.refusal import Reason

# Limits, each with where it comes from. "Spike" figures were measured on real faces and voices before this was built.
SILENCE_LUFS = -60.0  # the absolute gate of ITU-R BS.1770 is -70; a muted microphone with dither stays below this
OTHER_WAY = 8.0  # degrees against the asked direction that are a turn, not a sway

ESSENTIAL = frozenset(
    {
        Reason.NO_FACE,
        Reason.TWO_FACES,
        Reason.FACE_CHANGES,
        Reason.FLAT,
        Reason.TURNS_NOT_DONE,
        Reason.WRONG_ORDER,
        Reason.NO_BLINK,
        Reason.NO_SOUND,
        Reason.SILENT,
        Reason.NO_SPEECH,
        Reason.VOICE_CHANGES,
        Reason.TOO_SHORT,
        Reason.LOW_FRAME_RATE,
    }
)
ESSENTIAL_OF_CLIPS = frozenset({Reason.NO_FACE, Reason.TWO_FACES, Reason.FACE_CHANGES, Reason.TOO_SHORT})

_NO_VOICE = (Reason.NO_SPEECH, Reason.VOICE_CHANGES, Reason.NOISY, Reason.TOO_QUIET, Reason.CLIPPED)
_FOLLOWERS: dict[Reason, tuple[Reason, ...]] = {
    Reason.NO_FACE: (
        Reason.FACE_CHANGES,
        Reason.FLAT,
        Reason.TURNS_NOT_DONE,
        Reason.WRONG_ORDER,
        Reason.NO_BLINK,
        Reason.UNEVEN_LIGHT,
        Reason.BLURRED,
        Reason.TOO_FAR,
        Reason.CUT_OFF,
    ),
    Reason.NO_SOUND: (Reason.SILENT, *_NO_VOICE),
    Reason.SILENT: _NO_VOICE,
    Reason.NO_SPEECH: (Reason.VOICE_CHANGES,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How good a recording is. Numbers only."""

    seconds: float
    fps: float  # frames per second of the file, before it was brought to a constant rate
    largest_gap: float  # longest time between two pictures, seconds
    light: float  # median luma of the face, 0..1
    light_evenness: float  # darker half of the face / brighter half, 0..1
    sharpness: float  # variance of the Laplacian on the face scaled to 256 px wide
    face_width: float  # median face width / picture width
    margin: float  # smallest distance of the head (top, left, right) to the picture's edge / picture's width; < 0 cut
    speech_seconds: float
    loudness: float | None  # LUFS, None without sound
    snr: float | None  # dB, speech against the background
    clipping: float | None  # peak crowding, 0..1


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSeen:
    """What was seen of one step of the challenge; `done` was judged from the numbers beside it."""

    kind: str  # still, turn, blink, smile, say
    done: bool
    measured: float  # turn: degrees towards the asked side, < 0 if the head went the other way; blink: count;
    # smile: widening ratio; say: seconds of speech; still: largest departure in degrees


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What perception measured in a take. Numbers only: nobody can be recognised from it."""

    frames: int
    frames_without_face: int
    frames_with_two_faces: int
    face_spread: float  # largest distance between a face print of the take and the take's template
    voice_spread: float | None  # smallest cosine between halves of the speech, None with too little speech
    planarity: float  # residual of the best homography at the largest turn / eye distance; flat pictures stay < .02
    yaw_range: tuple[float, float]  # degrees, relative to the person's neutral
    blinks: int
    steps: tuple[StepSeen, ...]
    has_sound: bool
    quality: Quality


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What is asked of a take: the reasons it can be refused for, and the limits they are read against."""

    demands: frozenset[Reason]
    faceless: float  # largest share of frames without a face
    crowded: float  # largest share of frames with two faces
    face_spread: float  # largest distance
    voice_spread: float  # smallest cosine
    planarity: float  # smallest residual
    seconds: float  # shortest take
    fps: float  # fewest frames per second
    gap: float  # longest time between two pictures, seconds
    light: tuple[float, float]  # darkest and brightest face
    evenness: float  # most uneven light
    sharpness: float  # least
    face_width: float  # smallest share of the picture
    margin: float  # least room around the head
    speech: float  # fewest seconds
    loudness: float  # quietest, LUFS
    snr: float  # noisiest, dB
    clipping: float  # most crowded peaks


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """`take` is asked of a recording made for a challenge, `clip` of an existing one."""

    take: Bar
    clip: Bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """The take answers its challenge; `evidence` reached `bar` at `at`, an aware UTC datetime."""

    evidence: Evidence
    bar: Bar
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Usable:
    """The clip is good enough to work with; who it shows was not checked against a challenge."""

    evidence: Evidence
    bar: Bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The take does not reach the bar; at least one reason, in the order people are told."""

    reasons: tuple[Reason, ...]


Verdict = Verified | Refused


class RefusedTake(BadInput):
    """A take was refused; `verdict` says why."""

    code = "refused"
    en = "This recording cannot be used."
    ko = "이 녹화는 사용할 수 없습니다."

    def __init__(self, verdict: Refused) -> None:
        self.verdict = verdict
        super().__init__(reasons=[reason.value for reason in verdict.reasons])

    def sentence(self, language: str) -> str:
        """One sentence per reason."""
        return " ".join([super().sentence(language), *(reason.sentence(language) for reason in self.verdict.reasons)])


def judge(evidence: Evidence, policy: Policy, now: datetime) -> Verdict:
    """Whether a take answers its challenge; never raises, whatever the numbers are."""
    reasons = _missing(evidence, policy.take, ESSENTIAL)
    return Refused(reasons=reasons) if reasons else Verified(evidence=evidence, bar=policy.take, at=now)


def usable(evidence: Evidence, policy: Policy) -> Usable | Refused:
    """Whether an existing clip is good enough for an unverified cameo; never raises, whatever the numbers are."""
    reasons = _missing(evidence, policy.clip, ESSENTIAL_OF_CLIPS)
    return Refused(reasons=reasons) if reasons else Usable(evidence=evidence, bar=policy.clip)


def _missing(evidence: Evidence, bar: Bar, essential: frozenset[Reason]) -> tuple[Reason, ...]:
    """Why `evidence` does not reach `bar`; empty only when every demand is met."""
    if not bar.demands >= essential:
        return (Reason.EMPTY_POLICY,)
    failed = {reason for reason in bar.demands if not _met(reason, evidence, bar)}
    hidden = {follower for reason in failed for follower in _FOLLOWERS.get(reason, ())}
    if Reason.NO_SPEECH in failed and evidence.quality.snr is None:
        hidden |= {Reason.NOISY, Reason.CLIPPED}
    return tuple(reason for reason in Reason if reason in failed - hidden)


def _met(reason: Reason, evidence: Evidence, bar: Bar) -> bool:
    """Whether one demand is met; what cannot be compared is not met."""
    check = _CHECKS.get(reason)
    if check is None:
        return False
    try:
        return check(evidence, bar) is True
    except (ArithmeticError, TypeError, ValueError):
        return False


def _done(evidence: Evidence, kind: str, least: int) -> bool:
    steps = [step for step in evidence.steps if step.kind == kind]
    return len(steps) >= least and all(step.done is True and math.isfinite(step.measured) for step in steps)


def _right_way(evidence: Evidence) -> bool:
    """Whether no turn went the other way; a turn that was not measured is not done, which is another reason."""
    return not any(step.measured <= -OTHER_WAY for step in evidence.steps if step.kind == "turn")


def _whole(evidence: Evidence, bar: Bar) -> bool:
    return evidence.quality.seconds >= bar.seconds and _done(evidence, "still", 0)


def _same_voice(evidence: Evidence, bar: Bar) -> bool:
    return evidence.voice_spread is not None and evidence.voice_spread >= bar.voice_spread


def _loud(evidence: Evidence, least: float) -> bool:
    return evidence.quality.loudness is not None and evidence.quality.loudness >= least


def _spoken(evidence: Evidence, bar: Bar) -> bool:
    return evidence.quality.speech_seconds >= bar.speech and _done(evidence, "say", 1)


# Every check reads "enough", so that a NaN, for which every comparison is false, is never enough.
_CHECKS: dict[Reason, Callable[[Evidence, Bar], bool]] = {
    Reason.NO_FACE: lambda e, b: e.frames >= 1 and 0 <= e.frames_without_face <= b.faceless * e.frames,
    Reason.TWO_FACES: lambda e, b: e.frames >= 1 and 0 <= e.frames_with_two_faces <= b.crowded * e.frames,
    Reason.FACE_CHANGES: lambda e, b: 0 <= e.face_spread <= b.face_spread,
    Reason.FLAT: lambda e, b: e.planarity >= b.planarity,
    Reason.TURNS_NOT_DONE: lambda e, _: _done(e, "turn", 2),
    Reason.WRONG_ORDER: lambda e, _: _right_way(e),
    Reason.NO_BLINK: lambda e, _: e.blinks >= 1 and _done(e, "blink", 1),
    Reason.NO_SOUND: lambda e, _: e.has_sound is True,
    Reason.SILENT: lambda e, _: _loud(e, SILENCE_LUFS),
    Reason.NO_SPEECH: _spoken,
    Reason.VOICE_CHANGES: _same_voice,
    Reason.TOO_SHORT: _whole,
    Reason.LOW_FRAME_RATE: lambda e, b: e.quality.fps >= b.fps,
    Reason.GAPS: lambda e, b: 0 <= e.quality.largest_gap <= b.gap,
    Reason.TOO_DARK: lambda e, b: e.quality.light >= b.light[0],
    Reason.TOO_BRIGHT: lambda e, b: e.quality.light <= b.light[1],
    Reason.UNEVEN_LIGHT: lambda e, b: e.quality.light_evenness >= b.evenness,
    Reason.BLURRED: lambda e, b: e.quality.sharpness >= b.sharpness,
    Reason.TOO_FAR: lambda e, b: e.quality.face_width >= b.face_width,
    Reason.CUT_OFF: lambda e, b: e.quality.margin >= b.margin,
    Reason.NOISY: lambda e, b: e.quality.snr is not None and e.quality.snr >= b.snr,
    Reason.TOO_QUIET: lambda e, b: _loud(e, b.loudness),
    Reason.CLIPPED: lambda e, b: e.quality.clipping is not None and 0 <= e.quality.clipping <= b.clipping,
}

_TAKE = Bar(
    demands=frozenset(Reason) - {Reason.EMPTY_POLICY},
    faceless=0.05,
    crowded=0.02,
    face_spread=0.5,  # real clips: .25 to .37 for one person, .62 and more for two; strong expressions reach .50
    voice_spread=0.65,  # one speaker's single utterances: 1 % below .661; two speakers: 95 % below .648 (spike)
    planarity=0.024,  # flat prints .004 to .017, real heads .031 and more at 10 degrees (spike)
    seconds=SHORTEST,
    fps=15.0,  # below, a blink falls between two pictures (spike)
    gap=0.5,
    light=(0.14, 0.92),  # low, because dark skin in even light is not a fault
    evenness=0.25,
    sharpness=6.0,  # real clips 13 to 270, softened by 1 % of the face's width 3 to 5
    face_width=0.15,
    margin=0.0,
    speech=2.5,
    loudness=-40.0,  # proposed by the spike
    snr=15.0,  # proposed by the spike; reads white noise truly within 3 dB
    clipping=0.008,  # flags from about 0.5 to 1 % of clipped samples (spike)
)
STANDARD = Policy(
    take=_TAKE,
    clip=replace(
        _TAKE,
        demands=frozenset(
            {
                Reason.NO_FACE,
                Reason.TWO_FACES,
                Reason.FACE_CHANGES,
                Reason.TOO_SHORT,
                Reason.LOW_FRAME_RATE,
                Reason.TOO_DARK,
                Reason.TOO_BRIGHT,
                Reason.BLURRED,
                Reason.TOO_FAR,
            }
        ),
        faceless=0.1,
        face_spread=0.55,
        crowded=0.1,
        seconds=4.0,
        fps=12.0,
        light=(0.1, 0.95),
        sharpness=4.0,
    ),
)
