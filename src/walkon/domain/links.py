"""Addresses that open one film or still for a few minutes, for players and programs that carry no session.

Rules
1. A link is written by the server, for somebody who may see the thing at that moment, and says so itself: nothing is kept.
2. It lasts ten minutes, and no longer than the session or token it was made with, which must still be able to look.
3. It opens nothing by itself: whether its maker may see the thing is asked anew at every request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from walkon.domain.errors import NotFound
from walkon.domain.ids import ProductionId

LIFETIME = timedelta(minutes=10)


class LinkOver(NotFound):
    """It has expired, its session has ended, or it was never written here."""

    code = "link_over"
    en = "This link does not work any longer; ask for a new one."
    ko = "더는 쓸 수 없는 링크입니다. 새 링크를 받으세요."


class Carrier(StrEnum):
    """What somebody was signed in by when they asked for a link."""

    SESSION = "session"
    TOKEN = "token"  # noqa: S105  the word


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What a link says. `until` is a whole second."""

    production: ProductionId
    what: str  # ``film`` or ``still``
    place: int
    carrier: Carrier
    caller: str  # the id of the session or the token
    until: datetime


def until(now: datetime) -> datetime:
    """When a link that is written now ends."""
    return (now + LIFETIME).replace(microsecond=0)


def require(link: Link | None, now: datetime) -> Link:
    """A link that works now. Raises `LinkOver`."""
    if link is None or now >= link.until:
        raise LinkOver
    return link
