"""What somebody signs in with, and what acts for them: looked through, added to and taken away."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from walkon.domain import api_tokens, invites, passkeys, sessions
from walkon.domain.api_tokens import NewToken, Scope
from walkon.domain.errors import NotFound
from walkon.domain.hashed_secret import TOKEN_BYTES
from walkon.domain.ids import InviteId, SessionId, TokenId
from walkon.domain.invites import Invite, NewInvite
from walkon.domain.notices import Event, Notice
from walkon.domain.passkeys import NewPasskey, Passkey
from walkon.domain.people import Account
from walkon.domain.recovery import DRAW_BYTES, draw_codes
from walkon.domain.typed_codes import CODE_BYTES
from walkon.ports.store import Unit


def add_passkey(unit: Unit, me: Account, new: NewPasskey, name: str, now: datetime) -> Passkey:
    """One more; its owner is told. Raises `PasskeyKnown`, `TooManyPasskeys`."""
    known = unit.passkeys.all(account=me.id)
    same = unit.passkeys.find(id=new.id)
    passkey = passkeys.add(new, account=me.id, name=name, known=known, same_id=same, now=now)
    unit.passkeys.add(passkey)
    _warn(unit, me, now)
    return passkey


def name_passkey(unit: Unit, me: Account, passkey: bytes, name: str) -> Passkey:
    """Raises `PasskeyUnknown`."""
    named = passkeys.named(unit.passkeys.find(id=passkey, account=me.id), name)
    unit.passkeys.save(named)
    return named


def remove_passkey(unit: Unit, me: Account, passkey: bytes, now: datetime) -> None:
    """Raises `PasskeyUnknown`, `LastPasskey`."""
    codes = unit.recovery_codes.all(account=me.id)
    unit.passkeys.remove(passkeys.removed(unit.passkeys.all(account=me.id), passkey, codes))
    _warn(unit, me, now)


def draw_recovery_codes(unit: Unit, me: Account, now: datetime) -> tuple[str, ...]:
    """Ten new codes, shown now and never again; older ones end."""
    drawn = draw_codes(me.id, unit.recovery_codes.all(account=me.id), secrets.token_bytes(DRAW_BYTES), now)
    for code in drawn.ended:
        unit.recovery_codes.save(code)
    for code in drawn.codes:
        unit.recovery_codes.add(code)
    _warn(unit, me, now)
    return drawn.shown


def make_token(
    unit: Unit,
    me: Account,
    name: str,
    scopes: frozenset[Scope],
    rights: frozenset[Scope],
    lasts: timedelta,
    now: datetime,
) -> NewToken:
    """A token for a program. Raises `TokenWithoutScope`, `RightMissing`, `TokenLifetime`."""
    made = api_tokens.make_token(
        id=TokenId(secrets.token_hex(16)),
        account=me.id,
        name=name,
        scopes=scopes,
        rights=rights,
        lasts=lasts,
        chance=secrets.token_bytes(TOKEN_BYTES),
        now=now,
    )
    unit.tokens.add(made.token)
    _warn(unit, me, now)
    return made


def revoke_token(unit: Unit, me: Account, token: TokenId, now: datetime) -> None:
    """Raises `NotFound`."""
    found = unit.tokens.find(id=token, account=me.id)
    if found is None:
        raise NotFound
    for ended in api_tokens.revoked([found], now):
        unit.tokens.save(ended)


def revoke_session(unit: Unit, me: Account, session: SessionId, now: datetime) -> None:
    """Sign out on one device. Raises `NotFound`."""
    found = unit.sessions.find(id=session, account=me.id)
    if found is None:
        raise NotFound
    for ended in sessions.revoked([found], now):
        unit.sessions.save(ended)


def make_invite(unit: Unit, me: Account, uses: int, lasts: timedelta, now: datetime) -> NewInvite:
    """An invite to this server. Raises `InviteLimits`."""
    made = invites.make_invite(
        id=InviteId(secrets.token_hex(16)),
        made_by=me.id,
        uses=uses,
        lasts=lasts,
        chance=secrets.token_bytes(CODE_BYTES),
        now=now,
    )
    unit.invites.add(made.invite)
    return made


def open_invites(unit: Unit, me: Account, now: datetime) -> list[Invite]:
    """Those of `me` that somebody could still come by, the newest first."""
    found = [one for one in unit.invites.all(made_by=me.id) if invites.is_open(one, now)]
    return sorted(found, key=lambda one: (one.made_at, one.id), reverse=True)


def end_invite(unit: Unit, me: Account, invite: InviteId, now: datetime) -> None:
    """Raises `NotFound`."""
    found = unit.invites.find(id=invite, made_by=me.id)
    if found is None:
        raise NotFound
    unit.invites.save(invites.ended(found, now))


def _warn(unit: Unit, me: Account, now: datetime) -> None:
    unit.notices.tell(Notice(account=me.id, event=Event.SECURITY, at=now))
