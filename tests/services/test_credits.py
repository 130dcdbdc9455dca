"""Credits are granted when a class is over, grow until then, count a course once, and follow every correction."""

from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.periods import parse_period
from commedu_desktop.services.attendance import (
    MarkAttendance,
    ReopenLesson,
    close_lesson,
    mark_attendance,
    reopen_lesson,
)
from commedu_desktop.services.check import check_centre
from commedu_desktop.services.courses import ChangeCourse, change_course
from commedu_desktop.services.credit_ranking import credits_table
from commedu_desktop.services.credits import (
    RedeemCredits,
    balance,
    class_credits,
    granted,
    growing,
    redeem_credits,
    redeemed,
    take_back_redemption,
)
from commedu_desktop.services.lessons import CancelLesson, cancel_lesson
from commedu_desktop.services.merging import MergeResidents, merge_residents
from commedu_desktop.services.office import Office
from commedu_desktop.services.report_lists import report_lists
from commedu_desktop.services.residents import resident_detail
from commedu_desktop.services.settings import ChangeSettings, change_settings
from commedu_desktop.store.tables import Branch, Enrolment, Lesson, Offering, Resident
from commedu_desktop.store.tables.credits import CreditEntry
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


@pytest.fixture
def done(run: Class) -> Class:
    """Both people have two credits."""
    for lesson in run.lessons:
        run.hold(lesson, P, P)
    return run


def redeem(run: Class, number: Fraction | int, reward: str = "a kettle") -> UUID:
    return run.office.write(redeem_credits, RedeemCredits(run.people[0].id, Fraction(number), reward), actor="Wang")


def test_credits_are_redeemed_for_a_reward_and_undo_puts_them_back(done: Class) -> None:
    redeem(done, Fraction(3, 4))
    assert done.balances() == [Fraction(5, 4), 2]
    (line,) = done.office.read(redeemed, done.people[0].id)
    assert (line.reward, line.on, line.credits) == ("a kettle", date(2026, 11, 23), Fraction(3, 4))
    assert len(done.office.read(granted, done.people[0].id)) == 1
    detail = done.office.read(resident_detail, done.people[0].id, date(2026, 11, 23))
    assert detail is not None
    assert (detail.history[0].verb, detail.history[0].subject) == ("redeem_credits", "Ann · 0.75 · a kettle")
    assert done.office.undo(actor="Wang") == "Ann · 0.75 · a kettle"
    assert done.balances() == [2, 2]


def test_a_reward_that_came_back_puts_the_credits_back(done: Class) -> None:
    entry = redeem(done, 2)
    assert done.balances() == [0, 2]
    done.office.write(take_back_redemption, entry, actor="Wang")
    assert done.balances() == [2, 2]


@pytest.mark.parametrize(
    ("number", "reward", "code"),
    [
        (Fraction(0), "book", "credits-amount"),
        (Fraction(-1), "book", "credits-amount"),
        (Fraction(1, 3), "book", "credits-amount"),
        (Fraction(1), "  ", "credits-reward-missing"),
        (Fraction(201, 100), "book", "credits-too-few"),
    ],
)
def test_what_cannot_be_redeemed_is_refused(done: Class, number: Fraction, reward: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        redeem(done, number, reward)
    assert refusal.value.code == code
    assert done.balances() == [2, 2]


def test_a_granted_line_is_not_taken_back_as_a_reward(done: Class) -> None:
    with done.office.database.reading() as session:
        entry = session.scalars(select(CreditEntry.id).limit(1)).one()
    with pytest.raises(Refused) as refusal:
        done.office.write(take_back_redemption, entry, actor="Wang")
    assert refusal.value.code == "credits-not-redeemed"


def test_a_merge_moves_rewards_and_counts_a_course_once(done: Class) -> None:
    redeem(done, Fraction(1, 2))
    twin = done.make.new_resident("Ann again")
    again = done.new_run()
    done.make.enrol(again, twin)
    for lesson in done.four(again):
        done.office.write(mark_attendance, MarkAttendance(lesson.id, twin.id, P), actor="Wang")
        done.office.write(close_lesson, lesson.id, actor="Wang")
    assert done.office.read(balance, twin.id, 16) == 2
    done.office.write(merge_residents, MergeResidents(twin.id, done.people[0].id), actor="Wang")
    assert done.office.read(balance, twin.id, 16) == Fraction(3, 2)
    done.office.undo(actor="Wang")
    assert done.balances() == [Fraction(3, 2), 2]


def findings(run: Class) -> list[tuple[str, object]]:
    wanted = {"check-credits", "check-credit-amount"}
    return [(one.code, one.facts) for one in run.office.read(check_centre) if one.code in wanted]


def test_the_check_counts_granted_credits_again(done: Class) -> None:
    redeem(done, 1)
    assert findings(done) == []
    done.office.write(_give_more, done.people[0].id, actor="Wang")
    assert findings(done) == [("check-credit-amount", {"count": 1, "title": "Calligraphy"})]


def test_the_check_knows_what_a_course_and_a_rule_were_on_the_day(done: Class) -> None:
    course_id = done.offering.course_id
    assert course_id is not None
    done.office.write(change_course, ChangeCourse(course_id, {"hours": 64}), actor="Wang")
    done.office.write(change_settings, ChangeSettings({"hours_per_credit": 8}, 2026), actor="Wang")
    assert findings(done) == []


def _give_more(session: Session, resident_id: UUID) -> None:
    session.scalars(
        select(CreditEntry).where(CreditEntry.resident_id == resident_id, CreditEntry.hundredths > 0)
    ).one().hundredths = 900


def test_branches_are_ranked_by_what_their_residents_were_granted(done: Class) -> None:
    point = done.make.add(Branch(code="B02", name="Dongshan", parent_id=done.make.branch.id))
    learner = done.make.new_resident("Cem", branch_id=point.id)
    earlier = done.make.new_offering(title="Calligraphy", starts=date(2026, 3, 1), ends=date(2026, 11, 2))
    for person in (learner, done.people[0]):
        done.make.enrol(earlier, person, status=EnrolmentStatus.COMPLETED)
    redeem(done, Fraction(1, 2))
    table = credits_table(done.office.read(report_lists, parse_period("2026-11")).credits)
    assert table.rows == (
        ("1", "B01", done.make.branch.name, 2, 4, 2, Fraction(1, 2)),
        ("2", "B02", "Dongshan", 1, 2, 2, 0),
    )
    assert table.total[3:] == (3, 6, 2, Fraction(1, 2))
    assert credits_table(done.office.read(report_lists, parse_period("2026-10")).credits).rows == ()
    assert [one.code for one in done.office.read(report_lists, parse_period("2026-11"), "B02").credits] == ["B02"]
