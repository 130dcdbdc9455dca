"""Today opens with the day's lessons and figures; every figure opens its list."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from commedu_desktop import i18n
from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.store.tables import AttendanceMark, Lesson, Population, Resident
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.today import TodayPage
from commedu_desktop.ui.widgets.rows_dialog import RowsDialog
from tests.makers import Maker
from tests.offices import WRITES_BEGIN


@pytest.fixture
def running(make: Maker) -> Lesson:
    """Calligraphy, 08:30 to 10:30 today: 张小明 is in, Li Na is expected."""
    offering = make.new_offering(title="Calligraphy", capacity=2)
    lesson = make.new_lesson(offering, datetime(2026, 11, 23, 8, 30), 120)
    for name, mark in (("张小明", Mark.PRESENT), ("Li Na", None)):
        resident = make.new_resident(name)
        make.enrol(offering, resident)
        if mark:
            put_mark(make, lesson, resident, mark)
    return lesson


def put_mark(make: Maker, lesson: Lesson, resident: Resident, mark: Mark) -> None:
    make.add(AttendanceMark(lesson_id=lesson.id, resident_id=resident.id, mark=mark, at=WRITES_BEGIN))


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> TodayPage:
    page = TodayPage(desk)
    qtbot.addWidget(page)
    return page


def shown(qtbot: QtBot, page: TodayPage) -> TodayPage:
    page.resize(1100, 800)
    page.show()
    qtbot.waitUntil(lambda: page.training is not None and not page.concerns._asking)
    return page


FESTIVALS = "3 festivals and campaigns are near without a notice"


def lines(page: TodayPage) -> list[str]:
    return [card.accessibleName() for card in page.concerns._lines.cards]


@pytest.mark.usefixtures("running")
def test_the_day_is_read_at_a_glance(qtbot: QtBot, page: TodayPage) -> None:
    shown(qtbot, page)
    assert page.header.subtitle.text() == "Monday, 23 November 2026 · 1 lesson · 2 people expected · 1 is in now"
    assert page.figures["came"].figure.text() == "1 / 2"
    cells = [page.table.rows.index(0, column).data() for column in range(6)]
    assert cells == ["08:30–10:30", "Calligraphy", "王丽华", "Room 101", "1/2", "running"]


def test_an_empty_day_says_so(qtbot: QtBot, page: TodayPage, make: Maker) -> None:
    assert make.branch.code == "B01"
    shown(qtbot, page)
    assert page._nothing.isVisible()
    assert lines(page) == [FESTIVALS]
    assert page.figures["training"].caption.text() == "persons this year"


def test_a_lesson_opens_by_keyboard_and_by_click(qtbot: QtBot, page: TodayPage, desk: Desk, running: Lesson) -> None:
    shown(qtbot, page)
    visited: list[object] = []
    desk.going.connect(lambda key, where: visited.append((key, where)))
    qtbot.keyClick(page.timeline, Qt.Key.Key_Right)  # type: ignore[no-untyped-call]
    qtbot.keyClick(page.timeline, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    block = page.timeline._blocks[0]
    qtbot.mouseClick(page.timeline, Qt.MouseButton.LeftButton, pos=page.timeline._box(block).center().toPoint())  # type: ignore[no-untyped-call]
    assert visited == [("attendance", {"lesson_id": running.id})] * 2


@pytest.mark.usefixtures("running")
def test_who_is_in_stands_behind_the_figure(qtbot: QtBot, page: TodayPage) -> None:
    shown(qtbot, page)
    page.figures["came"].clicked.emit()
    dialog = page.findChild(RowsDialog)
    assert dialog is not None
    assert [row.name for row in dialog.rows] == ["张小明"]
    dialog.reject()


def test_what_needs_a_look_is_named(qtbot: QtBot, page: TodayPage, make: Maker) -> None:
    offering = make.new_offering(title="Choir", capacity=1)
    late = make.new_resident("Li Na", phone="13800000000")
    make.enrol(offering, late)
    make.enrol(offering, make.new_resident(), status=EnrolmentStatus.WAITING)
    for day in (2, 9, 16):
        lesson = make.new_lesson(offering, datetime(2026, 11, day, 9), status=LessonStatus.HELD, closed_at=WRITES_BEGIN)
        put_mark(make, lesson, late, Mark.ABSENT)
    make.new_lesson(offering, datetime(2026, 11, 20, 9))
    shown(qtbot, page)
    assert lines(page) == [
        "1 lesson is over and not closed",
        "1 class with people waiting",
        "1 person absent several times running",
        FESTIVALS,
    ]
    assert page.figures["low"].figure.text() == "1"
    for card in page.concerns._lines.cards:
        card.clicked.emit()
        dialog = page.findChildren(RowsDialog)[-1]
        assert len(dialog.rows) == (3 if card.accessibleName() == FESTIVALS else 1)
        dialog.reject()


@pytest.mark.usefixtures("running")
def test_the_training_rate_names_its_population(qtbot: QtBot, page: TodayPage, make: Maker) -> None:
    make.add(Population(branch_id=make.branch.id, year=2026, number=8))
    shown(qtbot, page)
    card = page.figures["training"]
    assert (card.figure.text(), card.caption.text()) == ("12.5%", "training rate of 8 people")


def test_it_speaks_chinese(qtbot: QtBot, desk: Desk, running: Lesson) -> None:
    i18n.use("zh_CN")
    page = TodayPage(desk)
    qtbot.addWidget(page)
    shown(qtbot, page)
    assert page.header.subtitle.text() == "2026年11月23日星期一 · 1 个课次 · 应到 2 人 · 现有 1 人在场"


@pytest.mark.usefixtures("running")
def test_nothing_is_counted_while_another_page_is_seen(qtbot: QtBot, page: TodayPage, desk: Desk) -> None:
    shown(qtbot, page)
    page.hide()
    page._settled.start(0)
    qtbot.waitUntil(lambda: not page._settled.isActive())
    assert desk.jobs.current is None
    page.training = None
    shown(qtbot, page)
