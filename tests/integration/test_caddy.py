"""Caddy with deploy/Caddyfile in front of a real `walkon serve`: TLS, uploads, ranges, events.

Skips where Caddy is not installed; `WALKON_TEST_CADDY` names one that is not on the path. The certificate comes from an
authority that Caddy makes for this test and installs nowhere.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.authenticator import Authenticator
from tests.place import FILM, Place
from tests.visitors import Person
from walkon import settings

CADDY = os.environ.get("WALKON_TEST_CADDY") or shutil.which("caddy")
CADDYFILE = Path(__file__).resolve().parents[2] / "deploy" / "Caddyfile"
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CADDY is None, reason="Caddy is not here")]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def waits(done: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.1)


def listens(port: int) -> bool:
    with socket.socket() as found:
        return found.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running(command: list[str], environment: dict[str, str], log: Path) -> Iterator[None]:
    with log.open("wb") as file:
        process = subprocess.Popen(  # noqa: S603
            command, env=os.environ | environment, stdin=subprocess.DEVNULL, stdout=file, stderr=file
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(30)


class Front:
    """Caddy in front of a port of this computer."""

    def __init__(self, folder: Path, upstream: int) -> None:
        assert CADDY is not None
        self._folder, self.port = folder, free_port()
        self.origin = f"https://localhost:{self.port}"
        self.environment = {
            "WALKON_SITE": self.origin,
            "WALKON_UPSTREAM": f"127.0.0.1:{upstream}",
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_CONFIG_HOME": str(folder / "config"),
        }
        adapted = subprocess.run(  # noqa: S603
            [CADDY, "adapt", "--config", str(CADDYFILE), "--adapter", "caddyfile"],
            env=os.environ | self.environment,
            capture_output=True,
            check=True,
        )
        config = json.loads(adapted.stdout)
        config["apps"]["pki"] = {"certificate_authorities": {"local": {"install_trust": False}}}
        config["apps"]["http"]["http_port"] = free_port()
        for server in config["apps"]["http"]["servers"].values():
            server["listen"] = [f"127.0.0.1:{free_port() if '2080' in at else self.port}" for at in server["listen"]]
        self.config = folder / "caddy.json"
        self.config.write_text(json.dumps(config))

    @contextmanager
    def open(self) -> Iterator[None]:
        root = self._folder / "data" / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        with running([str(CADDY), "run", "--config", str(self.config)], self.environment, self._folder / "caddy.log"):
            waits(lambda: listens(self.port) and root.exists())
            self.trusted = ssl.create_default_context(cafile=str(root))
            yield

    def browser(self) -> httpx2.Client:
        return httpx2.Client(base_url=self.origin, verify=self.trusted, timeout=60, trust_env=False)


class Visitor(Person):
    """Somebody who comes over the network."""

    def __init__(self, front: Front, name: str) -> None:
        self.name, self.codes = name, []
        self.browser: Any = front.browser()
        self.device = Authenticator(origin=front.origin)


@pytest.fixture
def front(tmp_path: Path) -> Iterator[tuple[Front, Place]]:
    """Caddy, a server behind it in a process of its own, and this test's own hands in the same home."""
    port = free_port()
    front = Front(tmp_path, port)
    chosen = {"WALKON_ADDRESS": front.origin, "WALKON_SIGN_UP": "open", "WALKON_LOG": "json"}
    place = Place(settings.from_environment(chosen, tmp_path / "home"))
    command = [sys.executable, "-m", "walkon.cli.main", "serve", "--port", str(port), "--workers", "0"]
    try:
        with running([*command, "--home", str(place.home)], chosen, tmp_path / "serve.log"), front.open():
            waits(lambda: listens(port))
            yield front, place
    finally:
        place.close()


def test_through_caddy(front: tuple[Front, Place], tmp_path: Path) -> None:
    caddy, place = front
    mina = Visitor(caddy, "mina").signs_up()
    answer = mina.asks("GET", "/me")
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert answer.headers["x-frame-options"] == "DENY"
    assert len(answer.headers["x-request-id"]) == 32 and "server" not in answer.headers
    cookie = next(iter(mina.browser.cookies.jar))
    assert cookie.secure and cookie.has_nonstandard_attr("HttpOnly")

    data = os.urandom(3 << 20)
    upload = mina.uploads(data, pieces=3)
    assert b"".join(place.server.uploads.finish(upload)) == data  # type: ignore[arg-type]

    place.has_a_cameo(mina)
    film = place.has_a_film(mina)
    path = f"/productions/{film}/film"
    part = mina.asks("GET", path, headers={"Range": "bytes=1048570-1048585"})
    assert (part.status_code, part.content) == (206, FILM[1048570:1048586])
    assert part.headers["content-range"] == f"bytes 1048570-1048585/{len(FILM)}"
    whole = mina.asks("GET", path, headers={"Accept-Encoding": "gzip"})
    assert whole.content == FILM and "content-encoding" not in whole.headers
    mina.browser.close()

    lines = [json.loads(line) for line in (tmp_path / "serve.log").read_text().splitlines() if line.startswith("{")]
    assert {line["event"] for line in lines if not line["logger"].startswith("alembic")} == {"serving", "request"}
    assert "mina" not in json.dumps(lines) and film not in json.dumps(lines)


def test_events_come_one_by_one(tmp_path: Path) -> None:
    """The second is not sent before the first has been read on the other side."""
    read = threading.Event()

    class Events(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            self.wfile.write(b"data: first\n\n")
            self.wfile.flush()
            if read.wait(60):
                self.wfile.write(b"data: second\n\n")

        def log_message(self, format: str, *args: object) -> None:
            pass

    upstream = ThreadingHTTPServer(("127.0.0.1", 0), Events)
    serving = threading.Thread(target=upstream.serve_forever, daemon=True)
    serving.start()
    front = Front(tmp_path, upstream.server_port)
    try:
        with front.open(), front.browser() as browser, browser.stream("GET", "/api/v1/events") as answer:
            lines = answer.iter_lines()
            assert next(lines) == "data: first"
            read.set()
            assert "data: second" in list(lines)
    finally:
        read.set()
        upstream.shutdown()
        upstream.server_close()
        serving.join(5)
