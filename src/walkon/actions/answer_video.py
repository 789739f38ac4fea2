"""What the people in a production say to it: yes or no to a stage, or no at any time."""

from __future__ import annotations

from datetime import datetime

from walkon.actions.advance import advance
from walkon.actions.propose_video import NotYours
from walkon.actions.stop_uses import end
from walkon.actions.tell import tell_people_of
from walkon.domain.asking import LONGEST_MESSAGE, MessageTooLong
from walkon.domain.consent import Denial
from walkon.domain.grants import Stage
from walkon.domain.ids import CameoId, ProductionId
from walkon.domain.notices import Event
from walkon.domain.people import Account
from walkon.domain.production import ENDED, SEEN_BY_CAST, NotNow, Production, State
from walkon.ports.store import Approved, Unit

STAGES = {State.WAITING_FOR_APPROVALS: Stage.STORYBOARD, State.WAITING_FOR_FINAL_APPROVALS: Stage.RESULT}


def approve(unit: Unit, me: Account, production: ProductionId, now: datetime, note: str = "") -> Production:
    """A yes to what is shown now; where it was the last one that was missing, the production goes on.

    Raises `NotYours` where `me` is not in it, `NotNow` where nothing is shown for approval, `MessageTooLong`.
    """
    shown, cameo = in_cast(unit, me, production)
    stage = STAGES.get(shown.state)
    if stage is None:
        raise NotNow(state=shown.state.value)
    unit.productions.answer(
        Approved(production=shown.id, cameo=cameo, stage=stage, yes=True, at=now, note=_checked(note))
    )
    tell_people_of(unit, shown, Event.APPROVED, now, by=me.id, owner=True)
    return advance(unit, shown, now)


def refuse(unit: Unit, me: Account, production: ProductionId, now: datetime, note: str = "") -> Production:
    """A no of somebody in it, at any time: it ends, or is withdrawn where it was released.

    Raises `NotYours` where `me` is not in it, `NotNow` where it has ended, `MessageTooLong`.
    """
    shown, cameo = in_cast(unit, me, production)
    if shown.state in ENDED:
        raise NotNow(state=shown.state.value)
    stage = STAGES.get(shown.state, Stage.RESULT)
    unit.productions.answer(
        Approved(production=shown.id, cameo=cameo, stage=stage, yes=False, at=now, note=_checked(note))
    )
    end(unit, shown, now, (Denial.REFUSED.value,))
    after = unit.productions.get(production)
    return shown if after is None else after


def in_cast(unit: Unit, me: Account, production: ProductionId) -> tuple[Production, CameoId]:
    """A production that `me` is in, from when its people are told of it. Raises `NotYours`."""
    found, profile = unit.productions.get(production), unit.profiles.of(me.id)
    if found is None or profile is None or profile.cameo not in found.people or found.state not in SEEN_BY_CAST:
        raise NotYours
    return found, profile.cameo


def _checked(note: str) -> str:
    if len(note) > LONGEST_MESSAGE:
        raise MessageTooLong(limit=LONGEST_MESSAGE)
    return note
