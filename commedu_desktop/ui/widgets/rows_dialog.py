"""The rows behind a figure, in a dialog: what they are, how many, and what they add up to."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commedu_desktop.i18n import _
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import room_for


class RowsDialog(QDialog):
    """A list to read; Enter or a double click opens a row, Esc leaves."""

    opened = Signal(object)
    """The row."""

    def __init__(
        self, look: Look, parent: QWidget | None, title: str, sums: str, columns: Sequence[Column], rows: Sequence[Any]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.rows = rows
        numbered = dict(enumerate(rows))
        model = LazyModel(
            columns,
            lambda _sort, _down: range(len(rows)),
            lambda ids: {at: numbered[at] for at in ids if isinstance(at, int)},
        )
        self.table = LazyTable(look, model, title)
        self.table.opened.connect(self._open)
        self.sums = words(sums, "muted", wrap=True)
        self.close_button = Button(look, _("Close"), shortcut="Esc")
        self.close_button.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(words(title, "large", wrap=True))
        layout.addWidget(self.sums)
        layout.addWidget(self.table, 1)
        layout.addLayout(row(1, self.close_button))
        self.table.reload()
        self.table.setFocus()
        wide = sum(look.px(column.width) for column in columns) + 120
        self.resize(QSize(min(wide, look.px(980)), look.px(560)).boundedTo(room_for(self)))

    def _open(self, at: int) -> None:
        self.accept()
        self.opened.emit(self.rows[at])
