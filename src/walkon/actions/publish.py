"""Showing a finished production to others, and taking it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from walkon.actions.consent_of import ask
from walkon.actions.forget import forget
from walkon.actions.propose_video import NotYours, own
from walkon.actions.stop_uses import end
from walkon.actions.tell import tell_people_of
from walkon.domain.consent import Allowed, Denied, Gate, UseDenied
from walkon.domain.errors import BadInput
from walkon.domain.grants import Audience
from walkon.domain.ids import ProductionId
from walkon.domain.notices import Event
from walkon.domain.people import Account
from walkon.domain.production import SEEN_BY_CAST, SHOWN, NotNow, Production, Remixing, State, moved
from walkon.domain.viewing import in_audience
from walkon.ports.store import Unit


class WiderThanAsked(BadInput):
    """`audience` is the one that was asked about."""

    code = "wider_than_asked"
    en = "Its people were asked about “{audience}”; you can show it to fewer, not to more."
    ko = "출연자에게 “{audience}” 공개로 허락을 받았습니다. 더 좁게는 공개할 수 있지만 더 넓게는 할 수 없습니다."


def release(
    unit: Unit,
    me: Account,
    production: ProductionId,
    now: datetime,
    remixing: Remixing = Remixing.CAST,
    audience: Audience | None = None,
) -> Production:
    """Visible to its audience from now on; consent is asked last, in the same unit of work. `remixing`: who may make
    others from it. `audience`: a narrower one than its people were asked about.

    Raises `NotYours`, `NotNow`, `UseDenied`, `WiderThanAsked`.
    """
    mine = own(unit, me, production)
    if audience is not None and not audience.within(mine.use.audience):
        raise WiderThanAsked(audience=mine.use.audience.value)
    mine = replace(mine, use=replace(mine.use, audience=audience or mine.use.audience))
    after = replace(moved(mine, State.RELEASED, now), remixing=remixing)
    match ask(unit, mine, Gate.RELEASE, now):
        case Denied(reasons=reasons):
            cameo, why = next(iter(reasons.items()))
            profile = unit.profiles.get(cameo)
            raise UseDenied(handle="" if profile is None else str(profile.handle), reasons=why)
        case Allowed():
            pass
    if not unit.productions.save(after, mine.state):
        raise NotNow(state=mine.state.value)
    tell_people_of(unit, after, Event.RELEASED, now, by=me.id, cast=True)
    return after


def let_remix(unit: Unit, me: Account, production: ProductionId, remixing: Remixing) -> Production:
    """Who may make others from it from now on; what was made stays. Raises `NotYours`, `NotNow`."""
    mine = own(unit, me, production)
    if mine.state is not State.RELEASED:
        raise NotNow(state=mine.state.value)
    after = replace(mine, remixing=remixing)
    if not unit.productions.save(after, mine.state):
        raise NotNow(state=mine.state.value)
    return after


def cancel(unit: Unit, me: Account, production: ProductionId, now: datetime) -> Production:
    """Its owner does not want it any longer: cancelled, or withdrawn with what was made from it where it was released.

    Raises `NotYours`, `NotNow`.
    """
    mine = own(unit, me, production)
    if mine.state in SHOWN:
        end(unit, mine, now, ("owner",))
        return unit.productions.get(production) or mine
    after = moved(mine, State.CANCELLED, now)
    if not unit.productions.save(after, mine.state):
        raise NotNow(state=mine.state.value)
    forget(unit, mine.id, now)
    return after


def visible(unit: Unit, viewer: Account, production: ProductionId, now: datetime) -> Production:
    """A production that `viewer` may see: their own, one they are in, or a release whose people allow it.

    Raises `NotYours` in every other case, whatever the reason.
    """
    found = unit.productions.get(production)
    if found is not None and may_see(unit, viewer, found, now):
        return found
    raise NotYours


def may_see(unit: Unit, viewer: Account, production: Production, now: datetime) -> bool:
    """Whether somebody may see a production at all; asked anew for everybody and every time."""
    if production.owner == viewer.id:
        return True
    profile = unit.profiles.of(viewer.id)
    if profile is not None and profile.cameo in production.people:
        return production.state in SEEN_BY_CAST
    if production.state is not State.RELEASED or not _in_audience(unit, viewer, production):
        return False
    return isinstance(ask(unit, production, Gate.VIEW, now, viewer.id), Allowed)


def _in_audience(unit: Unit, viewer: Account, production: Production) -> bool:
    return in_audience(viewer, production, unit.accounts.between(production.owner, viewer.id))
