"""Invites to this server."""

from __future__ import annotations

from datetime import datetime, timedelta

from fastapi import APIRouter

from walkon.actions import keys
from walkon.api.callers import Me
from walkon.api.forms import Form
from walkon.api.once import once
from walkon.domain.ids import InviteId
from walkon.domain.signing_in import Deed
from walkon.ports.store import Unit

router = APIRouter(tags=["signing in"])


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


class InviteShown(Form):
    """An invite of yours; its code was shown when you made it, and cannot be read again."""

    id: str
    made_at: datetime
    uses_left: int
    expires_at: datetime


@router.get("/me/invites", operation_id="list_invites")
def list_invites(me: Me) -> list[InviteShown]:
    """Those of yours that still let somebody in, the newest first."""
    me.may(Deed.END_INVITE)
    found = me.service.store.read(lambda unit: keys.open_invites(unit, me.account, me.now))
    return [
        InviteShown(id=one.id, made_at=one.made_at, uses_left=one.uses_left, expires_at=one.expires_at) for one in found
    ]


@router.delete("/me/invites/{invite}", status_code=204, operation_id="end_invite")
def end_invite(invite: str, me: Me) -> None:
    """End an invite of yours."""
    me.may(Deed.END_INVITE)
    me.service.store.write(lambda unit: keys.end_invite(unit, me.account, InviteId(invite), me.now))
