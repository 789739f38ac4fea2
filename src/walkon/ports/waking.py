"""Who listens is woken when something was written to their inbox. The inbox itself is always read from the tables.

Rules
1. Nothing is said but that there may be something: what, the listener reads for themself. Waking too often is fine.
2. Whoever is missed by a wake (a broken connection, a bug) finds out by looking now and then all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from walkon.domain.ids import AccountId

Ear = Callable[[], None]
"""Called from any thread, soon after; it must not wait for anything."""


class Waking(Protocol):
    """Tells listeners of one process of notices that any process wrote."""

    def listen(self, account: AccountId, ear: Ear) -> Callable[[], None]:
        """From now on `ear` hears of this inbox, until what is given back is called; calling that twice is fine.

        What is written after this has returned is heard.
        """

    def told(self, accounts: Iterable[AccountId]) -> None:
        """These inboxes were written to by this process, and the unit of work has ended well."""

    def close(self) -> None:
        """Nobody is woken any more."""


class NoWaking:
    """A `Waking` that hears nothing: whoever listens looks now and then."""

    def listen(self, account: AccountId, ear: Ear) -> Callable[[], None]:  # noqa: ARG002
        return lambda: None

    def told(self, accounts: Iterable[AccountId]) -> None:
        """Nobody is told."""

    def close(self) -> None:
        """Nothing is open."""
