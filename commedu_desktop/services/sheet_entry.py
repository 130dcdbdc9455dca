"""Entering what a person has seen on scanned sheets: all marks in one write, which one undo takes back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.services.attendance import close_now, learner
from commedu_desktop.services.clock import local_now
from commedu_desktop.services.credits import settle_completion
from commedu_desktop.store.journal import happened, name_write
from commedu_desktop.store.tables import AttendanceMark, Lesson, Offering


@dataclass(frozen=True)
class SheetMark:
    """What the paper says of one person in one lesson."""

    lesson_id: UUID
    resident_id: UUID
    mark: Mark


@dataclass(frozen=True)
class EnterSheets:
    """`close`: lessons to close afterwards, so that whoever has no tick is absent."""

    marks: tuple[SheetMark, ...]
    close: frozenset[UUID] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Entered:
    """Marks written, marks that stood there already, lessons closed, and who became absent by closing."""

    written: int
    unchanged: int
    closed: int
    absent: int


def enter_sheets(session: Session, request: EnterSheets) -> Entered:
    """Write the marks of scanned sheets. Lessons that are closed already are corrected and stay closed.

    Raises: Refused sheet-nothing, marks-lesson-cancelled, lesson-not-begun, mark-not-enrolled, enrolment-withdrawn.
    """
    if not request.marks and not request.close:
        raise Refused("sheet-nothing")
    ids = dict.fromkeys([*(one.lesson_id for one in request.marks), *sorted(request.close)])
    lessons = {key: _lesson(session, key) for key in ids}
    written = sum(_put(session, *lessons[one.lesson_id], one) for one in request.marks)
    absent = [_close(session, *lessons[key]) for key in sorted(request.close)]
    closed = [one for one in absent if one is not None]
    for offering_id in dict.fromkeys(lesson.offering_id for lesson, _title in lessons.values()):
        settle_completion(session, offering_id)
    name_write(session, _subject(lessons.values()))
    return Entered(written, len(request.marks) - written, len(closed), sum(closed))


def _lesson(session: Session, lesson_id: UUID) -> tuple[Lesson, str]:
    lesson = session.get_one(Lesson, lesson_id)
    title = session.get_one(Offering, lesson.offering_id).title
    if lesson.status is LessonStatus.CANCELLED:
        raise Refused("marks-lesson-cancelled", title=title, starts=lesson.starts)
    return lesson, title


def _put(session: Session, lesson: Lesson, title: str, one: SheetMark) -> bool:
    """Whether a mark had to be written."""
    learner(session, lesson, one.resident_id, title)
    if one.mark is not Mark.EXCUSED and lesson.starts.date() > local_now(session).date():
        raise Refused("lesson-not-begun", title=title, starts=lesson.starts)
    row = session.get(AttendanceMark, (lesson.id, one.resident_id))
    if row is None:
        row = AttendanceMark(lesson_id=lesson.id, resident_id=one.resident_id, minutes_late=None)
        session.add(row)
    elif Mark(row.mark) is one.mark:
        return False
    row.mark, row.minutes_late, row.at = one.mark, None, happened(session)
    return True


def _close(session: Session, lesson: Lesson, _title: str) -> int | None:
    """Who became absent; None for a lesson that is closed already or has not begun."""
    if lesson.closed_at is not None or lesson.starts > local_now(session):
        return None
    return close_now(session, lesson)


def _subject(lessons: Iterable[tuple[Lesson, str]]) -> str:
    """`Choir · 2026-11-23, 2026-11-30`; several classes one after the other."""
    days: dict[str, list[str]] = {}
    for lesson, title in lessons:
        days.setdefault(title, []).append(lesson.starts.date().isoformat())
    return "; ".join(f"{title} · {', '.join(sorted(found))}" for title, found in days.items())
