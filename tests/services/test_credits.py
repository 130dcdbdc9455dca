"""Credits are granted when a class is over, grow until then, count a course once, and follow every correction."""

from datetime import date, datetime
from fractions import Fraction

import pytest

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.services.attendance import (
    MarkAttendance,
    ReopenLesson,
    close_lesson,
    mark_attendance,
    reopen_lesson,
)
from commedu_desktop.services.check import check_centre
from commedu_desktop.services.credits import balance, class_credits, granted, growing
from commedu_desktop.services.lessons import CancelLesson, cancel_lesson
from commedu_desktop.services.merging import MergeResidents, merge_residents
from commedu_desktop.services.office import Office
from commedu_desktop.store.tables import Enrolment, Lesson, Offering, Resident
from tests.makers import Maker

P, A = Mark.PRESENT, Mark.ABSENT


class Class:
    """Calligraphy: 32 hours, so two credits; it ends on 24 November, after four lessons."""

    def __init__(self, office: Office, make: Maker) -> None:
        self.office, self.make = office, make
        self.offering = self.new_run()
        self.people: list[Resident] = [make.new_resident(name, pinyin=name.lower()) for name in ("Ann", "Bob")]
        self.rows = [make.enrol(self.offering, person) for person in self.people]
        self.lessons = self.four(self.offering)

    def new_run(self) -> Offering:
        return self.make.new_offering(title="Calligraphy", ends=date(2026, 11, 24))

    def four(self, offering: Offering) -> list[Lesson]:
        return [self.make.new_lesson(offering, datetime(2026, 11, day, 8, 0)) for day in (2, 9, 16, 23)]

    def hold(self, lesson: Lesson, *marks: Mark) -> None:
        for person, mark in zip(self.people, marks, strict=False):
            self.office.write(mark_attendance, MarkAttendance(lesson.id, person.id, mark), actor="Wang")
        self.office.write(close_lesson, lesson.id, actor="Wang")

    def balances(self) -> list[Fraction]:
        return [self.office.read(balance, person.id, 16) for person in self.people]

    def states(self) -> list[EnrolmentStatus]:
        with self.office.database.reading() as session:
            return [session.get_one(Enrolment, row.id).status for row in self.rows]


@pytest.fixture
def run(office: Office, make: Maker) -> Class:
    return Class(office, make)


def test_credits_grow_and_are_granted_when_the_last_lesson_is_closed(run: Class) -> None:
    for lesson in run.lessons[:3]:
        run.hold(lesson, P, A)
    (ann,) = run.office.read(growing, run.people[0].id, 16)
    assert (ann.title, ann.credits, ann.share) == ("Calligraphy", Fraction(2), Fraction(3, 4))
    assert run.balances() == [0, 0]
    run.hold(run.lessons[3], P, P)
    assert run.balances() == [2, 0]
    assert run.states() == [EnrolmentStatus.COMPLETED, EnrolmentStatus.ENROLLED]
    assert [(one.title, one.credits, one.on) for one in run.office.read(granted, run.people[0].id)] == [
        ("Calligraphy", Fraction(2), date(2026, 11, 23))
    ]
    assert run.office.read(growing, run.people[0].id, 16) == []
    run.office.undo(actor="Wang")
    assert run.balances() == [0, 0]
    assert run.states() == [EnrolmentStatus.ENROLLED] * 2


def test_the_list_of_learners_shows_credits_growing(run: Class) -> None:
    run.hold(run.lessons[0], P, A)
    shown = run.office.read(class_credits, run.offering.id)
    assert [shown[person.id] for person in run.people] == [(Fraction(1, 2), Fraction(2)), (Fraction(0), Fraction(2))]


def test_a_correction_moves_the_credits(run: Class) -> None:
    for lesson in run.lessons:
        run.hold(lesson, P, A)
    last = run.lessons[3]
    for lesson in run.lessons[2:]:
        run.office.write(reopen_lesson, ReopenLesson(lesson.id, "wrong sheet"), actor="Wang")
    assert run.balances() == [0, 0]
    assert run.states() == [EnrolmentStatus.ENROLLED] * 2
    run.hold(run.lessons[2], A, P)
    run.hold(last, A, P)
    assert run.balances() == [0, 0]


def test_a_class_that_goes_on_grants_nothing_yet(run: Class, make: Maker) -> None:
    offering = make.new_offering(title="Choir")
    make.enrol(offering, run.people[0])
    lesson = make.new_lesson(offering, datetime(2026, 11, 23, 8, 0))
    run.hold(lesson, P)
    assert run.balances() == [0, 0]


def test_a_class_whose_last_lesson_is_cancelled_is_over(run: Class) -> None:
    for lesson in run.lessons[:3]:
        run.hold(lesson, P, A)
    run.office.write(cancel_lesson, CancelLesson(run.lessons[3].id, "storm"), actor="Wang")
    assert run.balances() == [2, 0]


def test_the_same_course_counts_once(run: Class) -> None:
    for lesson in run.lessons:
        run.hold(lesson, P, P)
    again = run.new_run()
    run.make.enrol(again, run.people[0])
    for lesson in run.four(again):
        run.hold(lesson, P)
    assert run.balances() == [2, 2]


def test_credits_follow_a_merge_and_the_check_finds_nothing(run: Class) -> None:
    for lesson in run.lessons:
        run.hold(lesson, P, A)
    newcomer = run.make.new_resident("Ann again")
    run.office.write(merge_residents, MergeResidents(newcomer.id, run.people[0].id), actor="Wang")
    assert run.office.read(balance, newcomer.id, 16) == 2
    assert [one for one in run.office.read(check_centre) if one.code == "check-credits"] == []


def test_the_check_finds_credits_without_a_completed_class(run: Class) -> None:
    for lesson in run.lessons:
        run.hold(lesson, P, A)
    run.office.write(_take_status_back, run.rows[0].id, actor="Wang")
    assert ("check-credits", {"count": 1}) in [(one.code, one.facts) for one in run.office.read(check_centre)]


def _take_status_back(session: object, row_id: object) -> None:
    session.get_one(Enrolment, row_id).status = EnrolmentStatus.ENROLLED  # type: ignore[attr-defined]
