"""Marks and headcounts of lessons, closing them, and who completes a class."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark, completes, counts, share
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.services.clock import local_now
from commedu_desktop.services.progress import progress_of
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.journal import happened, name_write
from commedu_desktop.store.queries.attendance import (
    ClassGrid,
    GridRow,
    LessonState,
    blanks,
    class_grid,
    headcounts,
    lesson_state,
    lesson_states,
    unmarked_lessons,
)
from commedu_desktop.store.tables import AttendanceMark, Enrolment, Headcount, Lesson, Offering, Resident

__all__ = [
    "ClassGrid",
    "ClearMark",
    "CloseLessons",
    "Closed",
    "Completion",
    "CountHeads",
    "GridRow",
    "LessonState",
    "MarkAttendance",
    "ReopenLesson",
    "class_grid",
    "clear_mark",
    "close_lesson",
    "close_lessons",
    "completions",
    "count_heads",
    "fill_blanks_with_present",
    "headcounts",
    "lesson_state",
    "lesson_states",
    "mark_attendance",
    "reopen_lesson",
    "unmarked_lessons",
]


@dataclass(frozen=True)
class MarkAttendance:
    """One mark; for late ones the minutes, if they are known."""

    lesson_id: UUID
    resident_id: UUID
    mark: Mark
    minutes_late: int | None = None


@dataclass(frozen=True)
class ClearMark:
    lesson_id: UUID
    resident_id: UUID


@dataclass(frozen=True)
class CountHeads:
    """How many people of each age band (`domain.ages.band_labels`; empty: not known) were there without a name.

    A band that is not named keeps its number.
    """

    lesson_id: UUID
    numbers: dict[str, int]


@dataclass(frozen=True)
class ReopenLesson:
    """Why a closed lesson must be corrected; the reason stands in the history."""

    lesson_id: UUID
    reason: str


@dataclass(frozen=True)
class CloseLessons:
    """Close all lessons that ended by the end of that day; without a day, all that are over."""

    until: date | None = None


@dataclass(frozen=True)
class Closed:
    """How many lessons were closed, and how many people became absent by it."""

    lessons: int
    absent: int


@dataclass(frozen=True)
class Completion:
    """A learner's attendance over the lessons held, and whether it completes the class."""

    resident_id: UUID
    card: str
    name: str
    pinyin: str
    attended: int
    counted: int
    rate: Fraction
    completed: bool


def mark_attendance(session: Session, request: MarkAttendance) -> None:
    """Record one mark; marking the same lesson again replaces it.

    Raises: Refused marks-lesson-cancelled, lesson-closed, lesson-not-begun (only an excuse may come before its day),
    mark-not-enrolled, enrolment-withdrawn.
    """
    lesson, title = _open_lesson(session, request.lesson_id)
    name = learner(session, lesson, request.resident_id, title)
    if request.mark is not Mark.EXCUSED and lesson.starts.date() > local_now(session).date():
        raise Refused("lesson-not-begun", title=title, starts=lesson.starts)
    row = session.get(AttendanceMark, (lesson.id, request.resident_id))
    if row is None:
        row = AttendanceMark(lesson_id=lesson.id, resident_id=request.resident_id)
        session.add(row)
    row.mark = request.mark
    row.minutes_late = request.minutes_late if request.mark is Mark.LATE else None
    row.at = happened(session)
    name_write(session, _subject(name, lesson))


def clear_mark(session: Session, request: ClearMark) -> None:
    """Take a mark away; nothing happens where there is none. Raises: Refused marks-lesson-cancelled, lesson-closed."""
    lesson, _title = _open_lesson(session, request.lesson_id)
    row = session.get(AttendanceMark, (lesson.id, request.resident_id))
    if row is not None:
        session.delete(row)
    name_write(session, _subject(session.get_one(Resident, request.resident_id).name, lesson))


def fill_blanks_with_present(session: Session, lesson_id: UUID) -> int:
    """Mark present whoever has no mark yet; what is marked stays. Returns how many were filled.

    Raises: Refused marks-lesson-cancelled, lesson-closed, lesson-not-begun.
    """
    lesson, title = _open_lesson(session, lesson_id)
    if lesson.starts.date() > local_now(session).date():
        raise Refused("lesson-not-begun", title=title, starts=lesson.starts)
    filled = _fill(session, lesson, Mark.PRESENT)
    name_write(session, f"{title} · {lesson.starts.date().isoformat()}")
    return filled


def close_lesson(session: Session, lesson_id: UUID) -> Closed:
    """The lesson was held: whoever has no mark becomes absent.

    Raises: Refused marks-lesson-cancelled, lesson-closed, lesson-not-begun.
    """
    lesson, title = _open_lesson(session, lesson_id)
    if lesson.starts > local_now(session):
        raise Refused("lesson-not-begun", title=title, starts=lesson.starts)
    absent = close_now(session, lesson)
    name_write(session, f"{title} · {lesson.starts.date().isoformat()}")
    return Closed(1, absent)


def reopen_lesson(session: Session, request: ReopenLesson) -> None:
    """Let a closed lesson be marked again; its marks stay. Raises: Refused lesson-open, reopen-needs-reason."""
    lesson = session.get_one(Lesson, request.lesson_id)
    title = session.get_one(Offering, lesson.offering_id).title
    if lesson.closed_at is None:
        raise Refused("lesson-open", title=title, starts=lesson.starts)
    if not request.reason.strip():
        raise Refused("reopen-needs-reason", title=title)
    lesson.closed_at, lesson.status = None, LessonStatus.PLANNED
    _settle(session, lesson)
    name_write(session, f"{title} · {lesson.starts.date().isoformat()} ({request.reason.strip()})")


def close_lessons(session: Session, request: CloseLessons) -> Closed:
    """Close every lesson that is over and still open."""
    now = local_now(session)
    limit = now if request.until is None else min(now, _end_of(request.until))
    over = unmarked_lessons(session, limit, limit=1_000_000)
    progress, absent = progress_of(session), 0
    for done, state in enumerate(over):
        progress(done, len(over))
        absent += close_now(session, session.get_one(Lesson, state.id))
    name_write(session, limit.date().isoformat())
    return Closed(len(over), absent)


def count_heads(session: Session, request: CountHeads) -> int:
    """Keep the number of people without names by age band; returns all that are counted at the lesson.

    Raises: Refused marks-lesson-cancelled, lesson-closed, heads-below-zero.
    """
    lesson, title = _open_lesson(session, request.lesson_id)
    kept = {row.age_band: row for row in session.scalars(select(Headcount).where(Headcount.lesson_id == lesson.id))}
    for band, number in request.numbers.items():
        if number < 0:
            raise Refused("heads-below-zero", number=number)
        if band in kept:
            kept[band].number = number
        elif number:
            kept[band] = Headcount(lesson_id=lesson.id, age_band=band, number=number)
            session.add(kept[band])
    name_write(session, f"{title} · {lesson.starts.date().isoformat()}")
    return sum(row.number for row in kept.values())


def completions(session: Session, offering_id: UUID) -> list[Completion]:
    """Everyone in an offering with the rate over its lessons held; excused lessons count on neither side."""
    grid = class_grid(session, offering_id)
    held = [at for at, lesson in enumerate(grid.lessons) if lesson.status is LessonStatus.HELD]
    year = grid.lessons[-1].starts.year if grid.lessons else 0
    threshold = centre_settings(session, year).threshold if grid.threshold is None else grid.threshold
    learners = [row for row in grid.rows if row.status is not EnrolmentStatus.WITHDRAWN]
    return [_completion(row, [row.marks[at] for at in held], threshold) for row in learners]


def _completion(row: GridRow, marks: list[Mark | None], threshold: int) -> Completion:
    attended = sum(mark is not None and mark.attended for mark in marks)
    counted = sum(counts(mark) for mark in marks)
    rate = share(attended, counted)
    done = completes(rate, threshold)
    return Completion(row.resident_id, row.card, row.name, row.pinyin, attended, counted, rate, done)


def _open_lesson(session: Session, lesson_id: UUID) -> tuple[Lesson, str]:
    """A lesson that takes marks, with its offering's title. Raises: Refused marks-lesson-cancelled, lesson-closed."""
    lesson = session.get_one(Lesson, lesson_id)
    title = session.get_one(Offering, lesson.offering_id).title
    if lesson.status is LessonStatus.CANCELLED:
        raise Refused("marks-lesson-cancelled", title=title, starts=lesson.starts)
    if lesson.closed_at is not None:
        raise Refused("lesson-closed", title=title, starts=lesson.starts)
    return lesson, title


def learner(session: Session, lesson: Lesson, resident_id: UUID, title: str) -> str:
    """The name of someone who may be marked in the lesson."""
    name = session.get_one(Resident, resident_id).name
    wanted = select(Enrolment).where(Enrolment.resident_id == resident_id, Enrolment.offering_id == lesson.offering_id)
    enrolment = session.scalars(wanted).one_or_none()
    if enrolment is None or enrolment.status is EnrolmentStatus.WAITING:
        raise Refused("mark-not-enrolled", name=name, title=title)
    if enrolment.ended_on is not None and lesson.starts.date() > enrolment.ended_on:
        raise Refused("enrolment-withdrawn", name=name, title=title, on=enrolment.ended_on)
    return name


def _subject(name: str, lesson: Lesson) -> str:
    return f"{name} · {lesson.starts.date().isoformat()}"


def _fill(session: Session, lesson: Lesson, mark: Mark) -> int:
    """Mark who has no mark; whoever said before that they would not come is excused. Returns how many got the mark."""
    from commedu_desktop.store.queries.planned_absences import away_on

    people = blanks(session, lesson.id)
    away = away_on(session, people, lesson.starts.date())
    at = happened(session)
    session.add_all(
        AttendanceMark(lesson_id=lesson.id, resident_id=one, mark=Mark.EXCUSED if one in away else mark, at=at)
        for one in people
    )
    session.flush()
    return len(people) - len(away)


def close_now(session: Session, lesson: Lesson) -> int:
    """The lesson was held; with the last one, who attended enough has completed the class."""
    lesson.closed_at, lesson.status = happened(session), LessonStatus.HELD
    absent = _fill(session, lesson, Mark.ABSENT)
    _settle(session, lesson)
    return absent


def _settle(session: Session, lesson: Lesson) -> None:
    from commedu_desktop.services.credits import settle_completion

    settle_completion(session, lesson.offering_id)


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), datetime.min.time())
