"""Dialogs and the drawer: Ctrl+Enter saves, Esc leaves, and nothing typed is lost by mistake."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QTableView, QVBoxLayout, QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _
from commedu_desktop.sentences import sentence
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import column, row, rule, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.fields import Field
from commedu_desktop.ui.widgets.flow import Flow
from commedu_desktop.ui.widgets.messages import Banner


def scrolled(inside: QWidget) -> QScrollArea:
    """Scrolls upright when there is not enough room; never sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inside.setProperty("role", "scrolled")
    inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    area.setWidget(inside)
    return area


def room_for(dialog: QWidget) -> QSize:
    """What a dialog may take: the window it belongs to, or the screen; what does not fit scrolls inside."""
    window = dialog
    while (above := window.parentWidget()) is not None:
        window = above.window()
    room = dialog.screen().availableSize() if window is dialog else window.size()
    return QSize(max(room.width() - 24, 480), max(room.height() - 24, 400))


class FormDialog(QDialog):
    """A form in a window of its own. Fill `form` (a column), name its fields in `fields`, override `save`.

    `save` writes and calls `accept` when it is done; `explain(refusal, field)` says a refusal in its place.
    Leaving with changes that were typed and not saved asks once more, in the dialog.
    """

    def __init__(self, look: Look, parent: QWidget | None, title: str, save_text: str = "") -> None:
        super().__init__(parent)
        self.look = look
        self.setWindowTitle(title)
        self.setModal(True)
        self.fields: list[Field] = []
        self._touched = False
        self.banner = Banner(look)
        inside = QWidget()
        self.form = QVBoxLayout(inside)
        self.form.setContentsMargins(24, 8, 24, 16)
        self.form.setSpacing(14)
        self.save_button = Button(look, save_text or _("Save"), kind="primary", shortcut="Ctrl+Enter")
        self.leave_button = Button(look, _("Cancel"), shortcut="Esc")
        self.save_button.clicked.connect(self._save)
        self.leave_button.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._save)
        self.foot = Flow(self.leave_button, self.save_button, end=True)
        below = column(self.foot)
        below.setContentsMargins(24, 12, 24, 16)
        heading = words(title, "large", wrap=True)
        heading.setContentsMargins(24, 20, 24, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._middle = row(gap=0)
        self._inside, self._area = inside, scrolled(inside)
        self._middle.addWidget(self._area, 1)
        layout.addWidget(heading)
        layout.addWidget(self._in_margins(self.banner))
        layout.addLayout(self._middle, 1)
        layout.addWidget(rule())
        layout.addLayout(below)
        self.resize(look.px(520), look.px(560))

    def add(self, *fields: Field) -> None:
        """Put fields below what is there, one beside the other."""
        line = row(gap=16)
        for field in fields:
            line.addWidget(field, 1)
            field.edited.connect(self.touch)
        self.fields += fields
        self.form.addLayout(line)

    def beside(self, *parts: QWidget) -> None:
        """Put something at the right of the fields that stays in sight while they scroll; the first takes the room."""
        right = column(*parts, gap=10)
        right.setStretch(0, 1)
        parts[0].setMinimumHeight(self.look.px(80))
        right.setContentsMargins(0, 8, 24, 16)
        self._middle.addLayout(right, 1)

    def touch(self) -> None:
        """Something was typed that would be lost."""
        self._touched = True

    def save(self) -> None:
        """Write what was typed."""
        raise NotImplementedError

    def explain(self, said: str | Refused, field: Field | None = None) -> None:
        if field is not None:
            field.refuse(said)
        else:
            self.banner.say(sentence(said) if isinstance(said, Refused) else said, "bad")

    def accept(self) -> None:
        self._touched = False
        super().accept()

    def reject(self) -> None:
        if self._may_leave():
            super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        """Large text on a small screen: never larger than the window; what does not fit scrolls."""
        self.resize(self.size().boundedTo(room_for(self)))
        if self._middle.count() > 1:
            needed = self._inside.minimumSizeHint().width() + 12
            self._area.setMinimumWidth(min(needed, self.width() * 2 // 3))
        elif not self._inside.findChildren(QTableView):
            self._close_up()
        if self.focusWidget() is None:
            self._begin()
        super().showEvent(event)

    def _begin(self) -> None:
        """The first field has the focus, unless the form gave it to another part."""
        for part in self._inside.findChildren(QWidget):
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isEnabled() and part.isVisibleTo(self._inside):
                part.setFocus()
                return

    def _close_up(self) -> None:
        """A short form is a small window: as tall as its fields, with room for one refusal."""
        for layout in (self.layout(), self.form):
            if layout is not None:
                layout.activate()
        width = self._area.width() - 16
        form = self.form.totalHeightForWidth(width) if self.form.hasHeightForWidth() else self.form.sizeHint().height()
        needed = self.height() - self._area.height() + form + self.look.px(40)
        self.resize(self.width(), min(self.height(), needed))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_leave():
            super().closeEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next field instead of closing the form half-way."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        self.banner.hide()
        self.save()

    def _may_leave(self) -> bool:
        if not self._touched:
            return True
        self._touched = False
        self.banner.say(_("Not saved yet. Ctrl+Enter saves; Esc again leaves without saving."), "warn")
        return False

    def _in_margins(self, inner: QWidget) -> QWidget:
        outer = QWidget()
        QVBoxLayout(outer).addWidget(inner)
        outer.layout().setContentsMargins(24, 0, 24, 0)  # type: ignore[union-attr]  # it was just made
        return outer


class Fitting(QDialog):
    """A dialog as tall as its wrapped sentences need."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the height that the sentences need now."""
        if (layout := self.layout()) is not None:
            width = max(self.width(), layout.minimumSize().width())
            self.resize(width, max(layout.totalHeightForWidth(width), layout.totalSizeHint().height()))


class Ask(Fitting):
    """A question that cannot wait: a sentence, what follows from it, and buttons that name what they do."""

    def __init__(
        self, look: Look, parent: QWidget | None, title: str, sentence: str, yes: str, *, danger: bool = False
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.yes_button = Button(look, yes, kind="danger" if danger else "primary", shortcut="Ctrl+Enter")
        self.no_button = Button(look, _("Cancel"), shortcut="Esc")
        self.yes_button.clicked.connect(self.accept)
        self.no_button.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        body = words(sentence, wrap=True, selectable=True)
        body.setMinimumWidth(look.px(360))
        for part in (words(title, "large", wrap=True), body):
            layout.addWidget(part)
        layout.addSpacing(8)
        layout.addLayout(row(1, self.no_button, self.yes_button))
        self.no_button.setFocus()


class Tell(Fitting):
    """One thing that must be read, and Close."""

    def __init__(self, look: Look, parent: QWidget | None, title: str, sentence: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sentence = words(sentence, wrap=True, selectable=True)
        self.sentence.setMinimumWidth(look.px(400))
        self.close_button = Button(look, _("Close"), kind="primary", shortcut="Esc")
        self.close_button.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(words(title, "large", wrap=True))
        layout.addWidget(self.sentence)
        layout.addSpacing(8)
        layout.addLayout(row(1, self.close_button))
        self.close_button.setFocus()


class Drawer(QFrame):
    """A panel at the page's right for the row that is chosen: heading, body, foot. Esc closes it."""

    closed = Signal()

    def __init__(self, look: Look, width: int = 400) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setMinimumWidth(look.px(min(width, 300)))
        self.setMaximumWidth(look.px(width))
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(20, 16, 20, 16)
        self.body.setSpacing(12)
        self.foot = Flow()
        below = column(self.foot)
        below.setContentsMargins(20, 12, 20, 16)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(scrolled(inside), 1)
        layout.addLayout(below)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
