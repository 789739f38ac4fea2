"""Taking a cameo out of everything: permissions, what is being made, what was released; then its key is destroyed.

First the server forgets, in one unit of work that also notes what is to be erased; from then on nothing of it is listed,
opened or rendered. Erasing may be interrupted and is taken up again by whoever serves or works.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from walkon.actions.give_grant import GRANT, cameo_of
from walkon.actions.stop_uses import end, everything_with
from walkon.actions.take_reviews import UPLOAD, close_all
from walkon.domain.ids import CameoId, UploadId
from walkon.domain.people import Account
from walkon.ports.media import Media
from walkon.ports.store import Erasure, Unit
from walkon.ports.uploads import Uploads
from walkon.ports.vault import CameoVault

PREFIX = "cameo/"  # of what is erased by destroying a cameo's key


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a withdrawal took away."""

    cameo: CameoId
    at: datetime
    grants_ended: int
    requests_ended: int
    productions_ended: int
    objects_to_erase: int


def withdraw_me(unit: Unit, me: Account, now: datetime) -> Receipt:
    """Forget the cameo of `me` and everything that rests on it. Raises `NoCameo`."""
    profile = cameo_of(unit, me)
    before = len(unit.erasures.all())
    with_me = list(everything_with(unit, profile.cameo))
    ended = sum(end(unit, production, now, ("cameo_withdrawn",)) for production in with_me)
    grants = unit.grants.of(profile.cameo)
    open_grants = sum(grant.revoked_at is None for grant in grants)
    asked = [request for request in unit.requests.about(profile.cameo) if request.open(now)]
    close_all(unit, me.id, now)
    unit.profiles.remove(profile.cameo)
    unit.erasures.add(Erasure(name=PREFIX + profile.cameo, due_at=now))
    return Receipt(
        cameo=profile.cameo,
        at=now,
        grants_ended=open_grants,
        requests_ended=len(asked),
        productions_ended=ended,
        objects_to_erase=len(unit.erasures.all()) - before,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Eraser:
    """`ports.media.Media.erase` for everything that is noted to go: sealed objects, keys of cameos and of uploads."""

    media: Media
    vault: CameoVault
    uploads: Uploads

    def erase(self, name: str) -> None:
        if name.startswith(PREFIX):
            self.vault.delete(CameoId(name.removeprefix(PREFIX)))
        elif name.startswith(UPLOAD):
            self.uploads.discard(UploadId(name.removeprefix(UPLOAD)))
        elif not name.startswith(GRANT):  # of which nothing lies anywhere else; it is noted for the list of graves
            self.media.erase(name)
