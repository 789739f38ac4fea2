"""One challenge for one passkey, used once."""

from __future__ import annotations

import secrets
from datetime import datetime

from walkon.domain.ceremonies import CHALLENGE_BYTES, Ceremony, CeremonyKind, begin, spend
from walkon.domain.ids import AccountId, CeremonyId, SessionId
from walkon.ports.store import Unit


def begin_ceremony(
    unit: Unit, kind: CeremonyKind, account: AccountId | None, session: SessionId | None, now: datetime
) -> Ceremony:
    """A new ceremony, kept."""
    ceremony = begin(
        id=CeremonyId(secrets.token_hex(16)),
        kind=kind,
        account=account,
        session=session,
        chance=secrets.token_bytes(CHALLENGE_BYTES),
        now=now,
    )
    unit.ceremonies.add(ceremony)
    return ceremony


def spend_ceremony(
    unit: Unit, ceremony: CeremonyId, kind: CeremonyKind, session: SessionId | None, now: datetime
) -> Ceremony:
    """The ceremony, spent; a unit of work of its own, before the answer is verified. Raises `CeremonyOver`."""
    spent = spend(unit.ceremonies.find(id=ceremony), kind, session, now)
    unit.ceremonies.save(spent)
    return spent
