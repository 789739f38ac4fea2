"""Coming to a server for the first time: by an invite where it asks for one, with a passkey, in two steps."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from walkon.actions.ceremony import begin_ceremony
from walkon.domain import invites, passkeys
from walkon.domain.capture import Language
from walkon.domain.ceremonies import Ceremony, CeremonyKind
from walkon.domain.errors import HandleTaken
from walkon.domain.hashed_secret import TOKEN_BYTES
from walkon.domain.ids import AccountId, Handle, SessionId
from walkon.domain.invites import Invited, SignUp, Welcome
from walkon.domain.passkeys import NewPasskey
from walkon.domain.people import Account, Office
from walkon.domain.recovery import DRAW_BYTES, draw_codes
from walkon.domain.sessions import NewSession, Way, open_session
from walkon.ports.store import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Arriving:
    """What somebody says of themself who signs up. `minor`: below the age at which they may let others use their cameo."""

    handle: Handle
    language: Language
    minor: bool
    invite: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """Somebody new, signed in; `codes` and the session's token are shown to them now and never again."""

    account: Account
    opened: NewSession
    codes: tuple[str, ...]


def begin(unit: Unit, arriving: Arriving, setting: SignUp, now: datetime) -> Ceremony:
    """What their new passkey is asked to sign. Raises `InviteNeeded`, `InviteRefused`, `HandleTaken`."""
    _welcome(unit, arriving, setting, now)
    if unit.accounts.called(arriving.handle) is not None:
        raise HandleTaken(handle=str(arriving.handle))
    account = AccountId(secrets.token_hex(16))
    return begin_ceremony(unit, CeremonyKind.REGISTER, account, None, now)


def finish(
    unit: Unit, arriving: Arriving, setting: SignUp, ceremony: Ceremony, new: NewPasskey, device: str, now: datetime
) -> Arrived:
    """The account, its first passkey, a session and ten recovery codes; `ceremony` is spent and its answer verified.

    The first account of a server is its administrator's. Raises `InviteNeeded`, `InviteRefused`, `HandleTaken`,
    `PasskeyKnown`.
    """
    if ceremony.account is None:
        raise ValueError("this ceremony makes no account")
    same = unit.passkeys.find(id=new.id)
    passkey = passkeys.add(new, account=ceremony.account, name=device, known=(), same_id=same, now=now)
    arrived = settle(unit, arriving, setting, ceremony.account, Way.PASSKEY, device, now)
    unit.passkeys.add(passkey)
    return arrived


def settle(
    unit: Unit, arriving: Arriving, setting: SignUp, id: AccountId, way: Way, device: str, now: datetime
) -> Arrived:
    """An account, a session and ten recovery codes; an invite has one use less.

    Raises `InviteNeeded`, `InviteRefused`, `HandleTaken`.
    """
    match _welcome(unit, arriving, setting, now):
        case Invited(invite=invite):
            unit.invites.save(invite)
        case Welcome():
            pass
    first = not unit.accounts.any()
    account = Account(
        id=id,
        handle=arriving.handle,
        joined_at=now,
        language=arriving.language,
        minor=arriving.minor,
        office=Office.ADMIN if first else Office.MEMBER,
    )
    opened = open_session(
        id=SessionId(secrets.token_hex(16)),
        account=account.id,
        device=device,
        way=way,
        chance=secrets.token_bytes(TOKEN_BYTES),
        now=now,
    )
    drawn = draw_codes(account.id, (), secrets.token_bytes(DRAW_BYTES), now)
    unit.accounts.add(account)
    unit.sessions.add(opened.session)
    for code in drawn.codes:
        unit.recovery_codes.add(code)
    return Arrived(account=account, opened=opened, codes=drawn.shown)


def _welcome(unit: Unit, arriving: Arriving, setting: SignUp, now: datetime) -> Welcome | Invited:
    if setting is SignUp.BY_INVITE and not unit.accounts.any():
        return Welcome()  # somebody has to be the first
    digest = None if arriving.invite is None else invites.digest_of(arriving.invite)
    found = None if digest is None else unit.invites.find(digest=digest)
    return invites.admitted(setting, arriving.invite, found, now)
