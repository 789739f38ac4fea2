"""What was used, and answers that are kept so that a request can be sent twice."""

from __future__ import annotations

from sqlalchemy import Column, Double, Index, LargeBinary, PrimaryKeyConstraint, Table

from walkon.domain.allowances import Resource
from walkon.store.columns import Moment, Named
from walkon.store.tables.metadata import HASH, ID, account_column, metadata

usages = Table(
    "usages",
    metadata,
    Column("subject", ID, nullable=False),
    Column("what", Named(Resource), nullable=False),
    account_column("account"),
    Column("amount", Double, nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("subject", "what"),
    Index(None, "account", "at"),
    Index(None, "at"),
)

kept_answers = Table(
    "kept_answers",
    metadata,
    account_column("account"),
    Column("digest", HASH, nullable=False),
    Column("fingerprint", HASH, nullable=False),
    Column("at", Moment, nullable=False),
    Column("sealed", LargeBinary),
    PrimaryKeyConstraint("account", "digest"),
    Index(None, "at"),
)
