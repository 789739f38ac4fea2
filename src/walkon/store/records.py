"""Records whose fields are the columns of one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, bindparam, delete, insert, select, true, update

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
        row = self._do(self._those_with(fields), fields).one_or_none()
        return None if row is None else as_record(self._kind, row)

    def all(self, **fields: object) -> Sequence[Kept]:
        rows = self._do(self._those_with(fields), fields)
        return [as_record(self._kind, row) for row in rows]

    def _same(self, record: Kept) -> ColumnElement[bool]:
        return and_(*(column == getattr(record, column.name) for column in self._table.primary_key))

    def _those_with(self, fields: Mapping[str, object]) -> Select[Any]:
        return _those(self._table, tuple((name, value is not None) for name, value in fields.items()))


@cache
def _those(table: Table, fields: tuple[tuple[str, bool], ...]) -> Select[Any]:
    """The rows with certain values in these columns, or with none, by key. Made once, since making it takes longer than
    finding a row.
    """
    same = [table.c[name] == bindparam(name) if there else table.c[name].is_(None) for name, there in fields]
    return select(table).where(true(), *same).order_by(*table.primary_key)
