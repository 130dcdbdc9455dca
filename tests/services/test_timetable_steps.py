"""Whatever is done to a timetable, in whatever order: no clash that nobody confirmed, and what was held stays."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.availability import Absence
from commedu_desktop.domain.clashes import ClashKind
from commedu_desktop.domain.errors import Refused, Unconfirmed
from commedu_desktop.domain.lessons import LessonStatus, Slot
from commedu_desktop.services.absences import Cover, ReportAbsence, report_absence
from commedu_desktop.services.conflicts import clashes
from commedu_desktop.services.lessons import (
    CancelLesson,
    MoveLesson,
    NewLesson,
    ScheduleLessons,
    cancel_lesson,
    move_lesson,
    schedule_lessons,
)
from commedu_desktop.services.office import Office
from commedu_desktop.services.series import MoveFollowing, move_following
from commedu_desktop.store.journal import last_write
from commedu_desktop.store.tables import AttendanceMark, Lesson
from tests.makers import Maker
from tests.offices import WRITES_BEGIN

MONDAY = datetime(2026, 11, 23)
NINE = MONDAY + timedelta(days=1, hours=9)
STEPS = ("plan", "move", "follow", "cancel", "make-up", "cover", "undo", "redo")

step = st.tuples(st.sampled_from(STEPS), *(st.integers(0, 7) for _number in range(4)), st.booleans())


@dataclass(frozen=True)
class Centre:
    """Two rooms of which one is small, three teachers of whom one is limited, three classes that share a learner."""

    office: Office
    rooms: list[UUID]
    teachers: list[UUID]
    classes: list[UUID]

    def lessons(self) -> list[Lesson]:
        def read(session: Session) -> list[Lesson]:
            return list(session.scalars(select(Lesson).order_by(Lesson.starts, Lesson.id)))

        return self.office.read(read)

    def take(self, name: str, which: int, hour: int, room: int, teacher: int, *, confirm: bool) -> None:
        """One step; a question is answered with yes when `confirm` says so."""
        lessons = self.lessons()
        place = self.rooms[room % len(self.rooms)], self.teachers[teacher % len(self.teachers)]
        starts = NINE + timedelta(days=hour % 3, hours=hour)
        span = starts, starts + timedelta(minutes=100)
        if name == "redo":
            self.office.redo(actor="Li Na")
        elif name == "undo":
            write = self.office.read(last_write)
            if write is not None and write.actor == "Li Na":
                self.office.undo(actor="Li Na")
        elif name == "plan":
            new = NewLesson(*span, *place)
            self.write(schedule_lessons, ScheduleLessons(self.classes[which % len(self.classes)], (new,)), confirm)
        elif lessons:
            lesson = lessons[which % len(lessons)]
            requests: dict[str, tuple[Any, Any]] = {
                "move": (move_lesson, MoveLesson(lesson.id, *span, *place)),
                "follow": (move_following, MoveFollowing(lesson.id, *span, *place, all=bool(room % 2))),
                "cancel": (cancel_lesson, CancelLesson(lesson.id, "ill")),
                "make-up": (cancel_lesson, CancelLesson(lesson.id, "ill", Slot(*span))),
                "cover": (report_absence, self.cover(lesson, place[1])),
            }
            self.write(*requests[name], confirm)

    def cover(self, lesson: Lesson, substitute: UUID) -> ReportAbsence:
        """A day in the week after, so that what is planned does not become a clash without being touched."""
        day = MONDAY.date() + timedelta(days=10)
        return ReportAbsence(lesson.teacher_id or substitute, Absence(day, day, "ill"), (Cover(lesson.id, substitute),))

    def write(self, verb: Any, request: Any, confirm: bool) -> None:
        try:
            self.office.write(verb, request, actor="Li Na")
        except Unconfirmed as question:
            if confirm:
                again = replace(request, confirm=question.kinds)
                self.office.write(verb, again, actor="Li Na")


@given(st.lists(step, max_size=14))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_sequence_of_steps_leaves_an_unconfirmed_clash_or_changes_a_held_lesson(
    office: Office, make: Maker, steps: list[tuple[str, int, int, int, int, bool]]
) -> None:
    centre, held = centre_of(office, make)
    before = plan_of(next(one for one in centre.lessons() if one.id == held))
    for name, which, hour, room, teacher, confirm in steps:
        with suppress(Refused):
            centre.take(name, which, hour, room, teacher, confirm=confirm)
    assert office.read(clashes, MONDAY.date(), MONDAY.date() + timedelta(days=6)) == []
    assert plan_of(next(one for one in centre.lessons() if one.id == held)) == before


def plan_of(lesson: Lesson) -> tuple[Any, ...]:
    return lesson.starts, lesson.ends, lesson.venue_id, lesson.teacher_id, lesson.status


def centre_of(office: Office, make: Maker) -> tuple[Centre, UUID]:
    """The same centre again for every example: what earlier ones planned is taken away first."""
    office.write(_forget, None, actor="maker")
    tag = f"{len(office.read(_codes))}"
    rooms = [make.new_venue(code=f"R{tag}{at}", capacity=places).id for at, places in enumerate((30, 15))]
    teachers = [
        make.new_teacher(code=f"X{tag}{at}", available=times, week_limit=limit).id
        for at, (times, limit) in enumerate((("", 0), ("Tue-Thu 08:00-14:00", 0), ("", 4)))
    ]
    classes = [
        make.new_offering(code=f"C{tag}{at}", venue_id=rooms[0], teacher_id=teachers[0], capacity=20) for at in range(3)
    ]
    person = make.new_resident()
    for one in classes[:2]:
        make.enrol(one, person)
    held = make.new_lesson(classes[0], MONDAY + timedelta(hours=8))
    make.add(AttendanceMark(lesson_id=held.id, resident_id=person.id, mark=Mark.PRESENT, at=WRITES_BEGIN))
    return Centre(office, rooms, teachers, [one.id for one in classes]), held.id


def _forget(session: Session, _nothing: None) -> None:
    """Cancel what is planned: it then stands in nobody's way."""
    for lesson in session.scalars(select(Lesson)):
        lesson.status = LessonStatus.CANCELLED


def _codes(session: Session) -> list[str]:
    from commedu_desktop.store.tables import Venue

    return list(session.scalars(select(Venue.code)))


def test_every_kind_is_known_to_the_settings() -> None:
    from commedu_desktop.domain.settings import CentreSettings

    assert {kind: CentreSettings().policy(kind) for kind in ClashKind}.keys() == set(ClashKind)
