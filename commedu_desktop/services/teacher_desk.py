"""What one teacher needs to see: their lessons, their classes with who learns in them, and their marks."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.lesson_states import LessonState
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.services.pay import Pay, pay_of
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.queries.attendance import lesson_states
from commedu_desktop.store.queries.pay import given_lessons
from commedu_desktop.store.queries.teachers import TeacherClass, teacher_classes, teachers
from commedu_desktop.store.queries.timetable import seats_taken
from commedu_desktop.store.tables import AttendanceMark, Lesson, Offering, Teacher

DAYS_BACK, DAYS_AHEAD = 30, 60


@dataclass(frozen=True)
class TaughtClass:
    """A class of the teacher with its learners and their marks so far."""

    facts: TeacherClass
    learners: int
    marks: dict[Mark, int]

    @property
    def rate(self) -> Fraction | None:
        attended = sum(count for mark, count in self.marks.items() if mark.attended)
        counted = attended + self.marks.get(Mark.ABSENT, 0)
        return Fraction(attended, counted) if counted else None


@dataclass(frozen=True)
class TeacherDesk:
    """`lessons` of the last month and the next two; `month` is what this month has earned so far."""

    teacher_id: UUID
    name: str
    lessons: tuple[LessonState, ...]
    classes: tuple[TaughtClass, ...]
    month: Pay | None


def teacher_desk(session: Session, teacher_id: UUID, now: datetime) -> TeacherDesk:
    """Everything on the page of one teacher."""
    teacher = session.get_one(Teacher, teacher_id)
    midnight = datetime.combine(now.date(), time())
    first, last = midnight - timedelta(days=DAYS_BACK), midnight + timedelta(days=DAYS_AHEAD)
    lessons = tuple(lesson_states(session, first, last, teacher_id))
    first_day, last_day = month_of(now.date())
    given = given_lessons(session, first_day, last_day, teacher_id=teacher_id)
    settings = centre_settings(session, now.year)
    return TeacherDesk(
        teacher_id,
        teacher.name,
        lessons,
        _classes(session, teacher_id, now),
        pay_of(given, settings) if given else None,
    )


def _classes(session: Session, teacher_id: UUID, now: datetime) -> tuple[TaughtClass, ...]:
    found = teacher_classes(session, teacher_id, now)
    learners = seats_taken(session, {one.offering_id for one in found})
    marks = _marks(session, teacher_id)
    return tuple(TaughtClass(one, learners.get(one.offering_id, 0), marks.get(one.offering_id, {})) for one in found)


def _marks(session: Session, teacher_id: UUID) -> dict[UUID, dict[Mark, int]]:
    """Marks in the lessons that this teacher gave, by class."""
    wanted = (
        select(Offering.id, AttendanceMark.mark, func.count())
        .join(Lesson, Lesson.offering_id == Offering.id)
        .join(AttendanceMark, AttendanceMark.lesson_id == Lesson.id)
        .where(Lesson.teacher_id == teacher_id, Lesson.status != LessonStatus.CANCELLED)
        .group_by(Offering.id, AttendanceMark.mark)
    )
    found: dict[UUID, dict[Mark, int]] = {}
    for offering_id, mark, count in session.execute(wanted):
        found.setdefault(offering_id, {})[mark] = count
    return found


def teacher_named(session: Session, name: str) -> UUID | None:
    """The teacher at work with this name, when there is exactly one."""
    found = [one.id for one in teachers(session) if one.name == name.strip()]
    return found[0] if len(found) == 1 else None


def month_of(day: date) -> tuple[date, date]:
    """First and last day of a month."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
