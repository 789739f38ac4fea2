"""Somebody who sends uploads wrongly in every way, and keeps count of what must have arrived."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI
from httpx2 import Response

from tests.journeys.test_api import Guest
from tests.visitors import ORIGIN, STREAM

MARK = b"this-is-what-somebody-recorded/"  # found nowhere, if nothing lies in the clear
NUMBERS = (
    "0",
    "1",
    "7",
    "4096",
    "70000",
    "-1",
    "+1",
    " 3",
    "1.5",
    "1e3",
    "0x10",
    "\xb2",
    "\xd9\xa3",
    "",
    "null",
    "9" * 15,
    "9" * 16,
    "9" * 400,
)
IDS = ("0" * 32, "..", "%2e%2e", "..%2f..%2fkeys", "a%00b", "A" * 32, "g" * 32, "x" * 5000, "%ff", ".new-" + "0" * 32)
ODD = (
    {"Tus-Resumable": "0.2.2"},
    {"Tus-Resumable": ""},
    {"Upload-Metadata": "filename d29ybGQ=,,,="},
    {"Upload-Metadata": "x" * 4000},
    {"Upload-Checksum": "sha1 notbase64"},
    {"Upload-Checksum": "md9 AAAA"},
    {"Upload-Concat": "final;/api/v1/uploads/a /api/v1/uploads/b"},
    {"Upload-Defer-Length": "2"},
    {"Upload-Defer-Length": "1"},
    {"X-HTTP-Method-Override": "DELETE"},
    {"Content-Type": "application/json"},
    {"Content-Type": "multipart/form-data"},
    {"Content-Type": ""},
    {"Content-Encoding": "gzip"},
    {"Expect": "nothing-we-know"},
    {"Range": "bytes=0-"},
    {"If-Match": "*"},
)


@dataclass
class Sent:
    """An upload as its sender knows it."""

    id: str
    length: int | None
    arrived: int = 0
    ended: bool = False

    def piece(self, start: int, size: int) -> bytes:
        """Bytes of the one recording that this upload is."""
        stream = MARK + self.id.encode()
        begin = start % len(stream)
        return (stream * (size // len(stream) + 2))[begin : begin + size]


@dataclass
class Mess:
    """One person's browser gone mad. Every answer is kept for the test to judge."""

    person: Guest
    other: Guest
    chance: random.Random
    uploads: list[Sent] = field(default_factory=list)

    def step(self) -> Response:
        """One request of the kind that chance draws."""
        deeds = (self.create, self.append, self.append, self.append, self.look, self.lost, self.foreign, self.nonsense)
        more = (self.cut_off, self.declare, self.discard, self.wrong_method, self.too_much)
        return self.chance.choice(deeds + more)()

    def odd(self) -> dict[str, str]:
        return dict(self.chance.choice(ODD)) if self.chance.random() < 0.3 else {}

    def create(self) -> Response:
        if self.chance.random() < 0.5:
            headers = {
                "Upload-Length": self.chance.choice((*NUMBERS, str(300 << 20), str((300 << 20) + 1)))
            } | self.odd()
        else:
            headers = {"Upload-Defer-Length": "1"} | self.odd()
        answer = self.person.browser.post("/api/v1/uploads", headers=raw(headers))
        if answer.status_code == 201:
            told = headers.get("Upload-Length")
            name = answer.headers["location"].rpartition("/")[2]
            self.uploads.append(Sent(id=name, length=None if told is None else int(told)))
        if answer.status_code == 429:
            return self.discard()
        return answer

    def one(self) -> Sent:
        """Mostly one that lives."""
        living = [sent for sent in self.uploads if not sent.ended]
        if living and self.chance.random() < 0.85:
            return self.chance.choice(living)
        return self.chance.choice(self.uploads) if self.uploads else Sent(id="0" * 32, length=None, ended=True)

    def append(self) -> Response:
        sent = self.one()
        offset = str(sent.arrived) if self.chance.random() < 0.6 else self.chance.choice(NUMBERS)
        headers = STREAM | {"Upload-Offset": offset} | self.odd()
        size = self.chance.choice((0, 1, 100, 5000, 70_000))
        answer = self.person.browser.patch(
            f"/api/v1/uploads/{sent.id}", content=sent.piece(sent.arrived, size), headers=raw(headers)
        )
        self._note(sent, answer)
        return answer

    def _note(self, sent: Sent, answer: Response) -> None:
        if answer.status_code == 204:
            assert not sent.ended
            sent.arrived = int(answer.headers["upload-offset"])
        elif answer.status_code == 413 and not sent.ended:
            sent.arrived = self.offset(sent)  # what came before the end is kept

    def offset(self, sent: Sent) -> int:
        return int(self.person.browser.head(f"/api/v1/uploads/{sent.id}").headers["upload-offset"])

    def look(self) -> Response:
        sent = self.one()
        answer = self.person.browser.head(f"/api/v1/uploads/{sent.id}", headers=self.odd())
        if sent.ended:
            assert answer.status_code == 404
        else:
            assert answer.status_code == 200, (answer.status_code, answer.request.headers)
            assert int(answer.headers["upload-offset"]) == sent.arrived
        return answer

    def lost(self) -> Response:
        """Without what the protocol asks for."""
        sent = self.one()
        headers = dict(STREAM | {"Upload-Offset": str(sent.arrived)})
        del headers[self.chance.choice(("Content-Type", "Upload-Offset"))]
        return self.person.browser.patch(f"/api/v1/uploads/{sent.id}", content=b"x", headers=raw(headers))

    def foreign(self) -> Response:
        """Somebody else's upload is no upload."""
        sent, path = self.one(), f"/api/v1/uploads/{self.one().id}"
        method = self.chance.choice(("HEAD", "PATCH", "DELETE"))
        headers = STREAM | {"Upload-Offset": str(sent.arrived)}
        answer = self.other.browser.request(method, path, content=b"theirs", headers=raw(headers))
        assert answer.status_code == 404
        return answer

    def nonsense(self) -> Response:
        method = self.chance.choice(("HEAD", "PATCH", "DELETE"))
        path = f"/api/v1/uploads/{self.chance.choice(IDS)}"
        headers = STREAM | {"Upload-Offset": self.chance.choice(NUMBERS)}
        answer = self.person.browser.request(method, path, content=b"?", headers=raw(headers))
        assert answer.status_code in (404, 405, 422)
        return answer

    def declare(self) -> Response:
        """Its length, told now: again, too small, too large, or well."""
        sent = self.one()
        told = self.chance.choice((*NUMBERS, str(sent.arrived), str(sent.arrived + 100)))
        headers = STREAM | {"Upload-Offset": str(sent.arrived), "Upload-Length": told}
        answer = self.person.browser.patch(f"/api/v1/uploads/{sent.id}", content=b"", headers=raw(headers))
        if answer.status_code == 204:
            assert sent.length in (None, int(told))
            sent.length = int(told)
        self._note(sent, answer)
        return answer

    def discard(self) -> Response:
        sent = self.one()
        answer = self.person.browser.delete(f"/api/v1/uploads/{sent.id}", headers=self.odd())
        assert answer.status_code == (404 if sent.ended else 204)
        sent.ended = True
        return answer

    def wrong_method(self) -> Response:
        method = self.chance.choice(("GET", "PUT", "POST", "PATCH", "DELETE", "TRACE", "BREW", "OPTIONS"))
        path = self.chance.choice(("/api/v1/uploads", f"/api/v1/uploads/{self.one().id}/", "/api/v1/uploads/a/b"))
        if (method, path) == ("POST", "/api/v1/uploads"):
            return self.create()
        return self.person.browser.request(method, path, content=b"x", headers=STREAM | {"Upload-Offset": "0"})

    def too_much(self) -> Response:
        """A length in the header that no body has."""
        sent = self.one()
        headers = STREAM | {
            "Upload-Offset": str(sent.arrived),
            "Content-Length": self.chance.choice(("9" * 12, "9" * 40)),
        }
        answer = self.person.browser.patch(f"/api/v1/uploads/{sent.id}", content=b"x", headers=raw(headers))
        assert answer.status_code == 413
        return answer

    def cut_off(self) -> Response:
        """The connection is lost in the middle: what arrived before is kept, and nothing waits for the rest."""
        sent, size = self.one(), self.chance.randrange(1, 3000)
        headers = STREAM | {"Upload-Offset": str(sent.arrived), "Cookie": _cookie(self.person)}
        asyncio.run(
            cut_off(self.person.house.app, f"/api/v1/uploads/{sent.id}", headers, sent.piece(sent.arrived, size))
        )
        if not sent.ended:
            now = self.offset(sent)
            assert now in (sent.arrived, sent.arrived + size)
            sent.arrived = now
        return self.look()


def raw(headers: dict[str, str]) -> dict[bytes, bytes]:
    """As they go over the wire."""
    return {name.encode(): value.encode("latin-1") for name, value in headers.items()}


def _cookie(person: Guest) -> str:
    return "; ".join(f"{name}={value}" for name, value in person.browser.cookies.items())


async def cut_off(app: FastAPI, path: str, headers: dict[str, str], data: bytes) -> None:
    """A PATCH of which only the beginning comes."""
    waiting = [
        {"type": "http.request", "body": data, "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> Any:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(_message: object) -> None:
        return

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "PATCH",
        "scheme": "https",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": (ORIGIN.rpartition("/")[2], 443),
    }
    await app(scope, receive, send)
