"""Listening to one's inbox at a real server, while others write to it."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from fastapi import FastAPI

from tests.databases import database
from tests.journeys.test_api import House
from tests.listening import Listener, eventually, running, session_of
from tests.society import Society
from walkon.api.live import BEAT, Listeners
from walkon.domain.errors import Passing
from walkon.domain.ids import NoticeId
from walkon.domain.notices import Event, Notice
from walkon.domain.people import Account
from walkon.ports.store import Unit
from walkon.ports.waking import NoWaking
from walkon.store.database import SqlStore, Told
from walkon.store.waking import waking_for


@dataclass
class Live:
    """A server that is listened to. `store` writes within its process, `society` as another one would."""

    society: Society
    store: SqlStore
    app: FastAPI
    port: int

    @property
    def listeners(self) -> Listeners:
        found = self.app.state.listeners
        assert isinstance(found, Listeners)
        return found

    def tell(self, person: Account, *, by: Account | None = None) -> None:
        self.store.write(lambda unit: unit.notices.tell(self._notice(person, by)))

    def tell_from_elsewhere(self, person: Account) -> None:
        self.society.does(lambda unit: unit.notices.tell(self._notice(person)))

    def _notice(self, person: Account, by: Account | None = None) -> Notice:
        now = self.society.clock.now()
        return Notice(account=person.id, event=Event.FOLLOWED, at=now, by=None if by is None else by.id)

    def listener(self, person: Account, known: int | None = None, *, by_header: bool = True) -> Listener:
        token = session_of(self.society, person).token
        return Listener(port=self.port, token=token, known=known, by_header=by_header)


@pytest.fixture(params=["sqlite", "postgresql"])
def live(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Live]:
    with database(request.param, tmp_path) as url:
        house = House(tmp_path, society=Society(url))
        society = house.society
        waking = waking_for(society.engine)

        def woken(told: Told) -> None:
            waking.told([account for account, _ in told])

        store = SqlStore(society.engine, lambda _connection: society.bench, woken)
        house.app.state.service = replace(house.app.state.service, store=store, waking=waking)
        with running(house.app) as port:
            yield Live(society=society, store=store, app=house.app, port=port)
        waking.close()
        society.close()


def test_a_notice_comes_as_it_lies_in_the_inbox(live: Live) -> None:
    mina, jun = live.society.join("mina"), live.society.join("jun")
    live.tell(mina)
    with live.listener(mina) as listener:
        assert listener.fields == {"id": "1", "retry": "2000"}  # where it goes on after, should it break now
        assert listener.answer.headers["content-type"].startswith("text/event-stream")
        live.tell(mina, by=jun)
        notice = listener.notice()
        connection = http.client.HTTPConnection("127.0.0.1", live.port, timeout=20)
        connection.request("GET", "/api/v1/notices", headers={"Authorization": f"Bearer {listener.token}"})
        assert json.loads(connection.getresponse().read())["notices"][0] == notice
        connection.close()
        assert (notice or {})["by"] == "jun"


@pytest.mark.parametrize("by_header", [True, False])
def test_it_goes_on_where_it_broke_off(live: Live, by_header: bool) -> None:
    mina, jun = live.society.join("mina"), live.society.join("jun")
    for _ in range(3):
        live.tell(mina)
        live.tell(jun)
    with live.listener(mina, known=1, by_header=by_header) as listener:
        assert listener.take(2) == [2, 3]
        live.tell_from_elsewhere(mina)
        assert listener.take(1) == [4]
    for _ in range(120):  # more than one look takes
        live.tell(mina)
    with live.listener(mina, known=4, by_header=by_header) as listener:
        assert listener.take(120) == list(range(5, 125))
    with live.listener(mina, known=10**6, by_header=by_header) as listener:  # of another life
        live.tell(mina)
        assert listener.take(1) == [125]


def test_what_a_browser_remembers_beats_the_address_and_nonsense_is_refused(live: Live) -> None:
    mina = live.society.join("mina")
    token = session_of(live.society, mina).token
    for bad in ("-1", "x", "99999999999", "١"):
        connection = http.client.HTTPConnection("127.0.0.1", live.port, timeout=20)
        headers: dict[str, str | bytes] = {"Authorization": f"Bearer {token}", "Last-Event-ID": bad.encode()}
        connection.request("GET", "/api/v1/notices/live?after=0", headers=headers)
        assert connection.getresponse().status == 422
        connection.close()


def until_done(tell: Callable[[Account], None], person: Account) -> None:
    """Many at one inbox may be told to come again."""
    while True:
        with suppress(Passing):
            return tell(person)


def test_nothing_is_lost_or_doubled_while_many_write_and_the_line_breaks(live: Live) -> None:
    mina = live.society.join("mina")
    with ThreadPoolExecutor(4) as writers:
        for number in range(60):
            writers.submit(until_done, live.tell if number % 2 else live.tell_from_elsewhere, mina)
        got: list[int] = []
        while len(got) < 60:
            with live.listener(mina, known=got[-1] if got else 0) as listener:
                got += listener.take(min(17, 60 - len(got)))
    assert got == list(range(1, 61))


def test_another_process_wakes(live: Live) -> None:
    mina = live.society.join("mina")
    url = live.society.engine.url.render_as_string(hide_password=False)
    program = (
        "import sys\nfrom tests.society import Society\nfrom walkon.domain.ids import Handle\n"
        "from tests.contracts.test_waking import telling\n"
        "s = Society(sys.argv[1])\np = s.store.read(lambda unit: unit.accounts.called(Handle('mina')))\n"
        "s.does(telling(p, s))\ns.close()\n"
    )
    live.listeners.beat = 3600.0
    with live.listener(mina) as listener:
        subprocess.run([sys.executable, "-c", program, url], check=True, cwd=Path(__file__).parents[2])  # noqa: S603
        began = time.monotonic()
        assert listener.take(1) == [1]
        assert time.monotonic() - began < 5.0


def test_a_missed_wake_is_made_up_for(live: Live) -> None:
    """The table is the truth: even where nobody wakes, the next beat finds it."""
    mina = live.society.join("mina")
    live.listeners.beat = 0.2
    live.app.state.service = replace(live.app.state.service, waking=NoWaking())
    with live.listener(mina) as listener:
        assert listener.answer.readline() == b":\n"  # it is kept open
        live.tell(mina)
        assert listener.take(1) == [1]


def test_it_ends_with_the_session(live: Live) -> None:
    mina = live.society.join("mina")
    live.listeners.beat = 0.1
    opened = session_of(live.society, mina)
    with Listener(port=live.port, token=opened.token) as listener:
        ended = replace(opened.session, revoked_at=live.society.clock.now())
        live.society.does(lambda unit: unit.sessions.save(ended))
        assert listener.event() is None
    with Listener(port=live.port, token=opened.token) as listener:
        assert listener.status == 401
    eventually(lambda: live.listeners.count == 0)


def test_nothing_is_told_after_the_session_has_ended(live: Live) -> None:
    mina = live.society.join("mina")
    opened = session_of(live.society, mina)
    with Listener(port=live.port, token=opened.token) as listener:

        def both(unit: Unit) -> None:
            unit.sessions.save(replace(opened.session, revoked_at=live.society.clock.now()))
            unit.notices.tell(Notice(account=mina.id, event=Event.SECURITY, at=live.society.clock.now()))

        live.store.write(both)
        assert listener.notice() is None


def test_it_ends_with_the_account(live: Live) -> None:
    mina = live.society.join("mina")
    live.listeners.beat = 0.1
    with live.listener(mina) as listener:
        live.society.does(lambda unit: unit.accounts.save(replace(mina, suspended_at=live.society.clock.now())))
        assert listener.event() is None
    with live.listener(mina) as listener:
        assert listener.status == 403


def test_an_account_listens_at_some_places_only(live: Live) -> None:
    mina, jun = live.society.join("mina"), live.society.join("jun")
    live.listeners.limit = 2
    with live.listener(mina), live.listener(mina) as second:
        with live.listener(mina) as third:
            assert third.status == 429
        with live.listener(jun) as his:
            assert his.status == 200
        live.tell(mina)
        assert second.take(1) == [1]
    eventually(lambda: live.listeners.count == 0)  # who hangs up makes room at once
    with live.listener(mina) as again:
        assert again.status == 200


def test_listeners_hold_no_threads(live: Live) -> None:
    people = [live.society.join(f"person{number}", cameo=False) for number in range(60)]
    with live.listener(people[0]):
        before = threading.active_count()
    listeners = [live.listener(person).__enter__() for person in people]
    assert live.listeners.count >= 60
    assert threading.active_count() <= before + 10
    for person in people:
        live.tell(person)
    assert [listener.take(1) for listener in listeners] == [[1]] * 60
    for listener in listeners:
        listener.__exit__()


def test_who_reads_slowly_gets_everything_in_the_end(live: Live) -> None:
    mina = live.society.join("mina")

    def many(unit: Unit) -> None:
        for _ in range(2500):
            unit.notices.tell(Notice(account=mina.id, event=Event.FOLLOWED, at=live.society.clock.now()))

    with live.listener(mina) as listener:
        live.store.write(many)
        live.tell(mina)
        assert listener.take(2501) == list(range(1, 2502))
    assert len(live.society.store.read(lambda unit: unit.notices.after(mina.id, NoticeId(0), 3000))) == 2501


def test_a_server_that_stops_ends_every_stream_at_once(tmp_path: Path) -> None:
    house = House(tmp_path)
    mina = house.society.join("mina")
    with running(house.app) as port:
        listener = Listener(port=port, token=session_of(house.society, mina).token).__enter__()
        began = time.monotonic()
    assert time.monotonic() - began < BEAT  # it neither waited for a beat nor for whoever listens to leave
    assert listener.event() is None
    listener.__exit__()
    house.society.close()
