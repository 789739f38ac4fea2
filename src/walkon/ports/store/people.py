"""Who is here, and what they are to each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from walkon.domain.ids import AccountId, Handle
from walkon.domain.people import Account, Between, Tie
from walkon.ports.store.paging import Page


class Accounts(Protocol):
    def add(self, account: Account) -> None:
        """Raises `HandleTaken`."""

    def save(self, account: Account) -> None: ...

    def get(self, account: AccountId) -> Account | None: ...

    def among(self, accounts: Iterable[AccountId]) -> Mapping[AccountId, Account]: ...

    def called(self, handle: Handle) -> Account | None: ...

    def any(self) -> bool:
        """Whether somebody is here."""

    def staff(self) -> Sequence[Account]:
        """Everybody in an office, by handle."""

    def search(self, start: str, page: Page) -> Sequence[Account]:
        """Active accounts whose handle begins like this, by handle; the page's key is the handle."""

    def everybody(self, start: str, page: Page, *, suspended: bool = False) -> Sequence[Account]:
        """Who has not left and whose handle begins like this, by handle; those only who are suspended, if that is asked."""

    def between(self, mine: AccountId, theirs: AccountId) -> Between: ...

    def tie(self, mine: AccountId, theirs: AccountId, ties: frozenset[Tie]) -> None:
        """What the first is to the second from now on."""

    def tied(self, account: AccountId, tie: Tie, page: Page) -> Sequence[Account]:
        """Whom somebody follows or blocks, by handle."""

    def betweens(self, mine: AccountId, others: Iterable[AccountId]) -> Mapping[AccountId, Between]:
        """`between` for several others."""

    def ties_among(self, people: Iterable[AccountId]) -> Mapping[tuple[AccountId, AccountId], frozenset[Tie]]:
        """What each of these people is to each other of them; who is nothing to whom is not in it."""

    def followed_by(self, account: AccountId) -> int:
        """How many active people follow somebody; blocks are not looked at, since they end following."""

    def follows(self, account: AccountId) -> int:
        """How many active people somebody follows."""
