"""Arranging a term in the window: proposals are watched, pinned, accepted one by one or all, from the keyboard."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from commedu_desktop.domain.arrange import Rule
from commedu_desktop.services.arrange import Effort
from commedu_desktop.services.offerings import offerings
from commedu_desktop.store.tables import Term
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.arrange import ArrangeDialog
from commedu_desktop.ui.pages.timetable import TimetablePage
from tests.makers import Maker

STARTS, ENDS = date(2027, 3, 1), date(2027, 6, 27)
TITLES = ("Choir", "Chess", "Calligraphy")


@pytest.fixture
def term(make: Maker) -> Term:
    """Three classes of one teacher without times, in a centre with one room for 30."""
    term = make.add(Term(code="2027S", name="Spring 2027", starts=STARTS, ends=ENDS))
    for title in TITLES:
        make.new_offering(title=title, term_id=term.id, starts=STARTS, ends=ENDS, venue_id=None)
    return term


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, term: Term) -> ArrangeDialog:
    page = TimetablePage(desk)
    qtbot.addWidget(page)
    page.resize(1300, 800)
    dialog = ArrangeDialog(desk, page, effort=Effort(10, workers=1))
    dialog.open()
    qtbot.waitUntil(lambda: dialog.rows_left() == len(TITLES))
    return dialog


def search(qtbot: QtBot, dialog: ArrangeDialog) -> None:
    with qtbot.waitSignal(dialog.hunt.ended, timeout=15_000):
        QTest.keyClick(dialog, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)


def times(desk: Desk, term: Term) -> dict[str, str]:
    return {row.title: row.times for row in desk.read(offerings, term_id=term.id)}


def chosen_title(dialog: ArrangeDialog) -> str:
    return dialog._lines[dialog.table.chosen_id].wanted.title  # type: ignore[index]


def test_all_that_is_proposed_is_accepted_with_one_key_and_undone_with_one(
    qtbot: QtBot, dialog: ArrangeDialog, desk: Desk, term: Term
) -> None:
    search(qtbot, dialog)
    assert set(times(desk, term).values()) == {""}
    assert "3 of 3 classes placed" in dialog.about.text()
    with qtbot.waitSignal(desk.changed):
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(set(times(desk, term).values())) == 3
    qtbot.waitUntil(lambda: dialog.rows_left() == 0)
    with qtbot.waitSignal(desk.changed):
        desk.undo()
    assert set(times(desk, term).values()) == {""}


def test_one_class_is_accepted_with_enter_and_leaves_the_list(
    qtbot: QtBot, dialog: ArrangeDialog, desk: Desk, term: Term
) -> None:
    search(qtbot, dialog)
    title = chosen_title(dialog)
    with qtbot.waitSignal(desk.changed):
        QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.rows_left() == 2)
    assert [name for name, text in times(desk, term).items() if text] == [title]
    assert len(dialog._places) == 2


def test_a_pinned_class_stays_when_the_rest_is_searched_again(qtbot: QtBot, dialog: ArrangeDialog) -> None:
    search(qtbot, dialog)
    key, places = dialog.table.chosen_id, dict(dialog._places)
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    dialog.wishes.times.value = "19:00"
    search(qtbot, dialog)
    assert dialog._places[key] == places[key]  # type: ignore[index]
    others = [place for other, found in dialog._places.items() if other != key for place in found]
    assert {place.time.start.hour for place in others} == {19}


def test_a_class_without_a_place_says_why_and_what_would_help(
    qtbot: QtBot, dialog: ArrangeDialog, desk: Desk, make: Maker, term: Term
) -> None:
    made = make.new_offering(
        title="Lecture", term_id=term.id, starts=STARTS, ends=ENDS, capacity=33, teacher_id=None, venue_id=None
    )
    dialog.read_term()
    qtbot.waitUntil(lambda: dialog.rows_left() == len(TITLES) + 1)
    search(qtbot, dialog)
    assert dialog._why[made.id].rules == (Rule.CAPACITY,)
    dialog.table.choose(made.id)
    assert "3 chairs" in dialog.detail.text()
    assert "Room 101" in dialog.detail.text()


def test_another_length_is_proposed_for(qtbot: QtBot, dialog: ArrangeDialog) -> None:
    key = dialog.table.chosen_id
    dialog.wishes.lessons.value, dialog.wishes.minutes.value = 2, 60
    dialog.wishes.minutes.edit.editingFinished.emit()
    search(qtbot, dialog)
    assert [place.time.minutes for place in dialog._places[key]] == [60, 60]  # type: ignore[index]


def test_times_that_cannot_be_read_are_refused_in_their_field(qtbot: QtBot, dialog: ArrangeDialog) -> None:
    dialog.wishes.times.value = "in the morning"
    dialog.search_or_stop()
    assert not dialog.hunt.running
    assert "08:30" in dialog.wishes.times.refusal.text()


def test_esc_stops_a_search_before_it_leaves(qtbot: QtBot, dialog: ArrangeDialog) -> None:
    with qtbot.waitSignal(dialog.hunt.ended, timeout=15_000):
        dialog.search_or_stop()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
