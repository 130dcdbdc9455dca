"""What is said in place: banners, empty pages, page headings, and the toast."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from commedu_desktop.i18n import _
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import column, row, words
from commedu_desktop.ui.widgets.buttons import Button, IconButton, set_property
from commedu_desktop.ui.widgets.flow import Beside, Flow

STATE_ICONS = {"good": "circle-check", "warn": "triangle-alert", "bad": "circle-x", "info": "info"}
TOAST_MILLISECONDS = 7_000


class Picture(QLabel):
    """A tinted icon that stands alone; follows the theme."""

    def __init__(self, look: Look, icon: str, token: str = "muted", size: int = 18) -> None:
        super().__init__()
        self._look, self._size = look, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_icon(icon, token)

    def show_icon(self, icon: str, token: str) -> None:
        self._icon, self._token = icon, token
        self.setPixmap(self._look.pixmap(icon, token, self._size))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.show_icon(self._icon, self._token)


class Banner(QFrame):
    """One sentence with its state, and buttons with the way out; hidden while it has nothing to say."""

    def __init__(self, look: Look, *buttons: QWidget) -> None:
        super().__init__()
        self._picture = Picture(look, "info", "info")
        self.label = words(wrap=True, selectable=True)
        self.close_button = IconButton(look, "x", _("Close this message"))
        self.close_button.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(12)
        for part in (self._picture, self.label, *buttons, self.close_button):
            layout.addWidget(part, 1 if part is self.label else 0)
        self.hide()

    def say(self, sentence: str, state: str = "info") -> None:
        """Show a sentence; an empty one hides the banner."""
        self.label.setText(sentence)
        self._picture.show_icon(STATE_ICONS[state], f"{state}_text")
        set_property(self, "state", state)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))


class EmptyPage(QWidget):
    """Teaches what belongs here, with one button to make the first and others to bring some in."""

    def __init__(self, look: Look, icon: str, title: str, sentence: str, buttons: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.title = words(title, "large", wrap=True)
        self.sentence = words(sentence, "muted", wrap=True)
        for label in (self.title, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMinimumWidth(look.px(380))
        picture = Picture(look, icon, "accent", 44)
        layout = column(1, row(1, picture, 1), row(1, self.title, 1), row(1, self.sentence, 1), gap=12)
        if buttons:
            layout.addSpacing(8)
            layout.addLayout(row(1, *buttons, 1))
        layout.addStretch(2)
        layout.setContentsMargins(20, 20, 20, 20)
        self.setLayout(layout)


NARROW = 700
"""Pixels, at text of 100 %, below which a page's header is short of room."""


class PageHeader(QWidget):
    """The title with the page's buttons at its right, or below where it leaves no room; under them what is in sight."""

    def __init__(self, title: str, *buttons: QWidget) -> None:
        super().__init__()
        self.title = words(title, "title", wrap=True)
        self.subtitle = words("", "muted", wrap=True)
        self.subtitle.hide()
        top, right = QWidget(), QWidget()
        self._buttons = Flow(*buttons)
        right.setLayout(self._buttons)
        top.setLayout(Beside(self.title, right))
        self.setLayout(column(top, self.subtitle, gap=4))

    def say(self, title: str | None = None, subtitle: str = "") -> None:
        if title is not None:
            self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    def add_button(self, button: QWidget) -> None:
        self._buttons.addWidget(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the width is short, the buttons leave out their shortcuts."""
        super().resizeEvent(event)
        for button in self.findChildren(Button):
            button.be_terse(self.width() < button.look.px(NARROW))


class Toast(QFrame):
    """What went well, over the lower edge of the page, with Undo for seven seconds. Stays while the mouse is on it."""

    undone = Signal()

    def __init__(self, look: Look, over: QWidget) -> None:
        super().__init__(over)
        self._look, self._over = look, over
        self._picture = Picture(look, "circle-check", "surface")
        self.label = words(wrap=True)
        self.undo_button = Button(look, _("Undo"), kind="inverse", shortcut="Ctrl+Z")
        self.undo_button.clicked.connect(self._undo)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 10, 10, 10)
        layout.setSpacing(12)
        for part in (self._picture, self.label, self.undo_button):
            layout.addWidget(part, 1 if part is self.label else 0)
        self._timer = QTimer(self, singleShot=True, interval=TOAST_MILLISECONDS)
        self._timer.timeout.connect(self._leave)
        over.installEventFilter(self)
        self.hide()

    def say(self, text: str, state: str = "good", *, undo: bool = False) -> None:
        self.label.setText(text)
        self._picture.show_icon(STATE_ICONS.get(state, "info"), "surface")
        self.undo_button.setVisible(undo)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        widest = min(self._over.width() - 56, self._look.px(560))
        one_line = self.label.fontMetrics().horizontalAdvance(self.label.text()) + self._look.px(40)
        button = self.undo_button.sizeHint().width() + 12 if not self.undo_button.isHidden() else 0
        width = min(widest, one_line + button + self._look.px(50))
        height = max(self.heightForWidth(width), self.sizeHint().height() if width < widest else 0)
        self.resize(QSize(width, height))
        self.move((self._over.width() - width) // 2, self._over.height() - height - 20)

    def _undo(self) -> None:
        self.hide()
        self.undone.emit()

    def _leave(self) -> None:
        if self.underMouse():
            self._timer.start()
        else:
            self.hide()


def page_column(page: QWidget, *items: QWidget | QLayout | int) -> QVBoxLayout:
    """The usual page: 28 px at the sides, 16 px between its parts."""
    layout = column(*items, gap=16)
    layout.setContentsMargins(28, 20, 28, 20)
    page.setLayout(layout)
    return layout
