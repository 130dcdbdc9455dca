"""A week among 50,000 lessons of a term against one among 500, and how the list of all clashes grows.

Both centres show the same kind of week: the smaller has 2 rooms, the larger 200, each with 14 lessons a week.
"""

import os
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from math import log
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

from sqlalchemy import insert
from sqlalchemy.orm import Session

from commedu_desktop.domain.ids import new_id
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.services.conflicts import clashes
from commedu_desktop.services.office import Office
from commedu_desktop.store.database import Database
from commedu_desktop.store.tables import Branch, Course, Lesson, Offering, Teacher, Term, Venue
from tests.benchmarks.result import Result, percentile

if TYPE_CHECKING:
    from commedu_desktop.ui.desk import Desk
    from commedu_desktop.ui.jobs import Jobs

FIRST, LAST = date(2026, 9, 7), date(2027, 1, 10)
WEEKS, PER_WEEK, RUNS = 18, 14, 9
FEW, SOME, MANY = 2, 20, 200
IN_SIGHT, STEPS = 300, 120
"""Rooms: 504, 5,040 and 50,400 lessons."""


def centre(folder: Path, rooms: int) -> Office:
    office = Office(Database.create(folder / f"{rooms}.db"), clock=lambda: datetime(2026, 11, 23, 1, tzinfo=UTC))
    office.write(_fill, rooms, actor="benchmark")
    return office


def _fill(session: Session, rooms: int) -> None:
    branch, term = Branch(code="B", name="Centre"), Term(code="A", starts=FIRST, ends=LAST)
    course = Course(code="C", title="Course", equipment="projector")
    session.add_all([branch, term, course])
    lessons: list[dict[str, object]] = []
    for room in range(rooms):
        venue = Venue(code=f"V{room}", name=f"Room {room}", branch_id=branch.id, capacity=30)
        venue.equipment = "piano; projector"
        kind = TeacherKind.PART_TIME
        teacher = Teacher(code=f"T{room}", name=f"Teacher {room}", branch_id=branch.id, kind=kind)
        teacher.available, teacher.day_limit, teacher.week_limit = "Mon-Sun 08:00-20:00", 8, 60
        session.add_all([venue, teacher])
        for number in range(PER_WEEK):
            values = {"course_id": course.id, "term_id": term.id, "branch_id": branch.id, "venue_id": venue.id}
            offering = Offering(
                code=f"O{room}-{number}",
                title=f"Class {room}-{number}",
                kind=OfferingKind.CLASS,
                capacity=25,
                teacher_id=teacher.id,
                starts=FIRST,
                ends=LAST,
                **values,
            )
            session.add(offering)
            lessons += _weekly(offering, number)
    session.flush()
    session.execute(insert(Lesson), lessons)


def _weekly(offering: Offering, number: int) -> list[dict[str, object]]:
    first = datetime(2026, 9, 7) + timedelta(days=number // 2, hours=9 + 5 * (number % 2))
    common = {
        "offering_id": offering.id,
        "venue_id": offering.venue_id,
        "teacher_id": offering.teacher_id,
        "status": "planned",
        "reason": "",
        "note": "",
    }
    starts = [first + timedelta(weeks=week) for week in range(WEEKS)]
    return [common | {"id": new_id(), "starts": one, "ends": one + timedelta(hours=2)} for one in starts]


def _seconds(work: Callable[[], object]) -> float:
    """Of this process alone, whatever else the computer does."""
    begun = process_time()
    work()
    return process_time() - begun


def run() -> list[Result]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        few, some, many = (centre(Path(folder), rooms) for rooms in (FEW, SOME, MANY))
        crowded = centre(Path(folder), IN_SIGHT // PER_WEEK + 1)
        opened = Result("week among 50,000 lessons ÷ among 500", *_weeks(few, many, Path(folder)), "ms", 1.5)
        sweep = [median(_seconds(partial(one.read, clashes, FIRST, LAST)) for _ in range(3)) for one in (some, many)]
        more, less = MANY * WEEKS * PER_WEEK, SOME * WEEKS * PER_WEEK
        grown = sweep[0] * (more * log(more)) / (less * log(less))
        return [
            opened,
            Result("all clashes of 50,000 lessons ÷ n log n from 5,000", sweep[1], grown, "s", 1.3),
            Result("all clashes of 50,000 lessons ÷ 2 s", sweep[1], 2.0, "s", 1),
            Result("a step of a drag over 300 lessons ÷ 1/60 s", _drag(crowded, Path(folder)), 1000 / 60, "ms", 1),
        ]


def _desks(offices: Iterable[Office], folder: Path) -> "tuple[list[Desk], Jobs]":
    from PySide6.QtWidgets import QApplication

    from commedu_desktop.ui.desk import Desk
    from commedu_desktop.ui.jobs import Jobs
    from commedu_desktop.ui.settings import Settings
    from commedu_desktop.ui.theme import Look

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    look, jobs = Look(application, "light"), Jobs()
    return [Desk(office, "benchmark", look, Settings(folder), jobs) for office in offices], jobs


def _drag(office: Office, folder: Path) -> float:
    """Milliseconds for what one step of the mouse takes at most in 19 of 20 cases: what is in the way, and painting."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    from commedu_desktop.ui.pages.timetable import TimetablePage

    desks, jobs = _desks([office], folder)
    page = TimetablePage(desks[0])
    page.whose.kind.value = "all"
    page.resize(1500, 900)
    page.show()
    page.show_week()
    grid, view = page.grid, page.grid.viewport()
    assert grid.week is not None
    assert len(grid.week.lessons) >= IN_SIGHT
    box = grid.scale().box(grid._pieces[0])
    at = box.center().toPoint()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseMove(view, at + QPoint(40, 40))
    assert grid._drag is not None
    assert grid._drag.begun

    def step(to: QPoint) -> None:
        QTest.mouseMove(view, to)
        grid.grab()

    times = [_seconds(partial(step, QPoint(200 + 9 * number, 120 + 5 * number))) for number in range(STEPS)]
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    jobs.close()
    return 1000 * percentile(times, 0.95)


def _weeks(few: Office, many: Office, folder: Path) -> tuple[float, float]:
    """Milliseconds until the page is painted, in the larger and in the smaller centre, in turn."""
    from commedu_desktop.ui.pages.timetable import TimetablePage

    desks, jobs = _desks((many, few), folder)

    def open_page(desk: "Desk") -> None:
        page = TimetablePage(desk)
        page.resize(1158, 820)
        page.show()
        page.grab()
        page.hide()
        page.deleteLater()

    times = [[_seconds(partial(open_page, desk)) for desk in desks] for _ in range(RUNS)]
    jobs.close()
    return 1000 * median(pair[0] for pair in times), 1000 * median(pair[1] for pair in times)
