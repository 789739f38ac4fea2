"""Everything that can be said to a film one is asked for: yes, always, another way please, no; and what waits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.test_api import Guest, House
from walkon.domain.ids import ProductionId
from walkon.domain.plan import Hour, Look, Weather
from walkon.ports.store import Made, Unit, What

MARS = {"prompt": "me and @mina on Mars", "cast": ["jun", "mina"], "audience": "friends"}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    found = House(tmp_path)
    yield found
    found.society.close()


@pytest.fixture
def pair(house: House) -> tuple[Guest, Guest]:
    jun, mina = (house.person(name).signs_up().has_a_cameo() for name in ("jun", "mina"))
    for one, other in ((jun, "mina"), (mina, "jun")):
        one.ok("PUT", f"/me/following/{other}", status=204)
    return jun, mina


def sent(jun: Guest, **more: object) -> str:
    film = str(jun.ok("POST", "/productions", MARS | more, 201)["id"])
    jun.ok("POST", f"/productions/{film}/send")
    return film


def waiting(mina: Guest) -> list[tuple[str, str]]:
    found = mina.ok("GET", "/inbox/waiting")
    assert mina.ok("GET", "/inbox/counts")["waiting"] == len(found["productions"]) + len(found["requests"])
    return [(film["production"]["id"], film["wants"]) for film in found["productions"]]


def state(jun: Guest, film: str) -> str:
    return str(jun.ok("GET", f"/productions/{film}")["state"])


def test_yes_to_this_one(house: House, pair: tuple[Guest, Guest]) -> None:
    jun, mina = pair
    film = sent(jun)
    assert waiting(mina) == [(film, "permission")]
    assert waiting(jun) == []
    notice = mina.ok("GET", "/notices")["notices"][0]
    assert (notice["event"], notice["by"], notice["film"]["words"]) == ("cast", "jun", MARS["prompt"])

    assert mina.ok("POST", f"/productions/{film}/allow", {})["state"] == "storyboard"
    assert waiting(mina) == []
    mina.fails(409, "production_state", "POST", f"/productions/{film}/allow", {})
    house.society.work()
    assert waiting(mina) == [(film, "storyboard")]
    assert mina.ok("POST", f"/productions/{film}/allow", {"note": "Lovely."})["state"] == "rendering"
    house.society.work()
    assert waiting(mina) == [(film, "result")]
    assert mina.ok("POST", f"/productions/{film}/allow", {})["state"] == "ready"
    [grant] = mina.ok("GET", "/me/cameo/grants")
    assert (grant["handle"], grant["terms"]["videos"], grant["videos_used"]) == ("jun", 1, 1)
    assert waiting(mina) == []

    jun.ok("POST", f"/productions/{film}/release")
    other = sent(jun)
    assert waiting(mina) == [(other, "permission")]  # what was given is used up


def test_always_from_this_person(house: House, pair: tuple[Guest, Guest]) -> None:
    jun, mina = pair
    first = sent(jun)
    mina.ok("POST", f"/productions/{first}/allow", {"lasting": "always"})
    [grant] = mina.ok("GET", "/me/cameo/grants")
    assert grant["terms"] | {"kinds": None} == {
        "kinds": None,
        "forbidden": [],
        "purposes": ["personal"],
        "audience": "friends",
        "where": ["here"],
        "engines": ["walkon-stage"],
        "approval": "none",
        "stages": [],
        "videos": None,
        "expires_at": None,
    }
    second = sent(jun)
    assert [state(jun, film) for film in (first, second)] == ["storyboard", "storyboard"]
    assert waiting(mina) == []
    wider = sent(jun, audience="server")
    assert waiting(mina) == [(wider, "permission")]
    ended = mina.ok("POST", f"/me/cameo/grants/{grant['id']}/revoke")["productions_ended"]
    assert ended == 2
    assert [state(jun, film) for film in (first, second, wider)] == ["refused", "refused", "waiting_for_consent"]


def test_always_while_something_is_shown(house: House, pair: tuple[Guest, Guest]) -> None:
    jun, mina = pair
    film = sent(jun)
    mina.ok("POST", f"/productions/{film}/allow", {})
    house.society.work()
    assert mina.ok("POST", f"/productions/{film}/allow", {"lasting": "always"})["state"] == "rendering"
    house.society.work()
    assert state(jun, film) == "ready"  # nothing more is asked


def test_another_way_please(house: House, pair: tuple[Guest, Guest]) -> None:
    jun, mina = pair
    film = sent(jun)
    mina.ok("POST", f"/productions/{film}/allow", {})
    house.society.work()
    still = house.media.put(f"stills/{film}/1-0", [b"\x89PNG"])

    def add(unit: Unit) -> None:
        unit.made.add(
            Made(
                production=film,  # type: ignore[arg-type]
                what=What.STILL,
                place=0,
                attempt=1,
                made_at=house.society.clock.now(),
                name=still.name,
                size=still.size,
                sha256=still.sha256,
                wrapped_key=still.wrapped_key,
            )
        )

    house.society.does(add)
    assert mina.ok("GET", "/inbox/waiting")["productions"][0]["stills"] == 1
    path = f"/productions/{film}"
    mina.fails(422, "nothing_said", "POST", f"{path}/ask-change", {"words": "  "})
    jun_only = house.person("stranger").signs_up()
    jun_only.fails(404, "production_unknown", "POST", f"{path}/ask-change", {"words": "no"})
    asked = mina.ok("POST", f"{path}/ask-change", {"words": "No hat, please."})
    assert (asked["state"], [wish["words"] for wish in asked["wishes"]]) == ("changes_wanted", ["No hat, please."])
    assert jun.ok("GET", "/notices")["notices"][0]["event"] == "change_wanted"
    assert mina.asks("GET", f"{path}/stills/0").status_code == 404
    assert waiting(mina) == []
    mina.fails(409, "production_state", "POST", f"{path}/approve", {})

    mina.fails(404, "production_unknown", "POST", f"{path}/rewrite", {"prompt": "mine now"})
    written = jun.ok("POST", f"{path}/rewrite", {"prompt": "me and @mina surfing at sunset"})
    assert (written["state"], written["prompt"]) == ("changes_wanted", "me and @mina surfing at sunset")
    assert jun.ok("POST", f"{path}/send")["state"] == "storyboard"
    assert mina.ok("GET", "/notices")["notices"][0]["event"] == "cast"
    jun.fails(409, "production_state", "POST", f"{path}/rewrite", {"prompt": "too late"})
    house.society.work()
    assert waiting(mina) == [(film, "storyboard")]  # the earlier yes counts for nothing


def test_what_was_chosen_stays_when_it_is_rewritten(house: House, pair: tuple[Guest, Guest]) -> None:
    jun, mina = pair
    people = [{"handle": "mina", "costume": "detective"}]
    film = sent(jun, seconds=9, choices={"hour": "night", "look": "noir", "people": people})
    mina.ok("POST", f"/productions/{film}/ask-change", {"words": "more dust"})
    jun.ok("POST", f"/productions/{film}/rewrite", {"prompt": "me and @mina on Mars in a dust storm"})
    plan = house.society.state(ProductionId(film)).plan
    assert plan is not None
    assert (plan.hour, plan.look, plan.weather, round(plan.seconds)) == (Hour.NIGHT, Look.NOIR, Weather.DUST, 9)
    assert plan.roles[1].costume == "detective"
    jun.ok("POST", f"/productions/{film}/rewrite", {"prompt": "me and @mina on Mars", "choices": {"hour": "dawn"}})
    plan = house.society.state(ProductionId(film)).plan
    assert plan is not None and plan.hour is Hour.DAWN


def test_what_others_said_is_void(house: House, pair: tuple[Guest, Guest]) -> None:
    jun, mina = pair
    sora = house.person("sora").signs_up().has_a_cameo()
    for one, other in ((jun, "sora"), (sora, "jun")):
        one.ok("PUT", f"/me/following/{other}", status=204)
    kim = house.person("kim").signs_up().has_a_cameo()
    for one, other in ((kim, "mina"), (mina, "kim"), (kim, "sora"), (sora, "kim")):
        one.ok("PUT", f"/me/following/{other}", status=204)
    film = sent(kim, cast=["mina", "sora"], prompt="@mina and @sora on Mars")
    for person in (mina, sora):
        person.ok("POST", f"/productions/{film}/allow", {})
    house.society.work()
    mina.ok("POST", f"/productions/{film}/allow", {})
    assert waiting(mina) == [] and waiting(sora) == [(film, "storyboard")]
    sora.ok("POST", f"/productions/{film}/ask-change", {"words": "more light"})
    kim.ok("POST", f"/productions/{film}/send")
    house.society.work()
    assert waiting(mina) == waiting(sora) == [(film, "storyboard")]


def test_what_is_never_made_ends_when_it_is_rewritten(house: House, pair: tuple[Guest, Guest]) -> None:
    jun, mina = pair
    film = sent(jun)
    mina.ok("POST", f"/productions/{film}/ask-change", {"words": "another place"})
    told: Any = jun.ok("POST", f"/productions/{film}/rewrite", {"prompt": "me and @mina naked on a beach"})
    assert told["state"] == "refused" and told["why"]
    assert mina.ok("GET", "/notices")["notices"][0]["event"] == "withdrawn"


def test_nobody_waits_for_who_is_blocked(pair: tuple[Guest, Guest]) -> None:
    jun, mina = pair
    film = sent(jun)
    mina.ok("PUT", "/me/blocked/jun", status=204)
    assert waiting(mina) == []
    mina.fails(409, "production_state", "POST", f"/productions/{film}/allow", {})


def test_requests_wait_too(pair: tuple[Guest, Guest]) -> None:
    jun, mina = pair
    terms = {"kinds": ["everyday"], "audience": "friends", "approval": "none"}
    asked = jun.ok("POST", "/access-requests", {"handle": "mina", "terms": terms}, 201)
    assert [one["id"] for one in mina.ok("GET", "/inbox/waiting")["requests"]] == [asked["id"]]
    assert waiting(mina) == [] and mina.ok("GET", "/inbox/counts") == {"unread": 1 + 1, "waiting": 1}
    mina.ok("POST", f"/access-requests/{asked['id']}/decline")
    assert mina.ok("GET", "/inbox/counts")["waiting"] == 0
