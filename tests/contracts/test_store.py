"""What every database keeps: SQLite always, PostgreSQL where WALKON_TEST_POSTGRES names a server."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.good_evidence import good
from tests.postgres_cluster import fresh_database
from tests.society import TERMS, USE, Society
from walkon.domain.allowances import OwnAllowance
from walkon.domain.asking import AccessRequest, granted
from walkon.domain.asking import Answer as Asked
from walkon.domain.audit import Act, Entry
from walkon.domain.desk import Answer, Fit, Ground, Matter, asked, offered, opinion
from walkon.domain.errors import HandleTaken
from walkon.domain.grants import Approval, Audience, Everyone, Grant, Grantee, Kind, MutualFriends, Person, Stage
from walkon.domain.how_far import HowFar
from walkon.domain.ids import (
    CameoId,
    CommentId,
    GrantId,
    NoticeId,
    ProductionId,
    ReportId,
    RequestId,
    StrikeId,
    TakeId,
    UploadId,
)
from walkon.domain.notices import Channel, Event, Notice
from walkon.domain.people import Account, Between, Office, Tie
from walkon.domain.policies import STANDARD
from walkon.domain.production import Descent, Production, Remixing, State
from walkon.domain.refusal import Reason
from walkon.domain.reports import Heard, Report, Ruling, Target, Wrong
from walkon.domain.responses import Comment, Echo, Like
from walkon.domain.strikes import Strike, taken_back
from walkon.domain.suspending import Cause, Suspension
from walkon.domain.takes import Processing, SentTake, TakeStage, TakeState
from walkon.domain.wishes import Wish, WishId
from walkon.ports.store import Approved, Imprint, Page, Profile, Unit, Wanted
from walkon.store import schema
from walkon.store.errors import StoreOld

POSTGRES = os.environ.get("WALKON_TEST_POSTGRES", "")
ALL = Page(limit=100)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.services)])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Society]:
    if request.param == "sqlite":
        society = Society.in_folder(tmp_path)
        yield society
        society.close()
        return
    if not POSTGRES:
        pytest.skip("WALKON_TEST_POSTGRES names no server")
    with fresh_database(POSTGRES) as url:
        society = Society(url)
        yield society
        society.close()


def new_id() -> str:
    return secrets.token_hex(16)


def grant_to(server: Society, owner: Account, grantee: Grantee, **spoilt: object) -> Grant:
    def give(unit: Unit) -> Grant:
        profile = unit.profiles.of(owner.id)
        assert profile is not None
        given = granted(TERMS, GrantId(new_id()), profile.cameo, grantee, server.clock.now())
        grant = replace(given, **spoilt)  # type: ignore[arg-type]
        unit.grants.add(grant)
        return grant

    return server.does(give)


def profile_of(server: Society, owner: Account) -> Profile:
    found = server.store.read(lambda unit: unit.profiles.of(owner.id))
    assert found is not None
    return found


def production_of(server: Society, owner: Account, *cast: Account, state: State = State.DRAFT) -> Production:
    now = server.clock.now()
    made = Production(
        id=ProductionId(new_id()),
        owner=owner.id,
        prompt="우리 둘이 화성에서",
        cast=tuple(profile_of(server, person).cameo for person in cast),
        use=USE,
        state=state,
        created_at=now,
        changed_at=now,
        kinds=frozenset({Kind.COMEDY, Kind.EVERYDAY}),
        why=("kind",),
    )
    server.does(lambda unit: unit.productions.add(made))
    return made


class TestUnits:
    def test_all_or_nothing(self, server: Society) -> None:
        mina = server.join("mina")

        def half(unit: Unit) -> None:
            unit.accounts.save(replace(mina, minor=True))
            raise KeyError

        with pytest.raises(KeyError):
            server.does(half)
        assert server.store.read(lambda unit: unit.accounts.get(mina.id)) == mina

    def test_looking_changes_nothing(self, server: Society) -> None:
        mina = server.join("mina")
        server.store.read(lambda unit: unit.accounts.save(replace(mina, minor=True)))
        assert server.store.read(lambda unit: unit.accounts.get(mina.id)) == mina

    def test_what_comes_second_sees_what_was_first(self, server: Society) -> None:
        """Many at once count up a number each of them has to read first."""
        mina = server.join("mina", cameo=False)
        server.does(lambda unit: unit.accounts.save(mina))

        def told(_: int) -> None:
            server.does(
                lambda unit: unit.notices.tell(
                    Notice(account=mina.id, event=Event.FOLLOWED, at=server.clock.now(), by=None)
                )
            )

        threads = [threading.Thread(target=told, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [filed.id for filed in server.inbox(mina)] == list(range(1, 9))


class TestSchema:
    def test_the_steps_lead_to_the_tables(self, server: Society) -> None:
        schema.check(server.engine)
        assert schema.differences(server.engine) == []

    def test_migrating_twice_is_fine(self, server: Society) -> None:
        schema.migrate(server.engine)
        schema.check(server.engine)

    def test_a_database_of_another_version_is_refused(self, server: Society) -> None:
        with server.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(StoreOld):
            schema.check(server.engine)

    def test_times_and_sets_lie_readable(self, server: Society) -> None:
        mina = server.join("mina")
        production_of(server, mina, mina)
        with server.engine.connect() as connection:
            row = connection.execute(text("SELECT state, kinds, created_at FROM productions")).one()
        assert row.state == "draft"
        assert "comedy" in str(row.kinds)
        assert str(row.created_at).startswith(f"{server.clock.now():%Y-%m-%d %H:%M}")


class TestAccounts:
    def test_round_trip(self, server: Society) -> None:
        mina = server.join("mina")
        changed = replace(mina, suspended_at=server.clock.now() + timedelta(microseconds=5))
        server.does(lambda unit: unit.accounts.save(changed))
        assert server.store.read(lambda unit: unit.accounts.get(mina.id)) == changed
        assert server.store.read(lambda unit: unit.accounts.called(mina.handle)) == changed

    def test_a_handle_belongs_to_one(self, server: Society) -> None:
        mina = server.join("mina")

        def second(unit: Unit) -> None:
            with pytest.raises(HandleTaken):
                unit.accounts.add(replace(mina, id=type(mina.id)(new_id())))
            assert unit.accounts.get(mina.id) == mina  # the unit of work goes on

        server.does(second)

    def test_search_by_beginning_in_pages(self, server: Society) -> None:
        people = [server.join(name, cameo=False) for name in ("mina", "minho", "jun", "미나", "min")]
        gone = people[1]
        server.does(lambda unit: unit.accounts.save(replace(gone, left_at=server.clock.now())))

        def names(start: str, page: Page) -> list[str]:
            return [a.handle.name for a in server.store.read(lambda unit: unit.accounts.search(start, page))]

        assert names("min", ALL) == ["min", "mina"]
        assert names("min", Page(limit=1)) == ["min"]
        assert names("min", Page(limit=1, after="min")) == ["mina"]
        assert names("미", ALL) == ["미나"]
        assert names("%", ALL) == []

    def test_ties(self, server: Society) -> None:
        mina, jun, ida = (server.join(name, cameo=False) for name in ("mina", "jun", "ida"))
        server.befriend(mina, jun)
        server.does(lambda unit: unit.accounts.tie(ida.id, mina.id, frozenset({Tie.FOLLOWS})))
        server.does(lambda unit: unit.accounts.tie(mina.id, ida.id, frozenset({Tie.BLOCKS, Tie.FOLLOWS})))

        def look(unit: Unit) -> None:
            both = frozenset({Tie.FOLLOWS})
            assert unit.accounts.between(mina.id, jun.id) == Between(mine=both, theirs=both)
            found = unit.accounts.betweens(mina.id, [jun.id, ida.id])
            assert found[jun.id].friends and not found[jun.id].apart
            assert found[ida.id].apart and not found[ida.id].friends
            assert found[ida.id] == Between(mine=frozenset(Tie), theirs=both)
            assert unit.accounts.betweens(ida.id, [mina.id])[mina.id] == Between(mine=both, theirs=frozenset(Tie))
            assert unit.accounts.betweens(ida.id, []) == {}
            assert [a.handle.name for a in unit.accounts.tied(mina.id, Tie.FOLLOWS, ALL)] == ["ida", "jun"]

        server.store.read(look)


class TestCameos:
    def test_round_trip(self, server: Society) -> None:
        mina = server.join("mina")
        profile = replace(profile_of(server, mina), restrictions=("정치 안 돼요",), preferences=("a fedora",))
        server.does(lambda unit: unit.profiles.save(profile))
        assert profile_of(server, mina) == profile
        server.does(lambda unit: unit.profiles.remove(profile.cameo))
        assert server.store.read(lambda unit: unit.profiles.of(mina.id)) is None

    def test_one_each(self, server: Society) -> None:
        mina = server.join("mina")
        another = replace(profile_of(server, mina), cameo=CameoId(new_id()))
        with pytest.raises(HandleTaken):
            server.does(lambda unit: unit.profiles.add(another))

    def test_which_i_may_use(self, server: Society) -> None:
        me = server.join("me")
        names = ("named", "friendly", "open", "ended", "later", "blocked", "suspended", "none", "stranger")
        people = {name: server.join(name) for name in names}
        for name in ("friendly", "none"):
            server.befriend(me, people[name])
        for name in ("named", "blocked", "suspended"):
            grant_to(server, people[name], Person(account=me.id))
        for name in ("friendly", "stranger"):
            grant_to(server, people[name], MutualFriends())
        grant_to(server, people["open"], Everyone())
        grant_to(server, people["ended"], Person(account=me.id), revoked_at=server.clock.now())
        grant_to(server, people["later"], Everyone(), given_at=server.clock.now() + timedelta(hours=1))
        server.does(lambda unit: unit.accounts.tie(people["blocked"].id, me.id, frozenset({Tie.BLOCKS})))
        server.does(lambda unit: unit.accounts.save(replace(people["suspended"], suspended_at=server.clock.now())))

        def usable(page: Page) -> list[str]:
            found = server.store.read(lambda unit: unit.profiles.usable_by(me.id, server.clock.now(), page))
            return [profile.handle.name for profile in found]

        assert usable(ALL) == ["friendly", "me", "named", "open"]
        assert usable(Page(limit=2, after="friendly")) == ["me", "named"]


class TestResponses:
    def test_likes_count_once_and_for_each_viewer(self, server: Society) -> None:
        mina, jun, ida = (server.join(name) for name in ("mina", "jun", "ida"))
        film, other = production_of(server, mina, mina), production_of(server, mina, mina)

        def like(unit: Unit) -> None:
            for who in (jun, jun, ida):
                unit.responses.like(Like(production=film.id, account=who.id, at=server.clock.now()))

        server.does(like)

        def told(viewer: Account) -> Mapping[ProductionId, Echo]:
            return server.store.read(lambda unit: unit.responses.echoes([film.id, other.id], viewer.id))

        assert told(jun) == {film.id: Echo(likes=2, liked=True), other.id: Echo()}
        assert told(mina)[film.id] == Echo(likes=2)
        server.does(lambda unit: unit.accounts.tie(ida.id, mina.id, frozenset({Tie.BLOCKS})))
        assert told(mina)[film.id] == Echo(likes=1)
        liked = server.store.read(lambda unit: unit.responses.likes_by(jun.id))
        assert [(one.production, one.account) for one in liked] == [(film.id, jun.id)]
        server.does(lambda unit: unit.responses.unlike(film.id, jun.id))
        assert server.store.read(lambda unit: unit.responses.likes_by(jun.id)) == []
        assert (told(jun)[film.id].likes, told(mina)[film.id].likes) == (1, 0)

    def test_comments_come_newest_first_in_pages(self, server: Society) -> None:
        mina, jun, ida = (server.join(name) for name in ("mina", "jun", "ida"))
        film = production_of(server, mina, mina)
        said = [self.comment(server, film, who) for who in (jun, ida, jun)]

        def read(viewer: Account, page: Page = ALL) -> list[Comment]:
            return list(server.store.read(lambda unit: unit.responses.under(film.id, viewer.id, page)))

        assert read(mina) == said[::-1]
        assert read(mina, Page(limit=1)) == [said[2]]
        assert read(mina, Page(limit=5, after=said[2].id)) == [said[1], said[0]]
        server.does(lambda unit: unit.accounts.tie(mina.id, ida.id, frozenset({Tie.BLOCKS})))
        assert read(mina) == [said[2], said[0]] and read(jun) == said[::-1]
        server.does(lambda unit: unit.accounts.save(replace(jun, suspended_at=server.clock.now())))
        assert read(mina) == []
        everything = server.store.read(lambda unit: unit.responses.comments_by(said[0].author))
        assert [one.id for one in everything] == [one.id for one in said if one.author == said[0].author]
        server.does(lambda unit: unit.responses.remove(said[1].id))
        assert server.store.read(lambda unit: unit.responses.get(said[1].id)) is None
        assert server.store.read(lambda unit: unit.responses.get(said[0].id)) == said[0]

    def test_what_goes_and_what_stays(self, server: Society) -> None:
        mina, jun, ida = (server.join(name) for name in ("mina", "jun", "ida"))
        by_mina, with_mina = production_of(server, mina, mina), production_of(server, jun, mina)
        elsewhere = production_of(server, jun, jun)
        films = (by_mina, with_mina, elsewhere)

        def left(change: Callable[[Unit], None]) -> list[int]:
            def look(unit: Unit) -> list[int]:
                for film in films:
                    for who in (jun, ida):
                        unit.responses.like(Like(production=film.id, account=who.id, at=server.clock.now()))
                        unit.responses.add(replace(drafted(film, who), at=server.clock.now()))
                change(unit)
                told = unit.responses.echoes([film.id for film in films], mina.id)
                assert all(told[film.id].likes == told[film.id].comments for film in films)
                return [told[film.id].likes for film in films]

            return server.store.read(look)

        assert left(lambda unit: None) == [2, 2, 2]
        assert left(lambda unit: unit.responses.forget_under(with_mina.id)) == [2, 0, 2]
        assert left(lambda unit: unit.responses.forget_of(ida.id)) == [1, 1, 1]
        assert left(lambda unit: unit.responses.part(ida.id, mina.id)) == [1, 1, 2]

    def comment(self, server: Society, film: Production, author: Account) -> Comment:
        server.clock.advance(seconds=1)
        made = replace(drafted(film, author), at=server.clock.now())
        server.does(lambda unit: unit.responses.add(made))
        return made


def drafted(film: Production, author: Account) -> Comment:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Comment(id=CommentId(new_id()), production=film.id, author=author.id, words="좋아요 <3", at=at)


class TestFeeds:
    def test_what_could_be_for_somebody(self, server: Society) -> None:
        me, friend, followed, other = (server.join(name) for name in ("me", "friend", "followed", "other"))
        server.befriend(me, friend)
        server.does(lambda unit: unit.accounts.tie(me.id, followed.id, frozenset({Tie.FOLLOWS})))
        mine = profile_of(server, me).cameo

        def film(owner: Account, audience: Audience, *cast: Account, state: State = State.RELEASED) -> ProductionId:
            server.clock.advance(seconds=1)
            made = production_of(server, owner, *(cast or (owner,)), state=state)
            after = replace(made, use=replace(USE, audience=audience))
            server.does(lambda unit: unit.productions.save(after, state))
            return made.id

        own, with_me = film(me, Audience.CAST), film(other, Audience.CAST, other, me)
        of_friend, of_followed = film(friend, Audience.FRIENDS), film(followed, Audience.SERVER)
        film(followed, Audience.FRIENDS)
        film(other, Audience.CAST)
        film(friend, Audience.SERVER, state=State.HIDDEN)
        public = film(other, Audience.ANYONE)

        def found(page: Page = ALL, **more: Any) -> list[ProductionId]:
            wanted = Wanted(viewer=me.id, cameo=mine, **more)
            return [one.id for one in server.store.read(lambda unit: unit.productions.released_to(wanted, page))]

        everything = [public, of_followed, of_friend, with_me, own]
        assert found() == everything
        assert found(Page(limit=2)) == everything[:2]
        assert found(Page(limit=9, after=everything[1])) == everything[2:]
        assert found(followed=True) == [of_followed, of_friend, own]
        assert found(by=other.id) == [public, with_me]
        assert found(showing=mine) == [with_me, own]

    def test_many_at_once(self, server: Society) -> None:
        mina, jun = server.join("mina"), server.join("jun")
        server.befriend(mina, jun)
        one, two = production_of(server, mina, mina), production_of(server, jun, mina)
        said = Approved(production=one.id, cameo=one.cast[0], stage=Stage.RESULT, yes=True, at=server.clock.now())
        server.does(lambda unit: unit.productions.answer(said))
        grant, public = grant_to(server, mina, Person(account=jun.id)), grant_to(server, jun, Everyone())
        for film in (one, two):
            server.does(lambda unit, film=film: unit.grants.use(grant.id, film.id, server.clock.now()))  # type: ignore[misc]

        def look(unit: Unit) -> None:
            assert unit.productions.among([one.id, two.id, ProductionId("0" * 32)]) == {one.id: one, two.id: two}
            assert unit.productions.answers_to([one.id, two.id]) == {one.id: [said], two.id: []}
            cameos = [profile_of(server, person).cameo for person in (mina, jun)]
            assert {found.id for found in unit.grants.for_uses(cameos, [jun.id])} == {grant.id, public.id}
            assert [found.id for found in unit.grants.for_uses(cameos, [mina.id])] == [public.id]
            assert unit.grants.approved_under([grant.id, public.id]) == {grant.id: frozenset({one.id})}
            both = frozenset({Tie.FOLLOWS})
            assert unit.accounts.ties_among([mina.id, jun.id]) == {(mina.id, jun.id): both, (jun.id, mina.id): both}
            assert unit.accounts.ties_among([mina.id]) == {}
            assert (unit.accounts.followed_by(mina.id), unit.accounts.follows(mina.id)) == (1, 1)
            unit.accounts.save(replace(jun, suspended_at=server.clock.now()))
            assert (unit.accounts.followed_by(mina.id), unit.accounts.follows(mina.id)) == (0, 0)

        server.store.read(look)


class TestGrants:
    @pytest.mark.parametrize("grantee", [Everyone(), MutualFriends(), None])
    def test_round_trip(self, server: Society, grantee: Grantee | None) -> None:
        mina, jun = server.join("mina"), server.join("jun")
        whom = grantee or Person(account=jun.id)
        grant = grant_to(
            server,
            mina,
            whom,
            videos=3,
            forbidden=frozenset({Kind.HORROR}),
            engines=frozenset({"walkon-stage"}),
            expires_at=server.clock.now() + timedelta(days=2),
            approval=Approval.FIRST_TIME,
            stages=frozenset({Stage.RESULT}),
        )
        assert server.store.read(lambda unit: unit.grants.get(grant.id)) == grant
        assert server.store.read(lambda unit: unit.grants.of(grant.cameo)) == [grant]
        assert server.store.read(lambda unit: unit.grants.for_use([grant.cameo], jun.id)) == [grant]
        ida = server.join("ida", cameo=False)
        found = server.store.read(lambda unit: unit.grants.for_use([grant.cameo], ida.id))
        assert found == ([] if isinstance(whom, Person) else [grant])

    def test_uses_count_once(self, server: Society) -> None:
        mina, jun = server.join("mina"), server.join("jun")
        grant = grant_to(server, mina, Person(account=jun.id))
        first, second = (production_of(server, jun, mina) for _ in range(2))
        for production in (first, first, second):
            server.does(lambda unit, used=production: unit.grants.use(grant.id, used.id, server.clock.now()))  # type: ignore[misc]
        used = server.store.read(lambda unit: unit.grants.used([grant.id, GrantId("other")]))
        assert used == {grant.id: {first.id, second.id}, "other": frozenset()}

    def test_approved_before_needs_a_result_of_another_film_under_it(self, server: Society) -> None:
        mina, jun = server.join("mina"), server.join("jun")
        grant = grant_to(server, mina, Person(account=jun.id))
        film, next_film = (production_of(server, jun, mina) for _ in range(2))

        def before() -> frozenset[GrantId]:
            return server.store.read(lambda unit: unit.grants.approved_before([grant.id], next_film.id))

        server.does(lambda unit: unit.grants.use(grant.id, film.id, server.clock.now()))
        assert before() == frozenset()
        for stage, yes, expected in (
            (Stage.STORYBOARD, True, frozenset()),
            (Stage.RESULT, False, frozenset()),
            (Stage.RESULT, True, {grant.id}),
        ):
            given = Approved(production=film.id, cameo=grant.cameo, stage=stage, yes=yes, at=server.clock.now())
            server.does(lambda unit, given=given: unit.productions.answer(given))  # type: ignore[misc]
            assert before() == expected
        assert server.store.read(lambda unit: unit.grants.approved_before([grant.id], film.id)) == frozenset()


class TestRequests:
    def test_round_trip_and_pages(self, server: Society) -> None:
        mina, jun = server.join("mina"), server.join("jun")
        profile = profile_of(server, mina)
        asked = []
        for _ in range(3):
            server.clock.advance(minutes=1)
            request = AccessRequest(
                id=RequestId(new_id()),
                cameo=profile.cameo,
                owner=mina.id,
                requester=jun.id,
                terms=TERMS,
                message="안녕 ✨",
                asked_at=server.clock.now(),
            )
            server.does(lambda unit, request=request: unit.requests.add(request))  # type: ignore[misc]
            asked.append(request)
        closed = replace(asked[0], answer=Asked.DECLINED, answered_at=server.clock.now())
        server.does(lambda unit: unit.requests.save(closed))

        def look(unit: Unit) -> None:
            assert unit.requests.get(closed.id) == closed
            assert unit.requests.between(jun.id, profile.cameo) == [closed, *asked[1:]]
            assert unit.requests.to(mina.id, Page(limit=2)) == [asked[2], asked[1]]
            assert unit.requests.by(jun.id, Page(limit=2, after=asked[1].id)) == [closed]
            assert unit.requests.by(jun.id, Page(limit=2, after="gone")) == []
            assert unit.requests.to(jun.id, ALL) == []

        server.store.read(look)


class TestProductions:
    def test_round_trip_with_its_plan(self, server: Society) -> None:
        jun, mina = server.join("jun"), server.join("mina")
        server.befriend(jun, mina)
        film = server.propose(jun, "me and @mina on Mars", jun, mina)
        assert film.plan is not None
        assert server.state(film.id) == film
        assert film.cast == (profile_of(server, jun).cameo, profile_of(server, mina).cameo)

    def test_only_from_the_state_it_came_from(self, server: Society) -> None:
        jun = server.join("jun")
        film = production_of(server, jun, jun)
        after = replace(film, state=State.SCREENED, attempt=3)
        assert not server.does(lambda unit: unit.productions.save(after, State.STORYBOARD))
        assert server.state(film.id) == film
        assert server.does(lambda unit: unit.productions.save(after, State.DRAFT))
        assert server.state(film.id) == after

    def test_lists(self, server: Society) -> None:
        jun, mina = server.join("jun"), server.join("mina")
        films = []
        for cast in ((jun,), (jun, mina), (mina,)):
            server.clock.advance(minutes=1)
            films.append(production_of(server, jun, *cast, state=State.RELEASED))
        child = replace(films[2], id=ProductionId(new_id()), parents=(films[0].id,), descent=Descent.REMIX)
        only_asked = profile_of(server, server.join("ida")).cameo
        child = replace(child, asked_too=(only_asked,), remixing=Remixing.AUDIENCE)
        server.does(lambda unit: unit.productions.add(child))
        cameo = profile_of(server, mina).cameo

        def look(unit: Unit) -> None:
            assert {film.id for film in unit.productions.of(jun.id, Page(limit=2))} == {films[2].id, child.id}
            assert [f.id for f in unit.productions.of(jun.id, Page(limit=2, after=films[1].id))] == [films[0].id]
            assert {film.id for film in unit.productions.showing(cameo, ALL)} == {films[1].id, films[2].id, child.id}
            assert len(unit.productions.released(ALL)) == 4
            assert unit.productions.from_(films[0].id) == [child]
            assert list(unit.productions.showing(only_asked, ALL)) == [child]
            old = unit.productions.in_states(frozenset({State.RELEASED}), films[1].changed_at)
            assert [film.id for film in old] == [films[0].id]

        server.store.read(look)

    def test_a_later_answer_replaces_the_earlier(self, server: Society) -> None:
        jun = server.join("jun")
        film = production_of(server, jun, jun)
        for yes in (True, False):
            given = Approved(
                production=film.id, cameo=film.cast[0], stage=Stage.RESULT, yes=yes, at=server.clock.now(), note="n"
            )
            server.does(lambda unit, given=given: unit.productions.answer(given))  # type: ignore[misc]
        assert server.store.read(lambda unit: unit.productions.answers(film.id)) == [given]
        other = production_of(server, jun, jun)
        server.does(lambda unit: unit.productions.forget_answers(other.id))
        assert server.store.read(lambda unit: unit.productions.answers(film.id)) == [given]
        server.does(lambda unit: unit.productions.forget_answers(film.id))
        assert server.store.read(lambda unit: unit.productions.answers(film.id)) == []

    def test_several_at_once_and_those_in_some_states(self, server: Society) -> None:
        jun = server.join("jun")
        draft, ready = (production_of(server, jun, jun, state=state) for state in (State.DRAFT, State.READY))
        gone = ProductionId(new_id())

        def look(unit: Unit) -> None:
            assert unit.productions.among([draft.id, ready.id, draft.id, gone]) == {draft.id: draft, ready.id: ready}
            assert unit.productions.among([]) == {}
            cameo = draft.cast[0]
            assert list(unit.productions.showing(cameo, ALL, frozenset({State.READY, State.RELEASED}))) == [ready]
            assert list(unit.productions.showing(cameo, ALL, frozenset())) == []

        server.store.read(look)

    @pytest.mark.parametrize("stage", [None, Stage.RESULT])
    def test_wishes(self, server: Society, stage: Stage | None) -> None:
        jun = server.join("jun")
        film = production_of(server, jun, jun)
        wish = Wish(
            id=WishId(new_id()),
            production=film.id,
            cameo=film.cast[0],
            stage=stage,
            words="비가 덜 왔으면",
            at=server.clock.now(),
        )
        server.does(lambda unit: unit.wishes.add(wish))
        assert server.store.read(lambda unit: unit.wishes.all(production=film.id)) == [wish]
        other = production_of(server, jun, jun)
        found = server.store.read(lambda unit: unit.productions.wishes_for([other.id, film.id]))
        assert found == {film.id: [wish], other.id: []}


class TestDesk:
    def test_round_trips(self, server: Society) -> None:
        mina, rhea = server.join("mina", cameo=False), server.join("rhea", cameo=False)
        now, take = server.clock.now(), TakeId(new_id())
        sent = SentTake(
            id=take,
            account=mina.id,
            device="d",
            challenge="{}",
            upload=UploadId(new_id()),
            state=TakeState.IN_REVIEW,
            sent_at=now,
            note="어두워요",
            lead=0.35,
        )
        doing = Processing(take=take, stage=TakeStage.LIKENESS, share=0.25)
        review = asked(offered(sent, STANDARD, (Reason.NOT_WITNESSED, Reason.RESEMBLES), good(), now), now)
        said = opinion(
            Matter.TAKE,
            take,
            Fit(reviewer=rhea.id),
            Answer.NO,
            {Ground.NOT_LIVE, Ground.ALTERED},
            "왜",
            review.basis,
            now,
        )
        report = Report(
            id=ReportId(new_id()),
            reporter=mina.id,
            target=Target.PERSON,
            subject=rhea.id,
            reported=rhea.id,
            wrong=Wrong.HARASSMENT,
            note="✨",
            at=now,
            shown=True,
            ruling=Ruling.SUSPEND_CAMEO,
            ruled_by=mina.id,
            ruled_at=now,
            appealed_at=now,
            appeal="아니요",
            heard=Heard.UPHELD,
            heard_at=now,
        )

        def add(unit: Unit) -> None:
            unit.takes.add(sent)
            unit.processing.add(doing)
            unit.take_reviews.add(review)
            unit.opinions.add(said)
            unit.reports.add(report)

        server.does(add)

        def look(unit: Unit) -> None:
            assert unit.takes.find(id=take) == sent
            assert unit.processing.find(take=take) == doing
            assert unit.take_reviews.all(account=mina.id) == [review]
            assert unit.opinions.all(matter=Matter.TAKE, subject=take) == [said]
            assert unit.reports.all(reported=rhea.id, ruled_at=now) == [report]
            assert unit.reports.all(ruling=None) == []

        server.store.read(look)

    def test_staff(self, server: Society) -> None:
        people = [server.join(name, cameo=False) for name in ("rui", "mina", "ada")]
        offices = (Office.REVIEWER, Office.MEMBER, Office.ADMIN)

        def name(unit: Unit) -> None:
            for person, office in zip(people, offices, strict=True):
                unit.accounts.save(replace(person, office=office))

        server.does(name)
        found = server.store.read(lambda unit: unit.accounts.staff())
        assert [(one.handle.name, one.office) for one in found] == [("ada", Office.ADMIN), ("rui", Office.REVIEWER)]

    def test_the_audit_counts_and_only_grows(self, server: Society) -> None:
        mina, rhea = server.join("mina", cameo=False), server.join("rhea", cameo=False)
        entry = Entry(at=server.clock.now(), actor=rhea.id, act=Act.OPENED_TAKE, subject="t", about=mina.id, code="c")

        def told(_: int) -> None:
            server.does(lambda unit: unit.audits.note(entry))

        threads = [threading.Thread(target=told, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        server.does(lambda unit: unit.audits.note(replace(entry, subject="other", actor=None)))

        def look(unit: Unit) -> None:
            assert [found.number for found in unit.audits.latest(ALL)] == [7, 6, 5, 4, 3, 2, 1]
            assert [found.number for found in unit.audits.latest(Page(limit=2, after="5"))] == [4, 3]
            assert unit.audits.of("t")[0] == replace(entry, number=1)
            assert [found.number for found in unit.audits.of("other")] == [7]
            offered = {name for name in dir(unit.audits) if not name.startswith("_")}
            assert offered == {"note", "latest", "of"}

        server.store.read(look)


class TestHowFar:
    def test_one_a_production(self, server: Society) -> None:
        mina = server.join("mina")
        film, now = production_of(server, mina, mina), server.clock.now()
        far = HowFar(production=film.id, attempt=1, stage="draw", within=0.25, share=0.3, began_at=now, at=now)
        server.does(lambda unit: unit.how_far.add(far))
        assert server.store.read(lambda unit: unit.how_far.find(production=film.id)) == far
        later = replace(far, share=0.5, picture=b"\0sealed", picture_at=now)
        server.does(lambda unit: unit.how_far.save(later))
        assert server.store.read(lambda unit: unit.how_far.all()) == [later]
        server.does(lambda unit: unit.how_far.remove(later))
        assert server.store.read(lambda unit: unit.how_far.find(production=film.id)) is None


class TestNotices:
    def test_an_inbox(self, server: Society) -> None:
        mina, jun = server.join("mina", cameo=False), server.join("jun", cameo=False)
        for person in (mina, jun, mina):
            notice = Notice(account=person.id, event=Event.FOLLOWED, at=server.clock.now(), by=jun.id)
            server.does(lambda unit, notice=notice: unit.notices.tell(notice))  # type: ignore[misc]

        def look(unit: Unit) -> None:
            assert [f.id for f in unit.notices.after(mina.id, NoticeId(0), 10)] == [1, 2]
            assert [f.id for f in unit.notices.after(mina.id, NoticeId(1), 10)] == [2]
            assert [f.id for f in unit.notices.latest(mina.id, Page(limit=1))] == [2]
            assert [f.id for f in unit.notices.latest(mina.id, Page(limit=5, after="2"))] == [1]
            assert unit.notices.unread(mina.id) == 2

        server.store.read(look)
        server.does(lambda unit: unit.notices.read(mina.id, NoticeId(1), server.clock.now()))
        assert server.store.read(lambda unit: unit.notices.unread(mina.id)) == 1
        assert server.store.read(lambda unit: unit.notices.unread(jun.id)) == 1

    def test_rules(self, server: Society) -> None:
        mina = server.join("mina", cameo=False)
        chosen = {(Event.CAST, Channel.MAIL): True, (Event.ASKED, Channel.PUSH): False}
        server.does(lambda unit: unit.notices.choose(mina.id, chosen))
        assert server.store.read(lambda unit: unit.notices.rules(mina.id)) == chosen
        server.does(lambda unit: unit.notices.choose(mina.id, {}))
        assert server.store.read(lambda unit: unit.notices.rules(mina.id)) == {}


class TestStrikes:
    def test_strikes_and_suspensions(self, server: Society) -> None:
        mina, jun = server.join("mina", cameo=False), server.join("jun", cameo=False)
        now = server.clock.now()
        report = Report(
            id=ReportId(new_id()),
            reporter=jun.id,
            target=Target.PERSON,
            subject=mina.id,
            reported=mina.id,
            wrong=Wrong.OTHER,
            note="",
            at=now,
            ruling=Ruling.WARN,
        )
        strike = Strike(id=StrikeId(new_id()), account=mina.id, report=report.id, at=now)
        by_strikes, by_hand = (
            Suspension(account=mina.id, cause=cause, at=now) for cause in (Cause.STRIKES, Cause.ADMINISTRATOR)
        )

        def keep(unit: Unit) -> None:
            unit.reports.add(report)
            unit.strikes.add(strike)
            unit.suspensions.add(by_strikes)
            unit.suspensions.add(by_hand)

        server.does(keep)
        assert server.store.read(lambda unit: unit.strikes.all(account=mina.id)) == [strike]
        assert server.store.read(lambda unit: unit.strikes.find(report=report.id, taken_back_at=None)) == strike
        server.does(lambda unit: unit.strikes.save(taken_back(strike, now)))
        assert server.store.read(lambda unit: unit.strikes.find(report=report.id, taken_back_at=None)) is None
        server.does(lambda unit: unit.suspensions.remove(by_strikes))
        assert server.store.read(lambda unit: unit.suspensions.all(account=mina.id)) == [by_hand]

    def test_what_one_person_has_for_themself(self, server: Society) -> None:
        mina = server.join("mina", cameo=False)
        own = OwnAllowance(account=mina.id, seconds_a_day=90.5, upload_bytes_a_day=1 << 40)
        server.does(lambda unit: unit.own_allowances.add(own))
        assert server.store.read(lambda unit: unit.own_allowances.find(account=mina.id)) == own

    def test_marks_outlive_what_they_name(self, server: Society) -> None:
        imprint = Imprint(mark="a" * 64, production=ProductionId(new_id()), at=server.clock.now())
        server.does(lambda unit: unit.imprints.add(imprint))
        assert server.store.read(lambda unit: unit.imprints.find(mark="a" * 64)) == imprint
        assert server.store.read(lambda unit: unit.imprints.find(mark="b" * 64)) is None

    def test_everybody_by_handle_the_suspended_too(self, server: Society) -> None:
        mina, min_, jun = (server.join(name, cameo=False) for name in ("mina", "min", "jun"))
        gone = replace(mina, suspended_at=server.clock.now())
        server.does(lambda unit: unit.accounts.save(gone))
        server.does(lambda unit: unit.accounts.save(replace(jun, left_at=server.clock.now())))
        assert server.store.read(lambda unit: unit.accounts.everybody("", ALL)) == [min_, gone]
        assert server.store.read(lambda unit: unit.accounts.everybody("mina", ALL)) == [gone]
        assert server.store.read(lambda unit: unit.accounts.everybody("", ALL, suspended=True)) == [gone]
        after = Page(limit=1, after="min")
        assert server.store.read(lambda unit: unit.accounts.everybody("", after)) == [gone]
