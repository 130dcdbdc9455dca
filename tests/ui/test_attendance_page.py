"""The Attendance page from the keyboard: a lesson marked, filled, closed and reopened without a mouse."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.services.attendance import LessonState, class_grid, lesson_state
from commedu_desktop.services.planned_absences import lesson_note
from commedu_desktop.store.tables import AttendanceMark, Lesson, Offering
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.attendance import AttendancePage
from commedu_desktop.ui.pages.attendance.dialogs import HeadsDialog, NoteDialog, ReopenDialog
from commedu_desktop.ui.planned_absences import AbsenceDialog
from tests.makers import Maker
from tests.offices import WRITES_BEGIN

FORMAT = QImage.Format.Format_RGB32
P, L, E, A = Mark.PRESENT, Mark.LATE, Mark.EXCUSED, Mark.ABSENT
NAMES = ("Ann", "Bob", "Cem", "Dan")


class Keyboard:
    """The page with a choir of four, and the keys."""

    def __init__(self, qtbot: QtBot, desk: Desk, make: Maker) -> None:
        self.qtbot, self.desk, self.make = qtbot, desk, make
        self.choir: Offering = make.new_offering(title="Choir", walk_in=True)
        self.people = [make.new_resident(name, pinyin=name.lower(), phone="137 0000 5521") for name in NAMES]
        for person in self.people:
            make.enrol(self.choir, person)
        self.lesson: Lesson = make.new_lesson(self.choir, datetime(2026, 11, 23, 8, 30))
        self.page = AttendancePage(desk)
        qtbot.addWidget(self.page)
        self.page.resize(1_000, 640)
        self.page.show()
        qtbot.waitExposed(self.page)

    def press(self, keys: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = self.page.class_view.grid if self.page.in_class else self.page.lessons.table
        for key in keys:
            QTest.keyClick(target, Qt.Key.Key_Return if key == "\n" else Qt.Key(ord(key.upper())), modifier)

    def open(self) -> None:
        self.press("\n")
        assert self.page.in_class

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.desk.jobs.current is None)

    def marks(self) -> list[Mark | None]:
        self.settle()
        return [row.marks[-1] for row in self.desk.read(class_grid, self.choir.id).rows]

    def shown(self) -> list[Mark | None]:
        sheet = self.page.class_view.sheet
        assert sheet is not None
        return [row[-1] for row in sheet.marks]

    def notice(self) -> str:
        return self.page.class_view.notice.label.text()


@pytest.fixture
def keyboard(qtbot: QtBot, desk: Desk, make: Maker) -> Keyboard:
    return Keyboard(qtbot, desk, make)


def test_four_keys_mark_four_people_at_once_and_for_good(keyboard: Keyboard) -> None:
    keyboard.open()
    keyboard.press("plea")
    assert keyboard.shown() == [P, L, E, A]
    assert keyboard.marks() == [P, L, E, A]


def test_backspace_clears_and_arrows_move(keyboard: Keyboard) -> None:
    keyboard.open()
    keyboard.press("pp")
    grid = keyboard.page.class_view.grid
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Backspace):
        QTest.keyClick(grid, key)
    QTest.keyClick(grid, Qt.Key.Key_Down)
    QTest.keyClick(grid, Qt.Key.Key_Space)
    assert keyboard.marks() == [P, None, P, None]


def test_f_fills_blanks_only_and_ctrl_enter_closes_with_the_rest_absent(keyboard: Keyboard) -> None:
    keyboard.open()
    keyboard.press("e")
    keyboard.press("f")
    assert keyboard.marks() == [E, P, P, P]
    QTest.keyClick(keyboard.page.class_view.grid, Qt.Key.Key_Backspace)
    keyboard.settle()
    keyboard.press("\n", Qt.KeyboardModifier.ControlModifier)
    assert keyboard.marks() == [E, A, P, P]
    assert keyboard.desk.read(lesson_state, keyboard.lesson.id).closed
    assert "closed" in keyboard.page.class_view.about.text()


def test_a_closed_lesson_says_why_it_takes_no_mark_and_is_reopened_with_a_reason(
    keyboard: Keyboard, qtbot: QtBot
) -> None:
    keyboard.open()
    keyboard.press("\n", Qt.KeyboardModifier.ControlModifier)
    keyboard.settle()
    keyboard.press("p")
    qtbot.waitUntil(lambda: "Reopen it with a reason" in keyboard.notice())
    assert keyboard.shown() == [A, A, A, A]

    keyboard.page.act["reopen"].trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ReopenDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog.reason.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(dialog.reason.refusal.isVisible)
    dialog.reason.value = "The list was found"
    QTest.keyClick(dialog.reason.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    keyboard.settle()
    keyboard.page.class_view.grid.go(0, 0)
    keyboard.press("p")
    assert keyboard.marks() == [P, A, A, A]


def test_undo_shows_in_the_grid(keyboard: Keyboard, qtbot: QtBot) -> None:
    keyboard.open()
    keyboard.press("pl")
    keyboard.settle()
    keyboard.desk.undo()
    qtbot.waitUntil(lambda: keyboard.shown() == [P, None, None, None])


def test_what_is_refused_is_taken_back_in_the_grid(keyboard: Keyboard, make: Maker, qtbot: QtBot) -> None:
    make.new_lesson(keyboard.choir, datetime(2026, 11, 30, 8, 30))
    keyboard.open()
    QTest.keyClick(keyboard.page.class_view.grid, Qt.Key.Key_Right)
    keyboard.press("p")
    qtbot.waitUntil(lambda: "only an excuse" in keyboard.notice())
    assert keyboard.shown() == [None] * 4


def test_three_absences_are_raised_with_the_number_until_called(keyboard: Keyboard, make: Maker) -> None:
    for day in (16, 19, 20):
        lesson = make.new_lesson(keyboard.choir, datetime(2026, 11, day, 8, 30))
        make.add(AttendanceMark(lesson_id=lesson.id, resident_id=keyboard.people[2].id, mark=A, at=WRITES_BEGIN))
    keyboard.open()
    banner = keyboard.page.class_view.missing
    assert banner.label.text() == "Cem has been absent 3 times running · 137 0000 5521"
    keyboard.page.class_view.called.click()
    keyboard.settle()
    assert not banner.isVisible()
    keyboard.page.class_view.refresh()
    assert not banner.isVisible()
    keyboard.page.class_view.grid.go(2, 3)
    keyboard.press("a")
    assert banner.label.text().startswith("Cem has been absent 4 times running")
    keyboard.settle()


def test_the_grid_tells_a_screen_reader_who_when_and_what(keyboard: Keyboard) -> None:
    keyboard.open()
    keyboard.press("l")
    grid = keyboard.page.class_view.grid
    assert grid.accessibleDescription() == "Bob · 23 Nov 2026, 08:30 · Room 101 · no mark yet"
    QTest.keyClick(grid, Qt.Key.Key_Up)
    assert grid.accessibleDescription() == "Ann · 23 Nov 2026, 08:30 · Room 101 · late"
    keyboard.settle()


def test_totals_stand_at_the_end_of_the_row(keyboard: Keyboard) -> None:
    keyboard.open()
    keyboard.press("pa")
    sheet = keyboard.page.class_view.sheet
    assert sheet is not None
    assert [(sheet.totals(row).attended, sheet.totals(row).counted) for row in range(3)] == [(1, 1), (0, 1), (0, 0)]
    assert (sheet.marked_in(0), sheet.attended_in(0)) == ((2, 4), 1)


def test_a_click_on_the_cell_that_is_meant_goes_round_the_marks(keyboard: Keyboard, qtbot: QtBot) -> None:
    keyboard.open()
    grid = keyboard.page.class_view.grid
    cell = grid.measures().cell(1, 0).center()
    for _click in range(3):
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert keyboard.marks() == [None, L, None, None]


def test_guests_are_counted_by_age(keyboard: Keyboard, qtbot: QtBot) -> None:
    keyboard.open()
    keyboard.page.act["heads"].trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, HeadsDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClicks(dialog.numbers["0-6"].edit, "x")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.numbers["0-6"].refusal.isVisible()
    dialog.numbers["0-6"].value = None
    dialog.numbers["70+"].value = 12
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    keyboard.settle()
    assert "12 guests counted" in keyboard.page.class_view.about.text()


def test_days_are_turned_and_lessons_not_closed_are_listed(keyboard: Keyboard, make: Maker, qtbot: QtBot) -> None:
    old = make.new_lesson(keyboard.choir, datetime(2026, 11, 20, 8, 30))
    page = keyboard.page
    page.turn_back()
    assert page.lessons.stack.currentWidget() is page.lessons.empty
    page.lessons.show_unmarked.click()
    assert page.lessons.table.rows.ids == [old.id]
    page.turn_to_today()
    assert page.lessons.table.rows.ids == [keyboard.lesson.id]


def test_those_who_left_stay_in_sight_with_their_marks_only(keyboard: Keyboard, make: Maker) -> None:
    gone, never_came = make.new_resident("Eva"), make.new_resident("Fay")
    left = {"status": EnrolmentStatus.WITHDRAWN, "ended_on": datetime(2026, 11, 24).date()}
    make.enrol(keyboard.choir, gone, **left)
    make.enrol(keyboard.choir, never_came, **left)
    make.add(AttendanceMark(lesson_id=keyboard.lesson.id, resident_id=gone.id, mark=P, at=WRITES_BEGIN))
    keyboard.open()
    sheet = keyboard.page.class_view.sheet
    assert sheet is not None
    assert "Eva" in [row.name for row in sheet.rows]
    assert "Fay" not in [row.name for row in sheet.rows]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_papers_of_the_class_are_previewed(keyboard: Keyboard, qtbot: QtBot) -> None:
    shown: list[tuple[bytes, str]] = []
    keyboard.desk.previewing.connect(lambda pdf, title: shown.append((bytes(pdf), title)))
    keyboard.page.print_page()
    keyboard.open()
    keyboard.page.choose_paper()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for action in menu.actions():
        action.trigger()
    menu.close()
    qtbot.waitUntil(lambda: len(shown) == 5, timeout=15_000)
    assert all(pdf.startswith(b"%PDF") for pdf, _title in shown)
    assert [title.split(" · ")[0] for _pdf, title in shown] == [
        "Sign-in sheet", "Sign-in sheet of this lesson", "Sheet to tick for this lesson and the next five",
        "Class register with all marks", "Class list",
    ]  # fmt: skip


def test_m_asks_how_many_minutes_late_and_shows_them(keyboard: Keyboard) -> None:
    keyboard.open()
    keyboard.press("m")
    grid = keyboard.page.class_view.grid
    QTest.keyClicks(grid.minutes, "12")
    QTest.keyClick(grid.minutes, Qt.Key.Key_Return)
    assert keyboard.marks() == [L, None, None, None]
    assert grid.here == (1, 0)
    assert "12 minutes late" in grid.told(0, 0)
    keyboard.page.class_view.refresh()
    assert "12 minutes late" in grid.told(0, 0)
    keyboard.press("m")
    QTest.keyClick(grid.minutes, Qt.Key.Key_Escape)
    assert keyboard.marks() == [L, None, None, None]


def test_a_planned_absence_typed_in_the_learner_list_is_seen_in_the_grid_and_fills_itself_in(
    keyboard: Keyboard, qtbot: QtBot
) -> None:
    keyboard.open()
    dialog = AbsenceDialog(keyboard.desk, keyboard.page, keyboard.people[1].id, "Bob")
    qtbot.addWidget(dialog)
    dialog.last.value = date(2026, 11, 20)
    dialog.save()
    keyboard.settle()
    assert "before the first" in dialog.last.refusal.text()
    dialog.last.value = date(2026, 11, 30)
    dialog.save()
    keyboard.settle()
    assert "planned absence" in keyboard.page.class_view.grid.told(1, 0)
    keyboard.press("f")
    keyboard.page.fill()
    assert keyboard.marks() == [P, E, P, P]


def test_the_note_of_a_lesson_is_kept(keyboard: Keyboard, qtbot: QtBot) -> None:
    keyboard.open()
    dialog = NoteDialog(keyboard.desk, keyboard.page, lesson_state_of(keyboard))
    qtbot.addWidget(dialog)
    dialog.note.value = "Page 12"
    dialog.save()
    keyboard.settle()
    assert keyboard.desk.read(lesson_note, keyboard.lesson.id) == "Page 12"


def lesson_state_of(keyboard: Keyboard) -> LessonState:
    return keyboard.desk.read(lesson_state, keyboard.lesson.id)


def tap(keyboard: Keyboard, row: int) -> None:
    grid = keyboard.page.class_view.grid
    column = grid.here[1]
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.measures().cell(row, column).center())


def test_large_boxes_are_marked_with_one_tap_each(keyboard: Keyboard) -> None:
    keyboard.open()
    grid = keyboard.page.class_view.grid
    before = grid.measures().cell(0, 0).size()
    keyboard.page.enlarge()
    after = grid.measures().cell(0, 0).size()
    assert min(after.width(), after.height(), grid.measures().box) >= 48 > before.height()
    for row in (0, 2, 2, 3, 3, 3):
        tap(keyboard, row)
    assert keyboard.marks() == [P, None, L, E]
    again = AttendancePage(keyboard.desk)
    keyboard.qtbot.addWidget(again)
    assert again.class_view.grid.large


def test_with_small_boxes_the_first_click_only_chooses(keyboard: Keyboard) -> None:
    keyboard.open()
    tap(keyboard, 2)
    assert keyboard.marks() == [None] * 4
    tap(keyboard, 2)
    assert keyboard.marks() == [None, None, P, None]


def test_a_tap_on_a_name_or_a_day_marks_nobody(keyboard: Keyboard) -> None:
    keyboard.open()
    keyboard.page.enlarge()
    grid = keyboard.page.class_view.grid
    cell = grid.measures().cell(3, 0)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, cell.center().y()))
    assert grid.here[0] == 3
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(cell.center().x(), 10))
    assert keyboard.marks() == [None] * 4


def test_at_large_text_the_grid_has_the_room(qtbot: QtBot, keyboard: Keyboard) -> None:
    for name in ("Eva", "Fay", "Gus"):
        keyboard.make.enrol(keyboard.choir, keyboard.make.new_resident(name, pinyin=name.lower()))
    keyboard.open()
    look = keyboard.page.look
    look.set(text_size=150)
    keyboard.page.resize(784, 700)
    qtbot.waitUntil(lambda: keyboard.page.class_view.grid.measures().rows_in_sight(7) == range(6))
    look.set(text_size=100)


def test_what_was_scrolled_and_painted_in_part_looks_as_if_painted_anew(keyboard: Keyboard) -> None:
    for number in range(30):
        keyboard.make.enrol(keyboard.choir, keyboard.make.new_resident(f"Person {number}", pinyin="p"))
    keyboard.open()
    view = keyboard.page.class_view.grid.viewport()
    for keys in ("plea" * 6, "\n\n", "ppp"):
        keyboard.press(keys)
        keyboard.settle()
        QApplication.processEvents()
        at = view.mapTo(keyboard.page, QPoint(0, 0))
        seen = keyboard.page.screen().grabWindow(keyboard.page.winId(), at.x(), at.y(), view.width(), view.height())
        assert seen.toImage().convertToFormat(FORMAT) == view.grab().toImage().convertToFormat(FORMAT)


def test_a_finger_marks_with_one_tap_whatever_the_size_of_the_boxes(keyboard: Keyboard) -> None:
    keyboard.open()
    page, grid = keyboard.page, keyboard.page.class_view.grid
    screen = QTest.createTouchDevice()
    for row in (1, 3, 3):
        cell = grid.measures().cell(row, grid.here[1]).center()
        at = grid.viewport().mapTo(page, cell)
        for action in ("press", "release"):
            touch = QTest.touchEvent(page, screen)
            getattr(touch, action)(0, at)
            touch.commit()
    assert keyboard.marks() == [None, P, None, L]
