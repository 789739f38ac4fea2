"""Cameos: one's own with its rules and grants, and those of others that one may use; asking for more."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from walkon.actions import ask_access, give_grant
from walkon.actions.ask_access import NoSuchRequest
from walkon.actions.give_grant import cameo_of
from walkon.actions.set_profile import set_cameo
from walkon.api.callers import Me, Visitor
from walkon.api.etags import IfMatch, require_unchanged
from walkon.api.forms import Form
from walkon.api.once import once
from walkon.api.paging import After, Limit, page_of
from walkon.api.terms import TermsForm
from walkon.domain.asking import AccessRequest, Answer
from walkon.domain.cameo import Standing
from walkon.domain.grants import Everyone, Grant, Grantee, MutualFriends, Person
from walkon.domain.ids import AccountId, GrantId, Handle, RequestId
from walkon.domain.people import Visibility
from walkon.domain.signing_in import Deed
from walkon.ports.store import Profile, Unit

router = APIRouter(tags=["cameos"])
Words = Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=20)]


class MyCameo(Form):
    """Your cameo and its rules."""

    standing: Standing
    created_at: datetime
    shown_to: Visibility
    suspended: bool
    restrictions: list[str]
    preferences: list[str]

    @classmethod
    def of(cls, profile: Profile) -> MyCameo:
        return cls(
            standing=profile.standing,
            created_at=profile.created_at,
            shown_to=profile.shown_to,
            suspended=profile.suspended_at is not None,
            restrictions=list(profile.restrictions),
            preferences=list(profile.preferences),
        )


class MyCameoChanged(Form):
    """What you can change of your cameo; what is left out stays."""

    shown_to: Visibility | None = None
    restrictions: Words | None = None
    preferences: Words | None = None


@router.get("/me/cameo", operation_id="read_my_cameo")
def read_my_cameo(me: Me) -> MyCameo:
    """Your cameo."""
    me.may(Deed.LOOK)
    return MyCameo.of(me.service.store.read(lambda unit: cameo_of(unit, me.account)))


@router.patch("/me/cameo", operation_id="change_my_cameo")
def change_my_cameo(form: MyCameoChanged, me: Me, if_match: IfMatch = None) -> MyCameo:
    """Change who sees your cameo, what you rule out and what you prefer."""
    me.may(Deed.CHANGE_CAMEO)
    ruled_out = None if form.restrictions is None else tuple(form.restrictions)
    preferred = None if form.preferences is None else tuple(form.preferences)

    def change(unit: Unit) -> MyCameo:
        require_unchanged(if_match, MyCameo.of(cameo_of(unit, me.account)))
        return MyCameo.of(set_cameo(unit, me.account, form.shown_to, ruled_out, preferred, me.now))

    return me.service.store.write(change)


class UsableCameo(Form):
    """A cameo you hold a permission for, or your own. Whether it covers a film is asked when you make one."""

    handle: str
    standing: Standing
    mine: bool


class UsableCameos(Form):
    """A page of cameos; `after` is what to ask for next."""

    cameos: list[UsableCameo]
    after: str | None


@router.get("/cameos", operation_id="list_usable_cameos")
def list_usable_cameos(me: Me, after: After = None, limit: Limit = 50) -> UsableCameos:
    """Cameos you may use, by handle."""
    me.may(Deed.LOOK)
    found = me.service.store.read(lambda unit: unit.profiles.usable_by(me.account.id, me.now, page_of(after, limit)))
    return UsableCameos(
        cameos=[UsableCameo(handle=p.handle.name, standing=p.standing, mine=p.owner == me.account.id) for p in found],
        after=found[-1].handle.name if len(found) == limit else None,
    )


class GrantWanted(Form):
    """Whom you allow what: a person by `handle`, your mutual friends, or everyone on this server."""

    to: Literal["person", "friends", "everyone"]
    handle: Annotated[str | None, Field(max_length=100)] = None
    terms: TermsForm

    def grantee(self, unit: Unit, me: Visitor) -> Grantee:
        match self.to:
            case "person":
                return give_grant.grantee_called(unit, me.account, Handle.parse(self.handle or ""))
            case "friends":
                return MutualFriends()
            case "everyone":
                return Everyone()


class GrantShown(Form):
    """A permission you gave."""

    id: str
    to: Literal["person", "friends", "everyone"]
    handle: str | None
    terms: TermsForm
    given_at: datetime
    revoked_at: datetime | None
    videos_used: int


@router.post("/me/cameo/grants", status_code=201, operation_id="give_grant")
def give(form: GrantWanted, me: Me) -> GrantShown:
    """Allow a use of your cameo, from now on."""
    me.may(Deed.CHANGE_CAMEO)

    def change(unit: Unit) -> GrantShown:
        grantee = form.grantee(unit, me)
        return _grant(unit, give_grant.give_grant(unit, me.account, grantee, form.terms.terms(), me.now))

    return once(me, GrantShown, change)


@router.get("/me/cameo/grants", operation_id="list_grants")
def list_grants(me: Me) -> list[GrantShown]:
    """What you allow, and did; the newest first."""
    me.may(Deed.LOOK)
    return me.service.store.read(
        lambda unit: [_grant(unit, grant) for grant in unit.grants.of(cameo_of(unit, me.account).cameo)]
    )


class Ended(Form):
    """How many productions ended with it."""

    productions_ended: int


@router.post("/me/cameo/grants/{grant}/revoke", operation_id="revoke_grant")
def revoke(grant: str, me: Me) -> Ended:
    """Take a permission back: what is being made stops, what was released disappears."""
    me.may(Deed.ANSWER_REQUEST)
    count = me.service.store.write(lambda unit: give_grant.revoke(unit, me.account, GrantId(grant), me.now))
    return Ended(productions_ended=count)


class AccessWanted(Form):
    """What you ask somebody for."""

    handle: Annotated[str, Field(max_length=100)]
    terms: TermsForm
    message: Annotated[str, Field(max_length=2000)] = ""


class AccessAnswered(Form):
    """A yes; `terms` may allow less than was asked for, not more."""

    terms: TermsForm | None = None


class AccessShown(Form):
    """A request for the use of a cameo."""

    id: str
    from_handle: str
    to_handle: str
    terms: TermsForm
    message: str
    asked_at: datetime
    expires_at: datetime
    answer: Answer | None
    open: bool


class AccessList(Form):
    """A page of requests; `after` is what to ask for next."""

    requests: list[AccessShown]
    after: str | None


@router.post("/access-requests", status_code=201, operation_id="ask_access")
def ask(form: AccessWanted, me: Me) -> AccessShown:
    """Ask somebody for the use of their cameo; they are told at once."""
    me.may(Deed.MAKE_FILM)
    handle, terms = Handle.parse(form.handle), form.terms.terms()
    return once(
        me,
        AccessShown,
        lambda unit: access_shown(
            unit, me, ask_access.ask_access(unit, me.account, handle, terms, form.message, me.now)
        ),
    )


@router.get("/access-requests", operation_id="list_access_requests")
def list_requests(
    me: Me, direction: Literal["received", "sent"] = "received", after: After = None, limit: Limit = 50
) -> AccessList:
    """Requests you received or sent, the newest first."""
    me.may(Deed.LOOK)

    def look(unit: Unit) -> AccessList:
        page = page_of(after, limit)
        mine = unit.requests.to if direction == "received" else unit.requests.by
        found = mine(me.account.id, page)
        return AccessList(
            requests=[access_shown(unit, me, request) for request in found],
            after=found[-1].id if len(found) == limit else None,
        )

    return me.service.store.read(look)


@router.get("/access-requests/{request}", operation_id="read_access_request")
def readaccess_shown(request: str, me: Me) -> AccessShown:
    """A request you received or sent."""
    me.may(Deed.LOOK)

    def look(unit: Unit) -> AccessShown:
        found = unit.requests.get(RequestId(request))
        if found is None or me.account.id not in (found.owner, found.requester):
            raise NoSuchRequest
        return access_shown(unit, me, found)

    return me.service.store.read(look)


@router.post("/access-requests/{request}/accept", operation_id="accept_access_request")
def accept(request: str, form: AccessAnswered, me: Me) -> AccessShown:
    """Say yes, to what was asked for or to less."""
    me.may(Deed.ANSWER_REQUEST)
    terms = None if form.terms is None else form.terms.terms()
    return once(
        me,
        AccessShown,
        lambda unit: access_shown(unit, me, ask_access.accept(unit, me.account, RequestId(request), terms, me.now)),
    )


@router.post("/access-requests/{request}/decline", operation_id="decline_access_request")
def decline(request: str, me: Me) -> AccessShown:
    """Say no."""
    me.may(Deed.ANSWER_REQUEST)
    return once(
        me,
        AccessShown,
        lambda unit: access_shown(unit, me, ask_access.decline(unit, me.account, RequestId(request), me.now)),
    )


@router.post("/access-requests/{request}/take-back", operation_id="take_back_access_request")
def take_back(request: str, me: Me) -> AccessShown:
    """Ask no longer."""
    me.may(Deed.MAKE_FILM)
    return once(
        me,
        AccessShown,
        lambda unit: access_shown(unit, me, ask_access.take_back(unit, me.account, RequestId(request), me.now)),
    )


def _grant(unit: Unit, grant: Grant) -> GrantShown:
    to: Literal["person", "friends", "everyone"]
    handle: str | None = None
    match grant.grantee:
        case Person(account=account):
            to, handle = "person", _handle(unit, account)
        case MutualFriends():
            to = "friends"
        case Everyone():
            to = "everyone"
    return GrantShown(
        id=grant.id,
        to=to,
        handle=handle,
        terms=TermsForm.of(grant),
        given_at=grant.given_at,
        revoked_at=grant.revoked_at,
        videos_used=len(unit.grants.used([grant.id])[grant.id]),
    )


def access_shown(unit: Unit, me: Visitor, request: AccessRequest) -> AccessShown:
    """A request as the two people in it see it."""
    return AccessShown(
        id=request.id,
        from_handle=_handle(unit, request.requester),
        to_handle=_handle(unit, request.owner),
        terms=TermsForm.of(request.terms),
        message=request.message,
        asked_at=request.asked_at,
        expires_at=request.expires_at,
        answer=request.answer,
        open=request.open(me.now),
    )


def _handle(unit: Unit, account: AccountId) -> str:
    found = unit.accounts.get(account)
    return "" if found is None else found.handle.name
