"""Around every request: counted, timed, told of in one line and one span, under an id that goes back with the answer.

What is told is the route's template, never the path: ids and what was searched for stay out.
"""

from __future__ import annotations

import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from walkon.operating import asked as requests
from walkon.operating.figures import METHODS, OTHER, Figures
from walkon.operating.log import logger
from walkon.operating.spans import span

_log = logger("walkon.requests")
NO_ROUTE = "none"
UNFINISHED = 499  # whoever asked went away before the answer began


class Watched:
    """An application with somebody watching at its door."""

    def __init__(self, app: ASGIApp, figures: Figures) -> None:
        self._app, self._figures = app, figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = requests.begin(Headers(scope=scope).get(requests.HEADER))
        method = scope["method"] if scope["method"] in METHODS else OTHER
        began, status = time.monotonic(), UNFINISHED

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[requests.HEADER] = asked.id
            await send(message)

        failure: Exception | None = None
        with span("request", {"http.request.method": method, "walkon.request": asked.id}, server=True) as found:
            try:
                await self._app(scope, receive, answer)
            except Exception as error:
                failure, status, asked.code = error, 500, "server_error"
                raise
            finally:
                route = route_of(scope)
                found.set_attribute("http.route", route)
                found.set_attribute("http.response.status_code", status)
                seconds = time.monotonic() - began
                self._figures.answered(route, method, status, seconds, asked.code)
                told = {"request": asked.id, "method": method, "route": route, "status": status}
                level = _log.error if failure is not None else _log.info
                level("request", **told, ms=round(1000 * seconds, 1), code=asked.code, exc_info=failure)


def route_of(scope: Scope) -> str:
    """The template of the route that answered."""
    path = getattr(scope.get("route"), "path", None)
    return path if isinstance(path, str) else NO_ROUTE
