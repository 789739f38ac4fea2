"""Taking one's cameo to another server, and bringing it along from there."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Header, Request
from fastapi.responses import Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from walkon.actions.bring_cameo import Bringing, bring_cameo
from walkon.actions.give_grant import cameo_of
from walkon.actions.pack_cameo import Packing, pack_cameo
from walkon.api.callers import Me, Visitor
from walkon.api.checking import FileTooBig, Held
from walkon.api.forms import Form
from walkon.domain.cameo import JudgedBy, Origin, Standing
from walkon.domain.errors import Broken
from walkon.domain.ids import Handle
from walkon.domain.parcel_errors import ParcelTooBig
from walkon.domain.parcels import LARGEST, Doubt, Doubted
from walkon.domain.signing_in import Deed

Rooms = TypeVar("Rooms", Packing, Bringing)
router = APIRouter(tags=["cameos"])
CODE = "Walkon-Code"
FILE = "application/octet-stream"
_FILE_IN: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {FILE: {"schema": {"type": "string", "contentMediaType": FILE}}},
    }
}
_FILE_OUT: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {FILE: {"schema": {"type": "string", "contentMediaType": FILE}}},
        "headers": {CODE: {"description": "What opens the file; told once.", "schema": {"type": "string"}}},
    }
}


class NoParcelsHere(Broken):
    code = "no_parcels_here"
    en = "This server does not take cameos elsewhere or bring them along."
    ko = "이 서버에서는 카메오를 다른 서버와 주고받을 수 없습니다."


class Destination(Form):
    """The other server, and what you are called there."""

    server: Annotated[str, Field(min_length=1, max_length=200, examples=["https://films.example"])]
    handle: Annotated[str, Field(min_length=1, max_length=100, examples=["mina"])]


class OriginShown(Form):
    """Where a cameo was brought from, and by what it was verified there.

    `signer` is the SHA-256 of that server's root certificate; `believed`: its word was enough here.
    """

    server: str
    signer: str
    created_at: datetime
    policy: str
    policy_version: int
    judged_by: JudgedBy
    believed: bool

    @classmethod
    def of(cls, origin: Origin) -> OriginShown:
        return cls(
            server=origin.server,
            signer=origin.signer,
            created_at=origin.created,
            policy=origin.policy,
            policy_version=origin.policy_version,
            judged_by=origin.judged_by,
            believed=origin.believed,
        )


class BroughtShown(Form):
    """Your cameo as it is here now. With doubts it is unverified, and yours alone until you record yourself."""

    standing: Standing
    doubts: list[Doubt]
    origin: OriginShown | None


@router.post("/me/cameo/parcel", operation_id="pack_cameo", response_class=Response, responses=_FILE_OUT)
def pack(form: Destination, me: Me) -> Response:
    """Your cameo as a sealed file, for your account on another server; it stays here as it is.

    The code that opens it is told in the header `Walkon-Code`, once. The file is good for seven days, and works once.
    """
    me.may(Deed.PACK_CAMEO)
    packed = pack_cameo(_there(me.service.packing), me.account, form.server, Handle.parse(form.handle), me.now)
    headers = {
        CODE: packed.code,
        "Cache-Control": "private, no-store",
        "Content-Disposition": 'attachment; filename="my-cameo.walkon"',
    }
    return Response(packed.file, 200, headers, FILE)


@router.post("/me/cameo/brought", status_code=201, operation_id="bring_cameo", openapi_extra=_FILE_IN)
async def bring(
    request: Request,
    me: Me,
    code: Annotated[str, Header(alias=CODE, max_length=100, examples=["F7KQM-3W2XR-9TBNC-HD4VP"])] = "",
) -> BroughtShown:
    """Bring along the cameo that you have on another server: the file that it gave you, and the code in a header.

    Nobody else may use it here until you allow it. Where this server does not believe the other one, it is unverified until
    you record yourself.
    """
    me.may(Deed.BRING_CAMEO)
    bringing = _there(me.service.bringing)
    held = Held(me.service.checking.room, LARGEST)
    try:
        await held.fill(request.stream())
        return await run_in_threadpool(lambda: _brought(me, bringing, held.all(), code))
    except FileTooBig:
        raise ParcelTooBig(limit=LARGEST >> 20) from None
    finally:
        held.close()


@router.get("/me/cameo/origin", operation_id="read_cameo_origin")
def read_origin(me: Me) -> OriginShown | None:
    """Where your cameo was brought from; null where it was made here."""
    me.may(Deed.LOOK)
    packing = _there(me.service.packing)
    profile = packing.store.read(lambda unit: cameo_of(unit, me.account))
    cameo = packing.vault.find(me.account.handle)
    if cameo is None or cameo.id != profile.cameo or cameo.origin is None:
        return None
    return OriginShown.of(cameo.origin)


def _brought(me: Visitor, bringing: Bringing, file: bytes, code: str) -> BroughtShown:
    found = bring_cameo(bringing, me.account, file, code, me.now)
    return BroughtShown(
        standing=found.cameo.standing,
        doubts=list(found.verdict.doubts) if isinstance(found.verdict, Doubted) else [],
        origin=None if found.cameo.origin is None else OriginShown.of(found.cameo.origin),
    )


def _there(found: Rooms | None) -> Rooms:
    if found is None:
        raise NoParcelsHere
    return found
