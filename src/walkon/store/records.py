"""Records whose fields are the columns of one table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, insert, select, true, update

from walkon.store.columns import as_record, as_row

Kept = TypeVar("Kept")


class RecordTable(Generic[Kept]):
    """`ports.store.Records`."""

    def __init__(self, connection: Connection, table: Table, kind: Callable[..., Kept]) -> None:
        self._do, self._table, self._kind = connection.execute, table, kind

    def add(self, record: Kept) -> None:
        self._do(insert(self._table).values(as_row(record, self._table)))

    def save(self, record: Kept) -> None:
        self._do(update(self._table).where(self._same(record)).values(as_row(record, self._table)))

    def remove(self, record: Kept) -> None:
        self._do(delete(self._table).where(self._same(record)))

    def find(self, **fields: object) -> Kept | None:
        row = self._do(select(self._table).where(self._with(fields))).one_or_none()
        return None if row is None else as_record(self._kind, row)

    def all(self, **fields: object) -> Sequence[Kept]:
        rows = self._do(select(self._table).where(self._with(fields)).order_by(*self._table.primary_key))
        return [as_record(self._kind, row) for row in rows]

    def _same(self, record: Kept) -> ColumnElement[bool]:
        return and_(*(column == getattr(record, column.name) for column in self._table.primary_key))

    def _with(self, fields: dict[str, Any]) -> ColumnElement[bool]:
        return and_(true(), *(self._table.c[name] == value for name, value in fields.items()))
