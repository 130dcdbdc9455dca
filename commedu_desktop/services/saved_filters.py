"""Filters of the register that somebody gave a name: for everybody at the centre, in the history, and undoable."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.residents import SHORT_LONGEST, one_line, visible
from commedu_desktop.services.signing import APART
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.tables import CentreSetting

KEY = "register-filters"


@dataclass(frozen=True)
class SavedFilter:
    """`choices` are what stands in the row of filters, as plain JSON; ages and weeks count from the day it is used."""

    name: str
    choices: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RenameFilter:
    old: str
    new: str


def saved_filters(session: Session) -> tuple[SavedFilter, ...]:
    """By name."""
    row = _row(session)
    kept: dict[str, Any] = row.value if row is not None else {}
    return tuple(SavedFilter(name, kept[name]) for name in sorted(kept))


def save_filter(session: Session, request: SavedFilter) -> str:
    """Keep a filter under its name, in place of one of the same name. Raises: Refused name-missing, name-too-long."""
    name, row = _kept_name(request.name), _row(session)
    _put(session, row, {**(row.value if row else {}), name: request.choices})
    name_write(session, name)
    return name


def rename_filter(session: Session, request: RenameFilter) -> None:
    """Raises: Refused name-missing, name-too-long, filter-name-taken, filter-gone."""
    new, row = _kept_name(request.new), _row(session)
    kept: dict[str, Any] = dict(row.value) if row is not None else {}
    if request.old not in kept:
        raise Refused("filter-gone", name=request.old)
    if new != request.old and new in kept:
        raise Refused("filter-name-taken", name=new)
    kept[new] = kept.pop(request.old)
    _put(session, row, kept)
    name_write(session, new)


def remove_filter(session: Session, name: str) -> None:
    """Take it off the list; the residents themselves are not touched."""
    row = _row(session)
    _put(session, row, {key: value for key, value in (row.value if row else {}).items() if key != name})
    name_write(session, name)


def _kept_name(typed: str) -> str:
    name = one_line(typed)
    if not visible(name):
        raise Refused("name-missing")
    if len(name) > SHORT_LONGEST:
        raise Refused("name-too-long", longest=SHORT_LONGEST)
    return name


def _row(session: Session) -> CentreSetting | None:
    wanted = select(CentreSetting).where(CentreSetting.key == KEY, CentreSetting.year == APART)
    return session.scalars(wanted).one_or_none()


def _put(session: Session, row: CentreSetting | None, value: dict[str, Any]) -> None:
    if row is None:
        session.add(CentreSetting(key=KEY, year=APART, value=value))
    else:
        row.value = value
