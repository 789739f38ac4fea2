"""Workers show that they are alive; who does not is taken over from."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from walkon.ports.store import Attendance, Unit

EVERY = timedelta(seconds=3)
MISSING = timedelta(seconds=12)  # without a sign of life
TAKING = timedelta(seconds=30)  # after which whoever began to take over is thought to have died over it


def show(unit: Unit, worker: str, now: datetime) -> None:
    """Note that a worker is alive."""
    known = unit.attendances.find(worker=worker)
    if known is None:
        unit.attendances.add(Attendance(worker=worker, seen_at=now))
    else:
        unit.attendances.save(replace(known, seen_at=now, taken_at=None))


def leave(unit: Unit, worker: str) -> None:
    """Forget a worker whose jobs are done, or put back."""
    known = unit.attendances.find(worker=worker)
    if known is not None:
        unit.attendances.remove(known)


def take_missing(unit: Unit, now: datetime) -> str | None:
    """Somebody who is missing, and whom nobody else takes over from now on but the caller."""
    for known in unit.attendances.all():
        free = known.taken_at is None or known.taken_at + TAKING <= now
        if known.seen_at + MISSING <= now and free:
            unit.attendances.save(replace(known, taken_at=now))
            return known.worker
    return None
