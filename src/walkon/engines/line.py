"""One HTTP connection to a distant engine, which can be cut from another thread at any moment.

1. TLS with the certificate checked, or this very computer. No redirects, cookies or proxies: what was allowed to go to one
   address goes to that one.
2. Every answer has a largest size, every silence a longest.
3. Errors say what kind of trouble it was; nothing of an answer's text is in them.
"""

from __future__ import annotations

import json
import socket
import ssl
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Lock
from typing import Any

from walkon.engines.errors import EngineNonsense, EngineRefused, EngineUnreachable
from walkon.engines.listed import Listed, check_address

SILENCE = 20.0  # seconds without a byte
PIECE = 256 * 1024  # bytes
LARGEST_WORD = 64 * 1024  # bytes of an answer in JSON
_AWAY = frozenset({408, 425, 429, 500, 502, 503, 504})


class Line:
    """A connection, opened when it is first used."""

    def __init__(self, engine: Listed, silence: float = SILENCE) -> None:
        """Raises `EngineInsecure`."""
        check_address(engine)
        self._engine = engine
        self._lock, self._cut = Lock(), False
        self._sock: socket.socket | None = None  # of an answer that ends with its connection `_talk` knows no socket
        where, port = engine.address.hostname or "", engine.address.port
        self._talk: HTTPConnection
        if engine.address.scheme == "https":
            trust = ssl.create_default_context(cafile=None if engine.ca is None else str(engine.ca))
            self._talk = HTTPSConnection(where, port, timeout=silence, context=trust)
        else:
            self._talk = HTTPConnection(where, port, timeout=silence)

    def cut(self) -> None:
        """End it, whoever is reading from it."""
        with self._lock:
            self._cut = True
            if self._sock is not None:
                with suppress(OSError):
                    self._sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        with suppress(OSError):
            self._talk.close()

    def ask(self, method: str, path: str, body: object | None = None) -> dict[str, Any]:
        """Sends JSON, reads JSON; an empty answer is an empty object."""
        data = None if body is None else json.dumps(body).encode()
        answer = self._send(method, path, data, "application/json")
        try:
            found = json.loads(self._whole(answer, LARGEST_WORD) or b"{}")
        except (ValueError, RecursionError):
            raise EngineNonsense(engine=self._engine.name) from None
        if not isinstance(found, dict):
            raise EngineNonsense(engine=self._engine.name)
        return found

    def put(self, path: str, data: bytes) -> None:
        """Sends bytes."""
        self._whole(self._send("PUT", path, data, "application/octet-stream"), LARGEST_WORD)

    def get(self, path: str, largest: int) -> bytes:
        """Reads bytes, no more than `largest`."""
        return self._whole(self._send("GET", path, None, None), largest)

    def _send(self, method: str, path: str, data: bytes | None, kind: str | None) -> HTTPResponse:
        headers: dict[str, str] = {"Authorization": f"Bearer {self._engine.token}", "Accept-Encoding": "identity"}
        headers |= {"Content-Type": kind} if kind else {}
        try:
            self._connect()
            self._talk.request(method, self._engine.address.path + path, data, headers)
            answer = self._talk.getresponse()
        except (OSError, HTTPException, ValueError):
            self.close()
            raise EngineUnreachable(engine=self._engine.name) from None
        if 200 <= answer.status < 300:
            return answer
        answer.close()
        self.close()
        if answer.status in (401, 403):
            raise EngineRefused(engine=self._engine.name)
        if answer.status in _AWAY:
            raise EngineUnreachable(engine=self._engine.name)
        raise EngineNonsense(engine=self._engine.name)

    def _connect(self) -> None:
        """Opened under the lock, so that a line that was cut stays so."""
        if self._talk.sock is None:
            self._talk.connect()
        with self._lock:
            self._sock = self._talk.sock
            if self._cut:
                raise OSError

    def _whole(self, answer: HTTPResponse, largest: int) -> bytes:
        with closing(answer):
            return self._read(answer, largest)

    def _read(self, answer: HTTPResponse, largest: int) -> bytes:
        pieces, size = [], 0
        try:
            while piece := answer.read(min(PIECE, largest + 1 - size)):
                pieces.append(piece)
                size += len(piece)
                if size > largest:
                    self.close()
                    raise EngineNonsense(engine=self._engine.name)
        except (OSError, HTTPException, ValueError):
            self.close()
            raise EngineUnreachable(engine=self._engine.name) from None
        if answer.length not in (None, 0):
            self.close()
            raise EngineUnreachable(engine=self._engine.name)
        return b"".join(pieces)
