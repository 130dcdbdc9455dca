"""Checking out where a branch wants to know the hours; the table loads only there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.check_in import Due
from commedu_desktop.services.clock import wall_time
from commedu_desktop.store.journal import happened
from commedu_desktop.store.tables import AttendanceMark, Branch, Lesson, Offering


@dataclass(frozen=True)
class Stay:
    """How long somebody was in a lesson."""

    title: str
    on: date
    minutes: int


def with_check_outs(session: Session, resident_id: UUID, dues: Sequence[Due], codes: Sequence[str]) -> list[Due]:
    """The same lessons with what is known of leaving them; `codes` name the branches that want to know."""
    from commedu_desktop.store.tables.check_outs import CheckOut

    zone = session.info.get("zone")
    wanted = (
        select(Lesson.id, CheckOut.at)
        .join(Offering, Offering.id == Lesson.offering_id)
        .join(Branch, Branch.id == Offering.branch_id)
        .outerjoin(CheckOut, (CheckOut.lesson_id == Lesson.id) & (CheckOut.resident_id == resident_id))
        .where(Lesson.id.in_([due.lesson_id for due in dues]), Branch.code.in_(codes))
    )
    found = {lesson_id: at for lesson_id, at in session.execute(wanted).all()}  # noqa: C416 - rows are no pairs to mypy
    return [
        replace(due, checks_out=True, left_at=None if (at := found[due.lesson_id]) is None else wall_time(at, zone))
        if due.lesson_id in found
        else due
        for due in dues
    ]


def check_out(session: Session, resident_id: UUID, due: Due) -> None:
    """Somebody leaves a lesson now, or left it later than was known."""
    from commedu_desktop.store.tables.check_outs import CheckOut

    wanted = select(CheckOut).where(CheckOut.lesson_id == due.lesson_id, CheckOut.resident_id == resident_id)
    row = session.scalars(wanted).one_or_none() or CheckOut(lesson_id=due.lesson_id, resident_id=resident_id)
    row.at = happened(session)
    session.add(row)


def come_back(session: Session, resident_id: UUID, due: Due) -> None:
    """Somebody who left is in again: they have not left yet."""
    from commedu_desktop.store.tables.check_outs import CheckOut

    wanted = select(CheckOut).where(CheckOut.lesson_id == due.lesson_id, CheckOut.resident_id == resident_id)
    session.delete(session.scalars(wanted).one())


def stays(session: Session, resident_id: UUID) -> list[Stay]:
    """The lessons that a resident checked out of, the newest first, with the minutes in them."""
    from commedu_desktop.store.tables.check_outs import CheckOut

    wanted = (
        select(Offering.title, Lesson.starts, AttendanceMark.at, CheckOut.at)
        .join(Lesson, Lesson.id == CheckOut.lesson_id)
        .join(Offering, Offering.id == Lesson.offering_id)
        .join(
            AttendanceMark,
            (AttendanceMark.lesson_id == CheckOut.lesson_id) & (AttendanceMark.resident_id == CheckOut.resident_id),
        )
        .where(CheckOut.resident_id == resident_id)
        .order_by(Lesson.starts.desc())
    )
    return [
        Stay(title, starts.date(), max(0, int((left - came).total_seconds()) // 60))
        for title, starts, came, left in session.execute(wanted)
    ]
