"""Ways to be woken: within one process, on a SQLite file that several processes share, and by PostgreSQL itself."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from contextlib import closing, suppress

import psycopg
from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError

from walkon.domain.ids import AccountId
from walkon.ports.waking import Ear, Waking
from walkon.store.notices import CHANNEL
from walkon.store.tables import inboxes

GLANCE = 0.05  # seconds between two glances at a SQLite file, while somebody listens
AGAIN = (0.2, 5.0)  # seconds until the first and, after doubling, between the last attempts to reconnect
NOTICED = 1.0  # seconds until a thread sees that it is to end
_ALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "connect_timeout": 10}


class Bus:
    """`ports.waking.Waking` within one process."""

    def __init__(self) -> None:
        self._ears: dict[AccountId, list[Ear]] = {}
        self._lock = threading.Lock()

    def listen(self, account: AccountId, ear: Ear) -> Callable[[], None]:
        with self._lock:
            self._ears.setdefault(account, []).append(ear)

        def stop() -> None:
            with self._lock:
                heard = self._ears.get(account, [])
                with suppress(ValueError):
                    heard.remove(ear)
                if not heard:
                    self._ears.pop(account, None)

        return stop

    def told(self, accounts: Iterable[AccountId]) -> None:
        with self._lock:
            ears = [ear for account in set(accounts) for ear in self._ears.get(account, ())]
        for ear in ears:
            ear()

    def told_everybody(self) -> None:
        """There may have been something that nobody was told of."""
        self.told(self.listeners())

    def listeners(self) -> list[AccountId]:
        """Whose inbox somebody listens to."""
        with self._lock:
            return list(self._ears)

    def close(self) -> None:
        with self._lock:
            self._ears.clear()


class _Watching:
    """A `Bus` and one thread that wakes it, begun with the first listener."""

    def __init__(self) -> None:
        self._bus, self._stop = Bus(), threading.Event()
        self._wanted, self._ready = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def listen(self, account: AccountId, ear: Ear) -> Callable[[], None]:
        stop = self._bus.listen(account, ear)
        with self._lock:
            if self._thread is None and not self._stop.is_set():
                self._thread = threading.Thread(target=self._watch, name="waking", daemon=True)
                self._thread.start()
        self._wanted.set()
        return stop

    def told(self, accounts: Iterable[AccountId]) -> None:
        self._bus.told(accounts)

    def close(self) -> None:
        self._stop.set()
        self._wanted.set()
        if self._thread is not None:
            self._thread.join(5 * NOTICED)
        self._bus.close()

    def _watch(self) -> None:
        raise NotImplementedError


class SqliteWaking(_Watching):
    """For a SQLite file: at once within this process; what others write is seen by a glance at the file's version.

    `PRAGMA data_version` changes when another connection has committed, and reads no table. Only then the inboxes that
    somebody listens to are looked at. Nobody listens: nothing is done.
    """

    def __init__(self, engine: Engine, glance: float = GLANCE) -> None:
        super().__init__()
        self._engine, self._glance = engine, glance
        self._known: dict[AccountId, int] = {}

    def _watch(self) -> None:
        while not self._stop.is_set():
            with suppress(DBAPIError), closing(self._engine.raw_connection()) as connection:
                self._glances(connection.cursor())
            self._stop.wait(NOTICED)

    def _glances(self, cursor: object) -> None:
        seen = None
        while not self._stop.is_set():
            if not self._bus.listeners():
                self._wanted.clear()
                seen = None
                if not self._bus.listeners():  # nobody came in between
                    self._wanted.wait()
            version = cursor.execute("PRAGMA data_version").fetchone()[0]  # type: ignore[attr-defined]
            if version != seen:
                seen = version
                self._look()
            self._stop.wait(self._glance)

    def _look(self) -> None:
        """Wake those whose inbox has grown since the last look; those who are new at any rate."""
        listening = self._bus.listeners()
        found: dict[AccountId, int] = {}
        with self._engine.execution_options(begin="BEGIN").connect() as connection:
            for start in range(0, len(listening), 500):
                some = inboxes.c.account.in_(listening[start : start + 500])
                rows = connection.execute(select(inboxes.c.account, inboxes.c.last).where(some))
                found |= {row.account: row.last for row in rows}
        self._bus.told(account for account, last in found.items() if self._known.get(account) != last)
        self._known = found


class PostgresWaking(_Watching):
    """For PostgreSQL: it tells every process at commit (NOTIFY in the same transaction), over one connection each.

    After every (re)connection everybody is woken, since there may have been something in between.
    """

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        url = engine.url.set(drivername="postgresql")
        self._url = url.render_as_string(hide_password=False)

    def told(self, accounts: Iterable[AccountId]) -> None:
        """The database tells this process, too."""

    def _watch(self) -> None:
        wait = AGAIN[0]
        while not self._stop.is_set():
            with suppress(psycopg.Error), psycopg.connect(self._url, autocommit=True, **_ALIVE) as connection:  # type: ignore[arg-type]
                connection.execute(f"LISTEN {CHANNEL}")
                self._bus.told_everybody()
                wait = AGAIN[0]
                while not self._stop.is_set():
                    for note in connection.notifies(timeout=NOTICED):
                        self._bus.told([AccountId(note.payload)])
            self._stop.wait(wait)
            wait = min(2 * wait, AGAIN[1])


def waking_for(engine: Engine) -> Waking:
    """How somebody who listens is woken by what lies in this database."""
    return PostgresWaking(engine) if engine.dialect.name == "postgresql" else SqliteWaking(engine)
