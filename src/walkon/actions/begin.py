"""Work that workers die over is not begun for ever.

A job that ended, well or with an error, is forgotten here. What stays is the job over which a worker died: it is put back
and begun again, a few times, since workers are also stopped by people; then it is given up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from walkon.ports.store import Begun, Store, Unit

MOST = 5  # times a job is begun without coming to an end


@contextmanager
def beginning(store: Store, job: str, now: Callable[[], datetime]) -> Iterator[bool]:
    """Around the doing of a job, named by its key: whether it may be begun once more."""
    times = store.write(lambda unit: _begin(unit, job, now()))
    try:
        yield times <= MOST
    finally:
        store.write(lambda unit: _end(unit, job))


def _begin(unit: Unit, job: str, now: datetime) -> int:
    known = unit.begun.find(job=job)
    if known is None:
        unit.begun.add(Begun(job=job, times=1, at=now))
        return 1
    after = replace(known, times=known.times + 1, at=now)
    unit.begun.save(after)
    return after.times


def _end(unit: Unit, job: str) -> None:
    known = unit.begun.find(job=job)
    if known is not None:
        unit.begun.remove(known)
