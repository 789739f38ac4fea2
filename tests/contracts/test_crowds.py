"""Many writers at the same thing, and connections that end: on every database nobody is turned away, and nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.databases import database
from tests.society import Society
from walkon.domain.ids import NoticeId
from walkon.domain.notices import Event, Notice
from walkon.domain.people import Account
from walkon.ports.store import Unit
from walkon.store.errors import StoreAway

WRITERS, EACH = 8, 12
A_WHILE = 0.3  # seconds in which somebody who is not kept waiting has written


@pytest.fixture(params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Society]:
    with database(request.param, tmp_path) as url:
        society = Society(url)
        yield society
        society.close()


def followed(server: Society, person: Account) -> Callable[[Unit], NoticeId]:
    return lambda unit: unit.notices.tell(Notice(account=person.id, event=Event.FOLLOWED, at=server.clock.now()))


def numbers(server: Society, person: Account) -> list[int]:
    return [int(filed.id) for filed in server.inbox(person)]


class TestCrowds:
    def test_all_who_write_to_one_inbox_come_through(self, server: Society) -> None:
        mina = server.join("mina", cameo=False)

        def writes(_: int) -> None:
            for _ in range(EACH):
                server.does(followed(server, mina))

        with ThreadPoolExecutor(WRITERS) as crowd:
            list(crowd.map(writes, range(WRITERS)))
        assert numbers(server, mina) == list(range(1, WRITERS * EACH + 1))

    def test_who_is_slower_every_time_has_their_turn(self, server: Society) -> None:
        """Somebody faster writes to the same inbox again and again, as long as they may."""
        mina, done, wrote = server.join("mina", cameo=False), threading.Event(), threading.Semaphore(0)

        def faster() -> None:
            while not done.is_set():
                server.does(followed(server, mina))
                wrote.release()

        def slower(unit: Unit) -> NoticeId:
            unit.accounts.get(mina.id)
            while wrote.acquire(blocking=False):
                pass
            for _ in range(2):  # the first may have begun before
                wrote.acquire(timeout=A_WHILE)
            return followed(server, mina)(unit)

        rival = threading.Thread(target=faster)
        rival.start()
        try:
            assert server.does(slower) in numbers(server, mina)
        finally:
            done.set()
            rival.join()


@pytest.mark.parametrize("server", ["postgresql"], indirect=True)
class TestConnectionsThatEnd:
    def test_while_nobody_needs_them(self, server: Society) -> None:
        mina = server.join("mina", cameo=False)
        cut_off(server)
        assert server.store.read(lambda unit: unit.accounts.get(mina.id)) == mina
        cut_off(server)
        server.does(followed(server, mina))
        assert numbers(server, mina) == [1]

    def test_in_the_middle_of_a_change(self, server: Society) -> None:
        mina, tries = server.join("mina", cameo=False), []

        def change(unit: Unit) -> None:
            followed(server, mina)(unit)
            tries.append(1)
            if len(tries) == 1:
                cut_off(server)
            followed(server, mina)(unit)

        server.does(change)
        assert len(tries) == 2
        assert numbers(server, mina) == [1, 2]

    def test_again_and_again(self, server: Society) -> None:
        mina = server.join("mina", cameo=False)

        def change(unit: Unit) -> None:
            followed(server, mina)(unit)
            cut_off(server)
            followed(server, mina)(unit)

        with pytest.raises(StoreAway):
            server.does(change)
        assert numbers(server, mina) == []


def cut_off(server: Society) -> None:
    """End every connection to this database but the one that does it, and wait until they are gone."""
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with server.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"SELECT pg_terminate_backend(pid, 10000) {others}"))
        assert connection.execute(text(f"SELECT count(*) {others}")).scalar_one() == 0
        connection.detach()
