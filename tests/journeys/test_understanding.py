"""A sentence is understood over HTTP while it is written, and becomes the film that was understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.test_api import Guest, House
from walkon.actions import give_grant
from walkon.actions.watch import picture_name
from walkon.api.terms import TermsForm
from walkon.bootstrap.offering import offered
from walkon.domain.allowances import DEFAULT
from walkon.domain.how_far import HowFar
from walkon.domain.ids import Handle, NoticeId
from walkon.ports.store import Page, Unit
from walkon.vault.keys import KeyFile, Keys
from walkon.vault.small import SmallSeals


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    keys = Keys(KeyFile(tmp_path / "keys" / "master.key"), lambda: False)
    found = House(tmp_path, offered=offered(), seals=SmallSeals(keys))
    yield found
    found.society.close()


@pytest.fixture
def jun(house: House) -> Guest:
    jun, mina = (house.person(name).signs_up().has_a_cameo() for name in ("jun", "mina"))
    for one, other in ((jun, "mina"), (mina, "jun")):
        one.ok("PUT", f"/me/following/{other}", status=204)
    return jun


def understood(person: Guest, prompt: str, **more: Any) -> Any:
    return person.ok("POST", "/understandings", {"prompt": prompt, **more})


def test_who_would_be_asked(house: House, jun: Guest) -> None:
    found = understood(jun, "저와 @mina를 화성을 탐험하는 우주비행사로 보여주세요")
    assert (found["language"], found["cast"], found["unplaced"]) == ("ko", ["jun", "mina"], [])
    assert [(p["handle"], p["mine"], p["standing"]) for p in found["people"]] == [
        ("jun", True, "ready"),
        ("mina", False, "ask"),
    ]
    assert found["people"][1]["reasons"] == ["not_granted"] and found["people"][1]["why"]
    stranger = house.person("stranger").signs_up().has_a_cameo()
    for name in ("jun", "nobody_at_all"):  # who may not be known of is like who does not exist
        people = understood(stranger, f"@{name} on Mars")["people"]
        assert [(p["standing"], p["reasons"]) for p in people] == [("unknown", [])]
    assert understood(jun, "on Mars")["cast"] == ["jun"]


def test_nothing_is_kept_and_nobody_is_told(house: House, jun: Guest) -> None:
    before = len(told(house))
    understood(jun, "me and @mina on Mars")
    found = house.society.store.read(lambda unit: unit.productions.of(jun.ok("GET", "/me")["id"], Page(limit=9)))
    assert found == []
    assert len(told(house)) == before


def test_a_grant_makes_it_ready(house: House, jun: Guest) -> None:
    terms = {"kinds": ["everyday"], "audience": "cast", "approval": "none"}

    def allow(unit: Unit) -> None:
        mina = unit.accounts.called(Handle("mina"))
        assert mina is not None
        grantee = give_grant.grantee_called(unit, mina, Handle("jun"))
        give_grant.give_grant(unit, mina, grantee, TermsForm(**terms).terms(), house.society.clock.now())  # type: ignore[arg-type]

    house.society.does(allow)
    assert standing(understood(jun, "me and @mina on Mars")) == "ready"
    beer = understood(jun, "me and @mina on Mars with beer")
    assert (standing(beer), beer["people"][1]["reasons"], beer["kinds"]) == ("ask", ["kind"], ["alcohol"])


def told(house: House) -> Sequence[object]:
    """What lies in mina's inbox."""

    def look(unit: Unit) -> Sequence[object]:
        mina = unit.accounts.called(Handle("mina"))
        assert mina is not None
        return unit.notices.after(mina.id, NoticeId(0), 100)

    return house.society.store.read(look)


def standing(found: Any) -> str:
    return str(found["people"][1]["standing"])


def test_what_is_never_made(jun: Guest) -> None:
    found = understood(jun, "me naked on Mars")
    assert [bar["bar"] for bar in found["bars"]] == ["sexual"]
    assert found["bars"][0]["words"] and found["bars"][0]["why"]


def test_what_is_left(tmp_path: Path) -> None:
    house = House(tmp_path, offered=offered(), allowances=DEFAULT)
    jun = house.person("jun").signs_up().has_a_cameo()
    found = understood(jun, "me on Mars", seconds=30)
    assert [trouble["code"] for trouble in found["troubles"]] == ["beyond_plan"]
    assert found["left"] == {"productions": 20, "seconds": 240, "at_work": 2}
    house.society.close()


def test_what_was_understood_is_what_is_made(jun: Guest) -> None:
    choices: Any = {
        "hour": "night",
        "look": "vhs",
        "people": [{"handle": "jun", "costume": "casual", "props": ["fedora"]}],
    }
    wanted = {"prompt": "me on Mars", "width": 360, "height": 640, "seconds": 5, "choices": choices}
    found = understood(jun, **wanted)
    seeded = wanted | {"cast": found["cast"], "choices": choices | {"seed": found["seed"]}}
    assert understood(jun, **seeded)["plan"] == found["plan"]
    film = jun.ok("POST", "/productions", seeded, 201)
    made = jun.ok("GET", f"/productions/{film['id']}/plan")
    assert made["plan"] == found["plan"]
    assert made["seed"] == found["seed"]
    role = made["plan"]["parts"][0]["roles"][0]
    assert (role["costume"], role["props"]) == ("casual", ["fedora"])


def test_choices_that_are_none(jun: Guest) -> None:
    wanted = {"prompt": "me", "choices": {"setting": "nowhere"}}
    told = jun.fails(422, "choice_not_there", "POST", "/understandings", wanted)
    assert told["fields"] == {"field": "setting", "value": "nowhere"}
    jun.fails(422, "choice_not_there", "POST", "/productions", wanted | {"cast": ["jun"]})
    jun.fails(422, "empty_prompt", "POST", "/understandings", {"prompt": " "})


def test_the_catalogue_and_the_gallery(jun: Guest) -> None:
    known = jun.ok("GET", "/catalogue")
    assert {place["id"] for place in known["settings"]} >= {"mars", "giant_wave"}
    assert {look["id"] for look in known["looks"]} == {*("natural", "cinematic", "noir", "vhs", "watercolour", "anime")}
    gallery = jun.ok("GET", "/templates")
    assert [t["group"] for t in gallery].count("celebrate") == 4
    assert {t["id"] for t in gallery if t["with_friend"]} == {"birthday", "inside_joke", "memory", "collaboration"}


def test_the_same_again_with_another_seed(house: House, jun: Guest) -> None:
    first = jun.ok("POST", "/productions", {"prompt": "me on Mars", "cast": ["jun"]}, 201)
    jun.ok("POST", f"/productions/{first['id']}/send")
    other = jun.ok("POST", f"/productions/{first['id']}/vary", status=201)
    assert (other["id"] != first["id"], other["prompt"], other["state"]) == (True, "me on Mars", "screened")
    before, after = (jun.ok("GET", f"/productions/{film['id']}/plan") for film in (first, other))
    assert before["plan"] == after["plan"] and before["seed"] != after["seed"]
    assert (before["stills"], before["film"]) == (0, False)
    stranger = house.person("stranger").signs_up()
    for method, path in (("POST", "vary"), ("GET", "plan")):
        stranger.fails(404, "production_unknown", method, f"/productions/{first['id']}/{path}")
    bad = jun.ok("POST", "/productions", {"prompt": "me naked on Mars", "cast": ["jun"]}, 201)
    assert bad["state"] == "refused"
    told = jun.asks("GET", f"/productions/{bad['id']}/progress", headers={"Accept-Language": "ko"}).json()
    assert told["because"] == ["성적인 영상은 만들지 않습니다."]
    assert jun.ok("POST", f"/productions/{bad['id']}/vary", status=201)["state"] == "refused"


def test_another_take_of_a_remix(house: House, jun: Guest) -> None:
    film = jun.ok("POST", "/productions", {"prompt": "me on Mars", "cast": ["jun"]}, 201)
    jun.ok("POST", f"/productions/{film['id']}/send")
    house.society.work()
    house.society.work()
    jun.ok("POST", f"/productions/{film['id']}/release")
    wanted: Any = {"prompt": "", "choices": {"look": "noir"}}
    found = understood(jun, **wanted, start={"production": film["id"], "descent": "remix"})
    assert found["plan"]["parts"][0]["look"] == "noir"
    remix = jun.ok("POST", f"/productions/{film['id']}/remix", wanted, 201)
    assert jun.ok("GET", f"/productions/{remix['id']}/plan")["plan"] == found["plan"]
    other = jun.ok("POST", f"/productions/{remix['id']}/vary", status=201)
    assert (other["descent"], other["state"]) == ("remix", "screened")
    jun.ok("POST", f"/productions/{film['id']}/cancel")
    jun.fails(409, "production_state", "POST", f"/productions/{remix['id']}/vary")


def test_how_far_it_is(house: House, jun: Guest) -> None:
    film = jun.ok("POST", "/productions", {"prompt": "me on Mars", "cast": ["jun"], "seconds": 6}, 201)["id"]
    jun.ok("POST", f"/productions/{film}/send")
    waits = jun.ok("GET", f"/productions/{film}/progress")
    assert (waits["state"], waits["busy"], waits["share"], waits["shots"]) == ("storyboard", False, 0, 3)
    now = house.society.clock.now()
    house.society.work()
    keys = Keys(KeyFile(house.folder / "keys" / "master.key"), lambda: False)
    sealed = SmallSeals(keys).seal(b"a picture", picture_name(film, 2))
    far = HowFar(
        production=film,
        attempt=2,
        stage="draw",
        within=0.9,
        share=0.5,
        began_at=now - timedelta(seconds=20),
        at=now,
        picture=sealed,
        picture_at=now,
    )
    house.society.does(lambda unit: unit.how_far.add(far))
    busy = jun.ok("GET", f"/productions/{film}/progress")
    assert (busy["busy"], busy["share"], busy["seconds_left"], busy["shot"]) == (True, 0.5, 20, 2)
    picture = jun.asks("GET", f"/productions/{film}/preview")
    assert (picture.content, picture.headers["content-type"]) == (b"a picture", "image/jpeg")
    assert picture.headers["cache-control"] == "private, no-store"
    stranger = house.person("stranger").signs_up()
    for what in ("progress", "preview"):
        stranger.fails(404, "production_unknown", "GET", f"/productions/{film}/{what}")
    house.society.does(lambda unit: unit.how_far.save(replace(far, attempt=1)))
    assert jun.ok("GET", f"/productions/{film}/progress")["busy"] is False  # of an attempt that is over
    jun.ok("POST", f"/productions/{film}/cancel")
    jun.fails(404, "production_unknown", "GET", f"/productions/{film}/preview")


def test_who_can_be_named(house: House, jun: Guest) -> None:
    found = jun.ok("GET", "/castable")
    assert [(c["handle"], c["mine"], c["held"], c["asked"]) for c in found] == [
        ("jun", True, True, False),
        ("mina", False, False, False),
    ]
    assert [c["handle"] for c in jun.ok("GET", "/castable?start=@MI")] == ["mina"]
    terms = {"kinds": ["everyday"], "audience": "cast", "approval": "none"}
    jun.ok("POST", "/access-requests", {"handle": "mina", "terms": terms}, 201)
    assert jun.ok("GET", "/castable?start=mina")[0]["asked"] is True
    stranger = house.person("minaret").signs_up()
    assert stranger.ok("GET", "/castable?start=min") == []


def test_shown_to_fewer_never_to_more(house: House, jun: Guest) -> None:
    wanted = {"prompt": "me on Mars", "cast": ["jun"], "audience": "friends"}
    film = jun.ok("POST", "/productions", wanted, 201)["id"]
    jun.ok("POST", f"/productions/{film}/send")
    house.society.work()
    house.society.work()
    jun.fails(422, "wider_than_asked", "POST", f"/productions/{film}/release", {"audience": "server"})
    done = jun.ok("POST", f"/productions/{film}/release", {"audience": "cast", "remixing": "nobody"})
    assert (done["audience"], done["remixing"]) == ("cast", "nobody")
    assert jun.ok("GET", f"/productions/{film}")["audience"] == "cast"


def test_whom_it_waits_for(jun: Guest) -> None:
    film = jun.ok("POST", "/productions", {"prompt": "me and @mina on Mars", "cast": ["jun", "mina"]}, 201)["id"]
    assert jun.ok("GET", f"/productions/{film}/progress")["waits_for"] == []
    jun.ok("POST", f"/productions/{film}/send")
    (missing,) = jun.ok("GET", f"/productions/{film}/progress")["waits_for"]
    assert (missing["handle"], missing["reasons"]) == ("mina", ["not_granted"])
