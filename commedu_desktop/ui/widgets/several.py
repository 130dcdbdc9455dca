"""A field that takes several of a list: a choice that names them, with a menu of ticks."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QMenu, QVBoxLayout

from commedu_desktop.i18n import _, ngettext
from commedu_desktop.sentences import shown
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.fields import Field


class _Ticks(QMenu):
    """Stays open while it is ticked, by mouse or with the space bar."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.actionAt(event.position().toPoint())
        if action is not None and action.isCheckable():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None:
            action.trigger()
        else:
            super().keyPressEvent(event)


class _Names(QComboBox):
    """Looks like a choice, says what is ticked, and opens the ticks instead of a list."""

    asked = Signal()

    def setText(self, text: str) -> None:
        self.clear()
        self.addItem(text)

    def text(self) -> str:
        return self.currentText()

    def showPopup(self) -> None:
        self.asked.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class SeveralField(Field):
    """Values in the order of the list; `nothing` says what an empty one means."""

    def __init__(
        self,
        caption: str,
        choices: Sequence[tuple[Any, str]] = (),
        values: Iterable[Any] = (),
        *,
        nothing: str = "",
        hint: str = "",
    ) -> None:
        self.button = _Names()
        super().__init__(caption, self.button, hint)
        self.names = words("", "small", wrap=True)
        self.names.hide()
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(2, self.names)
        self._nothing = nothing or _("none")
        self._menu = _Ticks(self)
        self._ticks: dict[Any, QAction] = {}
        self.button.asked.connect(self._open)
        self.offer(choices)
        self.values = tuple(values)

    def offer(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Another list; what was ticked stays so where it is still among them."""
        kept = self.values
        self._menu.clear()
        self._ticks = {}
        for value, text in choices:
            action = self._menu.addAction(text)
            action.setCheckable(True)
            action.triggered.connect(self._ticked)
            self._ticks[value] = action
        self.values = kept

    @property
    def values(self) -> tuple[Any, ...]:
        return tuple(value for value, action in self._ticks.items() if action.isChecked())

    @values.setter
    def values(self, values: Iterable[Any]) -> None:
        wanted = set(values)
        for value, action in self._ticks.items():
            action.setChecked(value in wanted)
        self._say()

    def _open(self) -> None:
        self._menu.setMinimumWidth(self.button.width())
        self._menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    def _ticked(self) -> None:
        self._say()
        self._edited()

    def _say(self) -> None:
        names = [action.text() for action in self._ticks.values() if action.isChecked()]
        several = ngettext("{count} chosen", "{count} chosen", len(names)).format(count=len(names))
        self.button.setText(several if len(names) > 1 else "".join(names) or self._nothing)
        self.names.setText(shown(names) if len(names) > 1 else "")
        self.names.setVisible(len(names) > 1)
        self.button.setAccessibleName(f"{self.caption.text()}: {shown(names) if names else self._nothing}")
