"""What somebody may do, by how they are signed in.

Rules
1. The default is no: what has ended does nothing, and a deed that no rule names is done by nobody.
2. Whoever is signed in may do what their account may. A token may do that only as far as its scopes go.
3. No token withdraws a cameo, or touches passkeys, accounts elsewhere, recovery codes, tokens, sessions, invites or the
   places where somebody is told things, whatever its scopes.
4. What cannot be taken back, and what would let somebody stay, needs a passkey used in this session within five minutes:
   withdrawing a cameo, taking it to another server or bringing it from there, carrying away everything known of somebody,
   adding and removing a passkey, tying and untying an account elsewhere, new recovery codes, a new token. Who has no
   passkey at all confirms by signing in anew at the other server (`domain.elsewhere`, rule 5).
5. Somebody who came in by a recovery code has no passkey to confirm with: for an hour they may add one. Nothing else is
   eased; the new passkey confirms the rest.
6. Coming in by a recovery code ends every session and every token there was: whoever needs one may have been robbed.
7. What is done at the desk is for people in office, never for tokens; deciding, opening what waits there, naming
   reviewers and managing people need a passkey as in rule 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

from walkon.domain import api_tokens, sessions
from walkon.domain.api_tokens import ApiToken, Scope, token_state
from walkon.domain.ids import SessionId
from walkon.domain.recovery import RecoveryCode, use_code
from walkon.domain.sessions import NewSession, Open, Session, Way, is_confirmed, open_session, session_state
from walkon.domain.sign_in_errors import ConfirmFirst, NotByToken, NotSignedIn, RightMissing, ScopeMissing

RECOVERING = timedelta(hours=1)

Caller = Session | ApiToken


class Deed(StrEnum):
    """What is done at the server's door."""

    LOOK = "look"
    MAKE_FILM = "make_film"
    CHANGE_CAMEO = "change_cameo"
    ANSWER_REQUEST = "answer_request"
    RUN_SERVER = "run_server"
    WITHDRAW_CAMEO = "withdraw_cameo"
    EXPORT = "export"  # everything the server knows of somebody, as one file for them
    PACK_CAMEO = "pack_cameo"  # take it to another server
    BRING_CAMEO = "bring_cameo"  # from another server
    ADD_PASSKEY = "add_passkey"
    NAME_PASSKEY = "name_passkey"
    REMOVE_PASSKEY = "remove_passkey"
    TIE_ELSEWHERE = "tie_elsewhere"
    UNTIE_ELSEWHERE = "untie_elsewhere"
    DRAW_RECOVERY_CODES = "draw_recovery_codes"
    MAKE_TOKEN = "make_token"  # noqa: S105  the deed, not a token
    REVOKE_TOKEN = "revoke_token"  # noqa: S105
    REVOKE_SESSION = "revoke_session"
    MAKE_INVITE = "make_invite"
    END_INVITE = "end_invite"
    REPORT = "report"
    RESPOND = "respond"  # like a release or write under it
    TAKE_BACK = "take_back"  # what one said, or what was said to one's own
    SEE_DESK = "see_desk"
    DECIDE = "decide"
    APPOINT = "appoint"
    MANAGE_PEOPLE = "manage_people"  # suspend, restore, plans, invites of others
    ADD_CHANNEL = "add_channel"  # a browser or a mail address, to be told there
    MANAGE_CHANNELS = "manage_channels"  # see and remove them


SCOPES: Mapping[Deed, Scope] = {
    Deed.LOOK: Scope.READ,
    Deed.MAKE_FILM: Scope.CREATE,
    Deed.CHANGE_CAMEO: Scope.CAMEO,
    Deed.ANSWER_REQUEST: Scope.ANSWER,
    Deed.RUN_SERVER: Scope.ADMIN,
}
"""What each deed asks of a token and of an account. What is not here is for people only (rule 3)."""

PLAIN = frozenset(
    {
        Deed.NAME_PASSKEY,
        Deed.REVOKE_TOKEN,
        Deed.REVOKE_SESSION,
        Deed.MAKE_INVITE,
        Deed.END_INVITE,
        Deed.REPORT,
        Deed.RESPOND,
        Deed.TAKE_BACK,
        Deed.SEE_DESK,
        Deed.ADD_CHANNEL,
        Deed.MANAGE_CHANNELS,
    }
)  # done by whoever is signed in, and has the office for it

SENSITIVE = frozenset(
    {
        Deed.WITHDRAW_CAMEO,
        Deed.EXPORT,
        Deed.PACK_CAMEO,
        Deed.BRING_CAMEO,
        Deed.ADD_PASSKEY,
        Deed.REMOVE_PASSKEY,
        Deed.DRAW_RECOVERY_CODES,
        Deed.MAKE_TOKEN,
        Deed.DECIDE,
        Deed.APPOINT,
        Deed.MANAGE_PEOPLE,
        Deed.TIE_ELSEWHERE,
        Deed.UNTIE_ELSEWHERE,
    }
)

OFFICIAL: Mapping[Deed, Scope] = {
    Deed.SEE_DESK: Scope.REVIEW,
    Deed.DECIDE: Scope.REVIEW,
    Deed.APPOINT: Scope.ADMIN,
    Deed.MANAGE_PEOPLE: Scope.ADMIN,
}
"""What deeds that are for people only ask of their account (rule 7)."""


class Lack(StrEnum):
    """Why a deed is not done. The order is the order in which people are told."""

    ENDED = "ended"  # session or token are over
    NOT_BY_TOKEN = "not_by_token"  # noqa: S105
    SCOPE = "scope"
    RIGHT = "right"  # the account itself may not
    CONFIRMATION = "confirmation"  # a passkey within the last five minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class MayDo:
    """Yes, at this moment; asked again for the next deed."""

    deed: Deed


@dataclass(frozen=True, slots=True, kw_only=True)
class MayNot:
    """No, and everything that is missing; never empty."""

    lacks: tuple[Lack, ...]


def weigh(caller: Caller, deed: Deed, rights: frozenset[Scope], now: datetime) -> MayDo | MayNot:
    """Whether `caller` may do this now; `rights` are what the account may do at all."""
    lacks = tuple(_lacks(caller, deed, rights, now))
    return MayNot(lacks=lacks) if lacks else MayDo(deed=deed)


def require(caller: Caller, deed: Deed, rights: frozenset[Scope], now: datetime) -> MayDo:
    """A yes. Raises `NotSignedIn`, `NotByToken`, `ScopeMissing`, `RightMissing` or `ConfirmFirst`, the first that is so."""
    found = weigh(caller, deed, rights, now)
    if isinstance(found, MayDo):
        return found
    asked = SCOPES.get(deed, OFFICIAL.get(deed))
    scope = "" if asked is None else asked.value
    match found.lacks[0]:
        case Lack.ENDED:
            raise NotSignedIn
        case Lack.NOT_BY_TOKEN:
            raise NotByToken
        case Lack.SCOPE:
            raise ScopeMissing(scope=scope)
        case Lack.RIGHT:
            raise RightMissing(scope=scope)
        case Lack.CONFIRMATION:
            raise ConfirmFirst
        case unknown:
            assert_never(unknown)


def _lacks(caller: Caller, deed: Deed, rights: frozenset[Scope], now: datetime) -> Iterable[Lack]:
    needed = SCOPES.get(deed)
    match caller:
        case Session():
            if not isinstance(session_state(caller, now), Open):
                yield Lack.ENDED
            if deed in SENSITIVE and not is_confirmed(caller, now) and not _recovers(caller, deed, now):
                yield Lack.CONFIRMATION
        case ApiToken():
            if not isinstance(token_state(caller, now), Open):
                yield Lack.ENDED
            if needed is None:
                yield Lack.NOT_BY_TOKEN
            elif needed not in caller.scopes:
                yield Lack.SCOPE
    unnamed = needed is None and deed not in SENSITIVE | PLAIN
    right = OFFICIAL.get(deed, needed)
    if unnamed or (right is not None and right not in rights):
        yield Lack.RIGHT


def _recovers(session: Session, deed: Deed, now: datetime) -> bool:
    """Rule 5."""
    fresh = session.opened_at <= now < session.opened_at + RECOVERING
    return deed is Deed.ADD_PASSKEY and session.way is Way.RECOVERY_CODE and fresh


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What a recovery code did, all to be saved at once: it is used up, a session is open, everything else is over."""

    code: RecoveryCode
    opened: NewSession
    sessions: tuple[Session, ...]
    tokens: tuple[ApiToken, ...]


def recover(
    *,
    typed: str,
    codes: Iterable[RecoveryCode],
    session: SessionId,
    device: str,
    before: Iterable[Session],
    tokens: Iterable[ApiToken],
    chance: bytes,
    now: datetime,
) -> Recovered:
    """Sign somebody in by a code; `codes`, sessions `before` and `tokens` are all of one account.

    Raises `RecoveryCodeRefused`.
    """
    code = use_code(codes, typed, now)
    return Recovered(
        code=code,
        opened=open_session(
            id=session, account=code.account, device=device, way=Way.RECOVERY_CODE, chance=chance, now=now
        ),
        sessions=sessions.revoked(before, now),
        tokens=api_tokens.revoked(tokens, now),
    )
