"""How the server is, for whoever runs it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from fastapi import APIRouter

from walkon.api.desk import Administrator
from walkon.api.forms import Form
from walkon.domain.errors import NotFound

router = APIRouter(tags=["admin"])


class QueueShown(Form):
    """Jobs of one engine, or of `takes`: recordings to look at."""

    name: str
    waiting: int
    begun: int
    oldest_seconds: float


class WorkerShown(Form):
    """A worker, and whether it has shown itself in the last seconds."""

    name: str
    seen_at: datetime
    present: bool


class FailureShown(Form):
    """A production that could not be made, and codes of why."""

    production: str
    at: datetime
    why: list[str]


class DiskShown(Form):
    """Bytes where something lies."""

    what: str
    free: int
    total: int


class ServerShown(Form):
    """Database, queues, workers, what failed in the last 24 hours, disks, keys and the last backup.

    `current`: the tables are those of this version. `nearly_full`: less than 2 GiB are free somewhere.
    `undelivered`: notices that push or mail still owe. `due_to_go`: sealed objects that are being erased.
    """

    version: str
    database: str
    tables: str
    current: bool
    milliseconds: float
    queues: list[QueueShown]
    workers: list[WorkerShown]
    failed: list[FailureShown]
    undelivered: int
    due_to_go: int
    disks: list[DiskShown]
    nearly_full: bool
    films_in: str
    keys_in: str
    backed_up_at: datetime | None


@router.get("/admin/server", operation_id="read_server")
def read_server(me: Administrator) -> ServerShown:
    """How it is at this moment."""
    if me.service.condition is None:
        raise NotFound
    return ServerShown(**asdict(me.service.condition()))
