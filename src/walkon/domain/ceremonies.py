"""What a passkey is asked to sign this one time.

Rules
1. A ceremony's challenge is 32 random bytes. It lasts five minutes and is spent by the first answer, right or wrong.
2. It belongs to the session it was begun in; one begun without a session is answered without one.
3. Registering names an account, new or signed in. Signing in names one only when somebody who is signed in confirms that it
   is them.

Whoever keeps ceremonies saves the spent one before the answer is verified, in one step that only one answer can win.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from walkon.domain.ids import AccountId, CeremonyId, SessionId
from walkon.domain.sign_in_errors import CeremonyOver

LIFETIME = timedelta(minutes=5)
CHALLENGE_BYTES = 32  # WebAuthn asks for 16 and more


class CeremonyKind(StrEnum):
    """What is being done with a passkey."""

    REGISTER = "register"
    SIGN_IN = "sign_in"  # also to confirm within a session


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceremony:
    """One challenge. Times are aware UTC datetimes."""

    id: CeremonyId
    kind: CeremonyKind
    challenge: bytes = field(repr=False)
    account: AccountId | None  # None: whoever holds a passkey
    session: SessionId | None
    expires_at: datetime
    spent_at: datetime | None = None


def begin(
    *,
    id: CeremonyId,
    kind: CeremonyKind,
    account: AccountId | None,
    session: SessionId | None,
    chance: bytes,
    now: datetime,
) -> Ceremony:
    """A new ceremony, from `CHALLENGE_BYTES` random bytes. What rule 3 does not allow is a `ValueError`."""
    if len(chance) != CHALLENGE_BYTES:
        raise ValueError("a challenge is drawn from 32 random bytes")
    confirming = session is not None
    if account is None and (kind is CeremonyKind.REGISTER or confirming):
        raise ValueError("this ceremony needs an account")
    if kind is CeremonyKind.SIGN_IN and account is not None and not confirming:
        raise ValueError("nobody is named before they have signed in")
    return Ceremony(id=id, kind=kind, challenge=chance, account=account, session=session, expires_at=now + LIFETIME)


def spend(ceremony: Ceremony | None, kind: CeremonyKind, session: SessionId | None, now: datetime) -> Ceremony:
    """The ceremony, spent. Raises `CeremonyOver` for what is unknown, over, spent, of another kind or another session."""
    if (
        ceremony is None
        or ceremony.spent_at is not None
        or not ceremony.expires_at - LIFETIME <= now < ceremony.expires_at
        or ceremony.kind is not kind
        or ceremony.session != session
    ):
        raise CeremonyOver
    return replace(ceremony, spent_at=now)
