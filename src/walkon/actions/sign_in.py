"""Coming back: with a passkey or a recovery code, and being recognised by a token from then on."""

from __future__ import annotations

import secrets
from datetime import datetime

from walkon.domain import api_tokens, passkeys, recovery, sessions
from walkon.domain.api_tokens import PREFIX, ApiToken
from walkon.domain.ceremonies import Ceremony
from walkon.domain.hashed_secret import TOKEN_BYTES, Secret, hashed
from walkon.domain.ids import SessionId
from walkon.domain.notices import Event, Notice
from walkon.domain.passkeys import Passkey, PasskeyUse
from walkon.domain.people import Account
from walkon.domain.sessions import NewSession, Session, Way, open_session
from walkon.domain.sign_in_errors import NotSignedIn, PasskeyRefused, RecoveryCodeRefused
from walkon.domain.signing_in import Caller, recover
from walkon.ports.store import Unit


def with_passkey(unit: Unit, passkey: Passkey, use: PasskeyUse, device: str, now: datetime) -> NewSession:
    """A new session; the passkey's answer is verified. Raises `PasskeyRefused` where it is gone or its account left."""
    account = unit.accounts.get(passkey.account)
    kept = unit.passkeys.find(id=passkey.id)
    if kept is None or account is None or account.left_at is not None:
        raise PasskeyRefused
    if kept.sign_count != passkey.sign_count:  # somebody else used it since it was read
        raise PasskeyRefused
    unit.passkeys.save(passkeys.used(passkey, use, now))
    opened = open_session(
        id=SessionId(secrets.token_hex(16)),
        account=account.id,
        device=device,
        way=Way.PASSKEY,
        chance=secrets.token_bytes(TOKEN_BYTES),
        now=now,
    )
    unit.sessions.add(opened.session)
    return opened


def confirm(
    unit: Unit, session: Session, passkey: Passkey, use: PasskeyUse, ceremony: Ceremony, now: datetime
) -> Session:
    """The session, confirmed by a passkey whose answer is verified. Raises `PasskeyRefused`, `NotSignedIn`."""
    confirmed = sessions.confirmed(session, passkey, ceremony, now)
    if unit.passkeys.find(id=passkey.id) is None:
        raise PasskeyRefused
    unit.passkeys.save(passkeys.used(passkey, use, now))
    unit.sessions.save(confirmed)
    return confirmed


def with_code(unit: Unit, typed: str, device: str, now: datetime) -> NewSession:
    """A new session by a recovery code; all others end, and every token. Raises `RecoveryCodeRefused`."""
    digest = recovery.digest_of(typed)
    code = None if digest is None else unit.recovery_codes.find(digest=digest)
    account = None if code is None else unit.accounts.get(code.account)
    if code is None or account is None or account.left_at is not None:
        raise RecoveryCodeRefused
    done = recover(
        typed=typed,
        codes=unit.recovery_codes.all(account=account.id),
        session=SessionId(secrets.token_hex(16)),
        device=device,
        before=unit.sessions.all(account=account.id),
        tokens=unit.tokens.all(account=account.id),
        chance=secrets.token_bytes(TOKEN_BYTES),
        now=now,
    )
    unit.recovery_codes.save(done.code)
    for session in done.sessions:
        unit.sessions.save(session)
    for token in done.tokens:
        unit.tokens.save(token)
    unit.sessions.add(done.opened.session)
    unit.notices.tell(Notice(account=account.id, event=Event.SECURITY, at=now))
    return done.opened


def recognise(unit: Unit, text: str, now: datetime) -> tuple[Account, Caller]:
    """Whose token this is, of a session or of a program, and that it works now. Nothing is written.

    Raises `NotSignedIn`, also for whoever has left.
    """
    caller: Caller
    if text.startswith(PREFIX):
        caller = api_tokens.recognised(unit.tokens.find(digest=hashed(Secret.API_TOKEN, text)), text, now)
    else:
        caller = sessions.recognised(unit.sessions.find(digest=hashed(Secret.SESSION, text)), text, now)
    account = unit.accounts.get(caller.account)
    if account is None or account.left_at is not None:
        raise NotSignedIn
    return account, caller


def note_use(unit: Unit, caller: Caller) -> None:
    """Remember when a session or a token was last used, as `recognise` gave it."""
    if isinstance(caller, ApiToken):
        unit.tokens.save(caller)
    else:
        unit.sessions.save(caller)
