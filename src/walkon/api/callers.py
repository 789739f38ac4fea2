"""Who calls: known by a session's cookie, or by a token in the `Authorization` header.

A browser sends its cookie by itself, also when another site makes it do so: then it says where the request comes from,
and what changes something is refused unless that is here (and the cookie is `SameSite=Strict` besides).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request, Response, Security
from fastapi.security import APIKeyCookie, HTTPBearer

from walkon.actions.sign_in import note_use, recognise
from walkon.api.limiting import admit_account, told
from walkon.api.once import Key
from walkon.api.service import Service
from walkon.domain.api_tokens import MEMBER, Scope
from walkon.domain.errors import Locked
from walkon.domain.idempotency import Asked
from walkon.domain.people import Account, Office
from walkon.domain.sessions import LONGEST, NewSession, Session
from walkon.domain.sign_in_errors import NotByToken, NotSignedIn
from walkon.domain.signing_in import Caller, Deed, require

COOKIE = "walkon_session"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class FromElsewhere(Locked):
    """A browser was made to send this by a page of another site."""

    code = "from_elsewhere"
    en = "This request did not come from this server's own pages."
    ko = "이 서버의 페이지에서 보낸 요청이 아닙니다."


class AccountSuspended(Locked):
    code = "account_suspended"
    en = "Your account is suspended. You can read, answer your inbox, and take back what is yours."
    ko = "계정이 정지되어 있습니다. 보기, 받은 요청에 답하기, 내 것을 거두어들이기만 할 수 있습니다."


_WHILE_SUSPENDED = frozenset(Deed) - {
    Deed.MAKE_FILM,
    Deed.CHANGE_CAMEO,
    Deed.RUN_SERVER,
    Deed.MAKE_INVITE,
    Deed.MAKE_TOKEN,
    Deed.SEE_DESK,
    Deed.DECIDE,
    Deed.APPOINT,
    Deed.MANAGE_PEOPLE,
    Deed.ADD_CHANNEL,
    Deed.RESPOND,
    Deed.PACK_CAMEO,
    Deed.BRING_CAMEO,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who calls, and the server they call, at one moment."""

    account: Account
    caller: Caller
    service: Service
    now: datetime
    asked: Asked | None = None  # by a key of the client's, where it gave one
    told: dict[str, str] = field(default_factory=dict)  # headers for the answer

    def may(self, deed: Deed) -> None:
        """Raises what `walkon.domain.signing_in.require` raises, and `AccountSuspended`."""
        require(self.caller, deed, rights_of(self.account), self.now)
        if not self.account.active and deed not in _WHILE_SUSPENDED:
            raise AccountSuspended

    def by_themself(self) -> None:
        """A person has to do this, no program for them. Raises `NotByToken`."""
        if not isinstance(self.caller, Session):
            raise NotByToken

    @property
    def session(self) -> Session:
        """Raises `NotByToken`."""
        if not isinstance(self.caller, Session):
            raise NotByToken
        return self.caller


def service_of(request: Request) -> Service:
    """The server this application was made for."""
    service = request.app.state.service
    assert isinstance(service, Service)  # noqa: S101
    return service


At = Annotated[Service, Depends(service_of)]


_Cookie = APIKeyCookie(name=COOKIE, scheme_name="session", auto_error=False, description="a browser's session")
_Token = HTTPBearer(scheme_name="token", auto_error=False, description="an API token, or a session's token")


def visitor_of(
    request: Request,
    service: At,
    key: Key,
    _cookie: Annotated[object, Security(_Cookie)] = None,  # for the description; both are read below
    _token: Annotated[object, Security(_Token)] = None,
) -> Visitor:
    """Raises `NotSignedIn`, `FromElsewhere` and `TooManyRequests`."""
    header = request.headers.get("authorization", "")
    cookie = request.cookies.get(COOKIE)
    if header:
        kind, _, text = header.partition(" ")
        if kind.lower() != "bearer":
            raise NotSignedIn
    elif cookie:
        text = cookie
        if request.method not in _SAFE and request.headers.get("origin", service.origin) != service.origin:
            raise FromElsewhere
    else:
        raise NotSignedIn
    now = service.clock.now()
    account, caller = service.store.read(lambda unit: recognise(unit, text.strip(), now))
    admit_account(service.limiting, request.scope, account.id)
    if caller.used_at == now:
        service.store.write(lambda unit: note_use(unit, caller))
    asked = None if key is None or service.answers is None else key.asked(service.answers, account.id)
    return Visitor(account=account, caller=caller, service=service, now=now, asked=asked, told=told(request.scope))


Me = Annotated[Visitor, Depends(visitor_of)]


def rights_of(account: Account) -> frozenset[Scope]:
    """What an account may do at all."""
    match account.office:
        case Office.ADMIN:
            return frozenset(Scope)
        case Office.REVIEWER:
            return MEMBER | {Scope.REVIEW}
        case Office.MEMBER:
            return MEMBER


def set_cookie(response: Response, opened: NewSession, service: Service) -> None:
    """Let a browser carry the session's token, where no script can read it."""
    response.set_cookie(
        COOKIE,
        opened.token,
        max_age=int(LONGEST.total_seconds()),
        httponly=True,
        secure=service.origin.startswith("https:"),
        samesite="strict",
        path="/",
    )
