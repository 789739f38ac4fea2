"""Signing in and up by an account of another server, tying one, and confirming by it.

The cookie of a visit is `SameSite=Lax`, since people come back to it from elsewhere; a session's is `Strict` and does not come
with them. So a visit remembers its session, and the page they come back to leads on by itself: what it asks for comes
from this server again.
"""

from __future__ import annotations

import html
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from walkon.actions import elsewhere as visits
from walkon.api.callers import At, Me, set_cookie
from walkon.api.ceremonies import Device, SignedUp
from walkon.api.forms import Form
from walkon.api.problem import language_of
from walkon.api.service import Service
from walkon.api.signing_in import Newcomer
from walkon.domain.elsewhere import LIFETIME, LONGEST_RETURN, Aim, Elsewhere, Outcome, Visit, tokens_of, told
from walkon.domain.elsewhere_errors import ElsewhereOff
from walkon.domain.ids import TieId
from walkon.domain.sessions import NewSession
from walkon.domain.sign_in_errors import CeremonyOver
from walkon.domain.signing_in import Deed
from walkon.ports.elsewhere import CALLBACK, CameBack, OtherServer

router = APIRouter(tags=["signing in"])
Back = Annotated[str, Query(max_length=LONGEST_RETURN, description="path of this server's pages to come back to")]
Short = Annotated[str | None, Query(max_length=2000)]


class WayThere(Form):
    """Where a browser goes next: the other server's name and the address there."""

    name: str
    address: str


class ComingBack(Form):
    """A path of this server's pages to come back to."""

    back: str = "/"


@router.get("/sign-in/elsewhere", operation_id="begin_elsewhere")
def begin(
    service: At, response: Response, back: Back = "/", device: Annotated[str, Query(max_length=200)] = ""
) -> WayThere:
    """Begin to sign in, or up, by an account elsewhere. The browser gets a cookie that its answer needs."""
    other, now = _other(service), service.clock.now()
    visit, secret = service.store.write(lambda unit: visits.begin_visit(unit, Aim.SIGN_IN, back, device, None, now))
    return _way_there(other, service, response, visit, secret)


@router.get(CALLBACK.removeprefix("/api/v1"), operation_id="come_back_from_elsewhere", response_class=HTMLResponse)
def come_back(
    request: Request,
    service: At,
    state: Short = None,
    code: Short = None,
    iss: Short = None,
    error: Short = None,
) -> HTMLResponse:
    """Where a browser comes back to; a page that leads on to where the visit began, with `elsewhere=` and what came of it."""
    other, now = _other(service), service.clock.now()
    secret = request.cookies.get(_cookie(service))
    if not secret or not state:
        raise CeremonyOver
    visit = service.store.write(lambda unit: visits.spend_visit(unit, secret, state, now))
    fresh = visit.aim is Aim.CONFIRM
    came = CameBack(code=code, issuer=iss, error=error)
    person = other.person(came, tokens_of(secret), began_at=visit.began_at, fresh=fresh, now=now)
    match visit.aim:
        case Aim.SIGN_IN:
            found = service.store.write(lambda unit: visits.sign_in(unit, visit, person, now))
            if isinstance(found, NewSession):
                page = _page(request, visit, Outcome.SIGNED_IN)
                set_cookie(page, found, service)
            else:
                return _page(request, visit, Outcome.NEW)  # the cookie stays: somebody may sign up by it
        case Aim.TIE:
            service.store.write(lambda unit: visits.tie(unit, visit, person, now))
            page = _page(request, visit, Outcome.TIED)
        case Aim.CONFIRM:
            service.store.write(lambda unit: visits.confirm(unit, visit, person, now))
            page = _page(request, visit, Outcome.CONFIRMED)
    _forget(page, service)
    return page


class SignUpElsewhere(Newcomer):
    """Who signs up, and on which device."""

    device: Device


@router.post("/sign-up/elsewhere", status_code=201, operation_id="sign_up_elsewhere")
def sign_up(form: SignUpElsewhere, request: Request, service: At, response: Response) -> SignedUp:
    """Sign up, within ten minutes of coming back from the other server as somebody new."""
    secret, now, arriving = request.cookies.get(_cookie(service)), service.clock.now(), form.arriving()
    if not secret:
        raise CeremonyOver
    arrived = service.store.write(
        lambda unit: visits.sign_up(unit, secret, arriving, service.sign_up, form.device, now)
    )
    _forget(response, service)
    set_cookie(response, arrived.opened, service)
    return SignedUp(
        account=arrived.account.id,
        handle=arrived.account.handle.name,
        token=arrived.opened.token,
        recovery_codes=list(arrived.codes),
    )


@router.post("/confirm/elsewhere", operation_id="confirm_elsewhere")
def confirm(form: ComingBack, me: Me, response: Response) -> WayThere:
    """Begin to confirm that it is you by signing in elsewhere anew; for accounts without a passkey."""
    session, other = me.session, _other(me.service)
    visit, secret = me.service.store.write(
        lambda unit: visits.begin_visit(unit, Aim.CONFIRM, form.back, session.device, session, me.now)
    )
    return _way_there(other, me.service, response, visit, secret)


@router.post("/me/elsewhere", operation_id="tie_elsewhere")
def tie(form: ComingBack, me: Me, response: Response) -> WayThere:
    """Begin to tie an account elsewhere to yours: you can sign in by it from then on."""
    me.may(Deed.TIE_ELSEWHERE)
    session, other = me.session, _other(me.service)
    visit, secret = me.service.store.write(
        lambda unit: visits.begin_visit(unit, Aim.TIE, form.back, session.device, session, me.now)
    )
    return _way_there(other, me.service, response, visit, secret)


class ElsewhereShown(Form):
    """An account elsewhere that is tied to yours. Who you are there is not kept."""

    id: str
    tied_at: datetime
    used_at: datetime | None

    @classmethod
    def of(cls, tied: Elsewhere) -> ElsewhereShown:
        return cls(id=tied.id, tied_at=tied.tied_at, used_at=tied.used_at)


@router.get("/me/elsewhere", operation_id="list_elsewhere")
def listing(me: Me) -> list[ElsewhereShown]:
    """Accounts elsewhere that are tied to yours."""
    me.may(Deed.LOOK)
    account = me.session.account  # no token reads them
    return [ElsewhereShown.of(tied) for tied in me.service.store.read(lambda unit: unit.elsewhere.all(account=account))]


@router.delete("/me/elsewhere/{tie}", status_code=204, operation_id="untie_elsewhere")
def untie(tie: str, me: Me) -> None:
    """Untie one; nobody signs in by it any more."""
    me.may(Deed.UNTIE_ELSEWHERE)
    me.service.store.write(lambda unit: visits.untie(unit, me.account, TieId(tie), me.now))


def _other(service: Service) -> OtherServer:
    """Raises `ElsewhereOff`."""
    if service.elsewhere is None:
        raise ElsewhereOff
    return service.elsewhere


def _way_there(other: OtherServer, service: Service, response: Response, visit: Visit, secret: str) -> WayThere:
    address = other.way_there(tokens_of(secret), fresh=visit.aim is Aim.CONFIRM)
    response.set_cookie(
        _cookie(service),
        secret,
        max_age=int(2 * LIFETIME.total_seconds()),  # there and back, and as long again to sign up
        httponly=True,
        secure=_is_secure(service),
        samesite="lax",
        path="/",
    )
    return WayThere(name=other.name, address=address)


def _forget(response: Response, service: Service) -> None:
    response.delete_cookie(_cookie(service), path="/", secure=_is_secure(service), httponly=True, samesite="lax")


def _cookie(service: Service) -> str:
    """Under https a name that no other host of the same domain can set (RFC 6265bis, 4.1.3.2)."""
    return "__Host-walkon_visit" if _is_secure(service) else "walkon_visit"


def _is_secure(service: Service) -> bool:
    return service.origin.startswith("https:")


_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={place}">
<title>Walkon</title></head><body><p><a href="{place}">{words}</a></p></body></html>
"""


def _page(request: Request, visit: Visit, outcome: Outcome) -> HTMLResponse:
    """A page that leads on at once. A redirect would still count as coming from elsewhere, without the session's cookie."""
    language = language_of(request)
    words = "계속" if language == "ko" else "Go on"
    place = html.escape(told(visit.back, outcome))
    return HTMLResponse(
        _PAGE.format(language=language, place=place, words=words),
        headers={
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        },
    )
