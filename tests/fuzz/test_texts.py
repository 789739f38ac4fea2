"""Texts and sizes that JSON and addresses can carry, and that no database, no log and no answer should."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.test_api import Guest, House
from walkon.api.doorway import LARGEST_BODY

HALF = "\ud800"  # of a pair; JSON may say it, UTF-8 cannot


@pytest.fixture
def mina(tmp_path: Path) -> Iterator[Guest]:
    house = House(tmp_path)
    yield house.person("mina").signs_up().has_a_cameo()
    house.society.close()


def refused(mina: Guest, status: int, code: str, body: bytes | Iterator[bytes], path: str = "/productions") -> None:
    headers = {"Content-Type": "application/json"}
    answer = mina.browser.post(f"/api/v1{path}", content=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"prompt": f"me {HALF}", "cast": ["mina"]}).encode(),
        json.dumps({"prompt": "me\0", "cast": ["mina"]}).encode(),
        json.dumps({"prompt": "me", "cast": ["mina"], HALF: 1}).encode(),
        json.dumps({"prompt": "me", "cast": ["mina"], "x" * 100_000: 1}).encode(),
        json.dumps({"prompt": "me", "cast": ["mi\0na"]}).encode(),
        b'{"prompt": "\xff", "cast": ["mina"]}',
        b"[" * 100_000,
        b'{"prompt": ' + b"[" * 500 + b"]" * 500 + b"}",
        b'{"prompt": "me", "cast": ["mina"], "seconds": NaN}',
        b'{"prompt": "me", "cast": ["mina"], "width": 1e999}',
        b'{"prompt": "me", "cast": ["mina"], "width": ' + b"9" * 5000 + b"}",
        b"\xef\xbb\xbf{}",
        b"",
    ],
    ids=range(13),
)
def test_a_body_that_cannot_be_kept(mina: Guest, body: bytes) -> None:
    refused(mina, 422, "invalid_request", body)


def test_nesting_in_a_free_form(mina: Guest) -> None:
    deep = b"[" * 900 + b"]" * 900
    refused(mina, 422, "invalid_request", b'{"upload": "a", "challenge": {"id": ' + deep + b"}}", "/me/takes")
    refused(mina, 422, "invalid_request", b'{"ceremony": "a", "answer": {"id": ' + deep + b"}}", "/sign-in/finish")


@pytest.mark.parametrize("path", ["/productions", "/sign-in/begin", "/me/cameo/grants"])
def test_a_body_without_end(mina: Guest, path: str) -> None:
    refused(mina, 413, "body_too_large", b" " * (LARGEST_BODY + 1), path)


def test_a_body_without_end_that_tells_no_length(mina: Guest) -> None:
    """What is read stops soon after the limit."""
    taken = 0

    def pieces() -> Iterator[bytes]:
        nonlocal taken
        while taken < 100 * LARGEST_BODY:
            taken += 1 << 16
            yield b" " * (1 << 16)

    refused(mina, 413, "body_too_large", pieces())


def test_addresses_that_no_database_can_look_for(mina: Guest) -> None:
    mina.fails(404, "no_such_address", "GET", "/people/mi%00na")
    mina.fails(404, "no_such_address", "DELETE", "/me/tokens/%00")
    mina.fails(422, "invalid_request", "GET", "/people?start=%00")
    mina.fails(422, "invalid_request", "GET", "/productions?after=a%00b")
    mina.fails(404, "production_unknown", "GET", "/productions/%ff%fe")
    mina.fails(404, "production_unknown", "GET", f"/productions/{'a' * 10_000}")


def test_ids_and_places_of_any_size(mina: Guest) -> None:
    mina.fails(404, "production_unknown", "GET", f"/productions/x/stills/{'9' * 4000}")
    mina.fails(404, "production_unknown", "GET", f"/productions/x/stills/-{2**80}")
    mina.fails(422, "invalid_request", "POST", "/notices/read", {"id": 2**80})
    mina.fails(422, "invalid_request", "GET", f"/notices?limit={2**80}")
    mina.fails(422, "bad_place", "GET", "/notices?after=%D9%A3")  # a digit, of another script
