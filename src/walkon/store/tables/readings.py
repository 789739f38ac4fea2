"""The table of lines that people read themselves. What was read lies sealed elsewhere; its key is here."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
)

from walkon.store.columns import Moment, Texts
from walkon.store.tables.metadata import ID, metadata

own_readings = Table(
    "own_readings",
    metadata,
    Column("production", ID, ForeignKey("productions.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("account", ID, ForeignKey("accounts.id"), nullable=False),
    Column("cameo", ID, nullable=False),  # which may be gone a moment before the row is
    Column("words", String(64), nullable=False),
    Column("seconds", Double, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("name", String(200), nullable=False),  # the same in two rows where one recording is heard in two films
    Column("size", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("doubts", Texts, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    PrimaryKeyConstraint("production", "place"),
    Index(None, "account"),
    Index(None, "name"),
)
