"""A server's process while somebody watches it: its lines, and its figures at a port."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from walkon.bootstrap.server import STAGE, Server
from walkon.domain.errors import BadInput
from walkon.operating import door, log
from walkon.operating.census import Census
from walkon.settings import Settings
from walkon.studio.queue import TAKES, queue_of

OFF = "off"
QUEUES = {queue_of(STAGE): STAGE, TAKES: TAKES}


class BadLog(BadInput):
    code = "bad_log"
    en = "WALKON_LOG is json, console or off."
    ko = "WALKON_LOG에는 json, console, off 가운데 하나를 적습니다."


def tell(settings: Settings) -> None:
    """Have this process's lines written as the settings say. Raises `BadLog`."""
    if settings.log == OFF:
        log.silence()
        return
    try:
        style = log.Style(settings.log)
    except ValueError:
        raise BadLog from None
    log.configure(style)


@contextmanager
def figures_shown(server: Server, number: int) -> Iterator[None]:
    """`/metrics` in this block, where the settings name a place for it. Process 0 serves, and reads the tables, too.

    Raises `BadMetrics`, `MetricsTaken`.
    """
    settings = server.settings
    if not settings.metrics:
        yield
        return
    if number == 0:
        server.figures.registry.register(Census(server.engine, QUEUES, server.house.clock.now))
    shown = door.Door(door.place(settings.metrics, _token(settings), number), server.figures.registry)
    try:
        yield
    finally:
        shown.close()


def _token(settings: Settings) -> str | None:
    if settings.metrics_token is None:
        return None
    try:
        token = settings.metrics_token.read_text("utf-8").strip()
    except OSError:
        raise door.BadMetrics from None
    if not token:
        raise door.BadMetrics
    return token
