"""Asking for the use of a cameo, and its owner's answer."""

from __future__ import annotations

import secrets
from datetime import datetime

from walkon.actions.give_grant import cameo_of
from walkon.actions.propose_video import knows_of
from walkon.actions.wake import wake_waiting
from walkon.domain import asking
from walkon.domain.asking import AccessRequest
from walkon.domain.errors import NotFound, UnknownHandle
from walkon.domain.grants import Terms
from walkon.domain.ids import GrantId, Handle, RequestId
from walkon.domain.notices import Event, Notice
from walkon.domain.people import Account, WithYourself
from walkon.ports.store import Unit


class NoSuchRequest(NotFound):
    code = "request_unknown"
    en = "There is no such request."
    ko = "그런 요청이 없습니다."


def ask_access(unit: Unit, me: Account, handle: Handle, terms: Terms, message: str, now: datetime) -> AccessRequest:
    """Ask the owner of a cameo; they are told at once.

    Raises `UnknownHandle` where `me` may not know of the cameo, `WithYourself`, `AskedAlready`, `AskLater`, `BadTerms`,
    `MessageTooLong`.
    """
    owner = unit.accounts.called(handle)
    profile = None if owner is None else unit.profiles.of(owner.id)
    if owner is None or profile is None or not knows_of(unit, me, owner, profile, now):
        raise UnknownHandle(handle=str(handle))
    if owner.id == me.id:
        raise WithYourself
    request = AccessRequest(
        id=RequestId(secrets.token_hex(16)),
        cameo=profile.cameo,
        owner=owner.id,
        requester=me.id,
        terms=terms,
        message=message,
        asked_at=now,
    )
    unit.requests.add(asking.ask(request, unit.requests.between(me.id, profile.cameo)))
    unit.notices.tell(Notice(account=owner.id, event=Event.ASKED, at=now, by=me.id, request=request.id))
    return request


def accept(unit: Unit, me: Account, request: RequestId, terms: Terms | None, now: datetime) -> AccessRequest:
    """A yes, to what was asked for or to less; what waited for it goes on.

    Raises `NoSuchRequest`, `NotOpen`, `MoreThanAsked`, `BadTerms`.
    """
    asked = _asked(unit, me, request)
    closed, grant = asking.accept(asked, terms or asked.terms, GrantId(secrets.token_hex(16)), now)
    cameo_of(unit, me)  # still there?
    unit.grants.add(grant)
    unit.requests.save(closed)
    unit.notices.tell(_to_requester(closed, Event.ASK_GRANTED, now))
    wake_waiting(unit, closed.cameo, now, by=closed.requester)
    return closed


def decline(unit: Unit, me: Account, request: RequestId, now: datetime) -> AccessRequest:
    """A no. Raises `NoSuchRequest`, `NotOpen`."""
    closed = asking.decline(_asked(unit, me, request), now)
    unit.requests.save(closed)
    unit.notices.tell(_to_requester(closed, Event.ASK_DECLINED, now))
    return closed


def take_back(unit: Unit, me: Account, request: RequestId, now: datetime) -> AccessRequest:
    """Who asked does not ask any longer. Raises `NoSuchRequest`, `NotOpen`."""
    found = unit.requests.get(request)
    if found is None or found.requester != me.id:
        raise NoSuchRequest
    closed = asking.take_back(found, now)
    unit.requests.save(closed)
    return closed


def _asked(unit: Unit, me: Account, request: RequestId) -> AccessRequest:
    found = unit.requests.get(request)
    if found is None or found.owner != me.id:
        raise NoSuchRequest
    return found


def _to_requester(request: AccessRequest, event: Event, now: datetime) -> Notice:
    return Notice(
        account=request.requester, event=event, at=now, by=request.owner, request=request.id, cameo=request.cameo
    )
