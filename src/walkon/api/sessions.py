"""Where somebody is signed in."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter

from walkon.actions import keys
from walkon.api.callers import Me
from walkon.api.forms import Form
from walkon.domain.ids import SessionId
from walkon.domain.sessions import listed
from walkon.domain.signing_in import Deed

router = APIRouter(tags=["signing in"])


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
