"""The class list with its waiting list, from the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.services.enrolments import learners, waiting_list
from commedu_desktop.services.settings import ChangeSettings, change_settings
from commedu_desktop.store.tables import Offering
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.learners import LearnersDialog
from tests.makers import Maker
from tests.offices import WRITES_BEGIN


class Open:
    """A class of one place: Ann is in, Bob waits, 张小明 is on the register."""

    def __init__(self, qtbot: QtBot, desk: Desk, make: Maker) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.choir: Offering = make.new_offering(title="Choir", capacity=1)
        make.enrol(self.choir, make.new_resident("Ann", pinyin="ann"))
        waits = {"status": EnrolmentStatus.WAITING, "queued_at": WRITES_BEGIN}
        make.enrol(self.choir, make.new_resident("Bob", pinyin="bob"), **waits)
        make.new_resident("张小明", pinyin="zhang xiao ming")
        self.window = window = QWidget()
        qtbot.addWidget(window)
        window.resize(1_000, 700)
        window.show()
        self.dialog = LearnersDialog(desk, window, self.choir.id)
        self.dialog.open()
        qtbot.waitUntil(self.dialog.isActiveWindow)

    def press(self, key: Qt.Key, *, control: bool = False) -> None:
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self.dialog.search, key, modifier)
        self.qtbot.waitUntil(lambda: self.desk.jobs.current is None)

    def names(self) -> tuple[list[str], list[str]]:
        inside = [one.name for one in self.desk.read(learners, self.choir.id)]
        return inside, [one.name for one in self.desk.read(waiting_list, self.choir.id)]

    def said(self) -> str:
        return self.dialog.banner.label.text()


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk, make: Maker) -> Open:
    return Open(qtbot, desk, make)


def test_a_withdrawal_moves_the_first_of_the_waiting_list_up_and_says_so(opened: Open) -> None:
    assert opened.dialog.about.text() == "1 of 1 places taken · 1 waits"
    opened.press(Qt.Key.Key_Delete, control=True)
    assert opened.names() == (["Bob"], [])
    assert opened.said() == "Ann has left Choir. Bob moved up from the waiting list."
    assert opened.dialog.about.text() == "1 of 1 places taken"


def test_a_typed_name_is_enrolled_and_waits_when_the_class_is_full(opened: Open) -> None:
    QTest.keyClicks(opened.dialog.search, "zxm")
    opened.press(Qt.Key.Key_Return)
    assert opened.names() == (["Ann"], ["Bob", "张小明"])
    assert "number 2 on the waiting list" in opened.said()
    assert opened.dialog.search.text() == ""
    assert opened.dialog.table.rows.rowCount() == 3


def test_a_place_out_of_turn_needs_a_free_one(opened: Open) -> None:
    opened.press(Qt.Key.Key_Down)
    opened.press(Qt.Key.Key_G, control=True)
    assert opened.said().startswith("Choir is full")
    assert opened.names() == (["Ann"], ["Bob"])


def test_a_place_that_is_offered_is_confirmed_with_one_key_and_says_until_when(opened: Open) -> None:
    opened.desk.office.write(change_settings, ChangeSettings({"hold_hours": 48}), actor="Li Na")
    opened.press(Qt.Key.Key_Delete, control=True)
    assert opened.said() == "Ann has left Choir. The place is now offered to Bob."
    assert opened.dialog.about.text() == "1 of 1 places taken · 1 place offered"
    row = opened.dialog.table.rows.row_at(0)
    told = [column.text(row) for column in opened.dialog.table.rows.columns]
    assert "place offered" in told
    assert told[-1].startswith("place offered until 25 Nov 2026")
    assert opened.dialog.promote_button.text() == "Confirm the place"
    opened.press(Qt.Key.Key_G, control=True)
    assert opened.names() == (["Bob"], [])


def test_an_exception_stands_beside_the_name_with_the_rule_and_the_reason(opened: Open, make: Maker) -> None:
    kim = make.new_resident("Kim", pinyin="aaa")
    make.enrol(opened.choir, kim, waived="enrol-age", note="assists the teacher")
    opened.dialog.read()
    row = opened.dialog.table.rows.row_at(0)
    told = [column.text(row) for column in opened.dialog.table.rows.columns]
    assert told[-1] == "exception (age): assists the teacher"
