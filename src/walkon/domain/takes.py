"""A recording that somebody sent, from when it arrived to its verdict. Of one that is not accepted nothing is kept, but
for what waits for a person (`walkon.domain.desk`), sealed and for a bounded time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from walkon.domain.errors import NotFound
from walkon.domain.ids import AccountId, CameoId, TakeId, UploadId


class TakeState(StrEnum):
    """Where a take is."""

    WAITING = "waiting"  # for a worker to look at it
    ACCEPTED = "accepted"  # it became a cameo, or renewed one
    AGAIN = "again"  # the same challenge may be answered again
    REFUSED = "refused"  # its challenge is over
    NEEDS_REVIEW = "needs_review"  # a person has to look; sealed for a day, in which its owner may ask for that
    IN_REVIEW = "in_review"  # its owner asked; sealed until a reviewer has decided
    PASSED = "passed"  # a reviewer said yes; a worker makes the cameo of it
    TAKEN_BACK = "taken_back"  # its owner did not want a person to look; erased
    EXPIRED = "expired"  # nobody asked, or nobody decided in time; erased
    UNREADABLE = "unreadable"  # no verdict; it cost no answer


LOOKED_AT = frozenset({TakeState.WAITING, TakeState.PASSED})  # by a worker
LYING = frozenset({TakeState.WAITING, TakeState.NEEDS_REVIEW, TakeState.IN_REVIEW, TakeState.PASSED})
"""As long as a take is in one of these, its recording lies here, sealed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentTake:
    """One recording and the challenge it answers, as its file says. Times are aware UTC datetimes."""

    id: TakeId
    account: AccountId
    device: str  # the session it was sent from
    challenge: str
    upload: UploadId
    state: TakeState
    sent_at: datetime
    witnessed: bool = False  # the server told every step as its time came
    lead: float = 0.0  # seconds of it before its challenge begins
    judged_at: datetime | None = None
    cameo: CameoId | None = None
    reasons: tuple[str, ...] = ()  # codes of why not
    note: str = ""  # what a reviewer said to its owner


class TakeStage(StrEnum):
    """What a worker is doing with a take, in this order."""

    PERCEIVE = "perceive"  # looks and listens
    LIKENESS = "likeness"  # builds what makes the person appear
    VOICE = "voice"  # learns what makes the person speak


@dataclass(frozen=True, slots=True, kw_only=True)
class Processing:
    """How far a worker is with a take: `share` from 0 to 1 within the stage."""

    take: TakeId
    stage: TakeStage
    share: float


class NoSuchTake(NotFound):
    code = "take_unknown"
    en = "There is no such recording."
    ko = "그런 녹화가 없습니다."


def judged(
    take: SentTake, state: TakeState, now: datetime, *, cameo: CameoId | None = None, reasons: tuple[str, ...] = ()
) -> SentTake:
    """The take with its verdict."""
    return replace(take, state=state, judged_at=now, cameo=cameo, reasons=reasons)
