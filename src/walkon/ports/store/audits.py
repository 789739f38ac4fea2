"""What was done at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from walkon.domain.audit import Entry
from walkon.ports.store.paging import Page


class Audits(Protocol):
    """Written once; nothing here changes or goes."""

    def note(self, entry: Entry) -> None:
        """Write it down under the next number."""

    def latest(self, page: Page) -> Sequence[Entry]:
        """The newest first; the page's key is the number."""

    def of(self, subject: str) -> Sequence[Entry]:
        """Everything that was done with one thing, in order."""
