"""Rooms of the house with somebody watching: the same ports, counted, timed and told of."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from walkon.domain.ids import Handle, UploadId
from walkon.domain.plan import Plan
from walkon.operating.figures import Figures, outcome_of, task_of, timed
from walkon.operating.log import logger
from walkon.operating.spans import span
from walkon.ports.blobs import BlobStore
from walkon.ports.jobs import Job, Look
from walkon.ports.making import CastMember, Engine, Rendered
from walkon.ports.media import Reader
from walkon.ports.store import Store, Unit
from walkon.ports.uploads import Uploads
from walkon.ports.world import Progress

Result = TypeVar("Result")
_log = logger("walkon.work")


class WatchedStore:
    """`ports.store.Store`."""

    def __init__(self, store: Store, figures: Figures) -> None:
        self._store, self._figures = store, figures

    def read(self, look: Callable[[Unit], Result]) -> Result:
        with span("unit of work", {"walkon.kind": "read"}), self._figures.unit("read"):
            return self._store.read(look)

    def write(self, change: Callable[[Unit], Result]) -> Result:
        with span("unit of work", {"walkon.kind": "write"}), self._figures.unit("write"):
            return self._store.write(change)


class WatchedBlobs:
    """`ports.blobs.BlobStore`. Names stay out of what is told."""

    def __init__(self, blobs: BlobStore) -> None:
        self._blobs = blobs

    def put(self, name: str, chunks: Iterable[bytes]) -> int:
        with span("blob", {"walkon.kind": "put"}) as found:
            size = self._blobs.put(name, chunks)
            found.set_attribute("walkon.bytes", size)
            return size

    def size(self, name: str) -> int:
        return self._blobs.size(name)

    def read(self, name: str, start: int, stop: int) -> bytes:
        with span("blob", {"walkon.kind": "read", "walkon.bytes": stop - start}):
            return self._blobs.read(name, start, stop)

    def delete(self, name: str) -> None:
        with span("blob", {"walkon.kind": "delete"}):
            self._blobs.delete(name)

    def names(self, prefix: str = "") -> Iterator[str]:
        return self._blobs.names(prefix)

    def sweep(self, before: datetime) -> int:
        return self._blobs.sweep(before)


class WatchedUploads:
    """`ports.uploads.Uploads`."""

    def __init__(self, uploads: Uploads, figures: Figures) -> None:
        self._uploads, self._figures = uploads, figures

    def create(self, length: int | None, limit: int) -> UploadId:
        return self._uploads.create(length, limit)

    def offset(self, upload: UploadId) -> int:
        return self._uploads.offset(upload)

    def length(self, upload: UploadId) -> int | None:
        return self._uploads.length(upload)

    def declare(self, upload: UploadId, length: int) -> None:
        self._uploads.declare(upload, length)

    def append(self, upload: UploadId, offset: int, chunks: Iterable[bytes]) -> int:
        after = self._uploads.append(upload, offset, chunks)
        self._figures.uploaded(after - offset)
        return after

    def finish(self, upload: UploadId) -> Iterator[bytes]:
        return self._uploads.finish(upload)

    def open(self, upload: UploadId) -> Reader:
        return self._uploads.open(upload)

    def discard(self, upload: UploadId) -> None:
        self._uploads.discard(upload)

    def expired(self, now: datetime) -> Sequence[UploadId]:
        return self._uploads.expired(now)


class WatchedEngine:
    """`ports.making.Engine`."""

    def __init__(self, engine: Engine, figures: Figures) -> None:
        self._engine, self._figures = engine, figures

    @property
    def name(self) -> str:
        return self._engine.name

    @property
    def version(self) -> str:
        return self._engine.version

    def render(self, plan: Plan, cast: Mapping[Handle, CastMember], progress: Progress) -> Rendered:
        with span("render", {"walkon.engine": self.name, "walkon.seconds": plan.seconds}):
            made, seconds = timed(lambda: self._engine.render(plan, cast, progress))
        self._figures.rendered(self.name, plan.seconds, seconds)
        return made

    def storyboard(self, plan: Plan, cast: Mapping[Handle, CastMember], progress: Progress) -> Sequence[bytes]:
        with span("storyboard", {"walkon.engine": self.name}):
            return self._engine.storyboard(plan, cast, progress)


def at_work(figures: Figures, job: Job | Look, work: Callable[[], str]) -> None:
    """Do a job; `work` gives its outcome. Whatever it raises is told and goes on."""
    about_it: dict[str, str | int | float] = {"walkon.task": task_of(job)}
    if isinstance(job, Job):
        about_it |= {"walkon.engine": job.engine, "walkon.attempt": job.attempt}
    began = time.monotonic()
    try:
        with span("job", about_it):
            outcome = work()
    except BaseException as error:
        outcome = outcome_of(error)
        _log.warning("job_failed", task=task_of(job), outcome=outcome, exc_info=error)
        raise
    else:
        _log.info("job_done", task=task_of(job), outcome=outcome, seconds=round(time.monotonic() - began, 2))
    finally:
        figures.worked(job, outcome, time.monotonic() - began)
