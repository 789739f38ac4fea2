"""What the owner of a cameo allows, and takes back."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

from walkon.actions.stop_uses import stop_uses
from walkon.actions.tie import somebody
from walkon.actions.wake import wake_waiting
from walkon.domain.asking import granted
from walkon.domain.errors import Conflict, NotFound
from walkon.domain.grants import Grant, Grantee, Person, Terms
from walkon.domain.ids import GrantId, Handle
from walkon.domain.notices import Event, Notice
from walkon.domain.people import Account, WithYourself
from walkon.ports.store import Erasure, Profile, Unit

GRANT = "grant/"  # of a permission that was taken back, in the list of what is gone


class NoCameo(NotFound):
    """Somebody without a cameo wants to do something with it."""

    code = "no_cameo"
    en = "You have no cameo yet; record yourself first."
    ko = "아직 카메오가 없습니다. 먼저 자신을 녹화해 주세요."


class NoSuchGrant(NotFound):
    code = "grant_unknown"
    en = "There is no such permission."
    ko = "그런 허락이 없습니다."


class MinorsGrantNothing(Conflict):
    code = "minors_grant_nothing"
    en = "The cameo of a minor is private; nobody can be allowed to use it."
    ko = "미성년자의 카메오는 비공개이며, 누구에게도 허락할 수 없습니다."


def cameo_of(unit: Unit, me: Account) -> Profile:
    """The cameo of `me`. Raises `NoCameo`."""
    profile = unit.profiles.of(me.id)
    if profile is None:
        raise NoCameo
    return profile


def grantee_called(unit: Unit, me: Account, handle: Handle) -> Person:
    """Somebody `me` wants to allow something. Raises `NobodyThere`, `WithYourself`."""
    them = somebody(unit, me, handle)
    if them.id == me.id:
        raise WithYourself
    return Person(account=them.id)


def give_grant(unit: Unit, me: Account, grantee: Grantee, terms: Terms, now: datetime) -> Grant:
    """Allow a use of one's cameo from now on; somebody who is named is told, and what waited goes on.

    Raises `NoCameo`, `MinorsGrantNothing`, `BadTerms`.
    """
    profile = cameo_of(unit, me)
    if me.minor:
        raise MinorsGrantNothing
    grant = granted(terms, GrantId(secrets.token_hex(16)), profile.cameo, grantee, now)
    unit.grants.add(grant)
    if isinstance(grantee, Person):
        unit.notices.tell(Notice(account=grantee.account, event=Event.GRANTED, at=now, by=me.id, cameo=profile.cameo))
    wake_waiting(unit, profile.cameo, now, by=grantee.account if isinstance(grantee, Person) else None)
    return grant


def revoke(unit: Unit, me: Account, grant: GrantId, now: datetime) -> int:
    """Take a permission back, with everything that rests on it: what is being made stops, what was released disappears.

    Doing it twice is fine. Gives how many productions ended. Raises `NoCameo`, `NoSuchGrant`.
    """
    profile, found = cameo_of(unit, me), unit.grants.get(grant)
    if found is None or found.cameo != profile.cameo:
        raise NoSuchGrant
    if found.revoked_at is not None:
        return 0
    unit.grants.save(replace(found, revoked_at=now))
    unit.erasures.add(Erasure(name=GRANT + grant, due_at=now))
    if isinstance(found.grantee, Person):
        unit.notices.tell(
            Notice(account=found.grantee.account, event=Event.REVOKED, at=now, by=me.id, cameo=profile.cameo)
        )
    return stop_uses(unit, profile.cameo, now)
