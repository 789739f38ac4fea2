"""The desk: who sits at it, and what was done there. For whoever has no office there none of it exists."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends

from walkon.actions.appoint import appoint, dismiss
from walkon.api.callers import Me, Visitor
from walkon.api.forms import Form
from walkon.api.notices import BadPlace
from walkon.api.paging import After, Limit, page_of
from walkon.domain.audit import Act
from walkon.domain.errors import NotFound
from walkon.domain.ids import Handle
from walkon.domain.people import Office
from walkon.domain.signing_in import Deed

router = APIRouter(tags=["desk"])


def reviewer(me: Me) -> Visitor:
    """Somebody in office who is looking. Raises `NotFound` for everybody else."""
    if me.account.office is Office.MEMBER or not me.account.active:
        raise NotFound
    me.may(Deed.SEE_DESK)
    return me


def administrator(me: Me) -> Visitor:
    """Whoever runs the server. Raises `NotFound` for everybody else."""
    if me.account.office is not Office.ADMIN or not me.account.active:
        raise NotFound
    me.may(Deed.SEE_DESK)
    return me


Reviewer = Annotated[Visitor, Depends(reviewer)]
Administrator = Annotated[Visitor, Depends(administrator)]


class OfficerShown(Form):
    """Somebody who may decide."""

    handle: str
    office: Office


class EntryShown(Form):
    """One line of the audit: ids and codes."""

    number: int
    at: datetime
    actor: str | None
    act: Act
    subject: str
    about: str | None
    code: str


class Audit(Form):
    """A page of the audit; `after` is what to ask for next."""

    entries: list[EntryShown]
    after: str | None


class Opened(Form):
    """Until when it is open to you."""

    until: datetime


@router.get("/desk/reviewers", operation_id="list_reviewers")
def list_reviewers(me: Reviewer) -> list[OfficerShown]:
    """Everybody who may decide."""
    staff = me.service.store.read(lambda unit: unit.accounts.staff())
    return [OfficerShown(handle=one.handle.name, office=one.office) for one in staff]


@router.put("/desk/reviewers/{handle}", status_code=204, operation_id="name_reviewer")
def name_reviewer(handle: str, me: Administrator) -> None:
    """They may decide from now on."""
    me.may(Deed.APPOINT)
    wanted = Handle.parse(handle)
    me.service.store.write(lambda unit: appoint(unit, me.account, wanted, me.now))


@router.delete("/desk/reviewers/{handle}", status_code=204, operation_id="dismiss_reviewer")
def dismiss_reviewer(handle: str, me: Administrator) -> None:
    """They are a member like others."""
    me.may(Deed.APPOINT)
    wanted = Handle.parse(handle)
    me.service.store.write(lambda unit: dismiss(unit, me.account, wanted, me.now))


@router.get("/desk/audit", operation_id="read_audit")
def read_audit(me: Administrator, after: After = None, limit: Limit = 50) -> Audit:
    """What was done at the desk and by whom, the newest first. Nothing in it can be changed."""
    if after is not None and not (after.isascii() and after.isdigit() and len(after) < 10):
        raise BadPlace
    found = me.service.store.read(lambda unit: unit.audits.latest(page_of(after, limit)))
    shown = [
        EntryShown(
            number=entry.number,
            at=entry.at,
            actor=entry.actor,
            act=entry.act,
            subject=entry.subject,
            about=entry.about,
            code=entry.code,
        )
        for entry in found
    ]
    return Audit(entries=shown, after=str(found[-1].number) if len(found) == limit else None)
