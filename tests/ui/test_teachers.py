"""The roster on the screen."""

from datetime import datetime

import pytest
from pytestqt.qtbot import QtBot

from commedu_desktop.services.office import Office
from commedu_desktop.services.teachers import teachers
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.teachers import TeachersPage
from commedu_desktop.ui.pages.teachers.form import TeacherDialog
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
