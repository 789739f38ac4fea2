"""What has waited too long ends by itself, and what is due to go, goes. Done again and again by whoever serves."""

from __future__ import annotations

from datetime import datetime

from walkon.actions.forget import forget
from walkon.actions.tell import tell_people_of
from walkon.domain.notices import Event
from walkon.domain.production import WAITS, State, moved, over
from walkon.ports.store import Unit

CAN_EXPIRE = WAITS | {State.DRAFT, State.SCREENED}


def expire_waiting(unit: Unit, now: datetime) -> int:
    """End every production that has waited too long; its owner is told, unless it was never sent. Gives how many."""
    count = 0
    for production in unit.productions.in_states(CAN_EXPIRE, now):
        if over(production, now):
            after = moved(production, State.EXPIRED, now)
            if unit.productions.save(after, production.state):
                forget(unit, after.id, now)
                count += 1
                if production.state in WAITS:
                    tell_people_of(unit, after, Event.EXPIRED, now, owner=True)
    return count


def forget_ceremonies(unit: Unit, now: datetime) -> None:
    """Those that can be answered no longer."""
    for ceremony in unit.ceremonies.all():
        if ceremony.expires_at <= now:
            unit.ceremonies.remove(ceremony)
    for visit in unit.visits.all():
        if visit.expires_at <= now:
            unit.visits.remove(visit)
