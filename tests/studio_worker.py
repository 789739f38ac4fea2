"""A worker for tests, in a process of its own: real queue, real store, real sealing; an engine that draws flat pictures.

    python -m tests.studio_worker HOME URL NAME [--seconds-per-film S] [--days-later D] [--engine-process] [--stand-in]

Every film that is begun and every one that is finished is a line in HOME/journal.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from dbos import DBOSClient

from tests.world import MemoryVault
from walkon.actions.workshop import Workshop, carry_out, give_up
from walkon.domain.ids import CameoId, Handle
from walkon.domain.plan import Plan
from walkon.domain.provenance import Claims
from walkon.engines.process import ProcessEngine
from walkon.ports.jobs import Job
from walkon.ports.making import CastMember, Engine, Rendered
from walkon.ports.world import Progress
from walkon.store.database import SqlStore, open_database
from walkon.studio.queue import Queue
from walkon.studio.watchers import stand_in_for, watch
from walkon.studio.worker import Doing, Post, run
from walkon.vault.blobs import local_blobs
from walkon.vault.keys import KeyFile, Keys
from walkon.vault.media import SealedMedia

ENGINE = "walkon-stage"
MARK = os.environ.get("WALKON_TEST_MARK", "nobody").encode()  # is searched for where it must not lie
FILM = b"\0\0\0\x18ftypisom film of " + MARK
STILL = b"\x89PNG\r\n\x1a\n still of " + MARK


@dataclass(frozen=True)
class Clock:
    """The computer's, some days later."""

    days: float = 0.0

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(days=self.days)


@dataclass(frozen=True)
class SlowEngine:
    """Takes its time, and says what it does."""

    journal: Path
    seconds: float
    name: str = ENGINE
    version: str = "1"

    def render(self, plan: Plan, cast: Mapping[Handle, CastMember], progress: Progress) -> Rendered:
        self._note("begin")
        began = time.monotonic()
        told = self.journal.with_name("seconds")  # a test may change how long films take from now on
        seconds = float(told.read_text()) if told.exists() else self.seconds
        while (gone := time.monotonic() - began) < seconds:
            progress("draw", gone / seconds)
            time.sleep(0.02)
        self._note("end")
        return Rendered(data=FILM, synthetic_voice=False, stages={})

    def storyboard(self, plan: Plan, cast: Mapping[Handle, CastMember], progress: Progress) -> tuple[bytes, ...]:
        return tuple(STILL for _ in plan.shots)

    def _note(self, word: str) -> None:
        with self.journal.open("a") as file:
            file.write(f"{word} {os.getpid()}\n")


class OpenVault(MemoryVault):
    """Everybody's likeness is the same few bytes."""

    def open(self, cameo: CameoId, part: str) -> bytes:
        return b"likeness"


def unsigned(film: bytes, claims: Claims) -> bytes:
    return film + b" signed"


def nothing_wrong(film: bytes, plan: Plan, cast: Mapping[Handle, CameoId]) -> tuple[str, ...]:
    return ()


def media_in(home: Path) -> SealedMedia:
    return SealedMedia(local_blobs(home / "media"), Keys(KeyFile(home / "keys" / "master.key"), lambda: False))


def queue_url(url: str) -> str:
    """A database's URL as the job engine is told it."""
    return url.replace("+psycopg", "", 1)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path)
    parser.add_argument("url")
    parser.add_argument("name")
    parser.add_argument("--seconds-per-film", type=float, default=0.1)
    parser.add_argument("--days-later", type=float, default=0.0)
    parser.add_argument("--in-all", type=int, help="so many films at once, by all workers together")
    parser.add_argument("--engine-process", action="store_true", help="draw in a process of its own")
    parser.add_argument("--stand-in", action="store_true")
    options = parser.parse_args()
    clock = Clock(options.days_later)
    client: list[DBOSClient] = []  # made when the tables are there

    def jobs(connection: object) -> Queue:
        if not client:
            client.append(DBOSClient(system_database_url=queue_url(options.url)))
        return Queue(client[0], connection)  # type: ignore[arg-type]

    store = SqlStore(open_database(options.url), jobs)
    limits = {} if options.in_all is None else {ENGINE: options.in_all}
    post = Post(database=queue_url(options.url), name=options.name, engines=[ENGINE], takes=False, in_all=limits)
    if options.stand_in:
        stand_in_for(post, store)
        return 0
    make = partial(SlowEngine, options.home / "journal", options.seconds_per_film)
    engine: Engine = ProcessEngine(make, name=ENGINE, version="1") if options.engine_process else make()
    workshop = Workshop(
        store=store,
        vault=OpenVault(),
        media=media_in(options.home),
        engines={ENGINE: engine},
        review=nothing_wrong,
        sign=unsigned,
        clock=clock,
        monotonic=time.monotonic,
    )
    stop = threading.Event()
    later = str(options.days_later)
    signal.signal(signal.SIGTERM, lambda *_: stop.set())

    def stand_in(name: str) -> list[str]:
        same = [sys.executable, "-m", "tests.studio_worker", str(options.home), options.url, name]
        return [*same, "--days-later", later, "--stand-in"]

    watcher = threading.Thread(target=watch, args=(store, clock, options.name, stand_in, stop), daemon=True)
    watcher.start()
    doing = Doing(
        carry_out=lambda job: carry_out(workshop, job) if isinstance(job, Job) else None,
        give_up=lambda job: give_up(workshop, job) if isinstance(job, Job) else None,
    )
    run(post, doing, stop)
    watcher.join(5)
    return 0


if __name__ == "__main__":
    sys.exit(main())
