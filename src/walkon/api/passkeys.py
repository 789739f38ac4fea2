"""The passkeys and recovery codes of an account."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from walkon.actions import keys
from walkon.actions.ceremony import begin_ceremony, spend_ceremony
from walkon.api.callers import Me
from walkon.api.ceremonies import Answered, CeremonyBegun
from walkon.api.forms import Form
from walkon.api.once import once
from walkon.domain.ceremonies import CeremonyKind
from walkon.domain.ids import CeremonyId
from walkon.domain.passkeys import Passkey
from walkon.domain.sign_in_errors import PasskeyRefused, PasskeyUnknown
from walkon.domain.signing_in import Deed

router = APIRouter(tags=["signing in"])


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


class PasskeyNamed(Form):
    """What you know a passkey by."""

    name: Annotated[str, Field(max_length=200)]


@router.patch("/me/passkeys/{passkey}", operation_id="name_passkey")
def name_passkey(passkey: str, form: PasskeyNamed, me: Me) -> PasskeyShown:
    """Give a passkey another name."""
    me.may(Deed.NAME_PASSKEY)
    id = _id_of(passkey)
    return PasskeyShown.of(me.service.store.write(lambda unit: keys.name_passkey(unit, me.account, id, form.name)))


@router.delete("/me/passkeys/{passkey}", status_code=204, operation_id="remove_passkey")
def remove_passkey(passkey: str, me: Me) -> None:
    """Remove a passkey."""
    me.may(Deed.REMOVE_PASSKEY)
    id = _id_of(passkey)
    me.service.store.write(lambda unit: keys.remove_passkey(unit, me.account, id, me.now))


def _id_of(passkey: str) -> bytes:
    """Raises `PasskeyUnknown` for what is no passkey's address."""
    try:
        return base64.urlsafe_b64decode(passkey + "=" * (-len(passkey) % 4))
    except (binascii.Error, ValueError):
        raise PasskeyUnknown from None


class Codes(Form):
    """Recovery codes, shown this once."""

    recovery_codes: list[str]


@router.post("/me/recovery-codes", status_code=201, operation_id="draw_recovery_codes")
def draw_recovery_codes(me: Me) -> Codes:
    """Ten new recovery codes in place of all older ones."""
    me.may(Deed.DRAW_RECOVERY_CODES)
    return once(me, Codes, lambda unit: Codes(recovery_codes=list(keys.draw_recovery_codes(unit, me.account, me.now))))
