"""What whoever runs a server sees of a journey: lines, figures and spans; and that none of it tells of anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.exc import OperationalError

from tests.journeys.test_api import Guest, House
from tests.society import planned
from tests.spans import Tracing, traced
from tests.telling import Lines, told
from tests.visitors import ORIGIN
from walkon.actions import consent_of
from walkon.actions.propose_video import Shape
from walkon.api.app import application
from walkon.domain.ids import Handle, ProductionId, TakeId
from walkon.domain.people import Tier
from walkon.domain.plan import Plan
from walkon.operating.around import WatchedEngine, WatchedStore, WatchedUploads, at_work
from walkon.operating.figures import Figures
from walkon.ports.jobs import Job, Look, Task
from walkon.ports.making import Rendered
from walkon.ports.world import silent
from walkon.store import database
from walkon.store.database import count_retries, open_database
from walkon.store.errors import StoreBusy

PROMPT = "me and @mirabel riding a giant wave near Seongsan"
FILE = "holiday-in-busan.mp4"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    found = House(tmp_path)
    yield found
    found.society.close()


@pytest.fixture
def figures(house: House) -> Iterator[Figures]:
    """Of an application that is counted, in place of the one of the house."""
    found = Figures()
    service = replace(house.app.state.service, store=WatchedStore(house.society.store, found))
    house.app = application(service, found)
    consent_of.listen(found.decided)
    yield found
    consent_of.listen(None)


def shown(figures: Figures) -> dict[tuple[str, tuple[str, ...]], float]:
    """Every series: its name, the values of its labels, and what it shows."""
    families = text_string_to_metric_families(generate_latest(figures.registry).decode())
    return {
        (sample.name, tuple(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
        if not sample.name.endswith("_created")
    }


def journey(house: House) -> list[str]:
    """Two people, a film, and much that goes wrong; gives what may not be told."""
    jun = house.person("junipero").signs_up().has_a_cameo()
    mina = house.person("mirabel").signs_up().has_a_cameo()
    for one, other in ((jun, "mirabel"), (mina, "junipero")):
        one.ok("PUT", f"/me/following/{other}", status=204)
    film = jun.ok("POST", "/productions", {"prompt": PROMPT, "cast": ["junipero", "mirabel"]}, 201)
    jun.ok("POST", f"/productions/{film['id']}/send")
    token = jun.ok("POST", "/me/tokens", {"name": "my laptop", "scopes": ["read"]}, 201)["text"]
    upload = mina.browser.post(
        "/api/v1/uploads", headers={"Upload-Length": "10", "Upload-Metadata": f"filename {FILE}"}
    ).headers["location"]
    mina.asks("GET", "/people?start=junip")
    mina.asks("GET", "/people/junipero")
    _wrong(house, jun, film["id"], token)
    me = jun.ok("GET", "/me")["id"]
    secrets = [film["id"], me, upload.rpartition("/")[2], token, *jun.codes, *mina.codes, PROMPT, FILE, "Seongsan"]
    return [*secrets, "junipero", "mirabel", "my laptop", "203.0.113.7", "testclient", "walkon.example", "junip"]


def _wrong(house: House, jun: Guest, film: str, token: str) -> None:
    nobody = house.person("nobody")
    nobody.fails(401, "not_signed_in", "GET", f"/productions/{film}")
    wrong = jun.codes[0][:-1] + ("B" if jun.codes[0][-1] != "B" else "C")
    nobody.fails(401, "recovery_code_refused", "POST", "/sign-in/recover", {"code": wrong})
    nobody.asks("GET", f"/me?as=junipero&token={token}", headers={"Authorization": f"Bearer {token}x"})
    nobody.asks("GET", "/junipero/was/here", headers={"X-Forwarded-For": "203.0.113.7"})
    nobody.asks("POST", "/sign-in/finish", {"ceremony": "junipero", "answer": {"id": "mirabel"}})
    nobody.browser.request("JUNIPERO", "/api/v1/me")
    jun.asks("POST", "/productions", {"prompt": PROMPT, "cast": [PROMPT]})
    jun.asks("POST", "/productions", {"prompt": 7, "mirabel": "junipero"})
    jun.asks("PUT", "/me/following/junipero")
    jun.asks("GET", "/productions/junipero")


def _breaks(house: House) -> None:
    """A route with a mistake of our own in it."""
    router = APIRouter()

    @router.get("/breaks/{what}")
    def breaks(what: str) -> None:
        raise ValueError(f"{what} told me {PROMPT}")

    house.app.include_router(router, prefix="/api/v1")
    house.app.router.routes.insert(0, house.app.router.routes.pop())  # before the pages, which answer everything
    client = TestClient(house.app, base_url=ORIGIN, raise_server_exceptions=False)
    answer = client.get("/api/v1/breaks/junipero", headers={"X-Request-Id": "0123456789abcdef"})
    assert (answer.status_code, answer.json()["code"]) == (500, "server_error")
    assert answer.json()["request"] == answer.headers["x-request-id"] == "0123456789abcdef"


def _tells_nothing(text: str, secrets: list[str]) -> None:
    for secret in secrets:
        assert secret not in text, "something of a person was told"


def test_a_journey_told(house: House, figures: Figures) -> None:
    with told() as lines, traced() as tracing:
        secrets = journey(house)
        _breaks(house)
    _lines_tell(lines, secrets)
    _spans_tell(tracing, secrets)
    _figures_tell(figures, secrets)


def _lines_tell(lines: Lines, secrets: list[str]) -> None:
    _tells_nothing(lines.text, secrets)
    found = lines.called("request")
    assert ("GET", "/people/{handle}", 200) in {(line["method"], line["route"], line["status"]) for line in found}
    assert {line["code"] for line in found} >= {None, "not_signed_in", "recovery_code_refused", "no_such_address"}
    assert all(re.fullmatch(r"[0-9a-f]{16,32}", line["request"]) for line in found)
    assert len({line["request"] for line in found}) == len(found)
    last = found[-1]
    assert (last["status"], last["route"], last["error"]) == (500, "/breaks/{what}", "builtins.ValueError")
    assert last["level"] == "error"


def _spans_tell(tracing: Tracing, secrets: list[str]) -> None:
    _tells_nothing(repr(tracing.spans), secrets)
    assert {"request", "unit of work"} <= {span.name for span in tracing.spans}
    routes = {span.attributes.get("http.route") for span in tracing.spans if span.name == "request"}
    assert "/productions/{production}/send" in routes
    broken = next(span for span in tracing.spans if span.attributes.get("http.response.status_code") == 500)
    assert broken.attributes["error.type"] == "builtins.ValueError"
    assert all(span.ended for span in tracing.spans)


def _figures_tell(figures: Figures, secrets: list[str]) -> None:
    found = shown(figures)
    _tells_nothing(repr(list(found)), secrets)
    assert found["walkon_request_seconds_count", ("GET", "/people/{handle}", "2xx")] == 1
    assert found["walkon_sign_in_failures_total", ("recovery_code_refused", "/sign-in/recover")] == 1
    assert found["walkon_consent_decisions_total", ("denied", "propose")] >= 1
    assert found["walkon_consent_denials_total", ("propose", "not_granted")] >= 1
    assert found["walkon_problems_total", ("server_error",)] == 1


def test_figures_do_not_grow_with_what_people_ask_for(house: House, figures: Figures) -> None:
    ada = house.person("ada").signs_up()

    def asks(number: int) -> None:
        ada.asks("GET", f"/people/person{number}")
        ada.asks("GET", f"/nowhere/{number}")
        ada.asks("GET", f"/productions/{number:032x}", headers={"X-Request-Id": f"id-{number}", "Host": f"h{number}"})
        ada.browser.request(f"VERB{number}", "/api/v1/me")
        ada.asks("POST", "/sign-in/recover", {"code": f"code-{number}"})

    asks(0)
    before = set(shown(figures))
    for number in range(1, 25):
        asks(number)
    assert set(shown(figures)) == before


def test_the_id_of_a_request(house: House) -> None:
    ada = house.person("ada").signs_up()
    given = "3f0c2a54-8f1e-4d4b-9a53-0c6c6f2f5a10"
    assert ada.asks("GET", "/me", headers={"X-Request-Id": given}).headers["x-request-id"] == given
    told_back = ada.asks("GET", "/productions/none", headers={"X-Request-Id": given})
    assert told_back.json()["request"] == told_back.headers["x-request-id"] == given
    for odd in ("mina was here!!", "mina-mina-mina-mina", "", "a" * 65, "0" * 15):
        made = ada.asks("GET", "/me", headers={"X-Request-Id": odd}).headers["x-request-id"]
        assert re.fullmatch(r"[0-9a-f]{32}", made)
    ids = {ada.asks("GET", "/me").headers["x-request-id"] for _ in range(5)}
    assert len(ids) == 5


def test_uploads_and_retries_are_counted(tmp_path: Path) -> None:
    house = House(tmp_path)
    figures = Figures()
    uploads = WatchedUploads(house.uploads, figures)
    upload = uploads.create(10, 100)
    uploads.append(upload, 0, [b"abc", b"def"])
    assert b"".join([*uploads.finish(uploads.create(0, 0))]) == b""
    store = WatchedStore(house.society.store, figures)
    assert store.read(lambda unit: unit.accounts.any()) is False
    found = shown(figures)
    assert found["walkon_upload_bytes_total", ()] == 6
    assert found["walkon_unit_of_work_seconds_count", ("read",)] == 1
    house.society.close()


def test_jobs_are_told_and_counted(tmp_path: Path) -> None:
    figures = Figures()
    job = Job(task=Task.RENDER, production=ProductionId("0" * 32), attempt=2, engine="walkon-stage", tier=Tier.FREE)

    def breaks() -> str:
        raise ValueError(PROMPT)

    def is_busy() -> str:
        raise StoreBusy

    with told() as lines, traced() as tracing:
        at_work(figures, job, lambda: "ready")
        at_work(figures, Look(take=TakeId("1" * 32)), lambda: "accepted")
        for work, error in ((breaks, ValueError), (is_busy, StoreBusy)):
            with pytest.raises(error):
                at_work(figures, job, work)
    assert [(line["event"], line["task"], line["outcome"]) for line in lines.all] == [
        ("job_done", "render", "ready"),
        ("job_done", "look", "accepted"),
        ("job_failed", "render", "other"),
        ("job_failed", "render", "store_busy"),
    ]
    found = shown(figures)
    assert found["walkon_job_seconds_count", ("ready", "render")] == 1
    assert found["walkon_job_seconds_count", ("other", "render")] == 1
    assert [span.failed for span in tracing.spans] == [False, False, True, True]
    _tells_nothing(lines.text + repr(tracing.spans) + repr(list(found)), [PROMPT, "0" * 32, "1" * 32])


class Flat:
    """An engine that draws nothing."""

    name, version = "flat", "1"

    def render(self, plan: Plan, cast: object, progress: object) -> Rendered:
        return Rendered(data=b"film", synthetic_voice=False, stages={})

    def storyboard(self, plan: Plan, cast: object, progress: object) -> tuple[bytes, ...]:
        return (b"still",)


def test_rendering_is_counted_by_how_fast_it_is() -> None:
    figures = Figures()
    plan = planned("me on Mars", [Handle("ada")], {}, Shape(seconds=4.0, width=320, height=180), seed=1)
    with traced() as tracing:
        WatchedEngine(Flat(), figures).render(plan, {}, silent)
        WatchedEngine(Flat(), figures).storyboard(plan, {}, silent)
    found = shown(figures)
    assert found["walkon_render_seconds_count", ("flat",)] == found["walkon_render_speed_count", ("flat",)] == 1
    assert found["walkon_render_speed_sum", ("flat",)] > plan.seconds
    assert [span.name for span in tracing.spans] == ["render", "storyboard"]


def test_retries_of_the_database_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two writers of SQLite at once, of whom nobody waits."""
    monkeypatch.setattr(database, "SQLITE_WAIT", 0.0)
    figures = Figures()
    one, other = (open_database(f"sqlite:///{tmp_path / 'walkon.db'}") for _ in range(2))
    count_retries(other, figures.came_second)
    with one.connect() as busy, busy.begin():
        busy.exec_driver_sql("CREATE TABLE tried (id INTEGER)")
        with pytest.raises(OperationalError), other.connect() as late, late.begin():
            pass
    assert shown(figures)["walkon_store_trouble_total", ("again",)] == 1
    for engine in (one, other):
        engine.dispose()
