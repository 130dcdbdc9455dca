"""Targets of a year: set, changed and taken out, each with its history."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.residents import one_line
from commedu_desktop.domain.targets import BY_HAND, check_target
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.queries.targets import TargetRow, targets
from commedu_desktop.store.tables import Branch
from commedu_desktop.store.tables.targets import Target

__all__ = ["KeepTarget", "TargetRow", "copy_targets", "keep_target", "remove_target", "targets"]


@dataclass(frozen=True)
class KeepTarget:
    """A target as it shall be: a new one, or the one with this id. `branch` is a code, empty for the whole centre."""

    year: int
    name: str
    measure: str
    aim: int
    branch: str = ""
    by_hand: int | None = None
    id: UUID | None = None


def keep_target(session: Session, request: KeepTarget) -> UUID:
    """Raises: Refused target-without-name, figure-unknown, target-out-of-range, no-branch-with-code."""
    name = one_line(request.name)
    check_target(name, request.measure, request.aim)
    row = session.get_one(Target, request.id) if request.id else Target(position=_next(session, request.year))
    row.year, row.branch_id = request.year, _branch(session, request.branch)
    row.name, row.measure, row.aim = name, request.measure, request.aim
    row.by_hand = request.by_hand if request.measure == BY_HAND else None
    if not request.id:
        session.add(row)
    name_write(session, f"{row.year} {name}")
    return row.id


def remove_target(session: Session, target_id: UUID) -> None:
    row = session.get_one(Target, target_id)
    session.delete(row)
    name_write(session, f"{row.year} {row.name}")


def copy_targets(session: Session, year: int) -> int:
    """Begin a year with the targets of the year before; those of the same name stay. Returns how many were added.

    Raises: Refused targets-none-before.
    """
    there = {(row.branch_id, row.name) for row in session.scalars(select(Target).where(Target.year == year))}
    before = session.scalars(select(Target).where(Target.year == year - 1).order_by(Target.position)).all()
    wanted = [row for row in before if (row.branch_id, row.name) not in there]
    if not wanted:
        raise Refused("targets-none-before", year=str(year - 1))
    first = _next(session, year)
    session.add_all(
        Target(year=year, branch_id=row.branch_id, name=row.name, measure=row.measure, aim=row.aim, position=first + at)
        for at, row in enumerate(wanted)
    )
    name_write(session, str(year))
    return len(wanted)


def _next(session: Session, year: int) -> int:
    return (session.scalar(select(func.max(Target.position)).where(Target.year == year)) or 0) + 1


def _branch(session: Session, code: str) -> UUID | None:
    if not code:
        return None
    found = session.scalar(select(Branch.id).where(Branch.code == code))
    if found is None:
        raise Refused("no-branch-with-code", code=code)
    return found
