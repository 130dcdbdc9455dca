"""The field that finds while it is typed in."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from commedu_desktop.i18n import _
from commedu_desktop.ui.theme import Look

PAUSE = 60
"""Milliseconds without a key before `searched` comes: a fast typist causes one query, not seven."""


class SearchField(QLineEdit):
    """`searched(text)` after each pause and at once on Enter; Esc empties; arrow keys go on to `moved(±1)`."""

    searched = Signal(str)
    entered = Signal(str)
    moved = Signal(int)

    def __init__(self, look: Look, placeholder: str = "", *, huge: bool = False, pause: int = PAUSE) -> None:
        super().__init__()
        self._look = look
        self.setProperty("role", "huge" if huge else "search")
        self.setPlaceholderText(placeholder or _("Search"))
        self.setAccessibleName(placeholder or _("Search"))
        self.setClearButtonEnabled(False)
        self._glass = QAction(look.icon("search", "muted"), "", self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self, singleShot=True, interval=pause)
        self._timer.timeout.connect(self._search)
        self.textChanged.connect(self._timer.start)
        self._last = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._search()
                self.entered.emit(self.text().strip())
            case Qt.Key.Key_Escape if self.text():
                self.clear()
                self._search()
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case _key:
                super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_glass"):
            self._glass.setIcon(self._look.icon("search", "muted"))

    def finish(self) -> None:
        """Search now what is typed, without waiting for the pause."""
        self._search()

    def event(self, event: QEvent) -> bool:
        """While nothing is typed, Ctrl+Z takes back the last write instead of a letter."""
        if event.type() == QEvent.Type.ShortcutOverride and not self.text():
            keys = QKeySequence.StandardKey
            if any(event.matches(key) for key in (keys.Undo, keys.Redo)):  # type: ignore[attr-defined]
                event.ignore()
                return False
        return super().event(event)

    def _search(self) -> None:
        self._timer.stop()
        text = self.text().strip()
        if text != self._last:
            self._last = text
            self.searched.emit(text)
