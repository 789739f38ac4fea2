"""What your plan has, and how much of it is used."""

from __future__ import annotations

from fastapi import APIRouter

from walkon.actions.quotas import tally
from walkon.api.callers import Me
from walkon.api.forms import Form
from walkon.domain.allowances import Resource, plain
from walkon.domain.people import Tier
from walkon.domain.signing_in import Deed

router = APIRouter(tags=["people"])


class Measured(Form):
    """Something that is counted; over the last 24 hours, but for productions at work, which are counted now."""

    limit: float | int
    used: float | int
    left: float | int


class PlanShown(Form):
    """Your plan. Seconds of film, bytes of recordings, pixels (width times height), minutes in the queue."""

    tier: Tier
    productions: Measured
    seconds: Measured
    bytes: Measured
    at_work: Measured
    longest_film: float | int
    largest_picture: int
    queue_minutes: float | int


@router.get("/me/plan", operation_id="read_plan")
def read_plan(me: Me) -> PlanShown:
    """Your plan, and what is left of it."""
    me.may(Deed.LOOK)
    service = me.service
    found = service.store.read(lambda unit: tally(unit, me.account, service.allowances, me.now))
    allowance = found.allowance

    def day(what: Resource) -> Measured:
        return measured(allowance.a_day(what), found.used[what])

    return PlanShown(
        tier=me.account.tier,
        productions=day(Resource.PRODUCTIONS),
        seconds=day(Resource.SECONDS),
        bytes=day(Resource.BYTES),
        at_work=measured(allowance.at_once, found.at_work),
        longest_film=plain(allowance.longest_film),
        largest_picture=allowance.largest_picture,
        queue_minutes=plain(allowance.queue_minutes),
    )


def measured(limit: float, used: float) -> Measured:
    """What is left is never less than nothing, also after a tier has become smaller."""
    return Measured(limit=plain(limit), used=plain(used), left=plain(max(0.0, limit - used)))
