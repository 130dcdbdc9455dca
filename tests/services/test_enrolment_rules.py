"""Who may enrol where: each rule refuses with the way out, and a supervisor's reason passes over it and is kept."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.sentences import sentence
from commedu_desktop.sentences.enrolments import exception_shown
from commedu_desktop.services.courses import ChangeCourse, change_course, course
from commedu_desktop.services.enrolment_rules import SetTermRules, set_term_rules
from commedu_desktop.services.enrolments import Enrol, Enrolled, Withdraw, enrol, learners, waiting_list, withdraw
from commedu_desktop.services.history import last_writes
from commedu_desktop.services.offerings import ChangeOffering, change_offering
from commedu_desktop.services.office import Office
from commedu_desktop.services.settings import ChangeSettings, change_settings
from commedu_desktop.store.journal import happened
from commedu_desktop.store.tables import AttendanceMark, Course, Offering, Resident, ResidentGroup, Term
from tests.makers import Maker

Ask = Callable[..., Enrolled]


@pytest.fixture
def ask(office: Office) -> Ask:
    def ask(resident: Resident, offering: Offering, reason: str = "") -> Enrolled:
        return office.write(enrol, Enrol(resident.id, offering.id, reason), actor="Li Na")

    return ask


@pytest.fixture
def beginners(make: Maker) -> Course:
    return make.add(Course(code="C010", title="Calligraphy for beginners"))


@pytest.fixture
def last_term(make: Maker) -> Term:
    return make.add(Term(code="2026S", name="Spring 2026", starts=date(2026, 3, 1), ends=date(2026, 7, 1)))


def _require(office: Office, wanted: Course, required: Course) -> None:
    office.write(change_course, ChangeCourse(wanted.id, {"requires": (required.id,)}), actor="Li Na")


def test_a_course_can_require_that_another_was_completed(
    office: Office, make: Maker, ask: Ask, beginners: Course, last_term: Term
) -> None:
    _require(office, make.course, beginners)
    advanced = make.new_offering(title="Calligraphy II")
    ann, bob = make.new_resident("Ann"), make.new_resident("Bob")
    with pytest.raises(Refused, match="enrol-requires") as refusal:
        ask(ann, advanced)
    assert sentence(refusal.value) == (
        "Calligraphy II requires a completed Calligraphy for beginners, which Ann does not have. "
        "A supervisor may enrol with a reason."
    )
    make.new_offering(title="Beginners on Monday", course_id=beginners.id)
    with pytest.raises(Refused) as refusal:
        ask(ann, advanced)
    assert "Beginners on Monday has a place." in sentence(refusal.value)

    before = make.new_offering(
        course_id=beginners.id, term_id=last_term.id, starts=last_term.starts, ends=last_term.ends
    )
    make.enrol(before, bob, status=EnrolmentStatus.COMPLETED)
    assert ask(bob, advanced).status is EnrolmentStatus.ENROLLED


@pytest.mark.parametrize(("marks", "completed"), [("ppa", False), ("ppp", True), ("pppa", True), ("", False)])
def test_enough_attendance_in_a_class_that_is_over_completes_it(
    marks: str, completed: bool, office: Office, make: Maker, ask: Ask, beginners: Course, last_term: Term
) -> None:
    _require(office, make.course, beginners)
    ann, advanced = make.new_resident("Ann"), make.new_offering()
    before = make.new_offering(
        course_id=beginners.id, term_id=last_term.id, starts=last_term.starts, ends=last_term.ends, threshold=75
    )
    make.enrol(before, ann)
    for number, letter in enumerate(marks, 1):
        lesson = make.new_lesson(before, datetime(2026, 4, number, 9, 0), status=LessonStatus.HELD)
        _mark(office, lesson.id, ann, Mark.PRESENT if letter == "p" else Mark.ABSENT)
    if completed:
        assert ask(ann, advanced).place == 0
    else:
        with pytest.raises(Refused, match="enrol-requires"):
            ask(ann, advanced)


def test_no_course_requires_itself_not_even_by_way_of_others(office: Office, make: Maker, beginners: Course) -> None:
    _require(office, make.course, beginners)
    with pytest.raises(Refused, match="requires-itself"):
        _require(office, beginners, make.course)
    assert office.read(course, make.course.id).requires == (beginners.id,)
    office.undo(actor="Li Na")
    assert office.read(course, make.course.id).requires == ()


def test_a_course_for_groups_takes_those_who_belong_to_one(office: Office, make: Maker, ask: Ask) -> None:
    group = make.new_group("laid-off")
    office.write(change_course, ChangeCourse(make.course.id, {"group_ids": (group.id,)}), actor="Li Na")
    ann, bob, sewing = make.new_resident("Ann"), make.new_resident("Bob"), make.new_offering(title="Sewing")
    make.add(ResidentGroup(resident_id=bob.id, group_id=group.id))
    with pytest.raises(Refused, match="enrol-group") as refusal:
        ask(ann, sewing)
    assert sentence(refusal.value).startswith("Sewing is for laid-off; Ann is in none of these groups.")
    assert ask(bob, sewing).status is EnrolmentStatus.ENROLLED


def test_a_term_can_limit_the_classes_of_a_person_but_not_lectures(office: Office, make: Maker, ask: Ask) -> None:
    office.write(set_term_rules, SetTermRules(make.term.id, most_classes=1), actor="Li Na")
    ann, choir, dance = make.new_resident("Ann"), make.new_offering(title="Choir"), make.new_offering(title="Dance")
    first = ask(ann, choir)
    assert ask(ann, make.new_offering(kind=OfferingKind.LECTURE)).place == 0
    with pytest.raises(Refused, match="enrol-most-classes") as refusal:
        ask(ann, dance)
    assert sentence(refusal.value).startswith("Ann is in Choir already, and 1 is the most per person in Autumn 2026.")
    office.write(withdraw, Withdraw(first.enrolment_id), actor="Li Na")
    assert ask(ann, dance).place == 0


def test_returning_learners_go_first_until_a_day_and_wait_ahead_of_others(
    office: Office, make: Maker, ask: Ask, last_term: Term
) -> None:
    old, new, late = (make.new_resident(name) for name in ("Old", "New", "Late"))
    choir = make.new_offering(title="Choir", capacity=1)
    rules = SetTermRules(make.term.id, returning_until=date(2026, 11, 23), returning_first=True)
    office.write(set_term_rules, rules, actor="Li Na")
    assert ask(new, choir).place == 0, "a course that never ran has no returning learners"

    make.enrol(make.new_offering(term_id=last_term.id), old)
    with pytest.raises(Refused, match="enrol-returning-first") as refusal:
        ask(late, choir)
    assert "Until Mon 23 Nov 2026 only those who were in the course before" in sentence(refusal.value)

    office.write(set_term_rules, SetTermRules(make.term.id, returning_first=True), actor="Li Na")
    assert (ask(late, choir).place, ask(old, choir).place) == (1, 1)
    assert [one.name for one in office.read(waiting_list, choir.id)] == ["Old", "Late"]


def test_a_supervisors_reason_is_kept_with_the_rules_it_passed_over(office: Office, make: Maker, ask: Ask) -> None:
    office.write(change_course, ChangeCourse(make.course.id, {"age_from": 60}), actor="Li Na")
    office.write(set_term_rules, SetTermRules(make.term.id, most_classes=1), actor="Li Na")
    kim, choir = make.new_resident("Kim", born=date(1990, 5, 1)), make.new_offering(title="Choir")
    make.enrol(make.new_offering(), kim)
    ask(kim, choir, "assists the teacher")

    (found,) = office.read(learners, choir.id)
    assert (found.waived, found.note) == ("enrol-age enrol-most-classes", "assists the teacher")
    told = exception_shown(found.waived, found.note)
    assert told == "exception (age and number of classes): assists the teacher"
    assert office.read(last_writes, 1)[0].subject == "Kim → Choir (assists the teacher)"


def test_only_leads_pass_over_a_rule_once_the_centre_names_some(office: Office, make: Maker) -> None:
    office.write(change_course, ChangeCourse(make.course.id, {"age_from": 60}), actor="Li Na")
    office.write(change_settings, ChangeSettings({"leads": ("Wang Fang",)}), actor="Li Na")
    kim, choir = make.new_resident("Kim", born=date(1990, 5, 1)), make.new_offering(title="Choir")
    request = Enrol(kim.id, choir.id, override="assists the teacher")
    with pytest.raises(Refused, match="lead-only"):
        office.write(enrol, request, actor="Li Na")
    assert office.write(enrol, request, actor="wang fang").status is EnrolmentStatus.ENROLLED


def test_a_reason_given_where_no_rule_is_in_the_way_is_a_note_and_no_exception(
    office: Office, make: Maker, ask: Ask
) -> None:
    choir = make.new_offering()
    ask(make.new_resident(), choir, "called on Friday")
    assert [(one.waived, one.note) for one in office.read(learners, choir.id)] == [("", "called on Friday")]


def test_enrolling_takes_a_person_off_waiting_lists_at_the_same_hours(office: Office, make: Maker, ask: Ask) -> None:
    choir, dance, chess = (make.new_offering(title=title, capacity=1) for title in ("Choir", "Dance", "Chess"))
    make.new_lesson(choir, datetime(2026, 11, 26, 14, 0))
    make.new_lesson(dance, datetime(2026, 11, 26, 15, 0))
    make.new_lesson(chess, datetime(2026, 11, 27, 15, 0))
    ann = make.new_resident("Ann")
    for offering in (choir, chess):
        ask(make.new_resident("first"), offering)
        assert ask(ann, offering).place == 1

    assert ask(ann, dance).left == ("Choir",)
    assert office.read(waiting_list, choir.id) == []
    assert len(office.read(waiting_list, chess.id)) == 1
    office.undo(actor="Li Na")
    assert len(office.read(waiting_list, choir.id)) == 1


def test_places_are_never_fewer_than_people_and_more_of_them_go_to_who_waits(
    office: Office, make: Maker, ask: Ask
) -> None:
    choir = make.new_offering(title="Choir", capacity=2)
    for name in ("Ann", "Bob", "Cem"):
        ask(make.new_resident(name), choir)
    with pytest.raises(Refused, match="capacity-below-taken") as refusal:
        office.write(change_offering, ChangeOffering(choir.id, {"capacity": 1}), actor="Li Na")
    assert "leave at least 2" in sentence(refusal.value)
    office.write(change_offering, ChangeOffering(choir.id, {"capacity": 3}), actor="Li Na")
    assert [one.name for one in office.read(learners, choir.id)] == ["Ann", "Bob", "Cem"]
    office.undo(actor="Li Na")
    assert [one.name for one in office.read(waiting_list, choir.id)] == ["Cem"]


def _mark(office: Office, lesson_id: object, resident: Resident, mark: Mark) -> None:
    office.write(
        lambda session, _none: session.add(
            AttendanceMark(lesson_id=lesson_id, resident_id=resident.id, mark=mark, at=happened(session))
        ),
        None,
        actor="maker",
    )
