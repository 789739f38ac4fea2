"""From a notice to somebody's phone and mail box: who is owed what, how often it is tried, and when that ends.

Rules
1. What is owed is decided when the notice is filed, by the rules its reader has chosen then, and noted in the same unit of
   work: one delivery for each browser that takes pushes, one for a confirmed mail address.
2. A delivery is claimed by one process at a time, for `LEASE`; who has not said how it went until then has died over it.
   So one may arrive twice, when somebody dies between sending and saying so; it is never lost before its end.
3. Trouble that may pass is tried again after a time that doubles, or that the other side asks for; after `UNTIL` nobody
   tries any more. What has been read in the meantime is not sent.
4. Where the other side says that the place is gone, it is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NewType, assert_never

from walkon.domain.ids import AccountId, NoticeId
from walkon.domain.notices import Channel, Notice, Rules, channels
from walkon.domain.pushing import PushId

DeliveryId = NewType("DeliveryId", str)
"""32 lower-case hexadecimal digits."""

LEASE = timedelta(minutes=2)  # longer than any sending takes
UNTIL = timedelta(hours=24)  # after the notice was filed
FIRST, LONGEST = timedelta(seconds=10), timedelta(hours=1)  # between two tries


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One notice on one way to one place. Times are aware UTC datetimes."""

    id: DeliveryId
    account: AccountId
    notice: NoticeId
    channel: Channel
    push: PushId | None  # which browser; None: by mail
    filed_at: datetime
    due_at: datetime  # the next try; while it is claimed: when the claim is over
    tries: int = 0
    claim: str | None = None  # whose turn it is; drawn anew each time


@dataclass(frozen=True, slots=True)
class Arrived:
    """The other side has taken it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """Not now; `wait` is how long the other side asks for."""

    wait: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """The place does not exist any more."""


@dataclass(frozen=True, slots=True)
class Turned:
    """The other side does not take this one, and would not later; the place stays."""


Outcome = Arrived | Later | Gone | Turned


def owed(
    notice: Notice,
    number: NoticeId,
    rules: Rules,
    pushes: Iterable[PushId],
    *,
    mail: bool,
    offered: frozenset[Channel],
    draw: Callable[[], str],
) -> tuple[Delivery, ...]:
    """The deliveries of a notice that was filed as `number`; `offered` are the ways this server has.

    `mail`: whether the address is confirmed. `draw` gives a new id each time.
    """
    ways = channels(notice.event, rules) & offered
    places: list[tuple[Channel, PushId | None]] = []
    if Channel.PUSH in ways:
        places += [(Channel.PUSH, push) for push in pushes]
    if Channel.MAIL in ways and mail:
        places.append((Channel.MAIL, None))
    return tuple(
        Delivery(
            id=DeliveryId(draw()),
            account=notice.account,
            notice=number,
            channel=channel,
            push=push,
            filed_at=notice.at,
            due_at=notice.at,
        )
        for channel, push in places
    )


def over(delivery: Delivery, now: datetime) -> bool:
    """Whether nobody tries any more."""
    return now >= delivery.filed_at + UNTIL


def claimed(delivery: Delivery, claim: str, now: datetime) -> Delivery:
    """The delivery while somebody tries."""
    return replace(delivery, claim=claim, tries=delivery.tries + 1, due_at=now + LEASE)


def settled(delivery: Delivery, outcome: Outcome, now: datetime) -> Delivery | None:
    """What is left to do after a try; None where that is nothing."""
    match outcome:
        case Arrived() | Gone() | Turned():
            return None
        case Later(wait=wait):
            doubled = min(FIRST * 2 ** min(delivery.tries - 1, 20), LONGEST)
            due = now + max(doubled, min(wait or timedelta(0), LONGEST))
            return None if due >= delivery.filed_at + UNTIL else replace(delivery, claim=None, due_at=due)
        case unknown:
            assert_never(unknown)
