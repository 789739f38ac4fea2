"""Workers in processes of their own: films get made, a dead worker's too, and a no reaches a running one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest
from dbos import DBOSClient
from sqlalchemy import Engine, text

from tests.postgres_cluster import fresh_database
from tests.society import Society
from tests.studio_worker import FILM, Clock, media_in, queue_url
from tests.world import VirtualClock
from walkon.actions import publish
from walkon.actions.forget import erase_due
from walkon.domain.production import Production, State
from walkon.ports.store import What
from walkon.studio.queue import Queue
from walkon.studio.worker import one_at_a_time, prepare

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]


class Works:
    """A server whose workers are processes."""

    def __init__(self, home: Path, url: str) -> None:
        self.home, self.url = home, url
        prepare(queue_url(url))
        self.client = DBOSClient(system_database_url=queue_url(url))
        self.society = Society(self.url, lambda connection: Queue(self.client, connection))
        self.society.clock = VirtualClock(datetime.now(UTC))
        self.running: list[subprocess.Popen[bytes]] = []
        self.errors = home / "errors"

    def worker(self, name: str, seconds: float, *more: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.studio_worker", str(self.home), self.url, name, *more]
        with self.errors.open("ab") as errors:
            process = subprocess.Popen(  # noqa: S603
                [*command, "--seconds-per-film", str(seconds)], cwd=ROOT, stderr=errors, stdout=errors
            )
        self.running.append(process)
        return process

    def order(self) -> list[str]:
        """Beginnings and ends, one after the other."""
        path = self.home / "journal"
        return [line.split()[0] for line in path.read_text().splitlines()] if path.exists() else []

    def journal(self, word: str) -> list[int]:
        path = self.home / "journal"
        lines = [line.split() for line in path.read_text().splitlines()] if path.exists() else []
        return [int(pid) for found, pid in lines if found == word]

    def until(self, done: Callable[[], bool], seconds: float = 90.0) -> None:
        began = time.monotonic()
        while not done():
            assert time.monotonic() - began < seconds, self.errors.read_text()
            time.sleep(0.05)

    def present(self) -> list[str]:
        return self.society.store.read(lambda unit: [seen.worker for seen in unit.attendances.all()])

    def state(self, film: Production) -> State:
        return self.society.state(film.id).state

    def close(self) -> None:
        for process in self.running:
            if process.poll() is None:
                process.terminate()
        for process in self.running:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.client.destroy()
        self.society.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.services)])
def works(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Works]:
    server = os.environ.get("WALKON_TEST_POSTGRES", "")
    if request.param == "postgresql" and not server:
        pytest.skip("WALKON_TEST_POSTGRES names no server")
    with (
        fresh_database(server)
        if request.param == "postgresql"
        else nullcontext(f"sqlite:///{tmp_path / 'walkon.db'}") as url
    ):
        found = Works(tmp_path, url)
        yield found
        found.close()


def test_a_film_gets_made_and_a_no_reaches_the_next(works: Works) -> None:
    jun = works.society.join("jun")
    film = works.society.propose(jun, "me on Mars", jun)
    works.worker("one", 0.5)
    works.until(lambda: works.state(film) is State.READY)
    made = works.society.store.read(lambda unit: unit.made.all(production=film.id))
    assert {piece.what for piece in made} == {What.STILL, What.FILM}
    kept = next(piece.kept for piece in made if piece.what is What.FILM)
    media = media_in(works.home)
    assert media.open(kept).read(0, kept.size) == FILM + b" signed"
    stored = [path.read_bytes() for path in (works.home / "media").rglob("*") if path.is_file()]
    assert stored
    assert not any(b"film" in data or b"still" in data for data in stored)

    (works.home / "seconds").write_text("600")
    endless = works.society.propose(jun, "me at the office", jun)
    works.until(lambda: len(works.journal("begin")) == 2)
    works.society.does(lambda unit: publish.cancel(unit, jun, endless.id, works.society.clock.now()))
    (works.home / "seconds").write_text("0.1")
    last = works.society.propose(jun, "me at a concert", jun)
    works.until(lambda: works.state(last) is State.READY)  # so the worker is free again, long before 600 s
    assert len(works.journal("end")) == 2
    assert works.state(endless) is State.CANCELLED
    assert works.society.store.read(lambda unit: unit.made.all(production=endless.id)) == []
    assert erase_due(works.society.store, media, Clock().now()) >= 1
    left = {path.relative_to(works.home / "media").parts[1] for path in (works.home / "media").rglob("*.sealed")}
    assert left == {film.id, last.id}
    assert "Traceback" not in works.errors.read_text()


def test_what_a_dead_worker_had_begun_goes_on_elsewhere(works: Works) -> None:
    jun = works.society.join("jun")
    films = [works.society.propose(jun, "me on Mars", jun) for _ in range(2)]
    first = works.worker("one", 60.0)
    works.until(lambda: len(works.journal("begin")) == 1)
    works.worker("two", 0.5)
    works.until(lambda: any(works.state(film) is State.READY for film in films))  # the other one goes on meanwhile
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    works.until(lambda: all(works.state(film) is State.READY for film in films))
    assert len(works.journal("end")) == 2
    for film in films:
        made = works.society.store.read(lambda unit, film=film: unit.made.all(production=film.id, what=What.FILM))  # type: ignore[misc]
        assert len(made) == 1
    works.until(lambda: works.present() == ["two"])


@pytest.mark.parametrize(("in_all", "workers"), [(1, 2), (2, 1)])
def test_an_engine_makes_so_many_films_at_once(works: Works, in_all: int, workers: int) -> None:
    """Whoever makes them: two workers keep to one, one worker makes two."""
    jun = works.society.join("jun")
    films = [works.society.propose(jun, "me on Mars", jun) for _ in range(4)]
    for number in range(workers):
        works.worker(f"worker {number}", 2.0, "--in-all", str(in_all))
    works.until(lambda: all(works.state(film) is State.READY for film in films))
    running = most = 0
    for word in works.order():
        running += 1 if word == "begin" else -1
        most = max(most, running)
    assert (len(works.journal("end")), most) == (4, in_all)


def test_on_sqlite_whoever_counts_what_is_being_made_is_alone_until_it_has_begun_its_own(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'queue.db'}"
    first, second = one_at_a_time(url), one_at_a_time(url)
    with first.begin() as connection:
        connection.execute(text("CREATE TABLE running (film TEXT)"))

    def begin_one(engine: Engine) -> None:
        with engine.begin() as connection:
            if connection.execute(text("SELECT count(*) FROM running")).scalar_one() < 1:
                time.sleep(0.3)  # long enough for the other to count, too, if it could
                connection.execute(text("INSERT INTO running VALUES ('a film')"))

    with ThreadPoolExecutor(2) as both:
        list(both.map(begin_one, (first, second)))
    with first.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM running")).scalar_one() == 1
    first.dispose()
    second.dispose()
