"""Asking everybody in a cast, with everything that is known at this moment: the facts behind `domain.consent`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from walkon.actions.lineage import words_of
from walkon.domain.cameo import Standing
from walkon.domain.consent import Allowed, Appearing, Denied, Gate, Question, decide
from walkon.domain.grants import Approval
from walkon.domain.ids import AccountId, CameoId
from walkon.domain.production import Production
from walkon.domain.restrictions import restrictions, touches
from walkon.domain.screening import Screened
from walkon.ports.facts import CameoFacts
from walkon.ports.store import Unit

NOBODYS = AccountId("")  # owns a cameo that is gone


_LISTENING: list[Callable[[Gate, Allowed | Denied], None]] = []


def listen(tell: Callable[[Gate, Allowed | Denied], None] | None) -> None:
    """Have this process's decisions counted; whoever listens learns gate and answer, and cannot change them."""
    _LISTENING[:] = [] if tell is None else [tell]


def ask(
    unit: Unit, production: Production, gate: Gate, now: datetime, viewer: AccountId | None = None
) -> Allowed | Denied:
    """Whether this production is allowed at this gate now; `viewer` where somebody wants to see it."""
    facts = unit.facts.about(production.people, production.id, production.owner, viewer)
    known = facts.people
    held = [grant for of_one in known.values() for grant in of_one.grants]
    counted = [grant.id for grant in held if grant.videos is not None]
    once = [grant.id for grant in held if grant.approval is Approval.FIRST_TIME]
    question = Question(
        requester=production.owner,
        requester_suspended=not facts.requester_active,
        production=production.id,
        gate=gate,
        cast=tuple(_appearing(unit, cameo, production, known.get(cameo)) for cameo in production.people),
        kinds=production.kinds,
        purpose=production.use.purpose,
        audience=production.use.audience,
        engine=production.use.engine,
        where=production.use.where,
        marks_unverified=True,  # every engine is handed `CastMember.marked`
        blocked=frozenset(found.owner for found in known.values() if found.between.apart or found.apart_from_viewer),
        used=unit.grants.used(counted) if counted else {},
        answers={(cameo, stage): yes for cameo, found in known.items() for stage, yes in found.answers.items()},
        own_voices=gate is Gate.RELEASE and bool(unit.own_readings.all(production=production.id)),
        viewer=viewer,
        friends=frozenset(found.owner for found in known.values() if found.between.friends),
        approved_before=unit.grants.approved_before(once, production.id) if once else frozenset(),
    )
    decision = decide(question, held, now)
    heard(gate, decision)
    return decision


def heard(gate: Gate, decision: Allowed | Denied) -> None:
    """A decision was made; whoever listens learns of it."""
    for tell in _LISTENING:
        tell(gate, decision)


def _appearing(unit: Unit, cameo: CameoId, production: Production, known: CameoFacts | None) -> Appearing:
    """What is known of one person; a cameo that is gone, or whose owner is, is out of use."""
    if known is None:
        return Appearing(
            cameo=cameo, owner=NOBODYS, standing=Standing.UNVERIFIED, minor=True, suspended=True, restricted=True
        )
    return Appearing(
        cameo=cameo,
        owner=known.owner,
        standing=known.standing,
        minor=known.minor,
        suspended=known.suspended or not known.owner_active,
        restricted=_touches(unit, production, known.restrictions),
    )


def _touches(unit: Unit, production: Production, restricted: Sequence[str]) -> bool:
    """Whether a production touches what somebody ruled out. One that has no plan yet touches everything."""
    if not restricted:
        return False
    if production.plan is None:
        return True
    found = Screened(kinds=production.kinds, bars=(), found=())
    limits = restrictions(restricted)
    return bool(touches(limits, words_of(unit, production), production.plan, found, len(production.cast)))
