"""Where a request comes from and to which door; tags; what settings say."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request

from walkon.api.addresses import LOOPBACK, UNKNOWN, BadProxies, group_of, proxies
from walkon.api.doorway import LARGEST_BODY, Bodies
from walkon.api.etags import ChangedMeanwhile, names, require_unchanged, tag_of
from walkon.api.limiting import door_of
from walkon.api.people import MyselfChanged
from walkon.api.problem import safe_headers
from walkon.domain.capture import Language
from walkon.domain.idempotency import BadIdempotencyKey, key_from
from walkon.domain.rates import DEFAULT, BadRateLimits, Door, chosen


@pytest.mark.parametrize(
    ("host", "group"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", UNKNOWN),
        ("", UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_what_is_counted_together(host: str | None, group: str) -> None:
    assert group_of(host) == group


def test_whose_word_is_taken() -> None:
    assert proxies("", secure=True) == LOOPBACK
    assert proxies("", secure=False) == ()
    assert proxies(" 10.0.0.1, 10.1.0.0/16,fd00::/8 ", secure=True) == ("10.0.0.1", "10.1.0.0/16", "fd00::/8")
    for text in ("*", "proxy", "10.0.0.1/8", "0.0.0.0/0", "::/0"):
        with pytest.raises(BadProxies):
            proxies(text, secure=True)


@pytest.mark.parametrize(
    ("method", "path", "door"),
    [
        ("POST", "/sign-in/recover", Door.RECOVERY),
        ("POST", "/sign-in/begin", Door.SIGN_IN),
        ("POST", "/sign-up/finish", Door.SIGN_UP),
        ("POST", "/confirm/finish", Door.SIGN_IN),
        ("POST", "/me/invites", Door.INVITES),
        ("DELETE", "/me/invites/1", Door.WRITES),
        ("POST", "/access-requests", Door.ASKING),
        ("POST", "/access-requests/1/accept", Door.WRITES),
        ("POST", "/uploads", Door.UPLOADS),
        ("PATCH", "/uploads/1", Door.RECORDING),
        ("GET", "/me/recordings/1/cues", Door.RECORDING),
        ("GET", "/people", Door.SEARCH),
        ("GET", "/people/mina", Door.SEARCH),
        ("GET", "/me", Door.READS),
        ("HEAD", "/links/x", Door.READS),
        ("PATCH", "/me", Door.WRITES),
        ("GET", "/health/ready", None),
        ("OPTIONS", "/uploads", None),
    ],
)
def test_doors(method: str, path: str, door: Door | None) -> None:
    assert door_of(method, f"/api/v1{path}") is door


def test_rates_as_they_are_set() -> None:
    assert set(DEFAULT) == set(Door)
    assert chosen("off") is None
    assert chosen("1") == DEFAULT
    twice, least = chosen("2"), chosen("0.0001")
    assert twice is not None and least is not None
    for door in Door:
        for one, two, few in (
            (DEFAULT[door].account, twice[door].account, least[door].account),
            (DEFAULT[door].address, twice[door].address, least[door].address),
        ):
            assert (one is None) == (two is None) == (few is None)
            if one is not None and two is not None and few is not None:
                assert (two.times, two.seconds, few.times) == (2 * one.times, one.seconds, 1)
    for text in ("", "0", "-1", "nan", "inf", "much"):
        with pytest.raises(BadRateLimits):
            chosen(text)


def test_an_address_has_room_for_several_people() -> None:
    """But where things can be tried out."""
    for door, rates in DEFAULT.items():
        if rates.account is not None and rates.address is not None and door is not Door.SIGN_IN:
            assert rates.address.times >= 4 * rates.account.times


def test_tags() -> None:
    tag = tag_of({"a": 1, "b": ["é"]})
    assert tag == tag_of(json.loads('{"b": ["\\u00e9"], "a": 1}')) != tag_of({"a": 1, "b": ["e"]})
    strong = tag.removeprefix("W/")
    for header in (tag, strong, f'"other", {tag}', "*"):
        assert names(header, tag)
    for header in ("", '"other"', strong.strip('"'), tag.upper()):
        assert not names(header, tag)
    form = MyselfChanged(language=Language.KOREAN)
    seen = tag_of({"language": "ko", "profile": None})
    require_unchanged(None, form)
    require_unchanged(seen, form)
    require_unchanged(tag_of([{"language": "ko", "profile": None}]), [form])
    with pytest.raises(ChangedMeanwhile):
        require_unchanged(seen, MyselfChanged(language=Language.ENGLISH))


def test_a_body_is_not_read_to_its_end() -> None:
    """What is too large is refused after as much of it as may come, whatever it says of its length."""
    taken, told = list[int](), list[int]()

    async def endless() -> dict[str, Any]:
        taken.append(1)
        return {"type": "http.request", "body": b"x" * (LARGEST_BODY // 4), "more_body": True}

    async def told_by(message: Any) -> None:
        if message["type"] == "http.response.start":
            told.append(message["status"])

    async def reads(scope: Any, receive: Any, send: Any) -> None:
        await Request(scope, receive).body()

    def scope(**headers: str) -> dict[str, Any]:
        found = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        return {"type": "http", "method": "POST", "path": "/api/v1/me", "headers": found, "query_string": b""}

    with pytest.raises(HTTPException) as found:
        asyncio.run(Bodies(reads)(scope(), endless, told_by))
    assert (found.value.status_code, len(taken), told) == (413, 5, [])
    asyncio.run(Bodies(reads)(scope(content_length=str(LARGEST_BODY + 1)), endless, told_by))
    assert (len(taken), told) == (5, [413])


def test_only_a_server_with_tls_asks_for_it() -> None:
    assert "Strict-Transport-Security" in safe_headers("https://walkon.example")
    assert "Strict-Transport-Security" not in safe_headers("http://localhost:8000")


def test_keys() -> None:
    assert key_from('"0123456789abcdef"') == key_from(" 0123456789abcdef ") == "0123456789abcdef"
    for text in ("", "short", "a" * 201, "0123456789 abcdef", "0123456789abcdéf"):
        with pytest.raises(BadIdempotencyKey):
            key_from(text)
