"""Own readings"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "own_readings",
        sa.Column("production", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=32), nullable=False),
        sa.Column("cameo", sa.String(length=32), nullable=False),
        sa.Column("words", sa.String(length=64), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("doubts", sa.JSON(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name=op.f("fk_own_readings_account")),
        sa.ForeignKeyConstraint(
            ["production"], ["productions.id"], name=op.f("fk_own_readings_production"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("production", "place", name=op.f("pk_own_readings")),
    )
    op.create_index(op.f("ix_own_readings_account"), "own_readings", ["account"], unique=False)
    op.create_index(op.f("ix_own_readings_name"), "own_readings", ["name"], unique=False)
