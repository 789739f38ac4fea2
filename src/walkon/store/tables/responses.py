"""The tables of what is said to releases, and of links to them. Personal is what people wrote."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, Table, Text

from walkon.store.columns import Moment
from walkon.store.tables.metadata import ID, metadata


def _production() -> Column[str]:
    return Column("production", ID, ForeignKey("productions.id", ondelete="CASCADE"), nullable=False)


likes = Table(
    "likes",
    metadata,
    _production(),
    Column("account", ID, ForeignKey("accounts.id"), nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("production", "account"),
    Index(None, "account"),
)

comments = Table(
    "comments",
    metadata,
    Column("id", ID, primary_key=True),
    _production(),
    Column("author", ID, ForeignKey("accounts.id"), nullable=False),
    Column("words", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "production", "at", "id"),
    Index(None, "author"),
)

share_links = Table(
    "share_links",
    metadata,
    Column("id", ID, primary_key=True),
    Column("production", ID, ForeignKey("productions.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("made_by", ID, ForeignKey("accounts.id"), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
)
