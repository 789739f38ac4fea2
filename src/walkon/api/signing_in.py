"""Signing up, in and out; passkeys, recovery codes, tokens, invites."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import Field

from walkon.actions import keys, sign_in, sign_up
from walkon.actions.ceremony import begin_ceremony, spend_ceremony
from walkon.actions.sign_up import Arriving
from walkon.api.callers import COOKIE, At, Me, rights_of, set_cookie
from walkon.api.forms import Form
from walkon.api.once import once
from walkon.domain.api_tokens import Scope
from walkon.domain.capture import Language
from walkon.domain.ceremonies import CeremonyKind
from walkon.domain.ids import CeremonyId, Handle, InviteId, SessionId, TokenId
from walkon.domain.passkeys import Passkey
from walkon.domain.sessions import NewSession, listed
from walkon.domain.sign_in_errors import PasskeyRefused, PasskeyUnknown
from walkon.domain.signing_in import Deed
from walkon.ports.store import Unit

router = APIRouter(tags=["signing in"])
Device = Annotated[str, Field(default="", max_length=200, examples=["Mina's phone"])]


class SignUpBegin(Form):
    """Who wants to sign up."""

    handle: Annotated[str, Field(max_length=100, examples=["mina"])]
    language: Language = Language.ENGLISH
    minor: bool = False
    invite: Annotated[str | None, Field(max_length=200)] = None

    def arriving(self) -> Arriving:
        return Arriving(handle=Handle.parse(self.handle), language=self.language, minor=self.minor, invite=self.invite)


class CeremonyBegun(Form):
    """What the browser's passkey functions are given; `ceremony` comes back with their answer."""

    ceremony: str
    options: dict[str, Any]


class SignUpFinish(SignUpBegin):
    """The same once more, with the new passkey."""

    ceremony: str
    answer: dict[str, Any]
    device: Device


class Answered(Form):
    """A passkey's answer."""

    ceremony: str
    answer: dict[str, Any]
    device: Device


class SignedIn(Form):
    """A session. Browsers carry it as a cookie; programs send `token` as a bearer token."""

    account: str
    handle: str
    token: str


class SignedUp(SignedIn):
    """And the recovery codes of a new account, shown this once."""

    recovery_codes: list[str]


class RecoveryCodeTyped(Form):
    """A recovery code as somebody typed it."""

    code: Annotated[str, Field(max_length=200)]
    device: Device


@router.post("/sign-up/begin", operation_id="begin_sign_up")
def begin_sign_up(form: SignUpBegin, service: At) -> CeremonyBegun:
    """Begin to sign up; answers with what a browser needs to make a passkey."""
    arriving, now = form.arriving(), service.clock.now()
    ceremony = service.store.write(lambda unit: sign_up.begin(unit, arriving, service.sign_up, now))
    assert ceremony.account is not None  # noqa: S101  a registration always names one
    options = service.passkeys.registration_options(ceremony.account, str(arriving.handle), (), ceremony.challenge)
    return CeremonyBegun(ceremony=ceremony.id, options=dict(options))


@router.post("/sign-up/finish", status_code=201, operation_id="finish_sign_up")
def finish_sign_up(form: SignUpFinish, service: At, response: Response) -> SignedUp:
    """Sign up with the passkey that was made."""
    arriving, now = form.arriving(), service.clock.now()
    spent = service.store.write(
        lambda unit: spend_ceremony(unit, CeremonyId(form.ceremony), CeremonyKind.REGISTER, None, now)
    )
    new = service.passkeys.verify_registration(form.answer, spent.challenge)
    arrived = service.store.write(
        lambda unit: sign_up.finish(unit, arriving, service.sign_up, spent, new, form.device, now)
    )
    set_cookie(response, arrived.opened, service)
    return SignedUp(
        account=arrived.account.id,
        handle=arrived.account.handle.name,
        token=arrived.opened.token,
        recovery_codes=list(arrived.codes),
    )


@router.post("/sign-in/begin", operation_id="begin_sign_in")
def begin_sign_in(service: At) -> CeremonyBegun:
    """Begin to sign in; nobody is named."""
    now = service.clock.now()
    ceremony = service.store.write(lambda unit: begin_ceremony(unit, CeremonyKind.SIGN_IN, None, None, now))
    return CeremonyBegun(ceremony=ceremony.id, options=dict(service.passkeys.sign_in_options(ceremony.challenge)))


@router.post("/sign-in/finish", operation_id="finish_sign_in")
def finish_sign_in(form: Answered, service: At, response: Response) -> SignedIn:
    """Sign in with a passkey's answer."""
    now = service.clock.now()
    spent = service.store.write(
        lambda unit: spend_ceremony(unit, CeremonyId(form.ceremony), CeremonyKind.SIGN_IN, None, now)
    )
    claimed = service.passkeys.claimed(form.answer)
    passkey = service.store.read(lambda unit: unit.passkeys.find(id=claimed))
    if passkey is None:
        raise PasskeyRefused
    use = service.passkeys.verify_sign_in(form.answer, spent.challenge, passkey)
    opened = service.store.write(lambda unit: sign_in.with_passkey(unit, passkey, use, form.device, now))
    return _signed_in(opened, service, response)


@router.post("/sign-in/recover", operation_id="recover")
def recover(form: RecoveryCodeTyped, service: At, response: Response) -> SignedIn:
    """Sign in with a recovery code; every other session and every token ends."""
    now = service.clock.now()
    opened = service.store.write(lambda unit: sign_in.with_code(unit, form.code, form.device, now))
    return _signed_in(opened, service, response)


@router.post("/sign-out", status_code=204, operation_id="sign_out")
def sign_out(me: Me, response: Response) -> None:
    """End this session."""
    session = me.session
    me.service.store.write(lambda unit: keys.revoke_session(unit, me.account, session.id, me.now))
    response.delete_cookie(COOKIE, path="/")


@router.post("/confirm/begin", operation_id="begin_confirm")
def begin_confirm(me: Me) -> CeremonyBegun:
    """Begin to confirm that it is you, before a deed that asks for it."""
    session = me.session
    ceremony, known = me.service.store.write(
        lambda unit: (
            begin_ceremony(unit, CeremonyKind.SIGN_IN, me.account.id, session.id, me.now),
            unit.passkeys.all(account=me.account.id),
        )
    )
    options = me.service.passkeys.sign_in_options(ceremony.challenge, known)
    return CeremonyBegun(ceremony=ceremony.id, options=dict(options))


@router.post("/confirm/finish", status_code=204, operation_id="finish_confirm")
def finish_confirm(form: Answered, me: Me) -> None:
    """Confirm; good for five minutes of this session."""
    session, service = me.session, me.service
    spent = service.store.write(
        lambda unit: spend_ceremony(unit, CeremonyId(form.ceremony), CeremonyKind.SIGN_IN, session.id, me.now)
    )
    claimed = service.passkeys.claimed(form.answer)
    passkey = service.store.read(lambda unit: unit.passkeys.find(id=claimed, account=me.account.id))
    if passkey is None:
        raise PasskeyRefused
    use = service.passkeys.verify_sign_in(form.answer, spent.challenge, passkey)
    service.store.write(lambda unit: sign_in.confirm(unit, session, passkey, use, spent, me.now))


class PasskeyShown(Form):
    """A passkey of yours."""

    id: str
    name: str
    added_at: datetime
    used_at: datetime | None
    backed_up: bool

    @classmethod
    def of(cls, passkey: Passkey) -> PasskeyShown:
        return cls(
            id=passkey.address,
            name=passkey.name,
            added_at=passkey.added_at,
            used_at=passkey.used_at,
            backed_up=passkey.backed_up,
        )


@router.get("/me/passkeys", operation_id="list_passkeys")
def list_passkeys(me: Me) -> list[PasskeyShown]:
    """Your passkeys."""
    me.may(Deed.LOOK)
    account = me.session.account  # no token reads them
    found = me.service.store.read(lambda unit: unit.passkeys.all(account=account))
    return [PasskeyShown.of(passkey) for passkey in found]


@router.post("/me/passkeys/begin", operation_id="begin_passkey")
def begin_passkey(me: Me) -> CeremonyBegun:
    """Begin to add a passkey."""
    me.may(Deed.ADD_PASSKEY)
    session = me.session
    ceremony, known = me.service.store.write(
        lambda unit: (
            begin_ceremony(unit, CeremonyKind.REGISTER, me.account.id, session.id, me.now),
            unit.passkeys.all(account=me.account.id),
        )
    )
    passkeys = me.service.passkeys
    options = passkeys.registration_options(me.account.id, str(me.account.handle), known, ceremony.challenge)
    return CeremonyBegun(ceremony=ceremony.id, options=dict(options))


@router.post("/me/passkeys", status_code=201, operation_id="add_passkey")
def add_passkey(form: Answered, me: Me) -> PasskeyShown:
    """Add the passkey that was made."""
    me.may(Deed.ADD_PASSKEY)
    session, service = me.session, me.service
    spent = service.store.write(
        lambda unit: spend_ceremony(unit, CeremonyId(form.ceremony), CeremonyKind.REGISTER, session.id, me.now)
    )
    if spent.account != me.account.id:
        raise PasskeyRefused
    new = service.passkeys.verify_registration(form.answer, spent.challenge)
    return PasskeyShown.of(
        service.store.write(lambda unit: keys.add_passkey(unit, me.account, new, form.device, me.now))
    )


@router.delete("/me/passkeys/{passkey}", status_code=204, operation_id="remove_passkey")
def remove_passkey(passkey: str, me: Me) -> None:
    """Remove a passkey."""
    me.may(Deed.REMOVE_PASSKEY)
    try:
        found = base64.urlsafe_b64decode(passkey + "=" * (-len(passkey) % 4))
    except (binascii.Error, ValueError):
        raise PasskeyUnknown from None
    me.service.store.write(lambda unit: keys.remove_passkey(unit, me.account, found, me.now))


class Codes(Form):
    """Recovery codes, shown this once."""

    recovery_codes: list[str]


@router.post("/me/recovery-codes", status_code=201, operation_id="draw_recovery_codes")
def draw_recovery_codes(me: Me) -> Codes:
    """Ten new recovery codes in place of all older ones."""
    me.may(Deed.DRAW_RECOVERY_CODES)
    return once(me, Codes, lambda unit: Codes(recovery_codes=list(keys.draw_recovery_codes(unit, me.account, me.now))))


class SessionShown(Form):
    """A device you are signed in on."""

    id: str
    device: str
    opened_at: datetime
    used_at: datetime
    this: bool


@router.get("/me/sessions", operation_id="list_sessions")
def list_sessions(me: Me) -> list[SessionShown]:
    """Where you are signed in, the last used first."""
    me.may(Deed.LOOK)
    account = me.session.account  # no token reads them
    found = me.service.store.read(lambda unit: unit.sessions.all(account=account))
    return [
        SessionShown(
            id=session.id,
            device=session.device,
            opened_at=session.opened_at,
            used_at=session.used_at,
            this=session.id == me.caller.id,
        )
        for session in listed(found, me.now)
    ]


@router.delete("/me/sessions/{session}", status_code=204, operation_id="revoke_session")
def revoke_session(session: str, me: Me) -> None:
    """Sign out there."""
    me.may(Deed.REVOKE_SESSION)
    me.service.store.write(lambda unit: keys.revoke_session(unit, me.account, SessionId(session), me.now))


class TokenWanted(Form):
    """An API token for a program."""

    name: Annotated[str, Field(max_length=200)]
    scopes: Annotated[list[Scope], Field(min_length=1)]
    days: Annotated[int, Field(ge=1, le=365)] = 90


class TokenShown(Form):
    """A token of yours; its text is shown only when it is made."""

    id: str
    name: str
    scopes: list[Scope]
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None


class TokenMade(TokenShown):
    """And the text of a new token."""

    text: str


@router.post("/me/tokens", status_code=201, operation_id="make_token")
def make_token(form: TokenWanted, me: Me) -> TokenMade:
    """Make an API token; it can do what its scopes say and nothing else."""
    me.may(Deed.MAKE_TOKEN)
    scopes, rights, lasts = frozenset(form.scopes), rights_of(me.account), timedelta(days=form.days)

    def change(unit: Unit) -> TokenMade:
        made = keys.make_token(unit, me.account, form.name, scopes, rights, lasts, me.now)
        token = made.token
        return TokenMade(
            text=made.text,
            id=token.id,
            name=token.name,
            scopes=sorted(token.scopes),
            made_at=token.made_at,
            expires_at=token.expires_at,
            used_at=None,
        )

    return once(me, TokenMade, change)


@router.get("/me/tokens", operation_id="list_tokens")
def list_tokens(me: Me) -> list[TokenShown]:
    """Your API tokens that have not been revoked."""
    me.may(Deed.LOOK)
    account = me.session.account  # no token reads them
    found = me.service.store.read(lambda unit: unit.tokens.all(account=account))
    return [
        TokenShown(
            id=token.id,
            name=token.name,
            scopes=sorted(token.scopes),
            made_at=token.made_at,
            expires_at=token.expires_at,
            used_at=token.used_at,
        )
        for token in found
        if token.revoked_at is None
    ]


@router.delete("/me/tokens/{token}", status_code=204, operation_id="revoke_token")
def revoke_token(token: str, me: Me) -> None:
    """Revoke a token."""
    me.may(Deed.REVOKE_TOKEN)
    me.service.store.write(lambda unit: keys.revoke_token(unit, me.account, TokenId(token), me.now))


class InviteWanted(Form):
    """An invite to this server."""

    uses: int = 1
    days: int = 14


class InviteMade(Form):
    """An invite; `code` is shown this once."""

    id: str
    code: str
    expires_at: datetime


@router.post("/me/invites", status_code=201, operation_id="make_invite")
def make_invite(form: InviteWanted, me: Me) -> InviteMade:
    """Invite somebody."""
    me.may(Deed.MAKE_INVITE)
    lasts = timedelta(days=max(-1, min(form.days, 10_000)))

    def change(unit: Unit) -> InviteMade:
        made = keys.make_invite(unit, me.account, form.uses, lasts, me.now)
        return InviteMade(id=made.invite.id, code=made.code, expires_at=made.invite.expires_at)

    return once(me, InviteMade, change)


@router.delete("/me/invites/{invite}", status_code=204, operation_id="end_invite")
def end_invite(invite: str, me: Me) -> None:
    """End an invite of yours."""
    me.may(Deed.END_INVITE)
    me.service.store.write(lambda unit: keys.end_invite(unit, me.account, InviteId(invite), me.now))


def _signed_in(opened: NewSession, service: At, response: Response) -> SignedIn:
    account = service.store.read(lambda unit: unit.accounts.get(opened.session.account))
    set_cookie(response, opened, service)
    handle = "" if account is None else account.handle.name
    return SignedIn(account=opened.session.account, handle=handle, token=opened.token)
