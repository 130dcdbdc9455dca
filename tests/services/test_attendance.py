"""Marks, closing and completion."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.services.attendance import (
    ClearMark,
    Closed,
    CloseLessons,
    CountHeads,
    MarkAttendance,
    ReopenLesson,
    class_grid,
    clear_mark,
    close_lesson,
    close_lessons,
    completions,
    count_heads,
    fill_blanks_with_present,
    headcounts,
    lesson_state,
    mark_attendance,
    reopen_lesson,
    unmarked_lessons,
)
from commedu_desktop.services.office import Office
from commedu_desktop.store.queries.today import absent_running
from commedu_desktop.store.tables import Lesson, Offering, Resident
from tests.makers import Maker

TODAY = datetime(2026, 11, 23, 8, 0)
P, L, E, A = Mark.PRESENT, Mark.LATE, Mark.EXCUSED, Mark.ABSENT


class Class:
    """A choir of three with the verbs, said shortly."""

    def __init__(self, office: Office, make: Maker) -> None:
        self.office, self.make = office, make
        self.offering: Offering = make.new_offering(title="Choir")
        self.people: list[Resident] = [make.new_resident(name, pinyin=name.lower()) for name in ("Ann", "Bob", "Cem")]
        for person in self.people:
            make.enrol(self.offering, person)

    def lesson(self, starts: datetime = TODAY, **values: Any) -> Lesson:
        return self.make.new_lesson(self.offering, starts, **values)

    def mark(self, lesson: Lesson, *marks: Mark | None) -> None:
        for person, mark in zip(self.people, marks, strict=False):
            if mark is not None:
                self.office.write(mark_attendance, MarkAttendance(lesson.id, person.id, mark), actor="Wang")

    def close(self, lesson: Lesson) -> Closed:
        return self.office.write(close_lesson, lesson.id, actor="Wang")

    def marks(self) -> list[tuple[Mark | None, ...]]:
        return [row.marks for row in self.office.read(class_grid, self.offering.id).rows]


@pytest.fixture
def choir(office: Office, make: Maker) -> Class:
    return Class(office, make)


def test_marking_again_replaces_and_clearing_takes_away(choir: Class) -> None:
    lesson = choir.lesson()
    choir.mark(lesson, P, L, A)
    choir.mark(lesson, E)
    choir.office.write(clear_mark, ClearMark(lesson.id, choir.people[1].id), actor="Wang")
    assert choir.marks() == [(E,), (None,), (A,)]
    choir.office.undo(actor="Wang")
    assert choir.marks() == [(E,), (L,), (A,)]


def test_filling_touches_blanks_only_and_is_one_undo(choir: Class) -> None:
    lesson = choir.lesson()
    choir.mark(lesson, E, None, A)
    assert choir.office.write(fill_blanks_with_present, lesson.id, actor="Wang") == 1
    assert choir.marks() == [(E,), (P,), (A,)]
    choir.office.undo(actor="Wang")
    assert choir.marks() == [(E,), (None,), (A,)]


def test_closing_makes_blanks_absent_and_the_lesson_held(choir: Class) -> None:
    lesson = choir.lesson()
    choir.mark(lesson, P)
    assert choir.close(lesson) == Closed(1, 2)
    state = choir.office.read(lesson_state, lesson.id)
    assert (choir.marks(), state.status, state.closed) == ([(P,), (A,), (A,)], LessonStatus.HELD, True)
    choir.office.undo(actor="Wang")
    assert choir.marks() == [(P,), (None,), (None,)]


def test_a_closed_lesson_takes_no_marks_until_it_is_reopened_with_a_reason(choir: Class) -> None:
    lesson = choir.lesson()
    choir.close(lesson)
    with pytest.raises(Refused, match="lesson-closed"):
        choir.mark(lesson, P)
    with pytest.raises(Refused, match="reopen-needs-reason"):
        choir.office.write(reopen_lesson, ReopenLesson(lesson.id, "  "), actor="Wang")
    choir.office.write(reopen_lesson, ReopenLesson(lesson.id, "list found"), actor="Wang")
    choir.mark(lesson, P)
    assert choir.marks() == [(P,), (A,), (A,)]
    with pytest.raises(Refused, match="lesson-open"):
        choir.office.write(reopen_lesson, ReopenLesson(lesson.id, "again"), actor="Wang")


def test_who_enrolled_later_or_left_before_is_not_absent(choir: Class, make: Maker) -> None:
    make.enrol(choir.offering, make.new_resident("Dan", pinyin="dan"), enrolled_on=date(2026, 11, 24))
    make.enrol(choir.offering, make.new_resident("Eva"), status=EnrolmentStatus.WAITING)
    left = {"status": EnrolmentStatus.WITHDRAWN, "ended_on": date(2026, 11, 23)}
    make.enrol(choir.offering, make.new_resident("Fay"), **left)
    lesson = choir.lesson()
    assert choir.office.read(lesson_state, lesson.id).expected == 3
    assert choir.close(lesson) == Closed(1, 3)
    assert choir.marks() == [(A,), (A,), (A,), (None,)]


def test_before_its_day_a_lesson_takes_excuses_only(choir: Class) -> None:
    lesson = choir.lesson(TODAY + timedelta(days=1))
    choir.mark(lesson, E)
    with pytest.raises(Refused, match="lesson-not-begun"):
        choir.mark(lesson, P)
    for verb in (fill_blanks_with_present, close_lesson):
        with pytest.raises(Refused, match="lesson-not-begun"):
            choir.office.write(verb, lesson.id, actor="Wang")
    assert choir.marks() == [(E,), (None,), (None,)]


def test_strangers_those_who_wait_or_left_and_cancelled_lessons_take_no_mark(choir: Class, make: Maker) -> None:
    lesson, cancelled = choir.lesson(), choir.lesson(TODAY, status=LessonStatus.CANCELLED)
    gone, waits = make.new_resident("Gil"), make.new_resident("Hal")
    make.enrol(choir.offering, gone, status=EnrolmentStatus.WITHDRAWN, ended_on=date(2026, 11, 20))
    make.enrol(choir.offering, waits, status=EnrolmentStatus.WAITING)

    def refused(where: Lesson, who: Resident) -> str:
        with pytest.raises(Refused) as refusal:
            choir.office.write(mark_attendance, MarkAttendance(where.id, who.id, P), actor="Wang")
        return refusal.value.code

    assert [refused(lesson, who) for who in (make.new_resident("Ida"), waits, gone)] == [
        "mark-not-enrolled", "mark-not-enrolled", "enrolment-withdrawn",
    ]  # fmt: skip
    assert refused(cancelled, choir.people[0]) == "marks-lesson-cancelled"


def test_all_lessons_that_are_over_are_closed_at_once_up_to_a_day(choir: Class) -> None:
    days = [choir.lesson(datetime(2026, 11, day, 10, 0)) for day in (16, 19)]
    running, cancelled = choir.lesson(TODAY), choir.lesson(days[0].starts, status=LessonStatus.CANCELLED)
    choir.mark(days[0], P, P, P)

    def unmarked() -> list[UUID]:
        return [state.id for state in choir.office.read(unmarked_lessons, datetime(2026, 11, 23, 9, 0))]

    assert unmarked() == [lesson.id for lesson in days]
    assert choir.office.write(close_lessons, CloseLessons(date(2026, 11, 16)), actor="Wang") == Closed(1, 0)
    assert unmarked() == [days[1].id]
    assert choir.office.write(close_lessons, CloseLessons(), actor="Wang") == Closed(1, 3)
    states = [choir.office.read(lesson_state, lesson.id).status for lesson in (running, cancelled)]
    assert states == [LessonStatus.PLANNED, LessonStatus.CANCELLED]


def test_completion_counts_lessons_held_and_neither_excused_nor_cancelled_ones(choir: Class) -> None:
    lessons = [choir.lesson(datetime(2026, 11, day, 10, 0)) for day in range(2, 12)]
    for lesson in lessons[:7]:
        choir.mark(lesson, P, L, P)
    for lesson in lessons[7:]:
        choir.mark(lesson, A, E, None)
    for lesson in lessons:
        choir.close(lesson)
    choir.lesson(datetime(2026, 11, 12, 10, 0), status=LessonStatus.CANCELLED)
    choir.mark(choir.lesson(TODAY), A, A, A)

    found = choir.office.read(completions, choir.offering.id)
    assert [(one.name, one.attended, one.counted, one.rate, one.completed) for one in found] == [
        ("Ann", 7, 10, Fraction(7, 10), True),
        ("Bob", 7, 7, Fraction(1), True),
        ("Cem", 7, 10, Fraction(7, 10), True),
    ]


def test_an_offerings_own_threshold_decides(office: Office, make: Maker) -> None:
    strict = make.new_offering(threshold=80)
    ann = make.new_resident("Ann")
    make.enrol(strict, ann)
    for day, mark in ((2, P), (3, P), (4, P), (5, A)):
        lesson = make.new_lesson(strict, datetime(2026, 11, day, 10, 0))
        office.write(mark_attendance, MarkAttendance(lesson.id, ann.id, mark), actor="Wang")
        office.write(close_lesson, lesson.id, actor="Wang")
    assert [(one.rate, one.completed) for one in office.read(completions, strict.id)] == [(Fraction(3, 4), False)]


def test_three_absences_running_are_raised_with_the_telephone_number(choir: Class, make: Maker) -> None:
    called = make.new_resident("李雷", phone="137 0000 5521", pinyin="li lei")
    make.enrol(choir.offering, called)
    choir.people = [called, *choir.people]
    for day, marks in ((12, (A, P, A)), (16, (E, A, A)), (19, (A, A, P)), (20, (A, P, A))):
        choir.mark(choir.lesson(datetime(2026, 11, day, 10, 0)), *marks)
    found = choir.office.read(absent_running, datetime(2026, 11, 23, 9, 0), 3)
    assert [(one.name, one.phone, one.times) for one in found] == [("李雷", "137 0000 5521", 3)]


def test_heads_are_counted_by_age_band_and_can_be_corrected(choir: Class) -> None:
    lesson = choir.lesson()

    def count(**numbers: int) -> int:
        bands = {name.replace("_", "-").replace("old", "70+"): number for name, number in numbers.items()}
        return choir.office.write(count_heads, CountHeads(lesson.id, bands), actor="Wang")

    assert [count(old=12), count(old=10)] == [12, 10]
    assert choir.office.write(count_heads, CountHeads(lesson.id, {"60-69": 5, "": 1}), actor="Wang") == 16
    assert choir.office.read(headcounts, lesson.id) == {"70+": 10, "60-69": 5, "": 1}
    assert choir.office.read(lesson_state, lesson.id).heads == 16
    with pytest.raises(Refused, match="heads-below-zero"):
        count(old=-1)
