"""The desk's tables. Personal are what people wrote: notes, words and appeals."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from walkon.domain.audit import Act
from walkon.domain.desk import Answer, Matter
from walkon.domain.reports import Heard, Ruling, Target, Wrong
from walkon.domain.suspending import Cause
from walkon.store.columns import Moment, Named, Record, Texts
from walkon.store.tables.metadata import ID, metadata

take_reviews = Table(
    "take_reviews",
    metadata,
    Column("take", ID, ForeignKey("takes.id", ondelete="CASCADE"), primary_key=True),
    Column("account", ID, ForeignKey("accounts.id"), nullable=False),
    Column("policy", String(40), nullable=False),
    Column("policy_version", Integer, nullable=False),
    Column("reasons", Texts, nullable=False),
    Column("numbers", Record(dict[str, Any]), nullable=False),
    Column("offered_at", Moment, nullable=False),
    Column("asked_at", Moment),
    Column("rounds", Integer, nullable=False),
    Index(None, "account"),
)

opinions = Table(
    "opinions",
    metadata,
    Column("matter", Named(Matter), nullable=False),
    Column("subject", ID, nullable=False),
    Column("reviewer", ID, ForeignKey("accounts.id"), nullable=False),
    Column("answer", Named(Answer), nullable=False),
    Column("grounds", Texts, nullable=False),
    Column("note", Text, nullable=False),
    Column("basis", Texts, nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("subject", "reviewer", "matter"),
)

reports = Table(
    "reports",
    metadata,
    Column("id", ID, primary_key=True),
    Column("reporter", ID, ForeignKey("accounts.id"), nullable=False),
    Column("target", Named(Target), nullable=False),
    Column("subject", ID, nullable=False),
    Column("reported", ID, ForeignKey("accounts.id"), nullable=False),
    Column("wrong", Named(Wrong), nullable=False),
    Column("note", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("handed_over_at", Moment),
    Column("ruling", Named(Ruling)),
    Column("ruled_by", ID),
    Column("ruled_at", Moment),
    Column("words", Text, nullable=False),
    Column("appealed_at", Moment),
    Column("appeal", Text, nullable=False),
    Column("heard", Named(Heard)),
    Column("heard_at", Moment),
    Index(None, "reporter", "at"),
    Index(None, "reported", "at"),
    Index(None, "subject"),
    Index(None, "ruling"),
)

audits = Table(
    "audits",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # without gaps: what is missing shows
    Column("at", Moment, nullable=False),
    Column("actor", ID),
    Column("act", Named(Act), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("about", ID),
    Column("code", String(40), nullable=False),
    Index(None, "subject"),
)

strikes = Table(
    "strikes",
    metadata,
    Column("id", ID, primary_key=True),
    Column("account", ID, ForeignKey("accounts.id"), nullable=False),
    Column("report", ID, ForeignKey("reports.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("taken_back_at", Moment),
    Index(None, "account", "at"),
    Index(None, "report"),
)

suspensions = Table(
    "suspensions",
    metadata,
    Column("account", ID, ForeignKey("accounts.id"), nullable=False),
    Column("cause", Named(Cause), nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("account", "cause"),
    Index(None, "cause"),
)

own_allowances = Table(
    "own_allowances",
    metadata,
    Column("account", ID, ForeignKey("accounts.id"), primary_key=True),
    Column("productions_a_day", Integer),
    Column("seconds_a_day", Double),
    Column("at_once", Integer),
    Column("upload_bytes_a_day", BigInteger),
)
