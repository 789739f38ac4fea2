"""What happens to every request before it comes to its route, and to every answer after.

From the outside in: headers that every answer has; addresses that nothing can have; bodies that are
too large; addresses that come too often; tags.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from walkon.api import checking, problem
from walkon.api.etags import names, tag_of
from walkon.api.limiting import API, Limiting, admit_address, told
from walkon.api.uploads import LARGEST
from walkon.domain import parcels, readings
from walkon.domain.rates import TooManyRequests

LARGEST_BODY = 256 * 1024  # bytes of JSON; a piece of an upload is at most all of it
_STREAMS = f"{API}/uploads/"
_FILES = {  # each route says in its own words what is too large for it
    ("POST", f"{API}/checks"): checking.LARGEST,
    ("POST", f"{API}/me/cameo/brought"): 2 * parcels.LARGEST,
}
_READ = re.compile(f"{API}/productions/[^/]+/lines/[^/]+/reading")


def install(app: FastAPI, origin: str, limiting: Limiting | None) -> None:
    """Build the doorway of an application."""
    app.add_middleware(Tags)
    if limiting is not None:
        app.add_middleware(Addresses, limiting=limiting)
    app.add_middleware(Bodies)
    app.add_middleware(Texts)
    app.add_middleware(Outside, always=problem.safe_headers(origin))


class Outside:
    """Every answer has these headers, unless its route knows better."""

    def __init__(self, app: ASGIApp, always: Mapping[str, str]) -> None:
        self._app, self._always = app, always

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        more = told(scope)
        kept = {"Cache-Control": "no-store"} if scope["path"].startswith(f"{API}/") else {}

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in {**self._always, **kept, **more}.items():
                    headers.setdefault(name, value)
            await send(message)

        return await self._app(scope, receive, sending)


class Texts:
    """No address has a NUL, which no database can look for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and "\0" in scope["path"]:
            return await problem.of_status(Request(scope), 404)(scope, receive, send)
        if scope["type"] == "http" and b"%00" in scope["query_string"]:
            return await problem.of_status(Request(scope), 400)(scope, receive, send)
        return await self._app(scope, receive, send)


class Bodies:
    """A body that is too large is refused where its length says so, or as soon as it has become too long."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        limit = _largest(scope)
        length = Headers(scope=scope).get("content-length", "")
        if length.isascii() and length.isdigit() and (len(length) > 15 or int(length) > limit):
            answer = problem.of_status(Request(scope), 413)
            answer.headers["Connection"] = "close"  # nobody reads what is still coming
            return await answer(scope, receive, send)
        arrived = 0

        async def receiving() -> Message:
            nonlocal arrived
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > limit:
                raise HTTPException(413, headers={"Connection": "close"})
            return message

        return await self._app(scope, receiving, send)


def _largest(scope: Scope) -> int:
    """Bytes that a body may have."""
    if scope["method"] == "PATCH" and scope["path"].startswith(_STREAMS):
        return LARGEST
    if scope["method"] == "PUT" and _READ.fullmatch(scope["path"]):
        return readings.LARGEST
    return _FILES.get((scope["method"], scope["path"]), LARGEST_BODY)


class Addresses:
    """Who comes too often is answered before anything is looked up for them."""

    def __init__(self, app: ASGIApp, limiting: Limiting) -> None:
        self._app, self._limiting = app, limiting

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            try:
                admit_address(self._limiting, scope)
            except TooManyRequests as error:
                return await problem.of_error(Request(scope), error)(scope, receive, send)
        return await self._app(scope, receive, send)


class Tags:
    """What is read as JSON has a tag; who has it already is told so with 304, and no shared cache keeps it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(f"{API}/"):
            return await self._app(scope, receive, send)
        known = Headers(scope=scope).get("if-none-match", "")
        return await self._app(scope, receive, _Tagging(send, known))


class _Tagging:
    """One answer: held back until it is whole if it is JSON, else passed on as it comes."""

    def __init__(self, send: Send, known: str) -> None:
        self._send, self._known = send, known
        self._start: Message | None = None
        self._body: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_json(message):
            self._start = message
        elif message["type"] == "http.response.body" and self._start is not None:
            self._body.append(message.get("body", b""))
            if not message.get("more_body", False):
                await self._end(self._start, b"".join(self._body))
        else:
            await self._send(message)

    async def _end(self, start: Message, body: bytes) -> None:
        headers = MutableHeaders(scope=start)
        tag = tag_of(_content(body))
        headers["ETag"] = tag
        headers.setdefault("Cache-Control", "private, no-cache")
        headers.setdefault("Vary", "Authorization, Cookie")
        if names(self._known, tag):
            start["status"], body = 304, b""
            del headers["content-length"], headers["content-type"]
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _is_json(start: Message) -> bool:
    kind = MutableHeaders(scope=start).get("content-type", "")
    return start["status"] == 200 and kind.partition(";")[0] == "application/json"


def _content(body: bytes) -> Any:
    return json.loads(body)
