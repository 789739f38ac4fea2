"""Signing in by an account of another server (OpenID Connect Core 1.0, authorization code flow).

Rules
1. A visit to the other server begins with one random secret, which only the browser carries. State, nonce and code verifier
   are derived from it, so that whoever reads the database can finish nobody's visit.
2. A visit lasts ten minutes and is answered once, right or wrong, by the browser that began it. One begun in a session ends
   in that session.
3. The answer counts if the other server made it for this server and this visit: issuer, audience, authorised party, times
   and nonce are all as they should be, and nothing needed is missing. Signature and algorithm are verified before.
4. To confirm, somebody signs in there anew: the time at which they did is told and lies within the visit.
5. It confirms for accounts without a passkey only. Whoever has a passkey confirms with it: whoever runs the other server, or
   steals somebody's account there, can sign in as them, and can neither withdraw their cameo nor add ways to sign in.
6. Of the person nothing is kept but a keyed hash of issuer and subject. It leads to one account; an account has at most five.
7. The last way in stays: what is tied is untied only while a passkey or an unused recovery code is left.
8. From there, people come back to a path of this server and to nowhere else.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from walkon.domain.elsewhere_errors import BadReturn, ElsewhereKnown, ElsewhereRefused, LastWayIn, TooManyElsewhere
from walkon.domain.errors import NotFound
from walkon.domain.hashed_secret import Secret, SecretHash, hashed, matches
from walkon.domain.ids import AccountId, SessionId, TieId, VisitId
from walkon.domain.labels import label
from walkon.domain.passkeys import Passkey
from walkon.domain.recovery import RecoveryCode, is_unused
from walkon.domain.sessions import Open, Session, session_state
from walkon.domain.sign_in_errors import CeremonyOver, ConfirmFirst, NotSignedIn

LIFETIME = timedelta(minutes=10)
SECRET_BYTES = 32
MOST = 5  # accounts elsewhere that are tied to one here
LONGEST_RETURN = 200  # characters

PersonHash = SecretHash
"""What is kept of somebody's account elsewhere: a keyed hash, so that nobody can try out whose it is without the key."""


class Aim(StrEnum):
    """What somebody goes to the other server for."""

    SIGN_IN = "sign_in"  # or to sign up, where nobody here is tied to who they are there
    TIE = "tie"  # to sign in by it from now on
    CONFIRM = "confirm"  # that it is them, within a session


class Outcome(StrEnum):
    """How a visit ended; the page that somebody comes back to is told."""

    SIGNED_IN = "signed_in"
    NEW = "new"  # nobody is tied to this person: they may sign up within ten minutes
    TIED = "tied"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit to the other server. Times are aware UTC datetimes."""

    id: VisitId
    digest: SecretHash  # of the secret that its browser carries
    aim: Aim
    back: str  # path of this server where it ends
    device: str
    account: AccountId | None
    session: SessionId | None
    began_at: datetime
    expires_at: datetime
    spent_at: datetime | None = None
    person: PersonHash | None = None  # somebody new, who may still sign up
    used_at: datetime | None = None  # when they did


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What goes to the other server: it comes back with its answer (state), lies in it (nonce) or opens it (verifier)."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """That an account is somebody's at the other server. Times are aware UTC datetimes."""

    id: TieId
    account: AccountId
    person: PersonHash
    tied_at: datetime
    used_at: datetime | None = None


def secret_text(chance: bytes) -> str:
    """What the browser carries, from `SECRET_BYTES` random bytes; another number of bytes is a `ValueError`."""
    if len(chance) != SECRET_BYTES:
        raise ValueError("a visit's secret is drawn from 32 random bytes")
    return _base64url(chance)


def tokens_of(secret: str) -> Tokens:
    """State, nonce and verifier of the visit whose secret this is; 43 characters each (RFC 7636 asks for 43 to 128)."""
    state, nonce, verifier = (_derived(secret, use) for use in ("state", "nonce", "verifier"))
    return Tokens(state=state, nonce=nonce, verifier=verifier)


def begin(
    *,
    id: VisitId,
    aim: Aim,
    secret: str,
    back: str,
    device: str,
    session: Session | None,
    now: datetime,
) -> Visit:
    """A new visit. Raises `BadReturn`; one that has to have a session and has none, or the other way, is a `ValueError`."""
    if (session is None) != (aim is Aim.SIGN_IN):
        raise ValueError("whoever signs in has no session; whoever ties or confirms has one")
    return Visit(
        id=id,
        digest=hashed(Secret.VISIT, secret),
        aim=aim,
        back=way_back(back),
        device=label(device, "device"),
        account=None if session is None else session.account,
        session=None if session is None else session.id,
        began_at=now,
        expires_at=now + LIFETIME,
    )


def spend(visit: Visit | None, secret: str, state: str, now: datetime) -> Visit:
    """The visit, spent; `visit` is what was found by the secret's hash. Raises `CeremonyOver`.

    A state that does not belong to the secret was sent by somebody else, or by another visit of this browser.
    """
    known = visit is not None and matches(visit.digest, Secret.VISIT, secret)
    fits = hmac.compare_digest(tokens_of(secret).state.encode(), state.encode("utf-8", "surrogatepass"))
    if visit is None or not known or not fits or visit.spent_at is not None or not _lasts(visit, now):
        raise CeremonyOver
    return replace(visit, spent_at=now)


def newcomer(visit: Visit, person: PersonHash, now: datetime) -> Visit:
    """A spent visit of somebody whom nobody here is tied to: for ten minutes more they may sign up by it."""
    if visit.aim is not Aim.SIGN_IN or visit.spent_at is None:
        raise ValueError("only a visit to sign in, once it is answered, can lead to a new account")
    return replace(visit, person=person, expires_at=now + LIFETIME)


def arrive(visit: Visit | None, secret: str, now: datetime) -> tuple[Visit, PersonHash]:
    """The visit, used up, and the person who signs up by it. Raises `CeremonyOver`."""
    if (
        visit is None
        or not matches(visit.digest, Secret.VISIT, secret)
        or visit.person is None
        or visit.used_at is not None
        or not _lasts(visit, now)
    ):
        raise CeremonyOver
    return replace(visit, used_at=now), visit.person


def tie(
    person: PersonHash,
    *,
    id: TieId,
    account: AccountId,
    known: Sequence[Elsewhere],
    same: Elsewhere | None,
    now: datetime,
) -> Elsewhere:
    """Beside the account's `known` ones; `same` is whoever this person is tied to. Raises `ElsewhereKnown`, `TooManyElsewhere`."""
    if same is not None or any(one.person == person for one in known):
        raise ElsewhereKnown
    if len(known) >= MOST:
        raise TooManyElsewhere(limit=MOST)
    return Elsewhere(id=id, account=account, person=person, tied_at=now)


def used(tied: Elsewhere, now: datetime) -> Elsewhere:
    """After somebody signed in by it."""
    return replace(tied, used_at=now)


def untied(
    ties: Sequence[Elsewhere], id: TieId, passkeys: Sequence[Passkey], codes: Iterable[RecoveryCode]
) -> Elsewhere:
    """The one that goes from the account whose all of these are. Raises `NotFound`, `LastWayIn` (rule 7)."""
    going = next((one for one in ties if one.id == id), None)
    if going is None:
        raise NotFound
    if not passkeys and not any(is_unused(code) for code in codes):
        raise LastWayIn
    return going


def may_confirm(passkeys: Sequence[Passkey]) -> None:
    """Rule 5. Raises `ConfirmFirst` for whoever has a passkey to confirm with."""
    if passkeys:
        raise ConfirmFirst


def confirmed(session: Session, tied: Elsewhere | None, visit: Visit, now: datetime) -> Session:
    """The session after its owner signed in elsewhere anew; `tied` is what the person there leads to.

    Raises `NotSignedIn`, and `ElsewhereRefused` when visit or person are another account's or session's.
    """
    if not isinstance(session_state(session, now), Open):
        raise NotSignedIn
    if (
        visit.aim is not Aim.CONFIRM
        or visit.spent_at is None
        or visit.session != session.id
        or visit.account != session.account
        or tied is None
        or tied.account != session.account
    ):
        raise ElsewhereRefused
    return replace(session, confirmed_at=now)


_PATH = re.compile(r"/(?:[A-Za-z0-9._~!$&'()*+,;=:@%?-][A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?")


def way_back(path: str) -> str:
    """A path of this server's pages, with or without a query: rule 8. Raises `BadReturn`.

    One slash first, then none; no backslash, space or control character, which some browsers read as something else.
    """
    try:
        parts = urlsplit(path)
    except ValueError:
        raise BadReturn from None
    fits = len(path) <= LONGEST_RETURN and _PATH.fullmatch(path) is not None
    if not fits or parts.scheme or parts.netloc or parts.path == "/api" or parts.path.startswith("/api/"):
        raise BadReturn
    return path


def told(back: str, outcome: Outcome) -> str:
    """The way back, with how the visit ended."""
    return f"{back}{'&' if '?' in back else '?'}elsewhere={outcome.value}"


def _lasts(visit: Visit, now: datetime) -> bool:
    return visit.began_at <= now < visit.expires_at


def _derived(secret: str, use: str) -> str:
    key = secret.encode("utf-8", "surrogatepass")
    return _base64url(hmac.new(key, f"walkon visit {use}".encode(), hashlib.sha256).digest())


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
