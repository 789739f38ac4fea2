"""Who is here, and what they are to each other. Personal are handles and ties."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, PrimaryKeyConstraint, Table

from walkon.domain.capture import Language
from walkon.domain.people import Office, Tie, Tier, Visibility
from walkon.store.columns import HandleText, Moment, Named
from walkon.store.tables.metadata import ID, account_column, metadata

accounts = Table(
    "accounts",
    metadata,
    Column("id", ID, primary_key=True),
    Column("handle", HandleText, nullable=False, unique=True),
    Column("joined_at", Moment, nullable=False),
    Column("language", Named(Language), nullable=False),
    Column("minor", Boolean, nullable=False),
    Column("tier", Named(Tier), nullable=False),
    Column("office", Named(Office), nullable=False),
    Column("profile", Named(Visibility), nullable=False),
    Column("suspended_at", Moment),
    Column("left_at", Moment),
)

ties = Table(
    "ties",
    metadata,
    account_column("mine"),
    account_column("theirs"),
    Column("tie", Named(Tie), nullable=False),
    PrimaryKeyConstraint("mine", "tie", "theirs"),
    Index(None, "theirs", "tie", "mine"),
)
