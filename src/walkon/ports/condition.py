"""How a server is, for whoever runs it: what it stands on, what waits, who works. Names of places and people are not in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueSeen:
    """Jobs of one engine, or of `takes`: recordings to look at."""

    name: str
    waiting: int
    begun: int
    oldest_seconds: float  # how long the oldest waiting job waits


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerSeen:
    """A worker, by the name it works under."""

    name: str
    seen_at: datetime
    present: bool  # it has shown itself lately


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskSeen:
    """A disk; `what` lies there: home, films, database. Bytes."""

    what: str
    free: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureSeen:
    """A production that could not be made: its random id, when, and codes of why."""

    production: str
    at: datetime
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One look at everything. What is not known is None."""

    version: str
    database: str  # sqlite or postgresql
    tables: str  # their version
    current: bool  # and it is this program's
    milliseconds: float  # in which the database answered
    queues: Sequence[QueueSeen]
    workers: Sequence[WorkerSeen]
    failed: Sequence[FailureSeen]  # in the last 24 hours, the newest first
    undelivered: int  # notices that push or mail still owe
    due_to_go: int  # sealed objects that are to be erased
    disks: Sequence[DiskSeen]
    nearly_full: bool
    films_in: str  # folder or bucket
    keys_in: str  # file or key ring
    backed_up_at: datetime | None


class Looks(Protocol):
    def __call__(self) -> Condition:
        """Raises `StoreAway`."""
