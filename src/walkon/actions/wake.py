"""After a yes: what waited for it goes on."""

from __future__ import annotations

from datetime import datetime

from walkon.actions.advance import advance
from walkon.domain.ids import AccountId, CameoId
from walkon.domain.production import State
from walkon.ports.store import Page, Unit

MOST = 200  # of the newest with this cameo; older ones go on when their owner asks


def wake_waiting(unit: Unit, cameo: CameoId, now: datetime, *, by: AccountId | None = None) -> int:
    """Ask again for the productions with this cameo (of one person, if `by` is given) that wait for consent."""
    count = 0
    for production in unit.productions.showing(cameo, Page(limit=MOST)):
        if production.state is State.WAITING_FOR_CONSENT and by in (None, production.owner):
            count += advance(unit, production, now).state is not State.WAITING_FOR_CONSENT
    return count
