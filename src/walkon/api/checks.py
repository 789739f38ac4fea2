"""Is this film what it says, and was it taken back since? Anybody may ask, with a file or with a link of this server."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from walkon.actions import become_of
from walkon.api.callers import COOKIE, At, Visitor, visitor_of
from walkon.api.checking import Held
from walkon.api.films import made_for
from walkon.api.forms import Form
from walkon.api.links import holder
from walkon.api.service import Service
from walkon.api.shared import shared_film
from walkon.domain.cameo import Standing
from walkon.domain.checking import Since, Verdict, verdict
from walkon.domain.errors import NotFound
from walkon.domain.ids import ProductionId
from walkon.domain.production import Descent
from walkon.domain.provenance import CheckStatus
from walkon.domain.withdrawal import TYPE, Remaining
from walkon.ports.store import Made, What

Result = TypeVar("Result")
router = APIRouter(tags=["checks"])
_FILE = {
    "requestBody": {
        "required": True,
        "content": {
            "application/octet-stream": {
                "schema": {"type": "string", "contentMediaType": "application/octet-stream"},
            }
        },
    }
}
_LINK = re.compile(r"/api/v1/links/([^/?#\s]{1,600})")
_SHARED = re.compile(r"/s/([^/?#\s]{1,200})$")
_PRODUCTION = re.compile(r"(?<![0-9a-f])([0-9a-f]{32})(?![0-9a-f])")
_RECEIPT = b"eyJ"  # how every JSON object begins in base64url
_SHOWN = 50  # consents and originals of a file by anybody


class NothingToCheck(NotFound):
    """The link leads to no film of this server."""

    code = "nothing_to_check"
    en = "This link does not lead to a film of this server. You can choose the file itself instead."
    ko = "이 서버의 영상으로 이어지는 링크가 아닙니다. 대신 파일을 직접 골라 주세요."


class ConsentShown(Form):
    """One consent that the film rests on: a hash that its owner can recognise, and whether the person was verified."""

    cameo: str
    basis: Standing


class OriginalShown(Form):
    """A film it was made from: a hash of what its server calls it, and of the file."""

    production: str
    descent: Descent
    sha256: str


class FilmChecked(Form):
    """What is signed into the film; all of it is what its signer says, and nothing of it counts where it was altered.

    `engine` made it on the day `made_on`. `unverified`: somebody in it was not verified, and it carries a visible mark.
    """

    generated: bool
    engine: str | None
    engine_version: str | None
    made_on: date | None
    synthetic_voice: bool
    own_voice: bool
    unverified: bool
    consents: list[ConsentShown]
    made_from: list[OriginalShown]


class RemainsShown(Form):
    """What the receipt says remains, and until when."""

    what: Remaining
    until: datetime | None


class ReceiptChecked(Form):
    """What a withdrawal receipt says: when it was asked for and done, and how much ended and was erased. It names nobody."""

    server: str | None
    asked_at: datetime | None
    key_destroyed_at: datetime | None
    erased_at: datetime | None
    proven_at: datetime | None
    signed_at: datetime | None
    counts: dict[str, int]
    remains: list[RemainsShown]


class Checked(Form):
    """What a check came to.

    `signer`: the organisation named in a film's certificate, or the fingerprint of a receipt's root.
    `signed_here`: it was signed by this server. `since`: whether this server's film was taken back after it was signed.
    `film` and `receipt` are there where the file holds one; `reasons` are C2PA status codes of what does not fit.
    """

    kind: Literal["film", "receipt"]
    verdict: Verdict
    signed_here: bool
    signer: str | None
    since: Since
    reasons: list[str]
    film: FilmChecked | None
    receipt: ReceiptChecked | None


class LinkToCheck(Form):
    """An address of a film of this server: of its page, one that `make_link` gave, or one that it was shared by."""

    link: Annotated[str, Field(min_length=1, max_length=2000, examples=["https://films.example/watch/ab12"])]


@router.post("/checks", operation_id="check_file", openapi_extra=_FILE)
async def check_file(request: Request, service: At) -> Checked:
    """Check a film or a withdrawal receipt. The file is held in memory while it is looked at, and nothing of it is kept."""
    held = Held(service.checking.room, service.checking.largest)
    try:
        await held.fill(request.stream())
        return await run_in_threadpool(lambda: _checked(held.all(), service))
    finally:
        held.close()


@router.post("/checks/links", operation_id="check_link")
def check_link(form: LinkToCheck, request: Request, service: At) -> Checked:
    """Check a film of this server by its address.

    Its credentials are read where the caller may see it; whether it was taken back is told to whoever knows the address.
    """
    address = form.link.strip()
    if "://" in address and not address.startswith(f"{service.origin}/"):
        raise NothingToCheck
    path = address.partition("?")[0].partition("#")[0]
    if link := _LINK.search(path):
        visitor, found = _unless_hidden(lambda: holder(link[1], service))
        return _of_production(found.production, visitor, service)
    if shared := _SHARED.search(path):
        return _read(_unless_hidden(lambda: shared_film(shared[1], service)), service)
    if production := _PRODUCTION.search(path):
        return _of_production(ProductionId(production[1]), _signed_in(request, service), service)
    raise NothingToCheck


def _signed_in(request: Request, service: Service) -> Visitor | None:
    """Who asks, if they say so. Raises what `visitor_of` raises."""
    if request.headers.get("authorization") or request.cookies.get(COOKIE):
        return visitor_of(request, service, None)
    return None


def _unless_hidden(look: Callable[[], Result]) -> Result:
    """Raises `NothingToCheck` for whatever does not exist, or not for who asks."""
    try:
        return look()
    except NotFound:
        raise NothingToCheck from None


def _of_production(production: ProductionId, visitor: Visitor | None, service: Service) -> Checked:
    since = service.store.read(lambda unit: become_of.since_of(unit, production))
    if since is Since.UNKNOWN:
        raise NothingToCheck
    made = None if visitor is None or since is not Since.STANDS else _seen(production, visitor)
    if made is not None:
        return _read(made, service)
    return Checked(
        kind="film",
        verdict=verdict(CheckStatus.VALID, since, trusted=True),
        signed_here=True,
        signer=None,
        since=since,
        reasons=[],
        film=None,
        receipt=None,
    )


def _read(made: Made, service: Service) -> Checked:
    """A film of this server, checked as if it had been sent here."""
    reader = service.media.open(made.kept)
    service.checking.room.take(reader.size)
    try:
        return _checked(reader.read(0, reader.size), service)
    finally:
        service.checking.room.give(reader.size)


def _seen(production: ProductionId, visitor: Visitor) -> Made | None:
    try:
        return made_for(visitor, production, What.FILM, 0)
    except NotFound:
        return None


def _checked(data: bytes, service: Service) -> Checked:
    return _receipt(data, service) if data.startswith(_RECEIPT) else _film(data, service)


def _film(data: bytes, service: Service) -> Checked:
    """Raises `ClipEmpty`, `NotAVideo`."""
    from walkon.media.credentials import check_film  # noqa: PLC0415  a library of its own, in Rust

    found = check_film(data, service.checking.root())
    here = found.status is CheckStatus.VALID and found.trusted
    since = service.store.read(lambda unit: become_of.since(unit, found.production)) if here else Since.UNKNOWN
    film = FilmChecked(
        generated=found.generated,
        engine=found.engine,
        engine_version=found.engine_version,
        made_on=found.made_on,
        synthetic_voice=found.synthetic_voice,
        own_voice=bool(found.own_voices),
        unverified=found.unverified,
        consents=[ConsentShown(cameo=one.cameo, basis=one.basis) for one in found.consents[:_SHOWN]],
        made_from=[
            OriginalShown(production=one.production, descent=one.descent, sha256=one.sha256)
            for one in found.ingredients[:_SHOWN]
        ],
    )
    return Checked(
        kind="film",
        verdict=verdict(found.status, since, trusted=here),
        signed_here=here,
        signer=found.signer,
        since=since,
        reasons=list(found.reasons[:_SHOWN]),
        film=None if found.status is CheckStatus.STRIPPED else film,
        receipt=None,
    )


def _receipt(data: bytes, service: Service) -> Checked:
    from walkon.vault.receipts import LARGEST, TAMPERED, check_receipt  # noqa: PLC0415

    found = check_receipt(data, service.checking.root()) if len(data) <= LARGEST else TAMPERED
    said = found.statement if found.statement.get("type") == TYPE else None
    return Checked(
        kind="receipt",
        verdict=verdict(found.status, Since.UNKNOWN, trusted=found.trusted),
        signed_here=found.trusted,
        signer=found.signer,
        since=Since.UNKNOWN,
        reasons=[],
        film=None,
        receipt=None if said is None else _statement(said),
    )


def _statement(said: Any) -> ReceiptChecked:
    """The signer's words; what has another form than ours is left out."""

    def moment(name: str) -> datetime | None:
        try:
            return datetime.fromisoformat(said[name])
        except (KeyError, TypeError, ValueError):
            return None

    counts = {
        name: value
        for group in ("ended", "erased")
        for name, value in _items(said.get(group))
        if isinstance(value, int) and not isinstance(value, bool)
    }
    server = said.get("server")
    remains = said.get("remains")
    known = {what.value for what in Remaining}
    return ReceiptChecked(
        server=server[:200] if isinstance(server, str) else None,
        asked_at=moment("asked_at"),
        key_destroyed_at=moment("key_destroyed_at"),
        erased_at=moment("erased_at"),
        proven_at=moment("proven_at"),
        signed_at=moment("signed_at"),
        counts={name: counts[name] for name in _COUNTS if name in counts},
        remains=[
            RemainsShown(what=Remaining(row["what"]), until=_until(row))
            for row in (remains if isinstance(remains, list) else [])[:_SHOWN]
            if isinstance(row, dict) and row.get("what") in known
        ],
    )


_COUNTS = ("grants", "requests", "releases", "films", "stills", "recordings")


def _items(group: object) -> list[tuple[str, object]]:
    return [(str(name), value) for name, value in group.items()] if isinstance(group, dict) else []


def _until(row: dict[str, Any]) -> datetime | None:
    try:
        return datetime.fromisoformat(row["until"])
    except (KeyError, TypeError, ValueError):
        return None
