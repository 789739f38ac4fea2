"""Ways to come in, and being in. Secrets lie as their hashes."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, String, Table

from walkon.domain.api_tokens import Scope
from walkon.domain.ceremonies import CeremonyKind
from walkon.domain.elsewhere import Aim
from walkon.domain.sessions import Way
from walkon.store.columns import Moment, Named, Names, Texts
from walkon.store.tables.metadata import HASH, ID, account_column, metadata

passkeys = Table(
    "passkeys",
    metadata,
    Column("id", LargeBinary(1023), primary_key=True),
    account_column("account"),
    Column("public_key", LargeBinary, nullable=False),
    Column("sign_count", BigInteger, nullable=False),
    Column("transports", Texts, nullable=False),
    Column("name", String(60), nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("backed_up", Boolean, nullable=False),
    Index(None, "account"),
)

ceremonies = Table(
    "ceremonies",
    metadata,
    Column("id", ID, primary_key=True),
    Column("kind", Named(CeremonyKind), nullable=False),
    Column("challenge", LargeBinary(32), nullable=False),
    Column("account", ID),  # of a sign-up: not there yet
    Column("session", ID),
    Column("expires_at", Moment, nullable=False),
    Column("spent_at", Moment),
    Index(None, "expires_at"),
)

visits = Table(
    "visits",
    metadata,
    Column("id", ID, primary_key=True),
    Column("digest", HASH, nullable=False, unique=True),
    Column("aim", Named(Aim), nullable=False),
    Column("back", String(200), nullable=False),
    Column("device", String(60), nullable=False),
    Column("account", ID),
    Column("session", ID),
    Column("began_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("spent_at", Moment),
    Column("person", HASH),
    Column("used_at", Moment),
    Index(None, "expires_at"),
)

elsewhere = Table(
    "elsewhere",
    metadata,
    Column("id", ID, primary_key=True),
    account_column("account"),
    Column("person", HASH, nullable=False, unique=True),
    Column("tied_at", Moment, nullable=False),
    Column("used_at", Moment),
    Index(None, "account"),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("digest", HASH, primary_key=True),
    account_column("account"),
    Column("drawn_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("ended_at", Moment),
    Index(None, "account"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", ID, primary_key=True),
    account_column("account"),
    Column("digest", HASH, nullable=False, unique=True),
    Column("device", String(60), nullable=False),
    Column("way", Named(Way), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("used_at", Moment, nullable=False),
    Column("confirmed_at", Moment),
    Column("revoked_at", Moment),
    Index(None, "account"),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", ID, primary_key=True),
    account_column("account"),
    Column("digest", HASH, nullable=False, unique=True),
    Column("name", String(60), nullable=False),
    Column("scopes", Names(Scope), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
    Index(None, "account"),
)

invites = Table(
    "invites",
    metadata,
    Column("id", ID, primary_key=True),
    Column("digest", HASH, nullable=False, unique=True),
    account_column("made_by"),
    Column("made_at", Moment, nullable=False),
    Column("uses_left", Integer, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Index(None, "made_by"),
)
