"""Lessons are moved and cancelled without clashes, and what was held never changes."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus, Slot
from commedu_desktop.sentences import sentence
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
from commedu_desktop.store.journal import last_write
from commedu_desktop.store.tables import AttendanceMark, Lesson
from tests.makers import Maker
from tests.offices import WRITES_BEGIN

MONDAY = datetime(2026, 11, 23)
TEN, NOON = MONDAY.replace(hour=10), MONDAY.replace(hour=12)


def move(lesson: Lesson, starts: datetime, **changes: Any) -> MoveLesson:
    request = MoveLesson(lesson.id, starts, starts + (lesson.ends - lesson.starts), lesson.venue_id, lesson.teacher_id)
    return replace(request, **changes)


def all_lessons(session: Session) -> list[Lesson]:
    return list(session.scalars(select(Lesson).order_by(Lesson.starts)))


def test_a_lesson_moves_to_a_free_time_and_not_to_one_that_is_taken(office: Office, make: Maker) -> None:
    choir = make.new_lesson(make.new_offering(title="Choir"), TEN)
    chess = make.new_lesson(make.new_offering(title="Chess", teacher_id=None), NOON)
    with pytest.raises(Refused) as refusal:
        office.write(move_lesson, move(chess, TEN + timedelta(minutes=89)), actor="Li Na")
    assert sentence(refusal.value).startswith("Room 101 is taken Mon 23 Nov 10:00–11:30 by Choir.")
    office.write(move_lesson, move(chess, TEN + timedelta(minutes=90)), actor="Li Na")
    assert [lesson.starts for lesson in office.read(all_lessons)] == [choir.starts, choir.ends]


def test_a_lesson_that_was_held_stays_as_it_was(office: Office, make: Maker) -> None:
    lesson = make.new_lesson(make.new_offering(title="Choir"), TEN)
    make.add(AttendanceMark(lesson_id=lesson.id, resident_id=make.new_resident().id, mark=Mark.LATE, at=WRITES_BEGIN))
    for verb, request in ((move_lesson, move(lesson, NOON)), (cancel_lesson, CancelLesson(lesson.id, "ill"))):
        with pytest.raises(Refused) as refusal:
            office.write(verb, request, actor="Li Na")  # type: ignore[arg-type]
        assert refusal.value.code == "lesson-held"
        assert "Choir" in sentence(refusal.value)


def test_an_excuse_handed_in_beforehand_does_not_hold_a_lesson(office: Office, make: Maker) -> None:
    lesson = make.new_lesson(make.new_offering(), TEN)
    make.add(
        AttendanceMark(lesson_id=lesson.id, resident_id=make.new_resident().id, mark=Mark.EXCUSED, at=WRITES_BEGIN)
    )
    office.write(cancel_lesson, CancelLesson(lesson.id, "teacher ill"), actor="Li Na")
    assert office.read(all_lessons)[0].status is LessonStatus.CANCELLED


def test_a_cancelled_lesson_frees_room_and_teacher_and_cannot_be_moved(office: Office, make: Maker) -> None:
    lesson = make.new_lesson(make.new_offering(title="Choir"), TEN)
    with pytest.raises(Refused, match="reason-missing"):
        office.write(cancel_lesson, CancelLesson(lesson.id, " "), actor="Li Na")
    office.write(cancel_lesson, CancelLesson(lesson.id, "teacher ill"), actor="Li Na")
    other = make.new_offering()
    assert office.write(schedule_lessons, ScheduleLessons(other.id, (NewLesson(TEN, NOON),)), actor="Li Na")
    with pytest.raises(Refused, match="lesson-cancelled"):
        office.write(move_lesson, move(lesson, NOON), actor="Li Na")


def test_a_cancelled_lesson_is_made_up_for_in_the_same_step(office: Office, make: Maker) -> None:
    lesson = make.new_lesson(make.new_offering(title="Choir"), TEN)
    make_up = Slot(TEN + timedelta(days=2), NOON + timedelta(days=2))
    office.write(cancel_lesson, CancelLesson(lesson.id, "teacher ill", make_up), actor="Li Na")
    found = office.read(all_lessons)
    assert [(one.starts, one.status) for one in found] == [
        (TEN, LessonStatus.CANCELLED),
        (make_up.starts, LessonStatus.PLANNED),
    ]
    assert found[1].venue_id == lesson.venue_id
    office.undo(actor="Li Na")
    assert [(one.starts, one.status) for one in office.read(all_lessons)] == [(TEN, LessonStatus.PLANNED)]


def test_undoing_a_cancellation_is_refused_once_the_room_is_taken(office: Office, make: Maker) -> None:
    lesson = make.new_lesson(make.new_offering(title="Choir"), TEN)
    office.write(cancel_lesson, CancelLesson(lesson.id, "teacher ill"), actor="Li Na")
    write = office.read(last_write)
    assert write is not None
    office.write(
        schedule_lessons, ScheduleLessons(make.new_offering(title="Chess").id, (NewLesson(TEN, NOON),)), actor="Li Na"
    )
    with pytest.raises(Refused, match="venue-taken"):
        office.undo(actor="Li Na", write_id=write.id)
    assert [one.status for one in office.read(all_lessons) if one.id == lesson.id] == [LessonStatus.CANCELLED]


def test_planning_the_same_lesson_twice_makes_it_once(office: Office, make: Maker) -> None:
    request = ScheduleLessons(
        make.new_offering().id, (NewLesson(TEN, NOON), NewLesson(NOON, NOON + timedelta(hours=1)))
    )
    assert len(office.write(schedule_lessons, request, actor="Li Na")) == 2
    assert office.write(schedule_lessons, request, actor="Li Na") == []


@pytest.mark.parametrize(
    ("hours", "code"), [(0, "lesson-backwards"), (-1, "lesson-backwards"), (25, "lesson-too-long")]
)
def test_an_impossible_length_is_refused(office: Office, make: Maker, hours: int, code: str) -> None:
    request = ScheduleLessons(make.new_offering().id, (NewLesson(TEN, TEN + timedelta(hours=hours)),))
    with pytest.raises(Refused, match=code):
        office.write(schedule_lessons, request, actor="Li Na")


steps = st.lists(
    st.tuples(
        st.sampled_from(["plan", "move", "cancel", "undo", "redo"]),
        st.integers(0, 5),
        st.integers(0, 5),
        st.integers(0, 2),
    ),
    max_size=25,
)


@given(steps)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_sequence_of_steps_leaves_a_clash(
    office: Office, make: Maker, steps: list[tuple[str, int, int, int]]
) -> None:
    rooms = [make.venue, make.new_venue()]
    offerings = [make.new_offering(venue_id=room.id) for room in rooms]
    for step, which, hour, room in steps:
        starts = TEN + timedelta(hours=hour)
        try:
            take_step(office, step, which, starts, offerings[room % 2].id, rooms[room % 2].id)
        except Refused:
            continue
    found = [one for one in office.read(all_lessons) if one.status is not LessonStatus.CANCELLED]
    for one, other in combinations(found, 2):
        apart = one.ends <= other.starts or other.ends <= one.starts
        assert apart or (one.venue_id != other.venue_id and (not one.teacher_id or one.teacher_id != other.teacher_id))
    assert office.read(clashes, MONDAY.date(), MONDAY.date()) == []


def take_step(office: Office, step: str, which: int, starts: datetime, offering_id: UUID, venue_id: UUID) -> None:
    lessons = office.read(all_lessons)
    if step == "plan":
        new = NewLesson(starts, starts + timedelta(minutes=100))
        office.write(schedule_lessons, ScheduleLessons(offering_id, (new,)), actor="Li Na")
    elif step == "redo":
        office.redo(actor="Li Na")
    elif step == "undo":
        write = office.read(last_write)
        if write is not None and write.actor == "Li Na":
            office.undo(actor="Li Na")
    elif lessons:
        lesson = lessons[which % len(lessons)]
        if step == "move":
            office.write(move_lesson, move(lesson, starts, venue_id=venue_id), actor="Li Na")
        else:
            office.write(cancel_lesson, CancelLesson(lesson.id, "ill"), actor="Li Na")
