"""Films shown by a link, to whoever has it, with no account; and making and ending such a link."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Header, Response
from pydantic import Field

from walkon.actions import share
from walkon.api.callers import At, Me
from walkon.api.captions import VTT, captions_of, vtt
from walkon.api.films import FILM, STILL, sent, still_sent
from walkon.api.forms import Form
from walkon.api.service import Service
from walkon.domain.ids import ProductionId
from walkon.domain.production import Production
from walkon.domain.share_links import DAYS, MOST_DAYS, NoSuchShare, ShareLink, ShareOver
from walkon.domain.signing_in import Deed
from walkon.ports.store import Made, Unit, What

router = APIRouter(tags=["shared"])


class ShareWanted(Form):
    """For how long a link is to show your release."""

    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = DAYS


class ShareMade(Form):
    """Whoever has `url` sees the film, until `expires_at` or until you end it."""

    url: str
    made_at: datetime
    expires_at: datetime


class Share(Form):
    """The link there is to a release of yours, if any."""

    link: ShareMade | None


class SharedShown(Form):
    """A film that is shown by a link: nothing but how large it is, and until when the link works."""

    width: int
    height: int
    seconds: float
    expires_at: datetime


@router.put("/productions/{production}/share", operation_id="share_release")
def make_share(production: str, form: ShareWanted, me: Me) -> ShareMade:
    """Make a link that shows your release to whoever has it; one that there was ends.

    Only what is for “anyone” can be shared so, and only while everybody in it allows that.
    """
    me.may(Deed.MAKE_FILM)
    made = me.service.store.write(
        lambda unit: share.share(unit, me.account, ProductionId(production), form.days, me.now)
    )
    return _shown(made, me.service)


@router.get("/productions/{production}/share", operation_id="read_share")
def read_share(production: str, me: Me) -> Share:
    """The link there is to your release."""
    me.may(Deed.LOOK)
    found = me.service.store.read(lambda unit: share.share_of(unit, me.account, ProductionId(production), me.now))
    return Share(link=None if found is None else _shown(found, me.service))


@router.delete("/productions/{production}/share", status_code=204, operation_id="end_share")
def end_share(production: str, me: Me) -> None:
    """End the link; whoever has it sees nothing any longer."""
    me.may(Deed.TAKE_BACK)
    me.service.store.write(lambda unit: share.end_share(unit, me.account, ProductionId(production)))


@router.get("/shared/{share}", operation_id="read_shared")
def read_shared(share: str, service: At) -> SharedShown:
    """What a link shows."""
    link, found = service.store.read(lambda unit: _opened(unit, share, service))
    if found.plan is None:
        raise ShareOver
    return SharedShown(
        width=found.plan.width, height=found.plan.height, seconds=found.plan.seconds, expires_at=link.expires_at
    )


@router.get("/shared/{share}/film", operation_id="read_shared_film", response_class=Response, responses=FILM)
def read_shared_film(
    share: str,
    service: At,
    range: Annotated[str | None, Header()] = None,
    if_range: Annotated[str | None, Header()] = None,
) -> Response:
    """The film, whole or in parts; its people are asked anew at every request."""
    made = _made(share, service, What.FILM)
    headers = {"ETag": f'"{made.sha256[:32]}"', "Content-Disposition": 'inline; filename="walkon.mp4"'}
    return sent(service.media.open(made.kept), range, headers, "video/mp4", if_range)


@router.get("/shared/{share}/poster", operation_id="read_shared_poster", response_class=Response, responses=STILL)
def read_shared_poster(share: str, service: At) -> Response:
    """Its first still."""
    return still_sent(service.media.open(_made(share, service, What.STILL).kept))


@router.get("/shared/{share}/captions", operation_id="read_shared_captions", response_class=Response, responses=VTT)
def read_shared_captions(share: str, service: At) -> Response:
    """What is said in it, and when, without the names of those who say it."""

    def look(unit: Unit) -> tuple[Production, Made | None]:
        found = _opened(unit, share, service)[1]
        return found, unit.made.find(production=found.id, what=What.CAPTIONS, place=0)

    return vtt(captions_of(service.media, *service.store.read(look), named=False))


def _opened(unit: Unit, text: str, service: Service) -> tuple[ShareLink, Production]:
    link = None if service.shares is None else service.shares.read(text)
    if link is None:
        raise NoSuchShare
    return share.shown_by(unit, link, service.clock.now())


def _made(text: str, service: Service, what: What) -> Made:
    def look(unit: Unit) -> Made | None:
        return unit.made.find(production=_opened(unit, text, service)[1].id, what=what, place=0)

    made = service.store.read(look)
    if made is None:
        raise ShareOver
    return made


def shared_film(text: str, service: Service) -> Made:
    """The film that a link shows now. Raises `NoSuchShare`."""
    return _made(text, service, What.FILM)


def _shown(link: ShareLink, service: Service) -> ShareMade:
    """Raises `NoSuchShare` where this server has no such links."""
    if service.shares is None:
        raise NoSuchShare
    url = f"{service.origin}/s/{service.shares.write(link.id)}"
    return ShareMade(url=url, made_at=link.made_at, expires_at=link.expires_at)
