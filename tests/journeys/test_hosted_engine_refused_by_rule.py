"""“Never send my likeness to somebody else's service”: the same film is made here, and nothing of it leaves the house."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine_server import EngineServer, Way
from tests.filming import Filming, allows, state
from tests.journeys.test_api import Guest
from walkon.domain.engines import Offered
from walkon.domain.grants import Where
from walkon.domain.production import State

WANTED = {"prompt": "me and @mina on Mars", "cast": ["jun", "mina"], "seconds": 2, "width": 160, "height": 160}


@pytest.fixture
def server() -> Iterator[EngineServer]:
    with EngineServer() as found:
        yield found


@pytest.fixture
def house(tmp_path: Path, server: EngineServer) -> Iterator[Filming]:
    found = Filming(tmp_path, {"elsewhere": server.engine()})
    yield found
    found.society.close()


@pytest.fixture
def jun(house: Filming) -> Guest:
    return house.guest("jun")


@pytest.fixture
def mina(house: Filming, jun: Guest) -> Guest:
    found = house.guest("mina")
    house.befriend(jun, found)
    return found


def test_allowed_here_and_refused_elsewhere(house: Filming, server: EngineServer, jun: Guest, mina: Guest) -> None:
    assert jun.ok("GET", "/engines") == [
        {"name": "walkon-stage", "where": "here", "at_once": 1},
        {"name": "elsewhere", "where": "hosted", "at_once": 1},
    ]
    allows(mina, jun, where=["here"])
    here, there = (jun.ok("POST", "/productions", {**WANTED, **more}, 201) for more in ({}, {"engine": "elsewhere"}))
    assert (here["where"], there["where"]) == ("here", "hosted")
    for film in (here, there):
        jun.ok("POST", f"/productions/{film['id']}/send")
    house.works()
    assert state(jun, here) == "ready"
    waiting = jun.ok("GET", f"/productions/{there['id']}")
    assert (waiting["state"], waiting["why"]) == ("waiting_for_consent", ["engine"])
    assert (server.asked, house.stored()) == ([], {here["id"]})
    jun.fails(422, "unknown_engine", "POST", "/productions", {**WANTED, "engine": "nowhere"})

    # a permission that allows hosted engines, but another one, is none for this
    allows(mina, jun, where=["here", "hosted"], engines=["another"])
    assert (state(jun, there), server.asked) == ("waiting_for_consent", [])

    grant = allows(mina, jun, where=["hosted"], engines=["elsewhere"])
    house.works()
    assert state(jun, there) == "ready"
    assert {person["name"] for order in server.orders for person in order["people"]} == {"person1", "person2"}
    assert (len(server.forgotten), server.works) == (2, {})  # stills, then the film
    assert house.claims[-1].engine == "elsewhere"
    data = jun.asks("GET", f"/productions/{there['id']}/film").content
    assert data[4:8] == b"ftyp" and data.endswith(b" signed")
    mina.ok("POST", f"/me/cameo/grants/{grant['id']}/revoke")
    assert (state(jun, there), state(jun, here)) == ("refused", "ready")


def test_a_no_reaches_an_engine_elsewhere(house: Filming, server: EngineServer, jun: Guest, mina: Guest) -> None:
    grant = allows(mina, jun, where=["hosted"])
    film = jun.ok("POST", "/productions", {**WANTED, "engine": "elsewhere"}, 201)
    jun.ok("POST", f"/productions/{film['id']}/send")
    server.way = Way.NEVER_DONE
    real, asked = house.workshop.monotonic, 0

    def says_no() -> None:
        nonlocal asked
        if server.began.is_set() and not asked:
            asked += 1
            mina.ok("POST", f"/me/cameo/grants/{grant['id']}/revoke")

    def tick() -> float:
        says_no()
        return real()

    object.__setattr__(house.workshop, "monotonic", tick)
    assert house.works() == [State.REFUSED]
    assert (server.works, len(server.forgotten), house.stored()) == ({}, 1, set())


def test_an_engine_that_moved_away_is_not_used(tmp_path: Path, server: EngineServer) -> None:
    """What people were told decides, also where the operator's list says something else by now."""
    house = Filming(tmp_path, {"elsewhere": server.engine()})
    jun = house.guest("jun")
    film = {"prompt": "me on Mars", "cast": ["jun"], "engine": "elsewhere"}
    service = house.app.state.service
    here = type(service.engines)([Offered(name="elsewhere", where=Where.HERE)])
    object.__setattr__(service, "engines", here)
    made = jun.ok("POST", "/productions", film, 201)
    assert made["where"] == "here"
    jun.ok("POST", f"/productions/{made['id']}/send")
    house.works()
    found = jun.ok("GET", f"/productions/{made['id']}")
    assert (found["state"], found["why"], server.asked) == ("failed", ["engine_away"], [])
    house.society.close()
