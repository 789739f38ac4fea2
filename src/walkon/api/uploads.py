"""Resumable uploads as in tus 1.0 (core, creation, deferred length, termination), straight into sealed storage.

https://tus.io/protocols/resumable-upload
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from walkon.actions import quotas
from walkon.api.callers import Me, Visitor
from walkon.api.once import once_outside
from walkon.domain.allowances import Resource
from walkon.domain.errors import BadInput, TooLong, TooMuch, UploadUnknown
from walkon.domain.ids import UploadId
from walkon.domain.signing_in import Deed
from walkon.ports.store import Arrival, Unit

router = APIRouter(tags=["uploads"])
LARGEST = 300 << 20  # bytes of one recording; 30 s of a phone's best picture
AT_ONCE = 3  # unfinished ones of one account
PIECE = 1 << 18
TUS = {"Tus-Resumable": "1.0.0", "Cache-Control": "no-store"}
STREAM = "application/offset+octet-stream"


_APPENDING = {
    "requestBody": {"required": True, "content": {STREAM: {"schema": {"type": "string", "contentMediaType": STREAM}}}},
    "parameters": [
        {
            "name": "Upload-Offset",
            "in": "header",
            "required": True,
            "description": "where the upload goes on, in bytes",
            "schema": {"type": "string", "pattern": "^[0-9]{1,15}$"},
        },
        {
            "name": "Upload-Length",
            "in": "header",
            "description": "how long the upload will be, where that was left open",
            "schema": {"type": "string", "pattern": "^[0-9]{1,15}$"},
        },
    ],
}


class BadUpload(BadInput):
    code = "bad_upload"
    en = "This is not a step of a tus 1.0 upload."
    ko = "tus 1.0 업로드 단계가 아닙니다."


class TooManyUploads(TooMuch):
    code = "too_many_uploads"
    en = "Finish or discard your other uploads first."
    ko = "다른 업로드를 먼저 끝내거나 지워 주세요."


@router.options("/uploads", operation_id="upload_options", status_code=204)
def options() -> Response:
    """What this server can do."""
    can = {"Tus-Version": "1.0.0", "Tus-Extension": "creation,creation-defer-length,termination"}
    return Response(status_code=204, headers=TUS | can | {"Tus-Max-Size": str(LARGEST)})


@router.post("/uploads", operation_id="create_upload", status_code=201)
def create(
    me: Me,
    upload_length: Annotated[str | None, Header()] = None,
    upload_defer_length: Annotated[str | None, Header()] = None,
) -> Response:
    """Begin an upload; goes on by PATCH to the address in `Location`."""
    me.may(Deed.CHANGE_CAMEO)
    if (upload_length is None) == (upload_defer_length is None) or upload_defer_length not in (None, "1"):
        raise BadUpload
    length = None if upload_length is None else _number(upload_length)
    upload = once_outside(me, lambda: _begin(me, length))
    return Response(status_code=201, headers=TUS | {"Location": f"/api/v1/uploads/{upload}"})


@router.head("/uploads/{upload}", operation_id="upload_offset", response_class=Response)
def offset(upload: str, me: Me) -> Response:
    """How much has arrived."""
    mine = _mine(me, upload)
    length = me.service.uploads.length(mine)
    headers = TUS | {"Upload-Offset": str(me.service.uploads.offset(mine))}
    headers |= {"Upload-Defer-Length": "1"} if length is None else {"Upload-Length": str(length)}
    return Response(status_code=200, headers=headers)


@router.patch("/uploads/{upload}", operation_id="append_upload", status_code=204, openapi_extra=_APPENDING)
async def append(upload: str, request: Request, me: Me) -> Response:
    """Go on with an upload; what arrived before a lost connection is kept."""
    if request.headers.get("content-type", "").split(";")[0] != STREAM:
        raise BadUpload
    start = _number(request.headers.get("upload-offset", ""))
    mine = await run_in_threadpool(_mine, me, upload)
    coming = request.headers.get("content-length", "")
    await run_in_threadpool(_may_come, me, mine, start + (_number(coming) if coming else 1))
    if (told := request.headers.get("upload-length")) is not None:
        await run_in_threadpool(me.service.uploads.declare, mine, _number(told))
    pipe = _Pipe()
    appending = _Appending(me, mine, start, pipe)
    appending.start()
    try:
        async for chunk in request.stream():
            if appending.ended:
                break
            await run_in_threadpool(pipe.put, chunk)
    except ClientDisconnect:
        pass
    finally:
        await run_in_threadpool(pipe.close)
        await run_in_threadpool(appending.join)
        await run_in_threadpool(_count, me, mine)
    if appending.error is not None:
        raise appending.error
    return Response(status_code=204, headers=TUS | {"Upload-Offset": str(appending.offset)})


@router.delete("/uploads/{upload}", operation_id="discard_upload", status_code=204)
def discard(upload: str, me: Me) -> Response:
    """Destroy an upload."""
    mine = _mine(me, upload)
    arrived = _arrived(me, mine)
    me.service.uploads.discard(mine)

    def forget(unit: Unit) -> None:
        quotas.count_upload(unit, me.account.id, mine, arrived, me.now)  # what never came is given back
        arrival = unit.arrivals.find(upload=mine)
        if arrival is not None:
            unit.arrivals.remove(arrival)

    me.service.store.write(forget)
    return Response(status_code=204, headers=TUS)


def _begin(me: Visitor, length: int | None) -> str:
    """A new upload, counted for its owner's day. Raises `TooLong`, `TooManyUploads`, `QuotaReached`."""
    service, account = me.service, me.account

    def left(unit: Unit) -> int:
        if len(unit.arrivals.all(account=account.id)) >= AT_ONCE:
            raise TooManyUploads
        if length is None:
            return quotas.bytes_left(unit, account, service.allowances, me.now)
        quotas.require_bytes(unit, account, length, service.allowances, me.now)
        return LARGEST

    def arrive(unit: Unit) -> None:
        left(unit)  # once more: somebody may have been faster
        unit.arrivals.add(Arrival(upload=upload, account=account.id, began_at=me.now))
        quotas.count_upload(unit, account.id, upload, length or 0, me.now)

    if length is not None and length > LARGEST:
        raise TooLong(limit=LARGEST)
    upload = service.uploads.create(length, min(LARGEST, service.store.read(left)))
    try:
        service.store.write(arrive)
    except BaseException:
        service.uploads.discard(upload)
        raise
    return upload


def _may_come(me: Visitor, upload: UploadId, size: int) -> None:
    """Raises `QuotaReached` where an upload that is to have `size` bytes is more than was counted and than is left."""
    service = me.service

    def look(unit: Unit) -> None:
        known = unit.usages.get(upload, Resource.BYTES)
        more = size - (0 if known is None else int(known.amount))
        if more > 0 and service.uploads.length(upload) is None:
            quotas.require_bytes(unit, me.account, more, service.allowances, me.now)

    service.store.read(look)


def _count(me: Visitor, upload: UploadId) -> None:
    """Bytes that were not announced count as they come."""
    arrived = _arrived(me, upload)

    def more(unit: Unit) -> bool:
        known = unit.usages.get(upload, Resource.BYTES)
        return known is None or known.amount < arrived

    if me.service.store.read(more):
        me.service.store.write(lambda unit: quotas.count_upload(unit, me.account.id, upload, arrived, me.now))


def _arrived(me: Visitor, upload: UploadId) -> int:
    """Bytes; none of an upload that is gone."""
    try:
        return me.service.uploads.offset(upload)
    except UploadUnknown:
        return 0


class _Pipe:
    """Chunks from the wire to the thread that seals them; at most a few wait."""

    def __init__(self) -> None:
        self._chunks: queue.Queue[bytes | None] = queue.Queue(8)
        self._over = threading.Event()

    def put(self, chunk: bytes) -> None:
        for start in range(0, len(chunk), PIECE):
            self._offer(chunk[start : start + PIECE])

    def close(self) -> None:
        self._offer(None)

    def stop(self) -> None:
        """Nobody takes any more."""
        self._over.set()

    def __iter__(self) -> Iterator[bytes]:
        while (chunk := self._chunks.get()) is not None:
            yield chunk

    def _offer(self, chunk: bytes | None) -> None:
        while not self._over.is_set():
            with suppress(queue.Full):
                return self._chunks.put(chunk, timeout=0.1)
        return None


class _Appending(threading.Thread):
    """One PATCH, sealed as it arrives."""

    def __init__(self, me: Visitor, upload: UploadId, start: int, pipe: _Pipe) -> None:
        super().__init__(name="upload", daemon=True)
        self._uploads, self._upload, self._start, self._pipe = me.service.uploads, upload, start, pipe
        self.offset, self.ended = start, False
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self.offset = self._uploads.append(self._upload, self._start, self._pipe)
        except Exception as error:  # noqa: BLE001  raised again where the request is answered
            self.error = error
        finally:
            self.ended = True
            self._pipe.stop()


def _mine(me: Visitor, upload: str) -> UploadId:
    """An upload of the visitor's. Raises `UploadUnknown`."""
    me.may(Deed.CHANGE_CAMEO)
    if me.service.store.read(lambda unit: unit.arrivals.find(upload=upload, account=me.account.id)) is None:
        raise UploadUnknown
    return UploadId(upload)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise BadUpload
    return int(text)
