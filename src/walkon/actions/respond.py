"""Liking releases and writing under them. Whether somebody may see a release is asked before everything else."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

from walkon.actions.propose_video import NotYours, own
from walkon.actions.publish import visible
from walkon.domain.ids import CommentId, ProductionId
from walkon.domain.notices import Event, Notice
from walkon.domain.people import Account
from walkon.domain.production import Commenting, NotNow, Production, State
from walkon.domain.responses import Comment, Like, NoSuchComment, may_remove, written
from walkon.ports.store import Page, Unit


def released(unit: Unit, me: Account, production: ProductionId, now: datetime) -> Production:
    """A release that `me` may see. Raises `NotYours`, `NotNow` for what they see and is not released."""
    found = visible(unit, me, production, now)
    if found.state is not State.RELEASED:
        raise NotNow(state=found.state.value)
    return found


def like(unit: Unit, me: Account, production: ProductionId, now: datetime) -> None:
    """Doing it twice is fine. Raises `NotYours`, `NotNow`."""
    found = released(unit, me, production, now)
    unit.responses.like(Like(production=found.id, account=me.id, at=now))


def unlike(unit: Unit, me: Account, production: ProductionId) -> None:
    """What somebody liked they may take back, also when they do not see it any longer."""
    unit.responses.unlike(production, me.id)


def comment(unit: Unit, me: Account, production: ProductionId, words: str, now: datetime) -> Comment:
    """Write under a release; its owner is told.

    Raises `NotYours`, `NotNow`, `CommentsClosed`, `CommentEmpty`, `MessageTooLong`, `CommentUnfit`.
    """
    found = released(unit, me, production, now)
    said = written(CommentId(secrets.token_hex(16)), found, me.id, words, now)
    unit.responses.add(said)
    if found.owner != me.id:
        unit.notices.tell(Notice(account=found.owner, event=Event.COMMENTED, at=now, by=me.id, production=found.id))
    return said


def comments(unit: Unit, me: Account, production: ProductionId, page: Page, now: datetime) -> list[Comment]:
    """What `me` may read under a release, the newest first. Raises `NotYours`, `NotNow`."""
    found = released(unit, me, production, now)
    return list(unit.responses.under(found.id, me.id, page))


def the_comment(unit: Unit, me: Account, comment: CommentId, now: datetime) -> tuple[Comment, Production]:
    """One that `me` may read, and what it is under. Raises `NoSuchComment`."""
    said = unit.responses.get(comment)
    if said is None or unit.accounts.between(me.id, said.author).apart:
        raise NoSuchComment
    try:
        return said, released(unit, me, said.production, now)
    except (NotYours, NotNow):
        raise NoSuchComment from None


def remove_comment(unit: Unit, me: Account, comment: CommentId, now: datetime) -> None:
    """It is gone. Its author may do so also where they do not see the film any longer. Raises `NoSuchComment`."""
    said = unit.responses.get(comment)
    if said is None or said.author != me.id:
        said, found = the_comment(unit, me, comment, now)
        profile = unit.profiles.of(me.id)
        if not may_remove(said, found, me.id, None if profile is None else profile.cameo):
            raise NoSuchComment
    unit.responses.remove(said.id)


def let_comment(unit: Unit, me: Account, production: ProductionId, commenting: Commenting) -> Production:
    """Whether others may write under it from now on; what was written stays. Raises `NotYours`, `NotNow`."""
    mine = own(unit, me, production)
    if mine.state is not State.RELEASED:
        raise NotNow(state=mine.state.value)
    after = replace(mine, commenting=commenting)
    if not unit.productions.save(after, mine.state):
        raise NotNow(state=mine.state.value)
    return after
