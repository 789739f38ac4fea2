"""After a no: everything that it ends, at once, in the same unit of work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from walkon.actions.consent_of import ask
from walkon.actions.forget import forget, forget_reading
from walkon.actions.lineage import ancestors
from walkon.actions.tell import tell_people_of
from walkon.domain.consent import Denied, Gate
from walkon.domain.descents import ORIGINAL_ENDED
from walkon.domain.ids import AccountId, CameoId
from walkon.domain.notices import Event
from walkon.domain.production import ENDED, SEEN_BY_CAST, Production, State, stopped
from walkon.ports.store import Page, Unit

_GATE = {
    State.STORYBOARD: Gate.STORYBOARD,
    State.WAITING_FOR_APPROVALS: Gate.STORYBOARD,
    State.RENDERING: Gate.SHOT,
    State.REVIEWING: Gate.REVIEW,
    State.WAITING_FOR_REVIEWER: Gate.REVIEW,
    State.WAITING_FOR_FINAL_APPROVALS: Gate.REVIEW,
    State.READY: Gate.REVIEW,
    State.RELEASED: Gate.RELEASE,
    State.HIDDEN: Gate.RELEASE,
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
        if gate is None:
            _forget_readings(unit, production, cameo, now)
        if gate is not None and isinstance(denied := ask(unit, production, gate, now), Denied) and not denied.waits:
            reasons = sorted({reason.value for per_person in denied.reasons.values() for reason in per_person})
            count += end(unit, production, now, tuple(reasons))
    return count


def _forget_readings(unit: Unit, production: Production, cameo: CameoId, now: datetime) -> None:
    """What somebody read for a film that only waits goes where their permission for it is gone."""
    readings = [one for one in unit.own_readings.all(production=production.id) if one.cameo == cameo]
    if readings and isinstance(denied := ask(unit, production, Gate.PROPOSE, now), Denied) and cameo in denied.reasons:
        for one in readings:
            forget_reading(unit, one, now)


def end(unit: Unit, production: Production, now: datetime, why: tuple[str, ...]) -> int:
    """A no for one production: it and everything that starts from it; its people are told. Gives how many ended."""
    if production.state in ENDED:
        return 0
    after = stopped(production, now, why)
    if not unit.productions.save(after, production.state):
        return 0  # ended already, with another of the films it starts from
    forget(unit, production.id, now)
    withdrawn = after.state is State.WITHDRAWN
    tell_people_of(unit, after, Event.WITHDRAWN if withdrawn else Event.TURNED_DOWN, now, owner=True, cast=withdrawn)
    if why == (ORIGINAL_ENDED,) and not withdrawn and production.state in SEEN_BY_CAST:
        everybody = frozenset(production.people)
        tell_people_of(unit, after, Event.WITHDRAWN, now, by=production.owner, only=everybody)
    return 1 + sum(end(unit, child, now, (ORIGINAL_ENDED,)) for child in unit.productions.from_(production.id))


def part(unit: Unit, one: AccountId, other: AccountId, now: datetime) -> int:
    """End what either of two people made from a film of the other. Gives how many ended."""
    count = 0
    for maker, source in ((one, other), (other, one)):
        for production in _everything_by(unit, maker):
            if production.parents and any(found.owner == source for found in ancestors(unit, production)):
                count += end(unit, production, now, (ORIGINAL_ENDED,))
    return count


def everything_with(unit: Unit, cameo: CameoId) -> Iterator[Production]:
    """Every production with this cameo among its people, of everybody and in every state."""
    after: str | None = None
    while page := unit.productions.showing(cameo, Page(limit=_PAGE, after=after)):
        yield from page
        after = page[-1].id


def _everything_by(unit: Unit, owner: AccountId) -> Iterator[Production]:
    after: str | None = None
    while page := unit.productions.of(owner, Page(limit=_PAGE, after=after)):
        yield from page
        after = page[-1].id
