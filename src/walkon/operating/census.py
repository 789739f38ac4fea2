"""What is counted in the tables at the moment somebody asks: productions, the queue, workers, notices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Connection, Engine, column, func, select, table
from sqlalchemy.exc import SQLAlchemyError

from walkon.actions.attend import MISSING
from walkon.domain.production import State
from walkon.operating.figures import OTHER
from walkon.store.tables import attendances, inboxes, productions

_WAITING, _BEGUN = "ENQUEUED", "PENDING"  # the job engine's words


class Census(Collector):
    """Read by one process of a server, the one that serves: otherwise sums over processes would count twice.

    `queues` are the names of the job engine's queues, and what they are called here; others count as ``other``.
    """

    def __init__(self, engine: Engine, queues: dict[str, str], now: Callable[[], datetime]) -> None:
        self._engine, self._queues, self._now = engine, queues, now

    def describe(self) -> list[Metric]:
        """Nothing: whoever registers a census does not want the tables to be read at that moment."""
        return []

    def collect(self) -> Iterator[Metric]:
        up = GaugeMetricFamily("walkon_database_up", "whether the tables could be read for this answer")
        try:
            with self._engine.connect() as connection:
                found = [*self._productions(connection), *self._queue(connection), *self._people(connection)]
        except SQLAlchemyError:
            found = []
        up.add_metric([], float(bool(found)))
        yield from [up, *found]

    def _productions(self, connection: Connection) -> list[Metric]:
        family = GaugeMetricFamily("walkon_productions", "productions in each state of their life", labels=["state"])
        rows = connection.execute(select(productions.c.state, func.count()).group_by(productions.c.state))
        counts = {State(state): count for state, count in rows}
        for state in State:
            family.add_metric([state.value], counts.get(state, 0))
        return [family]

    def _queue(self, connection: Connection) -> list[Metric]:
        jobs = table(
            "workflow_status",
            *(column(name) for name in ("queue_name", "status", "created_at")),
            schema="dbos" if connection.dialect.name == "postgresql" else None,
        )
        name, status, since = jobs.c
        query: Any = select(name, status, func.count(), func.min(since)).where(status.in_([_WAITING, _BEGUN]))
        counts: dict[tuple[str, str], int] = {}
        oldest: dict[str, float] = {}
        now = self._now().timestamp()
        for queue, state, count, first in connection.execute(query.group_by(name, status)):
            known = self._queues.get(queue, OTHER)
            counts[known, state] = counts.get((known, state), 0) + count
            if state == _WAITING:
                oldest[known] = max(oldest.get(known, 0.0), now - first / 1000)
        waiting = GaugeMetricFamily("walkon_jobs_waiting", "jobs that no worker has begun", labels=["queue"])
        begun = GaugeMetricFamily("walkon_jobs_begun", "jobs that a worker has begun", labels=["queue"])
        age = GaugeMetricFamily("walkon_oldest_job_seconds", "how long the oldest waiting job waits", labels=["queue"])
        for queue in (*self._queues.values(), OTHER):
            waiting.add_metric([queue], counts.get((queue, _WAITING), 0))
            begun.add_metric([queue], counts.get((queue, _BEGUN), 0))
            age.add_metric([queue], max(oldest.get(queue, 0.0), 0.0))
        return [waiting, begun, age]

    def _people(self, connection: Connection) -> list[Metric]:
        seen = [row.seen_at for row in connection.execute(select(attendances.c.seen_at))]
        now = self._now()
        missing = sum(at + MISSING <= now for at in seen)
        workers = GaugeMetricFamily("walkon_workers", "workers by whether they have shown themselves", labels=["state"])
        workers.add_metric(["present"], len(seen) - missing)
        workers.add_metric(["missing"], missing)
        notices = CounterMetricFamily("walkon_notices", "notices that were put into inboxes")
        notices.add_metric([], connection.execute(select(func.coalesce(func.sum(inboxes.c.last), 0))).scalar_one())
        return [workers, notices]
