"""What was used, and answers that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from walkon.domain.allowances import Resource, Usage
from walkon.domain.idempotency import KeptAnswer
from walkon.domain.ids import AccountId


class Usages(Protocol):
    def put(self, usage: Usage) -> None:
        """Replaces what was known of the same subject and resource."""

    def get(self, subject: str, what: Resource) -> Usage | None: ...

    def since(self, account: AccountId, after: datetime) -> Sequence[Usage]:
        """What somebody used after a moment, the oldest first."""

    def forget(self, before: datetime) -> int:
        """Those up to a moment. Gives how many."""


class KeptAnswers(Protocol):
    def add(self, answer: KeptAnswer) -> None: ...

    def save(self, answer: KeptAnswer) -> None: ...

    def get(self, account: AccountId, digest: str) -> KeptAnswer | None: ...

    def remove(self, account: AccountId, digest: str) -> None: ...

    def forget(self, before: datetime) -> int:
        """Those up to a moment. Gives how many."""
