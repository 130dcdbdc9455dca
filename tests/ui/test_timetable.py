"""The week on the screen, by keyboard and mouse."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.services.conflicts import clashes
from commedu_desktop.services.office import Office
from commedu_desktop.services.timetable import lessons_between
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.timetable import TimetablePage
from commedu_desktop.ui.pages.timetable.clashes import ClashesDialog
from commedu_desktop.ui.pages.timetable.dialogs import CancelDialog, LessonDialog
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import Ask
from tests.makers import Maker

TEN = datetime(2026, 11, 24, 10)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, make: Maker) -> TimetablePage:
    """Choir on Tuesday at 10, Chess at 14, both in Room 101."""
    make.new_lesson(make.new_offering(title="Choir"), TEN)
    make.new_lesson(make.new_offering(title="Chess"), TEN + timedelta(hours=4))
    page = TimetablePage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 760)
    page.show()
    page.grid.setFocus()
    return page


def starts(office: Office) -> dict[str, datetime]:
    day = TEN.date()
    found = office.read(lessons_between, day - timedelta(days=1), day + timedelta(days=5))
    return {one.title: one.starts for one in found}


def press(qtbot: QtBot, page: TimetablePage, *keys: Qt.Key, alt: bool = False) -> None:
    for key in keys:
        held = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(page.grid, key, held)


def test_a_lesson_is_chosen_and_moved_from_the_keyboard(qtbot: QtBot, page: TimetablePage, office: Office) -> None:
    press(qtbot, page, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert "Chess" in page.grid.accessibleDescription()
    press(qtbot, page, Qt.Key.Key_Right, alt=True)
    qtbot.waitUntil(lambda: starts(office)["Chess"] == TEN + timedelta(days=1, hours=4))
    qtbot.waitUntil(lambda: "Wed 25 Nov 14:00" in page.grid.accessibleDescription())


def test_a_lesson_dropped_on_another_stays_and_says_who_where_when_and_what_is_free(
    qtbot: QtBot, page: TimetablePage, office: Office
) -> None:
    grid = page.grid
    placed = {grid.week.lessons[one.lesson].title: grid.scale().box(one) for one in grid._pieces if grid.week}
    begin, end = placed["Chess"].center().toPoint(), placed["Choir"].center().toPoint()
    QTest.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, begin)
    for step in range(1, 5):
        QTest.mouseMove(grid.viewport(), begin + (end - begin) * step / 4)
    QTest.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    qtbot.waitUntil(page.banner.isVisible)
    assert "Room 101 is taken Tue 24 Nov 10:00–11:30 by Choir." in page.banner.label.text()
    assert starts(office)["Chess"] == TEN + timedelta(hours=4)
    assert page.way_button.text() == "Tue 24 Nov 11:30–13:00 is free"
    page.way_button.click()
    qtbot.waitUntil(lambda: starts(office)["Chess"] == TEN + timedelta(hours=1, minutes=30))


def test_a_lesson_dragged_with_ctrl_is_copied(qtbot: QtBot, page: TimetablePage, office: Office) -> None:
    grid = page.grid
    box = next(grid.scale().box(one) for one in grid._pieces if grid.week)
    begin, ctrl = box.center().toPoint(), Qt.KeyboardModifier.ControlModifier
    end = begin + QPoint(round(grid.scale().wide(0)), 0)
    QTest.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, begin)
    QTest.mouseMove(grid.viewport(), begin + (end - begin) / 2)
    QTest.mouseMove(grid.viewport(), end)
    QTest.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, ctrl, end)
    qtbot.waitUntil(lambda: len(office.read(lessons_between, TEN.date(), TEN.date() + timedelta(days=1))) == 3)
    assert starts(office)["Choir"] == TEN + timedelta(days=1)


def test_a_lesson_is_cancelled_with_its_reason(qtbot: QtBot, page: TimetablePage, office: Office) -> None:
    press(qtbot, page, Qt.Key.Key_Down, Qt.Key.Key_Delete)
    (dialog,) = page.findChildren(CancelDialog)
    dialog.save()
    qtbot.waitUntil(dialog.reason.refusal.isVisible)
    dialog.reason.value = "teacher ill"
    dialog.save()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    lessons = office.read(lessons_between, TEN.date(), TEN.date())
    assert (lessons[0].title, lessons[0].status) == ("Choir", LessonStatus.CANCELLED)


def test_the_opened_lesson_says_what_is_in_the_way_before_it_is_saved(qtbot: QtBot, page: TimetablePage) -> None:
    press(qtbot, page, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    (dialog,) = page.findChildren(LessonDialog)
    assert dialog.trouble.text() == "Room and teacher are free then."
    dialog.start.edit.clear()
    QTest.keyClicks(dialog.start.edit, "10:30")
    dialog.end.edit.clear()
    QTest.keyClicks(dialog.end.edit, "11:30")
    assert "taken Tue 24 Nov 10:00–11:30 by Choir" in dialog.trouble.text()


def test_weeks_are_turned_and_the_subtitle_says_which(qtbot: QtBot, page: TimetablePage) -> None:
    assert page.header.subtitle.text() == "23 Nov – 29 November 2026 · Autumn 2026, week 13 · 2 lessons"
    page.week_after()
    assert page.header.subtitle.text() == "30 Nov – 6 December 2026 · Autumn 2026, week 14 · 0 lessons"
    page.this_week()
    assert page.grid.week is not None
    assert len(page.grid.week.lessons) == 2


def test_on_one_day_a_lesson_is_dragged_into_another_room(
    qtbot: QtBot, page: TimetablePage, office: Office, make: Maker
) -> None:
    other = make.new_venue(code="102", name="Room 102")
    press(qtbot, page, Qt.Key.Key_Down)
    page.show_one_day()
    grid = page.grid
    assert [grid.caption(at) for at in range(2)] == ["Room 101", "Room 102"]
    box = next(grid.scale().box(one) for one in grid._pieces if grid.week)
    begin = box.center().toPoint()
    end = begin + QPoint(round(grid.scale().wide(0)), 0)
    QTest.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, begin)
    QTest.mouseMove(grid.viewport(), begin + (end - begin) / 2)
    QTest.mouseMove(grid.viewport(), end)
    assert grid._drag is not None
    assert grid._drag.trouble.said == ""
    QTest.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    day = TEN.date()
    qtbot.waitUntil(lambda: other.id in [one.venue_id for one in office.read(lessons_between, day, day)])
    before = grid.scale().hour_height
    page.zoom_in()
    assert grid.scale().hour_height > before


def test_a_clash_in_the_list_is_solved_with_enter(
    qtbot: QtBot, page: TimetablePage, office: Office, make: Maker
) -> None:
    make.new_venue(code="102", name="Room 102")
    make.new_lesson(make.new_offering(title="Opera", teacher_id=None), TEN)
    span = TEN.date(), TEN.date() + timedelta(days=7)
    dialog = ClashesDialog(page.desk, page, span, office.read(clashes, *span))
    dialog.open()
    assert "are both in Room 101" in dialog.what.text()
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    QTest.keyClick(dialog.ways.findChildren(Button)[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: office.read(clashes, *span) == [])
    qtbot.waitUntil(lambda: dialog.stack.currentIndex() == 1)
    dialog.reject()


def test_a_question_is_asked_and_kept(qtbot: QtBot, page: TimetablePage, office: Office, make: Maker) -> None:
    gone = make.new_teacher(code="T77", available="Mon 08:00-12:00")
    lesson = make.new_lesson(make.new_offering(title="Opera", teacher_id=gone.id), TEN - timedelta(days=1, hours=2))
    page.show_week()
    page.grid.choose(lesson.id)
    QTest.keyClick(page.grid, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.window().findChild(Ask, "confirm") is not None)
    ask = page.window().findChild(Ask, "confirm")
    assert ask is not None
    ask.accept()
    qtbot.waitUntil(lambda: starts(office)["Opera"] == TEN - timedelta(hours=2))
    (kept,) = office.read(clashes, TEN.date(), TEN.date(), confirmed_too=True)
    assert kept.confirmed_by == page.desk.actor


def test_of_many_lessons_at_once_each_keeps_a_width_that_can_be_read(page: TimetablePage, make: Maker) -> None:
    for number in range(7):
        make.new_lesson(make.new_offering(title=f"智能手机入门{number}"), TEN, venue_id=None, teacher_id=None)
    page.refresh_now()
    page.look.set(text_size=150)
    page.resize(784, 700)
    widths = [page.grid.scale().box(piece).width() for piece in page.grid._pieces if piece.lanes > 1]
    assert len(widths) == 8
    assert min(widths) >= 3 * page.look.px(12) + page.look.px(10)
    assert page.grid.horizontalScrollBar().maximum() > 0
    page.look.set(text_size=100)


def test_where_there_is_little_room_the_tools_are_behind_one_button(qtbot: QtBot, page: TimetablePage) -> None:
    assert not page.more.isVisible()
    page.resize(640, 560)
    assert [tool.isVisible() for tool in (*page.tools, page.more, page.hint)] == [False] * 4 + [True, False]
    page.more.click()
    menu = page.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert len(menu.actions()) == 4
    before = page.grid.scale().hour_height
    menu.actions()[1].trigger()
    menu.close()
    assert page.grid.scale().hour_height > before


def test_who_confirmed_has_a_column_only_where_it_is_asked_for(page: TimetablePage, office: Office) -> None:
    span = (TEN.date() - timedelta(days=1), TEN.date() + timedelta(days=5))
    dialog = ClashesDialog(page.desk, page, span, office.read(clashes, *span))
    assert dialog.table.isColumnHidden(2)
    dialog.confirmed.value = True
    dialog.confirmed.edited.emit()
    assert not dialog.table.isColumnHidden(2)
