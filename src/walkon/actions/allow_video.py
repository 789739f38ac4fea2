"""A yes to a production that also gives the permission it needs: for this one, or for all such films of this person.

And what waits for somebody's answer at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from walkon.actions.answer_video import STAGES, approve, in_cast
from walkon.actions.consent_of import ask
from walkon.actions.give_grant import give_grant
from walkon.domain.asking import AccessRequest
from walkon.domain.consent import WAITING, Allowed, Denial, Gate
from walkon.domain.grants import Approval, Person
from walkon.domain.ids import CameoId, ProductionId
from walkon.domain.narrowest import Lasting, narrowest
from walkon.domain.people import Account
from walkon.domain.production import ASKS_PEOPLE, ENDED, NotNow, Production, State
from walkon.ports.store import Page, Unit

_GATE = {
    State.WAITING_FOR_CONSENT: Gate.PROPOSE,
    State.WAITING_FOR_APPROVALS: Gate.START,
    State.WAITING_FOR_FINAL_APPROVALS: Gate.RELEASE,
}
_HEALED_BY_A_GRANT = frozenset(
    {
        Denial.NOT_GRANTED,
        Denial.ENDED,
        Denial.USED_UP,
        Denial.KIND,
        Denial.PURPOSE,
        Denial.AUDIENCE,
        Denial.ENGINE,
    }
)
MOST = 100  # of each kind that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits for one person: requests for a permission, and productions with what each lacks of them."""

    requests: Sequence[AccessRequest]
    productions: Sequence[tuple[Production, tuple[Denial, ...]]]

    @property
    def count(self) -> int:
        return len(self.requests) + len(self.productions)


def waiting_for(unit: Unit, me: Account, now: datetime) -> Waiting:
    """Everything that goes on when `me` says yes; the newest first."""
    requests = [request for request in unit.requests.to(me.id, Page(limit=MOST)) if request.open(now)]
    profile = unit.profiles.of(me.id)
    found = [] if profile is None else unit.productions.showing(profile.cameo, Page(limit=MOST), ASKS_PEOPLE)
    lacking = []
    for production in found:
        lacks = () if profile is None else _lacks(unit, me, production, profile.cameo, now)
        if lacks:
            lacking.append((production, lacks))
    return Waiting(requests=requests, productions=lacking)


def allow(
    unit: Unit,
    me: Account,
    production: ProductionId,
    lasting: Lasting,
    now: datetime,
    *,
    approval: Approval = Approval.NONE,
    note: str = "",
) -> Production:
    """A yes: to what is shown, with the narrowest permission that covers the production where one is missing or wanted
    for always.

    Raises `NotYours` where `me` is not in it or owns it, `NotNow` where it waits for nothing of `me`,
    `MinorsGrantNothing`, `MessageTooLong`.
    """
    shown, cameo = in_cast(unit, me, production)
    lacks = _lacks(unit, me, shown, cameo, now)
    always = lasting is Lasting.ALWAYS and shown.owner != me.id and shown.state not in ENDED
    if not lacks and not always:
        raise NotNow(state=shown.state.value)
    if always or _HEALED_BY_A_GRANT & set(lacks):
        give_grant(unit, me, Person(account=shown.owner), narrowest(shown, lasting, approval), now)
    after = unit.productions.get(production)
    if lacks and after is not None and after.state in STAGES:
        return approve(unit, me, production, now, note)
    return shown if after is None else after


def _lacks(unit: Unit, me: Account, production: Production, cameo: CameoId, now: datetime) -> tuple[Denial, ...]:
    """What of a yes of `me` a production waits for; nothing where that would not help, or where it waits for others."""
    gate = _GATE.get(production.state)
    if gate is None or unit.accounts.between(me.id, production.owner).apart:
        return ()
    decision = ask(unit, production, gate, now)
    lacks = () if isinstance(decision, Allowed) else decision.reasons.get(cameo, ())
    return lacks if set(lacks) <= _HEALED_BY_A_GRANT | WAITING else ()
