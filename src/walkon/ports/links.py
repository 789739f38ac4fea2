"""Links that say by themselves what they open."""

from __future__ import annotations

from typing import Protocol

from walkon.domain.ids import ShareId
from walkon.domain.links import Link


class Links(Protocol):
    """Written and read here, and nowhere else."""

    def write(self, link: Link) -> str:
        """As a part of an address."""

    def read(self, text: str) -> Link | None:
        """None for what was not written here."""


class Shares(Protocol):
    """Addresses of films that are shown without an account; only this server can make one of an id."""

    def write(self, share: ShareId) -> str:
        """As a part of an address; the same every time."""

    def read(self, text: str) -> ShareId | None:
        """None for what was not written here."""
