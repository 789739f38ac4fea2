"""How soon a person learns of a use: 200 listeners over Server-Sent Events at one uvicorn process.

Measured is the time from the commit of what tells somebody to the arrival at their listener, in another process: where the
serving process does it (here), where another process on the same database does it (elsewhere), and where one act tells all
200 at once, to the last of them (everybody). The floor is a bare echo in plain uvicorn, without a database. SQLite always,
PostgreSQL where WALKON_TEST_POSTGRES names a server. `python -m bench.notices 0.1` takes a tenth of the acts.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from bench.consent import database_on, percentile
from bench.notices_servers import account_id, no_jobs, tell
from walkon.bootstrap import SystemClock
from walkon.domain.capture import Language
from walkon.domain.hashed_secret import TOKEN_BYTES
from walkon.domain.ids import Handle, SessionId
from walkon.domain.people import Account
from walkon.domain.sessions import Way, open_session
from walkon.ports.store import Unit
from walkon.store import schema
from walkon.store.database import SqlStore, open_database

LISTENERS, ACTS, ROUNDS, IDLE = 200, 400, 20, 20.0  # IDLE: seconds in which nothing happens
LONGEST = 30.0  # seconds after which something is lost


def main() -> None:
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    figures = {"listeners": LISTENERS, **asyncio.run(floor(share))}
    with tempfile.TemporaryDirectory() as folder:
        figures |= asyncio.run(measured("sqlite", f"sqlite:///{folder}/walkon.db", share))
    server = os.environ.get("WALKON_TEST_POSTGRES")
    if server:
        with database_on(server) as url:
            figures |= asyncio.run(measured("postgresql", url, share))
    for name in ("sqlite", "postgresql"):
        if f"{name}_here_p50_ms" in figures:
            figures[f"{name}_here_to_floor"] = figures[f"{name}_here_p50_ms"] / figures["floor_p50_ms"]
    print(json.dumps(figures))


class Listener:
    """One stream. When an id arrives is noted by the computer's monotonic clock."""

    def __init__(self, port: int, path: str, token: str = "") -> None:
        self._port, self._path, self._token = port, path, token
        self.arrived: dict[int, float] = {}
        self.last, self._news = 0, asyncio.Condition()

    async def open(self) -> None:
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        head = f"GET {self._path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {self._token}\r\n\r\n"
        self._writer.write(head.encode())
        assert b" 200 " in await self._reader.readline()
        while not (await self._reader.readline()).startswith(b"id: "):
            pass
        self._task = asyncio.ensure_future(self._listen())

    async def _listen(self) -> None:
        while line := await self._reader.readline():
            if line.startswith(b"id: "):
                self.last = int(line[4:])
                self.arrived[self.last] = time.monotonic()
                async with self._news:
                    self._news.notify_all()

    async def after(self, known: int) -> float:
        """When the first one after `known` arrived."""
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(lambda: self.last > known), LONGEST)
        return min(at for id, at in self.arrived.items() if id > known)

    async def close(self) -> None:
        self._task.cancel()
        self._writer.close()


@asynccontextmanager
async def server(what: str) -> AsyncIterator[tuple[int, int]]:
    """A server in a process of its own: its port, and its process id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "bench.notices_servers", what, str(port)]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                (await asyncio.open_connection("127.0.0.1", port))[1].close()
                break
            except OSError:
                await asyncio.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(30)


async def act_there(port: int, number: int) -> float:
    """Has the server do it; gives when it was done."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        f"POST /act/{number} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".encode()
    )
    answer = await reader.read()
    writer.close()
    body = answer.partition(b"\r\n\r\n")[2]
    return next(float(line) for line in body.split(b"\r\n") if b"." in line)


async def delays(listeners: list[Listener], acts: int, act: Callable[[int], Awaitable[float]]) -> list[float]:
    """Milliseconds from each act to its arrival, one after the other, at listeners drawn at random."""
    chance, took = random.Random(5), []
    for _ in range(acts):
        number = chance.randrange(len(listeners))
        known = listeners[number].last
        done = await act(number)
        took.append(1000 * (await listeners[number].after(known) - done))
        await asyncio.sleep(chance.uniform(0, 0.02))  # not in step with anything
    return took


async def floor(share: float) -> dict[str, float]:
    async with server("echo") as (port, _):
        listeners = [Listener(port, f"/listen/{number}") for number in range(LISTENERS)]
        for listener in listeners:
            await listener.open()
        took = await delays(listeners, int(ACTS * share), lambda number: act_there(port, number))
        for listener in listeners:
            await listener.close()
    return {"floor_p50_ms": percentile(took, 50), "floor_p99_ms": percentile(took, 99)}


async def measured(name: str, url: str, share: float) -> dict[str, float]:
    engine = open_database(url)
    schema.migrate(engine)
    store, clock = SqlStore(engine, no_jobs), SystemClock()
    tokens = store.write(lambda unit: people(unit, clock))

    def elsewhere(number: int) -> float:
        store.write(lambda unit: tell(unit, number, clock.now()))
        return time.monotonic()

    def tell_all(unit: Unit) -> None:
        for number in range(LISTENERS):
            tell(unit, number, clock.now())

    def everybody() -> float:
        store.write(tell_all)
        return time.monotonic()

    async with server(url) as (port, process):
        listeners = [Listener(port, "/api/v1/notices/live", token) for token in tokens]
        for listener in listeners:
            await listener.open()
        used = cpu_seconds(process)
        await asyncio.sleep(IDLE)
        idle = (cpu_seconds(process) - used) / IDLE
        acts = int(ACTS * share)
        here = await delays(listeners, acts, lambda number: act_there(port, number))
        there = await delays(listeners, acts, lambda number: asyncio.to_thread(elsewhere, number))
        lasts = []
        for _ in range(ROUNDS):
            known = [listener.last for listener in listeners]
            done = await asyncio.to_thread(everybody)
            arrived = [await listener.after(last) for listener, last in zip(listeners, known, strict=True)]
            lasts.append(1000 * (max(arrived) - done))
        memory = resident_mib(process)
        for listener in listeners:
            await listener.close()
    engine.dispose()
    return {
        f"{name}_here_p50_ms": percentile(here, 50),
        f"{name}_here_p99_ms": percentile(here, 99),
        f"{name}_elsewhere_p50_ms": percentile(there, 50),
        f"{name}_elsewhere_p99_ms": percentile(there, 99),
        f"{name}_everybody_last_p50_ms": percentile(lasts, 50),
        f"{name}_everybody_last_max_ms": max(lasts),
        f"{name}_idle_cores": idle,
        f"{name}_server_mib": memory,
    }


def people(unit: Unit, clock: SystemClock) -> list[str]:
    """Accounts with a session each; gives the tokens."""
    tokens, now = [], clock.now()
    for number in range(LISTENERS):
        account, handle = account_id(number), Handle(f"person{number}")
        unit.accounts.add(Account(id=account, handle=handle, joined_at=now, language=Language.ENGLISH))
        chance = secrets.token_bytes(TOKEN_BYTES)
        id = SessionId(secrets.token_hex(16))
        opened = open_session(id=id, account=account, device="bench", way=Way.PASSKEY, chance=chance, now=now)
        unit.sessions.add(opened.session)
        tokens.append(opened.token)
    return tokens


def cpu_seconds(process: int) -> float:
    """Of all threads of a process, in user and kernel mode (proc(5))."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mib(process: int) -> float:
    """Memory of a process now."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    main()
