"""What was decided against you and counts, what follows from it, and when it ends."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter

from walkon.actions import strikes as given
from walkon.api.callers import Me
from walkon.api.forms import Form
from walkon.domain import strikes
from walkon.domain.reports import Wrong
from walkon.domain.signing_in import Deed
from walkon.domain.strikes import Consequence
from walkon.ports.store import Unit

router = APIRouter(tags=["reports"])


class StrikeShown(Form):
    """One strike. `ruling`: what it came with, to be appealed there. One that was taken back does not count."""

    ruling: str
    wrong: Wrong
    at: datetime
    ends_at: datetime
    taken_back: bool
    counts: bool


class StrikesShown(Form):
    """Your strikes, the newest first. `eases_at`: when less follows from them, if no other comes."""

    counted: int
    limits_at: int
    suspends_at: int
    limited_a_day: int
    follows: Consequence
    eases_at: datetime | None
    strikes: list[StrikeShown]


@router.get("/me/strikes", operation_id="list_my_strikes")
def my_strikes(me: Me) -> StrikesShown:
    """What counts against you, and what follows from it."""
    me.may(Deed.LOOK)

    def look(unit: Unit) -> StrikesShown:
        found = given.against(unit, me.account.id)
        reports = {one.id: one for one in unit.reports.all(reported=me.account.id)}
        return StrikesShown(
            counted=strikes.counted(found, me.now),
            limits_at=strikes.LIMITS_AT,
            suspends_at=strikes.SUSPENDS_AT,
            limited_a_day=strikes.LIMITED_A_DAY,
            follows=strikes.consequence(found, me.now),
            eases_at=strikes.eases_at(found, me.now),
            strikes=[
                StrikeShown(
                    ruling=one.report,
                    wrong=reports[one.report].wrong,
                    at=one.at,
                    ends_at=one.ends_at,
                    taken_back=one.taken_back_at is not None,
                    counts=one.counts(me.now),
                )
                for one in found[:100]
            ],
        )

    return me.service.store.read(look)
