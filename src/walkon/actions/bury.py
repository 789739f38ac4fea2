"""What was destroyed stays destroyed: it is written down before it goes, and a restored server is told.

A backup knows nothing of what happened after it. So whatever the list names ends again, as it did then; whoever was signed
in has to sign in anew, since a session that was ended would be open again; and recordings on their way are over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from walkon.actions.forget import forget_reading
from walkon.actions.give_grant import GRANT
from walkon.actions.stop_uses import end, stop_uses
from walkon.actions.withdraw_me import PREFIX, withdraw_me
from walkon.domain.ids import CameoId, GrantId
from walkon.domain.takes import TakeState, judged
from walkon.ports.erasing import Proves
from walkon.ports.store import Erasure, Unit

GONE = "gone_since_backup"  # why a production ended


class Graves(Protocol):
    def add(self, name: str, at: datetime) -> None:
        """Write down what is about to be destroyed, for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Burying:
    """`ports.erasing.Proves` that writes down what goes."""

    eraser: Proves
    graves: Graves
    now: Callable[[], datetime]

    def erase(self, name: str) -> None:
        self.graves.add(name, self.now())
        self.eraser.erase(name)

    def holds(self, name: str) -> bool:
        return self.eraser.holds(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Buried:
    """What a restored server took back."""

    cameos: int
    grants: int
    productions: int
    sessions: int


def bury(unit: Unit, gone: Iterable[str], now: datetime) -> Buried:
    """End what was destroyed after the backup, and whatever a restored server cannot know to be still in force."""
    cameos = grants = productions = 0
    for name in sorted(gone):
        if name.startswith(PREFIX):
            cameo = CameoId(name.removeprefix(PREFIX))
            cameos += _withdraw(unit, cameo, now)
        elif name.startswith(GRANT):
            grants += _revoke(unit, GrantId(name.removeprefix(GRANT)), now)
        else:
            productions += _end_what_has(unit, name, now)
    return Buried(cameos=cameos, grants=grants, productions=productions, sessions=_sign_everybody_out(unit, now))


def end_without(unit: Unit, there: Callable[[str], bool], now: datetime) -> int:
    """End productions of which something is not in the store of sealed things: it was erased while the backup was made."""
    for reading in unit.own_readings.all():
        if not there(reading.name):
            forget_reading(unit, reading, now)
    missing = [made.name for made in unit.made.all() if not there(made.name)]
    return sum(_end_what_has(unit, name, now) for name in missing)


def _withdraw(unit: Unit, cameo: CameoId, now: datetime) -> int:
    profile = unit.profiles.get(cameo)
    owner = None if profile is None else unit.accounts.get(profile.owner)
    if owner is not None:
        withdraw_me(unit, owner, now)
    elif unit.erasures.find(name=PREFIX + cameo) is None:  # its key may be there although nobody owns it
        unit.erasures.add(Erasure(name=PREFIX + cameo, due_at=now))
    return int(owner is not None)


def _revoke(unit: Unit, grant: GrantId, now: datetime) -> int:
    found = unit.grants.get(grant)
    if found is None or found.revoked_at is not None:
        return 0
    unit.grants.save(replace(found, revoked_at=now))
    stop_uses(unit, found.cameo, now)
    return 1


def _end_what_has(unit: Unit, name: str, now: datetime) -> int:
    """End the production that something sealed was made for; what was read for a line only goes."""
    for reading in unit.own_readings.all(name=name):
        forget_reading(unit, reading, now)
    for made in unit.made.all(name=name):
        production = unit.productions.get(made.production)
        if production is not None:
            return end(unit, production, now, (GONE,))
    return 0


def _sign_everybody_out(unit: Unit, now: datetime) -> int:
    """Sessions, tokens and invites may have been ended since; recordings on their way were not kept."""
    opened = [session for session in unit.sessions.all() if session.revoked_at is None]
    for session in opened:
        unit.sessions.save(replace(session, revoked_at=now))
    for token in unit.tokens.all():
        if token.revoked_at is None:
            unit.tokens.save(replace(token, revoked_at=now))
    for invite in unit.invites.all():
        if invite.ended_at is None:
            unit.invites.save(replace(invite, ended_at=now))
    for take in unit.takes.all(state=TakeState.WAITING):
        unit.takes.save(judged(take, TakeState.UNREADABLE, now))
    for arrival in unit.arrivals.all():
        unit.arrivals.remove(arrival)
    for recording in unit.recordings.all():
        unit.recordings.remove(recording)
    return len(opened)
