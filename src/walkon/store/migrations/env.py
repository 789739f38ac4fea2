"""Run by Alembic: the connection comes from `walkon.store.schema`."""

from __future__ import annotations

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=connection.dialect.name == "sqlite",
    **context.config.attributes.get("rendering", {}),
)
with context.begin_transaction():
    context.run_migrations()
