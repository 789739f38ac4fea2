"""Strikes: what was ruled against somebody counts for a while, so that whoever goes on is stopped, and whoever stops is not.

Rules
1. A strike comes with a ruling against somebody, never by itself, and one with each ruling, however many reported.
2. It counts for 90 days. One that was taken back does not count, as if it had never been given.
3. What is decided within a day of a strike counts as one with it: a strike is there to be heeded, so somebody has to have
   had a day to heed it before the next one weighs.
4. Two that count limit how many films somebody makes; three suspend their account, until fewer than three count.
5. A ruling that falls on appeal takes its strike away at once, with what followed from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from walkon.domain.allowances import Allowance
from walkon.domain.ids import AccountId, ReportId, StrikeId
from walkon.domain.reports import Report, Ruling, RulingUnfit

LASTS = timedelta(days=90)  # three times as long as an appeal may take to come, so that no strike ends unheard
TOGETHER = timedelta(days=1)  # people are told at once, and look at their inbox within a day
LIMITS_AT = 2  # the first is a warning with a date on it; the second shows that it was not heeded
SUSPENDS_AT = 3  # and the third that limits were not enough
LIMITED_A_DAY, LIMITED_AT_ONCE = 2, 1  # productions of somebody who is limited: enough to go on, too few to flood


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike:
    """One strike, for one ruling. Times are aware UTC datetimes."""

    id: StrikeId
    account: AccountId
    report: ReportId
    at: datetime
    taken_back_at: datetime | None = None

    @property
    def ends_at(self) -> datetime:
        """When it counts no longer."""
        return self.at + LASTS

    def counts(self, now: datetime) -> bool:
        """Whether it counts at this moment, by itself."""
        return self.taken_back_at is None and self.at <= now < self.ends_at


class Consequence(StrEnum):
    """What follows from the strikes that count."""

    NONE = "none"
    LIMITED = "limited"  # few films a day
    SUSPENDED = "suspended"


def struck(id: StrikeId, report: Report, now: datetime) -> Strike:
    """The strike that comes with a ruling. Raises `RulingUnfit` where nothing was ruled against anybody."""
    if report.ruling in (None, Ruling.DISMISS):
        raise RulingUnfit
    return Strike(id=id, account=report.reported, report=report.id, at=now)


def taken_back(strike: Strike, now: datetime) -> Strike:
    """The strike, taken back; one that was before stays so from then."""
    return strike if strike.taken_back_at is not None else replace(strike, taken_back_at=now)


def counted(strikes: Iterable[Strike], now: datetime) -> int:
    """How many count: the most that count by themselves and are a day or more apart from each other."""
    number, last = 0, None
    for strike in sorted((strike for strike in strikes if strike.counts(now)), key=lambda strike: strike.at):
        if last is None or strike.at >= last + TOGETHER:
            number, last = number + 1, strike.at
    return number


def consequence(strikes: Iterable[Strike], now: datetime) -> Consequence:
    """What follows from somebody's strikes."""
    number = counted(strikes, now)
    if number >= SUSPENDS_AT:
        return Consequence.SUSPENDED
    return Consequence.LIMITED if number >= LIMITS_AT else Consequence.NONE


def eases_at(strikes: Iterable[Strike], now: datetime) -> datetime | None:
    """When less follows from them than now, if no other comes; None where nothing follows."""
    known = list(strikes)
    weighs = consequence(known, now)
    if weighs is Consequence.NONE:
        return None
    ends = sorted(strike.ends_at for strike in known if strike.counts(now))
    return next(end for end in ends if consequence(known, end) is not weighs)


def limited(allowance: Allowance) -> Allowance:
    """What is left of an allowance to somebody who is limited; never more than it was."""
    return replace(
        allowance,
        productions_a_day=min(allowance.productions_a_day, LIMITED_A_DAY),
        at_once=min(allowance.at_once, LIMITED_AT_ONCE),
    )
