"""Lines that tell what happens, one JSON object each (or, for a terminal, in columns). They tell of nobody.

Rules
1. A line's event is one word of our own, and it has the keys that are listed here and no others; values are numbers or
   short words. What does not fit is left out, so that forgetting a rule loses a value and never gives one away.
2. An exception is told as its class, its code where it is ours, and where in our own code it happened: never its text,
   its values, or anything of a foreign library's.
3. What foreign libraries log (uvicorn, the job engine, Alembic) is told as where in their code it was said; their texts
   may hold anything.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from collections.abc import MutableMapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TextIO

import structlog
from structlog.stdlib import BoundLogger, ProcessorFormatter

import walkon
from walkon.domain.errors import WalkonError

Line = MutableMapping[str, Any]
KEYS = frozenset(
    "event level timestamp logger request method route status ms code error frames where task engine outcome seconds "
    "process number port workers count kind".split()
)
_EVENT = re.compile(r"[a-z][a-z0-9_]{0,39}")
_WORD = re.compile(r"[A-Za-z0-9_.:/{}<>+-]{1,120}")
_ROOT = Path(walkon.__file__).parent
_MOST_FRAMES = 12


class Style(StrEnum):
    """How lines look."""

    JSON = "json"  # for programs that collect them
    CONSOLE = "console"  # for people


def only_known(_logger: object, _method: str, line: Line) -> Line:
    """Rule 1."""
    kept = {key: value for key, value in line.items() if key in KEYS and _is_plain(value)}
    if not isinstance(event := line.get("event"), str) or not _EVENT.fullmatch(event):
        kept["event"] = "unnamed"
    return kept


def _is_plain(value: object) -> bool:
    if isinstance(value, str):
        return _WORD.fullmatch(value) is not None
    if isinstance(value, list):
        return all(isinstance(item, str) and _is_plain(item) for item in value)
    return isinstance(value, (bool, int, float, type(None)))


def told_error(_logger: object, _method: str, line: Line) -> Line:
    """Rule 2."""
    found = line.pop("exc_info", None)
    error = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found
    return {**line, **about(error)} if isinstance(error, BaseException) else line


def about(error: BaseException) -> dict[str, Any]:
    """What may be told of an exception. `frames` are the innermost of our own: file, line, function."""
    kind = type(error)
    told: dict[str, Any] = {"error": f"{kind.__module__}.{kind.__qualname__}"}
    if isinstance(error, WalkonError):
        told["code"] = error.code
    frames = [
        f"{Path(frame.f_code.co_filename).relative_to(_ROOT)}:{line}:{frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(error.__traceback__)
        if Path(frame.f_code.co_filename).is_relative_to(_ROOT)
    ]
    return told | {"frames": frames[-_MOST_FRAMES:]}


def foreign(_logger: object, _method: str, line: Line) -> Line:
    """Rule 3."""
    record = line["_record"]
    told = {
        "event": "foreign",
        "level": record.levelname.lower(),
        "logger": record.name,
        "where": f"{record.module}:{record.funcName}:{record.lineno}",
        "exc_info": line.get("exc_info"),
    }
    return {"_record": record, "_from_structlog": False, **told_error(None, "", told)}


_CHAIN: list[Any] = [
    structlog.stdlib.filter_by_level,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    told_error,
    only_known,
    ProcessorFormatter.wrap_for_formatter,
]


def logger(name: str) -> BoundLogger:
    """Who writes lines: silent below a warning until `configure` was called, as the standard library is."""
    made: BoundLogger = structlog.wrap_logger(logging.getLogger(name), processors=_CHAIN, wrapper_class=BoundLogger)
    return made


def configure(style: Style, stream: TextIO | None = None) -> None:
    """Everything that this process logs, ours or not, goes to `stream` (standard error) in the same form."""
    renderer = (
        structlog.processors.JSONRenderer() if style is Style.JSON else structlog.dev.ConsoleRenderer(colors=False)
    )
    stamp = structlog.processors.TimeStamper(fmt="iso", utc=True)
    formatter = ProcessorFormatter(
        foreign_pre_chain=[foreign],
        processors=[_without_record, stamp, only_known, renderer],
        keep_exc_info=False,
        keep_stack_info=False,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("walkon", "alembic"):
        logging.getLogger(name).setLevel(logging.INFO)
    for name in ("dbos", "uvicorn", "uvicorn.error", "uvicorn.access"):  # no handlers of their own
        theirs = logging.getLogger(name)
        theirs.handlers[:] = [logging.NullHandler()]
        theirs.propagate = True
    crashed = logging.getLogger("uvicorn.error")
    crashed.filters[:] = [_not_told_already]
    logging.captureWarnings(capture=True)
    dying = logger("walkon")
    threading.excepthook = lambda died: dying.error("thread_died", exc_info=died.exc_value)
    sys.excepthook = lambda _kind, error, _trace: dying.error("process_died", exc_info=error)


def silence() -> None:
    """Nothing is told, the standard library's last resort included."""
    logging.getLogger().handlers[:] = [logging.NullHandler()]
    logging.getLogger("dbos").addHandler(logging.NullHandler())


def _without_record(_logger: object, _method: str, line: Line) -> Line:
    return {key: value for key, value in line.items() if not key.startswith("_")}


def _not_told_already(record: logging.LogRecord) -> bool:
    """What an application raises was told with the request."""
    return not str(record.msg).startswith("Exception in ASGI application")
