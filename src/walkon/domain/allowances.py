"""How much of the server somebody may use, by their tier, and how much of it is left.

Rules
1. A day is the 24 hours before now; what was used leaves it by itself, at that very moment.
2. What is asked for is given whole or not at all. What would never fit is not “later” but “not with this plan”.
3. A production counts from when it is sent; that it was cancelled, refused or failed afterwards gives nothing back, since
   workers were busy with it. One that is refused in the moment of sending does not count.
4. A recording counts by the bytes that came or were announced, whatever became of them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from walkon.domain.errors import BadInput, TooMuch
from walkon.domain.ids import AccountId
from walkon.domain.people import Tier
from walkon.domain.production import State

DAY = timedelta(days=1)
AT_WORK = frozenset({State.STORYBOARD, State.RENDERING, State.REVIEWING})  # what a worker is busy with, or soon will be
_MIB = 1 << 20
_HAIR = 1e-6  # sums of tenths of a second are not exact


class Resource(StrEnum):
    """What is counted over a day."""

    PRODUCTIONS = "productions"
    SECONDS = "seconds"  # of film
    BYTES = "bytes"  # of recordings


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What one tier may use."""

    productions_a_day: int
    seconds_a_day: float  # of film
    longest_film: float  # seconds
    largest_picture: int  # pixels: width times height
    at_once: int  # productions that workers are busy with, or that wait for one
    upload_bytes_a_day: int
    queue_minutes: float  # its jobs count as if they had been put in the queue so much later

    def a_day(self, what: Resource) -> float:
        """The limit of something over a day, in its own unit."""
        match what:
            case Resource.PRODUCTIONS:
                return self.productions_a_day
            case Resource.SECONDS:
                return self.seconds_a_day
            case Resource.BYTES:
                return self.upload_bytes_a_day


Allowances = Mapping[Tier, Allowance]

DEFAULT: Allowances = {
    Tier.FREE: Allowance(
        productions_a_day=20,
        seconds_a_day=240,
        longest_film=20,
        largest_picture=1280 * 720,
        at_once=2,
        upload_bytes_a_day=2048 * _MIB,
        queue_minutes=15,
    ),
    Tier.PLUS: Allowance(
        productions_a_day=60,
        seconds_a_day=900,
        longest_film=30,
        largest_picture=1920 * 1080,
        at_once=4,
        upload_bytes_a_day=4096 * _MIB,
        queue_minutes=10,
    ),
    Tier.PRO: Allowance(
        productions_a_day=200,
        seconds_a_day=3600,
        longest_film=60,
        largest_picture=1920 * 1920,
        at_once=8,
        upload_bytes_a_day=8192 * _MIB,
        queue_minutes=5,
    ),
    Tier.TEAM: Allowance(
        productions_a_day=600,
        seconds_a_day=10_800,
        longest_film=60,
        largest_picture=1920 * 1920,
        at_once=16,
        upload_bytes_a_day=16_384 * _MIB,
        queue_minutes=0,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAllowance:
    """What one person may use instead of what their tier has; None: as the tier has it."""

    account: AccountId
    productions_a_day: int | None = None
    seconds_a_day: float | None = None
    at_once: int | None = None
    upload_bytes_a_day: int | None = None


def personal(allowance: Allowance, own: OwnAllowance | None) -> Allowance:
    """A tier's allowance with what somebody has for themself."""
    if own is None:
        return allowance
    named = {name: getattr(own, name) for name in OWN}
    return replace(allowance, **{name: value for name, value in named.items() if value is not None})


OWN = ("productions_a_day", "seconds_a_day", "at_once", "upload_bytes_a_day")
"""What can be somebody's own: amounts. What shape a film may have is the tier's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Something that was used, once per subject."""

    subject: str  # the production or the upload
    what: Resource
    account: AccountId
    amount: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Covered:
    """There is enough left, at this moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """There is not, until `again` if nothing else is used."""

    what: Resource
    limit: float
    used: float
    again: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Never:
    """More than the tier has in a whole day."""

    what: Resource
    limit: float


class QuotaReached(TooMuch):
    """`what`, `limit` and `used` of it, `again` (ISO 8601), `retry_after` seconds."""

    code = "quota_reached"
    en = "Your plan has {limit} {what} a day, and {used} are used. There is enough again from {again}."
    ko = "이용 등급의 하루 한도({what} {limit}) 가운데 {used}을(를) 썼습니다. {again}부터 다시 할 수 있습니다."


class TooManyAtWork(TooMuch):
    code = "too_many_at_work"
    en = "Your plan has {limit} videos made at once; wait until one of them is done."
    ko = "이용 등급에서는 영상을 한 번에 {limit}개까지 만듭니다. 하나가 끝날 때까지 기다려 주세요."


class BeyondPlan(BadInput):
    """`what` is ``longest_film`` (seconds), ``largest_picture`` (pixels), or a resource of which a day has not so much."""

    code = "beyond_plan"
    en = "That is more than your plan has: {what}, at most {limit}."
    ko = "이용 등급의 한도를 넘습니다: {what}, 최대 {limit}."


class BadPlans(BadInput):
    code = "bad_plans"
    en = "The file that WALKON_PLANS names cannot be used: {where}."
    ko = "WALKON_PLANS에 적힌 파일을 쓸 수 없습니다: {where}."


def used(usages: Iterable[Usage], what: Resource, now: datetime) -> float:
    """How much of something was used in the 24 hours before `now`."""
    return sum(usage.amount for usage in usages if usage.what is what and usage.at > now - DAY)


def weigh(
    usages: Iterable[Usage], what: Resource, wanted: float, limit: float, now: datetime
) -> Covered | Reached | Never:
    """Whether `wanted` more fits into a day of `limit`."""
    if wanted > limit + _HAIR:
        return Never(what=what, limit=limit)
    known = sorted(
        (usage for usage in usages if usage.what is what and usage.at > now - DAY), key=lambda usage: usage.at
    )
    taken = total = sum(usage.amount for usage in known)
    again = now
    for usage in known:
        if total + wanted <= limit + _HAIR:
            break
        total -= usage.amount
        again = usage.at + DAY
    return Covered() if again == now else Reached(what=what, limit=limit, used=taken, again=again)


def require(usages: Iterable[Usage], what: Resource, wanted: float, limit: float, now: datetime) -> None:
    """Raises `QuotaReached` and `BeyondPlan`."""
    match weigh(usages, what, wanted, limit, now):
        case Covered():
            return
        case Reached() as reached:
            raise QuotaReached(
                what=what.value,
                limit=plain(limit),
                used=plain(reached.used),
                again=reached.again.isoformat(timespec="seconds"),
                retry_after=seconds_until(reached.again, now),
            )
        case Never():
            raise BeyondPlan(what=what.value, limit=plain(limit))


def require_shape(allowance: Allowance, seconds: float, pixels: int) -> None:
    """Raises `BeyondPlan` for a film that is too long, or too large, for its owner's tier."""
    if seconds > allowance.longest_film + _HAIR:
        raise BeyondPlan(what="longest_film", limit=plain(allowance.longest_film))
    if pixels > allowance.largest_picture:
        raise BeyondPlan(what="largest_picture", limit=allowance.largest_picture)


def require_turn(allowance: Allowance, at_work: int) -> None:
    """Raises `TooManyAtWork` where workers have enough of somebody's productions already."""
    if at_work >= allowance.at_once:
        raise TooManyAtWork(limit=allowance.at_once, retry_after=60)


def seconds_until(moment: datetime, now: datetime) -> int:
    """Whole seconds from now until a moment has come, one at least."""
    return max(1, -int((now - moment).total_seconds() // 1))


def plain(number: float) -> float | int:
    """Whole numbers without a fraction, for people."""
    return int(number) if number == int(number) else round(number, 3)


def parse(text: str) -> Allowances:
    """The allowances that a TOML text changes, one table per tier, each key as in `Allowance`; the rest is `DEFAULT`.

    Raises `BadPlans` for what it does not know, for negative numbers, and where a film that is allowed could never be sent.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise BadPlans(where="not TOML") from None
    chosen = dict(DEFAULT)
    for name, table in tables.items():
        if name not in set(Tier) or not isinstance(table, dict):
            raise BadPlans(where=name)
        tier = Tier(name)
        for key, value in table.items():
            chosen[tier] = replace(chosen[tier], **{key: _number(f"{name}.{key}", key, value)})
        if chosen[tier].longest_film > chosen[tier].seconds_a_day > 0:
            raise BadPlans(where=f"{name}.longest_film")
    return chosen


_KINDS: Mapping[str, str] = {field.name: str(field.type) for field in fields(Allowance)}


def _number(where: str, key: str, value: Any) -> Any:
    whole = _KINDS.get(key) == "int"
    if key not in _KINDS or isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
        raise BadPlans(where=where)
    if not 0 <= value <= 1e15:  # also what is not a number
        raise BadPlans(where=where)
    return value
