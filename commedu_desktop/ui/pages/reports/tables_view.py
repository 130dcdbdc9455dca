"""Tables of a report that stand beside its figures, one card each: read-only, with their notes."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import Card, column, empty, words

if TYPE_CHECKING:
    from commedu_desktop.services.report_tables import ReportTable

MOST_LINES = 14


LESSER = {("missing", "population"): 3, ("missing", "persons"): 2, ("missing", "living_here"): 1}
"""Columns (table, key) that step back where there is no room, the highest first."""


class TablesView(QWidget):
    """Cards one below the other. A click on a line, or Enter, opens what is behind it."""

    opened = Signal(str)
    """A key of ReportTable.keys."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._body = column(gap=16)
        self.setLayout(self._body)
        self.tables: list[LazyTable] = []

    def show_tables(self, tables: Sequence["ReportTable"]) -> None:
        empty(self._body)
        self.tables = []
        for table in tables:
            card = Card()
            card.body.addWidget(words(table.title, "heading"))
            if table.rows:
                made = table_widget(self._look, table)
                made.opened.connect(partial(self._open, table.keys))
                made.clicked.connect(partial(self._clicked, table))
                self.tables.append(made)
                card.body.addWidget(made)
            for note in table.notes:
                card.body.addWidget(words(note, "small", wrap=True))
            self._body.addWidget(card)
        self._body.addStretch(1)

    def _clicked(self, table: "ReportTable", index: QModelIndex) -> None:
        if index.row() < len(table.keys):
            self.opened.emit(table.key_of(index.row(), index.column()))

    def _open(self, keys: tuple[str, ...], at: int) -> None:
        if 0 <= at < len(keys):
            self.opened.emit(keys[at])


def table_widget(look: Look, table: "ReportTable") -> LazyTable:
    """As tall as its lines, up to MOST_LINES."""
    rows = [*table.rows, *([table.total] if table.total else [])]
    columns = tuple(_column(look, table, at) for at in range(len(table.columns)))
    model = LazyModel(
        columns,
        lambda _sort, _descending: range(len(rows)),
        lambda wanted: {at: rows[at] for at in wanted if isinstance(at, int)},
    )
    made = LazyTable(look, model, table.title)
    made.reload()
    made.setFixedHeight(height_of(look, len(rows)))
    return made


def height_of(look: Look, lines: int) -> int:
    """Of a table that shows its lines whole, up to MOST_LINES."""
    return look.px(38 + 42 * min(lines, MOST_LINES)) + 6


def _column(look: Look, table: "ReportTable", at: int) -> Column:
    column = table.columns[at]
    text = column.format == "text"
    kind = "strong" if at == 0 else "text" if text else "number"
    heading = QFontMetrics(look.font("small", strong=True)).horizontalAdvance(column.heading)
    width = max(130 if text else 96, round(heading * 100 / look.text_size) + 40)
    cell = partial(_cell, at, column.format)
    last = at == len(table.columns) - 1
    stretch = (4 if last else 1) if text else 0
    return Column(
        column.heading, cell, width, stretch=stretch, kind=kind, tip=cell, spare=LESSER.get((table.key, column.key), 0)
    )


def _cell(at: int, form: str, row: Any) -> str:
    from commedu_desktop.services.report_writers import shown

    return shown(row[at], form)
