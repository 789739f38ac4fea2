"""What no route has to think of: bodies that are too large, and addresses that no database can look for."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from walkon.api import problem
from walkon.api.uploads import LARGEST

LARGEST_BODY = 256 * 1024  # bytes of JSON; uploads have their own limit
_UPLOADS = "/api/v1/uploads/"


class Door:
    """Around the application: refuses before anything is read, and counts what is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        limit = LARGEST if scope["path"].startswith(_UPLOADS) else LARGEST_BODY
        request = Request(scope)
        told = request.headers.get("content-length", "0")
        if "\0" in scope["path"]:
            answer = problem.of_http(request, HTTPException(404))
        elif b"%00" in scope["query_string"]:
            answer = problem.of_http(request, HTTPException(400))
        elif told.isascii() and told.isdigit() and (len(told) > 15 or int(told) > limit):
            answer = problem.of_http(request, HTTPException(413))
        else:
            return await self._app(scope, _counted(receive, limit), send)
        return await answer(scope, receive, send)


def _counted(receive: Receive, limit: int) -> Receive:
    """What a client without a length sends is refused as soon as it is too much."""
    size = 0

    async def one() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > limit:
            raise HTTPException(413)
        return message

    return one
