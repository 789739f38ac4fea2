"""Films that a server's rules send to a person before they are ready."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.desk_house import DeskHouse
from tests.journeys.test_api import Guest
from tests.society import TERMS
from tests.studio_worker import OpenVault, media_in, unsigned
from tests.unit.test_workshop import QuickEngine
from walkon.actions import give_grant
from walkon.actions.expire import expire_waiting
from walkon.actions.workshop import Workshop, carry_out
from walkon.domain.desk import DeskRules, film_rules
from walkon.domain.grants import Kind, Person
from walkon.domain.ids import Handle
from walkon.domain.production import PATIENCE, State
from walkon.ports.store import Unit, What


class Studio(DeskHouse):
    """Jun makes films with Mina in them; `faults` are what the automatic review finds."""

    def __init__(self, folder: Path, rules: DeskRules) -> None:
        super().__init__(folder, rules=rules)
        self.faults: tuple[str, ...] = ()
        self.jun, self.mina = (self.person(name).signs_up().has_a_cameo() for name in ("jun", "mina"))
        for one, other in ((self.jun, "mina"), (self.mina, "jun")):
            one.ok("PUT", f"/me/following/{other}", status=204)
        self.workshop = Workshop(
            store=self.society.store,
            vault=OpenVault(),
            media=media_in(folder),
            engines={"walkon-stage": QuickEngine()},
            review=lambda _film, _plan, _cast: self.faults,
            sign=unsigned,
            clock=self.society.clock,
            monotonic=iter(range(10**6)).__next__,
            desk=rules,
        )

    def film(self) -> str:
        """A film of both that has been drawn and looked at by the machine."""

        def give(unit: Unit) -> None:
            mina, jun = (unit.accounts.called(Handle(name)) for name in ("mina", "jun"))
            assert mina is not None and jun is not None
            give_grant.give_grant(unit, mina, Person(account=jun.id), TERMS, self.society.clock.now())

        self.society.does(give)
        wanted = {"prompt": "me and @mina on Mars", "cast": ["jun", "mina"], "audience": "friends"}
        film = str(self.jun.ok("POST", "/productions", wanted, 201)["id"])
        self.jun.ok("POST", f"/productions/{film}/send")
        for _ in range(2):
            carry_out(self.workshop, self.society.bench.jobs.pop(0))
        return film

    def state(self, film: str) -> str:
        return str(self.jun.ok("GET", f"/productions/{film}")["state"])

    def opens_film(self, reviewer: Guest, film: str) -> None:
        reviewer.confirms()
        reviewer.ok("POST", f"/desk/films/{film}/open")

    def made(self, film: str) -> list[What]:
        return [piece.what for piece in self.society.store.read(lambda unit: unit.made.all(production=film))]


YES, NO = {"grounds": ["as_agreed"]}, {"grounds": ["not_as_agreed"], "note": "Mina is not in it."}


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    found = Studio(tmp_path, film_rules("everyday, doubtful"))
    yield found
    found.society.close()


def test_by_default_no_film_waits_for_anybody(tmp_path: Path) -> None:
    studio = Studio(tmp_path, DeskRules())
    assert studio.state(studio.film()) == "ready"
    studio.faults = ("person_missing",)
    assert studio.state(studio.film()) == "refused"
    assert studio.rhea.ok("GET", "/desk/films") == []
    studio.society.close()


def test_a_film_of_a_kind_that_is_looked_at(studio: Studio) -> None:
    film = studio.film()
    assert (studio.state(film), studio.jun.ok("GET", f"/productions/{film}")["why"]) == (
        "waiting_for_reviewer",
        ["everyday"],
    )
    for person in (studio.jun, studio.mina):
        assert studio.told(person)[0] == "film_in_review"
    studio.jun.fails(409, "production_state", "POST", f"/productions/{film}/release")
    studio.mina.fails(409, "production_state", "POST", f"/productions/{film}/approve", {})
    (case,) = studio.rhea.ok("GET", "/desk/films")
    assert (case["id"], case["people"], "mina" in case) == (film, 2, False)
    path = f"/desk/films/{film}"
    studio.rhea.fails(409, "open_first", "GET", f"{path}/film")
    studio.rhea.confirms()
    studio.rhea.fails(409, "open_first", "POST", f"{path}/accept", YES)
    studio.opens_film(studio.rhea, film)
    assert studio.rhea.asks("GET", f"{path}/film", headers={"Range": "bytes=0-3"}).content == b"film"
    assert studio.rhea.asks("GET", f"{path}/stills/0").content == b"still"
    studio.rui.fails(409, "open_first", "GET", f"{path}/film")
    for nobody in (studio.jun, studio.mina):
        nobody.fails(404, "not_found", "GET", f"{path}/film")
    assert studio.rhea.ok("POST", f"{path}/accept", YES)["state"] == "ready"
    assert "film_reviewed" in studio.told(studio.jun)[:2] and studio.told(studio.mina)[0] == "film_reviewed"
    studio.rhea.fails(404, "nothing_at_the_desk", "GET", f"{path}/film")
    said = studio.mina.ok("GET", f"/productions/{film}/review")
    assert (said["answer"], "rhea" in str(said)) == ("yes", False)
    assert studio.jun.ok("POST", f"/productions/{film}/release")["state"] == "released"


def test_a_film_the_machine_doubts(studio: Studio) -> None:
    studio.faults = ("person_missing",)
    film = studio.film()
    assert studio.jun.ok("GET", f"/productions/{film}")["why"] == ["everyday", "person_missing"]
    studio.opens_film(studio.rhea, film)
    assert studio.rhea.ok("POST", f"/desk/films/{film}/refuse", NO)["state"] == "refused"
    assert (studio.made(film), studio.jun.ok("GET", f"/productions/{film}")["why"]) == ([], ["not_as_agreed"])
    assert studio.jun.ok("GET", f"/productions/{film}/review")["note"] == NO["note"]
    studio.faults = ("person_missing", "stranger_seen")
    assert studio.state(studio.film()) == "refused"  # a stranger is no matter of opinion


def test_consent_is_asked_again_after_a_yes(studio: Studio) -> None:
    film = studio.film()
    studio.opens_film(studio.rhea, film)
    studio.mina.ok("PATCH", "/me/cameo", {"restrictions": ["no mars"]})
    assert studio.state(film) == "refused"  # a no reaches a film at the desk, too
    studio.rhea.fails(404, "nothing_at_the_desk", "GET", f"/desk/films/{film}/film")
    studio.rhea.fails(404, "nothing_at_the_desk", "POST", f"/desk/films/{film}/accept", YES)
    assert studio.made(film) == []


def test_a_permission_that_ran_out_meanwhile(studio: Studio) -> None:
    film = studio.film()
    studio.opens_film(studio.rhea, film)

    def runs_out(unit: Unit) -> None:
        (grant,) = unit.grants.of(studio.society.state(film).cast[1])  # type: ignore[arg-type]
        unit.grants.save(replace(grant, expires_at=studio.society.clock.now()))

    studio.society.does(runs_out)
    studio.rhea.fails(404, "nothing_at_the_desk", "GET", f"/desk/films/{film}/film")
    assert studio.rhea.ok("POST", f"/desk/films/{film}/accept", YES)["state"] == "waiting_for_consent"


def test_nobody_judges_a_film_of_theirs_or_of_a_friend(studio: Studio) -> None:
    for one, other in ((studio.rhea, "mina"), (studio.mina, "rhea")):
        one.ok("PUT", f"/me/following/{other}", status=204)
    film = studio.film()
    assert studio.rhea.ok("GET", "/desk/films") == []
    studio.rhea.confirms()
    studio.rhea.fails(404, "nothing_at_the_desk", "POST", f"/desk/films/{film}/accept", YES)
    assert len(studio.rui.ok("GET", "/desk/films")) == 1


def test_a_film_that_nobody_looks_at_expires(studio: Studio) -> None:
    film = studio.film()
    studio.society.clock.time += PATIENCE
    assert studio.society.does(lambda unit: expire_waiting(unit, studio.society.clock.now())) == 1
    found = studio.society.store.read(lambda unit: unit.productions.get(film))  # type: ignore[arg-type]
    assert found is not None and found.state is State.EXPIRED
    assert studio.made(film) == []


def test_the_rules_of_a_server_are_read_from_its_settings() -> None:
    assert film_rules("violence, doubtful", friends_may=True) == DeskRules(
        kinds=frozenset({Kind.VIOLENCE}), doubtful=True, friends_may=True
    )
