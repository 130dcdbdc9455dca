"""Scanners as they are: fast, twice, in capitals, into a half-typed name; and the screen where residents scan."""

from datetime import datetime
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from commedu_desktop.domain.check_in import Outcome
from commedu_desktop.services.attendance import class_grid
from commedu_desktop.services.cards import ReplaceCard, replace_card
from commedu_desktop.services.check_in import CheckIn
from commedu_desktop.services.merging import MergeResidents, merge_residents
from commedu_desktop.store.tables import Branch, Lesson, Offering, Resident
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.front_desk import FrontDeskPage
from commedu_desktop.ui.pages.front_desk.desk_field import DeskField
from commedu_desktop.ui.pages.front_desk.exceptions import LetInDialog, RoomDialog
from commedu_desktop.ui.self_service import SelfService
from commedu_desktop.ui.theme import Look
from tests.makers import Maker
from tests.ui.looking import clipped

ENTER = Qt.Key.Key_Return


class Keys:
    """A clock for the field: a scanner's keys come a millisecond apart, a hand's a fifth of a second."""

    def __init__(self) -> None:
        self.now, self.step = 100.0, 0.001

    def __call__(self) -> float:
        self.now += self.step
        return self.now


class Door:
    """A field with a scanner before it, a choir at 09:30, and people of it."""

    def __init__(self, qtbot: QtBot, desk: Desk, make: Maker) -> None:
        self.qtbot, self.desk, self.make = qtbot, desk, make
        self.choir: Offering = make.new_offering(title="Choir", capacity=0)
        self.people = [self.learner(name) for name in ("张小明", "李娜", "王强")]
        self.lesson: Lesson = make.new_lesson(self.choir, datetime(2026, 11, 23, 9, 30))
        self.keys = Keys()

    def learner(self, name: str, **values: Any) -> Resident:
        resident = self.make.new_resident(name, **values)
        self.make.enrol(self.choir, resident)
        return resident

    def scans(self, field: DeskField, *codes: str) -> None:
        """One code after another without a breath; then everything is carried out."""
        field._clock = self.keys
        self.keys.now += 0.2
        for code in codes:
            self.keys.step = 0.001
            QTest.keyClicks(field, code)
            QTest.keyClick(field, ENTER)
            self.keys.now += 0.05
        self.qtbot.waitUntil(lambda: self.desk.jobs.current is None)

    def types(self, field: DeskField, text: str) -> None:
        field._clock = self.keys
        self.keys.step = 0.2
        QTest.keyClicks(field, text)

    def marked(self) -> int:
        rows = self.desk.read(class_grid, self.choir.id).rows
        return sum(mark is not None for row in rows for mark in row.marks)


@pytest.fixture
def door(qtbot: QtBot, desk: Desk, make: Maker) -> Door:
    return Door(qtbot, desk, make)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, door: Door) -> FrontDeskPage:
    page = FrontDeskPage(desk)
    qtbot.addWidget(page)
    page.resize(1_100, 700)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, door: Door) -> SelfService:
    screen = SelfService(desk)
    screen.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    screen.show()
    qtbot.waitExposed(screen)
    qtbot.addWidget(screen, before_close_func=lambda shown: setattr(shown, "may_close", True))
    return screen


def test_three_people_in_one_second_are_three_marks(door: Door, page: FrontDeskPage) -> None:
    door.scans(page.field, *(one.card for one in door.people))
    assert door.marked() == 3
    assert [answer.who for answer in page.just_now.answers] == ["王强", "李娜", "张小明"]


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_code_sent_again_and_again_is_one_visit(door: Door, page: FrontDeskPage, times: int) -> None:
    door.scans(page.field, *[door.people[0].card] * times)
    assert (door.marked(), len(page.just_now.answers), page.result.property("state")) == (1, 1, "good")


def test_a_code_sent_twice_before_enter_is_that_code(door: Door, page: FrontDeskPage) -> None:
    door.scans(page.field, door.people[0].card * 2)
    assert [answer.outcome for answer in page.just_now.answers] == [Outcome.IN]


@pytest.mark.parametrize("turned", [str.lower, str.swapcase, str.upper])
def test_caps_lock_does_not_matter(door: Door, page: FrontDeskPage, turned: Any) -> None:
    door.scans(page.field, turned(door.people[0].card))
    assert door.marked() == 1


def test_what_a_clerk_was_typing_stays_while_scans_arrive(door: Door, page: FrontDeskPage) -> None:
    door.types(page.field, "wang")
    door.scans(page.field, door.people[0].card, door.people[1].card)
    door.types(page.field, "q")
    assert (page.field.text(), door.marked()) == ("wangq", 2)


def test_void_unknown_and_merged_cards_have_each_their_answer(door: Door, page: FrontDeskPage) -> None:
    double = door.make.new_resident("张小名")
    request = MergeResidents(door.people[0].id, double.id)
    door.desk.office.write(merge_residents, request, actor="Li Na")
    door.scans(page.field, double.card, "B01-777777")
    unknown, merged = page.just_now.answers
    assert (merged.outcome, merged.who) == (Outcome.IN, "张小明")
    assert (unknown.outcome, unknown.code) == (Outcome.REFUSED, "check-in-card-unknown")


def test_a_lead_lets_in_with_two_keys_and_a_reason(door: Door, page: FrontDeskPage) -> None:
    afternoon = door.make.new_offering(title="Dance")
    ann = door.make.new_resident("Ann")
    door.make.enrol(afternoon, ann)
    door.make.new_lesson(afternoon, datetime(2026, 11, 23, 14, 0))
    door.scans(page.field, ann.card)
    assert not page.let_in_button.isHidden()
    page.act["let_in"].trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, LetInDialog)
    QTest.keyClicks(dialog.reason.edit, "helps")
    QTest.keyClick(dialog.reason.edit, ENTER)
    door.qtbot.waitUntil(lambda: page.result.sentence.text().endswith("by exception: helps"))
    assert page.let_in_button.isHidden()


def test_an_unpaid_fee_is_amber_though_they_are_in(door: Door, page: FrontDeskPage) -> None:
    paid = door.make.new_offering(title="Yoga", fee=60_00)
    ann = door.make.new_resident("Ann")
    door.make.enrol(paid, ann)
    door.make.new_lesson(paid, datetime(2026, 11, 23, 9, 15))
    door.scans(page.field, ann.card)
    assert page.result.property("state") == "warn"
    assert page.result.sentence.text().endswith("¥60.00 is still to pay")


def test_a_desk_at_a_door_sends_the_others_to_theirs(door: Door, page: FrontDeskPage) -> None:
    hall = door.make.new_venue(code="HALL", name="Hall")
    dialog = RoomDialog(door.desk, page)
    dialog.room.value = hall.code
    dialog.save()
    page.refresh_now()
    door.scans(page.field, door.people[0].card)
    assert page.result.sentence.text() == "Choir at 09:30 is in Room 101, not here (Hall)."
    assert "at the door of Hall" in page.header.subtitle.text()


def test_residents_check_themselves_in_and_read_it_in_very_large_type(door: Door, screen: SelfService) -> None:
    door.scans(screen.field, door.people[0].card)
    assert screen.name.text() == "张小明"
    assert screen.sentence.text() == "is in · Choir · Room 101 · 09:30, 30 minutes early"
    assert screen.band.property("state") == "good"
    assert screen.name.fontInfo().pixelSize() >= 60
    door.scans(screen.field, door.people[0].card)
    assert screen.band.property("state") == "good"
    screen.wait()
    assert screen.name.text() == "Welcome"


def test_what_does_not_work_there_leads_to_the_front_desk(door: Door, screen: SelfService) -> None:
    door.scans(screen.field, "B01-777777")
    assert screen.band.property("state") == "bad"
    assert screen.sentence.text().endswith("Please ask at the front desk.")
    door.types(screen.field, "zhang")
    QTest.keyClick(screen.field, ENTER)
    door.qtbot.waitUntil(lambda: door.desk.jobs.current is None)
    assert door.marked() == 0


def test_the_screen_is_left_by_its_chord_alone(door: Door, screen: SelfService) -> None:
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_F12, Qt.Key.Key_Q):
        QTest.keyClick(screen.field, key)
    screen.close()
    assert screen.isVisible()
    door.qtbot.waitUntil(screen.isActiveWindow)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(screen.field, Qt.Key.Key_F12, both)
    door.qtbot.waitUntil(lambda: not screen.isVisible())


def test_the_front_desk_opens_the_screen_for_its_own_door(door: Door, page: FrontDeskPage) -> None:
    page.act["self_service"].trigger()
    assert page.served is not None
    assert page.served.isFullScreen()
    page.served.leave()


def test_scans_are_answered_while_a_long_job_and_a_long_write_go_on(door: Door, page: FrontDeskPage) -> None:
    """A backup or a thousand certificates; and an import, which has the database until it is through."""
    go_on = Event()
    door.desk.work(lambda _progress: go_on.wait(10))
    page.check_in(CheckIn(door.people[0].card))
    door.qtbot.waitUntil(lambda: door.marked() == 1)
    go_on.set()
    door.qtbot.waitUntil(lambda: door.desk.jobs.current is None)

    def import_much(session: Session, name: str) -> None:
        session.add(Branch(code="B99", name=name))
        session.flush()
        begun.set()
        assert imported.wait(10)

    begun, imported = Event(), Event()
    door.desk.write(import_much, "a long list", title="Import")
    assert begun.wait(5)
    for one in door.people[1:]:
        page.check_in(CheckIn(one.card))
    door.qtbot.wait(50)
    assert door.marked() == 1
    imported.set()
    door.qtbot.waitUntil(lambda: door.marked() == 3)


def test_a_replaced_card_is_said_to_be_void(door: Door, page: FrontDeskPage) -> None:
    old = door.people[0].card
    door.desk.office.write(replace_card, ReplaceCard(door.people[0].id, "lost"), actor="Li Na")
    door.scans(page.field, old)
    assert page.just_now.answers[0].code == "check-in-card-void"
    assert (page.result.property("state"), door.marked()) == ("bad", 0)


@pytest.mark.parametrize("width", [760, 1_100])
def test_all_ways_out_have_room_in_large_type(door: Door, page: FrontDeskPage, look: Look, width: int) -> None:
    lecture = door.make.new_offering(title="Fire safety", walk_in=True)
    door.make.new_lesson(lecture, datetime(2026, 11, 23, 9, 30))
    dance, ann = door.make.new_offering(title="Dance"), door.make.new_resident("Ann")
    door.make.enrol(dance, ann)
    door.make.new_lesson(dance, datetime(2026, 11, 23, 14, 0))
    look.set(text_size=150)
    door.scans(page.field, ann.card)
    page.resize(width, 700)
    assert [button.isHidden() for button in (*page.walk_in_buttons, page.let_in_button)] == [False] * 3
    layout = page.layout()
    assert layout is not None
    door.qtbot.waitUntil(lambda: layout.minimumSize().width() <= width)
    assert clipped(page.result) == []
    look.set(text_size=100)
