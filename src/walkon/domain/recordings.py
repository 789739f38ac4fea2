"""A recording in the making, of which the server tells step by step what to do.

Rules
1. The challenge stays on the server. A cue is told when its time has come (`walkon.domain.reveal`), in the order of time, and
   when it was told is written down.
2. The clock runs from when the first pictures have arrived; before that nothing is told.
3. What is sent later than a network explains after its end is not witnessed: it may have been worked on.
4. A camera runs before the first pictures can have arrived, so a take begins before its challenge does. How much earlier is
   read from when the client showed its cues, and believed up to `DRIFT`: no more than is believed of the cues themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median

from walkon.domain.capture import Challenge
from walkon.domain.ids import AccountId, RecordingId, UploadId
from walkon.domain.reveal import DRIFT, Cue, Shown, cues, may_know, witnessed

AFTER = timedelta(seconds=20)  # between the end of the last step and the arrival of the last byte


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """`challenge` as its file says, `told`: when each cue was told, in seconds from `began_at`. Times are aware UTC."""

    id: RecordingId
    account: AccountId
    device: str
    challenge: str
    upload: UploadId
    drawn_at: datetime
    began_at: datetime | None = None
    told: tuple[float, ...] = ()


def begun(recording: Recording, now: datetime) -> Recording:
    """The first pictures have arrived."""
    return recording if recording.began_at is not None else replace(recording, began_at=now)


def tell(recording: Recording, challenge: Challenge, now: datetime) -> tuple[Recording, tuple[Cue, ...]]:
    """The recording after everything that may be known now was told, and all of that, in order."""
    if recording.began_at is None:
        return recording, ()
    elapsed = (now - recording.began_at).total_seconds()
    known = may_know(challenge, elapsed)
    fresh = (elapsed,) * max(0, len(known) - len(recording.told))
    after = replace(recording, told=recording.told + fresh)
    return after, cues(challenge)[: len(after.told)]


def was_witnessed(recording: Recording, challenge: Challenge, shown: Sequence[float], now: datetime) -> bool:
    """Whether nobody could know a step before its time, and nobody had time to work on what was recorded.

    `shown`: when the client showed each cue, in seconds from when it began to record.
    """
    if recording.began_at is None or len(shown) != len(recording.told):
        return False
    log = [
        Shown(cue=cue, revealed=revealed, shown=when)
        for cue, revealed, when in zip(cues(challenge), recording.told, shown, strict=False)
    ]
    soon = now <= recording.began_at + timedelta(seconds=challenge.seconds) + AFTER
    return soon and witnessed(challenge, log)


def lead_of(challenge: Challenge, shown: Sequence[float]) -> float:
    """Seconds of a take before its challenge begins; `shown` as for `was_witnessed`."""
    late = [when - cue.at for cue, when in zip(cues(challenge), shown, strict=False)]
    return min(max(median(late), 0.0), DRIFT) if late else 0.0
