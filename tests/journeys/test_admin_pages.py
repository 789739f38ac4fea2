"""Whoever runs the server looks at people, plans, invites and the server itself; for everybody else none of it exists."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desk_house import DeskHouse
from walkon.actions.attend import MISSING, show
from walkon.bootstrap.backups import BACKED_UP
from walkon.bootstrap.server import Server
from walkon.domain.ids import ProductionId
from walkon.domain.production import State, moved
from walkon.ports.store import Unit
from walkon.settings import from_environment
from walkon.store.schema import revisions


@pytest.fixture
def house(tmp_path: Path) -> Iterator[DeskHouse]:
    found = DeskHouse(tmp_path)
    found.admin.confirms()
    yield found
    found.society.close()


def test_for_nobody_else_it_exists(house: DeskHouse) -> None:
    jun = house.person("jun").signs_up()
    paths = ["people", "people/jun", "invites", "plans", "server"]
    for nobody in (jun, house.rhea):
        nobody.confirms()
        for path in paths:
            nobody.fails(404, "not_found", "GET", f"/admin/{path}")
        nobody.fails(404, "not_found", "POST", "/admin/people/jun/suspend")
        nobody.fails(404, "not_found", "PUT", "/admin/people/jun/plan", {"tier": "team"})
    house.person("anybody").fails(401, "not_signed_in", "GET", "/admin/people")
    assert jun.ok("GET", "/me")["tier"] == "free"


def test_people_by_page_and_by_name(house: DeskHouse) -> None:
    for name in ("jun", "june", "mina"):
        house.person(name).signs_up()
    everybody = [row["handle"] for row in house.admin.ok("GET", "/admin/people")["people"]]
    assert everybody == sorted(["admin", "rhea", "rui", "jun", "june", "mina"])
    first = house.admin.ok("GET", "/admin/people?limit=4")
    rest = house.admin.ok("GET", f"/admin/people?limit=4&after={first['after']}")
    assert [row["handle"] for row in first["people"] + rest["people"]] == everybody
    assert [row["handle"] for row in house.admin.ok("GET", "/admin/people?start=@JUN")["people"]] == ["jun", "june"]
    house.admin.ok("POST", "/admin/people/june/suspend")
    assert [row["handle"] for row in house.admin.ok("GET", "/admin/people?suspended=true")["people"]] == ["june"]
    house.admin.fails(404, "nobody_there", "GET", "/admin/people/nobody")


def test_suspended_and_restored(house: DeskHouse) -> None:
    jun = house.person("jun").signs_up().has_a_cameo()
    film = jun.ok("POST", "/productions", {"prompt": "me on Mars", "cast": ["jun"]}, 201)["id"]
    jun.ok("POST", f"/productions/{film}/send")
    found = house.admin.ok("POST", "/admin/people/jun/suspend")
    assert (found["causes"], found["suspended_at"] is not None) == (["administrator"], True)
    assert jun.ok("GET", f"/productions/{film}")["state"] == "refused"
    assert house.told(jun)[:2].count("account_suspended") == 1
    house.admin.ok("POST", "/admin/people/jun/suspend")  # twice is once
    assert house.admin.ok("POST", "/admin/people/jun/restore")["causes"] == []
    assert house.told(jun)[0] == "account_restored"
    assert house.acts()[-2:] == ["suspended", "restored"]
    house.admin.fails(409, "not_yourself", "POST", "/admin/people/admin/suspend")


def test_what_cannot_be_taken_back_needs_a_fresh_passkey(house: DeskHouse) -> None:
    house.person("jun").signs_up()
    invite = house.admin.ok("POST", "/me/invites", {}, 201)["id"]
    house.society.clock.advance(minutes=6)
    for method, path, body in (
        ("POST", "people/jun/suspend", None),
        ("POST", "people/jun/restore", None),
        ("POST", "people/jun/sign-out", None),
        ("PUT", "people/jun/plan", {"tier": "pro"}),
        ("DELETE", f"invites/{invite}", None),
    ):
        house.admin.fails(403, "confirm_first", method, f"/admin/{path}", body)
    assert house.admin.ok("GET", "/admin/people/jun")["tier"] == "free"


def test_a_plan_and_quotas_of_ones_own(house: DeskHouse) -> None:
    jun = house.person("jun").signs_up()
    own = {"productions_a_day": 3}
    found = house.admin.ok("PUT", "/admin/people/jun/plan", {"tier": "pro", "own": own})
    assert (found["tier"], found["productions"]["limit"], found["own"]["productions_a_day"]) == ("pro", 3, 3)
    plan = jun.ok("GET", "/me/plan")
    assert (plan["tier"], plan["productions"]["limit"]) == ("pro", 3)
    kept = house.admin.ok("PUT", "/admin/people/jun/plan", {"tier": "plus"})
    assert (kept["tier"], kept["productions"]["limit"]) == ("plus", 3)
    gone = house.admin.ok("PUT", "/admin/people/jun/plan", {"tier": "plus", "own": {}})
    assert gone["productions"]["limit"] > 3 and gone["own"]["productions_a_day"] is None
    house.admin.fails(422, "invalid_request", "PUT", "/admin/people/jun/plan", {"tier": "plus", "own": {"at_once": -1}})
    entries = [(e["act"], e["code"]) for e in house.admin.ok("GET", "/desk/audit")["entries"]][:4]
    assert entries == [("set_plan", "own"), ("set_plan", "plus"), ("set_plan", "own"), ("set_plan", "pro")]
    assert [row["tier"] for row in house.admin.ok("GET", "/admin/plans")] == ["free", "plus", "pro", "team"]


def test_own_quotas_are_asked_when_a_film_is_sent(house: DeskHouse) -> None:
    jun = house.person("jun").signs_up().has_a_cameo()
    house.admin.ok("PUT", "/admin/people/jun/plan", {"tier": "free", "own": {"productions_a_day": 0}})
    film = jun.ok("POST", "/productions", {"prompt": "me on Mars", "cast": ["jun"]}, 201)["id"]
    jun.fails(422, "beyond_plan", "POST", f"/productions/{film}/send")


def test_signed_out_everywhere_and_invites(house: DeskHouse) -> None:
    jun = house.person("jun").signs_up()
    made: Any = jun.ok("POST", "/me/invites", {"uses": 2}, 201)
    (listed,) = house.admin.ok("GET", "/admin/invites")
    assert (listed["made_by"], listed["uses_left"], listed["works"]) == ("jun", 2, True)
    assert made["code"] not in str(listed)
    house.admin.ok("DELETE", f"/admin/invites/{made['id']}", status=204)
    assert not house.admin.ok("GET", "/admin/invites")[0]["works"]
    house.admin.fails(404, "not_found", "DELETE", f"/admin/invites/{'0' * 32}")
    assert house.admin.ok("POST", "/admin/people/jun/sign-out") == {"sessions_ended": 1}
    jun.fails(401, "not_signed_in", "GET", "/me")


def test_nothing_is_told_where_nobody_looks(house: DeskHouse) -> None:
    house.admin.fails(404, "not_found", "GET", "/admin/server")


def test_how_the_server_is(house: DeskHouse) -> None:
    """As `walkon serve` ties it."""
    jun = house.person("jun").signs_up().has_a_cameo()
    film = jun.ok("POST", "/productions", {"prompt": "me on Mars", "cast": ["jun"]}, 201)["id"]
    jun.ok("POST", f"/productions/{film}/send")
    server = Server(from_environment({"WALKON_HOME": str(house.folder)}))
    looks, now = server.condition, datetime.now(UTC)

    def change(unit: Unit) -> None:
        show(unit, "here-0", now)
        show(unit, "gone-1", now - MISSING - timedelta(seconds=1))
        found = unit.productions.get(ProductionId(film))
        assert found is not None
        unit.productions.save(moved(found, State.FAILED, now, ("engine_away",)), found.state)

    house.society.does(change)
    found = looks()
    assert {worker.name: worker.present for worker in found.workers} == {"here-0": True, "gone-1": False}
    assert [(one.production, one.why) for one in found.failed] == [(film, ("engine_away",))]
    assert (found.database, found.current, found.films_in, found.keys_in) == ("sqlite", True, "folder", "file")
    assert [queue.name for queue in found.queues] == ["walkon-stage", "takes"]  # the job engine has no tables yet
    assert found.backed_up_at is None
    (house.folder / BACKED_UP).write_text(now.isoformat(timespec="seconds"))
    assert looks().backed_up_at == now.replace(microsecond=0)
    os.truncate(house.folder / BACKED_UP, 3)
    assert looks().backed_up_at is None
    house.app.state.service = replace(house.app.state.service, condition=looks)
    shown = house.admin.ok("GET", "/admin/server")
    assert (shown["tables"], "jun" in str(shown), str(house.folder) in str(shown)) == (max(revisions()), False, False)
    server.close()
