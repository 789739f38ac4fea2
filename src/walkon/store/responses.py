"""Likes and comments, in tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, and_, delete, func, insert, or_, select

from walkon.domain.ids import AccountId, CommentId, ProductionId
from walkon.domain.people import Tie
from walkon.domain.responses import Comment, Echo, Like
from walkon.ports.store import Page
from walkon.store.columns import as_record, as_row
from walkon.store.paging import newest_first
from walkon.store.tables import accounts, appearances, cameos, comments, likes, productions, ties


class ResponseTable:
    """`ports.store.Responses`."""

    def __init__(self, connection: Connection) -> None:
        self._do = connection.execute

    def like(self, like: Like) -> None:
        known = select(likes.c.at).where(_that(like.production, like.account))
        if self._do(known).first() is None:
            self._do(insert(likes).values(as_row(like, likes)))

    def unlike(self, production: ProductionId, account: AccountId) -> None:
        self._do(delete(likes).where(_that(production, account)))

    def add(self, comment: Comment) -> None:
        self._do(insert(comments).values(as_row(comment, comments)))

    def get(self, comment: CommentId) -> Comment | None:
        row = self._do(select(comments).where(comments.c.id == comment)).one_or_none()
        return None if row is None else as_record(Comment, row)

    def remove(self, comment: CommentId) -> None:
        self._do(delete(comments).where(comments.c.id == comment))

    def under(self, production: ProductionId, viewer: AccountId, page: Page) -> Sequence[Comment]:
        query = select(comments).where(comments.c.production == production, _heard(comments.c.author, viewer))
        rows = self._do(newest_first(query, comments.c.at, comments.c.id, page))
        return [as_record(Comment, row) for row in rows]

    def echoes(self, wanted: Iterable[ProductionId], viewer: AccountId) -> Mapping[ProductionId, Echo]:
        them = list(wanted)
        liked = self._counts(likes.c.production, likes.c.account, them, viewer)
        said = self._counts(comments.c.production, comments.c.author, them, viewer)
        mine = select(likes.c.production).where(likes.c.production.in_(them), likes.c.account == viewer)
        by_me = set(self._do(mine).scalars())
        return {one: Echo(likes=liked.get(one, 0), liked=one in by_me, comments=said.get(one, 0)) for one in them}

    def _counts(
        self, production: Column[str], by: Column[str], wanted: list[ProductionId], viewer: AccountId
    ) -> Mapping[ProductionId, int]:
        query = select(production, func.count()).where(production.in_(wanted), _heard(by, viewer))
        return {ProductionId(row[0]): row[1] for row in self._do(query.group_by(production))}

    def comments_by(self, account: AccountId) -> Sequence[Comment]:
        query = select(comments).where(comments.c.author == account).order_by(comments.c.at, comments.c.id)
        return [as_record(Comment, row) for row in self._do(query)]

    def likes_by(self, account: AccountId) -> Sequence[Like]:
        query = select(likes).where(likes.c.account == account).order_by(likes.c.at, likes.c.production)
        return [as_record(Like, row) for row in self._do(query)]

    def forget_under(self, production: ProductionId) -> None:
        for table in (likes, comments):
            self._do(delete(table).where(table.c.production == production))

    def forget_of(self, account: AccountId) -> None:
        self._do(delete(likes).where(likes.c.account == account))
        self._do(delete(comments).where(comments.c.author == account))

    def part(self, author: AccountId, other: AccountId) -> None:
        films = _films_of(other)
        self._do(delete(likes).where(likes.c.account == author, likes.c.production.in_(films)))
        self._do(delete(comments).where(comments.c.author == author, comments.c.production.in_(films)))


def _that(production: ProductionId, account: AccountId) -> ColumnElement[bool]:
    return and_(likes.c.production == production, likes.c.account == account)


def _films_of(account: AccountId) -> Select[Any]:
    """Ids of what somebody owns or is in."""
    shown = select(appearances.c.production).join(cameos, cameos.c.id == appearances.c.cameo)
    mine = or_(productions.c.owner == account, productions.c.id.in_(shown.where(cameos.c.owner == account)))
    return select(productions.c.id).where(mine)


def _heard(by: Column[str], viewer: AccountId) -> ColumnElement[bool]:
    """Whether somebody's words reach the viewer: they are active, and neither blocked the other."""
    active = (
        select(accounts.c.id)
        .where(accounts.c.id == by, accounts.c.suspended_at.is_(None), accounts.c.left_at.is_(None))
        .exists()
    )
    apart = (
        select(ties.c.mine)
        .where(
            ties.c.tie == Tie.BLOCKS,
            or_(and_(ties.c.mine == viewer, ties.c.theirs == by), and_(ties.c.mine == by, ties.c.theirs == viewer)),
        )
        .exists()
    )
    return and_(active, ~apart)
