"""A page of releases is decided as each of them would be alone, whatever people are to each other and have allowed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from tests.society import TERMS, USE, Society, planned
from walkon.actions import feed
from walkon.actions.consent_of import ask
from walkon.actions.consent_of_many import decided, known_of, seen_of
from walkon.actions.propose_video import Shape
from walkon.actions.publish import may_see
from walkon.domain.cameo import Standing
from walkon.domain.consent import Gate
from walkon.domain.grants import Approval, Audience, Everyone, Grant, Grantee, Kind, MutualFriends, Person, Stage
from walkon.domain.ids import CameoId, GrantId, ProductionId
from walkon.domain.people import Account, Tie
from walkon.domain.production import Production, State
from walkon.ports.store import Approved, Page, Unit, Wanted

NAMES = ("ida", "jun", "mina", "ren")
SOME = st.integers(0, len(NAMES) - 1)
RULES = ((), (), (), ("no politics",), ("no Mars",), ("정치 안 돼요", "no clowns"))
PROMPTS = ("me on Mars", "me with clowns", "a walk")
WORLDS = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def whom(named: Grantee) -> st.SearchStrategy[Grantee]:
    """Somebody, friends, or everybody."""
    return st.sampled_from([named, MutualFriends(), Everyone()])


@dataclass(frozen=True)
class Town:
    """What is drawn: who is what to whom, who is out of use, what is allowed, and what was made."""

    ties: dict[tuple[int, int], frozenset[Tie]]
    rules: list[tuple[str, ...]]
    suspended: list[bool]
    minor: list[bool]
    out_of_use: list[bool]
    grants: list[Grant]
    films: list[Production]
    said: list[tuple[int, int, Stage, bool]]
    used: list[tuple[int, int]]


@st.composite
def towns(draw: st.DrawFn, people: list[Account], society: Society) -> Town:
    now = society.clock.now()
    pairs = [(a, b) for a in range(len(NAMES)) for b in range(len(NAMES)) if a != b]
    rarely = st.lists(st.sampled_from([False] * 11 + [True]), min_size=len(NAMES), max_size=len(NAMES))
    tie = st.sampled_from([frozenset({Tie.FOLLOWS})] * 7 + [frozenset[Tie]()] * 2 + [frozenset({Tie.BLOCKS})])

    def grant() -> Grant:
        to = draw(SOME)
        return Grant(
            **{name: getattr(TERMS, name) for name in ("purposes", "where", "forbidden", "engines", "expires_at")},
            kinds=frozenset(draw(st.sampled_from([tuple(Kind)] * 4 + [(Kind.EVERYDAY,)]))),
            audience=draw(st.sampled_from([Audience.FRIENDS, Audience.SERVER] + [Audience.ANYONE] * 4)),
            approval=draw(st.sampled_from(Approval)),
            stages=frozenset(draw(st.sampled_from([(), tuple(Stage), (Stage.RESULT,)]))),
            videos=draw(st.sampled_from([None, None, 1])),
            id=GrantId(secrets.token_hex(16)),
            cameo=CameoId(people[draw(SOME)].id[::-1]),
            grantee=draw(whom(Person(account=people[to].id))),
            given_at=now - timedelta(days=2),
            revoked_at=draw(st.sampled_from([None] * 6 + [now])),
        )

    def film(before: list[Production]) -> Production:
        cast = draw(st.lists(SOME, min_size=1, max_size=2, unique=True))
        prompt = draw(st.sampled_from(PROMPTS))
        handles = [people[who].handle for who in cast]
        parents = draw(st.lists(st.sampled_from([old.id for old in before]), max_size=2, unique=True)) if before else []
        return Production(
            id=ProductionId(secrets.token_hex(16)),
            owner=people[draw(SOME)].id,
            prompt=prompt,
            cast=tuple(CameoId(people[who].id[::-1]) for who in cast),
            use=replace(
                USE, audience=draw(st.sampled_from([Audience.CAST, Audience.FRIENDS, Audience.SERVER, Audience.ANYONE]))
            ),
            state=draw(st.sampled_from([State.RELEASED, State.RELEASED, State.RELEASED, State.HIDDEN, State.SCREENED])),
            created_at=now,
            changed_at=now - timedelta(minutes=len(before)),
            plan=draw(st.sampled_from([None, planned(prompt, handles[:1], {}, Shape(), seed=1)])),
            kinds=frozenset({draw(st.sampled_from([Kind.EVERYDAY, Kind.POLITICS]))}),
            parents=tuple(parents),
        )

    films: list[Production] = []
    for _ in range(draw(st.integers(1, 5))):
        films.append(film(films))
    of_films = st.integers(0, len(films) - 1)
    grants = [grant() for _ in range(draw(st.integers(2, 8)))]
    return Town(
        ties={pair: draw(tie) for pair in pairs},
        rules=[draw(st.sampled_from(RULES)) for _ in NAMES],
        suspended=draw(rarely),
        minor=draw(rarely),
        out_of_use=draw(rarely),
        grants=grants,
        films=films,
        said=draw(
            st.lists(
                st.tuples(of_films, SOME, st.sampled_from(Stage), st.sampled_from([True, True, False])), max_size=6
            )
        ),
        used=draw(st.lists(st.tuples(st.integers(0, len(grants) - 1), of_films), max_size=4)) if grants else [],
    )


def build(unit: Unit, town: Town, people: list[Account], society: Society) -> list[Account]:
    """The town, in a unit of work that is forgotten again; gives its people as they are there."""
    now = society.clock.now()
    changed = []
    for place, person in enumerate(people):
        after = replace(person, minor=town.minor[place], suspended_at=now if town.suspended[place] else None)
        unit.accounts.save(after)
        changed.append(after)
        profile = unit.profiles.of(person.id)
        assert profile is not None
        out = now if town.out_of_use[place] else None
        unit.profiles.save(replace(profile, restrictions=town.rules[place], suspended_at=out))
    for (a, b), ties in town.ties.items():
        unit.accounts.tie(people[a].id, people[b].id, ties)
    for grant in town.grants:
        unit.grants.add(grant)
    for film in town.films:
        unit.productions.add(film)
    for of, who, stage, yes in {(f, w, s): (f, w, s, y) for f, w, s, y in town.said}.values():
        cameo = CameoId(people[who].id[::-1])
        unit.productions.answer(Approved(production=town.films[of].id, cameo=cameo, stage=stage, yes=yes, at=now))
    for under, counted in dict.fromkeys(town.used):
        unit.grants.use(town.grants[under].id, town.films[counted].id, now)
    return changed


@pytest.fixture(scope="module")
def society(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Society]:
    found = Society.in_folder(Path(tmp_path_factory.mktemp("pages")))
    yield found
    found.close()


@pytest.fixture(scope="module")
def people(society: Society) -> list[Account]:
    found = [society.join(name) for name in NAMES]

    def known(unit: Unit) -> None:
        for person in found:
            profile = unit.profiles.of(person.id)
            assert profile is not None and profile.standing is Standing.VERIFIED
            unit.profiles.remove(profile.cameo)
            unit.profiles.add(replace(profile, cameo=CameoId(person.id[::-1])))

    society.does(known)
    return found


def test_what_was_approved_and_used_counts_on_a_page(society: Society, people: list[Account]) -> None:
    """A friend's grant for one film, approved once: the film that has it may be seen, the next one may not."""
    now = society.clock.now()
    ida, jun, mina, _ = people
    grant = Grant(
        **{name: getattr(TERMS, name) for name in ("purposes", "where", "forbidden", "engines", "expires_at")},
        kinds=frozenset(Kind),
        audience=Audience.ANYONE,
        approval=Approval.FIRST_TIME,
        stages=frozenset({Stage.RESULT}),
        videos=2,
        id=GrantId("a" * 32),
        cameo=CameoId(jun.id[::-1]),
        grantee=MutualFriends(),
        given_at=now - timedelta(days=1),
    )

    def film(place: int, *parents: ProductionId) -> Production:
        return Production(
            id=ProductionId(f"{place:032x}"),
            owner=ida.id,
            prompt="a walk" if place else "me with clowns",
            cast=(CameoId(jun.id[::-1]),),
            use=replace(USE, audience=Audience.SERVER),
            state=State.RELEASED,
            created_at=now,
            changed_at=now - timedelta(minutes=place),
            plan=planned("a walk", [jun.handle], {}, Shape(), seed=1),
            kinds=frozenset({Kind.EVERYDAY}),
            parents=parents,
        )

    films = [film(0), film(1), film(2), film(3, ProductionId(f"{0:032x}"))]

    def seen(unit: Unit, *uses: int, rules: tuple[str, ...] = ()) -> list[int]:
        both = frozenset({Tie.FOLLOWS})
        unit.accounts.tie(ida.id, jun.id, both)
        unit.accounts.tie(jun.id, ida.id, both)
        profile = unit.profiles.of(jun.id)
        assert profile is not None
        unit.profiles.save(replace(profile, restrictions=rules))
        unit.grants.add(grant)
        for made in films:
            unit.productions.add(made)
        for used in uses:
            unit.grants.use(grant.id, films[used].id, now)
        yes = Approved(production=films[0].id, cameo=profile.cameo, stage=Stage.RESULT, yes=True, at=now)
        unit.productions.answer(yes)
        found = seen_of(unit, mina, films, now)
        assert found == [made for made in films if may_see(unit, mina, made, now)]
        return [films.index(made) for made in found]

    def trial(*uses: int, rules: tuple[str, ...] = ()) -> list[int]:
        return society.store.read(lambda unit: seen(unit, *uses, rules=rules))

    assert trial() == [0]  # its own approval; for the others nothing was approved under this grant before
    assert trial(0) == [0, 1, 2, 3]  # another one was
    assert trial(0, 1) == [0, 1]  # and it is used up
    assert trial(0, rules=("no clowns",)) == [1, 2]  # the last goes back to what is ruled out


@WORLDS
@given(data=st.data())
def test_a_page_is_decided_as_each_of_it_alone(society: Society, people: list[Account], data: st.DataObject) -> None:
    town = data.draw(towns(people, society))
    now = society.clock.now()

    def look(unit: Unit) -> None:
        there = build(unit, town, people, society)
        films = [film for made in town.films if (film := unit.productions.get(made.id))]
        for viewer in there:
            alone = [film for film in films if may_see(unit, viewer, film, now)]
            assert seen_of(unit, viewer, films, now) == alone
            known = known_of(unit, films, viewer.id)
            for film in films:
                assert decided(film, known, Gate.VIEW, now, viewer.id) == ask(unit, film, Gate.VIEW, now, viewer.id)
            _walks(unit, viewer, alone, now)
        known = known_of(unit, films)
        for film in films:
            for gate in (Gate.RELEASE, Gate.START):
                assert decided(film, known, gate, now) == ask(unit, film, gate, now)

    society.store.read(look)


def _walks(unit: Unit, viewer: Account, alone: list[Production], now: object) -> None:
    """Page by page, everything that may be seen is found once, the newest first."""
    profile = unit.profiles.of(viewer.id)
    assert profile is not None
    wanted = Wanted(viewer=viewer.id, cameo=profile.cameo)
    found: list[str] = []
    after: str | None = None
    for _ in range(20):
        page = feed.look(unit, viewer, wanted, Page(limit=2, after=after), now)  # type: ignore[arg-type]
        found += [release.id for release in page.releases]
        after = page.after
        if after is None:
            break
    assert found == [film.id for film in alone if film.state is State.RELEASED]


def test_the_number_of_queries_stays_the_same(society: Society, people: list[Account]) -> None:
    now = society.clock.now()
    asked = [0]

    def count(*_: object) -> None:
        asked[0] += 1

    def film(place: int) -> Production:
        return Production(
            id=ProductionId(f"{place:032x}"),
            owner=people[place % 4].id,
            prompt="me",
            cast=tuple(CameoId(person.id[::-1]) for person in people),
            use=replace(USE, audience=Audience.SERVER),
            state=State.RELEASED,
            created_at=now,
            changed_at=now,
            kinds=frozenset({Kind.EVERYDAY}),
        )

    def needed(unit: Unit, films: int) -> int:
        page = [film(place) for place in range(films)]
        asked[0] = 0
        seen_of(unit, people[0], page, now)
        return asked[0]

    event.listen(society.engine, "before_cursor_execute", count)
    try:
        one, many = society.store.read(lambda unit: (needed(unit, 1), needed(unit, 40)))
    finally:
        event.remove(society.engine, "before_cursor_execute", count)
    assert one == many < 12
