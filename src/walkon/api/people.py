"""Oneself, other people, and the ties between them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query

from walkon.actions import tie
from walkon.actions.set_profile import set_profile
from walkon.api.callers import Me, Visitor
from walkon.api.etags import IfMatch, require_unchanged
from walkon.api.forms import Form
from walkon.api.paging import After, Limit, page_of
from walkon.domain.capture import Language
from walkon.domain.ids import Handle
from walkon.domain.people import Account, Office, Tie, Tier, Visibility, sees_profile
from walkon.domain.signing_in import Deed
from walkon.ports.store import Unit

router = APIRouter(tags=["people"])


class Myself(Form):
    """Your account."""

    id: str
    handle: str
    language: Language
    minor: bool
    tier: Tier
    office: Office
    profile: Visibility
    joined_at: datetime
    suspended: bool
    has_cameo: bool
    unread: int


class MyselfChanged(Form):
    """What you can change of your account; what is left out stays."""

    language: Language | None = None
    profile: Visibility | None = None


class PersonShown(Form):
    """Somebody, and what you are to each other."""

    handle: str
    i_follow: bool
    follows_me: bool
    i_blocked: bool


class People(Form):
    """A page of people; `after` is what to ask for next."""

    people: list[PersonShown]
    after: str | None


@router.get("/me", operation_id="read_me")
def read_me(me: Me) -> Myself:
    """Your account."""
    me.may(Deed.LOOK)
    return me.service.store.read(lambda unit: _myself(unit, me.account))


@router.patch("/me", operation_id="change_me")
def change_me(form: MyselfChanged, me: Me, if_match: IfMatch = None) -> Myself:
    """Change your language, or who sees your profile."""
    me.may(Deed.CHANGE_CAMEO)

    def change(unit: Unit) -> Myself:
        require_unchanged(if_match, _myself(unit, unit.accounts.get(me.account.id) or me.account))
        return _myself(unit, set_profile(unit, me.account, form.language, form.profile))

    return me.service.store.write(change)


@router.get("/people", operation_id="search_people")
def search_people(
    me: Me, start: Annotated[str, Query(max_length=30)] = "", after: After = None, limit: Limit = 20
) -> People:
    """People whose handle begins like this, those you may see."""
    me.may(Deed.LOOK)
    wanted = start.strip().removeprefix("@").lower()

    def look(unit: Unit) -> People:
        found = unit.accounts.search(wanted, page_of(after, limit))
        seen = [p for p in found if sees_profile(me.account, p, unit.accounts.between(me.account.id, p.id))]
        return _people(unit, me, seen, found, limit)

    return me.service.store.read(look)


@router.get("/people/{handle}", operation_id="read_person")
def read_person(handle: str, me: Me) -> PersonShown:
    """Somebody you may see."""
    me.may(Deed.LOOK)
    wanted = Handle.parse(handle)
    return me.service.store.read(lambda unit: _shown(unit, me.account, tie.somebody(unit, me.account, wanted)))


@router.get("/me/following", operation_id="list_following")
def list_following(me: Me, after: After = None, limit: Limit = 50) -> People:
    """Whom you follow."""
    return _tied(me, Tie.FOLLOWS, after, limit)


@router.get("/me/blocked", operation_id="list_blocked")
def list_blocked(me: Me, after: After = None, limit: Limit = 50) -> People:
    """Whom you blocked."""
    return _tied(me, Tie.BLOCKS, after, limit)


@router.put("/me/following/{handle}", status_code=204, operation_id="follow")
def follow(handle: str, me: Me) -> None:
    """Follow somebody."""
    me.may(Deed.CHANGE_CAMEO)
    wanted = Handle.parse(handle)
    me.service.store.write(lambda unit: tie.follow(unit, me.account, wanted, me.now))


@router.delete("/me/following/{handle}", status_code=204, operation_id="unfollow")
def unfollow(handle: str, me: Me) -> None:
    """Follow somebody no longer; what only friends may do ends with it."""
    me.may(Deed.ANSWER_REQUEST)
    wanted = Handle.parse(handle)
    me.service.store.write(lambda unit: tie.unfollow(unit, me.account, wanted, me.now))


@router.put("/me/blocked/{handle}", status_code=204, operation_id="block")
def block(handle: str, me: Me) -> None:
    """Block somebody: neither of you sees or uses the other from now on; they are not told."""
    me.may(Deed.ANSWER_REQUEST)
    wanted = Handle.parse(handle)
    me.service.store.write(lambda unit: tie.block(unit, me.account, wanted, me.now))


@router.delete("/me/blocked/{handle}", status_code=204, operation_id="unblock")
def unblock(handle: str, me: Me) -> None:
    """End a block; nothing that it ended comes back."""
    me.may(Deed.ANSWER_REQUEST)
    wanted = Handle.parse(handle)
    me.service.store.write(lambda unit: tie.unblock(unit, me.account, wanted))


def _tied(me: Visitor, kind: Tie, after: str | None, limit: int) -> People:
    me.may(Deed.LOOK)

    def look(unit: Unit) -> People:
        found = unit.accounts.tied(me.account.id, kind, page_of(after, limit))
        return _people(unit, me, found, found, limit)

    return me.service.store.read(look)


def _people(unit: Unit, me: Visitor, seen: Sequence[Account], found: Sequence[Account], limit: int) -> People:
    """The page goes on after the last that was found, seen or not."""
    after = found[-1].handle.name if len(found) == limit else None
    return People(people=[_shown(unit, me.account, person) for person in seen], after=after)


def _shown(unit: Unit, me: Account, person: Account) -> PersonShown:
    between = unit.accounts.between(me.id, person.id)
    return PersonShown(
        handle=person.handle.name,
        i_follow=Tie.FOLLOWS in between.mine,
        follows_me=Tie.FOLLOWS in between.theirs and not between.apart,
        i_blocked=Tie.BLOCKS in between.mine,
    )


def _myself(unit: Unit, account: Account) -> Myself:
    return Myself(
        id=account.id,
        handle=account.handle.name,
        language=account.language,
        minor=account.minor,
        tier=account.tier,
        office=account.office,
        profile=account.profile,
        joined_at=account.joined_at,
        suspended=account.suspended_at is not None,
        has_cameo=unit.profiles.of(account.id) is not None,
        unread=unit.notices.unread(account.id),
    )
