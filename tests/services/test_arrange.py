"""Times and rooms for a term: what is proposed keeps every rule, what is accepted can be undone."""

from datetime import date, time
from itertools import combinations

import pytest

from commedu_desktop.domain.arrange import Rule
from commedu_desktop.domain.arrange_week import Options, WeeklyPlace
from commedu_desktop.domain.availability import read_times, within_times
from commedu_desktop.domain.clashes import Policy
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import Slot
from commedu_desktop.domain.weekly_times import WeeklyTime
from commedu_desktop.services.arrange import (
    AcceptArrangement,
    Arranged,
    Arrangement,
    Effort,
    Outcome,
    TermToArrange,
    Watch,
    accept_arrangement,
    changed,
    propose,
    to_arrange,
)
from commedu_desktop.services.offerings import offering_lessons, offerings
from commedu_desktop.services.office import Office
from commedu_desktop.services.settings import ChangeSettings, change_settings
from commedu_desktop.store.tables import Course, CourseGroup
from commedu_desktop.store.tables.teachers_at_work import TeacherAbsence
from tests.makers import Maker

QUICK = Effort(seconds=10, workers=1)
NEXT_TERM = date(2027, 3, 1), date(2027, 6, 27)


@pytest.fixture
def plan(office: Office, make: Maker) -> "Plan":
    return Plan(office, make)


class Plan:
    """A term that is still to come, without lessons."""

    def __init__(self, office: Office, make: Maker) -> None:
        from commedu_desktop.store.tables import Term

        self.office, self.make = office, make
        starts, ends = NEXT_TERM
        self.term = make.add(Term(code="2027S", name="Spring 2027", starts=starts, ends=ends))

    def offering(self, title: str, **values: object) -> object:
        starts, ends = NEXT_TERM
        usual = {"title": title, "term_id": self.term.id, "starts": starts, "ends": ends, "venue_id": None}
        return self.make.new_offering(**(usual | values))

    def read(self) -> TermToArrange:
        return self.office.read(to_arrange, self.term.id, self.office.wall_clock().date())

    def propose(self, term: TermToArrange | None = None) -> Outcome:
        return propose(Arrangement(term or self.read()), QUICK, Watch())

    def accept(self, outcome: Outcome) -> int:
        arranged = tuple(Arranged(one.wanted.id, one.places, one.wanted.first) for one in outcome.placed)
        return self.office.write(accept_arrangement, AcceptArrangement(self.term.id, arranged), actor="test")


def placed(outcome: Outcome) -> dict[str, tuple[WeeklyPlace, ...]]:
    return {one.wanted.title: one.places for one in outcome.placed}


def test_classes_of_one_teacher_and_one_room_get_times_of_their_own(plan: Plan) -> None:
    venue = plan.make.venue
    for number in range(6):
        plan.offering(f"Class {number}")
    outcome = plan.propose()
    times = [place.time for places in placed(outcome).values() for place in places]
    assert len(times) == len(set(times)) == 6
    assert {place.venue_id for places in placed(outcome).values() for place in places} == {venue.id}
    assert outcome.proven


def test_accepting_plans_every_lesson_and_one_undo_takes_all_back(plan: Plan) -> None:
    venue = plan.make.venue
    for number in range(3):
        plan.offering(f"Class {number}")
    lessons = plan.accept(plan.propose())
    rows = plan.office.read(offerings, term_id=plan.term.id)
    assert sum(row.lessons for row in rows) == lessons > 40
    assert all(row.times and row.venue_id == venue.id for row in rows)
    assert plan.read().wanted == ()
    plan.office.undo(actor="test")
    assert [(row.times, row.lessons) for row in plan.office.read(offerings, term_id=plan.term.id)] == [("", 0)] * 3


def test_what_is_planned_already_stays_and_is_not_met(plan: Plan) -> None:
    from commedu_desktop.services.offerings import PlanOffering, plan_offering

    make = plan.make
    held = PlanOffering(make.course.id, plan.term.id, "Mon 08:30-10:00; Tue 08:30-10:00", venue_id=make.venue.id)
    plan.office.write(plan_offering, held, actor="test")
    plan.offering("New")
    term = changed(plan.read(), {}, Options(starts=(time(8, 30),)))
    (place,) = placed(plan.propose(term))["New"]
    assert place.time.weekday >= 2
    plan.accept(plan.propose(term))
    assert len(plan.office.read(offering_lessons, term.wanted[0].id)) > 10


def test_a_teacher_is_placed_when_they_can(plan: Plan) -> None:
    plan.make.new_venue()
    available = "Wed 13:00-18:00"
    teacher = plan.make.new_teacher(available=available)
    plan.offering("Erhu", teacher_id=teacher.id)
    (place,) = placed(plan.propose())["Erhu"]
    starts, ends = place.time.on(date(2027, 3, 3))
    assert place.time.weekday == 2
    assert within_times(read_times(available), Slot(starts, ends))


@pytest.mark.parametrize("policy", [Policy.ASK, Policy.REFUSE])
def test_a_day_off_keeps_a_weekly_time_free_where_the_centre_refuses_teachers_who_are_away(
    plan: Plan, policy: Policy
) -> None:
    """One Wednesday off: of two weekly times the other is taken; of one, it is taken unless that is refused."""
    plan.office.write(change_settings, ChangeSettings({"clash_availability": policy}), actor="test")
    plan.make.new_venue()
    for times, title in (("Wed 14:00-16:00", "Erhu"), ("Wed 14:00-16:00; Thu 14:00-16:00", "Flute")):
        teacher = plan.make.new_teacher(available=times)
        day = date(2027, 4, 14)
        plan.make.add(TeacherAbsence(teacher_id=teacher.id, starts=day, ends=day))
        plan.offering(title, teacher_id=teacher.id)
    outcome = plan.propose()
    days = {title: {place.time.weekday for place in places} for title, places in placed(outcome).items()}
    assert days["Flute"] == {3}
    assert days.get("Erhu") == (None if policy is Policy.REFUSE else {2})
    if policy is Policy.REFUSE:
        assert plan.accept(outcome) > 10


def test_employees_come_in_the_evening_and_youth_at_weekends(plan: Plan) -> None:
    plan.make.new_venue()
    for code in ("employee", "youth"):
        group = plan.make.new_group(code)
        course = plan.make.add(Course(code=code, title=code))
        plan.make.add(CourseGroup(course_id=course.id, group_id=group.id))
        plan.offering(code, course_id=course.id)
    found = placed(plan.propose())
    assert found["employee"][0].time.start >= time(17, 30)
    assert found["youth"][0].time.weekday >= 5


def test_rooms_hold_the_class_and_have_what_the_course_needs(plan: Plan) -> None:
    plan.make.new_venue(capacity=10, equipment="piano")
    plan.make.new_venue(capacity=40)
    fits = plan.make.new_venue(capacity=40, equipment="Projector, Piano")
    course = plan.make.add(Course(code="P", title="Piano", equipment="piano"))
    plan.offering("Piano", course_id=course.id, capacity=30)
    assert placed(plan.propose())["Piano"][0].venue_id == fits.id


def test_a_hall_and_its_parts_are_not_used_at_the_same_time(plan: Plan) -> None:
    hall = plan.make.new_venue(capacity=100)
    plan.make.new_venue(capacity=40, part_of_id=hall.id)
    plan.offering("Large", capacity=90, teacher_id=None)
    plan.offering("Small", capacity=35, teacher_id=None)
    term = changed(plan.read(), {}, Options(starts=(time(9),)))
    found = placed(plan.propose(term))
    assert found["Large"][0].time != found["Small"][0].time


def test_classes_that_share_learners_are_not_held_at_the_same_time(plan: Plan) -> None:
    plan.make.new_venue(), plan.make.new_venue()
    one, other = plan.offering("One", teacher_id=None), plan.offering("Other", teacher_id=None)
    resident = plan.make.new_resident()
    for offering in (one, other):
        plan.make.enrol(offering, resident)  # type: ignore[arg-type]
    found = placed(plan.propose())
    assert found["One"][0].time != found["Other"][0].time


def test_lessons_a_week_follow_from_the_hours_of_the_course(plan: Plan) -> None:
    plan.make.new_venue()
    course = plan.make.add(Course(code="L", title="Long", hours=68))
    plan.offering("Long", course_id=course.id)
    places = placed(plan.propose())["Long"]
    days = [place.time.weekday for place in places]
    assert len(places) == len(set(days)) == 2
    assert abs(days[0] - days[1]) > 1


def test_pinned_classes_stay_where_they_are(plan: Plan) -> None:
    venue = plan.make.venue
    pinned = plan.offering("Pinned")
    plan.offering("Free")
    place = WeeklyPlace(WeeklyTime(6, time(19), time(20, 30)), venue.id)
    options = Options(starts=(time(19),), pinned={pinned.id: (place,)})  # type: ignore[attr-defined]
    found = placed(plan.propose(changed(plan.read(), {}, options)))
    assert found["Pinned"] == (place,)
    assert found["Free"][0].time.weekday != 6


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"capacity": 33}, Rule.CAPACITY),
        ({"teacher": "Mon 13:00-13:30"}, Rule.AVAILABILITY),
        ({"course": "kiln"}, Rule.EQUIPMENT),
    ],
)
def test_an_unplaced_class_says_what_stands_in_its_way(plan: Plan, values: dict[str, object], rule: Rule) -> None:
    plan.make.new_venue(capacity=30)
    given = dict(values)
    if "teacher" in given:
        given["teacher_id"] = plan.make.new_teacher(available=given.pop("teacher")).id
    if "course" in given:
        given["course_id"] = plan.make.add(Course(code="K", title="Pots", equipment=given.pop("course"))).id
    plan.offering("Left out", **given)
    outcome = plan.propose()
    (why,) = outcome.unplaced
    assert why.rules == (rule,)
    assert why.times
    assert why.short == (3 if rule is Rule.CAPACITY else 0)
    assert why.missing == ("kiln" if rule is Rule.EQUIPMENT else "")


def test_the_class_in_the_way_is_named(plan: Plan) -> None:
    titles = [f"Class {number}" for number in range(8)]
    for title in titles:
        plan.offering(title, teacher_id=None)
    outcome = plan.propose(changed(plan.read(), {}, Options(starts=(time(9),))))
    (why,) = outcome.unplaced
    assert why.rules == (Rule.VENUE,)
    assert why.other in titles
    assert why.other != why.wanted.title


def test_a_proposal_that_was_overtaken_is_refused_whole(plan: Plan) -> None:
    plan.make.venue  # noqa: B018 - made by asking
    plan.offering("Class")
    outcome = plan.propose()
    plan.accept(outcome)
    with pytest.raises(Refused, match="has-times-already"):
        plan.accept(outcome)


def test_a_term_that_is_over_is_refused(plan: Plan) -> None:
    with pytest.raises(Refused, match="term-over"):
        plan.office.read(to_arrange, plan.term.id, date(2028, 1, 1))


def test_no_two_lessons_of_a_busy_term_meet(plan: Plan) -> None:
    for capacity in (15, 25, 40):
        plan.make.new_venue(capacity=capacity)
    teachers = [plan.make.new_teacher(available=text) for text in ("", "Mon-Fri 08:00-18:00", "Tue-Sat 13:00-21:00")]
    for number in range(24):
        plan.offering(f"Class {number}", teacher_id=teachers[number % 3].id, capacity=(12, 20, 35, 8)[number % 4])
    outcome = plan.propose()
    assert len(outcome.placed) == 24
    by_id = {room.id: room.capacity for room in plan.read().ground.rooms}
    for one, other in combinations(outcome.placed, 2):
        for first in one.places:
            assert by_id[first.venue_id] >= one.wanted.people  # type: ignore[index]
            for second in other.places:
                meet = first.time.weekday == second.time.weekday and (
                    first.time.start < second.time.end and second.time.start < first.time.end
                )
                same = first.venue_id == second.venue_id or one.wanted.teacher_id == other.wanted.teacher_id
                assert not (meet and same)
    assert plan.accept(outcome) > 300


def test_the_solver_is_loaded_only_when_something_is_arranged() -> None:
    import subprocess
    import sys

    asked = "import sys, commedu_desktop.services.arrange, commedu_desktop.cli.arrange; print('ortools' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_further_search_is_never_worse_than_what_was_found_before(plan: Plan) -> None:
    plan.make.new_venue()
    for number in range(8):
        plan.offering(f"Class {number}")
    term = plan.read()
    first = plan.propose(term)
    before = {one.wanted.id: one.places for one in first.placed}
    again = changed(term, {}, Options(starts=term.options.starts, before=before))
    watch = Watch()
    watch.stop()
    assert placed(propose(Arrangement(again), QUICK, watch)) == placed(first)
