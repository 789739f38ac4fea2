"""Taking a cameo out of everything: permissions, what is being made, what was released, recordings on their way.

First the server forgets, in one unit of work that also notes what is to be erased; from then on nothing of it is listed,
opened or rendered. The rest is done by `finish_withdrawal`, may be interrupted, and is taken up by whoever serves or works.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from walkon.actions.give_grant import GRANT, cameo_of
from walkon.actions.stop_uses import end, everything_with
from walkon.actions.take_reviews import UPLOAD, close_all
from walkon.domain.errors import UploadUnknown
from walkon.domain.ids import AccountId, CameoId, ProductionId, UploadId, WithdrawalId
from walkon.domain.people import Account
from walkon.domain.production import ENDED, Production
from walkon.domain.takes import TakeState, judged
from walkon.domain.withdrawal import Step, Taken, Withdrawal, counted, remnants
from walkon.ports.erasing import KeyShelf, Shelf
from walkon.ports.store import Erasure, Unit, What
from walkon.ports.uploads import Uploads

PREFIX = "cameo/"  # of what is erased by destroying a cameo's key
WHY = "cameo_withdrawn"


def withdraw_me(unit: Unit, me: Account, now: datetime) -> Withdrawal:
    """Forget the cameo of `me` and everything that rests on it. Raises `NoCameo`."""
    profile = cameo_of(unit, me)
    touched = _touched(unit, profile.cameo)
    made = [piece for production in touched for piece in unit.made.all(production=production.id)]
    for production in touched:
        current = unit.productions.get(production.id)  # it may have ended with one before
        if current is not None:
            end(unit, current, now, (WHY,))
    grants = sum(grant.revoked_at is None for grant in unit.grants.of(profile.cameo))
    asked = sum(request.open(now) for request in unit.requests.about(profile.cameo))
    unit.profiles.remove(profile.cameo)
    unit.responses.forget_of(me.id)
    unit.erasures.add(Erasure(name=PREFIX + profile.cameo, due_at=now))
    recordings = _stop_recordings(unit, me.id, now)
    ids = {production.id for production in touched}
    waiting = [erasure for erasure in unit.erasures.all() if _production_of(erasure.name) in ids]
    withdrawal = Withdrawal(
        id=WithdrawalId(secrets.token_hex(16)),
        account=me.id,
        cameo=profile.cameo,
        step=Step.STOPPED,
        began_at=now,
        taken=Taken(
            grants=grants,
            requests=asked,
            productions=counted(touched),
            stills=sum(piece.what is What.STILL for piece in made),
            films=sum(piece.what is What.FILM for piece in made),
            recordings=len(recordings),
        ),
        objects=(*(erasure.name for erasure in waiting if erasure.due_at <= now), *recordings),
        remnants=remnants([erasure.due_at for erasure in waiting if erasure.due_at > now]),
    )
    unit.withdrawals.add(withdrawal)
    return withdrawal


def _touched(unit: Unit, cameo: CameoId) -> list[Production]:
    """Every production with the cameo, and every one that starts from one of those, each once."""
    found: dict[ProductionId, Production] = {}
    todo = list(everything_with(unit, cameo))
    while todo:
        production = todo.pop()
        if production.id not in found:
            found[production.id] = production
            if production.state not in ENDED:
                todo.extend(unit.productions.from_(production.id))
    return list(found.values())


def _stop_recordings(unit: Unit, account: AccountId, now: datetime) -> list[str]:
    """Recordings on their way, or waiting to be looked at, become nothing. Gives what is to be erased."""
    reviews = unit.take_reviews.all(account=account)
    waiting = [take for review in reviews if (take := unit.takes.find(id=review.take)) is not None]
    close_all(unit, account, now)
    for take in unit.takes.all(account=account, state=TakeState.WAITING):
        unit.takes.save(judged(take, TakeState.UNREADABLE, now, reasons=(WHY,)))
    for recording in unit.recordings.all(account=account):
        unit.recordings.remove(recording)
    names = [UPLOAD + take.upload for take in waiting]
    for arrival in unit.arrivals.all(account=account):
        unit.arrivals.remove(arrival)
        names.append(UPLOAD + arrival.upload)
        unit.erasures.add(Erasure(name=names[-1], due_at=now))
    return names


def _production_of(name: str) -> str | None:
    """For which production a sealed object was made: the middle of its name."""
    parts = name.split("/")
    return parts[1] if len(parts) == 3 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Eraser:
    """`ports.erasing.Proves` for everything that is noted to go: sealed objects, recordings, and keys of cameos."""

    media: Shelf
    vault: KeyShelf
    uploads: Uploads | None = None  # where there are none, a recording goes when it is old

    def erase(self, name: str) -> None:
        if name.startswith(PREFIX):
            self.vault.delete(CameoId(name.removeprefix(PREFIX)))
        elif name.startswith(UPLOAD):
            if self.uploads is not None:
                self.uploads.discard(UploadId(name.removeprefix(UPLOAD)))
        elif not name.startswith(GRANT):  # of which nothing lies anywhere else; it is noted for the list of graves
            self.media.erase(name)

    def holds(self, name: str) -> bool:
        if name.startswith(PREFIX):
            return self.vault.holds(CameoId(name.removeprefix(PREFIX)))
        if name.startswith(UPLOAD):
            return self.uploads is not None and _arrives(self.uploads, UploadId(name.removeprefix(UPLOAD)))
        return not name.startswith(GRANT) and self.media.holds(name)


def _arrives(uploads: Uploads, upload: UploadId) -> bool:
    try:
        uploads.offset(upload)
    except UploadUnknown:
        return False
    return True
