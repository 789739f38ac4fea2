"""Strikes are given with a ruling and taken back with it; what follows from them is done in the same unit of work."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime

from walkon.actions import administer
from walkon.actions.audited import note
from walkon.domain.audit import Act
from walkon.domain.ids import AccountId, StrikeId
from walkon.domain.people import Account
from walkon.domain.reports import Report
from walkon.domain.strikes import Consequence, Strike, consequence, struck, taken_back
from walkon.domain.suspending import Cause
from walkon.ports.store import Unit


def give(unit: Unit, report: Report, reported: Account, now: datetime, *, by: AccountId) -> Strike:
    """A strike for what was ruled; the account is suspended where it is one too many. Raises `RulingUnfit`."""
    made = struck(StrikeId(secrets.token_hex(16)), report, now)
    unit.strikes.add(made)
    note(unit, Act.STRUCK, report.id, now, actor=by, about=reported.id)
    if consequence(unit.strikes.all(account=reported.id), now) is Consequence.SUSPENDED:
        administer.suspend(unit, reported.handle, now, cause=Cause.STRIKES)
    return made


def take_back(unit: Unit, reports: Iterable[Report], now: datetime, *, by: AccountId) -> None:
    """The rulings on these reports fell, and with them their strikes and what followed from those."""
    for report in reports:
        for strike in unit.strikes.all(report=report.id):
            unit.strikes.save(taken_back(strike, now))
            note(unit, Act.TOOK_STRIKE_BACK, report.id, now, actor=by, about=strike.account)
            ease(unit, strike.account, now)


def ease(unit: Unit, account: AccountId, now: datetime) -> None:
    """Whoever is suspended by strikes that count no longer is so no longer."""
    if consequence(unit.strikes.all(account=account), now) is not Consequence.SUSPENDED:
        administer.lift(unit, account, Cause.STRIKES, now)


def ease_all(unit: Unit, now: datetime) -> None:
    """Time has passed."""
    for suspension in unit.suspensions.all(cause=Cause.STRIKES):
        ease(unit, suspension.account, now)


def against(unit: Unit, account: AccountId) -> Sequence[Strike]:
    """Somebody's strikes, the newest first."""
    return sorted(unit.strikes.all(account=account), key=lambda strike: (strike.at, strike.id), reverse=True)
