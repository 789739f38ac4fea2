"""Who comes first in the queue of productions.

Rules
1. Every job has a due time, and the earliest is done first: when it was put, plus the minutes of its owner's tier, plus five
   for every production of the same owner that workers have already.
2. So a tier and a single film are ahead of others by minutes, never for ever: whatever has waited longer than the largest
   such lead goes before everything that comes now. Nobody starves, and nobody fills the queue for others.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from walkon.domain.allowances import Allowance

TURN = timedelta(minutes=5)
EPOCH = datetime(2025, 1, 1, tzinfo=UTC)
LAST = 2**31 - 1  # what the job engine can order by: until 2093


def place(allowance: Allowance, behind: int, now: datetime) -> int:
    """Seconds from `EPOCH` to when a job is due; smaller comes first. `behind`: its owner's other productions at work."""
    due = now + timedelta(minutes=allowance.queue_minutes) + behind * TURN
    return max(1, min(LAST, int((due - EPOCH).total_seconds())))
