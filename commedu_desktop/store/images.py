"""A mapped row as plain JSON and back: what the journal keeps of it."""

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Enum as EnumType
from sqlalchemy import inspect
from sqlalchemy.orm import Mapper

from commedu_desktop.store.tables.base import Base, Key, Moment, WallTime

Image = dict[str, Any]


def plain(value: Any) -> Any:
    """A column's value as JSON knows it, no finer than the column keeps it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes" if value.tzinfo is None else "milliseconds")
    if isinstance(value, date):
        return value.isoformat()
    return value


@lru_cache
def columns_of(kind: type[Base]) -> tuple[str, ...]:
    """Names of a table's mapped columns."""
    mapper: Mapper[Any] = inspect(kind)
    return tuple(attribute.key for attribute in mapper.column_attrs)


@lru_cache
def keys_of(kind: type[Base]) -> tuple[str, ...]:
    """Names of the primary key's columns."""
    mapper: Mapper[Any] = inspect(kind)
    return tuple(str(mapper.get_property_by_column(column).key) for column in mapper.primary_key)


@lru_cache
def _readers(kind: type[Base]) -> dict[str, Callable[[Any], Any]]:
    mapper: Mapper[Any] = inspect(kind)
    return {attribute.key: _reader(attribute.columns[0].type) for attribute in mapper.column_attrs}


def _reader(kind: Any) -> Callable[[Any], Any]:
    if isinstance(kind, Key):
        return UUID
    if isinstance(kind, (Moment, WallTime)):
        return datetime.fromisoformat
    if isinstance(kind, EnumType):
        return kind.enum_class or str
    if kind.python_type is date:
        return date.fromisoformat
    return lambda value: value


def image(row: Base) -> Image:
    """All columns of a row as JSON."""
    return {name: plain(getattr(row, name)) for name in columns_of(type(row))}


def values(kind: type[Base], stored: Image) -> dict[str, Any]:
    """The columns behind an image, ready for the mapped class."""
    readers = _readers(kind)
    return {name: None if value is None else readers[name](value) for name, value in stored.items() if name in readers}


def row_id(kind: type[Base], stored: Image) -> bytes:
    """The row's key: 16 bytes, or 32 where two ids make it."""
    return b"".join(bytes.fromhex(stored[name]) for name in keys_of(kind))


def key_values(kind: type[Base], joined: bytes) -> tuple[UUID, ...]:
    """The primary key behind `row_id`."""
    return tuple(UUID(bytes=joined[at * 16 : at * 16 + 16]) for at in range(len(keys_of(kind))))
