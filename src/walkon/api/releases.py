"""Releases as others see them: the feed, one person's, one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from fastapi import APIRouter

from walkon.actions import feed, respond
from walkon.actions.feed import Told
from walkon.actions.tie import somebody
from walkon.api.callers import Me, Visitor
from walkon.api.forms import Form
from walkon.api.paging import After, Limit, page_of
from walkon.domain.grants import Audience
from walkon.domain.ids import Handle, ProductionId
from walkon.domain.people import Account
from walkon.domain.production import Commenting, Descent, Production, Remixing
from walkon.domain.signing_in import Deed
from walkon.ports.store import Unit, Wanted

router = APIRouter(tags=["releases"])


class ReleaseShown(Form):
    """A released production as others see it: not what was typed, nor who answered what.

    `likes` and `comments` are counted without people you are apart from.
    """

    id: str
    owner: str
    i_follow: bool  # its owner
    cast: list[str]
    audience: Audience
    descent: Descent | None
    remixing: Remixing
    commenting: Commenting
    released_at: datetime
    likes: int
    liked: bool  # by you
    comments: int


class Releases(Form):
    """A page of releases; `after` is what to ask for next."""

    releases: list[ReleaseShown]
    after: str | None


@router.get("/releases", operation_id="list_releases")
def list_releases(
    me: Me, circle: Literal["everybody", "following"] = "everybody", after: After = None, limit: Limit = 20
) -> Releases:
    """Released productions that you may see, the newest first; consent is asked anew for each.

    `circle`: of everybody, or only of whom you follow and your own. A page may be shorter than asked for and go on.
    """
    return _page(me, after, limit, followed=circle == "following")


@router.get("/releases/{production}", operation_id="read_release")
def read_release(production: str, me: Me) -> ReleaseShown:
    """One release, as others see it, also where it is your own."""
    me.may(Deed.LOOK)

    def look(unit: Unit) -> ReleaseShown:
        return released(unit, me.account, respond.released(unit, me.account, ProductionId(production), me.now))

    return me.service.store.read(look)


@router.get("/people/{handle}/releases", operation_id="list_releases_of_person")
def list_releases_of(
    handle: str, me: Me, role: Literal["maker", "cast"] = "maker", after: After = None, limit: Limit = 20
) -> Releases:
    """What somebody made, or is in, and released, of that what you may see; the newest first."""
    return _page(me, after, limit, of=Handle.parse(handle), role=role)


def _page(
    me: Visitor, after: str | None, limit: int, *, followed: bool = False, of: Handle | None = None, role: str = "maker"
) -> Releases:
    me.may(Deed.LOOK)

    def look(unit: Unit) -> Releases:
        mine = unit.profiles.of(me.account.id)
        wanted = Wanted(viewer=me.account.id, cameo=None if mine is None else mine.cameo, followed=followed)
        if of is not None:
            person = somebody(unit, me.account, of)
            profile = unit.profiles.of(person.id) if role == "cast" else None
            if role == "cast" and profile is None:
                return Releases(releases=[], after=None)
            wanted = Wanted(
                viewer=wanted.viewer,
                cameo=wanted.cameo,
                by=person.id if profile is None else None,
                showing=None if profile is None else profile.cameo,
            )
        found = feed.look(unit, me.account, wanted, page_of(after, limit), me.now)
        return Releases(releases=_shown(found.releases, found.told), after=found.after)

    return me.service.store.read(look)


def released(unit: Unit, viewer: Account, production: Production) -> ReleaseShown:
    """A release as `viewer` sees it."""
    return _shown([production], feed.told_of(unit, viewer, [production]))[0]


def _shown(found: Sequence[Production], told: Told) -> list[ReleaseShown]:
    return [
        ReleaseShown(
            id=production.id,
            owner=told.names.get(production.owner, ""),
            i_follow=production.owner in told.follows,
            cast=[told.cast.get(cameo, "") for cameo in production.cast],
            audience=production.use.audience,
            descent=production.descent,
            remixing=production.remixing,
            commenting=production.commenting,
            released_at=production.changed_at,
            likes=told.echoes[production.id].likes,
            liked=told.echoes[production.id].liked,
            comments=told.echoes[production.id].comments,
        )
        for production in found
    ]
