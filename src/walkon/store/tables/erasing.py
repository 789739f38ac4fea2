"""What is to go, and withdrawals with their receipts."""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table, Text

from walkon.domain.withdrawal import Remnant, Step, Taken
from walkon.store.columns import Moment, Named, Record, Texts
from walkon.store.tables.metadata import ID, account_column, metadata

erasures = Table(
    "erasures",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("due_at", Moment, nullable=False),
    Index(None, "due_at"),
)

withdrawals = Table(
    "withdrawals",
    metadata,
    Column("id", ID, primary_key=True),
    account_column("account"),
    Column("cameo", ID, nullable=False),  # of which nothing else is left here
    Column("step", Named(Step), nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("taken", Record(Taken), nullable=False),
    Column("objects", Texts, nullable=False),
    Column("remnants", Record(tuple[Remnant, ...]), nullable=False),
    Column("key_destroyed_at", Moment),
    Column("erased_at", Moment),
    Column("proven_at", Moment),
    Column("receipt", Text),
    Index(None, "account"),
    Index(None, "step"),
)
