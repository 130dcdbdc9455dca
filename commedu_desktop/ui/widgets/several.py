"""A field that takes several of a list: a button that names them, with a menu of ticks."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter

from commedu_desktop.i18n import _
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


class _Names(QPushButton):
    """Looks like a choice, says what is ticked as far as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "choice")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        option.initFrom(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


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
        self._nothing = nothing or _("none")
        self._menu = _Ticks(self)
        self._ticks: dict[Any, QAction] = {}
        self.button.clicked.connect(self._open)
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
        text = ", ".join(names) or self._nothing
        self.button.setText(text)
        self.button.setToolTip(text if names else "")
        self.button.setAccessibleName(f"{self.caption.text()}: {text}")
