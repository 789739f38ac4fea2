"""Asking everybody in a cast, with everything that is known at this moment: the facts behind `domain.consent`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from walkon.actions.lineage import words_of
from walkon.domain.cameo import Standing
from walkon.domain.consent import Allowed, Appearing, Denied, Gate, Question, decide
from walkon.domain.grants import Approval
from walkon.domain.ids import AccountId, CameoId
from walkon.domain.people import Account
from walkon.domain.production import Production
from walkon.domain.restrictions import restrictions, touches
from walkon.domain.screening import Screened
from walkon.ports.store import Profile, Unit

NOBODYS = AccountId("")  # owns a cameo that is gone


_LISTENING: list[Callable[[Gate, Allowed | Denied], None]] = []


def listen(tell: Callable[[Gate, Allowed | Denied], None] | None) -> None:
    """Have this process's decisions counted; whoever listens learns gate and answer, and cannot change them."""
    _LISTENING[:] = [] if tell is None else [tell]


def ask(
    unit: Unit, production: Production, gate: Gate, now: datetime, viewer: AccountId | None = None
) -> Allowed | Denied:
    """Whether this production is allowed at this gate now; `viewer` where somebody wants to see it."""
    held = unit.grants.for_use(production.people, production.owner)
    counted = [grant.id for grant in held if grant.videos is not None]
    known = [grant.id for grant in held if grant.approval is Approval.FIRST_TIME]
    profiles = unit.profiles.among(production.people)
    owners = {profile.owner for profile in profiles.values()}
    people = unit.accounts.among(owners | {production.owner})
    requester = people.get(production.owner)
    ties = unit.accounts.betweens(production.owner, owners)
    blocked = {owner for owner, between in ties.items() if between.apart}
    if viewer is not None:
        blocked |= {owner for owner, between in unit.accounts.betweens(viewer, owners).items() if between.apart}
    question = Question(
        requester=production.owner,
        requester_suspended=requester is None or not requester.active,
        production=production.id,
        gate=gate,
        cast=tuple(_appearing(unit, cameo, production, profiles, people) for cameo in production.people),
        kinds=production.kinds,
        purpose=production.use.purpose,
        audience=production.use.audience,
        engine=production.use.engine,
        where=production.use.where,
        marks_unverified=True,  # every engine is handed `CastMember.marked`
        blocked=frozenset(blocked),
        used=unit.grants.used(counted) if counted else {},
        answers={(given.cameo, given.stage): given.yes for given in unit.productions.answers(production.id)},
        viewer=viewer,
        friends=frozenset(owner for owner, between in ties.items() if between.friends),
        approved_before=unit.grants.approved_before(known, production.id) if known else frozenset(),
    )
    decision = decide(question, held, now)
    heard(gate, decision)
    return decision


def heard(gate: Gate, decision: Allowed | Denied) -> None:
    """A decision was made; whoever listens learns of it."""
    for tell in _LISTENING:
        tell(gate, decision)


def _appearing(
    unit: Unit,
    cameo: CameoId,
    production: Production,
    profiles: Mapping[CameoId, Profile],
    people: Mapping[AccountId, Account],
) -> Appearing:
    """What is known of one person; a cameo that is gone, or whose owner is, is out of use."""
    profile = profiles.get(cameo)
    owner = None if profile is None else people.get(profile.owner)
    if profile is None or owner is None:
        return Appearing(
            cameo=cameo, owner=NOBODYS, standing=Standing.UNVERIFIED, minor=True, suspended=True, restricted=True
        )
    return Appearing(
        cameo=cameo,
        owner=owner.id,
        standing=profile.standing,
        minor=owner.minor,
        suspended=profile.suspended_at is not None or not owner.active,
        restricted=_touches(unit, production, profile),
    )


def _touches(unit: Unit, production: Production, profile: Profile) -> bool:
    """Whether a production touches what somebody ruled out. One that has no plan yet touches everything."""
    if not profile.restrictions:
        return False
    if production.plan is None:
        return True
    found = Screened(kinds=production.kinds, bars=(), found=())
    limits = restrictions(profile.restrictions)
    return bool(touches(limits, words_of(unit, production), production.plan, found, len(production.cast)))
