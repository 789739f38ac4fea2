"""Where mail and pushes arrive in tests: a mail server and a push service on loopback, and a browser's keys."""

from __future__ import annotations

import base64
import json
import secrets
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jwt
from joserfc.jwk import ECKey

SOON = 20.0  # seconds, generously


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class MailBox:
    """A mail server that keeps what it is given. `says` answers a recipient instead of taking the mail."""

    port: int = 0
    says: str = ""
    received: list[EmailMessage] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    logins: list[bytes] = field(default_factory=list)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if self.says:
            return self.says
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        with self._changed:
            self.received.append(message)
            self.to += envelope.rcpt_tos
            self._changed.notify_all()
        return "250 fine"

    def mail(self, number: int = 0) -> EmailMessage:
        """The mail of this number, when it has come."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.received) > number, SOON)
            return self.received[number]

    def authenticate(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, login: Any) -> AuthResult:
        self.logins.append(login.login + b":" + login.password)
        return AuthResult(success=login.password == b"p@ss")


class _AnyPort(Controller):  # type: ignore[misc]  # it tells no types
    """At a port that is free."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server(
    context: ssl.SSLContext | None = None, *, whole: bool = False, login: bool = False
) -> Iterator[MailBox]:
    """With `context`: STARTTLS is asked for, or with `whole` TLS from the start."""
    box = MailBox()
    more: dict[str, Any] = (
        {"ssl_context": context} if whole else {"tls_context": context, "require_starttls": bool(context)}
    )
    if login:
        more |= {"authenticator": box.authenticate, "auth_required": True, "auth_require_tls": bool(context)}
    controller = _AnyPort(box, hostname="127.0.0.1", port=0, server_hostname="localhost", **more)
    controller.start()
    try:
        box.port = controller.port
        yield box
    finally:
        controller.stop()


@dataclass
class PushService:
    """A push service: keeps what it is sent, sealed, and answers with `status`."""

    port: int = 0
    status: int = 201
    headers: dict[str, str] = field(default_factory=dict)
    received: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def take(self, path: str, headers: dict[str, str], body: bytes) -> None:
        with self._changed:
            self.received.append((path, headers, body))
            self._changed.notify_all()

    def push(self, number: int = 0) -> tuple[str, dict[str, str], bytes]:
        """What came as the push of this number, when it has come."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.received) > number, SOON)
            return self.received[number]


@contextmanager
def push_service() -> Iterator[PushService]:
    service = PushService()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            service.take(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            self.send_response(service.status)
            for name, value in service.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *_: object) -> None:
            """Nothing is written."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        service.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield service
        finally:
            server.shutdown()
            thread.join(SOON)


class Browser:
    """A browser's side of a push subscription."""

    def __init__(self, service: PushService) -> None:
        self._key, self._auth = ec.generate_private_key(ec.SECP256R1()), secrets.token_bytes(16)
        self.path = f"/push/{secrets.token_urlsafe(16)}"
        self.endpoint = f"http://127.0.0.1:{service.port}{self.path}"
        self.origin = f"http://127.0.0.1:{service.port}"

    def subscription(self) -> dict[str, Any]:
        """As `PushSubscription.toJSON()` gives it."""
        point = self._key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        keys = {"p256dh": base64url(point), "auth": base64url(self._auth)}
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": keys}

    def reads(self, body: bytes) -> dict[str, Any]:
        """What was sealed for it."""
        plain = http_ece.decrypt(body, private_key=self._key, auth_secret=self._auth, version="aes128gcm")
        told: dict[str, Any] = json.loads(plain)
        return told


def vouched(authorization: str, public_key: str) -> dict[str, Any]:
    """The claims of a VAPID header, by the key that the server told beforehand."""
    kind, _, rest = authorization.partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    assert (kind, parts["k"]) == ("vapid", public_key)
    point = base64.urlsafe_b64decode(public_key + "==")
    key = ECKey.import_key({"kty": "EC", "crv": "P-256", "x": base64url(point[1:33]), "y": base64url(point[33:])})
    token = jwt.decode(parts["t"], key, algorithms=["ES256"])
    assert token.header["alg"] == "ES256"
    return dict(token.claims)
