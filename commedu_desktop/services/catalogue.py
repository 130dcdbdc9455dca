"""What courses, venues, teachers and categories have in common: a code of their own, and changes by field."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.store.tables import Base


class Coded(Protocol):
    """A row with a human code."""

    id: Any
    code: Any


def refuse_taken_code(session: Session, kind: type[Any], code: str, own_id: UUID | None = None) -> None:
    """Raises: Refused code-missing, code-taken."""
    if not code.strip():
        raise Refused("code-missing")
    found = session.scalars(select(kind).where(kind.code == code)).one_or_none()
    if found is not None and found.id != own_id:
        raise Refused("code-taken", code=code, name=title_of(found))


def title_of(row: Any) -> str:
    """What a row is called on screen."""
    return str(getattr(row, "title", "") or getattr(row, "name", "") or row.code)


def refuse_blank(name: str) -> None:
    """Raises: Refused name-missing."""
    if not name.strip():
        raise Refused("name-missing")


def next_code(session: Session, kind: type[Any], prefix: str, digits: int = 3) -> str:
    """The first free code after the highest of `prefix` followed by a number."""
    taken = session.scalars(select(kind.code).where(kind.code.startswith(prefix, autoescape=True)))
    numbers = [int(rest) for code in taken if (rest := code.removeprefix(prefix)).isdecimal()]
    return f"{prefix}{max(numbers, default=0) + 1:0{digits}}"


def change(row: Base, values: Mapping[str, Any], request: type[Any]) -> None:
    """Set the named fields of a row; only those that a new one is made from can be changed."""
    known = {field.name for field in fields(request)}
    for name, value in values.items():
        if name not in known:
            raise ValueError(f"{request.__name__} has no field {name}")
        setattr(row, name, value)
