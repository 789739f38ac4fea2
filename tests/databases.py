"""Databases of one's own for tests: SQLite in a folder, and PostgreSQL where WALKON_TEST_POSTGRES names a server."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

POSTGRES = os.environ.get("WALKON_TEST_POSTGRES", "")


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database, ``sqlite`` or ``postgresql``, gone afterwards; skips where there is no server."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'walkon.db'}"
        return
    if not POSTGRES:
        pytest.skip("WALKON_TEST_POSTGRES names no server")
    name, admin = f"walkon_{secrets.token_hex(6)}", create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()
