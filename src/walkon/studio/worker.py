"""A worker: takes jobs from the queues of its engines, one after the other, and shows that it is alive.

The job engine finds by itself what it had begun before it was restarted under the same name. What a worker that does not come
back had begun is put back by a stand-in (`walkon.studio.watchers`).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from dbos import DBOS, DBOSConfig
from sqlalchemy import Engine, create_engine, event, make_url

from walkon.ports.jobs import Job, Look
from walkon.studio.queue import APPLICATION, TAKES, VERSION, WORKFLOW, from_text, queue_of

POLLING = 0.25  # seconds between two looks at a queue
SQLITE_WAIT = 30.0  # seconds a look at a queue waits for whoever writes
RETRIES = 5  # of a job whose trouble may pass; waits 2, 4, 8 ... seconds in between


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """What is done with a job, and what when trouble did not pass: neither may be needed to know how often."""

    carry_out: Callable[[Job | Look], object]
    give_up: Callable[[Job | Look], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Where a worker works: the database, under which name, for which engines, how many jobs of one engine at once.

    `in_all`: of these engines so many at once, by all workers together.
    """

    database: str  # SQLAlchemy URL
    name: str  # stays the same over restarts, and differs between workers
    engines: Sequence[str]
    takes: bool = True  # whether it looks at recordings, too
    at_once: int = 1
    in_all: Mapping[str, int] = field(default_factory=dict)


@contextmanager
def at_work(post: Post, doing: Doing, *, listening: bool = True) -> Iterator[None]:
    """Take jobs in threads of this process meanwhile.

    Without `listening` nothing is taken: jobs that this name had begun go back to their queue, and the tables are made.
    """
    theirs = logging.getLogger("dbos")
    theirs.addFilter(_without_words)
    if not theirs.handlers:  # else it would make one of its own, beside those of whoever configures logging
        theirs.addHandler(logging.NullHandler())
    engine = one_at_a_time(post.database) if make_url(post.database).get_backend_name() == "sqlite" else None
    DBOS(
        config=DBOSConfig(
            name=APPLICATION,
            system_database_url=post.database,
            system_database_engine=engine,
            executor_id=post.name,
            application_version=VERSION,
            log_level="ERROR",
        )
    )

    @DBOS.step(name="once", retries_allowed=True, interval_seconds=2.0, max_attempts=RETRIES, backoff_rate=2.0)
    def once(job: str) -> None:
        doing.carry_out(from_text(job))

    @DBOS.step(name="give up", retries_allowed=True, interval_seconds=5.0, max_attempts=RETRIES, backoff_rate=2.0)
    def give_up(job: str) -> None:
        doing.give_up(from_text(job))

    @DBOS.workflow(name=WORKFLOW)
    def whole(job: str) -> None:
        try:
            once(job)
        except Exception:  # noqa: BLE001  whatever it was, whoever waits for it has to learn that nothing comes
            give_up(job)

    queues = [queue_of(engine) for engine in post.engines] + ([TAKES] if post.takes else [])
    DBOS.listen_queues(queues if listening else [])
    try:
        DBOS.launch()
        if listening:
            limits = {queue_of(engine): limit for engine, limit in post.in_all.items()}
            for queue in queues:
                DBOS.register_queue(
                    queue,
                    worker_concurrency=limits.get(queue, post.at_once),
                    global_concurrency=limits.get(queue),
                    polling_interval_sec=POLLING,
                )
        yield
    finally:
        DBOS.destroy(destroy_registry=not listening)
        if engine is not None:
            engine.dispose()


def one_at_a_time(database: str) -> Engine:
    """The job engine's SQLite, where whoever looks is alone until it has written what follows from it.

    Its own begins a transaction at the first write only, so two workers may both count no film being made and both begin one.
    """
    waiting = {"timeout": SQLITE_WAIT, "isolation_level": "IMMEDIATE"}
    engine = create_engine(database, connect_args=waiting, pool_size=20)

    @event.listens_for(engine, "connect")
    def begin(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "before_cursor_execute")
    def look(_connection: object, cursor: Any, statement: str, *_rest: object) -> None:
        if statement.lstrip()[:6].upper() == "SELECT" and not cursor.connection.in_transaction:
            cursor.connection.execute("BEGIN IMMEDIATE")

    return engine


def _no_jobs(_job: Job | Look) -> None:
    raise AssertionError("no jobs here")


NOTHING = Doing(carry_out=_no_jobs, give_up=_no_jobs)
"""For a process that is there for another reason."""


def prepare(database: str) -> None:
    """Make the tables of the queue."""
    with at_work(Post(database=database, name="preparing", engines=[]), NOTHING, listening=False):
        pass


def run(post: Post, doing: Doing, stop: threading.Event) -> None:
    """Work until `stop` is set; what is being done then is given up, and begun again by whoever comes next."""
    with at_work(post, doing):
        stop.wait()


def _without_words(record: logging.LogRecord) -> bool:
    """The job engine logs the text of exceptions, and that may hold a person's words."""
    record.exc_info = record.exc_text = None
    record.msg, record.args = "job engine: %s", (record.levelname.lower(),)
    return True
