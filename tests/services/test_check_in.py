"""Check-in at the desk: whoever comes gets one clear answer, and what is answered `in` is on record."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.check_in import Outcome
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.sentences import told
from commedu_desktop.services.attendance import headcounts
from commedu_desktop.services.check_in import CheckedIn, CheckIn, check_in
from commedu_desktop.services.office import Office
from commedu_desktop.services.walk_ins import CountGuest, JoinLesson, count_guest, join_lesson
from commedu_desktop.store.tables import AttendanceMark, Lesson, Offering, Resident
from tests.makers import Maker
from tests.offices import WRITES_BEGIN

NINE = datetime(2026, 11, 23, 9, 30)


def marks(session: Session) -> list[tuple[Mark, int | None]]:
    return [(row.mark, row.minutes_late) for row in session.scalars(select(AttendanceMark))]


def scan(office: Office, card: str) -> CheckedIn:
    return office.write(check_in, CheckIn(card), actor="Li Na")


def said(answer: CheckedIn) -> str:
    return told(answer.code, answer.facts)


@pytest.fixture
def zhang(make: Maker) -> Resident:
    return make.new_resident("张小明", card="B01-004312", pinyin="zhang xiao ming")


@pytest.fixture
def choir(make: Maker) -> Offering:
    return make.new_offering(title="Choir")


def lesson_at(make: Maker, choir: Offering, zhang: Resident, starts: datetime, **values: Any) -> Lesson:
    make.enrol(choir, zhang)
    return make.new_lesson(choir, starts, **values)


def test_a_scan_marks_present_and_says_which_lesson_where_and_how_early(
    office: Office, make: Maker, zhang: Resident, choir: Offering
) -> None:
    lesson_at(make, choir, zhang, NINE)
    answer = scan(office, " b01-004312\r\n")
    assert (answer.outcome, answer.who, said(answer)) == (
        Outcome.IN, "张小明", "Choir · Room 101 · 09:30, 30 minutes early",
    )  # fmt: skip
    assert office.read(marks) == [(Mark.PRESENT, None)]


def test_who_comes_late_is_marked_late_with_the_minutes(
    office: Office, make: Maker, zhang: Resident, choir: Offering
) -> None:
    lesson_at(make, choir, zhang, datetime(2026, 11, 23, 8, 48))
    answer = scan(office, zhang.card)
    assert said(answer) == "Choir · Room 101 · 08:48, 12 minutes late"
    assert office.read(marks) == [(Mark.LATE, 12)]


def test_the_second_scan_is_harmless_and_leaves_no_trace(
    office: Office, make: Maker, zhang: Resident, choir: Offering
) -> None:
    lesson_at(make, choir, zhang, NINE)
    scan(office, zhang.card)
    again = scan(office, zhang.card)
    assert (again.outcome, said(again)) == (Outcome.ALREADY, "Choir · Room 101 · 09:30, already in since 09:00")
    assert office.undo(actor="Li Na") == "张小明"
    assert office.read(marks) == []


def test_a_check_in_is_undone_by_its_own_name(office: Office, make: Maker, zhang: Resident, choir: Offering) -> None:
    lesson_at(make, choir, zhang, NINE)
    first = scan(office, zhang.card)
    make.new_resident("someone registered meanwhile")
    office.undo(actor="Li Na", write_id=first.write_id)
    assert office.read(marks) == []


def test_who_had_been_excused_and_comes_after_all_is_present(
    office: Office, make: Maker, zhang: Resident, choir: Offering
) -> None:
    lesson = lesson_at(make, choir, zhang, NINE)
    make.add(
        AttendanceMark(lesson_id=lesson.id, resident_id=zhang.id, mark=Mark.EXCUSED, at=datetime.now().astimezone())
    )
    assert scan(office, zhang.card).outcome is Outcome.IN
    assert office.read(marks) == [(Mark.PRESENT, None)]


@pytest.mark.parametrize(
    ("starts", "values", "words"),
    [
        (datetime(2026, 11, 23, 14, 0), {}, "Choir starts at 14:00; check-in opens at 13:00."),
        (datetime(2026, 11, 23, 7, 0), {}, "Choir ended at 08:30. Mark it on the Attendance page if they were there."),
        (NINE, {"status": LessonStatus.CANCELLED}, "Choir at 09:30 is cancelled today."),
        (datetime(2026, 11, 26, 14, 0), {}, "no lesson today; next: Choir, 26 Nov 2026, 14:00."),
    ],
)
def test_a_lesson_that_is_not_now_is_worth_a_look(
    starts: datetime, values: dict[str, Any], words: str, office: Office, make: Maker, zhang: Resident, choir: Offering
) -> None:
    lesson_at(make, choir, zhang, starts, **values)
    answer = scan(office, zhang.card)
    assert (answer.outcome, said(answer)) == (Outcome.LOOK, words)
    assert office.read(marks) == []


def test_who_waits_is_told_so(office: Office, make: Maker, zhang: Resident, choir: Offering) -> None:
    make.enrol(choir, zhang, status=EnrolmentStatus.WAITING, queued_at=WRITES_BEGIN)
    make.new_lesson(choir, NINE)
    answer = scan(office, zhang.card)
    assert (answer.outcome, said(answer)) == (Outcome.LOOK, "on the waiting list of Choir, 09:30; no place yet.")


def test_who_left_the_class_is_not_marked_in_it(office: Office, make: Maker, zhang: Resident, choir: Offering) -> None:
    make.enrol(choir, zhang, status=EnrolmentStatus.WITHDRAWN)
    make.new_lesson(choir, NINE)
    assert scan(office, zhang.card).code == "check-in-not-enrolled"


def test_who_is_not_enrolled_sees_what_is_open_to_guests(office: Office, make: Maker, zhang: Resident) -> None:
    lecture = make.new_offering(title="Fire safety", walk_in=True)
    make.new_lesson(lecture, NINE)
    make.new_lesson(lecture, datetime(2026, 11, 23, 19, 0))
    answer = scan(office, zhang.card)
    assert (answer.outcome, answer.code) == (Outcome.LOOK, "check-in-not-enrolled")
    assert [(one.title, one.starts) for one in answer.open_lessons] == [("Fire safety", NINE)]


def test_an_unknown_card_an_archived_resident_and_an_empty_scan_are_refused(
    office: Office, make: Maker, zhang: Resident
) -> None:
    archived = make.new_resident("李雷", archived=True)
    answers = [scan(office, card) for card in ("B01-009999", archived.card, "\r\n")]
    assert [answer.outcome for answer in answers] == [Outcome.REFUSED] * 3
    assert [answer.code for answer in answers] == [
        "check-in-card-unknown", "check-in-archived", "check-in-nothing-read",
    ]  # fmt: skip


def test_the_card_of_a_merged_resident_leads_to_the_one_they_are_now(
    office: Office, make: Maker, zhang: Resident, choir: Offering
) -> None:
    lesson_at(make, choir, zhang, NINE)
    old = make.new_resident("张小名", archived=True, merged_into_id=zhang.id)
    answer = scan(office, old.card)
    assert (answer.outcome, answer.who, answer.card) == (Outcome.IN, "张小明", "B01-004312")


def test_a_guest_is_counted_in_the_age_band_or_enrolled_on_the_spot(office: Office, make: Maker) -> None:
    lecture = make.new_offering(title="Fire safety", walk_in=True)
    lesson = make.new_lesson(lecture, NINE)
    ann = make.new_resident("Ann", born=date(1950, 1, 1))
    for who in (ann.id, ann.id, None):
        office.write(count_guest, CountGuest(lesson.id, who), actor="Li Na")
    assert office.read(headcounts, lesson.id) == {"70+": 2, "": 1}

    answer = office.write(join_lesson, JoinLesson(ann.id, lesson.id), actor="Li Na")
    assert (answer.outcome, said(answer)) == (Outcome.IN, "Fire safety · Room 101 · 09:30, 30 minutes early")
    assert office.read(marks) == [(Mark.PRESENT, None)]
    office.undo(actor="Li Na")
    assert (office.read(marks), scan(office, ann.card).code) == ([], "check-in-not-enrolled")


def test_a_full_class_takes_no_walk_in_and_a_closed_one_no_guest(office: Office, make: Maker, zhang: Resident) -> None:
    full = make.new_offering(capacity=1)
    make.enrol(full, make.new_resident("Ann"))
    lesson = make.new_lesson(full, NINE)
    with pytest.raises(Refused, match="offering-full"):
        office.write(join_lesson, JoinLesson(zhang.id, lesson.id), actor="Li Na")
    with pytest.raises(Refused, match="walk-in-not-open"):
        office.write(count_guest, CountGuest(lesson.id), actor="Li Na")
    over = make.new_lesson(full, datetime(2026, 11, 23, 7, 0))
    with pytest.raises(Refused, match="walk-in-over"):
        office.write(count_guest, CountGuest(over.id), actor="Li Na")
