"""What all tables share."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, MetaData, String

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
ID, HASH = String(32), String(64)


def account_column(name: str) -> Column[str]:
    """A column that names an account."""
    return Column(name, ID, ForeignKey("accounts.id"), nullable=False)
