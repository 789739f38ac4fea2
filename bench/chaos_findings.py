"""What must be true after chaos, and what was found instead."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from dbos import DBOSClient
from tests.studio_worker import Clock, media_in

from bench.chaos_town import Town
from walkon.actions.forget import erase_due
from walkon.domain.production import ENDED, State
from walkon.ports.store import What
from walkon.vault.blobs import local_blobs

WAITING = frozenset({State.WAITING_FOR_CONSENT, State.WAITING_FOR_APPROVALS, State.WAITING_FOR_FINAL_APPROVALS})
SAYS_WHY = frozenset({State.WAITING_FOR_CONSENT, State.REFUSED, State.FAILED, State.WITHDRAWN})
WITH_FILM = frozenset({State.WAITING_FOR_FINAL_APPROVALS, State.READY, State.RELEASED})
GONE_WITHIN = (
    180.0  # seconds until the dead are taken over from; a stand-in that fails is sent again after half a minute
)
TOLERATED = 64 << 20  # bytes; larger files of others in the temporary folder are not read


def findings(home: Path, mark: bytes, town: Town, client: DBOSClient, alive: set[str], later: timedelta) -> list[str]:
    """Sentences about what is wrong; none where all is well. `mark` is in every film and every still, in the clear."""
    now = Clock().now()
    found = [*lost(town), *doubled(town), *town.diary.unlawful, *kept_by_the_dead(town, client, alive)]
    erase_due(town.society.store, media_in(home), now + later)
    return [*found, *left_over(home, town), *in_the_clear(home, mark, now - timedelta(hours=1))]


def lost(town: Town) -> Iterator[str]:
    """Everything that was proposed is in a state that lasts, and says why it is there."""
    there = {production.id: production for production in town.all()}
    for film in town.diary.owner:
        if film not in there:
            yield f"{film} is gone"
    for production in there.values():
        if production.id not in town.diary.owner:
            yield f"{production.id} was never proposed"
        if production.state not in ENDED | WAITING | {State.READY, State.RELEASED}:
            yield f"{production.id} hangs in {production.state}"
        if production.state in SAYS_WHY and not production.why:
            yield f"{production.id} is {production.state} without a cause"


def doubled(town: Town) -> Iterator[str]:
    """One film of one attempt where there is to be one; nothing where there is not."""
    pieces = town.society.store.read(lambda unit: unit.made.all())
    count = Counter((piece.production, piece.what, piece.place) for piece in pieces)
    yield from (f"{production} has {what} {place} twice" for (production, what, place), n in count.items() if n > 1)
    for production in town.all():
        films = count[(production.id, What.FILM, 0)]
        kept = sum(n for (owner, _, _), n in count.items() if owner == production.id)
        if production.state in WITH_FILM and films != 1:
            yield f"{production.id} is {production.state} with {films} films"
        if production.state in ENDED and kept:
            yield f"{production.id} has ended and keeps {kept} pieces"


def kept_by_the_dead(town: Town, client: DBOSClient, alive: set[str]) -> Iterator[str]:
    """Whoever was killed is taken over from, and holds neither a job nor a place."""
    end = time.monotonic() + GONE_WITHIN
    while True:
        jobs = client.list_workflows(status=["PENDING", "ENQUEUED"], load_input=False, load_output=False)
        present = town.society.store.read(lambda unit: {seen.worker for seen in unit.attendances.all()})
        if not jobs and present <= alive:
            return
        if time.monotonic() > end:
            break
        time.sleep(0.5)
    yield from (f"job {job.workflow_id} is {job.status} with {job.executor_id}" for job in jobs)
    yield from (f"{name} is dead and present" for name in present - alive)


def left_over(home: Path, town: Town) -> Iterator[str]:
    """In storage lies what the tables know, and nothing else but what the next sweep takes."""
    known = town.society.store.read(lambda unit: {piece.name for piece in unit.made.all()})
    blobs = local_blobs(home / "media")
    there = set(blobs.names())
    yield from (f"nobody knows of {name}" for name in there - known)
    yield from (f"{name} is not there" for name in known - there)
    blobs.sweep(Clock().now() + timedelta(hours=1))
    unswept = list((home / "media" / ".arriving").glob("*"))
    yield from (f"{len(unswept)} unfinished pieces stay" for _ in unswept[:1])


def in_the_clear(home: Path, mark: bytes, since: datetime) -> Iterator[str]:
    """No film, still or piece of one lies anywhere in the home, nor in the folder for temporary files."""
    for path in files(home):
        if mark in path.read_bytes():
            yield f"{path.relative_to(home)} is in the clear"
    temporary = Path(tempfile.gettempdir())
    for path in files(temporary):
        try:
            about = path.stat()
            recent = about.st_mtime >= since.timestamp() and about.st_size < TOLERATED
            if recent and home not in path.parents and mark in path.read_bytes():
                yield f"{path} is in the clear"
        except OSError:
            continue  # of somebody else, or gone


def files(folder: Path) -> Iterator[Path]:
    """Files below a folder, as far as they may be listed."""
    try:
        entries = list(folder.iterdir())
    except OSError:
        return
    for entry in entries:
        if entry.is_symlink():
            continue
        if entry.is_dir():
            yield from files(entry)
        elif entry.is_file():
            yield entry
