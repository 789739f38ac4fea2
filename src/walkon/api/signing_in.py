"""Signing up, in and out; confirming that it is you."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import Field

from walkon.actions import keys, sign_in, sign_up
from walkon.actions.ceremony import begin_ceremony, spend_ceremony
from walkon.actions.sign_up import Arriving
from walkon.api.callers import COOKIE, At, Me, set_cookie
from walkon.api.ceremonies import Answered, CeremonyBegun, Device, SignedIn, SignedUp
from walkon.api.forms import Form
from walkon.domain.capture import Language
from walkon.domain.ceremonies import CeremonyKind
from walkon.domain.ids import CeremonyId, Handle
from walkon.domain.sessions import NewSession
from walkon.domain.sign_in_errors import PasskeyRefused

router = APIRouter(tags=["signing in"])


class Newcomer(Form):
    """Who wants to sign up."""

    handle: Annotated[str, Field(max_length=100, examples=["mina"])]
    language: Language = Language.ENGLISH
    minor: bool = False
    invite: Annotated[str | None, Field(max_length=200)] = None

    def arriving(self) -> Arriving:
        return Arriving(handle=Handle.parse(self.handle), language=self.language, minor=self.minor, invite=self.invite)


class SignUpBegin(Newcomer):
    """Who wants to sign up."""


class SignUpFinish(SignUpBegin):
    """The same once more, with the new passkey."""

    ceremony: str
    answer: dict[str, Any]
    device: Device


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


def _signed_in(opened: NewSession, service: At, response: Response) -> SignedIn:
    account = service.store.read(lambda unit: unit.accounts.get(opened.session.account))
    set_cookie(response, opened, service)
    handle = "" if account is None else account.handle.name
    return SignedIn(account=opened.session.account, handle=handle, token=opened.token)
