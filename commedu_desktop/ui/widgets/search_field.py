"""The field that finds while it is typed in."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from commedu_desktop.i18n import _
from commedu_desktop.ui.theme import Look

GLASS = 16
"""Side of the picture, in pixels at 100 % text."""
PAUSE = 60
"""Milliseconds without a key before `searched` comes: a fast typist causes one query, not seven."""


class SearchField(QLineEdit):
    """`searched(text)` after each pause and at once on Enter; Esc empties; arrow keys go on to `moved(±1)`."""

    searched = Signal(str)
    entered = Signal(str)
    moved = Signal(int)

    def __init__(
        self, look: Look, placeholder: str = "", *, huge: bool = False, glass: bool = True, pause: int = PAUSE
    ) -> None:
        super().__init__()
        self._look, self._glass = look, glass
        self.setProperty("role", "huge" if huge else "search")
        self.setPlaceholderText(placeholder or _("Search"))
        self.setAccessibleName(placeholder or _("Search"))
        self.setClearButtonEnabled(False)
        self._make_room()
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
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_look"):
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The glass grows with the words, which Qt's own pictures in fields do not."""
        super().paintEvent(event)
        if not self._glass:
            return
        glass = self._look.pixmap("search", "muted", GLASS)
        left, tall = self._look.px(12), round(glass.height() / glass.devicePixelRatio())
        QPainter(self).drawPixmap(left, (self.height() - tall) // 2, glass)

    def _make_room(self) -> None:
        self.setTextMargins(self._look.px(GLASS + 8) if self._glass else 0, 0, 0, 0)

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
