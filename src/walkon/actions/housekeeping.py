"""What nobody asks for and has to be done: erasing what is due, ending what waited too long, forgetting what is over."""

from __future__ import annotations

from datetime import datetime

from walkon.actions.answer_once import forget_answers
from walkon.actions.expire import expire_waiting, forget_ceremonies
from walkon.actions.forget import erase_due
from walkon.actions.quotas import forget_usages
from walkon.actions.strikes import ease_all
from walkon.actions.take_reviews import expire_reviews
from walkon.domain.takes import LYING
from walkon.ports.erasing import Erases
from walkon.ports.store import Store
from walkon.ports.uploads import Uploads


def keep_house(store: Store, eraser: Erases, uploads: Uploads, now: datetime) -> None:
    """Once around; may be interrupted, and done by several at the same time."""
    erase_due(store, eraser, now)
    store.write(lambda unit: expire_waiting(unit, now))
    store.write(lambda unit: forget_ceremonies(unit, now))
    store.write(lambda unit: forget_usages(unit, now))
    store.write(lambda unit: forget_answers(unit, now))
    store.write(lambda unit: expire_reviews(unit, now))
    store.write(lambda unit: ease_all(unit, now))
    waiting = store.read(lambda unit: {take.upload for state in LYING for take in unit.takes.all(state=state)})
    for upload in uploads.expired(now):
        if upload not in waiting:
            uploads.discard(upload)
