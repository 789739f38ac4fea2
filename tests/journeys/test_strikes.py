"""What was ruled counts: told to whom it concerns, limits what they make, suspends them, falls on appeal, and ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desk_house import DeskHouse
from tests.journeys.test_api import Guest
from walkon.actions.housekeeping import keep_house
from walkon.domain.allowances import DEFAULT

DAY = timedelta(days=1)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[DeskHouse]:
    found = DeskHouse(tmp_path)
    yield found
    found.society.close()


def struck(house: DeskHouse, whom: str, by: str, ruling: str = "warn") -> str:
    """Somebody new reports them, and Rhea rules with a strike."""
    report: Any = house.person(by).signs_up().ok("POST", f"/people/{whom}/report", {"wrong": "harassment"}, 201)["id"]
    house.rhea.confirms()
    body = {"ruling": ruling, "note": "Please stop.", "strike": True}
    assert house.rhea.ok("POST", f"/desk/reports/{report}/decide", body)["strike"] is True
    return str(report)


def mine(person: Guest) -> tuple[int, str]:
    found = person.ok("GET", "/me/strikes")
    return found["counted"], found["follows"]


def keep(house: DeskHouse) -> None:
    keep_house(house.society.store, house.eraser, house.uploads, house.society.clock.now())


def later(house: DeskHouse, time: timedelta, *people: Guest) -> None:
    house.society.clock.advance(seconds=time.total_seconds())
    for person in people:
        person.signs_in()


def test_told_limited_suspended_and_free_again(house: DeskHouse) -> None:
    jun = house.person("jun").signs_up().has_a_cameo()
    first = struck(house, "jun", "ida")
    assert (mine(jun), house.told(jun)[0]) == ((1, "none"), "ruled_against")
    (ruling,) = jun.ok("GET", "/me/rulings")
    (strike,) = jun.ok("GET", "/me/strikes")["strikes"]
    assert (strike["ruling"], strike["ends_at"], strike["counts"]) == (first, ruling["strike_until"], True)
    before = jun.ok("GET", "/me/plan")["productions"]["limit"]
    struck(house, "jun", "bo")
    assert mine(jun) == (1, "none")  # nobody had a day to heed the first
    later(house, DAY, jun, house.rhea)
    struck(house, "jun", "cai")
    assert mine(jun) == (2, "limited")
    limited = jun.ok("GET", "/me/plan")
    assert before > 2 and (limited["productions"]["limit"], limited["at_work"]["limit"]) == (2, 1)
    films = [jun.ok("POST", "/productions", {"prompt": "me on Mars", "cast": ["jun"]}, 201)["id"] for _ in range(2)]
    jun.ok("POST", f"/productions/{films[0]}/send")
    jun.fails(429, "too_many_at_work", "POST", f"/productions/{films[1]}/send")

    later(house, DAY, jun, house.rhea)
    struck(house, "jun", "dan")
    assert mine(jun) == (3, "suspended")
    assert jun.ok("GET", "/me")["suspended"] and "account_suspended" in house.told(jun)[:3]
    jun.fails(403, "account_suspended", "POST", "/productions", {"prompt": "me on Mars", "cast": ["jun"]})
    keep(house)
    assert jun.ok("GET", "/me")["suspended"]
    ends = datetime.fromisoformat(jun.ok("GET", "/me/strikes")["eases_at"])
    later(house, timedelta(days=88), jun, house.admin)
    keep(house)
    assert (mine(jun), ends) == ((2, "limited"), house.society.clock.now())
    assert not jun.ok("GET", "/me")["suspended"] and house.told(jun)[0] == "account_restored"
    assert house.acts()[-1] == "restored"


def test_an_appeal_takes_it_away_with_what_followed(house: DeskHouse) -> None:
    jun = house.person("jun").signs_up()
    reports = []
    for name in ("ida", "bo", "cai"):
        reports.append(struck(house, "jun", name))
        later(house, DAY, jun, house.rhea, house.rui)
    assert jun.ok("GET", "/me")["suspended"]
    jun.ok("POST", f"/me/rulings/{reports[1]}/appeal", {"note": "It was a joke between us."})
    house.rui.confirms()
    assert house.rui.ok("POST", f"/desk/reports/{reports[1]}/hear", {"heard": "overturned"})["strike"] is False
    assert (mine(jun), jun.ok("GET", "/me")["suspended"]) == ((2, "limited"), False)
    taken = {row["ruling"]: row["taken_back"] for row in jun.ok("GET", "/me/strikes")["strikes"]}
    assert taken == {reports[0]: False, reports[1]: True, reports[2]: False}
    jun.ok("POST", f"/me/rulings/{reports[2]}/appeal", {"note": "And this."})
    house.rui.ok("POST", f"/desk/reports/{reports[2]}/hear", {"heard": "upheld"})
    assert mine(jun) == (2, "limited")


def test_whom_a_ruling_and_strikes_suspended_is_free_when_both_are_gone(house: DeskHouse) -> None:
    jun = house.person("jun").signs_up()
    for name in ("ida", "bo"):
        struck(house, "jun", name)
        later(house, DAY, jun, house.rhea, house.rui)
    last = struck(house, "jun", "cai", "suspend_account")
    house.admin.signs_in()
    assert house.admin.ok("GET", "/admin/people/jun")["causes"] == ["ruling", "strikes"]
    later(house, timedelta(days=89), jun, house.rui, house.admin)
    keep(house)
    assert house.admin.ok("GET", "/admin/people/jun")["causes"] == ["ruling"]
    assert jun.ok("GET", "/me")["suspended"]
    jun.fails(409, "no_appeal", "POST", f"/me/rulings/{last}/appeal", {"note": "late"})
    house.admin.confirms()
    assert house.admin.ok("POST", "/admin/people/jun/restore")["causes"] == []
    assert not jun.ok("GET", "/me")["suspended"]


def test_no_strike_without_a_ruling_against_somebody(house: DeskHouse) -> None:
    jun = house.person("jun").signs_up()
    report = house.person("ida").signs_up().ok("POST", "/people/jun/report", {"wrong": "other"}, 201)["id"]
    house.rhea.confirms()
    body = {"ruling": "dismiss", "strike": True}
    house.rhea.fails(409, "ruling_unfit", "POST", f"/desk/reports/{report}/decide", body)
    assert house.rhea.ok("GET", f"/desk/reports/{report}")["ruling"] is None
    house.rhea.ok("POST", f"/desk/reports/{report}/decide", {"ruling": "warn"})
    assert (mine(jun), jun.ok("GET", "/me/rulings")[0]["strike_until"]) == ((0, "none"), None)


def test_many_reports_of_one_thing_are_one_strike(house: DeskHouse) -> None:
    jun = house.person("jun").signs_up()
    for name in ("ida", "bo"):
        house.person(name).signs_up().ok("POST", "/people/jun/report", {"wrong": "harassment"}, 201)
    struck(house, "jun", "cai")
    assert len(jun.ok("GET", "/me/rulings")) == 3
    assert len(jun.ok("GET", "/me/strikes")["strikes"]) == 1
    appealed = next(row["id"] for row in jun.ok("GET", "/me/rulings") if row["strike_until"] is None)
    jun.ok("POST", f"/me/rulings/{appealed}/appeal", {"note": "no"})  # another report of the same ruling
    house.rui.confirms()
    house.rui.ok("POST", f"/desk/reports/{appealed}/hear", {"heard": "overturned"})
    assert mine(jun) == (0, "none")


def test_the_numbers_are_those_people_are_told(house: DeskHouse) -> None:
    told = house.person("jun").signs_up().ok("GET", "/me/strikes")
    assert (told["limits_at"], told["suspends_at"], told["limited_a_day"]) == (2, 3, 2)
    assert all(allowance.productions_a_day > told["limited_a_day"] for allowance in DEFAULT.values())
