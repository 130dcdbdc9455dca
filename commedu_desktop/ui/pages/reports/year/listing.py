"""A list that is added to, changed and taken out of: what targets and funds have in common."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from commedu_desktop.i18n import _
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.widgets.basics import column, row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.messages import Banner


class Listing(QWidget):
    """`open_form(row or None)` shows the form, `remove(row)` takes one out. Enter changes the row under the cursor."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        hint: str,
        columns: Sequence[Column],
        open_form: Callable[[Any], None],
        remove: Callable[[Any], None],
    ) -> None:
        super().__init__(parent)
        self.rows: list[Any] = []
        self._open_form, self._remove = open_form, remove
        look = desk.look
        self.banner = Banner(look)
        self.hint = words(hint, "muted", wrap=True)
        model = LazyModel(
            columns,
            lambda _sort, _descending: range(len(self.rows)),
            lambda ids: {at: self.rows[at] for at in ids if isinstance(at, int)},
        )
        self.table = LazyTable(look, model, hint)
        self.table.opened.connect(lambda at: self._open_form(self.rows[at]))
        self.add = Button(look, _("Add…"), icon="plus", kind="primary")
        self.change = Button(look, _("Change…"), icon="pencil", shortcut="F2")
        self.take_out = Button(look, _("Delete"), icon="trash-2", shortcut="Del")
        self.add.clicked.connect(lambda: self._open_form(None))
        self.change.clicked.connect(self._change)
        self.take_out.clicked.connect(self._take_out)
        self.tools = row(self.add, self.change, self.take_out, 1)
        layout = column(self.hint, self.banner, self.table, self.tools, gap=12)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def show_rows(self, rows: Sequence[Any]) -> None:
        self.rows = list(rows)
        self.table.rows.reload()
        for button in (self.change, self.take_out):
            button.setEnabled(bool(self.rows))
        if self.rows:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))

    def _chosen(self) -> Any:
        at = self.table.currentIndex().row()
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def _change(self) -> None:
        if (chosen := self._chosen()) is not None:
            self._open_form(chosen)

    def _take_out(self) -> None:
        if (chosen := self._chosen()) is not None:
            self._remove(chosen)
