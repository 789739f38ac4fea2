"""Laws of films made from films: who may begin, who is asked, what a row is, and how far an end reaches."""

from __future__ import annotations

import secrets
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import stage_world as world
from tests.society import USE, Society
from tests.world import NOON
from walkon.actions.lineage import ancestors, words_of
from walkon.actions.stop_uses import end
from walkon.domain.descents import ORIGINAL_ENDED, CastUnrelated, asked_too, check_remixed, makers, may_start
from walkon.domain.errors import BadInput
from walkon.domain.ids import AccountId, CameoId, ProductionId
from walkon.domain.joining import FilmTooLong, joined, parts_of
from walkon.domain.notices import Event
from walkon.domain.people import Account
from walkon.domain.plan import LONGEST_FILM, Plan
from walkon.domain.production import ENDED, Descent, Production, Remixing, State
from walkon.domain.screening import screen
from walkon.ports.store import Unit

PEOPLE = st.lists(st.sampled_from([CameoId(name * 32) for name in "abcdef"]), unique=True, max_size=4).map(tuple)
PLANS = st.builds(
    world.plan,
    setting=st.sampled_from(["mars", "concert"]),
    people=st.integers(1, 2),
    seconds=st.integers(1, 12).map(float),
    shots=st.integers(1, 2),
    seed=st.integers(0, 99),
    size=st.sampled_from([(192, 128), (160, 160)]),
)


def made(**fields: object) -> Production:
    whole = {"cast": (), "prompt": "", "use": USE, "state": State.RELEASED, "owner": AccountId("o"), **fields}
    return Production(id=ProductionId("p"), created_at=NOON, changed_at=NOON, **whole)  # type: ignore[arg-type]


@given(cast=PEOPLE, asked=PEOPLE, who=PEOPLE)
def test_who_may_begin(cast: tuple[CameoId, ...], asked: tuple[CameoId, ...], who: tuple[CameoId, ...]) -> None:
    """Its owner always; of others each choice lets in all whom the narrower one does."""
    somebody, cameo = AccountId("s"), who[0] if who else None
    films = [made(cast=cast, asked_too=asked, remixing=choice) for choice in Remixing]
    assert all(may_start(film, AccountId("o"), None) for film in films)
    found = [may_start(film, somebody, cameo) for film in films]
    assert found == [False, cameo in (*cast, *asked), True] == sorted(found)
    assert made().remixing is Remixing.CAST


@given(casts=st.lists(st.tuples(PEOPLE, PEOPLE), min_size=1, max_size=3), shown=PEOPLE)
def test_everybody_of_the_originals_is_asked_once(
    casts: list[tuple[tuple[CameoId, ...], tuple[CameoId, ...]]], shown: tuple[CameoId, ...]
) -> None:
    originals = [made(cast=cast, asked_too=asked_too([made(cast=more)], cast)) for cast, more in casts]
    people = (*shown, *asked_too(originals, shown))
    assert len(set(people)) == len(people)
    assert set(people) == set(shown) | {person for cast, more in casts for person in (*cast, *more)}


@given(before=PEOPLE, after=PEOPLE)
def test_a_remix_is_of_the_same_people_fewer_or_more(before: tuple[CameoId, ...], after: tuple[CameoId, ...]) -> None:
    one, other = set(before), set(after)
    if one - other and other - one:
        with pytest.raises(CastUnrelated):
            check_remixed(one, other)
    else:
        check_remixed(one, other)


@given(plans=st.lists(PLANS, min_size=1, max_size=5))
def test_a_row_is_its_parts(plans: list[Plan]) -> None:
    try:
        whole = joined(plans)
    except FilmTooLong:
        assert sum(plan.seconds for plan in plans) > LONGEST_FILM
        return
    assert whole.seconds <= LONGEST_FILM
    assert whole.frames == sum(plan.frames for plan in plans)
    assert whole.shots == tuple(shot for plan in plans for shot in plan.shots)
    assert {role.person for role in whole.roles} == {role.person for plan in plans for role in plan.roles}
    assert len({role.person for role in whole.roles}) == len(whole.roles)
    parts = parts_of(whole)
    assert [
        replace(part, width=plan.width, height=plan.height) for part, plan in zip(parts, plans, strict=True)
    ] == plans
    assert {(part.width, part.height) for part in parts} == {(plans[0].width, plans[0].height)}
    assert all(not part.parts for part in parts)
    assert joined([whole]) == whole
    if len(plans) > 1:
        assert joined([joined(plans[:-1]), plans[-1]]) == whole == joined([plans[0], joined(plans[1:])])


@settings(deadline=None)  # the lists of words are read once
@given(
    plans=st.lists(PLANS, min_size=1, max_size=3), words=st.sampled_from(["on Mars", "drinking beer", "a gun fight"])
)
def test_a_row_is_about_all_that_its_parts_are(plans: list[Plan], words: str) -> None:
    try:
        whole = joined(plans)
    except BadInput:
        return
    found = screen(words, whole, 2, False)
    each = [screen(words, plan, 2, False) for plan in plans]
    assert found.kinds == frozenset().union(*(one.kinds for one in each))


SHAPES = st.lists(st.sets(st.integers(0, 6), max_size=3), min_size=1, max_size=7)
STATES = st.sampled_from([State.RELEASED, State.DRAFT, State.SCREENED, State.RENDERING, State.READY, State.CANCELLED])


@settings(max_examples=25, deadline=None)
@given(shape=SHAPES, states=st.lists(STATES, min_size=7, max_size=7), first=st.integers(0, 6))
def test_an_end_reaches_everything_below_and_nothing_else(
    shape: list[set[int]], states: list[State], first: int
) -> None:
    """Whatever goes back to what on how many ways: all of it ends, once, and its owner is told once."""
    parents = [sorted(n for n in wanted if n < number) for number, wanted in enumerate(shape)]
    first %= len(shape)
    with tempfile.TemporaryDirectory() as place:
        society = Society.in_folder(Path(place))
        jun = society.join("jun")
        films = grown(society, jun, parents, states)
        below = {number for number in range(len(shape)) if number == first or first in above(parents, number)}
        reached = {n for n in below if reaches(parents, states, first, n)}
        count = society.does(lambda unit: end(unit, films[first], society.clock.now(), ("owner",)))
        after = [society.state(film.id) for film in films]
        ended = {n for n, film in enumerate(films) if after[n].state in ENDED and film.state not in ENDED}
        assert (ended, count) == (reached, len(reached))
        assert all(after[n].why == ((ORIGINAL_ENDED,) if n != first else ("owner",)) for n in reached)
        told = [filed.notice.production for filed in society.inbox(jun) if filed.notice.event is not Event.CAST]
        assert sorted(told) == sorted(films[n].id for n in reached)  # type: ignore[type-var]
        society.close()


@given(owners=st.lists(st.sampled_from("oabc"), max_size=6), within=st.sets(st.sampled_from("oabc")))
def test_whoever_made_an_original_is_told_unless_they_know(owners: list[str], within: set[str]) -> None:
    """Once each, by the nearest of their films; not its own maker, and not who is in it."""
    sources = [
        replace(made(owner=AccountId(owner)), id=ProductionId(f"{place}{owner}")) for place, owner in enumerate(owners)
    ]
    found = makers(made(), sources, {AccountId(name) for name in within})
    assert set(found) == set(owners) - within - {"o"}
    assert all(film == f"{owners.index(owner)}{owner}" for owner, film in found.items())


def grown(society: Society, owner: Account, parents: list[list[int]], states: list[State]) -> list[Production]:
    """Films that go back to earlier ones."""
    films: list[Production] = []

    def grow(unit: Unit) -> None:
        profile = unit.profiles.of(owner.id)
        assert profile is not None
        for above_it, state in zip(parents, states, strict=False):
            film = replace(
                made(cast=(profile.cameo,), state=state, owner=owner.id, prompt=f"film {len(films)}"),
                id=ProductionId(secrets.token_hex(16)),
                parents=tuple(films[n].id for n in above_it),
                descent=Descent.STITCH if above_it else None,
            )
            unit.productions.add(film)
            films.append(film)
        for number, film in enumerate(films):
            older = {found.prompt for found in ancestors(unit, film)}
            assert older == {f"film {n}" for n in above(parents, number)}
            assert set(words_of(unit, film).splitlines()) == older | {film.prompt}

    society.does(grow)
    return films


def above(parents: list[list[int]], number: int) -> set[int]:
    """Everything that a film goes back to."""
    return set(parents[number]) | {n for parent in parents[number] for n in above(parents, parent)}


def reaches(parents: list[list[int]], states: list[State], first: int, number: int) -> bool:
    """Whether an end comes down from `first`: what had ended before passes nothing on."""
    if states[number] in ENDED:
        return False
    return number == first or any(
        reaches(parents, states, first, parent) for parent in parents[number] if parent >= first
    )
