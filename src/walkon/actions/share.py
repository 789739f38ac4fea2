"""Links that show one film to whoever has them. Rules: `domain.share_links`."""

from __future__ import annotations

import secrets
from datetime import datetime

from walkon.actions.consent_of import ask
from walkon.actions.propose_video import own
from walkon.domain import share_links
from walkon.domain.consent import Allowed, Gate
from walkon.domain.ids import ProductionId, ShareId
from walkon.domain.people import Account
from walkon.domain.production import Production
from walkon.domain.share_links import NotForAnyone, ShareLink, ShareOver
from walkon.ports.store import Unit


def share(unit: Unit, me: Account, production: ProductionId, days: int, now: datetime) -> ShareLink:
    """A new link to a release of `me`; one that there was ends. Raises `NotYours`, `NotForAnyone`, `ShareDays`."""
    mine = own(unit, me, production)
    made = share_links.shared(ShareId(secrets.token_hex(16)), mine, days, now)
    if not isinstance(ask(unit, mine, Gate.RELEASE, now), Allowed):
        raise NotForAnyone(audience=mine.use.audience.value)
    end_share(unit, me, production)
    unit.share_links.add(made)
    return made


def share_of(unit: Unit, me: Account, production: ProductionId, now: datetime) -> ShareLink | None:
    """The link there is to a production of `me`. Raises `NotYours`."""
    found = unit.share_links.find(production=own(unit, me, production).id)
    return found if found is not None and now < found.expires_at else None


def end_share(unit: Unit, me: Account, production: ProductionId) -> None:
    """The link shows nothing from now on. Raises `NotYours`."""
    found = unit.share_links.find(production=own(unit, me, production).id)
    if found is not None:
        unit.share_links.remove(found)


def shown_by(unit: Unit, link: ShareId, now: datetime) -> tuple[ShareLink, Production]:
    """What a link shows, if everybody in it allows it to be shown to anyone at this moment. Raises `ShareOver`."""
    found = unit.share_links.find(id=link)
    release = None if found is None else unit.productions.get(found.production)
    shown = share_links.opens(found, release, now)
    if found is None or not isinstance(ask(unit, shown, Gate.RELEASE, now), Allowed):
        raise ShareOver
    return found, shown
