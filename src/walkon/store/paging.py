"""The newest first, a page at a time."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Select, select, tuple_

from walkon.ports.store import Page


def newest_first(query: Select[Any], at: Column[Any], key: Column[str], page: Page) -> Select[Any]:
    """A page of a query, by time and then by id, both falling; the page's key is an id, and one that is gone is empty."""
    if page.after is not None:
        known = select(at, key).where(key == page.after).subquery()
        query = query.where(tuple_(at, key) < select(known).scalar_subquery())
    return query.order_by(at.desc(), key.desc()).limit(page.limit)
