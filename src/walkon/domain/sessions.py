"""Where somebody is signed in.

Rules
1. A session is opened by a random token of 256 bits that its device carries; its hash is kept.
2. It ends 30 days after its last use, 90 days after it was opened, or when it is revoked, whichever comes first, at that very
   moment. What has ended never opens again.
3. A passkey confirms the session it was used in, for five minutes. One that is dated later than now confirms nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from walkon.domain.ceremonies import Ceremony, CeremonyKind
from walkon.domain.hashed_secret import Secret, SecretHash, hashed, matches, token_text
from walkon.domain.ids import AccountId, SessionId
from walkon.domain.labels import label
from walkon.domain.passkeys import Passkey
from walkon.domain.sign_in_errors import NotSignedIn, PasskeyRefused

IDLE = timedelta(days=30)
LONGEST = timedelta(days=90)
CONFIRMED = timedelta(minutes=5)
NOTED = timedelta(minutes=10)  # a use is written down this often, not at every request


class Way(StrEnum):
    """How somebody signed in."""

    PASSKEY = "passkey"
    RECOVERY_CODE = "recovery_code"
    ELSEWHERE = "elsewhere"  # by an account of another server; confirms nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One device of one account. Times are aware UTC datetimes."""

    id: SessionId
    account: AccountId
    digest: SecretHash
    device: str  # what its owner knows it by
    way: Way
    opened_at: datetime
    used_at: datetime
    confirmed_at: datetime | None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    """A session to be kept, and the token for its device, which nobody can read again."""

    token: str = field(repr=False)
    session: Session


class Ending(StrEnum):
    """Why a session or a token does not open."""

    REVOKED = "revoked"
    IDLE = "idle"  # not used for too long
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Open:
    """A session or a token that works now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """One that does not any more, and why."""

    why: Ending


def open_session(
    *, id: SessionId, account: AccountId, device: str, way: Way, chance: bytes, now: datetime
) -> NewSession:
    """A new session from 32 random bytes; one opened by a passkey is confirmed by it."""
    token = token_text(chance)
    return NewSession(
        token=token,
        session=Session(
            id=id,
            account=account,
            digest=hashed(Secret.SESSION, token),
            device=label(device, "device"),
            way=way,
            opened_at=now,
            used_at=now,
            confirmed_at=now if way is Way.PASSKEY else None,
        ),
    )


def session_state(session: Session, now: datetime) -> Open | Ended:
    """Whether a session works now."""
    if session.revoked_at is not None:
        return Ended(why=Ending.REVOKED)
    if now >= session.opened_at + LONGEST:
        return Ended(why=Ending.EXPIRED)
    return Ended(why=Ending.IDLE) if now >= session.used_at + IDLE else Open()


def recognised(session: Session | None, token: str, now: datetime) -> Session:
    """The session that a device's token opens, used now; it need not be saved where it is the same as before.

    `session` is what was found by `hashed(Secret.SESSION, token)`. Raises `NotSignedIn`.
    """
    if (
        session is None
        or not matches(session.digest, Secret.SESSION, token)
        or not isinstance(session_state(session, now), Open)
    ):
        raise NotSignedIn
    return session if now < session.used_at + NOTED else replace(session, used_at=now)


def confirmed(session: Session, passkey: Passkey, ceremony: Ceremony, now: datetime) -> Session:
    """The session after its owner used a passkey in it, in a ceremony that was spent and whose answer was verified.

    Raises `PasskeyRefused` when passkey or ceremony are somebody else's or another session's, and `NotSignedIn`.
    """
    if not isinstance(session_state(session, now), Open):
        raise NotSignedIn
    if (
        ceremony.kind is not CeremonyKind.SIGN_IN
        or ceremony.session != session.id
        or ceremony.account != session.account
        or ceremony.spent_at is None
        or passkey.account != session.account
    ):
        raise PasskeyRefused
    return replace(session, confirmed_at=now)


def is_confirmed(session: Session, now: datetime) -> bool:
    """Whether a passkey was used in this session within the last five minutes."""
    return session.confirmed_at is not None and session.confirmed_at <= now < session.confirmed_at + CONFIRMED


def listed(sessions: Iterable[Session], now: datetime) -> tuple[Session, ...]:
    """Those that work now, the last used first: what their owner is shown."""
    working = [session for session in sessions if isinstance(session_state(session, now), Open)]
    return tuple(sorted(working, key=lambda session: (session.used_at, session.id), reverse=True))


def revoked(sessions: Iterable[Session], now: datetime, keep: SessionId | None = None) -> tuple[Session, ...]:
    """All that were not revoked before, revoked; `keep` stays as it is and is left out."""
    return tuple(replace(s, revoked_at=now) for s in sessions if s.revoked_at is None and s.id != keep)
