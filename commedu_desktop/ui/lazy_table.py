"""Tables of any length: all ids at once, rows a hundred at a time. The count and the scroll bar are right."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip

from commedu_desktop.i18n import _
from commedu_desktop.ui.column_widths import fitted, needed
from commedu_desktop.ui.table_cells import CellDelegate
from commedu_desktop.ui.theme import Look

PAGE = 100
PAGES_KEPT = 30
"""More than any screen shows; older ones are let go, so that a long scroll does not fill the memory."""
MEASURED = 30
"""Rows at the top by which narrow columns are measured."""

Index = QModelIndex | QPersistentModelIndex
Row = Any
Id = Hashable


@dataclass(frozen=True)
class Column:
    """One column: what it says of a row, and how.

    `text(row)`; `kind` is "text", "muted", "strong", "number" (right), "pill" or "bar". For pills and bars `state(row)`
    is one of theme.STATES; for bars `share(row)` is 0 to 1 and the text stands beside it. `sort` is the key that
    `read_ids` understands, empty where the column does not sort. `width` is for 100 % text; `stretch` takes its
    share of what is left. `spare` columns are left out where there is no room, the highest first.
    """

    title: str
    text: Callable[[Row], str]
    width: int = 120
    stretch: int = 0
    sort: str = ""
    kind: str = "text"
    state: Callable[[Row], str] | None = None
    share: Callable[[Row], float] | None = None
    tip: Callable[[Row], str] | None = None
    spare: int = 0


class LazyModel(QAbstractTableModel):
    """`read_ids(sort, descending)` gives all ids in order; `read_rows(ids)` the rows of some of them, by id."""

    def __init__(
        self,
        columns: Sequence[Column],
        read_ids: Callable[[str, bool], Sequence[Id]],
        read_rows: Callable[[Sequence[Id]], Mapping[Id, Row]],
    ) -> None:
        super().__init__()
        self.columns, self._read_ids, self._read_rows = columns, read_ids, read_rows
        self.sort_key, self.descending = "", False
        self.ids: Sequence[Id] = []
        self._pages: dict[int, Mapping[Id, Row]] = {}

    def reload(self) -> None:
        """Read the ids again and forget the rows."""
        self.beginResetModel()
        self.ids = self._read_ids(self.sort_key, self.descending)
        self._pages.clear()
        self.endResetModel()

    def row_at(self, number: int) -> Row | None:
        """The row, read with its page when it is first looked at; None when it has gone meanwhile."""
        page = number // PAGE
        if page not in self._pages:
            while len(self._pages) >= PAGES_KEPT:
                del self._pages[next(iter(self._pages))]
            self._pages[page] = self._read_rows(self.ids[page * PAGE : (page + 1) * PAGE])
        return self._pages[page].get(self.ids[number])

    def first_rows(self) -> list[Row]:
        """The rows at the top, to measure by."""
        rows = (self.row_at(number) for number in range(min(len(self.ids), MEASURED)))
        return [row for row in rows if row is not None]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        column, row = self.columns[index.column()], self.row_at(index.row())
        if row is None:
            return ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(row) if column.tip else None
        return column.text(row)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].title) if self.columns[section].title else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].kind == "number" else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        key = self.columns[column].sort if 0 <= column < len(self.columns) else ""
        if key:
            self.sort_key, self.descending = key, order == Qt.SortOrder.DescendingOrder
            self.reload()


BESIDE = 20
"""Pixels of a cell at both sides of its words."""


class LazyTable(QTableView):
    """The view: whole rows, keyboard first, Enter or a double click opens, Space marks where `marks` is on."""

    opened = Signal(object)
    """The id of a row, by Enter or double click."""
    chosen = Signal(object)
    """The id of the row the cursor came to; None when there is none."""

    def __init__(self, look: Look, model: LazyModel, name: str, *, several: bool = False) -> None:
        super().__init__()
        self._look, self.rows = look, model
        self._left_out: frozenset[int] = frozenset()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(CellDelegate(look, model, self))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(24)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSortIndicatorShown(False)
        header.sectionClicked.connect(self._sort)
        header.setSectionsClickable(True)
        self.selectionModel().currentRowChanged.connect(self._moved)
        model.modelReset.connect(self._was_reset)
        look.changed.connect(self._fit)
        self._fit()

    @property
    def chosen_id(self) -> Id | None:
        number = self.currentIndex().row()
        return self.rows.ids[number] if 0 <= number < len(self.rows.ids) else None

    @property
    def chosen_ids(self) -> list[Id]:
        """Every selected row's id, from the top."""
        return [self.rows.ids[index.row()] for index in sorted(self.selectionModel().selectedRows())]

    def choose(self, wanted: Id | None) -> None:
        """Go to a row by its id; to the first when it is not there."""
        number = self.rows.ids.index(wanted) if wanted in self.rows.ids else 0
        if self.rows.ids:
            self.selectRow(number)
            self.scrollTo(self.rows.index(number, 0))

    def reload(self) -> None:
        """Read again and stay on the row that was chosen."""
        kept, at = self.chosen_id, self.verticalScrollBar().value()
        self.rows.reload()
        if kept is not None and kept in self.rows.ids:
            self.selectRow(self.rows.ids.index(kept))
            self.verticalScrollBar().setValue(at)

    def leave_out(self, columns: Iterable[int]) -> None:
        """Columns that have nothing to say at present, by number."""
        self._left_out = frozenset(columns)
        self._share_width()

    def move(self, step: int) -> None:  # type: ignore[override]  # QWidget.move is not for widgets in a layout
        """One row on, from a search field that keeps the focus."""
        number = min(max(self.currentIndex().row() + step, 0), len(self.rows.ids) - 1)
        if number >= 0:
            self.selectRow(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen_id is not None:
            self.opened.emit(self.chosen_id)
        elif event.key() == Qt.Key.Key_Home and not event.modifiers() and self.rows.ids:
            self.selectRow(0)
        elif event.key() == Qt.Key.Key_End and not event.modifiers() and self.rows.ids:
            self.selectRow(len(self.rows.ids) - 1)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid() and self.chosen_id is not None:
            self.opened.emit(self.chosen_id)

    def viewportEvent(self, event: QEvent) -> bool:
        """What a cell has no room for stands in its tool tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            told = self._told(index) if index.isValid() and not index.data(Qt.ItemDataRole.ToolTipRole) else []
            if told:
                QToolTip.showText(event.globalPos(), "\n".join(told), self)
                return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _told(self, index: QModelIndex) -> list[str]:
        """The whole text where it is shortened; at the first column also what is left out for want of room."""
        text = str(index.data())
        short = self.fontMetrics().horizontalAdvance(text) > self.columnWidth(index.column()) - BESIDE
        told = [text] if text and short else []
        if index.column() == 0 and (row := self.rows.row_at(index.row())) is not None:
            hidden = (one for at, one in enumerate(self.rows.columns) if one.title and self.isColumnHidden(at))
            told += [f"{_(one.title)}: {one.text(row)}" for one in hidden if one.text(row)]
        return told

    def _sort(self, section: int) -> None:
        column = self.rows.columns[section]
        if not column.sort:
            return
        descending = self.rows.sort_key == column.sort and not self.rows.descending
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        kept = self.chosen_id
        self.rows.sort(section, order)
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(section, order)
        if kept is not None:
            self.choose(kept)

    def _moved(self, *_indexes: Any) -> None:
        self.chosen.emit(self.chosen_id)

    def _was_reset(self) -> None:
        self.chosen.emit(None)
        self._share_width()

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._look.px(42))
        self.horizontalHeader().setFixedHeight(self._look.px(38))
        self._share_width()

    def _share_width(self) -> None:
        """Every column at its width, what is left to those that stretch; where it is narrow, see `fitted`."""
        columns, room = self.rows.columns, self.viewport().width()
        wanted = {at: self._look.px(one.width) for at, one in enumerate(columns) if at not in self._left_out}
        widths = wanted
        if sum(wanted.values()) > room:
            needs = needed(columns, wanted, self.rows.first_rows(), self._look)
            widths = fitted(columns, needs, room, self._look.px(90))
        spare = max(room - sum(widths.values()), 0)
        parts = sum(columns[at].stretch for at in widths) or 1
        for number, column in enumerate(columns):
            if number in widths:
                self.setColumnWidth(number, widths[number] + spare * column.stretch // parts)
            self.setColumnHidden(number, number not in widths)
