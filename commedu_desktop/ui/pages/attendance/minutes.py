"""Minutes late, typed into a cell of the grid."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIntValidator, QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit

from commedu_desktop.i18n import _
from commedu_desktop.ui.theme import Look

MOST = 240


class MinutesField(QLineEdit):
    """`given(minutes)` with Enter; Esc leaves the cell as it was."""

    given = Signal(int)

    def __init__(self, look: Look, grid: QAbstractScrollArea) -> None:
        super().__init__(grid.viewport())
        self._look, self._grid = look, grid
        self.setValidator(QIntValidator(1, MOST, self))
        self.setAccessibleName(_("Minutes late"))
        self.setPlaceholderText(_("min"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def ask(self, cell: QRect, minutes: int | None) -> None:
        """Open over a cell."""
        wide, high = max(cell.width(), self._look.px(64)), max(cell.height(), self._look.px(36))
        left = min(cell.center().x() - wide // 2, self._grid.viewport().width() - wide)
        self.setGeometry(max(0, left), cell.center().y() - high // 2, wide, high)
        self.setText("" if minutes is None else str(minutes))
        self.selectAll()
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            given = int(self.text()) if self.hasAcceptableInput() else None
            self._leave()
            if given is not None:
                self.given.emit(given)
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hide()

    def _leave(self) -> None:
        self.hide()
        self._grid.setFocus()
