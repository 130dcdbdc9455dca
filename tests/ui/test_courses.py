"""Classes are planned, found, changed and cancelled on their page."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.services.offerings import PlanOffering, offerings, plan_offering
from commedu_desktop.services.office import Office
from commedu_desktop.services.settings import ChangeSettings, change_settings
from commedu_desktop.services.terms import terms
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.fees.amounts import as_typed, minor_units
from commedu_desktop.ui.pages.courses import CoursesPage
from commedu_desktop.ui.pages.courses.change import CancelClassDialog
from commedu_desktop.ui.pages.courses.new_class import NewClassDialog
from commedu_desktop.ui.pages.courses.terms import TermDialog
from tests.makers import Maker


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, office: Office, make: Maker) -> CoursesPage:
    """Choir on Mondays at 10 in Room 101 with 王丽华; Room 203 is there too."""
    make.new_venue(code="203", name="Room 203")
    course, term, room, teacher = make.course.id, make.term.id, make.venue.id, make.teacher.id
    plan = PlanOffering(course, term, "Mon 10:00-11:30", title="Choir", venue_id=room, teacher_id=teacher)
    office.write(plan_offering, plan, actor="Li Na")
    page = CoursesPage(desk)
    qtbot.addWidget(page)
    page.resize(1150, 760)
    page.show()
    return page


def new_class(page: CoursesPage, times: str) -> NewClassDialog:
    page.new_class()
    (dialog,) = page.findChildren(NewClassDialog)
    dialog.times.edit.clear()
    QTest.keyClicks(dialog.times.edit, times)
    return dialog


def test_the_list_shows_the_term_and_the_panel_the_chosen_class(page: CoursesPage) -> None:
    assert page.header.subtitle.text() == "1 class · 0 enrolments"
    assert page.panel.title.text() == "Choir"
    assert "Mon 10:00–11:30\nRoom 101 · Wuzhong Road Centre\n王丽华" in page.panel.facts.text()
    assert page.panel.count.text() == "18 lessons, 0 held"
    page.search.setText("nobody teaches this")
    page.search.finish()
    assert page.chosen is None


def test_a_clash_stands_beside_its_field_before_saving_and_a_free_room_is_one_click(
    qtbot: QtBot, page: CoursesPage, make: Maker, office: Office
) -> None:
    dialog = new_class(page, "Mon 11:00-12:00; Thu 9-10")
    dialog.title.value = "Chess"
    dialog.venue.value = make.venue.id
    qtbot.waitUntil(lambda: dialog.preview.heading.text().startswith("37 lessons, Thu 3 Sep to Thu 14 Jan"))
    assert dialog.preview.skipped.text() == "Left out: Thu 1 Oct (National Day), Mon 5 Oct (National Day)"
    assert dialog.venue.refusal.text().startswith("Room 101 is taken Mon 7 Sep 10:00–11:30 by Choir.")
    dialog.preview.room_taken.emit(next(key for key, room in dialog._rooms.items() if room.name == "Room 203"))
    assert not dialog.venue.refusal.isVisible()
    dialog.save()
    qtbot.waitUntil(lambda: page.panel.title.text() == "Chess")
    (chess,) = [one for one in office.read(offerings) if one.title == "Chess"]
    assert (chess.venue, chess.times, chess.lessons) == ("Room 203", "Mon 11:00-12:00; Thu 09:00-10:00", 37)


def test_times_that_make_no_sense_are_said_and_nothing_is_planned(qtbot: QtBot, page: CoursesPage) -> None:
    dialog = new_class(page, "whenever")
    qtbot.waitUntil(lambda: "cannot be read as weekly times" in dialog.preview.warning.text())
    dialog.save()
    qtbot.waitUntil(dialog.times.refusal.isVisible)
    assert len(page.desk.read(offerings)) == 1


def test_a_class_is_cancelled_with_its_reason(qtbot: QtBot, page: CoursesPage) -> None:
    page.cancel_class()
    (dialog,) = page.findChildren(CancelClassDialog)
    dialog.reason.value = "teacher moved away"
    dialog.save()
    qtbot.waitUntil(lambda: page.panel.state.text() == "cancelled")


def test_a_term_names_its_holidays_and_takes_closures_line_by_line(qtbot: QtBot, page: CoursesPage) -> None:
    page.edit_term()
    (dialog,) = page.findChildren(TermDialog)
    assert "National Day: Thu 1 Oct – Wed 7 Oct" in dialog.holidays.text()
    dialog.closures.value = "someday"
    dialog.save()
    assert dialog.closures.refusal.isVisible()
    dialog.closures.value = "2026-11-05..2026-11-06 Sports days\n2026.12.24"
    dialog.save()
    qtbot.waitUntil(lambda: len(page.desk.read(terms)[0].closures) == 2)
    first, second = page.desk.read(terms)[0].closures
    assert (first.reason, second.starts, second.ends) == ("Sports days", date(2026, 12, 24), date(2026, 12, 24))


@pytest.mark.parametrize(
    ("typed", "minor"), [("", 0), ("50", 5000), ("¥1,050.5", 105_050), ("60元", 6000), ("free", None), ("1.234", None)]
)
def test_amounts_are_read_as_they_are_written(desk: Desk, typed: str, minor: int | None) -> None:
    assert minor_units(desk, typed) == minor


def test_a_currency_without_cents_has_whole_fees(desk: Desk, office: Office) -> None:
    office.write(change_settings, ChangeSettings({"currency": "JPY"}), actor="Li Na")
    assert minor_units(desk, "1050") == 1_050
    assert minor_units(desk, "10.50") is None
    assert as_typed(desk, 1_050) == "1050"


def test_in_a_narrow_window_the_list_keeps_its_room_and_enter_shows_the_class(qtbot: QtBot, page: CoursesPage) -> None:
    page.resize(560, 700)
    qtbot.waitUntil(lambda: page.table.isVisible() and not page.panel.isVisible())
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.panel.isVisible() and not page.table.isVisible())
    QTest.keyClick(page.panel.table, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.table.isVisible() and not page.panel.isVisible())


def test_a_festival_of_the_calendar_begins_an_activity_on_its_days(page: CoursesPage) -> None:
    page.open(activity="Double Ninth Festival", starts=date(2026, 10, 18), ends=date(2026, 10, 18))
    (dialog,) = page.findChildren(NewClassDialog)
    assert (dialog.title.value, dialog.kind.value) == ("Double Ninth Festival", OfferingKind.ACTIVITY)
    assert (dialog.starts.value, dialog.ends.value) == (date(2026, 10, 18), date(2026, 10, 18))
    dialog.done(0)
