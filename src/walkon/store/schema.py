"""Bringing a database to the tables of this version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.types import TypeDecorator

from walkon.store.errors import StoreOld
from walkon.store.tables import metadata

FOLDER = Path(__file__).with_name("migrations")


def migrate(engine: Engine) -> None:
    """Every step that is missing, in one transaction where the database can."""
    with engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
        command.upgrade(_config(connection), "head")


def check(engine: Engine) -> None:
    """Raises `StoreOld` unless the tables are those of this version."""
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found != ScriptDirectory(str(FOLDER)).get_current_head():
        raise StoreOld


def revision(engine: Engine) -> str | None:
    """Which version of the tables a database has; None where it has none."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def revisions() -> frozenset[str]:
    """All versions of the tables that this version knows the way from."""
    return frozenset(step.revision for step in ScriptDirectory(str(FOLDER)).walk_revisions())


def differences(engine: Engine) -> list[Any]:
    """What the migrated tables and `tables.metadata` differ in."""
    with engine.connect() as connection:
        ours = {"include_name": lambda name, kind, _parents: kind != "table" or name in metadata.tables}
        context = MigrationContext.configure(connection, opts={"compare_type": True, **ours})
        return list(compare_metadata(context, metadata))


def draft(engine: Engine, message: str, revision: str) -> None:
    """For developers: a new step that leads from the migrated database to `tables.metadata`."""
    with engine.connect() as connection:
        config = _config(connection)
        config.attributes |= {"metadata": metadata, "rendering": {"render_item": _plainly}}
        command.revision(config, message, autogenerate=True, rev_id=revision)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config


def _plainly(kind: str, item: Any, _context: Any) -> str | bool:
    """Columns by what they are in the database: a step must not change when our types do."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False
