"""What teachers are paid, which papers run out, and what happens when one of them cannot come."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.availability import Absence
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.domain.pay import lesson_pay, rounded
from commedu_desktop.domain.periods import Period
from commedu_desktop.domain.teachers import PaperKind, TeacherKind
from commedu_desktop.services.absences import Cover, ReportAbsence, lessons_to_cover, report_absence
from commedu_desktop.services.cancellations import call_list_pdf, cancellation_draft, make_up_places
from commedu_desktop.services.office import Office
from commedu_desktop.services.pay import pay
from commedu_desktop.services.report_files import ReportFile, report_file
from commedu_desktop.services.settings import ChangeSettings, change_settings
from commedu_desktop.services.teacher_desk import teacher_desk, teacher_named
from commedu_desktop.services.teachers import ChangeTeacher, NewTeacher, add_teacher, change_teacher, remove_teacher
from commedu_desktop.services.teachers_at_work import Paper, absences, further_branches, papers, papers_running_out
from commedu_desktop.services.today import papers_due
from commedu_desktop.store.tables import AttendanceMark, Lesson
from tests.documents.reading import text_of
from tests.makers import Maker
from tests.offices import WRITES_BEGIN

TEN = datetime(2026, 11, 24, 10)
NOW = datetime(2026, 11, 23, 9)
DONE: dict[str, Any] = {"status": LessonStatus.HELD, "closed_at": datetime(2026, 11, 20, tzinfo=UTC)}
NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)


def test_pay_is_exact_and_rounded_once() -> None:
    thirds = [lesson_pay(50, 100, 45) for _lesson in range(3)]
    assert sum(thirds) == Fraction(1000, 3)
    assert rounded(sum(thirds, Fraction(0))) == 333
    assert rounded(Fraction(5, 2)) == 3
    assert lesson_pay(90, 8000, 45, 150) == 24_000


def test_a_lesson_is_paid_to_whoever_gave_it(office: Office, make: Maker, tmp_path: Path) -> None:
    li = make.new_teacher(code="T77", name="Li Na", pay=8000)
    wang = make.new_teacher(code="T78", name="Wang", kind=TeacherKind.VOLUNTEER)
    choir = make.new_offering(title="Choir", teacher_id=li.id)
    talk = make.new_offering(title="Talk", teacher_id=wang.id, kind=OfferingKind.LECTURE)
    first = datetime(2026, 11, 2, 10)
    make.new_lesson(choir, first, **DONE)
    make.new_lesson(choir, first + timedelta(days=7), **DONE, teacher_id=wang.id, stands_in_for_id=li.id)
    make.new_lesson(choir, first + timedelta(days=14), status=LessonStatus.CANCELLED, reason="ill")
    make.new_lesson(choir, first + timedelta(days=21))
    make.new_lesson(talk, first + timedelta(days=1), **DONE)
    office.write(change_settings, ChangeSettings({"pay_volunteer": 3000, "pay_lecture": 150}), actor="Li Na")
    found = {one.name: one for one in office.read(pay, *NOVEMBER)}
    assert (found["Li Na"].lessons, found["Li Na"].amount, found["Li Na"].open) == (1, 16_000, 1)
    assert (found["Wang"].lessons, found["Wang"].stood_in) == (2, 1)
    assert found["Wang"].amount == 2 * 3000 + 2 * 4500
    sheet = ReportFile("pay", Period(2026, 11, 1), language="en")
    written = office.read(report_file, sheet, ".csv").decode("utf-8-sig")
    assert "Wang" in written
    assert "150" in written
    assert "2026-11-09 10:00" in office.read(report_file, sheet, ".json").decode()
    assert office.read(report_file, sheet, ".xlsx")[:2] == b"PK"
    paper = text_of(office.read(report_file, sheet, ".pdf"), tmp_path)
    assert "LiNa" in paper
    assert "Receivedby" in paper, "where each signs for the money"
    assert "Received by" not in written


def test_papers_branches_and_days_off_are_kept_changed_and_taken_back(office: Office, make: Maker) -> None:
    certificate = Paper(PaperKind.QUALIFICATION, "Teaching certificate", "A-1", None, date(2026, 12, 20))
    contract = Paper(PaperKind.CONTRACT, "Contract 2026", "", None, date(2027, 8, 31))
    off = Absence(date(2026, 12, 1), date(2026, 12, 5), "course")
    new = NewTeacher("T77", "Li Na", make.branch.id, papers=(contract, certificate), absences=(off,))
    key = office.write(add_teacher, replace(new, branch_ids=(make.branch.id,)), actor="Li Na")
    assert office.read(papers, key) == (certificate, contract)
    assert office.read(further_branches) == {key: frozenset({make.branch.id})}
    assert [one.title for one in office.read(papers_due, NOW)] == ["Teaching certificate"]
    renewed = replace(certificate, ends=date(2031, 12, 20))
    office.write(change_teacher, ChangeTeacher(key, {"papers": (contract, certificate, renewed)}), actor="Li Na")
    assert office.read(papers_running_out, date(2026, 12, 31)) == ()
    assert office.read(absences, key) == {key: (off,)}
    office.undo(actor="Li Na")
    assert office.read(papers, key) == (certificate, contract)
    with pytest.raises(Refused, match="paper-untitled"):
        office.write(change_teacher, ChangeTeacher(key, {"papers": (replace(contract, title=" "),)}), actor="Li Na")
    backwards = Absence(date(2026, 12, 5), date(2026, 12, 1))
    with pytest.raises(Refused, match="ends-before-start"):
        office.write(change_teacher, ChangeTeacher(key, {"absences": (backwards,)}), actor="Li Na")
    office.write(remove_teacher, key, actor="Li Na")
    assert office.read(absences) == {}


def test_a_teacher_falls_ill_and_one_step_settles_it(office: Office, make: Maker, tmp_path: Path) -> None:
    li = make.new_teacher(code="T77", name="Li Na", skills="calligraphy", pay=8000)
    wang = make.new_teacher(code="T78", name="Wang", skills="Calligraphy", pay=6000)
    choir, chess = (make.new_offering(title=title, teacher_id=li.id) for title in ("Choir", "Chess"))
    person = make.new_resident("张小明", phone="13800004312")
    make.enrol(chess, person)
    lessons = [make.new_lesson(choir, TEN), make.new_lesson(chess, TEN + timedelta(hours=3))]
    later = make.new_lesson(choir, TEN + timedelta(days=7))
    found = office.read(lessons_to_cover, li.id, TEN.date(), TEN.date() + timedelta(days=2), NOW)
    assert [one.title for one in found] == ["Choir", "Chess"]
    assert (found[0].substitutes[0].name, found[0].substitutes[0].qualified) == ("Wang", True)
    ill = Absence(TEN.date(), TEN.date() + timedelta(days=2), "ill")
    covers = (Cover(lessons[0].id, wang.id), Cover(lessons[1].id))
    gone = office.write(report_absence, ReportAbsence(li.id, ill, covers), actor="Li Na")
    with office.database.reading() as session:
        given, dropped, kept = (session.get_one(Lesson, one.id) for one in (*lessons, later))
        assert (given.teacher_id, given.stands_in_for_id) == (wang.id, li.id)
        assert (dropped.status, dropped.reason) == (LessonStatus.CANCELLED, "ill")
        assert kept.teacher_id == li.id
    draft = office.read(cancellation_draft, gone, NOW.date(), "en")
    assert "Chess" in draft.content["text"]
    assert "13:00" in draft.content["text"]
    calls = text_of(office.read(call_list_pdf, gone, "en"), tmp_path)
    assert "张小明" in calls
    assert "13800004312" in calls
    places = office.read(make_up_places, gone[0], NOW.date())
    assert all(slot.starts.date() > ill.ends for slot in places)
    make.add(AttendanceMark(lesson_id=lessons[0].id, resident_id=person.id, mark=Mark.PRESENT, at=WRITES_BEGIN))
    paid = {one.name: (one.lessons, one.stood_in, one.amount) for one in office.read(pay, *NOVEMBER)}
    assert paid == {"Wang": (1, 1, 12_000)}


def test_a_teacher_who_stood_in_once_stays_in_the_books(office: Office, make: Maker) -> None:
    li, wang = (make.new_teacher(code=f"T7{at}") for at in (7, 8))
    make.new_lesson(make.new_offering(), TEN, teacher_id=wang.id, stands_in_for_id=li.id)
    for one in (li, wang):
        with pytest.raises(Refused, match="in-use"):
            office.write(remove_teacher, one.id, actor="Li Na")


def test_a_substitute_who_is_busy_is_refused_and_nothing_is_kept(office: Office, make: Maker) -> None:
    li, busy = (make.new_teacher(code=f"T7{at}") for at in (7, 8))
    lesson = make.new_lesson(make.new_offering(teacher_id=li.id), TEN)
    make.new_lesson(make.new_offering(teacher_id=busy.id, venue_id=None), TEN)
    ill = ReportAbsence(li.id, Absence(TEN.date(), TEN.date(), "ill"), (Cover(lesson.id, busy.id),))
    with pytest.raises(Refused, match="teacher-busy"):
        office.write(report_absence, ill, actor="Li Na")
    assert office.read(absences) == {}


def test_a_teachers_own_page_has_lessons_classes_and_marks(office: Office, make: Maker) -> None:
    choir = make.new_offering(title="Choir")
    lesson = make.new_lesson(choir, datetime(2026, 11, 20, 10), **DONE)
    make.new_lesson(choir, TEN)
    for mark in (Mark.PRESENT, Mark.PRESENT, Mark.ABSENT):
        person = make.new_resident()
        make.enrol(choir, person)
        make.add(AttendanceMark(lesson_id=lesson.id, resident_id=person.id, mark=mark, at=WRITES_BEGIN))
    shown = office.read(teacher_desk, make.teacher.id, NOW)
    assert [one.starts for one in shown.lessons] == [lesson.starts, TEN]
    (taught,) = shown.classes
    assert (taught.learners, taught.rate) == (3, Fraction(2, 3))
    assert shown.month is not None
    assert shown.month.lessons == 1
    assert office.read(teacher_named, "王丽华") == make.teacher.id
    assert office.read(teacher_named, "Nobody") is None
