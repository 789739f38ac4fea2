"""How often somebody may try to verify themself.

Rules
1. A challenge is bound to its holder: the account, the device and the connection it was given to.
2. Within a day, one account and one device may answer only so many challenges. Whoever reaches a limit waits until
   the oldest answer is a day old; a clock set back frees nobody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who a challenge is given to."""

    account: str
    device: str
    connection: str

    def mark(self) -> str:
        """SHA-256 of the holder, hexadecimal: enough to know them again, not to name them."""
        return _mark(self.account, self.device, self.connection)


HERE = Holder(account="home", device="home", connection="home")  # the owner of this computer


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One answer: hashes of the account and of the device, and when; an aware UTC datetime."""

    account: str
    device: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Answers within a day."""

    per_account: int = 12  # four challenges, three answers each
    per_device: int = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class MayTry:
    """One more answer is within the limits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MustWait:
    """A limit is reached; `until` when the next answer is possible."""

    until: datetime


def attempt(holder: Holder, now: datetime) -> Attempt:
    """The record of an answer."""
    return Attempt(account=_mark(holder.account), device=_mark(holder.device), at=now)


def may_try(past: Sequence[Attempt], holder: Holder, limits: Limits, now: datetime) -> MayTry | MustWait:
    """Whether `holder` may answer now."""
    mine = attempt(holder, now)
    waits = [
        _free_again([a.at for a in past if a.account == mine.account], limits.per_account, now),
        _free_again([a.at for a in past if a.device == mine.device], limits.per_device, now),
    ]
    until = max(waits)
    return MustWait(until=until) if until > now else MayTry()


def _free_again(times: Sequence[datetime], most: int, now: datetime) -> datetime:
    """When fewer than `most` of `times` are younger than a day; `now` where that is so already."""
    if most <= 0:
        return now + WINDOW
    recent = sorted(t for t in times if t > now - WINDOW)
    return recent[-most] + WINDOW if len(recent) >= most else now


def _mark(*names: str) -> str:
    return hashlib.sha256("\0".join(names).encode()).hexdigest()
