"""What a decision about consent is made of, read in one go on every database: the same as one table after the other tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from tests.contracts.test_store import grant_to, new_id, production_of, profile_of
from tests.databases import database
from tests.society import Society
from walkon.actions.consent_of import ask
from walkon.domain.consent import Allowed, Gate
from walkon.domain.grants import Everyone, MutualFriends, Person, Stage
from walkon.domain.ids import AccountId, CameoId
from walkon.domain.people import Account, Between, Tie
from walkon.domain.production import Production
from walkon.ports.facts import CameoFacts, Facts
from walkon.ports.store import Approved


@pytest.fixture(params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Society]:
    with database(request.param, tmp_path) as url:
        society = Society(url)
        yield society
        society.close()


def facts(server: Society, film: Production, viewer: Account | None = None) -> Facts:
    seen = None if viewer is None else viewer.id
    return server.store.read(lambda unit: unit.facts.about(film.people, film.id, film.owner, seen))


def about(server: Society, film: Production, person: Account, viewer: Account | None = None) -> CameoFacts:
    return facts(server, film, viewer).people[profile_of(server, person).cameo]


class TestFacts:
    def test_of_somebody_of_whom_nothing_is_known(self, server: Society) -> None:
        me, mina = server.join("me"), server.join("mina", minor=True)
        profile = replace(profile_of(server, mina), restrictions=("정치 안 돼요",))
        server.does(lambda unit: unit.profiles.save(profile))
        found = facts(server, production_of(server, me, me, mina))
        assert found.requester_active
        assert found.people[profile.cameo] == CameoFacts(
            owner=mina.id,
            owner_active=True,
            minor=True,
            standing=profile.standing,
            suspended=False,
            restrictions=("정치 안 돼요",),
            between=Between(),
            apart_from_viewer=False,
            answers={},
            grants=(),
        )
        assert not found.people[profile_of(server, me).cameo].minor

    def test_who_is_suspended_or_has_left(self, server: Society) -> None:
        me, mina = server.join("me"), server.join("mina")
        film, now = production_of(server, me, mina), server.clock.now()
        server.does(lambda unit: unit.accounts.save(replace(mina, left_at=now)))
        assert facts(server, film).requester_active
        assert not about(server, film, mina).owner_active
        server.does(lambda unit: unit.accounts.save(replace(me, suspended_at=now)))
        server.does(lambda unit: unit.profiles.save(replace(profile_of(server, mina), suspended_at=now)))
        assert not facts(server, film).requester_active
        assert about(server, film, mina).suspended

    def test_a_cameo_that_is_gone_is_missing_and_its_requester_is_not(self, server: Society) -> None:
        me, mina = server.join("me"), server.join("mina")
        film = production_of(server, me, mina)
        server.does(lambda unit: unit.profiles.remove(profile_of(server, mina).cameo))
        assert facts(server, film) == Facts(requester_active=True, people={})
        nobodys = replace(film, owner=AccountId(new_id()), cast=(CameoId(new_id()),))
        assert facts(server, nobodys) == Facts(requester_active=False, people={})
        assert facts(server, replace(film, cast=())) == Facts(requester_active=True, people={})

    def test_ties_in_both_directions(self, server: Society) -> None:
        me, mina, jun, ida = (server.join(name) for name in ("me", "mina", "jun", "ida"))
        server.befriend(me, mina)
        for mine, theirs, tie in ((jun, me, Tie.BLOCKS), (me, ida, Tie.FOLLOWS)):
            server.does(lambda unit, a=mine, b=theirs, t=tie: unit.accounts.tie(a.id, b.id, frozenset({t})))  # type: ignore[misc]
        film = production_of(server, me, me, mina, jun, ida)
        for person in (me, mina, jun, ida):
            between = server.store.read(lambda unit, who=person: unit.accounts.between(me.id, who.id))  # type: ignore[misc]
            assert about(server, film, person).between == between
        assert about(server, film, mina).between.friends
        assert about(server, film, jun).between.apart

    @pytest.mark.parametrize("blocks", ["viewer", "mina"])
    def test_a_block_between_somebody_and_the_viewer(self, server: Society, blocks: str) -> None:
        people = {name: server.join(name) for name in ("me", "mina", "jun", "viewer")}
        other = {"viewer": "mina", "mina": "viewer"}[blocks]
        server.does(lambda unit: unit.accounts.tie(people[blocks].id, people[other].id, frozenset({Tie.BLOCKS})))
        film = production_of(server, people["me"], people["mina"], people["jun"])
        assert about(server, film, people["mina"], people["viewer"]).apart_from_viewer
        assert not about(server, film, people["jun"], people["viewer"]).apart_from_viewer
        assert not about(server, film, people["mina"]).apart_from_viewer

    def test_grants_that_could_be_the_requesters_the_oldest_first(self, server: Society) -> None:
        me, mina, jun = (server.join(name) for name in ("me", "mina", "jun"))
        given = []
        for grantee in (Everyone(), Person(account=me.id), MutualFriends(), Person(account=jun.id)):
            given.append(grant_to(server, mina, grantee, revoked_at=server.clock.now()))
            server.clock.advance(minutes=1)
        mine = grant_to(server, me, Everyone(), expires_at=server.clock.now() + timedelta(days=1))
        film = production_of(server, me, me, mina)
        assert about(server, film, mina).grants == tuple(given[:3])
        assert about(server, film, me).grants == (mine,)

    def test_answers_to_this_production_and_no_other(self, server: Society) -> None:
        me, mina, jun = (server.join(name) for name in ("me", "mina", "jun"))
        film, other = (production_of(server, me, mina, jun) for _ in range(2))
        said = (
            (film, mina, Stage.STORYBOARD, True),
            (film, mina, Stage.RESULT, False),
            (other, jun, Stage.RESULT, True),
        )
        for production, person, stage, yes in said:
            cameo, now = profile_of(server, person).cameo, server.clock.now()
            answer = Approved(production=production.id, cameo=cameo, stage=stage, yes=yes, at=now)
            server.does(lambda unit, answer=answer: unit.productions.answer(answer))  # type: ignore[misc]
        assert about(server, film, mina).answers == {Stage.STORYBOARD: True, Stage.RESULT: False}
        assert about(server, film, jun).answers == {}
        assert about(server, other, jun).answers == {Stage.RESULT: True}


def test_a_decision_asks_the_database_once(server: Society) -> None:
    me, mina, jun = (server.join(name) for name in ("me", "mina", "jun"))
    for owner in (mina, jun):
        grant_to(server, owner, Person(account=me.id))
    film, asked = production_of(server, me, me, mina, jun), list[str]()

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement.split(maxsplit=1)[0])

    event.listen(server.engine, "before_cursor_execute", note)
    allowed = server.store.read(lambda unit: ask(unit, film, Gate.PROPOSE, server.clock.now()))
    assert isinstance(allowed, Allowed)
    assert [word for word in asked if word != "BEGIN"] == ["SELECT"]
