"""The same production once more, with another seed: whatever was left to chance comes out differently."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

from walkon.actions.descend import original
from walkon.actions.lineage import ancestors, words_of
from walkon.actions.propose_video import SEEDS, add_screened, castable, own
from walkon.actions.quotas import require_plan
from walkon.actions.readings import carry
from walkon.domain.allowances import DEFAULT, Allowances
from walkon.domain.descents import asked_too, check_audience
from walkon.domain.errors import UnknownHandle
from walkon.domain.ids import ProductionId
from walkon.domain.joining import parts_of
from walkon.domain.people import Account
from walkon.domain.plan import Plan
from walkon.domain.production import NotNow, Production, State
from walkon.ports.store import Unit


def vary(
    unit: Unit, me: Account, production: ProductionId, now: datetime, allowances: Allowances = DEFAULT
) -> Production:
    """A new production, screened and not sent: the plan of one of `me`, with a seed of its own.

    Everything is asked anew: what it was made from must still be allowed, and its people still be known. Raises `NotYours`,
    `NotNow`, `UnknownHandle`, what `walkon.actions.descend.original` raises, `AudienceTooWide`, `BeyondPlan`.
    """
    mine = own(unit, me, production)
    if mine.plan is None:
        raise NotNow(state=mine.state.value)
    sources = [original(unit, me, parent, now)[0] for parent in mine.parents]
    if not sources:
        _require_known(unit, me, mine, now)
    draft = replace(
        mine,
        id=ProductionId(secrets.token_hex(16)),
        state=State.DRAFT,
        created_at=now,
        changed_at=now,
        plan=None,
        kinds=frozenset(),
        attempt=0,
        why=(),
        asked_too=asked_too(sources, mine.cast),
    )
    check_audience(draft.use.audience, me.id, ancestors(unit, draft))
    plan = _seeded(mine.plan)
    require_plan(me, plan, allowances)
    after = add_screened(unit, draft, plan, words_of(unit, draft), now)
    carry(unit, me, [mine.id], after)
    return after


def _require_known(unit: Unit, me: Account, mine: Production, now: datetime) -> None:
    profiles = unit.profiles.among(mine.cast)
    for cameo, role in zip(mine.cast, mine.plan.roles if mine.plan else (), strict=True):
        if cameo not in profiles:
            raise UnknownHandle(handle=str(role.person))
        castable(unit, me, profiles[cameo].handle, now)


def _seeded(plan: Plan) -> Plan:
    """The plan with a new seed in each of its parts."""
    parts = [replace(part, seed=secrets.randbelow(SEEDS)) for part in parts_of(plan)]
    return replace(plan, seed=parts[0].seed, parts=tuple(parts) if plan.parts else ())
