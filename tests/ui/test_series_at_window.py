"""Series at the window: lengthened by the edge, moved from here on, across midnight, made up for, and as a calendar."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.services.offerings import PlanOffering, plan_offering
from commedu_desktop.services.office import Office
from commedu_desktop.services.timetable import TimetableLesson, lessons_between
from commedu_desktop.store.tables import AttendanceMark
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.courses import CoursesPage
from commedu_desktop.ui.pages.courses.new_class import NewClassDialog
from commedu_desktop.ui.pages.timetable import TimetablePage
from commedu_desktop.ui.pages.timetable.dialogs import ALL, FOLLOWING, LessonDialog, NewLessonDialog
from tests.makers import Maker
from tests.offices import WRITES_BEGIN

FIRST, LAST = date(2026, 11, 16), date(2026, 12, 20)
WEEK = timedelta(days=7)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, make: Maker) -> TimetablePage:
    """Choir on Tuesdays at ten for five weeks; one of the lessons was held before its time."""
    course, term, room = make.course.id, make.term.id, make.venue.id
    plan = PlanOffering(course, term, "Tue 10:00-11:30", "CH", "Choir", venue_id=room, starts=FIRST, ends=LAST)
    desk.office.write(plan_offering, plan, actor="Li Na")
    page = TimetablePage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 760)
    page.show()
    return page


def lessons(office: Office) -> list[TimetableLesson]:
    return sorted(office.read(lessons_between, FIRST, LAST), key=lambda one: one.starts)


def starts(office: Office) -> list[str]:
    return [f"{one.starts:%m-%d %H:%M}" for one in lessons(office)]


def dialog_of(qtbot: QtBot, page: TimetablePage, lesson: TimetableLesson) -> LessonDialog:
    page.open_lesson(lesson)
    dialog = next(one for one in page.findChildren(LessonDialog) if one.isVisible())
    qtbot.addWidget(dialog)
    return dialog


def test_a_lesson_is_lengthened_by_its_lower_edge(qtbot: QtBot, page: TimetablePage, office: Office) -> None:
    grid = page.grid
    box = grid.scale().box(grid._pieces[0])
    edge = QPoint(round(box.center().x()), round(box.bottom()) - 2)
    end = edge + QPoint(0, round(grid.scale().hour_height / 2))
    QTest.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, edge)
    for part in (0.5, 1.0):
        QTest.mouseMove(grid.viewport(), edge + (end - edge) * part)
    QTest.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    qtbot.waitUntil(lambda: lessons(office)[1].ends.time().isoformat("minutes") == "12:00")
    assert starts(office)[1] == "11-24 10:00"


def test_from_one_lesson_on_all_move_and_the_earlier_ones_stay(
    qtbot: QtBot, page: TimetablePage, office: Office
) -> None:
    dialog = dialog_of(qtbot, page, lessons(office)[2])
    dialog.start.value, dialog.end.value = datetime(2026, 1, 1, 14).time(), datetime(2026, 1, 1, 15, 30).time()
    dialog.reach.value = FOLLOWING
    dialog.save()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert starts(office) == ["11-17 10:00", "11-24 10:00", "12-01 14:00", "12-08 14:00", "12-15 14:00"]


def test_all_that_were_not_held_move_and_what_was_held_stays(
    qtbot: QtBot, page: TimetablePage, office: Office, make: Maker
) -> None:
    held = lessons(office)[0]
    person = make.new_resident()
    make.add(AttendanceMark(lesson_id=held.id, resident_id=person.id, mark=Mark.PRESENT, at=WRITES_BEGIN))
    dialog = dialog_of(qtbot, page, lessons(office)[3])
    dialog.day.value = date(2026, 12, 9)
    dialog.reach.value = ALL
    dialog.save()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert starts(office) == ["11-17 10:00", "11-25 10:00", "12-02 10:00", "12-09 10:00", "12-16 10:00"]


def test_a_lesson_that_ends_after_midnight_is_added_and_shown_on_both_days(
    qtbot: QtBot, page: TimetablePage, office: Office
) -> None:
    page.new_lesson_at(datetime(2026, 11, 27, 22))
    (dialog,) = page.findChildren(NewLessonDialog)
    dialog.end.value = datetime(2026, 1, 1, 0, 30).time()
    dialog.save()
    qtbot.waitUntil(lambda: len(lessons(office)) == 6)
    night = next(one for one in lessons(office) if one.starts.hour == 22)
    assert night.ends == datetime(2026, 11, 28, 0, 30)
    qtbot.waitUntil(lambda: [piece.day for piece in page.grid._pieces] == [1, 4, 5])


def test_lessons_of_a_holiday_go_to_the_working_weekend_where_that_is_wished(
    qtbot: QtBot, desk: Desk, page: TimetablePage
) -> None:
    courses = CoursesPage(desk)
    qtbot.addWidget(courses)
    courses.show()
    courses.new_class()
    (dialog,) = courses.findChildren(NewClassDialog)
    dialog.times.edit.clear()
    QTest.keyClicks(dialog.times.edit, "Wed 14:00-15:30")
    qtbot.waitUntil(lambda: "National Day" in dialog.preview.skipped.text())
    dialog.make_up.value = True
    dialog.make_up.edited.emit()
    qtbot.waitUntil(lambda: not dialog.preview.skipped.isVisible())
    assert "10 Oct" in dialog.preview.days.text()


def test_the_calendar_that_is_saved_opens_in_another_program(
    qtbot: QtBot, page: TimetablePage, office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "Timetable.ics"
    page.save_calendar_as(path)
    qtbot.waitUntil(path.exists)
    events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    found = sorted((event.decoded("DTSTART"), event.decoded("DTEND"), str(event["SUMMARY"])) for event in events)
    assert found == [(one.starts, one.ends, "Choir") for one in lessons(office)]
