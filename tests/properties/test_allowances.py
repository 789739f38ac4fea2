"""Laws of what a day has, and of who comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import NOON
from walkon.domain.allowances import (
    DAY,
    DEFAULT,
    Allowance,
    BadPlans,
    BeyondPlan,
    Covered,
    Never,
    QuotaReached,
    Reached,
    Resource,
    Usage,
    parse,
    require,
    require_shape,
    used,
    weigh,
)
from walkon.domain.ids import AccountId
from walkon.domain.people import Tier
from walkon.domain.queueing import LAST, TURN, place

MOMENT = timedelta(microseconds=1)
MINA = AccountId("mina")
AMOUNTS = st.integers(1, 10).map(lambda tenths: tenths / 10) | st.integers(1, 12).map(float)
LIMITS = st.integers(1, 30).map(float)
GAPS = st.lists(st.tuples(st.integers(0, 30 * 3600), AMOUNTS), max_size=25)


def spent(amount: float, at: datetime, n: int = 0, what: Resource = Resource.SECONDS) -> Usage:
    return Usage(subject=str(n), what=what, account=MINA, amount=amount, at=at)


def admitted(tries: list[tuple[int, float]], limit: float) -> list[Usage]:
    """What gets through of a history of tries."""
    now, kept = NOON, list[Usage]()
    for gap, wanted in tries:
        now += timedelta(seconds=gap)
        if isinstance(weigh(kept, Resource.SECONDS, wanted, limit, now), Covered):
            kept.append(spent(wanted, now, len(kept)))
    return kept


@given(tries=GAPS, limit=LIMITS)
def test_no_day_has_more_than_its_limit(tries: list[tuple[int, float]], limit: float) -> None:
    kept = admitted(tries, limit)
    for usage in kept:
        assert used([k for k in kept if k.at <= usage.at], Resource.SECONDS, usage.at) <= limit + 1e-5
        assert (
            used([k for k in kept if k.at < usage.at + DAY], Resource.SECONDS, usage.at + DAY - MOMENT) <= limit + 1e-5
        )


@given(tries=GAPS, limit=LIMITS, wanted=AMOUNTS, later=st.integers(0, 3600))
def test_again_is_the_first_moment_at_which_there_is_enough(
    tries: list[tuple[int, float]], limit: float, wanted: float, later: int
) -> None:
    kept = admitted(tries, limit)
    now = (kept[-1].at if kept else NOON) + timedelta(seconds=later)
    match weigh(kept, Resource.SECONDS, wanted, limit, now):
        case Covered():
            assert used(kept, Resource.SECONDS, now) + wanted <= limit + 1e-5
        case Reached(again=again, used=taken):
            assert now < again <= now + DAY
            assert taken == pytest.approx(used(kept, Resource.SECONDS, now))
            assert isinstance(weigh(kept, Resource.SECONDS, wanted, limit, again), Covered)
            assert isinstance(weigh(kept, Resource.SECONDS, wanted, limit, again - MOMENT), Reached)
        case Never():
            assert wanted > limit


@given(tries=GAPS, limit=LIMITS, wanted=AMOUNTS)
def test_other_resources_do_not_count(tries: list[tuple[int, float]], limit: float, wanted: float) -> None:
    others = [replace(usage, what=Resource.BYTES) for usage in admitted(tries, limit)]
    alone = weigh([], Resource.SECONDS, wanted, limit, NOON)
    assert weigh(others, Resource.SECONDS, wanted, limit, NOON + timedelta(hours=1)) == alone


def test_what_is_told() -> None:
    kept = [spent(4, NOON - timedelta(hours=20)), spent(6, NOON - timedelta(hours=2), 1)]
    with pytest.raises(QuotaReached) as found:
        require(kept, Resource.SECONDS, 1, 10, NOON)
    assert found.value.fields == {
        "what": "seconds",
        "limit": 10,
        "used": 10,
        "again": "2026-11-24T16:00:00+00:00",
        "retry_after": 4 * 3600,
    }
    with pytest.raises(BeyondPlan):
        require([], Resource.SECONDS, 11, 10, NOON)
    require(kept, Resource.SECONDS, 4, 10, NOON + timedelta(hours=4))


def test_a_film_fits_a_tier() -> None:
    free = DEFAULT[Tier.FREE]
    require_shape(free, free.longest_film, free.largest_picture)
    for seconds, pixels, what in (
        (free.longest_film + 0.1, 1, "longest_film"),
        (1, free.largest_picture + 1, "largest_picture"),
    ):
        with pytest.raises(BeyondPlan) as found:
            require_shape(free, seconds, pixels)
        assert found.value.fields["what"] == what


def test_no_tier_has_less_than_the_one_below() -> None:
    tiers = [DEFAULT[tier] for tier in Tier]
    for lower, higher in zip(tiers, tiers[1:], strict=False):
        for name in Allowance.__dataclass_fields__:
            less, more = getattr(lower, name), getattr(higher, name)
            assert less >= more if name == "queue_minutes" else less <= more
        assert higher.longest_film <= higher.seconds_a_day


def test_plans_from_a_file() -> None:
    found = parse("[free]\nproductions_a_day = 3\nlongest_film = 7.5\n[team]\nat_once = 40\n")
    assert found[Tier.FREE] == replace(DEFAULT[Tier.FREE], productions_a_day=3, longest_film=7.5)
    assert found[Tier.TEAM] == replace(DEFAULT[Tier.TEAM], at_once=40)
    assert (found[Tier.PLUS], parse("")) == (DEFAULT[Tier.PLUS], DEFAULT)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("free = 1", "free"),
        ("[gold]\nat_once = 1", "gold"),
        ("[free]\nat_onec = 1", "free.at_onec"),
        ("[free]\nat_once = -1", "free.at_once"),
        ("[free]\nat_once = 1.5", "free.at_once"),
        ("[free]\nat_once = true", "free.at_once"),
        ("[free]\nat_once = '2'", "free.at_once"),
        ("[free]\nlongest_film = nan", "free.longest_film"),
        ("[free]\nlongest_film = inf", "free.longest_film"),
        ("[free]\nlongest_film = 60\nseconds_a_day = 30", "free.longest_film"),
        ("[free", "not TOML"),
    ],
)
def test_a_bad_file_says_where(text: str, where: str) -> None:
    with pytest.raises(BadPlans) as found:
        parse(text)
    assert found.value.fields == {"where": where}


TIERS = st.sampled_from(list(Tier))


@given(one=TIERS, other=TIERS, ahead=st.integers(0, 15), behind=st.integers(0, 15), wait=st.integers(0, 10**7))
def test_nobody_waits_for_ever(one: Tier, other: Tier, ahead: int, behind: int, wait: int) -> None:
    """What has waited longer than the largest lead there can be goes before all that comes now."""
    lead = timedelta(minutes=DEFAULT[other].queue_minutes) + behind * TURN
    old = place(DEFAULT[other], behind, NOON)
    new = place(DEFAULT[one], ahead, NOON + lead + timedelta(seconds=wait + 1))
    assert old < new


@given(tier=TIERS, behind=st.integers(0, 100))
def test_who_has_more_at_work_comes_later(tier: Tier, behind: int) -> None:
    assert place(DEFAULT[tier], behind, NOON) < place(DEFAULT[tier], behind + 1, NOON)
    assert 1 <= place(DEFAULT[tier], behind, NOON) <= LAST


def test_order() -> None:
    """At the same moment the better tier comes first, but not its fourth film before somebody's first."""
    first = [place(DEFAULT[tier], 0, NOON) for tier in reversed(Tier)]
    assert first == sorted(set(first))
    assert place(DEFAULT[Tier.TEAM], 4, NOON) > place(DEFAULT[Tier.FREE], 0, NOON)
    far = NOON.replace(year=3000)
    assert place(DEFAULT[Tier.FREE], 0, far) == LAST
