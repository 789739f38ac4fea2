"""`/metrics`, on a port of its own that is not the server's: on this computer, or elsewhere for whoever has the token."""

from __future__ import annotations

import hmac
import ipaddress
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CollectorRegistry, make_wsgi_app

from walkon.domain.errors import BadInput, Broken

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class BadMetrics(BadInput):
    code = "bad_metrics"
    en = "WALKON_METRICS is a port such as 9464, or HOST:PORT; other hosts than this computer need WALKON_METRICS_TOKEN_FILE."
    ko = "WALKON_METRICS에는 9464 같은 포트나 HOST:PORT를 적습니다. 이 컴퓨터 밖에서 보려면 WALKON_METRICS_TOKEN_FILE도 필요합니다."


class MetricsTaken(Broken):
    code = "metrics_port_taken"
    en = "Port {port} for metrics cannot be opened; another program may use it."
    ko = "지표를 볼 포트 {port}을(를) 열 수 없습니다. 다른 프로그램이 쓰고 있을 수 있습니다."


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where figures are shown. `token` None: to everybody who can reach the port."""

    host: str
    port: int
    token: str | None = field(repr=False)


def place(text: str, token: str | None, number: int = 0) -> Place:
    """The place that a setting names, for the process of this number: each one has the next port. Raises `BadMetrics`."""
    host, _, port = text.rpartition(":")
    if not port.isascii() or not port.isdigit() or not 1 <= int(port) + number <= 65535:
        raise BadMetrics
    if token is None and not _is_here(host or "127.0.0.1"):
        raise BadMetrics
    return Place(host=host or "127.0.0.1", port=int(port) + number, token=token)


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nobody needs to know who asked."""


class Door:
    """Shows a registry until it is closed. Raises `MetricsTaken`."""

    def __init__(self, where: Place, registry: CollectorRegistry) -> None:
        self._token, self._figures = where.token, make_wsgi_app(registry)
        try:
            self._server = make_server(where.host, where.port, self._answer, _Server, _Quiet)
        except OSError:
            raise MetricsTaken(port=where.port) from None
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, name="metrics", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def _answer(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] != "/metrics":
            start("404 Not Found", [])
            return [b""]
        given = str(environ.get("HTTP_AUTHORIZATION", "")).removeprefix("Bearer ").strip()
        if self._token is not None and not hmac.compare_digest(given.encode(), self._token.encode()):
            start("401 Unauthorized", [("WWW-Authenticate", "Bearer")])
            return [b""]
        shown: Iterable[bytes] = self._figures(environ, start)
        return shown
