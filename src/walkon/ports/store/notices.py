"""What people are told, and what of it is owed to them by other ways."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from walkon.domain.delivering import Delivery
from walkon.domain.ids import AccountId, NoticeId
from walkon.domain.notices import Filed, Notice, Rules
from walkon.ports.store.paging import Page


class Notices(Protocol):
    def tell(self, notice: Notice) -> NoticeId:
        """File it; who listens is woken when the unit of work has ended well."""

    def after(self, account: AccountId, last: NoticeId, limit: int) -> Sequence[Filed]:
        """Somebody's notices after one they know, the oldest first."""

    def latest(self, account: AccountId, page: Page) -> Sequence[Filed]:
        """The newest first; the page's key is the id."""

    def unread(self, account: AccountId) -> int: ...

    def read(self, account: AccountId, up_to: NoticeId, now: datetime) -> None: ...

    def rules(self, account: AccountId) -> Rules: ...

    def choose(self, account: AccountId, rules: Rules) -> None:
        """Replace somebody's choices."""


class Deliveries(Protocol):
    """What is owed to people by push and mail; `Notices.tell` adds to it."""

    def begin(self) -> None:
        """To be called first in a unit of work that is about deliveries only.

        Such a unit sees what others write in between, so that many can be at it without making each other start again.
        """

    def due(self, now: datetime) -> bool:
        """Whether something is to be claimed."""

    def claim(self, claim: str, limit: int, now: datetime) -> Sequence[Delivery]:
        """Those that are due, the longest due first, claimed; what is over goes. Nobody else gets them until then.

        Needs `begin`.
        """

    def held(self, delivery: Delivery) -> bool:
        """Whether this claim is still in force."""

    def save(self, delivery: Delivery) -> None: ...

    def remove(self, delivery: Delivery) -> None: ...

    def to(self, account: AccountId) -> Sequence[Delivery]:
        """What is owed to somebody, by id."""
