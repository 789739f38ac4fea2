"""What is said to releases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from walkon.domain.ids import AccountId, CommentId, ProductionId
from walkon.domain.responses import Comment, Echo, Like
from walkon.ports.store.paging import Page


class Responses(Protocol):
    """Likes and comments; what goes is gone."""

    def like(self, like: Like) -> None:
        """Once: a second one changes nothing."""

    def unlike(self, production: ProductionId, account: AccountId) -> None: ...

    def add(self, comment: Comment) -> None: ...

    def get(self, comment: CommentId) -> Comment | None: ...

    def remove(self, comment: CommentId) -> None: ...

    def under(self, production: ProductionId, viewer: AccountId, page: Page) -> Sequence[Comment]:
        """What `viewer` reads under a release, the newest first; the page's key is the id."""

    def echoes(self, productions: Iterable[ProductionId], viewer: AccountId) -> Mapping[ProductionId, Echo]:
        """How much was said to each of them, by those `viewer` reads; each of them is in it."""

    def comments_by(self, account: AccountId) -> Sequence[Comment]:
        """Everything that somebody wrote, the oldest first."""

    def likes_by(self, account: AccountId) -> Sequence[Like]:
        """Everything that somebody likes, the oldest first."""

    def forget_under(self, production: ProductionId) -> None:
        """Everything that was said to it."""

    def forget_of(self, account: AccountId) -> None:
        """Everything that somebody said."""

    def part(self, author: AccountId, other: AccountId) -> None:
        """What `author` said to films that the other one owns or is in."""
