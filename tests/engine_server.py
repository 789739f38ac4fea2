"""The reference for docs/engines.md: an HTTP server in a thread that renders with the fake engine, and misbehaves when told to.

What it was asked is in `asked`; what it holds of people is in `works`.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

from tests.fake_engine import WORDS, FakeEngine
from walkon.domain.engines import Offered
from walkon.domain.errors import Cancelled
from walkon.domain.grants import Where
from walkon.domain.ids import Handle
from walkon.domain.plan import Plan
from walkon.engines import wire
from walkon.engines.distant import DistantEngine
from walkon.engines.listed import Listed
from walkon.ports.making import CastMember, Rendered

TOKEN = "not-a-real-token"  # noqa: S105  opens nothing


class Way(StrEnum):
    """How it behaves."""

    WELL = "well"
    NEVER_DONE = "never_done"  # works on and on
    SILENT = "silent"  # takes the order and does not answer
    LOCKED = "locked"  # knows no token
    BUSY = "busy"
    REDIRECTS = "redirects"
    RAMBLES = "rambles"  # answers with words that are no JSON
    FAILS = "fails"  # says so, with a person's words
    NO_FILM = "no_film"  # gives something else
    ENDLESS = "endless"  # a still without an end
    CUT = "cut"  # ends in the middle of a film
    DRIPS = "drips"  # gives a film byte by byte


@dataclass
class Work:
    """One film or storyboard."""

    task: str
    plan: Plan
    marked: Mapping[str, bool]
    parts: dict[tuple[str, str], bytes] = field(default_factory=dict)  # likeness and voice of each person
    state: str = "new"
    stage: str = ""
    share: float = 0.0
    made: Rendered | Sequence[bytes] | None = None

    def cast(self) -> dict[Handle, CastMember]:
        return {
            Handle(name): CastMember(
                likeness=self.parts[name, "likeness"], voice=self.parts.get((name, "voice")), marked=marked
            )
            for name, marked in self.marked.items()
        }


class EngineServer:
    """Serves on a free port of this computer while it is entered."""

    def __init__(self, way: Way = Way.WELL) -> None:
        self.way = way
        self.asked: list[tuple[str, str]] = []
        self.orders: list[dict[str, Any]] = []
        self.works: dict[str, Work] = {}
        self.forgotten: list[str] = []
        self.began, self.dripping = threading.Event(), threading.Event()
        self.stop = threading.Event()
        outer = self

        class Handler(_Handler):
            server_ = outer

        self.http = _Quiet(("127.0.0.1", 0), Handler)

    def __enter__(self) -> EngineServer:
        self._thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.stop.set()
        self.http.shutdown()
        self._thread.join()
        self.http.server_close()

    def engine(self, name: str = "elsewhere", **more: Any) -> DistantEngine:
        """The client of it."""
        host, port = self.http.server_address[:2]
        offered = Offered(name=name, where=Where.HOSTED)
        return DistantEngine(
            Listed(
                offered=offered, url=f"http://{host!s}:{port}", token=TOKEN, version="1", **{"longest": 60.0, **more}
            )
        )

    def run(self, name: str) -> None:
        """Render a work, until it is done or forgotten."""
        work = self.works[name]

        def progress(stage: str, share: float) -> None:
            work.stage, work.share = stage, share
            if name not in self.works or self.stop.is_set():
                raise Cancelled

        work.state = "working"
        self.began.set()
        if self.way is Way.NEVER_DONE:
            return
        try:
            engine = FakeEngine(name="elsewhere")
            ask = engine.render if work.task == "render" else engine.storyboard
            work.made = ask(work.plan, work.cast(), progress)
            work.state = "done"
        except Exception:  # noqa: BLE001  whatever it was, the other side is told no more than that
            work.state = "failed"


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever asked has gone."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_: EngineServer

    def do_PUT(self) -> None:
        data, place = self._read(), self._place()
        if place is None:
            return
        match place:
            case [name]:
                order = json.loads(data)
                self.server_.orders.append(order)
                marked = {person["name"]: person["marked"] for person in order["people"]}
                self.server_.works[name] = Work(task=order["task"], plan=wire.read(order["plan"]), marked=marked)
                self._say(201, {})
            case [name, "people", person, ("likeness" | "voice") as part]:
                self.server_.works[name].parts[person, part] = data
                self._say(204)
            case _:
                self._say(404, {})

    def do_POST(self) -> None:
        self._read()
        match self._place():
            case [name, "start"]:
                threading.Thread(target=self.server_.run, args=(name,), daemon=True).start()
                self._say(202, {})

    def do_GET(self) -> None:
        match self._place():
            case [name]:
                work = self.server_.works[name]
                told: dict[str, Any] = {"state": work.state, "stage": work.stage, "share": work.share}
                if isinstance(work.made, Rendered):
                    told["synthetic_voice"] = work.made.synthetic_voice
                self._say(200, told)
            case [name, "film"] if isinstance(film := self.server_.works[name].made, Rendered):
                self._give(film.data)
            case [name, "stills", number] if isinstance(stills := self.server_.works[name].made, (list, tuple)):
                self._give(stills[int(number)])
            case None:
                return
            case _:
                self._say(404, {})

    def do_DELETE(self) -> None:
        match self._place():
            case [name]:
                self.server_.works.pop(name, None)
                self.server_.forgotten.append(name)
                self._say(204)

    def _read(self) -> bytes:
        return self.rfile.read(int(self.headers.get("content-length", "0")))

    def _place(self) -> list[str] | None:
        """The path below ``/v1/works``, unless this request is answered in another way already."""
        server = self.server_
        server.asked.append((self.command, self.path))
        farewell = self.command == "DELETE"
        if server.way is Way.SILENT and not farewell:
            server.began.set()
            server.stop.wait(60)
            self.close_connection = True
            return None
        locked = self.headers.get("authorization") != f"Bearer {TOKEN}" or server.way is Way.LOCKED
        if locked or server.way is Way.BUSY:
            self._say(401 if locked else 503, {"detail": WORDS})
        elif server.way is Way.REDIRECTS:
            self._say(307, {}, {"Location": "/elsewhere"})
        elif server.way is Way.RAMBLES and not farewell:
            self._give(WORDS.encode())
        elif server.way is Way.FAILS and self.command == "GET":
            self._say(200, {"state": "failed", "detail": WORDS})
        else:
            return self.path.removeprefix("/v1/works/").split("/")
        return None

    def _say(self, status: int, body: Mapping[str, Any] | None = None, more: Mapping[str, str] | None = None) -> None:
        data = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _give(self, data: bytes) -> None:
        way = self.server_.way
        self.send_response(200)
        if way is Way.ENDLESS:
            self.end_headers()
            self.close_connection = True
            self.wfile.write(b"\x89PNG\r\n")
            while not self.server_.stop.is_set():
                self.wfile.write(bytes(1 << 16))
        if way is Way.DRIPS:
            self.send_header("Connection", "close")
            self.end_headers()
            for byte in data:
                self.wfile.write(bytes([byte]))
                self.server_.dripping.set()
                self.server_.stop.wait(0.05)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        data = WORDS.encode().ljust(len(data)) if way is Way.NO_FILM else data
        self.wfile.write(data[: len(data) // 2] if way is Way.CUT else data)
        self.close_connection = way is Way.CUT

    def log_message(self, format: str, *args: Any) -> None:
        return
