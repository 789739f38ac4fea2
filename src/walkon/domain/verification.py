"""Evidence in, verdict out.

Rules
1. The default is no: what was not measured, is not a number or was not asked for never counts for a take.
2. A policy that does not ask for everything in `ESSENTIAL` is refused whole; silence is not a yes.
3. `Verified` exists only as an answer of `judge` and of `reviewed`. Every verdict carries the evidence and the policy it
   rests on.
4. What follows from a no is the gravest course among its reasons: refused before to be repeated before to be reviewed.
5. A light code that was asked for must be answered. Too little light is undecided: a person looks, nobody is accused.
6. `Usable` says that a recording is good enough to make a cameo of, and nothing about who made it or when.
7. Every reason found is told, but for those that only follow from another one.
8. A person's decision lifts what was left to a person, for the same take, the same policy, and no reason but those the
   person saw. It lifts nothing else: what was refused, or is to be repeated, stays so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from walkon.domain.demands import Bar, met
from walkon.domain.desk import Decision, eyes
from walkon.domain.errors import BadInput
from walkon.domain.evidence import Evidence
from walkon.domain.ids import TakeId
from walkon.domain.policies import Policy
from walkon.domain.refusal import Course, Reason

ESSENTIAL = frozenset(
    {
        Reason.NO_FACE,
        Reason.TWO_FACES,
        Reason.FACE_CHANGES,
        Reason.FACE_JUMPS,
        Reason.FLAT,
        Reason.REPEATED,
        Reason.INJECTED,
        Reason.LIGHT_WRONG,
        Reason.LIGHT_LATE,
        Reason.LIGHT_EVERYWHERE,
        Reason.LIGHT_FLAT,
        Reason.TURNS_NOT_DONE,
        Reason.WRONG_ORDER,
        Reason.NO_BLINK,
        Reason.NO_SOUND,
        Reason.SILENT,
        Reason.NO_SPEECH,
        Reason.SPOKEN_ELSEWHEN,
        Reason.LIPS_APART,
        Reason.VOICE_CHANGES,
        Reason.TOO_SHORT,
        Reason.LOW_FRAME_RATE,
    }
)
ESSENTIAL_OF_CLIPS = frozenset({Reason.NO_FACE, Reason.TWO_FACES, Reason.FACE_CHANGES, Reason.TOO_SHORT})

_NO_WORDS = (Reason.SPOKEN_ELSEWHEN, Reason.OTHER_WORDS, Reason.LIPS_APART, Reason.VOICE_CHANGES)
_NO_VOICE = (Reason.NO_SPEECH, *_NO_WORDS, Reason.NOISY, Reason.TOO_QUIET, Reason.CLIPPED)
_FOLLOWERS: dict[Reason, tuple[Reason, ...]] = {
    Reason.OUT_OF_STEP: (
        Reason.LIGHT_WRONG,
        Reason.LIGHT_LATE,
        Reason.LIGHT_EVERYWHERE,
        Reason.LIGHT_FLAT,
        Reason.LIGHT_UNDECIDED,
        Reason.LIGHT_ONE_SIDED,
        Reason.TURNS_NOT_DONE,
        Reason.WRONG_ORDER,
        Reason.NO_BLINK,
        Reason.NO_SPEECH,
        *_NO_WORDS,
        Reason.TOO_SHORT,
        Reason.TOO_LONG,
    ),
    Reason.NO_FACE: (
        Reason.COVERED,
        Reason.FACE_CHANGES,
        Reason.FACE_JUMPS,
        Reason.UNSTEADY,
        Reason.OWNER_UNSURE,
        Reason.FLAT,
        Reason.LIGHT_UNDECIDED,
        Reason.OUT_OF_STEP,
        Reason.NOT_FACING,
        Reason.TURNS_NOT_DONE,
        Reason.WRONG_ORDER,
        Reason.NO_BLINK,
        Reason.LIPS_APART,
        Reason.UNEVEN_LIGHT,
        Reason.BLURRED,
        Reason.TOO_FAR,
        Reason.CUT_OFF,
    ),
    Reason.COVERED: (Reason.LIPS_APART,),  # no lips are seen under a mask
    Reason.NO_SOUND: (Reason.SILENT, *_NO_VOICE),
    Reason.SILENT: _NO_VOICE,
    Reason.NO_SPEECH: _NO_WORDS,
    Reason.FACE_JUMPS: (Reason.UNSTEADY,),
    Reason.NOT_THE_OWNER: (Reason.OWNER_UNSURE,),
    Reason.BACKLIT: (Reason.TOO_DARK, Reason.BLURRED),
    Reason.TOO_DARK: (Reason.BLURRED,),  # what is dark has no edges
    Reason.TURNS_NOT_DONE: (Reason.FLAT,),  # planarity says nothing of a head that did not turn
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """The take answers its challenge; `evidence` reached `policy.take` at `at`, an aware UTC datetime."""

    evidence: Evidence
    policy: Policy
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Usable:
    """The clip is good enough to work with; who it shows was not checked against a challenge."""

    evidence: Evidence
    policy: Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The take may not be what it seems; at least one reason, in the order people are told."""

    evidence: Evidence
    policy: Policy
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """The take does not reach the bar yet, and the person can do better; at least one reason."""

    evidence: Evidence
    policy: Policy
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsReview:
    """Nothing speaks against the take, but a person has to look at it; at least one reason."""

    evidence: Evidence
    policy: Policy
    reasons: tuple[Reason, ...]


No = Refused | Retry | NeedsReview
Verdict = Verified | No


class RefusedTake(BadInput):
    """A take was not accepted; `verdict` says why."""

    code = "refused"
    en = "This recording cannot be used."
    ko = "이 녹화는 사용할 수 없습니다."

    def __init__(self, verdict: No) -> None:
        self.verdict = verdict
        super().__init__(reasons=[reason.value for reason in verdict.reasons])

    def sentence(self, language: str) -> str:
        """One sentence per reason."""
        return " ".join([super().sentence(language), *(reason.sentence(language) for reason in self.verdict.reasons)])


class TakeToRepeat(RefusedTake):
    code = "retry"
    en = "This recording cannot be used yet; record again for the same challenge. Nothing of it was kept."
    ko = "아직 이 녹화를 사용할 수 없습니다. 같은 과제로 다시 녹화해 주세요. 이 녹화는 남기지 않았습니다."


class TakeToReview(RefusedTake):
    code = "needs_review"
    en = "A person has to look at this recording before it can be used. Nothing of it was kept here."
    ko = "사람이 확인해야 이 녹화를 사용할 수 있습니다. 여기에는 남기지 않았습니다."


def not_accepted(verdict: No) -> RefusedTake:
    """The error that tells a person about a no."""
    match verdict:
        case Refused():
            return RefusedTake(verdict)
        case Retry():
            return TakeToRepeat(verdict)
        case NeedsReview():
            return TakeToReview(verdict)


def judge(evidence: Evidence, policy: Policy, now: datetime) -> Verdict:
    """Whether a take answers its challenge; never raises, whatever the numbers are."""
    reasons = _missing(evidence, policy.take, ESSENTIAL)
    courses = {reason.course for reason in reasons}
    if Course.REFUSE in courses:
        return Refused(evidence=evidence, policy=policy, reasons=reasons)
    if Course.RETRY in courses:
        return Retry(evidence=evidence, policy=policy, reasons=reasons)
    if reasons:
        return NeedsReview(evidence=evidence, policy=policy, reasons=reasons)
    return Verified(evidence=evidence, policy=policy, at=now)


def reviewed(verdict: Verdict, decision: Decision, take: TakeId, now: datetime) -> Verdict:
    """The verdict after people decided about `take`: verified where everything it lacked was left to them (rule 8)."""
    if not isinstance(verdict, NeedsReview):
        return verdict
    fits = (
        decision.take == take
        and (decision.policy, decision.policy_version) == (verdict.policy.name, verdict.policy.version)
        and len(decision.by) >= eyes(decision.policy)
    )
    lifted = all(reason in decision.reasons and reason.course is Course.REVIEW for reason in verdict.reasons)
    return Verified(evidence=verdict.evidence, policy=verdict.policy, at=now) if fits and lifted else verdict


def usable(evidence: Evidence, policy: Policy) -> Usable | Refused:
    """Whether an existing clip is good enough for an unverified cameo; never raises, whatever the numbers are."""
    reasons = _missing(evidence, policy.clip, ESSENTIAL_OF_CLIPS)
    if reasons:
        return Refused(evidence=evidence, policy=policy, reasons=reasons)
    return Usable(evidence=evidence, policy=policy)


def _missing(evidence: Evidence, bar: Bar, essential: frozenset[Reason]) -> tuple[Reason, ...]:
    """Why `evidence` does not reach `bar`; empty only when every demand is met."""
    if not bar.demands >= essential:
        return (Reason.EMPTY_POLICY,)
    failed = {reason for reason in bar.demands if not met(reason, evidence, bar)}
    hidden = {follower for reason in failed for follower in _FOLLOWERS.get(reason, ())}
    if Reason.NO_SPEECH in failed and evidence.quality.snr is None:
        hidden |= {Reason.NOISY, Reason.CLIPPED}
    elif Reason.NOISY in failed:  # over music no words are heard
        hidden |= {Reason.NO_SPEECH, *_NO_WORDS}
    return tuple(reason for reason in Reason if reason in (failed - hidden or failed))
