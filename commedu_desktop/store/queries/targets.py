"""Targets as they are listed."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.store.tables import Branch
from commedu_desktop.store.tables.targets import Target


@dataclass(frozen=True)
class TargetRow:
    """One target; `branch` is a code, empty for the whole centre."""

    id: UUID
    year: int
    branch: str
    name: str
    measure: str
    aim: int
    by_hand: int | None
    position: int = 0


def targets(session: Session, year: int, branch: str | None = None) -> list[TargetRow]:
    """Of a year, in their order; only those of one branch (or `""`: of the whole centre) when it is given."""
    wanted = (
        select(
            Target.id, Target.year, Branch.code, Target.name, Target.measure, Target.aim, Target.by_hand,
            Target.position,
        )
        .outerjoin(Branch, Branch.id == Target.branch_id)
        .where(Target.year == year)
        .order_by(Target.position, Target.id)
    )  # fmt: skip
    rows = [
        TargetRow(row[0], row[1], row[2] or "", row[3], row[4], row[5], row[6], row[7])
        for row in session.execute(wanted)
    ]
    return [row for row in rows if branch is None or row.branch == branch]
