"""Where you are told things beyond the inbox: browsers that take pushes, and a mail address."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from walkon.actions import channels
from walkon.api.callers import Me, Visitor
from walkon.api.forms import Form
from walkon.domain.mailing import MailAddress, MailCodeRefused
from walkon.domain.pushing import PushId, PushSubscription, push_place
from walkon.domain.signing_in import Deed
from walkon.ports.store import Unit

router = APIRouter(tags=["notices"])

Key = Annotated[str, Field(max_length=200)]


class PushKeyShown(Form):
    """What a browser is given as `applicationServerKey`."""

    key: str


class PushKeys(Form):
    """The keys of a browser's subscription, base64url."""

    p256dh: Key
    auth: Key


class NewPush(Form):
    """A browser's subscription as its `toJSON()` gives it."""

    endpoint: Annotated[str, Field(max_length=2000)]
    keys: PushKeys
    expirationTime: float | None = None  # noqa: N815  what browsers call it; a service that ends one says so


class PushShown(Form):
    """A browser that takes pushes for you; `here` is the one you are asking with."""

    id: str
    device: str
    added_at: datetime
    here: bool


class MailState(StrEnum):
    """How far a mail address is."""

    NONE = "none"
    ASKED = "asked"  # a code was mailed
    CONFIRMED = "confirmed"


class MailShown(Form):
    """Your mail address."""

    state: MailState
    address: str | None


class NewMail(Form):
    """A mail address; a code is sent there."""

    address: Annotated[str, Field(max_length=300)]


class MailCode(Form):
    """The code that was mailed."""

    code: Annotated[str, Field(max_length=100)]


@router.get("/me/push-key", operation_id="read_push_key")
def read_push_key(me: Me) -> PushKeyShown:
    """By which a browser knows this server."""
    me.may(Deed.MANAGE_CHANNELS)
    return PushKeyShown(key=channels.pushes_of(me.service.reach).public_key)


@router.get("/me/push-subscriptions", operation_id="list_push_subscriptions")
def list_pushes(me: Me) -> list[PushShown]:
    """Browsers that take pushes for you."""
    me.may(Deed.MANAGE_CHANNELS)
    return me.service.store.read(lambda unit: [_push(unit, me, push) for push in channels.pushes(unit, me.account)])


@router.post("/me/push-subscriptions", status_code=201, operation_id="add_push_subscription")
def add_push(form: NewPush, me: Me) -> PushShown:
    """The browser you are signed in with takes pushes for you, until you sign out in it."""
    me.may(Deed.ADD_CHANNEL)
    reach, session = me.service.reach, me.session
    around = channels.pushes_of(reach).around
    place = push_place(form.endpoint, form.keys.p256dh, form.keys.auth, around)
    return me.service.store.write(lambda unit: _push(unit, me, channels.add_push(unit, reach, session, place, me.now)))


@router.delete("/me/push-subscriptions/{subscription}", status_code=204, operation_id="remove_push_subscription")
def remove_push(subscription: str, me: Me) -> None:
    """A browser takes pushes no longer."""
    me.may(Deed.MANAGE_CHANNELS)
    me.service.store.write(lambda unit: channels.remove_push(unit, me.account, PushId(subscription)))


@router.get("/me/mail", operation_id="read_mail_address")
def read_mail(me: Me) -> MailShown:
    """Your mail address."""
    me.may(Deed.MANAGE_CHANNELS)
    return _mail(me, me.service.store.read(lambda unit: channels.mail_of(unit, me.account)))


@router.put("/me/mail", status_code=202, operation_id="ask_mail_address")
def ask_mail(form: NewMail, me: Me) -> MailShown:
    """A new address in place of the old one; it works once the code that is mailed there was typed here."""
    me.may(Deed.ADD_CHANNEL)
    reach = me.service.reach
    address, code = me.service.store.write(
        lambda unit: channels.ask_mail(unit, reach, me.account, form.address, me.now)
    )
    channels.mail_code(reach, address, code, me.account.language)
    return MailShown(state=MailState.ASKED, address=address)


@router.post("/me/mail/confirm", status_code=204, operation_id="confirm_mail_address")
def confirm_mail(form: MailCode, me: Me) -> None:
    """Confirm your address with the code."""
    me.may(Deed.ADD_CHANNEL)
    if not me.service.store.write(lambda unit: channels.try_code(unit, me.account, form.code, me.now)):
        raise MailCodeRefused  # after the try was counted


@router.delete("/me/mail", status_code=204, operation_id="remove_mail_address")
def remove_mail(me: Me) -> None:
    """No mail any more."""
    me.may(Deed.MANAGE_CHANNELS)
    me.service.store.write(lambda unit: channels.remove_mail(unit, me.account))


def _push(unit: Unit, me: Visitor, push: PushSubscription) -> PushShown:
    session = unit.sessions.find(id=push.session)
    device = "" if session is None else session.device
    return PushShown(id=push.id, device=device, added_at=push.added_at, here=push.session == me.session.id)


def _mail(me: Visitor, kept: MailAddress | None) -> MailShown:
    if kept is None:
        return MailShown(state=MailState.NONE, address=None)
    opened = me.service.reach.seals.open(kept.sealed, channels.mail_name(kept.account)).decode()
    return MailShown(state=MailState.CONFIRMED if kept.confirmed_at else MailState.ASKED, address=opened)
