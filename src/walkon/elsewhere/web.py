"""Asking another server, which may be slow, wrong or hostile: short waits, small answers, no going on to other places."""

from __future__ import annotations

import io
import json
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from walkon.domain.elsewhere_errors import ElsewhereAway

TIMEOUT = (5.0, 10.0)  # seconds to connect, and between two pieces of an answer
LARGEST = 256 * 1024  # bytes of an answer; discovery documents and key sets have a few thousand
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class SmallAnswers(HTTPAdapter):  # type: ignore[misc]  # `requests` has no types here
    """Reads no more than `LARGEST` bytes of an answer. Raises `ElsewhereAway` where there is more."""

    def send(self, request: Any, **options: Any) -> Any:
        answer = super().send(request, **(options | {"stream": True}))
        try:
            data = answer.raw.read(LARGEST + 1, decode_content=True)
        except Exception:  # noqa: BLE001  what urllib3 and the decoders raise is of many kinds
            raise ElsewhereAway from None
        finally:
            answer.raw.close()
        if len(data) > LARGEST:
            raise ElsewhereAway
        answer.raw = io.BytesIO(data)
        return answer


def with_small_answers(session: Any) -> Any:
    """A session of `requests` that reads small answers only."""
    for scheme in ("https://", "http://"):
        session.mount(scheme, SmallAnswers())
    return session


def fetched(address: str) -> dict[str, Any]:
    """A JSON object at an address. Raises `ElsewhereAway`."""
    with with_small_answers(requests.Session()) as session:
        try:
            answer = session.get(
                address, timeout=TIMEOUT, allow_redirects=False, headers={"Accept": "application/json"}
            )
        except requests.RequestException:
            raise ElsewhereAway from None
    if answer.status_code != requests.codes.ok:
        raise ElsewhereAway
    return json_object(answer.content)


def json_object(text: bytes | str) -> dict[str, Any]:
    """Raises `ElsewhereAway` for what is no JSON object, or says one thing twice."""
    try:
        found = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise ElsewhereAway from None
    if not isinstance(found, dict):
        raise ElsewhereAway
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is there twice")
    return found


def is_safe(address: object, *, loopback: bool) -> bool:
    """Whether an address can be trusted with secrets: https; on this computer, where `loopback` allows it, http as well."""
    if not isinstance(address, str):
        return False
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or parts.password is not None or parts.fragment:
        return False
    return parts.scheme == "https" or (loopback and parts.scheme == "http" and host in LOOPBACK)
