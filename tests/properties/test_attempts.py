"""Laws of attempts: never more than the limits within a day, and always free again a day later."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world import NOON
from walkon.domain.attempts import HERE, WINDOW, Attempt, Limits, MayTry, MustWait, attempt, may_try

LIMITS = Limits(per_account=3, per_device=5)
HOLDERS = st.builds(
    lambda account, device: replace(HERE, account=account, device=device), st.sampled_from("ab"), st.sampled_from("xy")
)
MOMENTS = st.lists(st.tuples(HOLDERS, st.integers(0, 3 * 24 * 60)), max_size=40)


@settings(max_examples=150, deadline=None)
@given(MOMENTS)
def test_no_day_holds_more_than_the_limits(tries: list[tuple[object, int]]) -> None:
    past: list[Attempt] = []
    for holder, minute in sorted(tries, key=lambda t: t[1]):
        now = NOON + timedelta(minutes=minute)
        if isinstance(may_try(past, holder, LIMITS, now), MayTry):  # type: ignore[arg-type]
            past.append(attempt(holder, now))  # type: ignore[arg-type]
    for one in past:
        same_day = [a for a in past if one.at <= a.at < one.at + WINDOW]
        assert sum(a.account == one.account for a in same_day) <= LIMITS.per_account
        assert sum(a.device == one.device for a in same_day) <= LIMITS.per_device


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 1440), min_size=3, max_size=20))
def test_who_must_wait_may_try_at_the_time_that_was_told(minutes: list[int]) -> None:
    past = [attempt(HERE, NOON + timedelta(minutes=m)) for m in minutes]
    now = NOON + timedelta(minutes=1440)
    answer = may_try(past, HERE, LIMITS, now)
    if isinstance(answer, MustWait):
        assert answer.until > now
        assert isinstance(may_try(past, HERE, LIMITS, answer.until), MayTry)


def test_a_limit_of_nothing_lets_nobody_try() -> None:
    assert isinstance(may_try([], HERE, Limits(per_account=0), NOON), MustWait)


def test_another_account_on_the_same_device_shares_only_the_devices_limit() -> None:
    past = [attempt(HERE, NOON)] * 3
    other = replace(HERE, account="other")
    assert isinstance(may_try(past, HERE, LIMITS, NOON), MustWait)
    assert isinstance(may_try(past, other, LIMITS, NOON), MayTry)
    assert isinstance(may_try(past * 2, other, LIMITS, NOON), MustWait)
