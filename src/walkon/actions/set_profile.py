"""What somebody changes of their account and of their cameo's rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from walkon.actions.give_grant import cameo_of
from walkon.actions.stop_uses import stop_uses
from walkon.domain.capture import Language
from walkon.domain.people import Account, Visibility
from walkon.domain.restrictions import preference
from walkon.domain.restrictions import restrictions as parse_restrictions
from walkon.ports.store import Profile, Unit


def set_profile(unit: Unit, me: Account, language: Language | None, profile: Visibility | None) -> Account:
    """The account, changed; what is None stays."""
    now = unit.accounts.get(me.id) or me  # somebody may have changed it since it was read
    changed = replace(now, language=language or now.language, profile=profile or now.profile)
    unit.accounts.save(changed)
    return changed


def set_cameo(
    unit: Unit,
    me: Account,
    shown_to: Visibility | None,
    restrictions: tuple[str, ...] | None,
    preferences: tuple[str, ...] | None,
    now: datetime,
) -> Profile:
    """The cameo, changed; what is None stays. What is made now and touches a new restriction ends.

    Raises `NoCameo` and the errors of `domain.restrictions`.
    """
    profile = cameo_of(unit, me)
    parse_restrictions(restrictions or ())
    for wish in preferences or ():
        preference(wish)
    changed = replace(
        profile,
        shown_to=shown_to or profile.shown_to,
        restrictions=profile.restrictions if restrictions is None else restrictions,
        preferences=profile.preferences if preferences is None else preferences,
    )
    unit.profiles.save(changed)
    stop_uses(unit, changed.cameo, now)
    return changed
