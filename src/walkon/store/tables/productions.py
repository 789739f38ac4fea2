"""Productions, who is in them, what was answered and what was made. Personal are prompts, plans, notes and wishes."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from walkon.domain.grants import Audience, Kind, Purpose, Stage, Where
from walkon.domain.plan import Plan
from walkon.domain.production import Commenting, Descent, Remixing, State
from walkon.ports.store import What
from walkon.store.columns import Moment, Named, Names, Record, Texts
from walkon.store.tables.metadata import ID, account_column, metadata

productions = Table(
    "productions",
    metadata,
    Column("id", ID, primary_key=True),
    account_column("owner"),
    Column("prompt", Text, nullable=False),
    Column("purpose", Named(Purpose), nullable=False),
    Column("audience", Named(Audience), nullable=False),
    Column("engine", String(60), nullable=False),
    Column("where", Named(Where), nullable=False),
    Column("state", Named(State), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("plan", Record(Plan)),
    Column("kinds", Names(Kind), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("why", Texts, nullable=False),
    Column("descent", Named(Descent)),
    Column("remixing", Named(Remixing), nullable=False),
    Column("commenting", Named(Commenting), nullable=False),
    Index(None, "owner", "created_at", "id"),
    Index(None, "state", "changed_at", "id"),
)

appearances = Table(
    "appearances",
    metadata,
    Column("production", ID, ForeignKey("productions.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),  # in the order of the roles
    Column("cameo", ID, nullable=False),  # stays after the cameo is gone: the film was withdrawn because of it
    Column("shown", Boolean, nullable=False),  # or only asked: in a film that this one starts from
    PrimaryKeyConstraint("production", "place"),
    Index(None, "cameo", "production"),
)

descents = Table(
    "descents",
    metadata,
    Column("production", ID, ForeignKey("productions.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("parent", ID, ForeignKey("productions.id"), nullable=False),
    PrimaryKeyConstraint("production", "place"),
    Index(None, "parent"),
)

approvals = Table(
    "approvals",
    metadata,
    Column("production", ID, ForeignKey("productions.id", ondelete="CASCADE"), nullable=False),
    Column("cameo", ID, nullable=False),
    Column("stage", Named(Stage), nullable=False),
    Column("yes", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    Column("note", Text, nullable=False),
    PrimaryKeyConstraint("production", "cameo", "stage"),
)

wishes = Table(
    "wishes",
    metadata,
    Column("id", ID, primary_key=True),
    Column("production", ID, ForeignKey("productions.id", ondelete="CASCADE"), nullable=False),
    Column("cameo", ID, nullable=False),
    Column("stage", Named(Stage)),
    Column("words", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "production"),
)

made = Table(
    "made",
    metadata,
    Column("production", ID, ForeignKey("productions.id", ondelete="CASCADE"), nullable=False),
    Column("what", Named(What), nullable=False),
    Column("place", Integer, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("name", String(200), nullable=False, unique=True),
    Column("size", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    PrimaryKeyConstraint("production", "what", "place"),
)

imprints = Table(
    "imprints",
    metadata,
    Column("mark", String(64), primary_key=True),
    Column("production", ID, nullable=False),  # which may be gone
    Column("at", Moment, nullable=False),
)

how_far = Table(
    "how_far",
    metadata,
    Column("production", ID, ForeignKey("productions.id", ondelete="CASCADE"), primary_key=True),
    Column("attempt", Integer, nullable=False),
    Column("stage", String(40), nullable=False),
    Column("within", Double, nullable=False),
    Column("share", Double, nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("at", Moment, nullable=False),
    Column("picture", LargeBinary),
    Column("picture_at", Moment),
)
