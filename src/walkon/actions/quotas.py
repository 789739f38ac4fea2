"""What somebody uses of the server, counted in the same unit of work as the use itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from walkon.domain.allowances import (
    AT_WORK,
    DAY,
    Allowance,
    Allowances,
    Resource,
    Usage,
    personal,
    require,
    require_shape,
    require_turn,
    used,
)
from walkon.domain.ids import AccountId, UploadId
from walkon.domain.people import Account
from walkon.domain.plan import Plan
from walkon.domain.production import Production
from walkon.domain.strikes import Consequence, consequence, limited
from walkon.ports.store import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What somebody's tier has, and how much of it is used at a moment."""

    allowance: Allowance
    used: dict[Resource, float]  # in the last 24 hours
    at_work: int  # productions


def allowance_of(unit: Unit, account: Account, allowances: Allowances, now: datetime) -> Allowance:
    """What somebody may use: what their tier has, or they have for themself, as far as their strikes leave it to them."""
    given = personal(allowances[account.tier], unit.own_allowances.find(account=account.id))
    heeded = consequence(unit.strikes.all(account=account.id), now) is Consequence.NONE
    return given if heeded else limited(given)


def tally(unit: Unit, account: Account, allowances: Allowances, now: datetime) -> Tally:
    """How much somebody has used."""
    usages = _today(unit, account, now)
    return Tally(
        allowance=allowance_of(unit, account, allowances, now),
        used={what: used(usages, what, now) for what in Resource},
        at_work=unit.productions.count(account.id, AT_WORK),
    )


def require_plan(account: Account, plan: Plan, allowances: Allowances) -> None:
    """Raises `BeyondPlan` for a film that its owner's tier does not make."""
    require_shape(allowances[account.tier], plan.seconds, plan.width * plan.height)


def require_production(unit: Unit, me: Account, production: Production, allowances: Allowances, now: datetime) -> None:
    """Raises `BeyondPlan`, `TooManyAtWork` and `QuotaReached` where a production cannot be sent now."""
    allowance, usages = allowance_of(unit, me, allowances, now), _today(unit, me, now)
    if production.plan is not None:
        require_plan(me, production.plan, allowances)
    require_turn(allowance, unit.productions.count(me.id, AT_WORK))
    for usage in _of(production, now):
        require(usages, usage.what, usage.amount, allowance.a_day(usage.what), now)


def count_production(unit: Unit, production: Production, now: datetime) -> None:
    """It was sent."""
    for usage in _of(production, now):
        unit.usages.put(usage)


def bytes_left(unit: Unit, me: Account, allowances: Allowances, now: datetime) -> int:
    """Bytes of recordings that somebody may still send. Raises `QuotaReached`, `BeyondPlan` where it is none."""
    usages, limit = _today(unit, me, now), allowance_of(unit, me, allowances, now).upload_bytes_a_day
    require(usages, Resource.BYTES, 1, limit, now)
    return int(limit - used(usages, Resource.BYTES, now))


def require_bytes(unit: Unit, me: Account, wanted: int, allowances: Allowances, now: datetime) -> None:
    """Raises `QuotaReached`, `BeyondPlan` where so many bytes more are too many."""
    limit = allowance_of(unit, me, allowances, now).upload_bytes_a_day
    require(_today(unit, me, now), Resource.BYTES, wanted, limit, now)


def count_upload(unit: Unit, account: AccountId, upload: UploadId, size: int, now: datetime) -> None:
    """So many bytes of an upload are announced, or have come. What is known of it keeps its time."""
    known = unit.usages.get(upload, Resource.BYTES)
    if known is None:
        unit.usages.put(Usage(subject=upload, what=Resource.BYTES, account=account, amount=size, at=now))
    elif known.amount != size:
        unit.usages.put(replace(known, amount=size))


def forget_usages(unit: Unit, now: datetime) -> None:
    """Those that count no longer."""
    unit.usages.forget(now - DAY)


def _today(unit: Unit, account: Account, now: datetime) -> Sequence[Usage]:
    return unit.usages.since(account.id, now - DAY)


def _of(production: Production, now: datetime) -> tuple[Usage, Usage]:
    seconds = 0.0 if production.plan is None else production.plan.seconds
    one = Usage(subject=production.id, what=Resource.PRODUCTIONS, account=production.owner, amount=1, at=now)
    return one, replace(one, what=Resource.SECONDS, amount=seconds)
