"""One look at a server, for the pages of whoever runs it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine, column, func, select, table
from sqlalchemy.exc import SQLAlchemyError

from walkon import __version__
from walkon.actions.attend import MISSING
from walkon.domain.production import State
from walkon.ports.condition import Condition, DiskSeen, FailureSeen, QueueSeen, WorkerSeen
from walkon.store import schema
from walkon.store.errors import StoreAway, StoreOld
from walkon.store.tables import attendances, deliveries, erasures, productions

LATELY = timedelta(days=1)
MOST_FAILURES = 20
ROOM = 2 << 30  # bytes free that a day of films among friends may take
_WAITING, _BEGUN = "ENQUEUED", "PENDING"  # the job engine's words


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """`ports.condition.Looks` of one server. `queues`: names of the job engine's queues, and what they are called here."""

    engine: Engine
    queues: Mapping[str, str]
    places: Mapping[str, Path]  # what lies there -> where
    films_in: str
    keys_in: str
    backed_up: Callable[[], datetime | None]
    now: Callable[[], datetime]

    def __call__(self) -> Condition:
        """Raises `StoreAway`."""
        began, now = time.monotonic(), self.now()
        try:
            with self.engine.connect() as connection:
                connection.execute(select(1))
                milliseconds = 1000 * (time.monotonic() - began)
                workers, failed = _workers(connection, now), _failed(connection, now)
                owed, due = (
                    connection.execute(select(func.count()).select_from(which)).scalar_one()
                    for which in (deliveries, erasures)
                )
            queues = self._queues(now)
            tables = schema.revision(self.engine) or ""
            current = _current(self.engine)
        except SQLAlchemyError:
            raise StoreAway from None
        disks = [
            DiskSeen(what=what, free=usage.free, total=usage.total)
            for what, usage in ((what, shutil.disk_usage(path)) for what, path in self.places.items() if path.exists())
        ]
        return Condition(
            version=__version__,
            database=self.engine.dialect.name,
            tables=tables,
            current=current,
            milliseconds=milliseconds,
            queues=queues,
            workers=workers,
            failed=failed,
            undelivered=owed,
            due_to_go=due,
            disks=disks,
            nearly_full=any(disk.free < ROOM for disk in disks),
            films_in=self.films_in,
            keys_in=self.keys_in,
            backed_up_at=self.backed_up(),
        )

    def _queues(self, now: datetime) -> Sequence[QueueSeen]:
        """None of them where the job engine has no tables yet."""
        found = {
            called: QueueSeen(name=called, waiting=0, begun=0, oldest_seconds=0.0) for called in self.queues.values()
        }
        jobs = table(
            "workflow_status",
            *(column(name) for name in ("queue_name", "status", "created_at")),
            schema="dbos" if self.engine.dialect.name == "postgresql" else None,
        )
        name, status, since = jobs.c
        each = select(name, status, func.count(), func.min(since)).where(status.in_([_WAITING, _BEGUN]))
        try:
            with self.engine.connect() as connection:
                rows = connection.execute(each.group_by(name, status)).all()
        except SQLAlchemyError:
            return tuple(found.values())
        for queue, state, count, first in rows:
            called = self.queues.get(queue, "other")
            known = found.get(called, QueueSeen(name=called, waiting=0, begun=0, oldest_seconds=0.0))
            waits = state == _WAITING
            found[called] = QueueSeen(
                name=called,
                waiting=known.waiting + (count if waits else 0),
                begun=known.begun + (0 if waits else count),
                oldest_seconds=max(known.oldest_seconds, now.timestamp() - first / 1000 if waits else 0.0),
            )
        return tuple(found.values())


def _current(engine: Engine) -> bool:
    try:
        schema.check(engine)
    except StoreOld:
        return False
    return True


def _workers(connection: Connection, now: datetime) -> Sequence[WorkerSeen]:
    rows = connection.execute(select(attendances.c.worker, attendances.c.seen_at).order_by(attendances.c.worker))
    return [WorkerSeen(name=row.worker, seen_at=row.seen_at, present=now < row.seen_at + MISSING) for row in rows]


def _failed(connection: Connection, now: datetime) -> Sequence[FailureSeen]:
    lately = select(productions.c.id, productions.c.changed_at, productions.c.why).where(
        productions.c.state == State.FAILED, productions.c.changed_at > now - LATELY
    )
    rows = connection.execute(lately.order_by(productions.c.changed_at.desc()).limit(MOST_FAILURES))
    return [FailureSeen(production=row.id, at=row.changed_at, why=tuple(row.why)) for row in rows]
