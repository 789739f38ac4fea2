"""A page at a time."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from walkon.ports.store import Page

After = Annotated[str | None, Query(max_length=64, description="where the page before this one ended")]
Limit = Annotated[int, Query(ge=1, le=100)]


def page_of(after: str | None, limit: int) -> Page:
    return Page(limit=limit, after=after)
