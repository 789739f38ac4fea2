"""Telling people what happened to a production they are in, or own."""

from __future__ import annotations

from datetime import datetime

from walkon.actions.lineage import ancestors
from walkon.domain.descents import makers
from walkon.domain.ids import AccountId, CameoId
from walkon.domain.notices import Event, Notice
from walkon.domain.production import Production
from walkon.ports.store import Unit


def tell_people_of(
    unit: Unit,
    production: Production,
    event: Event,
    now: datetime,
    *,
    by: AccountId | None = None,
    owner: bool = False,
    cast: bool = False,
    only: frozenset[CameoId] | None = None,
) -> None:
    """Tell its owner, its people, or `only` some of them; nobody twice, and nobody of their own deed."""
    people: dict[AccountId, CameoId | None] = {production.owner: None} if owner else {}
    if cast or only is not None:
        for cameo, profile in unit.profiles.among(production.people).items():
            if only is None or cameo in only:
                people[profile.owner] = cameo
    for account in sorted(people):
        if account != by:
            unit.notices.tell(
                Notice(account=account, event=event, at=now, by=by, production=production.id, cameo=people[account])
            )


def tell_makers(unit: Unit, production: Production, now: datetime) -> None:
    """Tell who made what it goes back to and is not in it, once each; the notice names their own film."""
    within = {profile.owner for profile in unit.profiles.among(production.people).values()}
    told = makers(production, ancestors(unit, production), within)
    for account, theirs in sorted(told.items()):
        unit.notices.tell(Notice(account=account, event=Event.REMADE, at=now, by=production.owner, production=theirs))
