"""Moving a production on as far as its people allow, asking at every gate on the way."""

from __future__ import annotations

from datetime import datetime

from walkon.actions.consent_of import ask
from walkon.actions.forget import forget
from walkon.actions.tell import tell_makers, tell_people_of
from walkon.domain.allowances import AT_WORK
from walkon.domain.consent import Allowed, Denial, Denied, Gate
from walkon.domain.ids import CameoId
from walkon.domain.notices import Event
from walkon.domain.people import Tier
from walkon.domain.production import WRITABLE, NotNow, Production, State, after_denial, moved
from walkon.ports.jobs import Job, Task
from walkon.ports.store import Unit

_NEXT = {  # from where, through which gate, to where
    State.SCREENED: (Gate.PROPOSE, State.STORYBOARD),
    State.WAITING_FOR_CONSENT: (Gate.PROPOSE, State.STORYBOARD),
    State.CHANGES_WANTED: (Gate.PROPOSE, State.STORYBOARD),
    State.STORYBOARD: (Gate.START, State.RENDERING),  # its stills are there
    State.WAITING_FOR_APPROVALS: (Gate.START, State.RENDERING),
    State.RENDERING: (Gate.REVIEW, State.REVIEWING),  # its film is there
    State.REVIEWING: (Gate.RELEASE, State.READY),  # and was found to be as it should
    State.WAITING_FOR_FINAL_APPROVALS: (Gate.RELEASE, State.READY),
}


def advance(unit: Unit, production: Production, now: datetime) -> Production:
    """The production in its next state: on through its next gate, waiting for somebody, or refused.

    What follows from the state is done in the same unit of work: work is put on the queue, uses are counted, people are
    told. Raises `NotNow` where there is no way on, or somebody else was faster.
    """
    if production.state not in _NEXT:
        raise NotNow(state=production.state.value)
    gate, onward = _NEXT[production.state]
    match ask(unit, production, gate, now):
        case Allowed() as permit:
            after = moved(production, onward, now)
            for proof in permit.proofs:
                if onward is State.RENDERING and proof.grant is not None:
                    unit.grants.use(proof.grant, production.id, now)
        case Denied() as denied:
            to = after_denial(denied, gate)
            after = production if to is production.state else moved(production, to, now, _codes(denied))
            return _kept(unit, production, after, now, _missing(denied))
    return _kept(unit, production, after, now, frozenset())


def _kept(unit: Unit, before: Production, after: Production, now: datetime, missing: frozenset[CameoId]) -> Production:
    """Save a step, and do what follows from it."""
    if after.state is before.state:
        return before
    if not unit.productions.save(after, before.state):
        raise NotNow(state=before.state.value)
    if before.state in WRITABLE and after.state is not State.REFUSED:
        tell_people_of(unit, after, Event.CAST, now, by=after.owner, cast=True)
        tell_makers(unit, after, now)
    match after.state:
        case State.STORYBOARD:
            _put(unit, after, Task.STORYBOARD)
        case State.RENDERING:
            _put(unit, after, Task.RENDER)
        case State.WAITING_FOR_APPROVALS:
            tell_people_of(unit, after, Event.STORYBOARD_TO_APPROVE, now, by=after.owner, only=missing)
        case State.WAITING_FOR_FINAL_APPROVALS:
            tell_people_of(unit, after, Event.RESULT_TO_APPROVE, now, by=after.owner, only=missing)
        case State.READY:
            tell_people_of(unit, after, Event.READY, now, owner=True)
        case State.REFUSED:
            forget(unit, after.id, now)
            tell_people_of(unit, after, Event.TURNED_DOWN, now, owner=True)
        case _:
            pass
    return after


def _put(unit: Unit, production: Production, task: Task) -> None:
    owner = unit.accounts.get(production.owner)
    unit.jobs.put(
        Job(
            task=task,
            production=production.id,
            attempt=production.attempt,
            engine=production.use.engine,
            tier=Tier.FREE if owner is None else owner.tier,
            behind=max(0, unit.productions.count(production.owner, AT_WORK) - 1),
        )
    )


def _codes(denied: Denied) -> tuple[str, ...]:
    return tuple(sorted({reason.value for per_person in denied.reasons.values() for reason in per_person}))


_APPROVALS = {Denial.STORYBOARD_NOT_APPROVED, Denial.RESULT_NOT_APPROVED}


def _missing(denied: Denied) -> frozenset[CameoId]:
    """Whose approval is waited for."""
    return frozenset(cameo for cameo, reasons in denied.reasons.items() if _APPROVALS & set(reasons))
