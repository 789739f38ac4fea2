"""The server under misuse: too much, too often, twice, too large, too late; and links that carry no session."""

from __future__ import annotations

import logging
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import uvicorn
from fastapi.testclient import TestClient
from httpx2 import Client, Response
from sqlalchemy import func, select
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from tests.journeys.test_api import Guest, House
from tests.visitors import ORIGIN, STREAM
from walkon import settings
from walkon.actions.housekeeping import keep_house
from walkon.api import uploads
from walkon.api.doorway import LARGEST_BODY
from walkon.api.limiting import Limiting
from walkon.cli.applications import limits, listening
from walkon.domain.allowances import DEFAULT, Allowances
from walkon.domain.people import Tier
from walkon.domain.rates import DEFAULT as RATES
from walkon.domain.rates import Door, Rate, Rates
from walkon.metering.in_memory import MemoryMeter
from walkon.ports.store import Made, Unit, What
from walkon.store import tables

WANTED = {"prompt": "me on Mars", "cast": ["jun"]}
TERMS = {"kinds": ["everyday"], "audience": "cast", "approval": "none"}
Opens = Callable[..., House]


@pytest.fixture
def opens(tmp_path: Path) -> Iterator[Opens]:
    """Houses with other rules; closed at the end."""
    found: list[House] = []

    def open_house(**more: Any) -> House:
        folder = tmp_path / str(len(found))
        folder.mkdir()
        found.append(House(folder, **more))
        return found[-1]

    yield open_house
    for house in found:
        house.society.close()


def tight(**changes: float) -> Allowances:
    return {tier: replace(DEFAULT[tier], **changes) for tier in Tier}  # type: ignore[arg-type]


def slow(*doors: Door, times: int = 2) -> Limiting:
    """These doors open `times` an hour, for accounts and addresses; the others as always."""
    rate = Rate(times=times, seconds=3600)
    return Limiting(meter=MemoryMeter(), rates={**RATES, **{door: Rates(account=rate, address=None) for door in doors}})


def has_made(house: House, film: str, what: What = What.FILM, data: bytes = b"film" * 1000) -> bytes:
    kept = house.media.put(f"tried/{what.value}-{secrets.token_hex(4)}", [data])

    def add(unit: Unit) -> None:
        unit.made.add(
            Made(
                production=film,  # type: ignore[arg-type]
                what=what,
                place=0,
                attempt=1,
                made_at=house.society.clock.now(),
                name=kept.name,
                size=kept.size,
                sha256=kept.sha256,
                wrapped_key=kept.wrapped_key,
            )
        )

    house.society.does(add)
    return data


# Plans


def test_a_day_of_productions(opens: Opens) -> None:
    house = opens(allowances=tight(productions_a_day=2, at_once=9))
    jun = house.person("jun").signs_up().has_a_cameo()
    films = [jun.ok("POST", "/productions", WANTED, 201)["id"] for _ in range(3)]
    for film in films[:2]:
        jun.ok("POST", f"/productions/{film}/send")
        house.society.clock.advance(hours=1)
    refused = jun.asks("POST", f"/productions/{films[2]}/send")
    told = refused.json()
    assert (refused.status_code, told["code"]) == (429, "quota_reached")
    assert refused.headers["retry-after"] == str(22 * 3600)
    assert {name: told["fields"][name] for name in ("what", "limit", "used")} == {
        "what": "productions",
        "limit": 2,
        "used": 2,
    }
    assert jun.ok("GET", f"/productions/{films[2]}")["state"] == "screened"
    jun.ok("POST", f"/productions/{films[0]}/cancel")  # gives nothing back
    jun.fails(429, "quota_reached", "POST", f"/productions/{films[2]}/send")
    plan = jun.ok("GET", "/me/plan")
    assert (plan["tier"], plan["productions"]) == ("free", {"limit": 2, "used": 2, "left": 0})
    assert (plan["seconds"]["used"], plan["at_work"]["used"]) == (12, 1)
    house.society.clock.advance(hours=22)
    jun.ok("POST", f"/productions/{films[2]}/send")


def test_films_that_a_plan_does_not_make(opens: Opens) -> None:
    house = opens(allowances=tight(longest_film=5, largest_picture=640 * 360, at_once=1))
    jun = house.person("jun").signs_up().has_a_cameo()
    small = {"width": 640, "height": 360}
    told = jun.fails(422, "beyond_plan", "POST", "/productions", WANTED | small)
    assert told["fields"] == {"what": "longest_film", "limit": 5}
    house.app.state.service = replace(house.app.state.service, allowances=tight(largest_picture=640 * 360, at_once=1))
    told = jun.fails(422, "beyond_plan", "POST", "/productions", WANTED)
    assert told["fields"]["what"] == "largest_picture"
    films = [jun.ok("POST", "/productions", WANTED | small, 201)["id"] for _ in range(2)]
    jun.ok("POST", f"/productions/{films[0]}/send")
    jun.fails(429, "too_many_at_work", "POST", f"/productions/{films[1]}/send")


def test_a_day_of_uploads(opens: Opens) -> None:
    house = opens(allowances=tight(upload_bytes_a_day=100))
    mina = house.person("mina").signs_up()
    place = mina.browser.post("/api/v1/uploads", headers={"Upload-Length": "60"}).headers["location"]
    too_much = mina.browser.post("/api/v1/uploads", headers={"Upload-Length": "41"})
    assert (too_much.status_code, too_much.json()["code"]) == (429, "quota_reached")
    assert mina.browser.post("/api/v1/uploads", headers={"Upload-Length": "101"}).json()["code"] == "beyond_plan"
    mina.browser.patch(place, content=b"x" * 10, headers=STREAM | {"Upload-Offset": "0"})
    assert mina.ok("GET", "/me/plan")["bytes"] == {"limit": 100, "used": 60, "left": 40}
    mina.browser.delete(place)
    assert mina.ok("GET", "/me/plan")["bytes"]["used"] == 10  # what never came is given back
    later = mina.browser.post("/api/v1/uploads", headers={"Upload-Defer-Length": "1"}).headers["location"]

    def sends(size: int, at: int) -> Response:
        return mina.browser.patch(later, content=b"x" * size, headers=STREAM | {"Upload-Offset": str(at)})

    assert sends(50, 0).status_code == 204
    assert mina.ok("GET", "/me/plan")["bytes"]["used"] == 60
    assert sends(41, 50).json()["code"] == "quota_reached"
    assert sends(40, 50).status_code == 204
    assert mina.ok("GET", "/me/plan")["bytes"]["left"] == 0
    none_left = mina.browser.post("/api/v1/uploads", headers={"Upload-Defer-Length": "1"})
    assert (none_left.status_code, none_left.json()["code"]) == (429, "quota_reached")
    house.society.clock.advance(hours=24)
    assert mina.browser.post("/api/v1/uploads", headers={"Upload-Defer-Length": "1"}).status_code == 201


# Rates


def test_too_often(opens: Opens) -> None:
    house = opens(limiting=slow(Door.SEARCH, Door.INVITES))
    mina, jun = house.person("mina").signs_up(), house.person("jun").signs_up()
    first = mina.asks("GET", "/people")
    assert (first.status_code, first.headers["ratelimit-policy"]) == (200, '"search";q=2;w=3600')
    assert first.headers["ratelimit"].startswith('"search";r=1;t=')
    mina.ok("GET", "/people/jun")
    often = mina.asks("GET", "/people")
    assert (often.status_code, often.json()["code"], often.json()["fields"]["door"]) == (
        429,
        "too_many_requests",
        "search",
    )
    assert 3500 < int(often.headers["retry-after"]) <= 3600
    assert often.headers["ratelimit"].startswith('"search";r=0;t=')
    assert mina.asks("GET", "/me").headers["ratelimit"].startswith('"reads";')
    jun.ok("GET", "/people")
    again = house.person("mina")
    again.device = mina.device
    again.signs_in()
    assert again.asks("GET", "/people").status_code == 429  # another session of the same account
    for _ in range(2):
        jun.ok("POST", "/me/invites", {}, 201)
    jun.fails(429, "too_many_requests", "POST", "/me/invites", {})


def test_trying_codes_from_one_address(opens: Opens) -> None:
    """Each client's address counts, and a proxy's word counts where it is trusted."""
    few = Limiting(
        meter=MemoryMeter(), rates={**RATES, Door.RECOVERY: Rates(account=None, address=Rate(times=2, seconds=60))}
    )
    house = opens(limiting=few)

    def tries(app: Any, client: str, forwarded: str = "") -> int:
        headers = {"X-Forwarded-For": forwarded} if forwarded else {}
        browser = TestClient(app, base_url=ORIGIN, client=(client, 1))
        return browser.post("/api/v1/sign-in/recover", json={"code": "nonsense"}, headers=headers).status_code

    assert [tries(house.app, "192.0.2.1") for _ in range(3)] == [401, 401, 429]
    assert tries(house.app, "192.0.2.1", forwarded="192.0.2.9") == 429
    assert [tries(house.app, f"2001:db8::{n}") for n in range(1, 4)] == [401, 401, 429]
    assert tries(house.app, "2001:db8:0:1::1") == 401
    door = listening(settings.from_environment({"WALKON_PROXIES": "10.0.0.0/8"}, Path("unused")))
    assert door["proxy_headers"]
    behind: Any = ProxyHeadersMiddleware(cast(Any, house.app), trusted_hosts=door["forwarded_allow_ips"])
    assert tries(behind, "10.0.0.1", forwarded="192.0.2.1") == 429
    assert tries(behind, "10.0.0.1", forwarded="192.0.2.1, 192.0.2.77") == 401  # the last that no trusted one said
    assert tries(behind, "192.0.2.1", forwarded="192.0.2.99") == 429


def test_how_it_is_set() -> None:
    home = Path("unused")
    assert limits(settings.from_environment({"WALKON_RATE_LIMITS": "off"}, home)) is None
    usual = limits(settings.from_environment({}, home))
    assert usual is not None and usual.rates == RATES
    assert not listening(settings.from_environment({}, home))["proxy_headers"]
    secure = listening(settings.from_environment({"WALKON_ADDRESS": ORIGIN}, home))
    assert (secure["proxy_headers"], secure["access_log"]) == (True, False)


# Bodies, headers


def test_bodies_that_are_too_large(opens: Opens) -> None:
    jun = opens().person("jun").signs_up().has_a_cameo()
    read: list[int] = []

    def endless() -> Iterator[bytes]:
        for _ in range(1000):
            read.append(1)
            yield b" " * 64 * 1024

    for answer in (
        jun.browser.post("/api/v1/productions", content=b" " * (LARGEST_BODY + 1)),
        jun.browser.post("/api/v1/productions", content=endless(), headers={"Content-Type": "application/json"}),
        jun.browser.post(
            "/api/v1/me/invites",
            content=endless(),
            headers={"Idempotency-Key": "k" * 20, "Content-Type": "application/json"},
        ),
    ):
        assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
        assert answer.headers["x-content-type-options"] == "nosniff"
    fits = jun.browser.post("/api/v1/productions", content=b"{}" + b" " * (LARGEST_BODY - 2))
    assert fits.json()["code"] == "invalid_request"
    piece = b"x" * (2 * LARGEST_BODY)  # of an upload, they may be larger
    place = jun.browser.post("/api/v1/uploads", headers={"Upload-Length": str(len(piece))}).headers["location"]
    assert jun.browser.patch(place, content=piece, headers=STREAM | {"Upload-Offset": "0"}).status_code == 204
    assert len(piece) < uploads.LARGEST


def test_headers_of_every_answer(opens: Opens) -> None:
    house = opens()
    jun = house.person("jun").signs_up()
    browser = TestClient(house.app, base_url=ORIGIN, raise_server_exceptions=False)

    def breaks(_change: object) -> None:
        raise RuntimeError("not for others")

    answers = [jun.asks("GET", "/me"), jun.asks("GET", "/nothing"), jun.asks("PATCH", "/me", {"language": "xx"})]
    answers.append(jun.asks("POST", "/sign-out"))
    house.app.state.service = replace(house.app.state.service, store=replace_read(breaks))
    answers.append(browser.get("/api/v1/health/ready"))
    assert [answer.status_code for answer in answers] == [200, 404, 422, 204, 500]
    for answer in answers:
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        assert answer.headers["cache-control"] in ("no-store", "private, no-cache")
    assert "not for others" not in answers[-1].text


def replace_read(read: Callable[[object], object]) -> Any:
    class Broken:
        pass

    broken = Broken()
    broken.read = read  # type: ignore[attr-defined]
    return broken


# Twice


def test_the_same_request_twice(opens: Opens) -> None:
    house = opens()
    jun, mina = house.person("jun").signs_up().has_a_cameo(), house.person("mina").signs_up().has_a_cameo()
    key = {"Idempotency-Key": secrets.token_hex(16)}

    def proposes(person: Guest, wanted: dict[str, Any], **more: str) -> Response:
        return person.asks("POST", "/productions", wanted, headers=key | more)

    first, again = proposes(jun, WANTED), proposes(jun, WANTED)
    assert (first.status_code, again.status_code, first.json()) == (201, 201, again.json())
    assert ("idempotency-replayed" in first.headers, again.headers["idempotency-replayed"]) == (False, "true")
    assert len(jun.ok("GET", "/productions")["productions"]) == 1
    other = proposes(jun, WANTED | {"prompt": "me in the rain"})
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    elsewhere = jun.asks("POST", f"/productions/{first.json()['id']}/send", headers=key)
    assert elsewhere.json()["code"] == "idempotency_key_reused"
    mine = proposes(mina, WANTED | {"cast": ["mina"]})
    assert (mine.status_code, mine.json()["owner"]) == (201, "mina")  # a key is its account's
    short = jun.asks("POST", "/productions", WANTED, headers={"Idempotency-Key": "short"})
    assert (short.status_code, short.json()["code"]) == (422, "bad_idempotency_key")
    house.society.clock.advance(hours=24)
    assert proposes(jun, WANTED).json()["id"] != first.json()["id"]


@pytest.mark.parametrize(
    ("path", "body", "secret"),
    [
        ("/me/tokens", {"name": "t", "scopes": ["read"]}, "text"),
        ("/me/invites", {}, "code"),
        ("/me/recovery-codes", None, "recovery_codes"),
        ("/me/cameo/grants", {"to": "everyone", "terms": TERMS}, None),
        ("/access-requests", {"handle": "mina", "terms": TERMS}, None),
    ],
)
def test_every_creation_can_be_repeated(opens: Opens, path: str, body: object, secret: str | None) -> None:
    house = opens()
    jun, mina = house.person("jun").signs_up().has_a_cameo(), house.person("mina").signs_up().has_a_cameo()
    for one, friend in ((jun, "mina"), (mina, "jun")):
        one.ok("PUT", f"/me/following/{friend}", status=204)
    key = secrets.token_hex(16)
    first, again = (jun.asks("POST", path, body, headers={"Idempotency-Key": key}) for _ in range(2))
    assert (first.status_code, again.status_code, first.json()) == (201, 201, again.json())
    assert again.headers["idempotency-replayed"] == "true"
    lying = b"".join(file.read_bytes() for file in house.folder.glob("walkon.db*"))
    assert key.encode() not in lying
    if secret is not None:
        shown = first.json()[secret]
        for text in [shown] if isinstance(shown, str) else shown:
            assert text.encode() not in lying


def test_an_upload_is_begun_once(opens: Opens) -> None:
    house = opens()
    jun = house.person("jun").signs_up()
    headers = {"Upload-Length": "5", "Idempotency-Key": secrets.token_hex(16)}
    places = [jun.browser.post("/api/v1/uploads", headers=headers).headers["location"] for _ in range(2)]
    assert places[0] == places[1]
    assert len(house.society.store.read(lambda unit: unit.arrivals.all())) == 1
    longer = jun.browser.post("/api/v1/uploads", headers=headers | {"Upload-Length": "6"})
    assert longer.json()["code"] == "idempotency_key_reused"


def test_who_may_no_longer_gets_no_earlier_answer(opens: Opens) -> None:
    jun = (house := opens()).person("jun").signs_up()
    key = {"Idempotency-Key": secrets.token_hex(16)}
    body = {"name": "t", "scopes": ["read"]}
    assert jun.asks("POST", "/me/tokens", body, headers=key).status_code == 201
    house.society.clock.advance(minutes=6)
    late = jun.asks("POST", "/me/tokens", body, headers=key)
    assert (late.status_code, late.json()["code"]) == (403, "confirm_first")
    house.society.does(lambda unit: unit.kept_answers.forget(house.society.clock.now()))
    jun.confirms()
    assert jun.asks("POST", "/me/tokens", body, headers=key).status_code == 201


# Tags


def test_who_has_it_already(opens: Opens) -> None:
    jun = opens().person("jun").signs_up().has_a_cameo()
    jun.ok("POST", "/productions", WANTED, 201)
    for path in ("/me", "/me/cameo", "/productions", "/me/notice-rules", "/me/plan"):
        first = jun.asks("GET", path)
        tag = first.headers["etag"]
        assert tag.startswith('W/"') and first.headers["cache-control"] == "private, no-cache"
        same = jun.asks("GET", path, headers={"If-None-Match": tag})
        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
        assert jun.asks("GET", path, headers={"If-None-Match": '"other"'}).json() == first.json()
    tag = jun.asks("GET", "/productions").headers["etag"]
    jun.ok("POST", "/productions", WANTED, 201)
    assert jun.asks("GET", "/productions", headers={"If-None-Match": tag}).status_code == 200
    assert "etag" not in jun.asks("GET", "/productions/nothing").headers


def test_no_change_is_lost(opens: Opens) -> None:
    jun = opens().person("jun").signs_up().has_a_cameo()
    rule = jun.ok("GET", "/me/notice-rules")[-1]
    rules = [rule | {"wanted": not rule["wanted"]}]
    for method, path, body in (
        ("PATCH", "/me", {"language": "ko"}),
        ("PATCH", "/me/cameo", {"restrictions": ["no politics"]}),
        ("PUT", "/me/notice-rules", rules),
    ):
        seen = {"If-Match": jun.asks("GET", path).headers["etag"]}
        assert jun.asks(method, path, body, headers=seen).status_code in (200, 204)
        late = jun.asks(method, path, body, headers=seen)
        assert (late.status_code, late.json()["code"]) == (412, "changed_meanwhile")
        assert jun.asks(method, path, body).status_code in (200, 204)
    assert jun.ok("GET", "/me/cameo")["restrictions"] == ["no politics"]


# Links


def test_a_link_for_a_player(opens: Opens) -> None:
    house = opens()
    jun, stranger = house.person("jun").signs_up().has_a_cameo(), house.person("stranger").signs_up()
    film = jun.ok("POST", "/productions", WANTED, 201)["id"]
    jun.ok("POST", f"/productions/{film}/send")
    data = has_made(house, film)
    still = has_made(house, film, What.STILL, b"\x89PNG still")
    stranger.fails(404, "production_unknown", "POST", f"/productions/{film}/links", {})
    made = jun.ok("POST", f"/productions/{film}/links", {}, 201)
    assert made["url"].startswith(f"{ORIGIN}/api/v1/links/")
    player = TestClient(house.app, base_url=ORIGIN)
    whole = player.get(made["url"])
    assert (whole.status_code, whole.content, whole.headers["cache-control"]) == (200, data, "private, no-store")
    part = player.get(made["url"], headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.content, part.headers["content-range"]) == (206, b"film", "bytes 4-7/4000")
    tag = {"Range": "bytes=4-7", "If-Range": whole.headers["etag"]}
    assert player.get(made["url"], headers=tag).status_code == 206
    assert player.get(made["url"], headers=tag | {"If-Range": '"another"'}).content == data
    head = player.head(made["url"])
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", "4000")
    assert head.headers["accept-ranges"] == "bytes"
    picture = jun.ok("POST", f"/productions/{film}/links", {"what": "still"}, 201)["url"]
    assert (player.get(picture).content, player.get(picture).headers["content-type"]) == (still, "image/png")
    text = made["url"].rpartition("/")[2]
    for wrong in (text[:-1], text + "x", "x." + text, text.swapcase(), "nonsense", picture.rpartition("/")[2][::-1]):
        assert player.get(f"/api/v1/links/{wrong}").json()["code"] == "link_over"
    assert player.get("/api/v1/me", headers={"Authorization": f"Bearer {text}"}).status_code == 401
    house.society.clock.advance(minutes=9, seconds=59)
    assert player.get(made["url"]).status_code == 200
    house.society.clock.advance(seconds=1)
    assert player.get(made["url"]).json()["code"] == "link_over"


def test_a_link_ends_with_its_session_and_with_the_consent(opens: Opens) -> None:
    house = opens()
    jun, mina = (house.person(name).signs_up().has_a_cameo() for name in ("jun", "mina"))
    for one, other in ((jun, "mina"), (mina, "jun")):
        one.ok("PUT", f"/me/following/{other}", status=204)
    grant = jun.ok("POST", "/me/cameo/grants", {"to": "friends", "terms": TERMS | {"audience": "friends"}}, 201)
    wanted = {"prompt": "me on Mars", "cast": ["jun"], "audience": "friends"}
    film = jun.ok("POST", "/productions", wanted, 201)["id"]
    jun.ok("POST", f"/productions/{film}/send")
    house.society.work(), house.society.work()
    jun.ok("POST", f"/productions/{film}/release")
    has_made(house, film)
    player = TestClient(house.app, base_url=ORIGIN)
    script = house.person("mina")
    token = mina.ok("POST", "/me/tokens", {"name": "t", "scopes": ["read"]}, 201)
    script.browser.headers["Authorization"] = f"Bearer {token['text']}"
    by_token = script.ok("POST", f"/productions/{film}/links", {}, 201)["url"]
    by_session = mina.ok("POST", f"/productions/{film}/links", {}, 201)["url"]
    assert [player.get(url).status_code for url in (by_token, by_session)] == [200, 200]
    mina.ok("DELETE", f"/me/tokens/{token['id']}", status=204)
    assert [player.get(url).status_code for url in (by_token, by_session)] == [404, 200]
    jun.ok("PUT", "/me/blocked/mina", status=204)  # no longer friends: not in the audience
    assert player.get(by_session).json()["code"] == "production_unknown"
    jun.ok("DELETE", "/me/blocked/mina", status=204)
    own = jun.ok("POST", f"/productions/{film}/links", {}, 201)["url"]
    assert player.head(own).status_code == 200
    assert grant["to"] == "friends"
    jun.ok("POST", "/sign-out", status=204)
    assert player.get(own).json()["code"] == "link_over"


def test_nothing_of_a_link_is_logged(opens: Opens, caplog: pytest.LogCaptureFixture, capfd: Any) -> None:
    """A server as `walkon serve` runs it, and links that work, have expired, or are nonsense."""
    house = opens()
    jun = house.person("jun").signs_up().has_a_cameo()
    film = jun.ok("POST", "/productions", WANTED, 201)["id"]
    jun.ok("POST", f"/productions/{film}/send")
    data = has_made(house, film)
    link = jun.ok("POST", f"/productions/{film}/links", {}, 201)["url"].removeprefix(ORIGIN)
    door = listening(settings.from_environment({"WALKON_ADDRESS": ORIGIN}, Path("unused")))
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(house.app, **door))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    caplog.set_level(logging.DEBUG, "uvicorn")
    thread.start()
    try:
        with Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}") as player:
            assert player.get(link).content == data
            assert player.head(link).headers["content-length"] == str(len(data))
            assert player.get(f"{link}?secret=query").status_code == 200
            assert player.get(link[:-1]).status_code == 404
            house.society.clock.advance(minutes=10)
            gone = player.get(link)
            assert (gone.status_code, "server" in gone.headers) == (404, False)
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()
    said = "".join(capfd.readouterr()) + caplog.text
    assert link.rpartition("/")[2][:20] not in said
    assert "secret" not in said and "/api/" not in said


def test_housekeeping_forgets(opens: Opens) -> None:
    house = opens()
    jun = house.person("jun").signs_up().has_a_cameo()
    film = jun.asks("POST", "/productions", WANTED, headers={"Idempotency-Key": secrets.token_hex(16)}).json()["id"]
    jun.ok("POST", f"/productions/{film}/send")
    service = house.app.state.service

    def kept() -> tuple[int, int]:
        with house.society.engine.connect() as connection:
            counted = [
                connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (tables.usages, tables.kept_answers)
            ]
        return counted[0], counted[1]

    for hours, left in ((0, (2, 1)), (23, (2, 1)), (1, (0, 0))):
        house.society.clock.advance(hours=hours)
        keep_house(service.store, service.eraser, service.uploads, house.society.clock.now())
        assert kept() == left
