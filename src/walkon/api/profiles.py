"""One person's page."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from fastapi import APIRouter

from walkon.actions import person_page
from walkon.actions.person_page import CameoSeen
from walkon.api.callers import Me
from walkon.api.forms import Form
from walkon.api.people import PersonShown
from walkon.api.terms import TermsForm
from walkon.domain.cameo import Standing
from walkon.domain.grants import Grant, MutualFriends, Person
from walkon.domain.ids import Handle
from walkon.domain.people import Tie
from walkon.domain.signing_in import Deed

router = APIRouter(tags=["people"])


class Allowed(Form):
    """Something that they allow you, named or as one of many."""

    to: Literal["person", "friends", "everyone"]
    terms: TermsForm
    given_at: datetime

    @classmethod
    def of(cls, grant: Grant) -> Allowed:
        to: Literal["person", "friends", "everyone"] = "everyone"
        if isinstance(grant.grantee, Person | MutualFriends):
            to = "person" if isinstance(grant.grantee, Person) else "friends"
        return cls(to=to, terms=TermsForm.of(grant), given_at=grant.given_at)


class CameoShown(Form):
    """Their cameo, as far as you may know of it. `asked`: you have asked for its use and wait for an answer.

    Whether a permission covers a film is asked when you make one.
    """

    standing: Standing
    allows: list[Allowed]
    asked: bool

    @classmethod
    def of(cls, seen: CameoSeen) -> CameoShown:
        return cls(standing=seen.profile.standing, allows=[Allowed.of(g) for g in seen.allows], asked=seen.asked)


class PersonPage(Form):
    """Somebody you may see: what you are to each other, how many follow them, and their cameo."""

    person: PersonShown
    me: bool
    followers: int
    following: int
    cameo: CameoShown | None


@router.get("/people/{handle}/page", operation_id="read_person_page")
def read_person_page(handle: str, me: Me) -> PersonPage:
    """Somebody's page; what they made is under `/people/{handle}/releases`."""
    me.may(Deed.LOOK)
    wanted = Handle.parse(handle)
    found = me.service.store.read(lambda unit: person_page.seen(unit, me.account, wanted, me.now))
    return PersonPage(
        person=PersonShown(
            handle=found.account.handle.name,
            i_follow=Tie.FOLLOWS in found.between.mine,
            follows_me=Tie.FOLLOWS in found.between.theirs and not found.between.apart,
            i_blocked=Tie.BLOCKS in found.between.mine,
        ),
        me=found.account.id == me.account.id,
        followers=found.followers,
        following=found.following,
        cameo=None if found.cameo is None else CameoShown.of(found.cameo),
    )
