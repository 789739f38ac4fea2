"""Requests to places that others chose: never to this computer, to its network, or for long.

The name is looked up once, every address it has must be one of the public Internet, and the connection goes to one that was
looked at: a name that changes its mind in between gains nothing. No redirect is followed, no proxy of the environment is
used, and of the answer only its status and the headers are read.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from walkon.domain.pushing import Around

STEP, WHOLE = 8.0, 20.0  # seconds for one piece of the exchange, and for all of it
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last four bytes are an IPv4 address


class NotOutside(Exception):
    """The place lies on this computer or in its network."""


class NoAnswer(Exception):
    """Nobody answered as they should; another try may go well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back. Header names are lower case."""

    status: int
    headers: Mapping[str, str]


def is_public(text: str) -> bool:
    """Whether an IP address is one of the public Internet, and so is an IPv4 address within it."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None and not is_public(str(inner)):
            return False
        if address.ipv4_mapped is not None:
            return True
    return address.is_global and not address.is_multicast


def post(url: str, body: bytes, headers: Mapping[str, str], around: Around) -> Answer:
    """Raises `NotOutside` and `NoAnswer`."""
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    if not secure and around is Around.WORLD:
        raise NotOutside
    try:
        plain = _connected(host, parts.port or (443 if secure else 80), around)
        with closing(_closed(plain, host) if secure else plain) as line, _bounded(line) as hung_up:
            if isinstance(line, ssl.SSLSocket):
                line.do_handshake()
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            answer = _asked(line, parts.netloc, path, body, headers)
    except (OSError, http.client.HTTPException, ValueError):
        raise NoAnswer from None
    if hung_up.is_set():
        raise NoAnswer
    return answer


def _connected(host: str, port: int, around: Around) -> socket.socket:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if around is Around.WORLD and not all(is_public(str(place[4][0])) for place in found):
        raise NotOutside
    trouble = OSError()
    for family, kind, protocol, _, address in found[:3]:
        try:
            line = socket.socket(family, kind, protocol)
            line.settimeout(STEP)
            line.connect(address)
        except OSError as error:
            line.close()
            trouble = error
        else:
            return line
    raise trouble


def _closed(plain: socket.socket, host: str) -> ssl.SSLSocket:
    """The same line under TLS, before anything was said."""
    try:
        context = ssl.create_default_context()
        return context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
    except BaseException:
        plain.close()
        raise


@contextmanager
def _bounded(line: socket.socket) -> Iterator[threading.Event]:
    """Hangs up after `WHOLE`, whatever dribbles in; tells whether it did."""
    hung_up = threading.Event()

    def hang_up() -> None:
        hung_up.set()
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    late = threading.Timer(WHOLE, hang_up)
    late.daemon = True
    late.start()
    try:
        yield hung_up
    finally:
        late.cancel()


def _asked(line: socket.socket, host: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    connection = http.client.HTTPConnection(host)
    connection.sock = line
    connection.request("POST", path, body, dict(headers))
    with closing(connection.getresponse()) as answer:
        return Answer(status=answer.status, headers={name.lower(): value for name, value in answer.getheaders()})
