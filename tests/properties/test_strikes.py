"""Laws of strikes: fewer never weigh more, time only eases, one sitting is one strike, and what falls leaves no trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties.test_desk_rules import report
from tests.world import NOON
from walkon.domain.allowances import DEFAULT, OWN, OwnAllowance, personal
from walkon.domain.ids import AccountId, ReportId, StrikeId
from walkon.domain.people import Tier
from walkon.domain.reports import Ruling, RulingUnfit
from walkon.domain.strikes import (
    LASTS,
    LIMITS_AT,
    SUSPENDS_AT,
    TOGETHER,
    Consequence,
    Strike,
    consequence,
    counted,
    eases_at,
    limited,
    struck,
    taken_back,
)

MANY = settings(max_examples=300, deadline=None)
WEIGHT = {Consequence.NONE: 0, Consequence.LIMITED: 1, Consequence.SUSPENDED: 2}
HOURS = st.integers(0, 24 * 200)
AGES = st.lists(HOURS, max_size=9)


def strikes(ages: list[int]) -> list[Strike]:
    """One for each age in hours at noon."""
    return [
        Strike(
            id=StrikeId(f"{place:032x}"),
            account=AccountId("a"),
            report=ReportId(f"{place:032x}"),
            at=NOON - timedelta(hours=age),
        )
        for place, age in enumerate(ages)
    ]


@MANY
@given(AGES, st.data())
def test_fewer_never_weigh_more(ages: list[int], data: st.DataObject) -> None:
    known = strikes(ages)
    some = [strike for strike in known if data.draw(st.booleans())]
    assert counted(some, NOON) <= counted(known, NOON)
    assert WEIGHT[consequence(some, NOON)] <= WEIGHT[consequence(known, NOON)]


@MANY
@given(AGES, HOURS)
def test_time_only_eases(ages: list[int], later: int) -> None:
    known = strikes(ages)
    assert counted(known, NOON + timedelta(hours=later)) <= counted(known, NOON)
    assert counted(known, NOON + LASTS) == 0


@MANY
@given(AGES, st.data())
def test_what_was_taken_back_is_as_if_it_had_never_been(ages: list[int], data: st.DataObject) -> None:
    known = strikes(ages)
    kept = [data.draw(st.booleans()) for _ in known]
    fallen = [one if stays else taken_back(one, NOON) for one, stays in zip(known, kept, strict=True)]
    alone = [one for one, stays in zip(known, kept, strict=True) if stays]
    assert counted(fallen, NOON) == counted(alone, NOON)


@MANY
@given(st.lists(st.floats(0, 0.99), min_size=1, max_size=12))
def test_whatever_is_decided_within_a_day_is_one(parts: list[float]) -> None:
    base = strikes([0] * len(parts))
    known = [replace(one, at=NOON - TOGETHER * part) for one, part in zip(base, parts, strict=True)]
    assert counted(known, NOON) == 1


@MANY
@given(AGES)
def test_what_follows_is_what_the_numbers_say(ages: list[int]) -> None:
    number, found = counted(strikes(ages), NOON), consequence(strikes(ages), NOON)
    assert (found is Consequence.SUSPENDED) == (number >= SUSPENDS_AT)
    assert (found is Consequence.NONE) == (number < LIMITS_AT)


@MANY
@given(AGES)
def test_it_eases_when_it_is_said_to_and_not_before(ages: list[int]) -> None:
    known = strikes(ages)
    end = eases_at(known, NOON)
    assert (end is None) == (consequence(known, NOON) is Consequence.NONE)
    if end is not None:
        assert WEIGHT[consequence(known, end)] < WEIGHT[consequence(known, NOON)]
        assert consequence(known, end - timedelta(microseconds=1)) is consequence(known, NOON)


def test_the_very_moment_at_which_one_ends() -> None:
    (strike,) = strikes([0])
    assert strike.counts(NOON) and strike.counts(strike.ends_at - timedelta(microseconds=1))
    assert not strike.counts(strike.ends_at)
    once = taken_back(strike, NOON)
    assert taken_back(once, NOON + TOGETHER) == once


@pytest.mark.parametrize("ruling", [*Ruling, None])
def test_it_comes_with_a_ruling_against_somebody(ruling: Ruling | None) -> None:
    decided = report(ruling=ruling)
    if ruling in (None, Ruling.DISMISS):
        with pytest.raises(RulingUnfit):
            struck(StrikeId("0" * 32), decided, NOON)
    else:
        assert struck(StrikeId("0" * 32), decided, NOON).account == decided.reported


@pytest.mark.parametrize("tier", Tier)
def test_whoever_is_limited_never_has_more(tier: Tier) -> None:
    before = DEFAULT[tier]
    after = limited(before)
    assert all(getattr(after, name) <= getattr(before, name) for name in OWN)
    none = replace(before, productions_a_day=0)
    assert limited(none).productions_a_day == 0


@given(st.sampled_from(Tier), st.fixed_dictionaries({name: st.none() | st.integers(0, 1000) for name in OWN}))
def test_what_is_ones_own_is_taken_and_the_rest_is_the_tiers(tier: Tier, wanted: dict[str, int | None]) -> None:
    found = personal(DEFAULT[tier], OwnAllowance(account=AccountId("a"), **wanted))
    for name, value in wanted.items():
        assert getattr(found, name) == (getattr(DEFAULT[tier], name) if value is None else value)
    assert (found.longest_film, found.largest_picture) == (DEFAULT[tier].longest_film, DEFAULT[tier].largest_picture)
    assert personal(DEFAULT[tier], None) == DEFAULT[tier]
