"""Who works here, and at what."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from walkon.store.columns import Moment
from walkon.store.tables.metadata import metadata

attendances = Table(
    "attendances",
    metadata,
    Column("worker", String(100), primary_key=True),
    Column("seen_at", Moment, nullable=False),
    Column("taken_at", Moment),
)

begun = Table(
    "begun",
    metadata,
    Column("job", String(100), primary_key=True),
    Column("times", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)
