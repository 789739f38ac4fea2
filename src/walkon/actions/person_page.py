"""What somebody is told of somebody else: how many follow them, and what of their cameo is theirs to use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from walkon.actions.propose_video import knows_of
from walkon.actions.tie import somebody
from walkon.domain.grants import Everyone, Grant, MutualFriends, Person, in_force
from walkon.domain.ids import Handle
from walkon.domain.people import Account, Between
from walkon.ports.store import Profile, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoSeen:
    """Somebody's cameo, as far as the viewer may know of it."""

    profile: Profile
    allows: Sequence[Grant]  # in force and for the viewer; whether one covers a film is asked when it is made
    asked: bool  # the viewer has asked, and there is no answer yet


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSeen:
    """Somebody as the viewer may see them. `followers` and `following` count active people."""

    account: Account
    between: Between
    followers: int
    following: int
    cameo: CameoSeen | None  # None: there is none, or none the viewer may know of


def seen(unit: Unit, me: Account, handle: Handle, now: datetime) -> PersonSeen:
    """Raises `NobodyThere`."""
    them = somebody(unit, me, handle)
    between = unit.accounts.between(me.id, them.id)
    profile = unit.profiles.of(them.id)
    known = profile is not None and knows_of(unit, me, them, profile, now)
    return PersonSeen(
        account=them,
        between=between,
        followers=unit.accounts.followed_by(them.id),
        following=unit.accounts.follows(them.id),
        cameo=_cameo(unit, me, profile, between, now) if profile is not None and known else None,
    )


def _cameo(unit: Unit, me: Account, profile: Profile, between: Between, now: datetime) -> CameoSeen:
    def is_for_me(grant: Grant) -> bool:
        match grant.grantee:
            case Person(account=account):
                return account == me.id
            case MutualFriends():
                return between.friends
            case Everyone():
                return True

    allows = [] if between.apart else unit.grants.for_use([profile.cameo], me.id)
    return CameoSeen(
        profile=profile,
        allows=[grant for grant in allows if in_force(grant, now) and is_for_me(grant)],
        asked=any(request.open(now) for request in unit.requests.between(me.id, profile.cameo)),
    )
