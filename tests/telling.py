"""Lines that a test lets the server write, and everything as it was afterwards."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from walkon.operating import log

_NAMES = ("", "walkon", "alembic", "dbos", "uvicorn", "uvicorn.error", "uvicorn.access")


class Lines:
    def __init__(self, stream: io.StringIO) -> None:
        self._stream = stream

    @property
    def text(self) -> str:
        return self._stream.getvalue()

    @property
    def all(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]

    def called(self, event: str) -> list[dict[str, Any]]:
        return [line for line in self.all if line["event"] == event]


@contextmanager
def told(style: log.Style = log.Style.JSON) -> Iterator[Lines]:
    """Logging as `walkon serve` configures it, in this block."""
    loggers = [logging.getLogger(name) for name in _NAMES]
    before = [(found, list(found.handlers), list(found.filters), found.level, found.propagate) for found in loggers]
    hooks = sys.excepthook, threading.excepthook
    stream = io.StringIO()
    log.configure(style, stream)
    try:
        yield Lines(stream)
    finally:
        for found, handlers, filters, level, propagate in before:
            found.handlers[:], found.filters[:], found.propagate = handlers, filters, propagate
            found.setLevel(level)
        sys.excepthook, threading.excepthook = hooks
        logging.captureWarnings(capture=False)
