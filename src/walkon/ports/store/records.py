"""Records of one kind, in which nothing has to be looked for but values of fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class Records(Protocol[Item]):
    """Records of one kind, found by the values of their fields."""

    def add(self, record: Item) -> None: ...

    def save(self, record: Item) -> None:
        """Replace the record of the same key."""

    def remove(self, record: Item) -> None: ...

    def find(self, **fields: object) -> Item | None:
        """The one record with these values."""

    def all(self, **fields: object) -> Sequence[Item]:
        """Every record with these values, by key."""
