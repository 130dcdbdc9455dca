"""The front desk without a mouse: scanners, clerks, and both at the same moment."""

from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commedu_desktop.domain.check_in import Outcome
from commedu_desktop.services.attendance import class_grid, headcounts
from commedu_desktop.services.enrolments import learners, waiting_list
from commedu_desktop.store.tables import Lesson, Offering, Resident
from commedu_desktop.ui import sounds
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.front_desk import FrontDeskPage
from commedu_desktop.ui.pages.front_desk.enrol_dialog import EnrolDialog
from commedu_desktop.ui.theme import Look
from tests.makers import Maker

ENTER = Qt.Key.Key_Return


class Clock:
    """Seconds between keys, as the field measures them."""

    def __init__(self) -> None:
        self.now, self.step = 100.0, 0.2

    def __call__(self) -> float:
        self.now += self.step
        return self.now


class FrontDesk:
    """The page, a choir that begins at 09:30, and 张小明 who is in it."""

    def __init__(self, qtbot: QtBot, desk: Desk, make: Maker) -> None:
        self.qtbot, self.desk, self.make = qtbot, desk, make
        self.choir: Offering = make.new_offering(title="Choir")
        self.zhang: Resident = make.new_resident("张小明", card="B01-004312", pinyin="zhang xiao ming")
        make.enrol(self.choir, self.zhang)
        self.lesson: Lesson = make.new_lesson(self.choir, datetime(2026, 11, 23, 9, 30))
        self.page = FrontDeskPage(desk)
        qtbot.addWidget(self.page)
        self.clock = Clock()
        self.page.field._clock = self.clock
        self.page.resize(1_100, 700)
        self.page.show()
        qtbot.waitExposed(self.page)

    def type(self, text: str, *, enter: bool = False, seconds: float = 0.2) -> None:
        self.clock.step = seconds
        QTest.keyClicks(self.page.field, text)
        if enter:
            QTest.keyClick(self.page.field, ENTER)
        self.settle()

    def scan(self, code: str) -> None:
        self.clock.now += 0.2
        self.type(code, enter=True, seconds=0.001)

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.desk.jobs.current is None)

    @property
    def result(self) -> tuple[str, str]:
        return self.page.result.name.text(), self.page.result.sentence.text()

    def marked(self) -> int:
        rows = self.desk.read(class_grid, self.choir.id).rows
        return sum(mark is not None for row in rows for mark in row.marks)

    def outcomes(self) -> list[Outcome]:
        return [answer.outcome for answer in self.page.just_now.answers]


@pytest.fixture
def front(qtbot: QtBot, desk: Desk, make: Maker) -> FrontDesk:
    return FrontDesk(qtbot, desk, make)


def test_a_scan_in_a_burst_checks_in_and_leaves_the_field_ready(front: FrontDesk) -> None:
    front.scan("b01-004312")
    assert front.result == ("张小明  Zhang Xiaoming", "is in · Choir · Room 101 · 09:30, 30 minutes early")
    assert front.page.result.property("state") == "good"
    assert (front.page.field.text(), front.page.field.hasFocus(), front.marked()) == ("", True, 1)


def test_a_card_that_is_sent_twice_is_one_visit_and_stays_green(front: FrontDesk) -> None:
    front.scan("B01-004312")
    front.scan("B01-004312")
    assert (front.marked(), front.outcomes()) == (1, [Outcome.IN])
    assert front.page.result.sentence.text().startswith("is in")


def test_a_scan_into_a_half_typed_name_keeps_the_name(front: FrontDesk) -> None:
    front.type("wang")
    front.scan("B01-004312")
    assert (front.page.field.text(), front.marked()) == ("wang", 1)


def test_initials_find_and_enter_checks_in(front: FrontDesk) -> None:
    front.type("zxm")
    front.qtbot.waitUntil(lambda: front.page.panel.resident is not None)
    assert front.page.table.rows.rowCount() == 1
    front.type("", enter=True)
    assert (front.marked(), front.page.field.text()) == (1, "")


def test_arrows_choose_among_those_of_one_name(front: FrontDesk) -> None:
    other = front.make.new_resident("张小明", card="B01-000002", pinyin="zhang xiao ming")
    front.type("zxm")
    front.page.field.finish()
    first = front.page.table.chosen_id
    QTest.keyClick(front.page.field, Qt.Key.Key_Down)
    assert {first, front.page.table.chosen_id} == {front.zhang.id, other.id}
    shown = front.page.panel.resident
    assert shown is not None
    assert shown.id == front.page.table.chosen_id


def test_a_card_number_typed_by_hand_is_that_card(front: FrontDesk) -> None:
    front.type("B01-004312", enter=True)
    assert front.outcomes() == [Outcome.IN]


def test_an_unknown_card_is_red_and_a_name_nobody_has_says_so(front: FrontDesk) -> None:
    front.scan("B01-999999")
    assert front.page.result.property("state") == "bad"
    assert front.result[1].startswith("card B01-999999 is not known")
    front.type("qqqq", enter=True)
    assert front.result == ("qqqq", "Nobody has this name. Try pinyin or the telephone number.")


def test_undo_takes_the_very_check_in_back_and_shows_it(front: FrontDesk) -> None:
    front.scan("B01-004312")
    front.page.undo_button.click()
    front.settle()
    front.qtbot.waitUntil(lambda: front.result[1] == "The check-in was undone.")
    assert front.marked() == 0


def test_a_walk_in_is_counted_or_enrolled_with_one_more_key(front: FrontDesk) -> None:
    lecture = front.make.new_offering(title="Fire safety", walk_in=True)
    lesson = front.make.new_lesson(lecture, datetime(2026, 11, 23, 9, 30))
    guest = front.make.new_resident("李雷", card="B01-000777", born=date(1950, 1, 1))
    front.scan(guest.card)
    assert front.outcomes() == [Outcome.LOOK]
    front.page.act["count"].trigger()
    front.settle()
    assert front.desk.read(headcounts, lesson.id) == {"70+": 1}

    front.scan(guest.card)
    front.page.act["join"].trigger()
    front.settle()
    assert [one.name for one in front.desk.read(learners, lecture.id)] == ["李雷"]
    assert front.page.result.sentence.text().startswith("is in · Fire safety")


def test_enrolling_from_the_desk_says_what_stands_in_the_way_and_the_place_in_the_list(front: FrontDesk) -> None:
    make = front.make
    full, dance = make.new_offering(title="Full class", capacity=1), make.new_offering(title="Dance")
    make.enrol(full, make.new_resident("Ann"))
    make.new_lesson(dance, datetime(2026, 11, 23, 10, 0))
    front.scan("B01-004312")
    QTest.keyClick(front.page.field, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, EnrolDialog)
    front.qtbot.waitUntil(dialog.isActiveWindow)

    _choose(dialog, "full")
    front.settle()
    assert "number 1 on the waiting list" in dialog.banner.label.text()
    assert [one.name for one in front.desk.read(waiting_list, full.id)] == ["张小明"]

    _choose(dialog, "dance")
    front.settle()
    assert dialog.banner.label.text().startswith("张小明 already has Choir at the same time")
    dialog.reason.value = "leaves early"
    dialog.enrol()
    front.settle()
    assert "is enrolled in Dance" in dialog.banner.label.text()
    dialog.reject()


def _choose(dialog: EnrolDialog, typed: str) -> None:
    dialog.search.clear()
    QTest.keyClicks(dialog.search, typed)
    QTest.keyClick(dialog.search, ENTER)


@pytest.mark.parametrize("width", [700, 1_100])
@pytest.mark.parametrize("size", [100, 150])
def test_nothing_is_wider_than_the_page(front: FrontDesk, look: Look, width: int, size: int) -> None:
    look.set(text_size=size)
    front.scan("B01-004312")
    front.page.resize(width, 700)
    layout = front.page.layout()
    assert layout is not None
    front.qtbot.waitUntil(lambda: layout.minimumSize().width() <= width)
    look.set(text_size=100)


def test_the_three_sounds_differ_and_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {name: sounds.wav(name) for name in sounds.TUNES}
    assert len(set(files.values())) == 3
    assert all(content.startswith(b"RIFF") and len(content) < 20_000 for content in files.values())


def test_lessons_fill_up_in_sight_while_people_come(front: FrontDesk) -> None:
    def come() -> list[str]:
        table = front.page.lessons.table
        return [str(table.rows.index(row, 2).data()) for row in range(table.rows.rowCount())]

    before = come()
    front.scan("B01-004312")
    assert (before, come()) == (["0 of 1"], ["1 of 1"])


def test_sound_can_be_off(front: FrontDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[Any] = []
    monkeypatch.setattr(sounds, "play", played.append)
    front.scan("B01-004312")
    front.page.act["sound"].trigger()
    front.scan("B01-999999")
    assert (played, front.desk.settings.now.sound) == (["in"], False)
