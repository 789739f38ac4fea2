"""Who may sign up.

Rules
1. A server is open, or lets in whoever has an invite.
2. An invite's code is shown once and its hash kept. It has 1 to 100 uses, ends within 90 days, and whoever made it can end it
   at any time.
3. A use is counted when an account comes to be, in one step that never goes below nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from walkon.domain.hashed_secret import Secret, SecretHash, hashed, matches
from walkon.domain.ids import AccountId, InviteId
from walkon.domain.sign_in_errors import InviteLimits, InviteNeeded, InviteRefused
from walkon.domain.typed_codes import draw_code, normal_form

MOST_USES = 100  # a code that is passed on lets in no crowd
LONGEST = timedelta(days=90)


class SignUp(StrEnum):
    """How a server takes new accounts."""

    OPEN = "open"
    BY_INVITE = "by_invite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """What is kept of an invite. Times are aware UTC datetimes."""

    id: InviteId
    digest: SecretHash
    made_by: AccountId
    made_at: datetime
    uses_left: int
    expires_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInvite:
    """An invite to be kept, and its code, which nobody can read again."""

    code: str = field(repr=False)
    invite: Invite


@dataclass(frozen=True, slots=True)
class Welcome:
    """Anybody may sign up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Somebody may sign up with this invite, which has one use less now."""

    invite: Invite


def make_invite(
    *, id: InviteId, made_by: AccountId, uses: int, lasts: timedelta, chance: bytes, now: datetime
) -> NewInvite:
    """A new invite from 13 random bytes. Raises `InviteLimits`."""
    if not (1 <= uses <= MOST_USES and timedelta(0) < lasts <= LONGEST):
        raise InviteLimits(uses=MOST_USES, days=LONGEST.days)
    code = draw_code(chance)
    digest = hashed(Secret.INVITE, normal_form(code) or "")
    invite = Invite(id=id, digest=digest, made_by=made_by, made_at=now, uses_left=uses, expires_at=now + lasts)
    return NewInvite(code=code, invite=invite)


def digest_of(typed: str) -> SecretHash | None:
    """What a typed code is found by; None where it cannot be a code."""
    meant = normal_form(typed)
    return None if meant is None else hashed(Secret.INVITE, meant)


def admitted(setting: SignUp, typed: str | None, invite: Invite | None, now: datetime) -> Welcome | Invited:
    """Whether somebody may sign up; `invite` is what was found by the code they typed.

    An open server looks at no invite. Raises `InviteNeeded` where none was typed, else `InviteRefused`.
    """
    if setting is SignUp.OPEN:
        return Welcome()
    if typed is None or not typed.strip():
        raise InviteNeeded
    meant = normal_form(typed)
    if meant is None or invite is None or not matches(invite.digest, Secret.INVITE, meant) or not is_open(invite, now):
        raise InviteRefused
    return Invited(invite=replace(invite, uses_left=invite.uses_left - 1))


def is_open(invite: Invite, now: datetime) -> bool:
    """Whether somebody could still come by it."""
    return invite.ended_at is None and invite.uses_left > 0 and now < invite.expires_at


def ended(invite: Invite, now: datetime) -> Invite:
    """The invite, ended; one that was ended before stays so from then."""
    return invite if invite.ended_at is not None else replace(invite, ended_at=now)
