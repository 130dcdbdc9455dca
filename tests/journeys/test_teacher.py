"""A teacher's two lessons through the real window: one marked from the keyboard, one on paper and scanned back in."""

from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from commedu_desktop.domain.sheets import layout_for
from commedu_desktop.services.credits import balance
from commedu_desktop.store.tables import Offering
from commedu_desktop.ui.learners import LearnersDialog
from commedu_desktop.ui.pages.attendance import AttendancePage
from commedu_desktop.ui.pages.attendance.scanned.dialog import ScansDialog
from commedu_desktop.ui.planned_absences import AbsenceDialog
from tests.journeys.clerk import CONTROL, Clerk
from tests.makers import Maker
from tests.pens import Filled, Grey, fill_in, photographed, printed

NAMES = ("陈春梅", "李建芳", "刘桂芳", "王敏", "吴彩霞", "张小明", "赵志明", "朱桂兰")


@pytest.fixture
def choir(make: Maker) -> Offering:
    """Eight people, a lesson on Monday and one on Tuesday, with which the class ends."""
    choir = make.new_offering(title="合唱", ends=date(2026, 11, 24))
    for number, name in enumerate(NAMES):
        make.enrol(choir, make.new_resident(name, pinyin=f"n{number}"))
    for day in (23, 24):
        make.new_lesson(choir, datetime(2026, 11, day, 8, 30))
    return choir


def test_a_lesson_from_the_keyboard_and_a_lesson_from_paper(clerk: Clerk, choir: Offering, tmp_path: Path) -> None:
    keeps_an_absence_that_was_announced(clerk, choir)
    marks_the_exceptions_and_closes(clerk, choir)
    clerk.wait_until(datetime(2026, 11, 24, 10, 30))
    sheet, filled = prints_the_sheet_which_is_filled_in(clerk)
    photo = tmp_path / "IMG_0001.jpg"
    photo.write_bytes(photographed(sheet, np.random.default_rng(3)))
    reads_it_back(clerk, choir, photo, filled)
    assert clerk.desk.read(balance, clerk.id_of("张小明"), 16) == 2


def keeps_an_absence_that_was_announced(clerk: Clerk, choir: Offering) -> None:
    page = clerk.goes_to("attendance", AttendancePage)
    page.show_class(choir.id)
    page.show_learners()
    learners = clerk.dialog(LearnersDialog)
    clerk.qtbot.waitUntil(learners.away_button.isEnabled)
    learners.away_button.click()
    dialog = clerk.dialog(AbsenceDialog)
    clerk.saves(dialog)
    learners.reject()


def marks_the_exceptions_and_closes(clerk: Clerk, choir: Offering) -> None:
    """One late by twelve minutes, one absent; F for everybody else. The announced one is excused by itself."""
    page = clerk.goes_to("attendance", AttendancePage)
    page.show_class(choir.id)
    grid = page.class_view.grid
    for key in (Qt.Key.Key_Down, Qt.Key.Key_M):
        QTest.keyClick(grid, key)
    QTest.keyClicks(grid.minutes, "12")
    QTest.keyClick(grid.minutes, Qt.Key.Key_Return)
    QTest.keyClick(grid, Qt.Key.Key_A)
    clerk.settle()
    page.act["fill"].trigger()
    clerk.settle()
    page.act["close"].trigger()
    clerk.settle()
    firsts = [marks[0] for marks in clerk.marks(choir.id).values()]
    assert firsts == ["excused", "late", "absent", *["present"] * 5]


def prints_the_sheet_which_is_filled_in(clerk: Clerk) -> tuple[Grey, list[Filled]]:
    page = clerk.goes_to("attendance", AttendancePage)
    page.leave_class()
    page.turn_to_today()
    page.print_page()
    sheet = printed(clerk.previewed())[0]
    return sheet, fill_in(sheet, layout_for(len(NAMES) + 4, 1), len(NAMES), np.random.default_rng(11))


def reads_it_back(clerk: Clerk, choir: Offering, photo: Path, filled: list[Filled]) -> None:
    """What is doubtful is answered as the paper says; one undo takes the sheet back, and it is read in again."""
    for _time in range(2):
        page = clerk.goes_to("attendance", AttendancePage)
        page.read_scans([photo])
        dialog = clerk.dialog(ScansDialog)
        clerk.settle()
        assert dialog.review is not None
        while dialog.review.waiting:
            meant = filled[dialog.review.cell(dialog.review.waiting[0]).row].mark
            dialog.looking.answer(meant)
        QTest.keyClick(dialog.looking.pages, Qt.Key.Key_Return, CONTROL)
        clerk.qtbot.waitUntil(dialog.isHidden)
        clerk.settle()
        seconds = [marks[1] for marks in clerk.marks(choir.id).values()]
        assert seconds == [one.mark.value if one.mark else "absent" for one in filled]
        if _time == 0:
            clerk.undoes()
            assert {marks[1] for marks in clerk.marks(choir.id).values()} == {""}
