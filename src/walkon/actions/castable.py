"""Who can be named in a sentence: cameos that somebody may know of, those first that they may use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from walkon.actions.propose_video import knows_of
from walkon.domain.ids import AccountId, Handle
from walkon.domain.people import Account, Tie
from walkon.ports.store import Page, Profile, Unit

_LOOKED_AT = 50  # accounts whose handle begins like what was typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who can be named. `held`: their permission for something is in force; `asked`: they were asked for one."""

    handle: Handle
    mine: bool
    held: bool
    asked: bool


def castable_like(unit: Unit, me: Account, start: str, now: datetime, limit: int) -> list[Candidate]:
    """At most `limit` of those whose handle begins with `start`: oneself, whom one may use, then others by handle.

    Where nothing was typed, others are those whom `me` follows.
    """
    usable = [p for p in unit.profiles.usable_by(me.id, now, Page(limit=500)) if p.handle.name.startswith(start)]
    usable.sort(key=lambda profile: (profile.owner != me.id, profile.handle))
    found = {
        p.owner: _candidate(unit, me, p, now, held=True) for p in usable if p.owner == me.id or _known(unit, me, p, now)
    }
    page = Page(limit=_LOOKED_AT)
    others = unit.accounts.search(start, page) if start else unit.accounts.tied(me.id, Tie.FOLLOWS, page)
    for account in others:
        profile = None if account.id in found or len(found) >= limit else unit.profiles.of(account.id)
        if profile is not None and knows_of(unit, me, account, profile, now):
            found[account.id] = _candidate(unit, me, profile, now, held=False)
    return list(found.values())[:limit]


def _known(unit: Unit, me: Account, profile: Profile, now: datetime) -> bool:
    owner = unit.accounts.get(AccountId(profile.owner))
    return owner is not None and knows_of(unit, me, owner, profile, now)


def _candidate(unit: Unit, me: Account, profile: Profile, now: datetime, *, held: bool) -> Candidate:
    asked = not held and any(request.open(now) for request in unit.requests.between(me.id, profile.cameo))
    return Candidate(handle=profile.handle, mine=profile.owner == me.id, held=held, asked=asked)
