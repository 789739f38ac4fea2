"""What is under way: objects that are to go, workers, jobs and uploads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from walkon.domain.ids import AccountId, UploadId


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """A sealed object that is to go: noise already, or begun by somebody who may have died over it."""

    name: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """When a worker last showed that it is alive, and when somebody began to take over from it."""

    worker: str
    seen_at: datetime
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A job that somebody is at, and how often it was begun; what stays when its worker dies over it."""

    job: str
    times: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Whose upload it is."""

    upload: UploadId
    account: AccountId
    began_at: datetime
