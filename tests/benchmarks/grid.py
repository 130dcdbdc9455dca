"""A class grid of 60 people × 40 lessons: from the key to the painted mark, beside one frame of 60 a second."""

import statistics
import time
from datetime import date, datetime, timedelta
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.services.attendance import ClassGrid, GridRow, LessonState
from commedu_desktop.ui.pages.attendance.grid_view import GridView
from commedu_desktop.ui.pages.attendance.sheet import Sheet
from commedu_desktop.ui.theme import Look
from tests.benchmarks.result import Result, percentile

_KEYS = (Qt.Key.Key_A, Qt.Key.Key_L, Qt.Key.Key_E, Qt.Key.Key_P, Qt.Key.Key_Space)
PEOPLE, LESSONS, FRAME = 60, 40, 1000 / 60


def run() -> Result:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    view = GridView(Look(application, "light"))
    view.resize(1900, 1000)
    view.show_sheet(Sheet(_grid(), 70), (0, 0))
    view.marked.connect(view.put)
    view.show()
    view.setFocus()
    application.processEvents()
    times = [_press(application, view, number) for number in range(240)]
    print(f"grid: median {statistics.median(times):.1f} ms, 99th percentile {percentile(times, 0.99):.1f} ms")
    return Result("class grid 60 × 40: key → painted, 99th percentile", percentile(times, 0.99), FRAME, "ms", 1)


def _press(application: QApplication, view: GridView, number: int) -> float:
    """A key as the window system brings it, until the window has been painted; at the last row over to the next."""
    if view.here[0] == PEOPLE - 1:
        view.go(0, view.here[1] + 1)
        application.processEvents()
    key = _KEYS[number % len(_KEYS)]
    began = time.perf_counter()
    QTest.keyClick(view, key)
    application.processEvents()
    return (time.perf_counter() - began) * 1000


def _grid() -> ClassGrid:
    offering, first = uuid4(), datetime(2026, 9, 1, 9, 0)
    lessons = tuple(_lesson(first + timedelta(days=3 * number)) for number in range(LESSONS))
    rows = tuple(_row(number) for number in range(PEOPLE))
    return ClassGrid(offering, "O001", "Calligraphy", None, lessons, rows)


def _lesson(starts: datetime) -> LessonState:
    ends = starts + timedelta(minutes=90)
    return LessonState(
        id=uuid4(),
        offering_id=uuid4(),
        code="O001",
        title="Calligraphy",
        starts=starts,
        ends=ends,
        venue="101",
        teacher="王丽华",
        status=LessonStatus.PLANNED,
        closed_at=None,
        walk_in=False,
        expected=PEOPLE,
        marked=0,
        attended=0,
        heads=0,
    )


def _row(number: int) -> GridRow:
    marks = tuple(list(Mark)[(number + lesson) % 4] for lesson in range(LESSONS))
    return GridRow(
        enrolment_id=uuid4(),
        resident_id=uuid4(),
        card=f"B01-{number:06}",
        name="张小明",
        pinyin="zhang xiao ming",
        phone="137 0000 5521",
        status=EnrolmentStatus.ENROLLED,
        enrolled_on=date(2026, 9, 1),
        ended_on=None,
        marks=marks,
    )
