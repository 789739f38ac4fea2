"""Connections as people have them: slow ones, ones that lose an answer, and a server that forgets somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.web.house import House, Visitor
from walkon.ports.store import Unit

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

DOWN, UP, DELAY = 1_600_000 // 8, 750_000 // 8, 150
"""3G as browsers' own tools emulate it: bytes per second towards the page and away from it, and milliseconds."""


def slow(visitor: Visitor, *, down: int = DOWN, up: int = UP, delay: int = DELAY) -> None:
    """From now on the page has a connection of 3G, or of what is said (-1: no limit)."""
    devtools = visitor.context.new_cdp_session(visitor.page)
    devtools.send("Network.enable")
    devtools.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": delay, "downloadThroughput": down, "uploadThroughput": up},
    )


def loses_answers(page: Page, path: str, method: str = "POST") -> list[str]:
    """The server does what is asked, and nobody hears of it. Gives the keys by which it was asked, as they come."""
    keys: list[str] = []

    def lost(route: Route) -> None:
        if route.request.method == method:
            keys.append(route.request.headers.get("idempotency-key", ""))
            route.fetch()
            route.abort("internetdisconnected")
        else:
            route.fallback()

    page.route(path, lost)
    return keys


def forgets(house: House, visitor: Visitor) -> None:
    """Every session of somebody ends on the server, as when they are signed out from another device."""
    account = visitor.asks("GET", "/me")["id"]

    def end(unit: Unit) -> None:
        for session in unit.sessions.all(account=account):
            unit.sessions.remove(session)

    house.server.store.write(end)
