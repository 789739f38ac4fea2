"""Who may decide what concerns certain people, with everything that is known at this moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from walkon.domain.desk import DeskRules, Fit, NoSuchCase, Unfit, fitness
from walkon.domain.ids import AccountId, ProductionId
from walkon.domain.notices import Event, Notice
from walkon.domain.people import Account
from walkon.domain.production import Production
from walkon.ports.store import Unit


def fit(unit: Unit, reviewer: Account, concerned: Iterable[AccountId], rules: DeskRules) -> Fit | Unfit:
    """Whether this person may."""
    return fitness(reviewer, unit.accounts.betweens(reviewer.id, set(concerned)), rules)


def must_fit(unit: Unit, reviewer: Account, concerned: Iterable[AccountId], rules: DeskRules) -> Fit:
    """Raises `NoSuchCase`: who may not decide something is told that it does not exist."""
    found = fit(unit, reviewer, concerned, rules)
    if isinstance(found, Unfit):
        raise NoSuchCase
    return found


def everybody_fit(unit: Unit, concerned: Iterable[AccountId], rules: DeskRules) -> list[Account]:
    """All who may."""
    people = set(concerned)
    return [one for one in unit.accounts.staff() if isinstance(fit(unit, one, people, rules), Fit)]


def call_reviewers(
    unit: Unit,
    concerned: Iterable[AccountId],
    rules: DeskRules,
    now: datetime,
    *,
    production: ProductionId | None = None,
) -> int:
    """Tell all who may decide that something waits for them. Gives how many they are."""
    called = everybody_fit(unit, concerned, rules)
    for one in called:
        unit.notices.tell(Notice(account=one.id, event=Event.AT_THE_DESK, at=now, production=production))
    return len(called)


def people_of(unit: Unit, production: Production) -> set[AccountId]:
    """Its owner and the owners of its cast."""
    return {production.owner, *(profile.owner for profile in unit.profiles.among(production.cast).values())}
