"""Likes and comments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from walkon.actions import report as reporting
from walkon.actions import respond
from walkon.api.callers import Me, Visitor
from walkon.api.forms import Form
from walkon.api.once import once
from walkon.api.paging import After, Limit, page_of
from walkon.api.releases import ReleaseShown, released
from walkon.api.reports import Note, ReportShown
from walkon.domain.ids import CommentId, ProductionId
from walkon.domain.production import Commenting
from walkon.domain.reports import Wrong
from walkon.domain.responses import Comment, may_remove
from walkon.domain.signing_in import Deed
from walkon.ports.store import Unit

router = APIRouter(tags=["releases"])


class CommentWanted(Form):
    """What you write under a release; everybody who may see it reads it, with your handle."""

    words: Annotated[str, Field(max_length=2000, examples=["The helmet suits you."])]


class CommentShown(Form):
    """A comment. `removable`: by you."""

    id: str
    author: str
    words: str
    at: datetime
    mine: bool
    removable: bool


class Comments(Form):
    """A page of comments; `after` is what to ask for next."""

    comments: list[CommentShown]
    after: str | None


class CommentReported(Form):
    """What is wrong with a comment."""

    wrong: Wrong
    note: Note = ""


class CommentingChosen(Form):
    """Whether others may write under your release; what was written stays."""

    commenting: Commenting


@router.put("/productions/{production}/like", status_code=204, operation_id="like_release")
def like(production: str, me: Me) -> None:
    """Like a release; once more changes nothing."""
    me.may(Deed.RESPOND)
    me.service.store.write(lambda unit: respond.like(unit, me.account, ProductionId(production), me.now))


@router.delete("/productions/{production}/like", status_code=204, operation_id="unlike_release")
def unlike(production: str, me: Me) -> None:
    """Like it no longer."""
    me.may(Deed.TAKE_BACK)
    me.service.store.write(lambda unit: respond.unlike(unit, me.account, ProductionId(production)))


@router.get("/productions/{production}/comments", operation_id="list_comments")
def list_comments(production: str, me: Me, after: After = None, limit: Limit = 50) -> Comments:
    """What was written under a release that you may see, the newest first."""
    me.may(Deed.LOOK)

    def look(unit: Unit) -> Comments:
        found = respond.comments(unit, me.account, ProductionId(production), page_of(after, limit), me.now)
        return Comments(comments=_shown(unit, me, found), after=found[-1].id if len(found) == limit else None)

    return me.service.store.read(look)


@router.post("/productions/{production}/comments", status_code=201, operation_id="write_comment")
def write(production: str, form: CommentWanted, me: Me) -> CommentShown:
    """Write under a release that you may see; its owner is told."""
    me.may(Deed.RESPOND)

    def change(unit: Unit) -> CommentShown:
        said = respond.comment(unit, me.account, ProductionId(production), form.words, me.now)
        return _shown(unit, me, [said])[0]

    return once(me, CommentShown, change)


@router.delete("/comments/{comment}", status_code=204, operation_id="remove_comment")
def remove(comment: str, me: Me) -> None:
    """Take away what you wrote, or what was written under a film of yours or with you."""
    me.may(Deed.TAKE_BACK)
    me.service.store.write(lambda unit: respond.remove_comment(unit, me.account, CommentId(comment), me.now))


@router.post("/comments/{comment}/report", status_code=201, operation_id="report_comment")
def report(comment: str, form: CommentReported, me: Me) -> ReportShown:
    """Say what is wrong with a comment that you read."""
    me.may(Deed.REPORT)
    wanted, desk = CommentId(comment), me.service.desk
    made = me.service.store.write(
        lambda unit: reporting.report_comment(unit, me.account, wanted, form.wrong, form.note, desk, me.now)
    )
    return ReportShown.of(made, me.now)


@router.put("/productions/{production}/commenting", operation_id="choose_commenting")
def choose_commenting(production: str, form: CommentingChosen, me: Me) -> ReleaseShown:
    """Open or close the comments of your release."""
    me.may(Deed.MAKE_FILM)

    def change(unit: Unit) -> ReleaseShown:
        after = respond.let_comment(unit, me.account, ProductionId(production), form.commenting)
        return released(unit, me.account, after)

    return me.service.store.write(change)


def _shown(unit: Unit, me: Visitor, comments: Sequence[Comment]) -> list[CommentShown]:
    """Comments under one release."""
    release = unit.productions.get(comments[0].production) if comments else None
    if release is None:
        return []
    authors = unit.accounts.among({said.author for said in comments})
    mine = unit.profiles.of(me.account.id)
    cameo = None if mine is None else mine.cameo
    return [
        CommentShown(
            id=said.id,
            author=authors[said.author].handle.name,
            words=said.words,
            at=said.at,
            mine=said.author == me.account.id,
            removable=may_remove(said, release, me.account.id, cameo),
        )
        for said in comments
    ]
