"""What is left to a person gets a person: recordings, films and reports, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desk_house import VIDEO, DeskHouse
from tests.journeys.test_api import Guest
from walkon.actions.housekeeping import keep_house
from walkon.actions.withdraw_me import Eraser
from walkon.domain.cameo import JudgedBy
from walkon.domain.desk import ASK_WITHIN, DECIDE_WITHIN, OPEN_FOR, DeskRules
from walkon.domain.policies import STRICT
from walkon.domain.takes import TakeState
from walkon.ports.store import Unit

YES, NO = {"grounds": ["live_person"]}, {"grounds": ["not_live"], "note": "This looks like a screen."}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[DeskHouse]:
    found = DeskHouse(tmp_path)
    yield found
    found.society.close()


def keeps(house: DeskHouse) -> None:
    eraser = Eraser(media=house.media, vault=house.vault, uploads=house.uploads)
    keep_house(house.society.store, eraser, house.uploads, house.society.clock.now())
    keep_house(house.society.store, eraser, house.uploads, house.society.clock.now())


def test_a_recording_that_needs_a_person_becomes_a_cameo(house: DeskHouse) -> None:
    mina = house.person("mina").signs_up()
    take = house.left_to_a_person(mina)
    seen = mina.ok("GET", f"/me/takes/{take}")
    assert (seen["state"], seen["reasons"]) == ("needs_review", ["not_witnessed"])
    assert (seen["review"]["asked_at"], seen["review"]["days_if_asked"]) == (None, DECIDE_WITHIN.days)
    assert house.rhea.ok("GET", "/desk/takes") == []  # nobody looks before she asks
    house.rhea.fails(404, "nothing_at_the_desk", "POST", f"/desk/takes/{take}/open")
    assert mina.ok("POST", f"/me/takes/{take}/ask-review")["state"] == "in_review"
    mina.fails(409, "not_for_review", "POST", f"/me/takes/{take}/ask-review")
    assert "at_the_desk" in house.told(house.rhea)

    (waits,) = house.rhea.ok("GET", "/desk/takes")
    case = house.rhea.ok("GET", f"/desk/takes/{take}")
    assert (waits["id"], case["reasons"], case["witnessed"]) == (take, ["not_witnessed"], False)
    assert case["numbers"]["planarity"] > 0
    assert "mina" not in str(waits) + str(case)
    house.rhea.fails(409, "open_first", "GET", f"/desk/takes/{take}/recording")
    house.society.clock.advance(minutes=6)
    house.rhea.fails(403, "confirm_first", "POST", f"/desk/takes/{take}/open")
    house.opens(house.rhea, take)
    assert house.told(mina)[0] == "recording_opened"
    path = f"/desk/takes/{take}/recording"
    whole = house.rhea.asks("GET", path)
    assert (whole.content, whole.headers["content-type"]) == (VIDEO, "video/mp4")
    for start, stop in ((0, 9), (1048570, 1048590), (len(VIDEO) - 3, len(VIDEO) - 1)):
        part = house.rhea.asks("GET", path, headers={"Range": f"bytes={start}-{stop}"})
        assert (part.status_code, part.content) == (206, VIDEO[start : stop + 1])
    house.rui.fails(409, "open_first", "GET", path)  # open to one is not open to all
    mina.fails(404, "not_found", "GET", path)
    house.society.clock.advance(seconds=OPEN_FOR.total_seconds())
    house.rhea.fails(409, "open_first", "GET", path)

    house.rhea.fails(403, "confirm_first", "POST", f"/desk/takes/{take}/accept", YES)
    house.rhea.confirms()
    house.rhea.fails(422, "bad_grounds", "POST", f"/desk/takes/{take}/accept", {"grounds": ["not_live"]})
    assert house.rhea.ok("POST", f"/desk/takes/{take}/accept", YES)["outcome"] == "passed"
    mina.fails(404, "no_cameo", "GET", "/me/cameo")  # a worker makes it
    assert house.looks() is TakeState.ACCEPTED
    assert mina.ok("GET", "/me/cameo")["standing"] == "verified"
    (cameo,) = house.vault.all()
    assert (cameo.judged_by, cameo.policy) == (JudgedBy.PERSON, "standard")
    assert house.told(mina)[0] == "take_judged"
    assert house.keys() == 0
    assert house.society.store.read(lambda unit: [*unit.take_reviews.all(), *unit.opinions.all()]) == []
    assert house.acts()[2:] == ["asked_for_review", "opened_take", "accepted_take", "made_cameo"]
    entry = house.admin.ok("GET", "/desk/audit")["entries"][1]
    assert (entry["actor"], entry["code"]) == (house.rhea.ok("GET", "/me")["id"], "standard")
    house.rhea.fails(404, "not_found", "GET", "/desk/audit")


def test_a_refused_recording_is_erased_and_the_person_hears_why(house: DeskHouse) -> None:
    mina = house.person("mina").signs_up()
    take = house.left_to_a_person(mina)
    mina.ok("POST", f"/me/takes/{take}/ask-review")
    house.rhea.confirms()
    house.rhea.fails(409, "open_first", "POST", f"/desk/takes/{take}/refuse", NO)  # who decides has looked
    house.opens(house.rhea, take)
    assert house.rhea.ok("POST", f"/desk/takes/{take}/refuse", NO)["outcome"] == "refused"
    seen = mina.ok("GET", f"/me/takes/{take}")
    assert (seen["state"], seen["reasons"], seen["note"]) == ("refused", ["not_live"], NO["note"])
    assert (house.keys(), house.vault.all(), house.told(mina)[0]) == (0, [], "take_judged")
    house.rhea.fails(404, "nothing_at_the_desk", "GET", f"/desk/takes/{take}/recording")
    house.rhea.fails(404, "nothing_at_the_desk", "POST", f"/desk/takes/{take}/accept", YES)


def test_nobody_judges_themself_or_a_friend(house: DeskHouse) -> None:
    take = house.left_to_a_person(house.rhea)
    house.rhea.ok("POST", f"/me/takes/{take}/ask-review")
    for one, other in ((house.rhea, "rui"), (house.rui, "rhea")):
        one.ok("PUT", f"/me/following/{other}", status=204)
    for unfit in (house.rhea, house.rui):
        unfit.confirms()
        assert unfit.ok("GET", "/desk/takes") == []
        for method, path in (("GET", ""), ("POST", "/open"), ("GET", "/recording")):
            unfit.fails(404, "nothing_at_the_desk", method, f"/desk/takes/{take}{path}")
        unfit.fails(404, "nothing_at_the_desk", "POST", f"/desk/takes/{take}/accept", YES)
    assert [case["id"] for case in house.admin.ok("GET", "/desk/takes")] == [take]
    house.app.state.service = replace(house.app.state.service, desk=DeskRules(friends_may=True))
    assert [case["id"] for case in house.rui.ok("GET", "/desk/takes")] == [take]
    assert house.rhea.ok("GET", "/desk/takes") == []


def test_two_people_where_it_is_strict(tmp_path: Path) -> None:
    house = DeskHouse(tmp_path, STRICT)
    mina = house.person("mina").signs_up()
    take = house.left_to_a_person(mina)
    mina.ok("POST", f"/me/takes/{take}/ask-review")
    for reviewer in (house.rhea, house.rui):
        house.opens(reviewer, take)
    answer = house.rhea.ok("POST", f"/desk/takes/{take}/accept", YES)
    assert (answer["outcome"], answer["missing"]) == ("undecided", 1)
    house.rhea.fails(409, "said_already", "POST", f"/desk/takes/{take}/accept", YES)
    assert house.rhea.ok("GET", "/desk/takes") == []
    assert house.society.bench.looks == []
    assert house.rui.ok("POST", f"/desk/takes/{take}/accept", YES)["outcome"] == "passed"
    assert house.looks() is TakeState.ACCEPTED
    house.society.close()


def test_what_a_second_look_finds_besides_is_nobodys_decision(house: DeskHouse) -> None:
    mina = house.person("mina").signs_up()
    take = house.left_to_a_person(mina)
    mina.ok("POST", f"/me/takes/{take}/ask-review")
    house.opens(house.rhea, take)
    house.rhea.ok("POST", f"/desk/takes/{take}/accept", YES)
    assert house.evidence.motion is not None
    house.evidence = replace(house.evidence, motion=replace(house.evidence.motion, jump=0.1))  # trembles, too
    assert house.looks() is TakeState.IN_REVIEW
    assert (house.vault.all(), house.keys()) == ([], 1)
    assert house.rhea.ok("GET", f"/desk/takes/{take}")["reasons"] == ["unsteady", "not_witnessed"]
    house.rhea.ok("POST", f"/desk/takes/{take}/accept", YES)
    assert house.looks() is TakeState.ACCEPTED


def test_no_persons_yes_lifts_a_refusal(house: DeskHouse) -> None:
    mina = house.person("mina").signs_up()
    take = house.left_to_a_person(mina)
    mina.ok("POST", f"/me/takes/{take}/ask-review")
    house.opens(house.rhea, take)
    house.rhea.ok("POST", f"/desk/takes/{take}/accept", YES)
    house.evidence = replace(house.evidence, planarity=0.001)  # a print
    assert house.looks() is TakeState.REFUSED
    assert (house.vault.all(), house.keys()) == ([], 0)
    assert mina.ok("GET", f"/me/takes/{take}")["reasons"] == ["flat", "not_witnessed"]


@pytest.mark.parametrize("asked", [False, True])
def test_what_is_not_decided_in_time_is_erased(house: DeskHouse, asked: bool) -> None:
    mina = house.person("mina").signs_up()
    take = house.left_to_a_person(mina)
    if asked:
        mina.ok("POST", f"/me/takes/{take}/ask-review")
    end = DECIDE_WITHIN if asked else ASK_WITHIN
    house.society.clock.time += end - timedelta(seconds=1)
    keeps(house)
    assert house.keys() == 1
    house.society.clock.time += timedelta(seconds=1)
    mina.fails(409, "not_for_review", "POST", f"/me/takes/{take}/ask-review")
    keeps(house)
    assert (house.keys(), mina.ok("GET", f"/me/takes/{take}")["state"]) == (0, "expired")
    assert house.told(mina)[0] == "take_judged"


@pytest.mark.parametrize("passed", [False, True])
def test_the_person_takes_it_back_at_any_time(house: DeskHouse, passed: bool) -> None:
    mina, jun = house.person("mina").signs_up(), house.person("jun").signs_up()
    take = house.left_to_a_person(mina)
    mina.ok("POST", f"/me/takes/{take}/ask-review")
    if passed:
        house.opens(house.rhea, take)
        house.rhea.ok("POST", f"/desk/takes/{take}/accept", YES)
    jun.fails(404, "take_unknown", "POST", f"/me/takes/{take}/take-back")
    assert mina.ok("POST", f"/me/takes/{take}/take-back")["state"] == "taken_back"
    assert house.keys() == 0
    if passed:
        assert house.looks() is TakeState.TAKEN_BACK
    assert house.vault.all() == []
    assert house.rui.ok("GET", "/desk/takes") == []


def test_one_at_a_time_and_somebody_has_to_be_there(house: DeskHouse) -> None:
    mina = house.person("mina").signs_up()
    first, again = house.left_to_a_person(mina), house.left_to_a_person(mina)
    assert (mina.ok("GET", f"/me/takes/{first}")["state"], len(house.society.store.read(due))) == ("taken_back", 1)
    mina.fails(409, "not_for_review", "POST", f"/me/takes/{first}/ask-review")
    mina.ok("POST", f"/me/takes/{again}/ask-review")
    second = house.left_to_a_person(mina)
    assert mina.ok("GET", f"/me/takes/{again}")["state"] == "in_review"
    mina.fails(409, "review_under_way", "POST", f"/me/takes/{second}/ask-review")
    for name in ("rhea", "rui"):
        house.admin.ok("DELETE", f"/desk/reviewers/{name}", status=204)
    house.rhea.fails(404, "not_found", "GET", "/desk/takes")
    take = house.left_to_a_person(house.admin)
    house.admin.fails(409, "nobody_to_review", "POST", f"/me/takes/{take}/ask-review")
    assert house.admin.ok("GET", f"/me/takes/{take}")["state"] == "needs_review"
    house.rhea.fails(404, "not_found", "PUT", "/desk/reviewers/rui")


def test_another_recording_that_is_accepted_ends_the_waiting(house: DeskHouse) -> None:
    mina = house.person("mina").signs_up()
    first = house.left_to_a_person(mina)
    mina.ok("POST", f"/me/takes/{first}/ask-review")
    second = house.left_to_a_person(mina)
    house.opens(house.rhea, first)
    house.rhea.ok("POST", f"/desk/takes/{first}/accept", YES)
    assert house.looks() is TakeState.ACCEPTED
    keeps(house)
    assert (house.keys(), mina.ok("GET", f"/me/takes/{second}")["state"]) == (0, "taken_back")


def due(unit: Unit) -> list[str]:
    return [erasure.name for erasure in unit.erasures.all()]


def befriended(house: DeskHouse, *names: str) -> list[Guest]:
    people = [house.person(name).signs_up().has_a_cameo() for name in names]
    for one in people:
        for other in people:
            if one is not other:
                one.ok("PUT", f"/me/following/{other.name}", status=204)
    return people


def released(house: DeskHouse, maker: Guest, *cast: Guest) -> str:
    """A film of `maker` with others in it, who allow it."""
    for person in cast:
        terms = {"kinds": ["everyday"], "audience": "server", "approval": "none"}
        person.ok("POST", "/me/cameo/grants", {"to": "friends", "terms": terms}, 201)
    handles = [maker.name, *(person.name for person in cast)]
    prompt = " and ".join(["me", *(f"@{person.name}" for person in cast)]) + " on Mars"
    film = maker.ok("POST", "/productions", {"prompt": prompt, "cast": handles, "audience": "server"}, 201)["id"]
    maker.ok("POST", f"/productions/{film}/send")
    house.society.work(), house.society.work()
    assert maker.ok("POST", f"/productions/{film}/release")["state"] == "released"
    return str(film)


def test_a_reported_release_falls(house: DeskHouse) -> None:
    jun, mina = befriended(house, "jun", "mina")
    ida = house.person("ida").signs_up()
    film = released(house, jun, mina)
    wrong = {"wrong": "without_consent", "note": "not this one"}
    house.person("nobody").fails(401, "not_signed_in", "POST", f"/productions/{film}/report", wrong)
    report = mina.ok("POST", f"/productions/{film}/report", wrong, 201)
    assert jun.ok("GET", f"/productions/{film}")["state"] == "hidden"
    assert ida.ok("GET", "/releases")["releases"] == []
    ida.fails(404, "production_unknown", "GET", f"/productions/{film}")
    ida.fails(404, "production_unknown", "POST", f"/productions/{film}/report", wrong)
    mina.fails(409, "reported_already", "POST", f"/productions/{film}/report", wrong)
    assert "hidden" in house.told(jun)
    assert jun.ok("GET", "/me/rulings") == []  # nothing is decided

    (case,) = house.rhea.ok("GET", "/desk/reports")
    assert (case["id"], case["hides"], case["reported"]) == (report["id"], True, "jun")
    house.rhea.confirms()
    house.rhea.ok("POST", f"/desk/films/{film}/open")
    path = f"/desk/reports/{report['id']}"
    assert house.rhea.ok("POST", f"{path}/decide", {"ruling": "withdraw_release"})["ruling"] == "withdraw_release"
    assert jun.ok("GET", f"/productions/{film}")["state"] == "withdrawn"
    assert "report_decided" in house.told(mina)[:2]
    assert house.told(jun)[0] == "ruled_against"
    assert mina.ok("GET", "/me/reports")[0]["ruling"] == "withdraw_release"
    (ruling,) = jun.ok("GET", "/me/rulings")
    assert "mina" not in str(ruling)
    mina.fails(404, "report_unknown", "POST", f"/me/rulings/{ruling['id']}/appeal", {"note": "?"})
    jun.ok("POST", f"/me/rulings/{ruling['id']}/appeal", {"note": "they agreed"})
    jun.fails(409, "no_appeal", "POST", f"/me/rulings/{ruling['id']}/appeal", {"note": "again"})
    house.rhea.fails(404, "report_unknown", "POST", f"{path}/hear", {"heard": "upheld"})
    house.rui.confirms()
    assert house.rui.ok("POST", f"{path}/hear", {"heard": "upheld"})["state"] == "closed"
    assert house.told(jun)[0] == "appeal_heard"
    assert house.acts()[-6:] == ["reported", "hid", "opened_film", "ruled", "appealed", "ruled_appeal"]


def test_a_dismissed_report_shows_the_release_again(house: DeskHouse) -> None:
    jun, mina, ida = befriended(house, "jun", "mina", "ida")
    film = released(house, jun, mina)
    wrong = {"wrong": "without_consent"}
    first = ida.ok("POST", f"/productions/{film}/report", wrong, 201)
    assert jun.ok("GET", f"/productions/{film}")["state"] == "released"  # Ida is not in it
    second = mina.ok("POST", f"/productions/{film}/report", wrong, 201)
    house.rhea.confirms()
    for report, state in ((first, "hidden"), (second, "released")):
        house.rhea.ok("POST", f"/desk/reports/{report['id']}/decide", {"ruling": "dismiss"})
        assert jun.ok("GET", f"/productions/{film}")["state"] == state
    assert [release["id"] for release in ida.ok("GET", "/releases")["releases"]] == [film]
    assert jun.ok("GET", "/me/rulings") == []
    mina.ok("POST", f"/productions/{film}/refuse", {})  # a no needs no reviewer
    assert jun.ok("GET", f"/productions/{film}")["state"] == "withdrawn"


def test_a_person_is_suspended_and_comes_back_on_appeal(house: DeskHouse) -> None:
    jun, mina = befriended(house, "jun", "mina")
    film = released(house, jun)
    wrong = {"wrong": "harassment"}
    report = mina.ok("POST", "/people/jun/report", wrong, 201)["id"]
    jun.fails(422, "report_of_oneself", "POST", "/people/jun/report", wrong)
    mina.fails(404, "nobody_there", "POST", "/people/nobody/report", wrong)
    house.rhea.confirms()
    unfit = {"ruling": "withdraw_release"}
    house.rhea.fails(409, "ruling_unfit", "POST", f"/desk/reports/{report}/decide", unfit)
    house.rhea.ok("POST", f"/desk/reports/{report}/decide", {"ruling": "suspend_account", "note": "stop"})
    assert jun.ok("GET", "/me")["suspended"] is True
    assert jun.ok("GET", f"/productions/{film}")["state"] == "withdrawn"
    jun.ok("POST", f"/me/rulings/{report}/appeal", {"note": "it was a joke between us"})
    house.rui.confirms()
    house.rui.ok("POST", f"/desk/reports/{report}/hear", {"heard": "overturned"})
    assert jun.ok("GET", "/me")["suspended"] is False


def test_a_suspended_cameo_does_not_come_back_by_recording_anew(house: DeskHouse) -> None:
    mina, jun = house.person("mina").signs_up(), house.person("jun").signs_up().has_a_cameo()
    report = mina.ok("POST", "/people/jun/report", {"wrong": "impersonation"}, 201)["id"]
    house.rhea.confirms()
    house.rhea.ok("POST", f"/desk/reports/{report}/decide", {"ruling": "suspend_cameo"})
    assert set(house.told(jun)[:2]) == {"cameo_suspended", "ruled_against"}
    jun.confirms()
    jun.ok("DELETE", "/me/cameo")
    take = house.left_to_a_person(jun)
    jun.ok("POST", f"/me/takes/{take}/ask-review")
    house.opens(house.rhea, take)
    house.rhea.ok("POST", f"/desk/takes/{take}/accept", YES)
    assert house.looks() is TakeState.ACCEPTED
    me = jun.ok("GET", "/me")["id"]

    def suspended(unit: Unit) -> bool:
        profile = unit.profiles.of(me)
        assert profile is not None
        return profile.suspended_at is not None

    assert house.society.store.read(suspended)
    jun.ok("POST", f"/me/rulings/{report}/appeal", {"note": "this is my face"})
    house.rui.confirms()
    house.rui.ok("POST", f"/desk/reports/{report}/hear", {"heard": "overturned"})
    assert not house.society.store.read(suspended)


def test_what_is_against_somebody_in_office_is_for_an_administrator(house: DeskHouse) -> None:
    mina = house.person("mina").signs_up()
    report = mina.ok("POST", "/people/rui/report", {"wrong": "other", "note": "asks for favours"}, 201)["id"]
    house.rui.confirms()
    house.rui.fails(404, "report_unknown", "GET", f"/desk/reports/{report}")
    house.rhea.confirms()
    body = {"ruling": "suspend_account"}
    house.rhea.fails(409, "for_an_administrator", "POST", f"/desk/reports/{report}/decide", body)
    assert house.rhea.ok("POST", f"/desk/reports/{report}/hand-over")["state"] == "handed_over"
    house.rhea.fails(404, "report_unknown", "POST", f"/desk/reports/{report}/decide", {"ruling": "dismiss"})
    assert house.told(house.admin)[0] == "at_the_desk"
    house.admin.confirms()
    house.admin.ok("POST", f"/desk/reports/{report}/decide", body)
    house.rui.fails(404, "not_found", "GET", "/desk/takes")


def test_twenty_open_reports_are_enough(house: DeskHouse) -> None:
    mina = house.person("mina").signs_up()
    me = mina.ok("GET", "/me")["id"]
    for number in range(20):
        house.society.join(f"p{number}", cameo=False)
        made: dict[str, Any] = mina.ok("POST", f"/people/p{number}/report", {"wrong": "other"}, 201)
    fails = mina.fails(429, "too_many_reports", "POST", "/people/rui/report", {"wrong": "other"})
    assert fails["fields"] == {"limit": 20}
    house.rhea.confirms()
    house.rhea.ok("POST", f"/desk/reports/{made['id']}/decide", {"ruling": "dismiss"})
    mina.ok("POST", "/people/rui/report", {"wrong": "other"}, 201)

    def count(unit: Unit) -> int:
        return len(unit.reports.all(reporter=me, ruling=None))

    assert house.society.store.read(count) == 20
