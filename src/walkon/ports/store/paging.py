"""Lists that come in pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which part of a list is wanted: at most `limit`, those after the one whose key is `after`."""

    limit: int
    after: str | None = None
