"""From a take to a verdict: was it made for this challenge, by a live person, here and now?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, TypeVar

from walkon.domain.attempts import Holder, Limits, MayTry, MustWait, attempt, may_try
from walkon.domain.capture import Challenge, later
from walkon.domain.desk import Decision
from walkon.domain.errors import TooManyAttempts
from walkon.domain.evidence import Evidence
from walkon.domain.identity import resembles_another
from walkon.domain.ids import CameoId, TakeId
from walkon.domain.policies import Policy, of_a_newcomer, of_an_owner
from walkon.domain.verification import Retry, Verdict, judge, reviewed
from walkon.ports.making import EvidenceOf, FaceOf, Perceive, Recording, SpeakerOf
from walkon.ports.vault import AttemptBook, CameoVault, ChallengeBook
from walkon.ports.world import Clock, Progress

Seen = TypeVar("Seen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checker(Generic[Seen]):
    """What verifying needs."""

    perceive: Perceive[Seen]
    evidence: EvidenceOf[Seen]
    face: FaceOf[Seen]
    speaker: SpeakerOf[Seen]
    vault: CameoVault
    challenges: ChallengeBook
    attempts: AttemptBook
    limits: Limits
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Generic[Seen]):
    """A judged take; `left` answers remain for its challenge. `seen` lives in memory only."""

    verdict: Verdict
    seen: Seen
    at: datetime
    left: int


def verify_take(
    checker: Checker[Seen],
    take: Recording,
    challenge: Challenge,
    holder: Holder,
    policy: Policy,
    progress: Progress,
    *,
    claims: CameoId | None = None,
    unproven: bool = False,
    witnessed: bool = False,
    lead: float = 0.0,
) -> Answer[Seen]:
    """The verdict on a take, which counts as one answer to its challenge.

    `witnessed`: a server told every step as its time came, while it received the recording. `lead`: seconds of the take
    before its challenge begins.
    A new person is compared with everybody who is enrolled; one who `claims` a cameo, with that cameo alone, unless it is
    `unproven` here that the cameo is anybody's: then with both.

    A file that cannot be read costs no answer. Every verdict but `Retry` closes the challenge. What counts is the moment
    the take arrived, not how long looking at it took. Raises `TooManyAttempts`, what `ChallengeBook.check` raises, and
    what reading a clip can raise.
    """
    now = checker.clock.now()
    checker.challenges.check(challenge, holder, now)
    match may_try(checker.attempts.recent(), holder, checker.limits, now):
        case MustWait(until=until):
            raise TooManyAttempts(until=f"{until.astimezone():%H:%M}")
        case MayTry():
            pass
    seen = checker.perceive(take, later(challenge, lead), progress)
    left = checker.challenges.answer(challenge, holder, now)
    checker.attempts.record(attempt(holder, now))
    verdict = _weighed(checker, seen, policy, claims, unproven, witnessed, now)
    if not isinstance(verdict, Retry):
        checker.challenges.close(challenge)
        left = 0
    return Answer(verdict=verdict, seen=seen, at=now, left=left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """What people decided about one take."""

    take: TakeId
    decision: Decision


def look_again(
    checker: Checker[Seen],
    take: Recording,
    challenge: Challenge,
    passed: Passed,
    policy: Policy,
    progress: Progress,
    *,
    claims: CameoId | None = None,
    unproven: bool = False,
    witnessed: bool = False,
    lead: float = 0.0,
) -> Answer[Seen]:
    """The verdict on a take after people decided about it. Its challenge was answered then, and is asked nothing again.

    Raises what reading a clip can raise.
    """
    now = checker.clock.now()
    seen = checker.perceive(take, later(challenge, lead), progress)
    verdict = _weighed(checker, seen, policy, claims, unproven, witnessed, now)
    return Answer(verdict=reviewed(verdict, passed.decision, passed.take, now), seen=seen, at=now, left=0)


def _weighed(
    checker: Checker[Seen],
    seen: Seen,
    policy: Policy,
    claims: CameoId | None,
    unproven: bool,
    witnessed: bool,
    now: datetime,
) -> Verdict:
    evidence = replace(checker.evidence(seen), witnessed=witnessed)
    evidence = _identified(checker.vault, evidence, checker.face(seen), claims, unproven)
    if claims is None:
        return judge(evidence, policy, now)
    return judge(evidence, of_a_newcomer(policy) if unproven else of_an_owner(policy), now)


def _identified(
    vault: CameoVault, evidence: Evidence, face: bytes | None, claims: CameoId | None, unproven: bool
) -> Evidence:
    """The evidence with what the vault says of a face; without a face it says nothing."""
    evidence = replace(evidence, resembles_another=None, owner_distance=None)
    if face is None:
        return evidence
    if claims is not None:
        evidence = replace(evidence, owner_distance=vault.face_distance(claims, face))
    if claims is None or unproven:
        evidence = replace(evidence, resembles_another=resembles_another(vault.nearest_face(face)))
    return evidence
