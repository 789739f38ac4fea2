"""What somebody changes of their account and of their cameo's rules."""

from __future__ import annotations

from dataclasses import replace

from walkon.actions.give_grant import cameo_of
from walkon.domain.capture import Language
from walkon.domain.people import Account, Visibility
from walkon.ports.store import Profile, Unit


def set_profile(unit: Unit, me: Account, language: Language | None, profile: Visibility | None) -> Account:
    """The account, changed; what is None stays."""
    changed = replace(me, language=language or me.language, profile=profile or me.profile)
    unit.accounts.save(changed)
    return changed


def set_cameo(
    unit: Unit,
    me: Account,
    shown_to: Visibility | None,
    restrictions: tuple[str, ...] | None,
    preferences: tuple[str, ...] | None,
) -> Profile:
    """The cameo, changed; what is None stays. Raises `NoCameo`."""
    profile = cameo_of(unit, me)
    changed = replace(
        profile,
        shown_to=shown_to or profile.shown_to,
        restrictions=profile.restrictions if restrictions is None else restrictions,
        preferences=profile.preferences if preferences is None else preferences,
    )
    unit.profiles.save(changed)
    return changed
