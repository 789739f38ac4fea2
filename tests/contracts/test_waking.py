"""What every way of waking does. A second `Society` on the same database stands for another process."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.databases import database
from tests.society import Society
from walkon.domain.notices import Event, Notice
from walkon.domain.people import Account
from walkon.ports.store import Unit
from walkon.ports.waking import Waking
from walkon.store.database import SqlStore, Told
from walkon.store.waking import Bus, waking_for

SOON = 10.0  # seconds, generously


@dataclass
class Here:
    """One process that listens, and another on the same database."""

    society: Society
    waking: Waking
    store: SqlStore  # of the process that listens
    elsewhere: Society | None


class Ear:
    """Counts how often it was called."""

    def __init__(self) -> None:
        self.count, self._changed = 0, threading.Condition()

    def __call__(self) -> None:
        with self._changed:
            self.count += 1
            self._changed.notify_all()

    def hears(self, more_than: int = 0) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self.count > more_than, SOON)


@pytest.fixture(params=["one process", "sqlite", "postgresql"])
def here(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Here]:
    kind = "postgresql" if request.param == "postgresql" else "sqlite"
    with database(kind, tmp_path) as url:
        society = Society(url)
        waking: Waking = Bus() if request.param == "one process" else waking_for(society.engine)

        def woken(told: Told) -> None:
            waking.told([account for account, _ in told])

        store = SqlStore(society.engine, lambda _connection: society.bench, woken)
        elsewhere = None if request.param == "one process" else Society(url)
        yield Here(society=society, waking=waking, store=store, elsewhere=elsewhere)
        waking.close()
        society.close()
        if elsewhere is not None:
            elsewhere.close()


def telling(person: Account, society: Society) -> Callable[[Unit], object]:
    notice = Notice(account=person.id, event=Event.FOLLOWED, at=society.clock.now())
    return lambda unit: unit.notices.tell(notice)


def test_a_notice_of_this_process_wakes(here: Here) -> None:
    mina, jun = here.society.join("mina"), here.society.join("jun")
    ear = Ear()
    here.waking.listen(mina.id, ear)
    here.store.write(telling(mina, here.society))
    assert ear.hears()
    both, before = Ear(), ear.count
    here.waking.listen(jun.id, both)
    here.waking.listen(mina.id, both)
    here.store.write(telling(mina, here.society))
    assert ear.hears(before)
    assert both.hears()


def test_a_notice_of_another_process_wakes(here: Here) -> None:
    if here.elsewhere is None:
        pytest.skip("within one process there is no other")
    mina, ear = here.society.join("mina"), Ear()
    here.waking.listen(mina.id, ear)
    for _ in range(3):
        before = ear.count
        here.elsewhere.does(telling(mina, here.society))
        assert ear.hears(before)


def test_a_real_other_process_wakes(here: Here) -> None:
    if here.elsewhere is None:
        pytest.skip("within one process there is no other")
    mina, ear = here.society.join("mina"), Ear()
    here.waking.listen(mina.id, ear)
    url = here.society.engine.url.render_as_string(hide_password=False)
    program = (
        "import sys\nfrom tests.society import Society\nfrom walkon.domain.ids import Handle\n"
        "from tests.contracts.test_waking import telling\n"
        "s = Society(sys.argv[1])\np = s.store.read(lambda unit: unit.accounts.called(Handle('mina')))\n"
        "s.does(telling(p, s))\ns.close()\n"
    )
    subprocess.run([sys.executable, "-c", program, url], check=True, cwd=Path(__file__).parents[2])  # noqa: S603
    assert ear.hears()


def test_what_was_not_done_wakes_nobody_and_others_sleep(here: Here) -> None:
    mina, jun = here.society.join("mina"), here.society.join("jun")
    hers, his = Ear(), Ear()
    here.waking.listen(jun.id, his)
    here.store.write(telling(jun, here.society))
    assert his.hears()
    here.waking.listen(mina.id, hers)
    here.store.write(telling(mina, here.society))
    assert hers.hears()
    quiet = hers.count

    def half(unit: Unit) -> None:
        telling(mina, here.society)(unit)
        raise KeyError

    with pytest.raises(KeyError):
        here.store.write(half)
    for _ in range(3):  # by the third that came after it, an earlier one would have been heard
        before = his.count
        here.store.write(telling(jun, here.society))
        assert his.hears(before)
    assert hers.count <= quiet + 1  # a wake for nothing is allowed when somebody is new


def test_who_stopped_hears_nothing(here: Here) -> None:
    mina, gone, here_still = here.society.join("mina"), Ear(), Ear()
    stop = here.waking.listen(mina.id, gone)
    here.waking.listen(mina.id, here_still)
    here.store.write(telling(mina, here.society))
    assert gone.hears()
    assert here_still.hears()
    stop()
    stop()
    before, quiet = here_still.count, gone.count
    here.store.write(telling(mina, here.society))
    assert here_still.hears(before)
    assert gone.count == quiet


def test_a_broken_connection_wakes_everybody(here: Here) -> None:
    if here.society.engine.dialect.name != "postgresql":
        pytest.skip("there is no connection to break")
    mina, ear = here.society.join("mina"), Ear()
    here.waking.listen(mina.id, ear)
    assert ear.hears()  # once connected
    before = ear.count
    with here.society.engine.connect() as connection:
        listening = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
        assert connection.execute(text(listening)).scalars().all() == [True]
    assert ear.hears(before)
    before = ear.count
    here.store.write(telling(mina, here.society))
    assert ear.hears(before)
