"""A yes that comes days later, to a server that was started anew in between: nothing is lost, nothing is done twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from dbos import DBOSClient
from fastapi.testclient import TestClient

from tests.filming import allows, state, told
from tests.journeys.test_api import Guest, House
from tests.studio_worker import FILM
from tests.visitors import ORIGIN
from tests.world import VirtualClock
from walkon.actions.expire import expire_waiting
from walkon.ports.store import What
from walkon.store.database import SqlStore
from walkon.studio.queue import Queue
from walkon.studio.worker import prepare

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
BOTH = {"approval": "every_video", "stages": ["storyboard", "result"]}


class Life:
    """A server and its worker between a start and a stop, some days after the first."""

    def __init__(self, home: Path, days: float) -> None:
        self.home, url = home, f"sqlite:///{home / 'walkon.db'}"
        self.client = DBOSClient(system_database_url=url)
        self.house = House(home)
        society = self.house.society
        society.clock = VirtualClock(datetime.now(UTC) + timedelta(days=days))
        society.store = SqlStore(society.engine, lambda connection: Queue(self.client, connection))
        service = self.house.app.state.service
        self.house.app.state.service = replace(service, store=society.store, clock=society.clock)
        self.errors = home / "errors"
        with self.errors.open("ab") as errors:
            self.worker = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "tests.studio_worker", str(home), url, "one", "--days-later", str(days)],
                cwd=ROOT,
                stderr=errors,
                stdout=errors,
            )

    def welcomes(self, *people: Guest) -> None:
        """Who was a guest before has the same passkey and a browser without an open page."""
        for person in people:
            person.house, person.browser = self.house, TestClient(self.house.app, base_url=ORIGIN)
            person.signs_in()

    def until(self, done: Callable[[], bool], seconds: float = 90.0) -> None:
        end = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < end, self.errors.read_text()
            time.sleep(0.05)

    def journal(self) -> list[str]:
        path = self.home / "journal"
        return [line.split()[0] for line in path.read_text().splitlines()] if path.exists() else []

    def stops(self, how: signal.Signals) -> None:
        os.kill(self.worker.pid, how)
        try:
            self.worker.wait(20)
        except subprocess.TimeoutExpired:
            self.worker.kill()
            self.worker.wait()
        self.client.destroy()
        self.house.society.close()


@contextmanager
def life(home: Path, days: float, how: signal.Signals = signal.SIGTERM) -> Iterator[Life]:
    found = Life(home, days)
    try:
        yield found
    finally:
        found.stops(how)


def test_a_yes_finds_its_film_again(tmp_path: Path) -> None:
    prepare(f"sqlite:///{tmp_path / 'walkon.db'}")
    with life(tmp_path, 0) as first:
        jun, mina = (first.house.person(name).signs_up().has_a_cameo() for name in ("jun", "mina"))
        for one, other in ((jun, "mina"), (mina, "jun")):
            one.ok("PUT", f"/me/following/{other}", status=204)
        allows(mina, jun, **BOTH)
        wanted = {"prompt": "me and @mina on Mars", "cast": ["jun", "mina"], "audience": "friends"}
        film, forgotten = (jun.ok("POST", "/productions", wanted, 201) for _ in range(2))
        for sent in (film, forgotten):
            jun.ok("POST", f"/productions/{sent['id']}/send")
        first.until(lambda: all(state(jun, sent) == "waiting_for_approvals" for sent in (film, forgotten)))
        still = mina.asks("GET", f"/productions/{film['id']}/stills/0").content
        expires = jun.ok("GET", f"/productions/{film['id']}")["expires_at"]

    with life(tmp_path, 9, signal.SIGKILL) as second:  # and is killed at its end
        second.welcomes(jun, mina)
        waiting = jun.ok("GET", f"/productions/{film['id']}")
        assert (waiting["state"], waiting["expires_at"]) == ("waiting_for_approvals", expires)
        assert (mina.asks("GET", f"/productions/{film['id']}/stills/0").content, second.journal()) == (still, [])
        assert told(mina, film)[0] == "storyboard_to_approve"
        mina.ok("POST", f"/productions/{film['id']}/approve", {})
        second.until(lambda: state(jun, film) == "waiting_for_final_approvals")
        assert second.journal() == ["begin", "end"]

    with life(tmp_path, 18) as third:
        third.welcomes(jun, mina)
        house = third.house.society
        assert house.does(lambda unit: expire_waiting(unit, house.clock.now())) == 1
        assert state(jun, forgotten) == "expired"
        mina.fails(409, "production_state", "POST", f"/productions/{forgotten['id']}/approve", {})
        assert state(jun, film) == "waiting_for_final_approvals"
        mina.ok("POST", f"/productions/{film['id']}/approve", {})
        assert state(jun, film) == "ready"
        assert jun.ok("POST", f"/productions/{film['id']}/release")["state"] == "released"
        assert mina.asks("GET", f"/productions/{film['id']}/film").content == FILM + b" signed"
        made = house.store.read(lambda unit: unit.made.all(production=film["id"], what=What.FILM))
        last = jun.ok("POST", "/productions", {"prompt": "me at a concert", "cast": ["jun"]}, 201)
        jun.ok("POST", f"/productions/{last['id']}/send")
        third.until(lambda: state(jun, last) == "ready")  # the worker is awake, and did nothing again meanwhile
        assert (len(made), third.journal()) == (1, ["begin", "end"] * 2)
        assert "Traceback" not in third.errors.read_text()
