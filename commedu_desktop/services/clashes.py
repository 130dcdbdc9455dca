"""Clashes of lessons: refused or asked about when something is planned or taken back."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.clashes import Booking, ClashKind, overlapping
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus, Slot
from commedu_desktop.store.queries.lessons import is_held
from commedu_desktop.store.tables import JournalRow, Lesson, Offering

__all__ = ["ClashKind", "booking_of", "bookings_of", "refuse_overlaps", "refuse_undone_plans"]


def booking_of(lesson: Lesson) -> Booking:
    """What a lesson takes up."""
    slot = Slot(lesson.starts, lesson.ends)
    return Booking(lesson.id, slot, lesson.venue_id, lesson.teacher_id, lesson.offering_id)


def bookings_of(lessons: Iterable[Lesson]) -> list[Booking]:
    return [booking_of(lesson) for lesson in lessons]


def refuse_overlaps(plans: Iterable[Booking]) -> None:
    """Lessons of one class cannot be at one time. Raises: Refused times-overlap."""
    if own := next(overlapping((one.slot, one.slot) for one in plans), None):
        raise Refused("times-overlap", one=own[0], other=own[1])


def refuse_undone_plans(session: Session, write_id: UUID) -> None:
    """What taking back a write did to lessons must neither clash with what was planned meanwhile nor move a held one.

    What somebody has confirmed before may come back. Raises: Refused lesson-held, or what the clash is.
    """
    back = [lesson for row in _touched(session, write_id) if (lesson := _changed_plan(session, row)) is not None]
    for lesson in back:
        if is_held(session, lesson.id):
            title = session.get_one(Offering, lesson.offering_id).title
            raise Refused("lesson-held", title=title, starts=lesson.starts, ends=lesson.ends)
    standing = [lesson for lesson in back if lesson.status is not LessonStatus.CANCELLED]
    if standing:
        _refuse_clashes(session, standing)


def _touched(session: Session, write_id: UUID) -> Iterable[JournalRow]:
    touched = select(JournalRow).where(JournalRow.write_id == write_id, JournalRow.table_name == "lesson")
    return session.scalars(touched).all()


def _changed_plan(session: Session, row: JournalRow) -> Lesson | None:
    """The lesson, when it takes up something else than before."""
    lesson = session.get(Lesson, UUID(bytes=row.row_id))
    return None if lesson is None or _plan_of(row.before) == _plan_of(row.after) else lesson


def _refuse_clashes(session: Session, lessons: list[Lesson]) -> None:
    from commedu_desktop.services.clash_checks import troubles
    from commedu_desktop.services.clash_refusals import refusal_for

    plans = bookings_of(lessons)
    if found := troubles(session, plans):
        raise refusal_for(session, found, plans, ask=False)


def _plan_of(image: Mapping[str, Any] | None) -> list[Any]:
    """What of a lesson's image takes up room and teacher."""
    if image is None:
        return []
    cancelled = image["status"] == LessonStatus.CANCELLED.value
    return [cancelled, *(image[name] for name in ("starts", "ends", "venue_id", "teacher_id"))]
