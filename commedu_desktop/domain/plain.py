"""Frozen dataclasses as plain JSON and back: how a report is kept as it was."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints
from uuid import UUID

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """Dictionaries, lists, text and numbers only; a Fraction becomes `1/2`."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: to_plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(to_plain(key)): to_plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def from_plain(kind: type[T], stored: Any) -> T:
    """A value of that dataclass as `to_plain` wrote it; what a later program adds has its usual value."""
    return cast(T, _read(kind, stored))


def _read(kind: Any, stored: Any) -> Any:
    origin = get_origin(kind)
    if origin is UnionType:
        return _read_any(get_args(kind), stored)
    if origin is tuple:
        return tuple(_read(get_args(kind)[0], one) for one in stored)
    if origin is not None and issubclass(origin, Mapping):
        of_key, of_value = get_args(kind)
        return {_read(of_key, key): _read(of_value, one) for key, one in stored.items()}
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return cast(Any, kind)(**{name: _read(hints[name], one) for name, one in stored.items() if name in hints})
    return _read_one(kind, stored)


def _read_any(kinds: tuple[Any, ...], stored: Any) -> Any:
    if stored is None:
        return None
    if Fraction in kinds and isinstance(stored, str):
        return Fraction(stored)
    return _read(next(kind for kind in kinds if kind not in (NoneType, Fraction)), stored)


def _read_one(kind: Any, stored: Any) -> Any:
    if kind in (date, datetime):
        return kind.fromisoformat(stored)
    if kind is bool:
        return stored
    return kind(stored)
