"""Buttons that say their shortcut and wear a tinted icon."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from commedu_desktop.i18n import _
from commedu_desktop.ui.actions import shown_shortcut
from commedu_desktop.ui.theme import Look

_TINTS = {"primary": "on_accent", "danger": "bad_text", "inverse": "surface"}


class Button(QPushButton):
    """Icon, words, and the shortcut in a fainter tone.

    `kind`: "", "primary", "danger", "quiet", "inverse" (on a toast).
    """

    def __init__(self, look: Look, text: str, *, icon: str = "", kind: str = "", shortcut: str = "") -> None:
        super().__init__(text)
        self.look, self._icon_name, self._shortcut = look, icon, shortcut
        self._action: QAction | None = None
        self._terse = False
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)

    @classmethod
    def of(cls, look: Look, action: QAction, kind: str | None = None) -> "Button":
        """A button for an action: follows its words, shortcut and whether it is enabled."""
        wanted = action.property("kind") if kind is None else kind
        made = cls(look, action.text(), icon=action.property("icon_name") or "", kind=wanted or "")
        made._shortcut = shown_shortcut(action)
        made.setEnabled(action.isEnabled())
        made.setObjectName(action.objectName())
        made._action = action
        made.clicked.connect(action.trigger)
        action.changed.connect(made._follow)
        return made

    def _follow(self) -> None:
        action = self._action
        if action is None:
            return
        self.setText(action.text())
        self.setEnabled(action.isEnabled())
        self.setCheckable(action.isCheckable())
        self.setChecked(action.isChecked())

    def be_terse(self, terse: bool) -> None:
        """Without room the shortcut goes into the tool tip."""
        if terse != self._terse and self._shortcut:
            self._terse = terse
            self.setToolTip(f"{self._words()} ({self._shortcut})" if terse else "")
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        option = self._option()
        words = self.fontMetrics().horizontalAdvance(self._words())
        room = words + self._hint_width() + (self._icon_room() if self._icon_name else 0)
        return self.style().sizeFromContents(
            QStyle.ContentsType.CT_PushButton, option, QSize(room, self.fontMetrics().height()), self
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = self._option()
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        metrics = self.fontMetrics()
        words, hint = metrics.horizontalAdvance(self._words()), self._hint_width()
        icon = self._icon_room() if self._icon_name else 0
        left = (self.width() - words - hint - icon) // 2
        if self._icon_name:
            pixmap = self.look.pixmap(self._icon_name, self._tint())
            side = self.look.px(18)
            painter.drawPixmap(QRect(left, (self.height() - side) // 2, side, side), pixmap)
        painter.setPen(self.look.color(self._tint(words=True)))
        box = QRect(left + icon, 0, words + 2, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words())
        if hint:
            painter.setOpacity(0.72)
            box = QRect(left + icon + words, 0, hint + 2, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._shortcut)

    def _option(self) -> QStyleOptionButton:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        return option

    def _words(self) -> str:
        return self.text().replace("&", "")

    def _icon_room(self) -> int:
        return self.look.px(18 + 8)

    def _hint_width(self) -> int:
        if self._terse or not self._shortcut:
            return 0
        return self.fontMetrics().horizontalAdvance(self._shortcut) + self.look.px(10)

    def _tint(self, *, words: bool = False) -> str:
        if not self.isEnabled():
            return "neutral_text"
        if self.isChecked():
            return "accent_text"
        plain = "text" if words else "muted"
        return _TINTS.get(self.property("kind") or "", plain)


class IconButton(QPushButton):
    """A picture only; `text` is its tool tip and its accessible name."""

    def __init__(self, look: Look, icon: str, text: str, *, shortcut: str = "", token: str = "muted") -> None:
        super().__init__()
        self._look, self._icon_name, self._token = look, icon, token
        self.setProperty("kind", "icon")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.say(text, shortcut)
        self._tint()

    def say(self, text: str, shortcut: str = "") -> None:
        self.setToolTip(f"{text}  {shortcut}".strip())
        self.setAccessibleName(text)

    def show_icon(self, icon: str, token: str | None = None) -> None:
        self._icon_name, self._token = icon, token or self._token
        self._tint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._tint()

    def _tint(self) -> None:
        side = self._look.px(18)
        self.setIconSize(QSize(side, side))
        self.setIcon(self._look.icon(self._icon_name, self._token))


class MenuButton(IconButton):
    """Three dots: what is done more rarely, with its shortcuts."""

    def __init__(self, look: Look, actions: Iterable[QAction]) -> None:
        super().__init__(look, "ellipsis", _("More"))
        menu = QMenu(self)
        menu.addActions(list(actions))
        self.clicked.connect(lambda: menu.exec(self.mapToGlobal(self.rect().bottomLeft())))


def set_property(widget: QWidget, name: str, value: Any) -> None:
    """Set a property that the style sheet asks for, and dress the widget anew."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def connect_verbs(owner: QWidget, *verbs: tuple[Button, Callable[[], object], Sequence[str]]) -> None:
    """Each button does its verb, and so do its keys anywhere in `owner`."""
    for button, verb, keys in verbs:
        button.clicked.connect(verb)
        for key in keys:
            QShortcut(QKeySequence(key), owner).activated.connect(verb)
