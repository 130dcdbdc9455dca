"""A list and what is chosen in it: beside each other where there is room, else one after the other."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from commedu_desktop.i18n import _
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import column, row
from commedu_desktop.ui.widgets.buttons import Button

LIST_LEAST, DETAIL_LEAST = 400, 320
"""Widths for 100 % text; with less for both, only one of them is shown."""


class ListAndDetail(QWidget):
    """Where it is narrow, `open_detail` (on Enter or a double click) shows the detail, Esc or Back the list again."""

    def __init__(self, look: Look, first: QWidget, detail: QWidget) -> None:
        super().__init__()
        self._look, self._list, self._detail = look, first, detail
        self._chosen = self._opened = False
        self._back = Button(look, _("Back to the list"), icon="arrow-left", shortcut="Esc")
        self._back.clicked.connect(self.close_detail)
        self._right = QWidget()
        self._right.setLayout(column(self._back, detail, gap=12))
        both = row(first, self._right, gap=16)
        both.setStretch(0, 1)
        self.setLayout(both)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.close_detail)
        self.say(False)

    @property
    def narrow(self) -> bool:
        return self.width() < self._look.px(LIST_LEAST + DETAIL_LEAST)

    def say(self, chosen: bool) -> None:
        """Whether there is anything to show beside the list."""
        self._chosen = chosen
        self._arrange()

    def open_detail(self) -> None:
        self._opened = True
        self._arrange()
        self._detail.setFocus()

    def close_detail(self) -> None:
        self._opened = False
        self._arrange()
        self._list.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        alone = self.narrow and self._opened and self._chosen
        self._list.setVisible(not alone)
        self._right.setVisible(self._chosen and (alone or not self.narrow))
        self._back.setVisible(alone)
        widest = self._look.px(380)
        for part in (self._detail, self._right):
            part.setMaximumWidth(16_777_215 if alone else widest)
