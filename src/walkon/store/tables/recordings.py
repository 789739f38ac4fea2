"""Recordings while they are made, sent and looked at."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Double, ForeignKey, Index, Table, Text

from walkon.domain.takes import TakeStage, TakeState
from walkon.store.columns import Moment, Named, Record, Texts
from walkon.store.tables.metadata import ID, account_column, metadata

arrivals = Table(
    "arrivals",
    metadata,
    Column("upload", ID, primary_key=True),
    account_column("account"),
    Column("began_at", Moment, nullable=False),
    Index(None, "account"),
)

recordings = Table(
    "recordings",
    metadata,
    Column("id", ID, primary_key=True),
    account_column("account"),
    Column("device", ID, nullable=False),
    Column("challenge", Text, nullable=False),  # told step by step, not before
    Column("upload", ID, nullable=False),
    Column("drawn_at", Moment, nullable=False),
    Column("began_at", Moment),
    Column("told", Record(tuple[float, ...]), nullable=False),
    Index(None, "account"),
)

takes = Table(
    "takes",
    metadata,
    Column("id", ID, primary_key=True),
    account_column("account"),
    Column("device", ID, nullable=False),
    Column("challenge", Text, nullable=False),
    Column("upload", ID, nullable=False),
    Column("state", Named(TakeState), nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("judged_at", Moment),
    Column("witnessed", Boolean, nullable=False),
    Column("lead", Double, nullable=False),
    Column("cameo", ID),
    Column("reasons", Texts, nullable=False),
    Column("note", Text, nullable=False),
    Index(None, "account"),
)

processing = Table(
    "processing",
    metadata,
    Column("take", ID, ForeignKey("takes.id", ondelete="CASCADE"), primary_key=True),
    Column("stage", Named(TakeStage), nullable=False),
    Column("share", Double, nullable=False),
)
