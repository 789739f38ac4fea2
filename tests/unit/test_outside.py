"""Requests to places that others chose do not reach this computer or its network."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from walkon.domain.pushing import Around
from walkon.notify import outside
from walkon.notify.outside import NoAnswer, NotOutside, is_public, post

PRIVATE = (
    "127.0.0.1 127.8.8.8 0.0.0.0 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 224.0.0.1 255.255.255.255 "
    "198.18.0.1 192.0.2.1 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 "
    "64:ff9b::7f00:1 64:ff9b::a00:1 2002:7f00:1:: 2002:a00:1:: 2001:db8::1"
).split()


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_of_here(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_addresses_of_the_world(address: str) -> None:
    assert is_public(address)


@contextmanager
def answering(answer: bytes) -> Iterator[tuple[int, Callable[[], bytes]]]:
    """Takes one connection and says `answer`; gives its port, and what it was sent."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(1)
        door.settimeout(20)
        heard: list[bytes] = []

        def serve() -> None:
            try:
                line, _ = door.accept()
            except OSError:
                return
            with line:
                line.settimeout(20)
                with suppress(ConnectionError):
                    line.sendall(answer)
                    while piece := line.recv(4096):
                        heard.append(piece)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()

        def said() -> bytes:
            thread.join(20)
            return b"".join(heard)

        yield door.getsockname()[1], said


def test_what_is_sent_and_answered() -> None:
    with answering(b"HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n") as (port, said):
        answer = post(f"http://127.0.0.1:{port}/a?b=c", b"body", {"TTL": "5"}, Around.ANYWHERE)
        assert (answer.status, answer.headers["retry-after"]) == (429, "7")
        assert said().startswith(b"POST /a?b=c HTTP/1.1\r\n")
        assert b"\r\nTTL: 5\r\n" in said()
        assert said().endswith(b"\r\n\r\nbody")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "0x7f.1", "2130706433"])
def test_this_computer_is_not_reached(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def dialled(*_: object) -> None:
        raise AssertionError("a connection was begun")

    monkeypatch.setattr(socket.socket, "connect", dialled)
    with pytest.raises(NotOutside):
        post(f"https://{host}/", b"", {}, Around.WORLD)


def test_one_inner_address_among_outer_ones_is_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    places = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: places)
    with pytest.raises(NotOutside):
        post("https://push.example/", b"", {}, Around.WORLD)


def test_without_tls_nothing_leaves() -> None:
    with pytest.raises(NotOutside):
        post("http://8.8.8.8/", b"", {}, Around.WORLD)


def test_a_redirect_is_not_followed() -> None:
    with answering(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n") as (port, _):
        assert post(f"http://127.0.0.1:{port}/", b"", {}, Around.ANYWHERE).status == 302


@pytest.mark.parametrize("nonsense", [b"\x00\x01\x02", b"HTTP/1.1 abc\r\n\r\n", b"SSH-2.0-x\r\n"])
def test_nonsense_is_no_answer(nonsense: bytes) -> None:
    with answering(nonsense + b"\r\n") as (port, _), pytest.raises(NoAnswer):
        post(f"http://127.0.0.1:{port}/", b"", {}, Around.ANYWHERE)


def test_nobody_there_is_no_answer() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        with pytest.raises(NoAnswer):
            post(f"http://127.0.0.1:{closed.getsockname()[1]}/", b"", {}, Around.ANYWHERE)


def test_whoever_never_ends_is_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "WHOLE", 0.3)
    with answering(b"HTTP/1.1 200 OK\r\nX: ") as (port, _), pytest.raises(NoAnswer):
        post(f"http://127.0.0.1:{port}/", b"", {}, Around.ANYWHERE)


def test_a_certificate_that_nobody_vouches_for_is_no_answer() -> None:
    with answering(b"not TLS") as (port, _), pytest.raises(NoAnswer):
        post(f"https://localhost:{port}/", b"", {}, Around.ANYWHERE)
