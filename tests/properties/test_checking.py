"""Laws of what a check comes to: nothing altered or unsigned is ever said to be genuine, and silence is not a yes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from walkon.domain.checking import Since, Verdict, became, verdict
from walkon.domain.production import ENDED, State
from walkon.domain.provenance import CheckStatus

STATUSES, SINCE = st.sampled_from(CheckStatus), st.sampled_from(Since)


@given(STATUSES, SINCE, st.booleans())
def test_genuine_is_signed_here_unchanged_and_not_taken_back(status: CheckStatus, since: Since, trusted: bool) -> None:
    found = verdict(status, since, trusted=trusted)
    good = status is CheckStatus.VALID and trusted and since is not Since.WITHDRAWN
    assert (found is Verdict.GENUINE) == good


@given(STATUSES, SINCE, SINCE)
def test_of_what_was_not_signed_here_nothing_is_learned(status: CheckStatus, one: Since, other: Since) -> None:
    assert verdict(status, one, trusted=False) is verdict(status, other, trusted=False)


@given(SINCE, st.booleans())
def test_a_change_is_told_whoever_signed(since: Since, trusted: bool) -> None:
    assert verdict(CheckStatus.TAMPERED, since, trusted=trusted) is Verdict.ALTERED
    assert verdict(CheckStatus.STRIPPED, since, trusted=trusted) is Verdict.UNSIGNED


@given(st.none() | st.sampled_from(State))
def test_what_ended_or_is_gone_was_taken_back(state: State | None) -> None:
    assert (became(state) is Since.WITHDRAWN) == (state is None or state in ENDED)
    assert became(State.HIDDEN) is Since.STANDS
