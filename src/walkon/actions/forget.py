"""What was made for a production that has ended goes: its keys at once, its noise as soon as somebody gets to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from walkon.domain.errors import Passing
from walkon.domain.ids import ProductionId
from walkon.domain.readings import OwnReading
from walkon.ports.erasing import Erases
from walkon.ports.store import Erasure, Store, Unit

GIVEN_UP = timedelta(hours=6)  # after which something that was begun is left by somebody who died over it


def forget(unit: Unit, production: ProductionId, now: datetime) -> None:
    """Destroy the keys of everything that was made for it or read for its lines, and have the rest erased; what was said
    to it, and a link to it, go with it.
    """
    for reading in unit.own_readings.all(production=production):
        forget_reading(unit, reading, now)
    forget_made(unit, production, now)


def forget_reading(unit: Unit, reading: OwnReading, now: datetime) -> None:
    """Destroy the key of one reading; its noise goes where no other film's line is read by it."""
    unit.own_readings.remove(reading)
    if not unit.own_readings.all(name=reading.name):
        unit.erasures.add(Erasure(name=reading.name, due_at=now))


def forget_made(unit: Unit, production: ProductionId, now: datetime) -> None:
    """The same, but what people read for its lines stays: it is to be made anew."""
    unit.responses.forget_under(production)
    for link in unit.share_links.all(production=production):
        unit.share_links.remove(link)
    for made in unit.made.all(production=production):
        unit.made.remove(made)
        unit.erasures.add(Erasure(name=made.name, due_at=now))
    forget_how_far(unit, production)


def forget_how_far(unit: Unit, production: ProductionId) -> None:
    """Nobody is busy with it any more; the picture's key goes with it."""
    found = unit.how_far.find(production=production)
    if found is not None:
        unit.how_far.remove(found)


@contextmanager
def begun(store: Store, name: str, now: datetime) -> Iterator[Erasure]:
    """Around sealing an object: whatever happens, somebody will erase it unless the erasure is taken back."""
    erasure = Erasure(name=name, due_at=now + GIVEN_UP)
    store.write(lambda unit: unit.erasures.add(erasure))
    try:
        yield erasure
    except BaseException:
        store.write(lambda unit: unit.erasures.save(Erasure(name=name, due_at=now)))
        raise


def erase_due(store: Store, eraser: Erases, now: datetime) -> int:
    """Erase what is due; may be interrupted and done again. Gives how many objects went.

    Raises `Passing` where the last that could not be erased now did; the others are.
    """
    due = store.read(lambda unit: [erasure for erasure in unit.erasures.all() if erasure.due_at <= now])
    trouble: Passing | None = None
    for erasure in due:
        try:
            eraser.erase(erasure.name)
        except Passing as error:
            trouble = error
            continue
        store.write(lambda unit, gone=erasure: unit.erasures.remove(gone))  # type: ignore[misc]
    if trouble is not None:
        raise trouble
    return len(due)
