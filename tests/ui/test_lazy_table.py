from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from commedu_desktop.ui.column_widths import fitted
from commedu_desktop.ui.lazy_table import PAGE, PAGES_KEPT, Column, LazyModel, LazyTable
from commedu_desktop.ui.theme import Look

COUNT = 200_000


class Shelf:
    """200,000 rows that say when they are read."""

    def __init__(self) -> None:
        self.read: list[Sequence[Any]] = []
        self.count = COUNT

    def ids(self, sort: str, descending: bool) -> Sequence[int]:
        return range(self.count - 1, -1, -1) if descending else range(self.count)

    def rows(self, ids: Sequence[Any]) -> Mapping[Any, str]:
        self.read.append(ids)
        return {one: f"row {one}" for one in ids}


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def table(qtbot: QtBot, look: Look, shelf: Shelf) -> LazyTable:
    columns = (
        Column("Name", str, sort="name", stretch=1),
        Column("State", lambda _row: "in", kind="pill", state=lambda _row: "good"),
        Column("Rate", lambda _row: "50 %", kind="bar", share=lambda _row: 0.5, state=lambda _row: "good"),
    )
    table = LazyTable(look, LazyModel(columns, shelf.ids, shelf.rows), "Rows")
    qtbot.addWidget(table)
    table.resize(600, 420)
    table.reload()
    table.show()
    return table


def test_the_count_is_right_and_only_what_is_seen_is_read(table: LazyTable, shelf: Shelf) -> None:
    table.grab()
    assert table.rows.rowCount() == COUNT
    assert table.verticalScrollBar().maximum() > COUNT * 40
    assert shelf.read == [range(PAGE)]


def test_the_end_is_one_step_away(table: LazyTable, shelf: Shelf) -> None:
    table.setFocus()
    table.selectRow(COUNT - 1)
    table.grab()
    assert table.chosen_id == COUNT - 1
    assert shelf.read[-1] == range(COUNT - PAGE, COUNT)
    assert table.rows.data(table.rows.index(COUNT - 1, 0)) == f"row {COUNT - 1}"


def test_sorting_turns_the_order_and_keeps_the_row(qtbot: QtBot, table: LazyTable) -> None:
    table.selectRow(3)
    header = table.horizontalHeader()
    header.sectionClicked.emit(0)
    header.sectionClicked.emit(0)
    assert table.rows.data(table.rows.index(0, 0)) == f"row {COUNT - 1}"
    assert table.chosen_id == 3


def test_old_pages_are_let_go(table: LazyTable, shelf: Shelf) -> None:
    for page in range(PAGES_KEPT + 5):
        table.rows.row_at(page * PAGE)
    before = len(shelf.read)
    table.rows.row_at(0)
    assert len(shelf.read) == before + 1


def test_enter_opens_the_row(qtbot: QtBot, table: LazyTable) -> None:
    table.selectRow(7)
    with qtbot.waitSignal(table.opened) as caught:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert caught.args == [7]


def test_reading_again_stays_on_the_row_and_a_row_that_went_away_is_blank(table: LazyTable, shelf: Shelf) -> None:
    table.selectRow(7)
    shelf.count = 5
    table.reload()
    assert table.rows.rowCount() == 5
    assert table.chosen_id is None
    table.rows.ids = [*table.rows.ids, 99]
    table.rows._read_rows = lambda ids: {}
    table.rows._pages.clear()
    assert table.rows.data(table.rows.index(5, 0)) == ""


@pytest.mark.parametrize("width", [380, 420, 600])
def test_a_narrow_table_shortens_its_texts_and_never_scrolls_sideways(table: LazyTable, look: Look, width: int) -> None:
    look.set(text_size=150)
    table.resize(width, 420)
    shown = [at for at in range(3) if not table.isColumnHidden(at)]
    assert shown[0] == 0
    assert sum(table.columnWidth(at) for at in shown) <= table.viewport().width()
    assert table.horizontalScrollBar().maximum() == 0


def test_lesser_columns_leave_first_and_pills_keep_their_words() -> None:
    columns = (
        Column("Name", str, kind="strong"),
        Column("State", str, kind="pill"),
        Column("Card", str, kind="muted", spare=1),
        Column("Note", str, kind="muted"),
    )
    needs = {0: 100, 1: 90, 2: 80, 3: 200}
    assert set(fitted(columns, needs, 470)) == {0, 1, 2, 3}
    assert set(fitted(columns, needs, 400)) == {0, 1, 3}
    assert fitted(columns, needs, 340) == {0: 100, 1: 90, 3: 148}
    assert fitted(columns, needs, 200) == {0: 100, 1: 90}


def test_what_a_cell_has_no_room_for_stands_in_its_tool_tip(table: LazyTable, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, _over: said.append(text))
    for width in (36, 400):
        table.setColumnWidth(0, width)
        at = table.visualRect(table.model().index(3, 0)).center()
        table.viewportEvent(QHelpEvent(QEvent.Type.ToolTip, at, table.mapToGlobal(at)))
    assert said == ["row 3"]
