"""After a no: everything that it ends, at once, in the same unit of work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from walkon.actions.consent_of import ask
from walkon.actions.forget import forget
from walkon.actions.tell import tell_people_of
from walkon.domain.consent import Denied, Gate
from walkon.domain.ids import AccountId, CameoId
from walkon.domain.notices import Event
from walkon.domain.production import ENDED, Production, State, stopped
from walkon.ports.store import Page, Unit

_GATE = {
    State.STORYBOARD: Gate.STORYBOARD,
    State.WAITING_FOR_APPROVALS: Gate.STORYBOARD,
    State.RENDERING: Gate.SHOT,
    State.REVIEWING: Gate.REVIEW,
    State.WAITING_FOR_FINAL_APPROVALS: Gate.REVIEW,
    State.READY: Gate.REVIEW,
    State.RELEASED: Gate.RELEASE,
}
_PAGE = 200


def stop_uses(unit: Unit, cameo: CameoId, now: datetime, *, by: AccountId | None = None) -> int:
    """End every production with this cameo (of one person, if `by` is given) that is not allowed any longer, and what
    was made from it. A worker that is busy with one finds out by itself. Gives how many ended.
    """
    count = 0
    for production in everything_with(unit, cameo):
        if by is not None and production.owner != by:
            continue
        gate = _GATE.get(production.state)
        if gate is not None and isinstance(denied := ask(unit, production, gate, now), Denied) and not denied.waits:
            reasons = sorted({reason.value for per_person in denied.reasons.values() for reason in per_person})
            count += end(unit, production, now, tuple(reasons))
    return count


def end(unit: Unit, production: Production, now: datetime, why: tuple[str, ...]) -> int:
    """A no for one production: it and everything that starts from it; its people are told. Gives how many ended."""
    if production.state in ENDED:
        return 0
    after = stopped(production, now, why)
    if not unit.productions.save(after, production.state):
        return 0  # it ended with another one that it starts from
    forget(unit, production.id, now)
    withdrawn = after.state is State.WITHDRAWN
    tell_people_of(unit, after, Event.WITHDRAWN if withdrawn else Event.TURNED_DOWN, now, owner=True, cast=withdrawn)
    return 1 + sum(end(unit, child, now, why) for child in unit.productions.from_(production.id))


def everything_with(unit: Unit, cameo: CameoId) -> Iterator[Production]:
    """Every production with this cameo in it, of everybody and in every state."""
    after: str | None = None
    while page := unit.productions.showing(cameo, Page(limit=_PAGE, after=after)):
        yield from page
        after = page[-1].id
