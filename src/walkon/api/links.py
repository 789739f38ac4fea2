"""Links for players and download managers: they carry no session, and consent is asked at every request all the same."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Header, Request, Response
from pydantic import Field

from walkon.api.callers import At, Me, Visitor
from walkon.api.films import film_of, made_for, still_of
from walkon.api.forms import Form
from walkon.api.limiting import admit_account
from walkon.api.service import Service
from walkon.domain import links
from walkon.domain.errors import Locked
from walkon.domain.ids import ProductionId, SessionId, TokenId
from walkon.domain.links import Carrier, Link, LinkOver
from walkon.domain.sessions import Session
from walkon.domain.sign_in_errors import NotSignedIn
from walkon.domain.signing_in import Caller, Deed
from walkon.ports.store import Unit, What

router = APIRouter(tags=["films"])


class LinkWanted(Form):
    """What the link is to open: the film, or the still of one shot."""

    what: Literal["film", "still"] = "film"
    place: Annotated[int, Field(ge=0, lt=1000)] = 0


class LinkMade(Form):
    """Whoever has `url` sees what you may see, until `expires_at` or until you sign out."""

    url: str
    expires_at: datetime


@router.post("/productions/{production}/links", status_code=201, operation_id="make_link")
def make_link(production: str, form: LinkWanted, me: Me) -> LinkMade:
    """An address of a film or still that works for ten minutes without a session."""
    made_for(me, production, What(form.what), form.place)
    if me.service.links is None:
        raise LinkOver
    link = Link(
        production=ProductionId(production),
        what=form.what,
        place=form.place,
        carrier=Carrier.SESSION if isinstance(me.caller, Session) else Carrier.TOKEN,
        caller=me.caller.id,
        until=links.until(me.now),
    )
    return LinkMade(url=f"{me.service.origin}/api/v1/links/{me.service.links.write(link)}", expires_at=link.until)


@router.get("/links/{link}", operation_id="open_link", response_class=Response)
def open_link(
    link: str,
    service: At,
    request: Request,
    range: Annotated[str | None, Header()] = None,
    if_range: Annotated[str | None, Header()] = None,
) -> Response:
    """What a link opens, whole or in parts; whether its maker may see it is asked anew."""
    return _opened(link, service, request, range, if_range)


@router.head("/links/{link}", operation_id="look_at_link", response_class=Response)
def look_at_link(link: str, service: At, request: Request) -> Response:
    """How large it is, and what kind of file."""
    found = _opened(link, service, request, None, None)
    return Response(status_code=found.status_code, headers=dict(found.headers))


def _opened(text: str, service: Service, request: Request, range: str | None, if_range: str | None) -> Response:
    visitor, link = holder(text, service)
    admit_account(service.limiting, request.scope, visitor.account.id)
    what = What(link.what)
    made = made_for(visitor, link.production, what, link.place)
    if what is What.FILM:
        return film_of(visitor, made, range, if_range)
    return still_of(visitor, made)


def holder(text: str, service: Service) -> tuple[Visitor, Link]:
    """Who made a link, by what they were signed in with. Raises `LinkOver` for whatever keeps it from working."""
    now = service.clock.now()
    link = links.require(None if service.links is None else service.links.read(text), now)

    def look(unit: Unit) -> Visitor:
        caller: Caller | None
        if link.carrier is Carrier.SESSION:
            caller = unit.sessions.find(id=SessionId(link.caller))
        else:
            caller = unit.tokens.find(id=TokenId(link.caller))
        account = None if caller is None else unit.accounts.get(caller.account)
        if caller is None or account is None or account.left_at is not None:
            raise LinkOver
        return Visitor(account=account, caller=caller, service=service, now=now)

    visitor = service.store.read(look)
    try:
        visitor.may(Deed.LOOK)
    except (NotSignedIn, Locked):
        raise LinkOver from None
    return visitor, link
