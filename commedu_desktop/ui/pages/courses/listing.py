"""A list in a window of its own: find, open one, make a new one."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commedu_desktop.i18n import _
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.widgets.basics import row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import room_for
from commedu_desktop.ui.widgets.search_field import SearchField


class ListDialog(QDialog):
    """Subclasses say what is listed (`read`) and what opens one (`edit`; None: a new one)."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, columns: Sequence[Column], new: str) -> None:
        super().__init__(parent)
        self.desk, self._columns = desk, columns
        self.setWindowTitle(title)
        self.setModal(True)
        self._shown: dict[Hashable, Any] = {}
        self.search = SearchField(desk.look)
        self.table = LazyTable(desk.look, LazyModel(columns, self._ids, self._some), title)
        self.search.searched.connect(self.reload)
        self.search.moved.connect(self.table.move)
        self.search.entered.connect(lambda _typed: self._open(self.table.chosen_id))
        self.table.opened.connect(self._open)
        self.new_button = Button(desk.look, new, icon="plus", kind="primary", shortcut="Ctrl+N")
        self.new_button.clicked.connect(lambda: self._open(None))
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(lambda: self._open(None))
        close = Button(desk.look, _("Close"), shortcut="Esc")
        close.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(words(title, "large"))
        layout.addWidget(self.search)
        layout.addWidget(self.table, 1)
        layout.addLayout(row(self.new_button, 1, close))
        self.resize(QSize(desk.look.px(760), desk.look.px(560)).boundedTo(room_for(self)))
        desk.changed.connect(self.reload)
        self.reload()

    def read(self) -> Mapping[Hashable, Any]:
        """What is listed, by id, in order."""
        raise NotImplementedError

    def edit(self, row: Any) -> QWidget:
        """The dialog for one of them, or for a new one."""
        raise NotImplementedError

    def reload(self, *_typed: object) -> None:
        typed = self.search.text().strip().casefold()
        self._shown = {key: one for key, one in self.read().items() if typed in self._text(one)}
        self.table.reload()
        if self.table.chosen_id is None and self._shown:
            self.table.selectRow(0)

    def _text(self, one: Any) -> str:
        return " ".join(column.text(one) for column in self._columns).casefold()

    def _ids(self, _sort: str, _descending: bool) -> Sequence[Hashable]:
        return list(self._shown)

    def _some(self, ids: Sequence[Hashable]) -> Mapping[Hashable, Any]:
        return {key: self._shown[key] for key in ids if key in self._shown}

    def _open(self, key: Hashable | None) -> None:
        dialog = self.edit(self._shown.get(key) if key is not None else None)
        if isinstance(dialog, QDialog):
            dialog.open()
