"""The two servers of bench/notices.py, each a uvicorn process: Walkon's own application, and a bare echo as a floor.

`POST /act/N` tells listener N something and answers when that was done, on the computer's monotonic clock.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, TypeAlias

import uvicorn
from fastapi import FastAPI

from walkon.api.app import application
from walkon.api.running import serving
from walkon.api.service import Service
from walkon.bootstrap import SystemClock
from walkon.domain.ids import AccountId
from walkon.domain.invites import SignUp
from walkon.domain.notices import Event, Notice
from walkon.ports.store import Unit
from walkon.store.database import SqlStore, Told, open_database
from walkon.store.waking import waking_for


def account_id(number: int) -> AccountId:
    return AccountId(f"{number:032x}")


def tell(unit: Unit, number: int, now: datetime) -> None:
    unit.notices.tell(Notice(account=account_id(number), event=Event.CAST, at=now))


def no_jobs(_connection: object) -> Any:
    return None


def walkon_app(url: str) -> FastAPI:
    engine = open_database(url)
    waking = waking_for(engine)

    def woken(told: Told) -> None:
        waking.told([account for account, _ in told])

    store, clock = SqlStore(engine, no_jobs, woken), SystemClock()
    absent = dict.fromkeys(
        ("media", "eraser", "uploads", "challenges", "passkeys", "plan")
    )  # nobody asks for them here
    made: Any = Service
    app = application(
        made(store=store, clock=clock, sign_up=SignUp.OPEN, origin="http://localhost", waking=waking, **absent)
    )

    @app.post("/act/{number}")
    def act(number: int) -> float:
        store.write(lambda unit: tell(unit, number, clock.now()))
        return time.monotonic()

    return app


Receive: TypeAlias = Callable[[], Awaitable[Any]]
Send: TypeAlias = Callable[[Any], Awaitable[None]]


class Echo:
    """Server-Sent Events without anything behind them."""

    def __init__(self) -> None:
        self._told: dict[int, asyncio.Queue[int]] = {}
        self._count = 0

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        _, kind, number = scope["path"].split("/")
        if kind == "act":
            self._count += 1
            self._told[int(number)].put_nowait(self._count)
            await self._answer(send, b"text/plain", str(time.monotonic()).encode(), more=False)
            return
        told = self._told[int(number)] = asyncio.Queue()
        await self._answer(send, b"text/event-stream", b"id: 0\n\n", more=True)
        gone = asyncio.ensure_future(_left(receive))
        while not gone.done():
            ready = asyncio.ensure_future(told.get())
            await asyncio.wait({ready, gone}, return_when=asyncio.FIRST_COMPLETED)
            if ready.done():
                await send(
                    {"type": "http.response.body", "body": b"data: x\nid: %d\n\n" % ready.result(), "more_body": True}
                )

    async def _answer(self, send: Send, kind: bytes, body: bytes, *, more: bool) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind)]})
        await send({"type": "http.response.body", "body": body, "more_body": more})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def main() -> None:
    what, port = sys.argv[1], int(sys.argv[2])
    app: Any = Echo() if what == "echo" else walkon_app(what)
    serving(uvicorn.Config(app, port=port, log_level="critical", access_log=False, timeout_graceful_shutdown=1)).run()


if __name__ == "__main__":
    main()
