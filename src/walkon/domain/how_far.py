"""How far a production is while workers are busy with it: for whoever waits, and for nobody's decisions.

Rules
1. It only ever says more: within one attempt the share never falls.
2. What an engine calls its stages is its own; those that are not known count as drawing, which is what takes long.
3. Seconds left are an estimate out of what this attempt took so far; where that says too little, there is none.
4. The picture is one that was just drawn, small, sealed, and gone with the attempt.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from walkon.domain.ids import ProductionId
from walkon.domain.plan import Plan

REVIEW = "review"  # the worker's own stage, after the engine's
_SPANS = {  # of the whole: where a stage begins and ends
    "start": (0.0, 0.03),
    "open": (0.0, 0.03),
    "speak": (0.03, 0.10),
    "draw": (0.10, 0.88),
    "storyboard": (0.03, 0.98),
    "sound": (0.88, 0.90),
    "encode": (0.88, 0.90),
    REVIEW: (0.90, 0.99),
}
_TOO_EARLY = 0.12  # of the whole; before that the beginning of a process says nothing about pictures
_TOO_SOON = timedelta(seconds=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class HowFar:
    """How far one attempt is. `share` of the whole and `within` the stage, 0..1. `picture` is sealed."""

    production: ProductionId
    attempt: int
    stage: str
    within: float
    share: float
    began_at: datetime
    at: datetime
    picture: bytes | None = field(default=None, repr=False)
    picture_at: datetime | None = None


def overall(stage: str, within: float, before: float = 0.0) -> float:
    """The share of the whole, never less than `before`."""
    start, end = _SPANS.get(stage, _SPANS["draw"])
    return max(before, start + (end - start) * min(1.0, max(0.0, within)))


def seconds_left(far: HowFar) -> float | None:
    """About how many seconds are left, counted from when it was noted; None while nobody can say."""
    spent = far.at - far.began_at
    if far.share < _TOO_EARLY or spent < _TOO_SOON:
        return None
    return spent.total_seconds() * (1.0 - far.share) / far.share


def shot_at(plan: Plan, far: HowFar) -> int | None:
    """The shot that is being drawn, 0 the first; None where none is."""
    if far.stage not in ("draw", "storyboard"):
        return None
    if far.stage == "storyboard":
        return min(len(plan.shots) - 1, int(far.within * len(plan.shots)))
    frame = far.within * plan.frames
    started = sum(first <= frame for first in plan.first_frames)
    return max(0, min(len(plan.shots), started) - 1)
