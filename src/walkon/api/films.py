"""Films and stills out of sealed storage, whole or in ranges; who may see them is asked at every request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, Response
from fastapi.responses import StreamingResponse

from walkon.actions import publish
from walkon.actions.propose_video import NotYours
from walkon.api.callers import Me, Visitor
from walkon.domain.errors import BadInput
from walkon.domain.ids import ProductionId
from walkon.domain.signing_in import Deed
from walkon.ports.media import Reader
from walkon.ports.store import Made, Unit, What

router = APIRouter(tags=["films"])
PIECE = 256 * 1024  # bytes that are opened at a time
_BYTES = {"schema": {"type": "string", "contentMediaType": "application/octet-stream"}}
FILM: dict[int | str, dict[str, Any]] = {
    200: {"description": "The whole film.", "content": {"video/mp4": _BYTES}},
    206: {"description": "The part that `Range` asked for.", "content": {"video/mp4": _BYTES}},
}
STILL: dict[int | str, dict[str, Any]] = {
    200: {"description": "The picture.", "content": {"image/png": _BYTES, "image/jpeg": _BYTES}}
}
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


class RangeNotThere(BadInput):
    code = "range_not_there"
    en = "The film has {size} bytes; the part that was asked for is not there."
    ko = "영상은 {size}바이트입니다. 요청한 부분이 없습니다."


@router.get("/productions/{production}/film", operation_id="read_film", response_class=Response, responses=FILM)
def read_film(
    production: str,
    me: Me,
    range: Annotated[str | None, Header()] = None,
    if_range: Annotated[str | None, Header()] = None,
) -> Response:
    """The film, as MP4; asks for consent anew."""
    return film_of(me, made_for(me, production, What.FILM, 0), range, if_range)


def film_of(me: Visitor, made: Made, range: str | None, if_range: str | None) -> Response:
    """A film that `me` may see, or the part of it that is asked for (of the same film, if that is asked, too)."""
    reader = me.service.media.open(made.kept)
    headers = {
        "ETag": f'"{made.sha256[:32]}"',
        "Content-Disposition": f'inline; filename="walkon-{made.production[:8]}.mp4"',
    }
    return sent(reader, range, headers, "video/mp4", if_range)


def sent(
    reader: Reader, range: str | None, headers: dict[str, str], kind: str, if_range: str | None = None
) -> Response:
    """All of a sealed object, or the part that was asked for, if it is still the same one. Raises `RangeNotThere`."""
    headers |= {
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    start, stop, status = 0, reader.size, 200
    same = if_range is None or if_range.strip() == headers.get("ETag")
    if range is not None and same and (found := _RANGE.fullmatch(range.strip())):
        start, stop = _asked(found, reader.size)
        status = 206
        headers["Content-Range"] = f"bytes {start}-{stop - 1}/{reader.size}"
    headers["Content-Length"] = str(stop - start)
    return StreamingResponse(_pieces(reader, start, stop), status, headers, kind)


@router.get(
    "/productions/{production}/stills/{place}", operation_id="read_still", response_class=Response, responses=STILL
)
def read_still(production: str, place: int, me: Me) -> Response:
    """One still of the storyboard."""
    return still_of(me, made_for(me, production, What.STILL, place))


def still_of(me: Visitor, made: Made) -> Response:
    """A still that `me` may see."""
    return still_sent(me.service.media.open(made.kept))


def still_sent(reader: Reader) -> Response:
    """A picture, whole."""
    data = reader.read(0, reader.size)
    kind = "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"
    return Response(data, 200, {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}, kind)


def made_for(me: Visitor, production: str, what: What, place: int) -> Made:
    """What was made, if the visitor may see it now. Raises `NotYours` in every other case."""
    me.may(Deed.LOOK)

    def look(unit: Unit) -> Made | None:
        found = publish.visible(unit, me.account, ProductionId(production), me.now)
        return unit.made.find(production=found.id, what=what, place=place)

    made = me.service.store.read(look) if 0 <= place < 1000 else None
    if made is None:
        raise NotYours
    return made


def _asked(found: re.Match[str], size: int) -> tuple[int, int]:
    """First byte and the one after the last. Raises `RangeNotThere`."""
    first, last = found.groups()
    if first:
        start, stop = int(first), min(size, int(last) + 1 if last else size)
    elif last:
        start, stop = max(0, size - int(last)), size
    else:
        start, stop = size, size
    if not 0 <= start < stop:
        raise RangeNotThere(size=size)
    return start, stop


def _pieces(reader: Reader, start: int, stop: int) -> Iterator[bytes]:
    while start < stop:
        end = min(stop, start + PIECE)
        yield reader.read(start, end)
        start = end
