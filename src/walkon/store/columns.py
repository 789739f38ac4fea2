"""How values lie in columns."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import JSON, DateTime, Dialect, Row, String, Table
from sqlalchemy.types import TypeDecorator

from walkon.domain.ids import Handle

Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=StrEnum)


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime; lies without its zone, which is always the same."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Named(TypeDecorator[Choice]):
    """An enumerated value, by its own text, so that it can be read in any tool."""

    impl = String(40)
    cache_ok = True

    def __init__(self, kind: type[Choice]) -> None:
        self.kind = kind
        super().__init__()

    def process_bind_param(self, value: Choice | None, dialect: Dialect) -> str | None:
        return None if value is None else value.value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Choice | None:
        return None if value is None else self.kind(value)


class Names(TypeDecorator[frozenset[Choice]]):
    """A set of enumerated values, sorted."""

    impl = JSON
    cache_ok = True

    def __init__(self, kind: type[Choice]) -> None:
        self.kind = kind
        super().__init__()

    def process_bind_param(self, value: Collection[Choice] | None, dialect: Dialect) -> list[str] | None:
        return None if value is None else sorted(item.value for item in value)

    def process_result_value(self, value: Any, dialect: Dialect) -> frozenset[Choice] | None:
        return None if value is None else frozenset(self.kind(item) for item in value)


class Record(TypeDecorator[Value]):
    """A frozen record as JSON, read back as strictly as it was typed."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def __init__(self, kind: type[Value]) -> None:
        self.kind = kind
        self._adapter: TypeAdapter[Value] = TypeAdapter(kind)
        super().__init__()

    def process_bind_param(self, value: Value | None, dialect: Dialect) -> Any:
        return None if value is None else self._adapter.dump_python(value, mode="json")

    def process_result_value(self, value: Any, dialect: Dialect) -> Value | None:
        return None if value is None else self._adapter.validate_python(value)


class HandleText(TypeDecorator[Handle]):
    """How somebody is called."""

    impl = String(30)
    cache_ok = True

    def process_bind_param(self, value: Handle | None, dialect: Dialect) -> str | None:
        return None if value is None else value.name

    def process_result_value(self, value: str | None, dialect: Dialect) -> Handle | None:
        return None if value is None else Handle(value)


class Texts(TypeDecorator[tuple[str, ...]]):
    """Several texts in order."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> list[str] | None:
        return None if value is None else list(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(value)


def as_row(record: object, table: Table) -> dict[str, Any]:
    """The fields of a record that are columns of a table."""
    return {column.name: getattr(record, column.name) for column in table.columns if hasattr(record, column.name)}


def as_record(kind: Callable[..., Value], row: Row[Any], **more: object) -> Value:
    """A record from a row whose columns are its fields, and from what lies elsewhere."""
    return kind(**row._mapping, **more)
