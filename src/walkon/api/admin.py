"""People and invites, for whoever runs the server. For everybody else none of it exists; what is done here is written down."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from walkon.actions import administer, quotas
from walkon.api.callers import Visitor
from walkon.api.desk import Administrator
from walkon.api.forms import Form
from walkon.api.paging import After, Limit, page_of
from walkon.api.plans import Measured, measured
from walkon.domain import strikes
from walkon.domain.allowances import OWN, Allowance, Resource, plain
from walkon.domain.cameo import Standing
from walkon.domain.ids import Handle, InviteId
from walkon.domain.people import Account, Office, Tier
from walkon.domain.sessions import Open, session_state
from walkon.domain.signing_in import Deed
from walkon.domain.strikes import Consequence
from walkon.domain.suspending import Cause
from walkon.ports.store import Unit

router = APIRouter(tags=["admin"])
MOST_INVITES = 200
_Amount = Annotated[int | None, Field(ge=0, le=10**15)]


class PersonListed(Form):
    """Somebody who has an account here."""

    handle: str
    office: Office
    tier: Tier
    minor: bool
    joined_at: datetime
    suspended_at: datetime | None
    has_cameo: bool
    strikes: int


class PeopleListed(Form):
    """A page of people; `after` is what to ask for next."""

    people: list[PersonListed]
    after: str | None


class CameoListed(Form):
    """How somebody's cameo stands."""

    standing: Standing
    created_at: datetime
    suspended_at: datetime | None


class OwnQuotas(Form):
    """What somebody may use instead of what their tier has; null: as the tier has it."""

    productions_a_day: _Amount = None
    seconds_a_day: Annotated[float | None, Field(ge=0, le=10**9)] = None
    at_once: _Amount = None
    upload_bytes_a_day: _Amount = None


class PersonWhole(PersonListed):
    """And why they are suspended, what follows from their strikes, and what they use."""

    causes: list[Cause]
    follows: Consequence
    eases_at: datetime | None
    cameo: CameoListed | None
    sessions: int
    productions: Measured
    seconds: Measured
    bytes: Measured
    at_work: Measured
    own: OwnQuotas


class PlanChanged(Form):
    """Another tier, own quotas, or both. Quotas replace those there were; without `own` they stay."""

    tier: Tier
    own: OwnQuotas | None = None


class SignedOut(Form):
    """How many sessions ended."""

    sessions_ended: int


class InviteListed(Form):
    """An invite, by whom it was made; its code is known to nobody any more."""

    id: str
    made_by: str
    made_at: datetime
    uses_left: int
    expires_at: datetime
    works: bool


class TierListed(Form):
    """What a tier has: per day, but for `longest_film` (seconds), `largest_picture` (pixels), `at_once`, `queue_minutes`."""

    tier: Tier
    productions_a_day: int
    seconds_a_day: float | int
    longest_film: float | int
    largest_picture: int
    at_once: int
    upload_bytes_a_day: int
    queue_minutes: float | int


@router.get("/admin/people", operation_id="list_people")
def list_people(
    me: Administrator,
    start: Annotated[str, Query(max_length=30)] = "",
    suspended: bool = False,
    after: After = None,
    limit: Limit = 50,
) -> PeopleListed:
    """Everybody whose handle begins like this, the suspended too, or only them."""
    wanted = start.strip().removeprefix("@").lower()

    def look(unit: Unit) -> PeopleListed:
        found = unit.accounts.everybody(wanted, page_of(after, limit), suspended=suspended)
        people = [_listed(unit, account, me.now) for account in found]
        return PeopleListed(people=people, after=found[-1].handle.name if len(found) == limit else None)

    return me.service.store.read(look)


@router.get("/admin/people/{handle}", operation_id="read_account")
def read_account(handle: str, me: Administrator) -> PersonWhole:
    """One person: tier, state, strikes and what they use; nothing of what they make."""
    return me.service.store.read(lambda unit: _whole(unit, handle, me))


@router.post("/admin/people/{handle}/suspend", operation_id="suspend_account")
def suspend(handle: str, me: Administrator) -> PersonWhole:
    """Nobody is used by them or with them any longer, and what shows them ends. They are told."""
    return _changed(handle, me, lambda unit, who: administer.suspend(unit, who, me.now, by=me.account.id))


@router.post("/admin/people/{handle}/restore", operation_id="restore_account")
def restore(handle: str, me: Administrator) -> PersonWhole:
    """They may do everything again, whatever suspended them; what ended stays ended."""
    return _changed(handle, me, lambda unit, who: administer.restore(unit, who, me.now, by=me.account.id))


@router.put("/admin/people/{handle}/plan", operation_id="set_plan")
def set_plan(handle: str, form: PlanChanged, me: Administrator) -> PersonWhole:
    """Their tier, and what they have for themself, from now on."""

    def change(unit: Unit, who: Handle) -> None:
        administer.set_tier(unit, who, form.tier, me.now, by=me.account.id)
        if form.own is not None:
            administer.set_quotas(unit, who, form.own.model_dump(), me.now, by=me.account.id)

    return _changed(handle, me, change)


@router.post("/admin/people/{handle}/sign-out", operation_id="sign_out_account")
def sign_out(handle: str, me: Administrator) -> SignedOut:
    """End all their sessions, for example after a lost phone; their passkeys stay."""
    me.may(Deed.MANAGE_PEOPLE)
    wanted = Handle.parse(handle)
    count = me.service.store.write(lambda unit: administer.sign_out_everywhere(unit, wanted, me.now, by=me.account.id))
    return SignedOut(sessions_ended=count)


@router.get("/admin/invites", operation_id="list_all_invites")
def list_invites(me: Administrator) -> list[InviteListed]:
    """Those of everybody, the newest first; at most 200. New ones are made at `/me/invites`."""

    def look(unit: Unit) -> list[InviteListed]:
        found = sorted(unit.invites.all(), key=lambda one: (one.made_at, one.id), reverse=True)[:MOST_INVITES]
        makers = unit.accounts.among({one.made_by for one in found})
        return [
            InviteListed(
                id=one.id,
                made_by=makers[one.made_by].handle.name if one.made_by in makers else "",
                made_at=one.made_at,
                uses_left=one.uses_left,
                expires_at=one.expires_at,
                works=one.ended_at is None and one.uses_left > 0 and me.now < one.expires_at,
            )
            for one in found
        ]

    return me.service.store.read(look)


@router.delete("/admin/invites/{invite}", status_code=204, operation_id="end_any_invite")
def end_invite(invite: str, me: Administrator) -> None:
    """Nobody signs up with it any longer, whoever made it."""
    me.may(Deed.MANAGE_PEOPLE)
    me.service.store.write(lambda unit: administer.end_invite(unit, InviteId(invite), me.now, by=me.account.id))


@router.get("/admin/plans", operation_id="list_plans")
def list_plans(me: Administrator) -> list[TierListed]:
    """What each tier has on this server."""
    return [_tier(tier, allowance) for tier, allowance in sorted(me.service.allowances.items(), key=_order)]


def _order(pair: tuple[Tier, Allowance]) -> int:
    return list(Tier).index(pair[0])


def _tier(tier: Tier, allowance: Allowance) -> TierListed:
    return TierListed(
        tier=tier,
        productions_a_day=allowance.productions_a_day,
        seconds_a_day=plain(allowance.seconds_a_day),
        longest_film=plain(allowance.longest_film),
        largest_picture=allowance.largest_picture,
        at_once=allowance.at_once,
        upload_bytes_a_day=allowance.upload_bytes_a_day,
        queue_minutes=plain(allowance.queue_minutes),
    )


def _changed(handle: str, me: Visitor, change: administer.Change) -> PersonWhole:
    """After a change that needs a fresh passkey."""
    me.may(Deed.MANAGE_PEOPLE)
    wanted = Handle.parse(handle)

    def both(unit: Unit) -> PersonWhole:
        change(unit, wanted)
        return _whole(unit, handle, me)

    return me.service.store.write(both)


def _listed(unit: Unit, account: Account, now: datetime) -> PersonListed:
    return PersonListed(
        handle=account.handle.name,
        office=account.office,
        tier=account.tier,
        minor=account.minor,
        joined_at=account.joined_at,
        suspended_at=account.suspended_at,
        has_cameo=unit.profiles.of(account.id) is not None,
        strikes=strikes.counted(unit.strikes.all(account=account.id), now),
    )


def _whole(unit: Unit, handle: str, me: Visitor) -> PersonWhole:
    """Raises `NobodyThere`."""
    account = administer.called(unit, Handle.parse(handle))
    profile, now = unit.profiles.of(account.id), me.now
    against = unit.strikes.all(account=account.id)
    found = quotas.tally(unit, account, me.service.allowances, now)
    own = unit.own_allowances.find(account=account.id)

    def day(what: Resource) -> Measured:
        return measured(found.allowance.a_day(what), found.used[what])

    return PersonWhole(
        **_listed(unit, account, now).model_dump(),
        causes=sorted(one.cause for one in unit.suspensions.all(account=account.id)),
        follows=strikes.consequence(against, now),
        eases_at=strikes.eases_at(against, now),
        cameo=None
        if profile is None
        else CameoListed(standing=profile.standing, created_at=profile.created_at, suspended_at=profile.suspended_at),
        sessions=sum(isinstance(session_state(one, now), Open) for one in unit.sessions.all(account=account.id)),
        productions=day(Resource.PRODUCTIONS),
        seconds=day(Resource.SECONDS),
        bytes=day(Resource.BYTES),
        at_work=measured(found.allowance.at_once, found.at_work),
        own=OwnQuotas(**{name: getattr(own, name, None) for name in OWN}),
    )
