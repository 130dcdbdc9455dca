"""The roster on the screen."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from commedu_desktop.domain.teachers import PaperKind
from commedu_desktop.services.office import Office
from commedu_desktop.services.teachers import teachers
from commedu_desktop.services.teachers_at_work import absences, papers
from commedu_desktop.services.timetable import lessons_between
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.teachers import TeachersPage
from commedu_desktop.ui.pages.teachers.away import CANCEL, AwayDialog
from commedu_desktop.ui.pages.teachers.form import TeacherDialog
from commedu_desktop.ui.pages.teachers.pay import PayDialog
from commedu_desktop.ui.pages.timetable.cancelled import CancelledDialog
from tests.makers import Maker


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, make: Maker) -> TeachersPage:
    """王丽华 teaches Choir twice in November, Chen Wei nothing."""
    choir = make.new_offering(title="Choir")
    for day in (2, 30):
        make.new_lesson(choir, datetime(2026, 11, day, 10))
    make.new_teacher(name="Chen Wei", pinyin="chen wei", skills="chess")
    page = TeachersPage(desk)
    qtbot.addWidget(page)
    page.resize(1150, 760)
    page.show()
    return page


def test_the_roster_shows_the_months_load_and_the_panel_the_classes(page: TeachersPage) -> None:
    assert page.header.subtitle.text() == "2 teachers · November 2026: 2 lessons"
    page.search.setText("wlh")
    page.search.finish()
    assert page.panel.name.text() == "王丽华"
    assert page.panel.load.text() == "This month: 2 lessons, 4 hours"
    assert page.panel.table.rows.rowCount() == 1


def test_lessons_outside_new_times_are_said(qtbot: QtBot, page: TeachersPage, desk: Desk) -> None:
    said: list[str] = []
    desk.toasted.connect(lambda words, _state, _undo: said.append(words))
    page.search.setText("wlh")
    page.search.finish()
    page.change()
    (dialog,) = page.findChildren(TeacherDialog)
    dialog.available.value = "Tue 08:00-18:00"
    dialog.save()
    expected = "1 planned lesson lies outside these times, on 30 Nov 2026, 10:00. It stands in the list of "
    expected += "clashes."
    qtbot.waitUntil(lambda: said[-1:] == [expected])


def test_a_teacher_is_added_and_availability_that_makes_no_sense_is_said(
    qtbot: QtBot, page: TeachersPage, office: Office
) -> None:
    page.new_teacher()
    (dialog,) = page.findChildren(TeacherDialog)
    dialog.name.value, dialog.available.value, dialog.pay.value = "李娜", "mostly", "80"
    dialog.save()
    qtbot.waitUntil(dialog.available.refusal.isVisible)
    dialog.available.value = "周二下午2:00-5:00"
    dialog.save()
    qtbot.waitUntil(lambda: len(office.read(teachers)) == 3)
    added = next(one for one in office.read(teachers) if one.name == "李娜")
    assert (added.pinyin, added.pay) == ("li na", 8000)


def test_a_teacher_falls_ill_and_the_notice_is_ready(
    qtbot: QtBot, page: TeachersPage, office: Office, make: Maker, desk: Desk
) -> None:
    make.new_teacher(code="T50", name="Gu Wen", pinyin="gu wen", skills="calligraphy")
    opera = make.new_offering(title="Opera", venue_id=None)
    make.new_lesson(opera, datetime(2026, 11, 23, 15))
    make.enrol(opera, make.new_resident("张小明"))
    gone: list[tuple[str, dict[str, object]]] = []
    desk.going.connect(lambda key, where: gone.append((key, where)))
    page.search.setText("wlh")
    page.search.finish()
    page.report_away()
    (dialog,) = page.findChildren(AwayDialog)
    (choice,) = dialog.choices.values()
    assert choice.control.currentText().startswith("Gu Wen · teaches this")  # type: ignore[attr-defined]
    choice.value = CANCEL
    dialog.save()
    qtbot.waitUntil(lambda: bool(page.findChildren(CancelledDialog)))
    (after,) = page.findChildren(CancelledDialog)
    slots = next(iter(after.choices.values()))
    slots.control.setCurrentIndex(1)  # type: ignore[attr-defined]
    assert "Opera" in slots.caption.text()
    after.save()
    qtbot.waitUntil(lambda: len(office.read(lessons_between, date(2026, 11, 23), date(2026, 12, 10))) == 3)
    assert gone[-1][0] == "notices"
    assert "Opera" in str(gone[-1][1]["draft"])
    assert office.read(absences, page.chosen.id if page.chosen else None)


def test_times_are_painted_papers_and_days_off_kept(qtbot: QtBot, page: TeachersPage, office: Office) -> None:
    page.search.setText("wlh")
    page.search.finish()
    page.change()
    (dialog,) = page.findChildren(TeacherDialog)
    week = dialog.times.week
    for _cell in range(2):
        QTest.keyClick(week, Qt.Key.Key_Space)
        QTest.keyClick(week, Qt.Key.Key_Down)
    assert dialog.available.value == "Mon 09:00-10:00"
    first, _last, reason = dialog.times.days_off.add_line()
    first.value, reason.value = date(2026, 12, 24), "holiday"  # type: ignore[attr-defined]
    kind, title, _number, ends = dialog.papers.papers.add_line()
    assert kind.value == PaperKind.QUALIFICATION  # type: ignore[attr-defined]
    ends.value = date(2026, 12, 1)  # type: ignore[attr-defined]
    dialog.save()
    qtbot.waitUntil(title.refusal.isVisible)
    title.value = "Certificate"  # type: ignore[attr-defined]
    dialog.save()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert page.chosen is not None
    (off,) = office.read(absences, page.chosen.id)[page.chosen.id]
    assert (off.starts, off.ends, off.reason) == (date(2026, 12, 24), date(2026, 12, 24), "holiday")
    assert [one.title for one in office.read(papers, page.chosen.id)] == ["Certificate"]
    assert "Certificate runs out" in page.panel.due.text()


def test_a_teacher_comes_to_their_own_page_first(qtbot: QtBot, desk: Desk, make: Maker) -> None:
    make.new_lesson(make.new_offering(title="Choir"), datetime(2026, 11, 24, 10))
    desk.actor = "王丽华"
    page = TeachersPage(desk)
    qtbot.addWidget(page)
    page.show()
    assert page.stack.currentWidget() is page.own
    assert page.own.name.text() == "王丽华"
    page.leave_own()
    assert page.stack.currentIndex() == 0
    page.show_pay()
    (sheet,) = page.findChildren(PayDialog)
    assert "0 lessons held" in sheet.sums.text()
