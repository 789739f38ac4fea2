"""People with a browser and a passkey, at a server's HTTP interface."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, cast

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from tests.authenticator import Authenticator

ORIGIN = "https://walkon.example"
STREAM = {"Content-Type": "application/offset+octet-stream", "Tus-Resumable": "1.0.0"}


class Person:
    """Somebody at the door of `app`."""

    def __init__(self, app: FastAPI, name: str, origin: str = ORIGIN) -> None:
        self.name = name
        self.browser = TestClient(app, base_url=origin)
        self.device = Authenticator(origin=origin)
        self.codes: list[str] = []

    def signs_up(self, **more: object) -> Person:
        wanted = {"handle": self.name, **more}
        begun = self.ok("POST", "/sign-up/begin", wanted)
        answer = self.device.make(begun["options"])
        done = self.ok("POST", "/sign-up/finish", wanted | {"ceremony": begun["ceremony"], "answer": answer}, 201)
        self.codes = done["recovery_codes"]
        return self

    def signs_in(self) -> dict[str, Any]:
        begun = self.ok("POST", "/sign-in/begin")
        answer = self.device.sign(begun["options"])
        body = {"ceremony": begun["ceremony"], "answer": answer}
        return cast(dict[str, Any], self.ok("POST", "/sign-in/finish", body))

    def confirms(self) -> None:
        begun = self.ok("POST", "/confirm/begin")
        answer = self.device.sign(begun["options"])
        self.ok("POST", "/confirm/finish", {"ceremony": begun["ceremony"], "answer": answer}, 204)

    def uploads(self, data: bytes, pieces: int = 2) -> str:
        """Sends a recording in pieces; gives the upload's id."""
        made = self.browser.post("/api/v1/uploads", headers={"Upload-Length": str(len(data))})
        assert made.status_code == 201, made.text
        place, step = made.headers["location"], -(-len(data) // pieces)
        for start in range(0, len(data), step):
            headers = STREAM | {"Upload-Offset": str(start)}
            sent = self.browser.patch(place, content=data[start : start + step], headers=headers)
            assert sent.status_code == 204, sent.text
        assert self.browser.head(place).headers["upload-offset"] == str(len(data))
        return place.rpartition("/")[2]

    def asks(self, method: str, path: str, body: object = None, **more: Any) -> Response:
        return self.browser.request(method, f"/api/v1{path}", json=body, **more)

    def ok(self, method: str, path: str, body: object = None, status: int = 200) -> Any:
        answer = self.asks(method, path, body)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    def fails(self, status: int, code: str, method: str, path: str, body: object = None) -> dict[str, Any]:
        answer = self.asks(method, path, body)
        told = cast(dict[str, Any], answer.json())
        assert (answer.status_code, told.get("code")) == (status, code), answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        return told

    def waits(self, path: str, done: Callable[[dict[str, Any]], bool], seconds: float = 240.0) -> dict[str, Any]:
        """Looks again and again."""
        end = time.monotonic() + seconds
        while not done(found := cast(dict[str, Any], self.ok("GET", path))):
            assert time.monotonic() < end, found
            time.sleep(0.3)
        return found
