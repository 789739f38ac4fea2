"""An OpenID Connect provider on the loopback that can lie in every way a test asks for, and a browser's way through it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from joserfc.jwk import ECKey

from tests.world import VirtualClock

CLIENT, SECRET = "walkon", "a secret between servers"


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass(kw_only=True)
class Lies:
    """What is not as it should be. `claims` replace those of a token; None takes one out."""

    claims: dict[str, object] = field(default_factory=dict)
    header: dict[str, object] = field(default_factory=dict)
    sign: Callable[[OtherServer, dict[str, object], bytes], str] | None = None
    token: object = None  # in place of the whole ID token
    discovery: dict[str, object] = field(default_factory=dict)
    status: int = 200  # of the token endpoint
    answer: bytes | None = None  # of the token endpoint
    codes_again: bool = False  # takes a code as often as it comes


class OtherServer:
    """The provider. It checks what a real one checks: client, code, address and code verifier."""

    def __init__(self, clock: VirtualClock) -> None:
        self.clock, self.lies = clock, Lies()
        self.key = self.new_key()
        self.published = [self.key.as_dict(private=False)]
        self.asked: list[str] = []  # paths, in order
        self.codes: dict[str, dict[str, str]] = {}
        self.signed_in_at: dict[str, int] = {}
        self.issuer = ""

    def new_key(self, kid: str | None = None) -> ECKey:
        return ECKey.generate_key("P-256", {"kid": kid or secrets.token_hex(4), "alg": "ES256", "use": "sig"})

    def rotate(self, *, publish: bool = True) -> None:
        """Signs with another key from now on."""
        self.key = self.new_key()
        if publish:
            self.published = [self.key.as_dict(private=False)]

    def goes(self, address: str, subject: str, *, iss: str | None = None) -> str:
        """A browser goes there, and somebody signs in as `subject`; gives where it is sent back to."""
        parts = urlsplit(address)
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{self.issuer}/authorize"
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        assert (asked["client_id"], asked["response_type"], asked["scope"]) == (CLIENT, "code", "openid")
        assert asked["code_challenge_method"] == "S256"
        if asked.get("prompt") == "login":
            self.signed_in_at[subject] = int(self.clock.now().timestamp())
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked | {"sub": subject}
        back = {"code": code, "state": asked["state"]} | ({} if iss is None else {"iss": iss})
        return f"{asked['redirect_uri']}?{urlencode(back)}"

    def describe(self) -> dict[str, object]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            **self.lies.discovery,
        }

    def token(self, form: Mapping[str, str], authorization: str) -> tuple[int, dict[str, object]]:
        expected = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self.codes.get(form.get("code", ""))
        if authorization != f"Basic {expected}":
            return 401, {"error": "invalid_client"}
        proof = base64url(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if asked is None or proof != asked["code_challenge"] or form.get("redirect_uri") != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        if not self.lies.codes_again:
            del self.codes[form["code"]]
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": self._id_token(asked)}

    def _id_token(self, asked: Mapping[str, str]) -> object:
        if self.lies.token is not None:
            return self.lies.token
        now = int(self.clock.now().timestamp())
        claims: dict[str, object] = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": asked["sub"],
            "nonce": asked["nonce"],
            "iat": now,
            "exp": now + 300,
            "auth_time": self.signed_in_at.setdefault(asked["sub"], now),
            "email": "not.to.be.kept@example.org",
            "name": "Not To Be Kept",
            **self.lies.claims,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        header: dict[str, object] = {"alg": "ES256", "kid": self.key.kid, "typ": "JWT", **self.lies.header}
        header = {name: value for name, value in header.items() if value is not None}
        payload = json.dumps(claims).encode()
        if self.lies.sign is not None:
            return self.lies.sign(self, header, payload)
        return signed(self.key, header, payload)


def signed(key: ECKey, header: dict[str, object], payload: bytes) -> str:
    """ES256, whatever the header says (RFC 7515, 7.1)."""
    begin = f"{base64url(json.dumps(header).encode())}.{base64url(payload)}"
    assert key.private_key is not None
    r, s = decode_dss_signature(key.private_key.sign(begin.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{begin}.{base64url(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def unsigned(server: OtherServer, header: dict[str, object], payload: bytes) -> str:
    """Algorithm `none`."""
    return f"{base64url(json.dumps(header | {'alg': 'none'}).encode())}.{base64url(payload)}."


def signed_with_public_key(server: OtherServer, header: dict[str, object], payload: bytes) -> str:
    """HS256 whose secret is what everybody may read."""
    begin = f"{base64url(json.dumps(header | {'alg': 'HS256'}).encode())}.{base64url(payload)}"
    mac = hmac.new(server.key.as_pem(private=False), begin.encode(), hashlib.sha256).digest()
    return f"{begin}.{base64url(mac)}"


def signed_by_another(server: OtherServer, header: dict[str, object], payload: bytes) -> str:
    """The key's name is right, the key is not."""
    return signed(server.new_key(str(server.key.kid)), header, payload)


class _Door(BaseHTTPRequestHandler):
    other: OtherServer

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        self.other.asked.append(path)
        match path:
            case "/.well-known/openid-configuration":
                self._say(200, json.dumps(self.other.describe()).encode())
            case "/keys":
                self._say(200, json.dumps({"keys": self.other.published}).encode())
            case _:
                self._say(404, b"{}")

    def do_POST(self) -> None:
        self.other.asked.append(self.path)
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(text).items()}
        status, found = self.other.token(form, self.headers.get("Authorization", ""))
        lies = self.other.lies
        self._say(lies.status if lies.status != 200 else status, lies.answer or json.dumps(found).encode())

    def _say(self, status: int, body: bytes) -> None:
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", f"{self.other.issuer}/keys")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            return  # who asked has read enough

    def log_message(self, format: str, *arguments: object) -> None:
        return


@contextmanager
def running(clock: VirtualClock) -> Iterator[OtherServer]:
    """The provider, while the block lasts."""
    other = OtherServer(clock)
    door = type("Door", (_Door,), {"other": other})
    with ThreadingHTTPServer(("127.0.0.1", 0), door) as server:
        other.issuer = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield other
        finally:
            server.shutdown()
            thread.join(5)
