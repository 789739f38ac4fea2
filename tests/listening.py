"""A real server on loopback, and somebody who listens to it (Server-Sent Events)."""

from __future__ import annotations

import http.client
import json
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from fastapi import FastAPI

from tests.society import Society
from walkon.api.running import serving
from walkon.domain.hashed_secret import TOKEN_BYTES
from walkon.domain.ids import SessionId
from walkon.domain.people import Account
from walkon.domain.sessions import NewSession, Way, open_session

SOON = 20.0  # seconds, generously


@contextmanager
def running(app: FastAPI) -> Iterator[int]:
    """`app` at a port of this computer, in a thread."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        place.listen(64)
        server = serving(uvicorn.Config(app, log_level="error", access_log=False, timeout_graceful_shutdown=5))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [place]}, daemon=True)
        thread.start()
        try:
            yield place.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(SOON)
            assert not thread.is_alive()


def session_of(society: Society, person: Account) -> NewSession:
    """A session of somebody, opened without a ceremony."""
    opened = open_session(
        id=SessionId(secrets.token_hex(16)),
        account=person.id,
        device="a browser",
        way=Way.PASSKEY,
        chance=secrets.token_bytes(TOKEN_BYTES),
        now=society.clock.now(),
    )
    society.does(lambda unit: unit.sessions.add(opened.session))
    return opened


@dataclass
class Listener:
    """One stream, read event by event. `beats` counts what kept it open."""

    port: int
    token: str
    known: int | None = None
    by_header: bool = True
    beats: int = 0
    fields: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> Listener:
        path, headers = "/api/v1/notices/live", {"Authorization": f"Bearer {self.token}"}
        if self.known is not None and self.by_header:
            headers["Last-Event-ID"] = str(self.known)
        elif self.known is not None:
            path += f"?after={self.known}"
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SOON)
        self._connection.request("GET", path, headers=headers)
        self.answer = self._connection.getresponse()
        self.status = self.answer.status
        if self.status == 200:
            self.event()  # where it begins
        return self

    def __exit__(self, *_: object) -> None:
        self.answer.close()
        self._connection.close()

    def event(self) -> dict[str, str] | None:
        """The next event or bare id; None at the end. What only keeps the stream open is counted."""
        found: dict[str, str] = {}
        end = time.monotonic() + 3 * SOON
        while line := self.answer.readline():
            assert time.monotonic() < end, "nothing but beats"
            text = line.decode().rstrip("\n")
            if text.startswith(":"):
                self.beats += 1
            elif text:
                name, _, value = text.partition(": ")
                found[name] = value
            elif found:
                self.fields = found
                return found
        return None

    def notice(self) -> dict[str, Any] | None:
        """The next notice; its id is the event's."""
        event = self.event()
        if event is None:
            return None
        notice: dict[str, Any] = json.loads(event["data"])
        assert event["id"] == str(notice["id"])
        return notice

    def take(self, count: int) -> list[int]:
        """The ids of the next notices."""
        notices = [self.notice() for _ in range(count)]
        return [notice["id"] for notice in notices if notice is not None]


def eventually(done: Any) -> None:
    """Wait until something is so."""
    end = time.monotonic() + SOON
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)
