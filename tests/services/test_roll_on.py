"""A class and its learners go on in another term: the same weekly times, one write, one undo."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.roll_on import every_how_many_weeks, span_in, weekly_times_of
from commedu_desktop.domain.weekly_times import WeeklyTime
from commedu_desktop.sentences import sentence
from commedu_desktop.services.enrolment_rules import SetTermRules, set_term_rules
from commedu_desktop.services.enrolments import learners, waiting_list
from commedu_desktop.services.offerings import offering, offering_lessons, offerings
from commedu_desktop.services.office import Office
from commedu_desktop.services.roll_on import RolledOn, RollOn, Who, going_on, plan_of, roll_on
from commedu_desktop.store.journal import happened
from commedu_desktop.store.tables import AttendanceMark, Offering, Resident, Term
from tests.makers import Maker

Roll = Callable[..., RolledOn]


@pytest.fixture
def spring(make: Maker) -> Term:
    return make.add(Term(code="2027S", name="Spring 2027", starts=date(2027, 3, 1), ends=date(2027, 6, 30)))


@pytest.fixture
def choir(make: Maker) -> Offering:
    """Mondays and Thursdays; Ann completed it, Bob came to one of two lessons, Cem left."""
    choir = make.new_offering(
        title="Choir", times="Mon 09:00-10:30; Thu 09:00-10:30", capacity=2, fee=6000, threshold=80
    )
    ann, bob, cem = (make.new_resident(name) for name in ("Ann", "Bob", "Cem"))
    make.enrol(choir, bob)
    make.enrol(choir, ann, enrolled_on=date(2026, 9, 2))
    make.enrol(choir, cem, status=EnrolmentStatus.WITHDRAWN, ended_on=date(2026, 10, 1))
    for day, marks in ((5, (Mark.PRESENT, Mark.ABSENT)), (8, (Mark.PRESENT, Mark.PRESENT))):
        lesson = make.new_lesson(choir, datetime(2026, 10, day, 9, 0), status=LessonStatus.HELD)
        for who, mark in zip((ann, bob), marks, strict=True):
            _mark(make.office, lesson.id, who.id, mark)
    return choir


@pytest.fixture
def roll(office: Office, choir: Offering, spring: Term) -> Roll:
    def roll(who: Who = Who.ALL, percent: int = 70, **changes: Any) -> RolledOn:
        plan = replace(office.read(plan_of, choir.id, spring.id), **changes)
        return office.write(roll_on, RollOn(choir.id, plan, who, percent), actor="Li Na")

    return roll


def test_the_class_has_its_weekly_times_room_teacher_places_and_learners_again(
    office: Office, choir: Offering, spring: Term, roll: Roll
) -> None:
    made = roll()
    row = office.read(offering, made.offering_id)
    same = ("title", "course_id", "venue_id", "teacher_id", "capacity", "fee", "threshold", "times")
    assert all(getattr(row, name) == getattr(choir, name) for name in same)
    assert (row.term_id, row.starts, row.ends) == (spring.id, spring.starts, spring.ends)
    lessons = office.read(offering_lessons, made.offering_id)
    assert {(one.starts.weekday(), one.starts.time()) for one in lessons} == {(0, time(9)), (3, time(9))}
    assert len(lessons) == made.lessons > 30
    assert made.enrolled == ("Bob", "Ann"), "in the order in which they enrolled"
    office.undo(actor="Li Na")
    assert [one.title for one in office.read(offerings)] == ["Choir"]


@pytest.mark.parametrize(
    ("who", "percent", "names"),
    [
        (Who.ALL, 0, ["Bob", "Ann"]),
        (Who.COMPLETED, 0, ["Ann"]),
        (Who.ATTENDED, 50, ["Bob", "Ann"]),
        (Who.ATTENDED, 51, ["Ann"]),
        (Who.NOBODY, 0, []),
    ],
)
def test_one_chooses_who_goes_with_it(
    who: Who, percent: int, names: list[str], office: Office, choir: Offering
) -> None:
    assert [one.name for one in office.read(going_on, choir.id, who, percent)] == names


def test_who_came_first_has_a_place_when_there_are_fewer(office: Office, roll: Roll) -> None:
    made = roll(capacity=1)
    assert (made.enrolled, made.waiting) == (("Bob",), ("Ann",))
    assert [one.name for one in office.read(waiting_list, made.offering_id)] == ["Ann"]


def test_whom_a_rule_stops_is_left_out_with_the_reason_and_the_others_go_on(
    office: Office, make: Maker, spring: Term, roll: Roll, choir: Offering
) -> None:
    office.write(set_term_rules, SetTermRules(spring.id, most_classes=1), actor="Li Na")
    other = make.new_offering(title="Chess", term_id=spring.id, venue_id=None, teacher_id=None)
    (ann,) = [one for one in office.read(learners, choir.id) if one.name == "Ann"]
    make.enrol(other, office.read(lambda session: session.get_one(Resident, ann.resident_id)))
    made = roll()
    assert made.enrolled == ("Bob",)
    (left,) = made.left_out
    assert (left.name, left.reason.code) == ("Ann", "enrol-most-classes")


def test_a_room_that_is_taken_refuses_the_whole_and_names_the_way_out(
    office: Office, make: Maker, spring: Term, roll: Roll, choir: Offering
) -> None:
    dance = make.new_offering(title="Dance", term_id=spring.id, teacher_id=None)
    make.new_lesson(dance, datetime(2027, 3, 8, 9, 30))
    free = make.new_venue(name="Room 203")
    with pytest.raises(Refused, match="venue-taken") as refusal:
        roll()
    assert "Room 203" in sentence(refusal.value)
    assert len(office.read(offerings, term_id=spring.id)) == 1
    assert roll(venue_id=free.id).lessons > 30


def test_neither_backwards_nor_twice(office: Office, make: Maker, spring: Term, roll: Roll, choir: Offering) -> None:
    assert spring.code == "2027S"
    with pytest.raises(Refused, match="roll-on-backwards"):
        office.read(plan_of, choir.id, make.term.id)
    roll()
    with pytest.raises(Refused, match="rolled-on-already"):
        office.read(plan_of, choir.id, spring.id)


def test_every_second_week_stays_every_second_week() -> None:
    monday = datetime(2026, 9, 7, 9, 0)
    assert every_how_many_weeks([monday, monday + timedelta(weeks=2), monday + timedelta(weeks=6)]) == 2
    assert every_how_many_weeks([monday, monday + timedelta(days=3), monday + timedelta(weeks=2)]) == 2
    assert every_how_many_weeks([monday, monday + timedelta(weeks=1), monday + timedelta(weeks=3)]) == 1
    assert every_how_many_weeks([]) == 1


def test_weekly_times_are_read_off_lessons_that_were_planned_one_by_one() -> None:
    spans = [(datetime(2026, 9, day, 9), datetime(2026, 9, day, 10)) for day in (7, 10, 14)]
    assert weekly_times_of(spans) == (WeeklyTime(0, time(9), time(10)), WeeklyTime(3, time(9), time(10)))


def test_a_class_of_some_weeks_lies_as_many_weeks_after_the_beginning_of_the_term() -> None:
    old, new = (date(2026, 9, 1), date(2027, 1, 15)), (date(2027, 3, 1), date(2027, 6, 30))
    assert span_in(new, old, old) == new
    assert span_in(new, old, (date(2026, 9, 7), date(2026, 10, 30))) == (date(2027, 3, 1), date(2027, 4, 23))
    assert span_in(new, old, (date(2026, 12, 1), date(2027, 1, 15)))[1] <= new[1]


def _mark(office: Office, lesson_id: object, resident_id: object, mark: Mark) -> None:
    office.write(
        lambda session, _none: session.add(
            AttendanceMark(lesson_id=lesson_id, resident_id=resident_id, mark=mark, at=happened(session))
        ),
        None,
        actor="maker",
    )
