"""Cameos, and who may use them. Personal are restrictions, preferences and messages."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, Table, Text

from walkon.domain.asking import Answer
from walkon.domain.cameo import Standing
from walkon.domain.grants import Terms
from walkon.domain.people import Visibility
from walkon.store.columns import Moment, Named, Record, Texts
from walkon.store.tables.metadata import ID, account_column, metadata

cameos = Table(
    "cameos",
    metadata,
    Column("id", ID, primary_key=True),
    Column("owner", ID, ForeignKey("accounts.id"), nullable=False, unique=True),
    Column("standing", Named(Standing), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("shown_to", Named(Visibility), nullable=False),
    Column("suspended_at", Moment),
    Column("restrictions", Texts, nullable=False),
    Column("preferences", Texts, nullable=False),
)

FRIENDS, EVERYONE = "friends", "everyone"  # in `grants.grantee`, where no account's id can be

grants = Table(
    "grants",
    metadata,
    Column("id", ID, primary_key=True),
    Column("cameo", ID, ForeignKey("cameos.id", ondelete="CASCADE"), nullable=False),
    Column("grantee", ID, nullable=False),
    Column("terms", Record(Terms), nullable=False),
    Column("given_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("ends_at", Moment),  # the earlier of expiry and revocation
    Index(None, "grantee", "cameo"),
    Index(None, "cameo", "given_at"),
)

uses = Table(
    "uses",
    metadata,
    Column("grant", ID, ForeignKey("grants.id", ondelete="CASCADE"), nullable=False),
    Column("production", ID, ForeignKey("productions.id", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("grant", "production"),
    Index(None, "production"),
)

requests = Table(
    "requests",
    metadata,
    Column("id", ID, primary_key=True),
    Column("cameo", ID, ForeignKey("cameos.id", ondelete="CASCADE"), nullable=False),
    account_column("owner"),
    account_column("requester"),
    Column("terms", Record(Terms), nullable=False),
    Column("message", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("answer", Named(Answer)),
    Column("answered_at", Moment),
    Column("grant", ID),
    Index(None, "owner", "asked_at", "id"),
    Index(None, "requester", "asked_at", "id"),
    Index(None, "cameo", "requester"),
)
