"""What people are told, and where. Mail addresses and places of browsers lie sealed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, PrimaryKeyConstraint, Table

from walkon.domain.notices import Channel, Event
from walkon.store.columns import Moment, Named, Record
from walkon.store.tables.metadata import HASH, ID, account_column, metadata

notices = Table(
    "notices",
    metadata,
    account_column("account"),
    Column("id", Integer, nullable=False),  # counts up per account, and is given under a lock on its inbox
    Column("event", Named(Event), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", ID),
    Column("production", ID),
    Column("request", ID),
    Column("cameo", ID),
    Column("read_at", Moment),
    PrimaryKeyConstraint("account", "id"),
)

inboxes = Table(
    "inboxes",
    metadata,
    Column("account", ID, ForeignKey("accounts.id"), primary_key=True),
    Column("last", Integer, nullable=False),  # the id of the latest notice; whoever reads by it misses none
)

notice_rules = Table(
    "notice_rules",
    metadata,
    account_column("account"),
    Column("event", Named(Event), nullable=False),
    Column("channel", Named(Channel), nullable=False),
    Column("wanted", Boolean, nullable=False),
    PrimaryKeyConstraint("account", "event", "channel"),
)

push_subscriptions = Table(
    "push_subscriptions",
    metadata,
    Column("id", ID, primary_key=True),
    account_column("account"),
    Column("session", ID, ForeignKey("sessions.id"), nullable=False),
    Column("digest", HASH, nullable=False, unique=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("added_at", Moment, nullable=False),
    Index(None, "account"),
)

mail_addresses = Table(
    "mail_addresses",
    metadata,
    Column("account", ID, ForeignKey("accounts.id"), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("digest", HASH),
    Column("tries_left", Integer, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("sent", Record(tuple[datetime, ...]), nullable=False),
    Column("confirmed_at", Moment),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", ID, primary_key=True),
    account_column("account"),
    Column("notice", Integer, nullable=False),
    Column("channel", Named(Channel), nullable=False),
    Column("push", ID, ForeignKey("push_subscriptions.id", ondelete="CASCADE")),
    Column("filed_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("claim", ID),
    Index(None, "due_at"),
    Index(None, "account"),
    Index(None, "push"),
)
