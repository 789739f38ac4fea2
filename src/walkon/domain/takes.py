"""A recording that somebody sent, from when it arrived to its verdict. Of one that is not accepted nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from walkon.domain.ids import AccountId, CameoId, TakeId, UploadId


class TakeState(StrEnum):
    """Where a take is."""

    WAITING = "waiting"  # for a worker to look at it
    ACCEPTED = "accepted"  # it became a cameo, or renewed one
    AGAIN = "again"  # the same challenge may be answered again
    REFUSED = "refused"  # its challenge is over
    NEEDS_REVIEW = "needs_review"  # a person has to look; nothing of it was kept here
    UNREADABLE = "unreadable"  # no verdict; it cost no answer


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
    judged_at: datetime | None = None
    cameo: CameoId | None = None
    reasons: tuple[str, ...] = ()  # codes of why not


def judged(
    take: SentTake, state: TakeState, now: datetime, *, cameo: CameoId | None = None, reasons: tuple[str, ...] = ()
) -> SentTake:
    """The take with its verdict."""
    return replace(take, state=state, judged_at=now, cameo=cameo, reasons=reasons)
