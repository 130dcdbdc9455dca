"""Scanned sheets in the window: dropped, looked over from the keyboard, entered with one key, undone with one."""

from datetime import datetime
from pathlib import Path

import cv2
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.sheets import CHOICES, layout_for
from commedu_desktop.services.attendance import class_grid
from commedu_desktop.services.sheets import sign_in_pdf
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.attendance.scanned.dialog import ScansDialog
from tests.makers import Maker
from tests.pens import Grey, printed

P, L, E, A = Mark.PRESENT, Mark.LATE, Mark.EXCUSED, Mark.ABSENT
CONTROL = Qt.KeyboardModifier.ControlModifier


class Desktop:
    """A choir of four, its sheet on paper, and the dialog that reads it."""

    def __init__(self, qtbot: QtBot, desk: Desk, make: Maker, folder: Path) -> None:
        self.qtbot, self.desk, self.folder = qtbot, desk, folder
        self.choir = make.new_offering(title="Choir")
        for name in ("Ann", "Bob", "Cem", "Dan"):
            make.enrol(self.choir, make.new_resident(name, pinyin=name.lower()))
        self.lesson = make.new_lesson(self.choir, datetime(2026, 11, 23, 8, 0))
        self.page: Grey = printed(desk.read(sign_in_pdf, self.lesson.id, "en"))[0]
        self.dialog = ScansDialog(desk, None)
        qtbot.addWidget(self.dialog)
        self.dialog.resize(1000, 640)
        self.dialog.show()
        qtbot.waitExposed(self.dialog)

    def tick(self, row: int, mark: Mark) -> None:
        box, scale = layout_for(8, 1).boxes(row, 0)[CHOICES.index(mark)], 200 / 25.4
        ends = [(round((box.left + d) * scale), round((box.top + d) * scale)) for d in (0.7, 3.5)]
        cv2.line(self.page, ends[0], ends[1], 30, 5)

    def scan(self) -> None:
        path = self.folder / "scan.png"
        Image.fromarray(self.page).save(path)
        self.dialog.read([path])
        self.qtbot.waitUntil(lambda: self.desk.jobs.current is None and self.dialog.choose.isEnabled())

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target: QWidget = self.dialog.looking.pages
        QTest.keyClick(target, key, modifier)

    def marks(self) -> list[Mark | None]:
        self.qtbot.waitUntil(lambda: self.desk.jobs.current is None)
        return [row.marks[0] for row in self.desk.read(class_grid, self.choir.id).rows]


@pytest.fixture
def desktop(qtbot: QtBot, desk: Desk, make: Maker, tmp_path: Path) -> Desktop:
    return Desktop(qtbot, desk, make, tmp_path)


def test_doubtful_boxes_are_settled_with_one_key_each_and_one_undo_takes_everything_back(desktop: Desktop) -> None:
    for row, mark in ((0, P), (1, P), (1, E), (2, P), (2, L)):
        desktop.tick(row, mark)
    desktop.scan()
    looking = desktop.dialog.looking
    assert looking.question.whose.text() == "Bob"
    assert not looking.enter_button.isEnabled()
    desktop.press(Qt.Key.Key_Return, CONTROL)
    assert desktop.marks() == [None] * 4
    desktop.press(Qt.Key.Key_E)
    assert looking.question.whose.text() == "Cem"
    desktop.press(Qt.Key.Key_A)
    assert looking.enter_button.isEnabled()
    desktop.press(Qt.Key.Key_Return, CONTROL)
    assert desktop.marks() == [P, E, A, A]
    assert not desktop.dialog.isVisible()
    desktop.desk.undo()
    assert desktop.marks() == [None] * 4


def test_space_leaves_a_blank_and_backspace_goes_back_to_answer_again(desktop: Desktop) -> None:
    for row in (0, 1):
        desktop.tick(row, P)
        desktop.tick(row, L)
    desktop.scan()
    review = desktop.dialog.review
    assert review is not None
    desktop.press(Qt.Key.Key_Space)
    desktop.press(Qt.Key.Key_Backspace)
    assert desktop.dialog.looking.question.whose.text() == "Ann"
    desktop.press(Qt.Key.Key_L)
    assert desktop.dialog.looking.question.whose.text() == "Bob"
    desktop.press(Qt.Key.Key_Space)
    assert list(review.marks.values()) == [L, None, None, None]


def test_a_click_on_the_page_asks_about_that_cell(desktop: Desktop) -> None:
    desktop.tick(0, P)
    desktop.scan()
    sheets = desktop.dialog.looking.pages.sheets
    assert desktop.dialog.review is not None
    desktop.dialog.review.here = (0, 3)
    box = sheets.box_here()
    desktop.dialog.review.here = None
    assert box is not None
    QTest.mouseClick(sheets, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert desktop.dialog.looking.question.whose.text() == "Dan"
    desktop.press(Qt.Key.Key_L)
    desktop.dialog.looking.close_field.value = False
    desktop.press(Qt.Key.Key_Return, CONTROL)
    assert desktop.marks() == [P, None, None, L]


def test_what_cannot_be_read_is_said_and_another_file_can_be_chosen(desktop: Desktop) -> None:
    path = desktop.folder / "letter.jpg"
    path.write_bytes(b"no picture")
    desktop.dialog.read([path])
    desktop.qtbot.waitUntil(desktop.dialog.banner.isVisible)
    assert desktop.dialog.banner.label.text().startswith("letter.jpg, page 1: letter.jpg cannot be read")
    assert desktop.dialog.stack.currentWidget() is desktop.dialog.choose
