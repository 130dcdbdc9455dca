"""A teacher falls ill: one step settles her lessons; notice, call list and pay sheet follow from it."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.services.notices import notices
from commedu_desktop.services.pay import pay
from commedu_desktop.services.teachers_at_work import absences
from commedu_desktop.services.timetable import TimetableLesson, lessons_between
from commedu_desktop.store.tables import Offering, Teacher
from commedu_desktop.ui.pages.attendance import AttendancePage
from commedu_desktop.ui.pages.notices import NoticesPage
from commedu_desktop.ui.pages.teachers import TeachersPage
from commedu_desktop.ui.pages.teachers.away import CANCEL, AwayDialog
from commedu_desktop.ui.pages.teachers.pay import PayDialog
from commedu_desktop.ui.pages.timetable.cancelled import CancelledDialog
from tests.documents.reading import text_of
from tests.journeys.clerk import Clerk, press
from tests.makers import Maker
from tests.offices import CENTRE_ZONE

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


@dataclass(frozen=True)
class Centre:
    ill: Teacher
    stands_in: Teacher
    calligraphy: Offering
    opera: Offering


@pytest.fixture
def centre(make: Maker) -> Centre:
    """王丽华 gave calligraphy a week ago and gives it today, and opera tomorrow, when 顾文 has a class herself."""
    make.teacher = make.new_teacher(name="王丽华", pinyin="wang li hua", skills="calligraphy", pay=8_000)
    stands_in = make.new_teacher(name="顾文", pinyin="gu wen", skills="calligraphy", pay=10_000, phone="13800004312")
    calligraphy = make.new_offering(title="书法")
    opera = make.new_offering(title="京剧", venue_id=make.new_venue().id)
    hers = make.new_offering(title="剪纸", teacher_id=stands_in.id, venue_id=make.new_venue().id)
    before = datetime(2026, 11, 16, 10)
    make.new_lesson(
        calligraphy, before, status=LessonStatus.HELD, closed_at=before.replace(hour=12, tzinfo=CENTRE_ZONE)
    )
    make.new_lesson(calligraphy, datetime(2026, 11, 23, 10))
    make.new_lesson(opera, datetime(2026, 11, 24, 10))
    make.new_lesson(hers, datetime(2026, 11, 24, 10))
    make.enrol(calligraphy, make.new_resident("李娜", phone="13900001111"))
    make.enrol(opera, make.new_resident("张小明", phone="13712345678"))
    return Centre(make.teacher, stands_in, calligraphy, opera)


def test_a_teacher_falls_ill(clerk: Clerk, centre: Centre, tmp_path: Path) -> None:
    settles_her_lessons_in_one_step(clerk, centre)
    undoes_all_of_it_and_redoes_it(clerk, centre)
    prints_whom_to_call_and_hangs_up_the_notice(clerk, centre, tmp_path)
    closes_the_lesson_that_was_stood_in_for(clerk, centre)
    pays_who_gave_it(clerk, centre, tmp_path)


def week_of(clerk: Clerk) -> dict[str, TimetableLesson]:
    found = clerk.desk.read(lessons_between, date(2026, 11, 23), date(2026, 11, 24))
    return {one.title: one for one in found}


def settles_her_lessons_in_one_step(clerk: Clerk, centre: Centre) -> None:
    """Whoever teaches the same and is free is chosen beforehand; where nobody is, the lesson falls out."""
    page = clerk.goes_to("teachers", TeachersPage)
    page.open(teacher_id=centre.ill.id)
    clerk.settle()
    press(page.table, Qt.Key.Key_F8)
    dialog = clerk.dialog(AwayDialog)
    dialog.last.value = date(2026, 11, 24)
    dialog.last.edited.emit()
    assert [one.value for one in dialog.choices.values()] == [centre.stands_in.id, CANCEL]
    clerk.saves(dialog)
    now = week_of(clerk)
    assert (now["书法"].teacher, now["书法"].status) == ("顾文", LessonStatus.PLANNED)
    assert (now["京剧"].status, now["京剧"].reason) == (LessonStatus.CANCELLED, "ill")
    (off,) = clerk.desk.read(absences, centre.ill.id)[centre.ill.id]
    assert (off.starts, off.ends) == (date(2026, 11, 23), date(2026, 11, 24))


def undoes_all_of_it_and_redoes_it(clerk: Clerk, centre: Centre) -> None:
    assert "王丽华" in clerk.undoes()
    before = week_of(clerk)
    assert (before["书法"].teacher, before["京剧"].status) == ("王丽华", LessonStatus.PLANNED)
    assert not clerk.desk.read(absences, centre.ill.id)
    assert "王丽华" in clerk.redoes()
    assert week_of(clerk)["书法"].teacher == "顾文"


def prints_whom_to_call_and_hangs_up_the_notice(clerk: Clerk, centre: Centre, folder: Path) -> None:
    """Only the cancelled class is called; the notice says which lesson and when before anybody types."""
    dialog = clerk.dialog(CancelledDialog)
    dialog.calls.click()
    clerk.settle()
    calls = text_of(clerk.previewed_over(dialog), folder)
    assert "张小明" in calls
    assert "13712345678" in calls.replace("-", "")
    assert "李娜" not in calls
    clerk.saves(dialog)
    page = clerk.program.window.page
    assert isinstance(page, NoticesPage)
    page.composer.set_paper()
    clerk.settle()
    clerk.qtbot.waitUntil(lambda: bool(page.composer.preview.pdf))
    notice = text_of(page.composer.preview.pdf, folder)
    assert "京剧" in notice
    assert "10:00" in notice
    assert "书法" not in notice
    page.composer.touch()
    page.composer.leave()
    clerk.settle()
    assert [one.offering_id for one in clerk.desk.read(notices)] == [centre.opera.id]


def closes_the_lesson_that_was_stood_in_for(clerk: Clerk, centre: Centre) -> None:
    clerk.wait_until(datetime(2026, 11, 23, 11, 40))
    page = clerk.goes_to("attendance", AttendancePage)
    page.open(offering_id=centre.calligraphy.id, lesson_id=week_of(clerk)["书法"].id)
    page.act["fill"].trigger()
    clerk.settle()
    page.act["close"].trigger()
    clerk.settle()
    assert week_of(clerk)["书法"].closed


def pays_who_gave_it(clerk: Clerk, centre: Centre, folder: Path) -> None:
    """Two academic hours each: hers of last week at her rate, today's at that of the substitute."""
    page = clerk.goes_to("teachers", TeachersPage)
    page.act["pay"].trigger()
    sheet = clerk.dialog(PayDialog)
    paid = {one.name: (one.lessons, one.stood_in, one.amount) for one in clerk.desk.read(pay, FIRST, LAST)}
    assert paid == {"王丽华": (1, 0, 16_000), "顾文": (1, 1, 20_000)}
    assert [sheet.table.rows.index(at, 6).data() for at in range(2)] == ["¥160.00", "¥200.00"]
    sheet.print_it()
    clerk.settle()
    printed = text_of(clerk.previewed_over(sheet), folder)
    assert "160.00" in printed
    assert "200.00" in printed
    sheet.reject()
