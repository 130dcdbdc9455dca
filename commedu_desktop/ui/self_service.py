"""The self-service screen: residents scan their own cards, and read the answer from three metres."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from babel.dates import format_date
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from commedu_desktop.domain.check_in import Outcome
from commedu_desktop.i18n import _, day_locale
from commedu_desktop.services.check_in import CheckedIn, CheckIn, check_in
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.ui import sounds
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.front_desk.desk_field import DeskField
from commedu_desktop.ui.pages.front_desk.result import ICONS, sentence_of, state_of
from commedu_desktop.ui.widgets.basics import column, row, words
from commedu_desktop.ui.widgets.buttons import set_property
from commedu_desktop.ui.widgets.messages import Picture

LEAVING_KEYS = "Ctrl+Shift+F12"
"""No key that a scanner sends or a child finds."""
STAYS = 6_000
"""Milliseconds for which an answer stays in sight."""
SAME_SCAN = timedelta(seconds=15)


class AnswerBand(QFrame):
    """The ground that turns green, amber or red."""


class SelfService(QWidget):
    """A window of its own over the whole screen. Only cards work here; it closes with LEAVING_KEYS alone."""

    def __init__(self, desk: Desk, room_id: UUID | None = None) -> None:
        super().__init__()
        self.desk, self._room_id = desk, room_id
        self.answer: CheckedIn | None = None
        self.may_close = False
        self.setWindowTitle(_("Self-service screen"))
        self.setObjectName("self-service")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        centre = desk.read(centre_settings).name
        self.centre, self.clock = words(centre, "screen-small"), words("", "screen-small")
        self.picture = Picture(desk.look, "scan-line", "info", 100)
        self.name = words("", "screen-name", wrap=True)
        self.sentence = words("", "screen-sentence", wrap=True)
        for label in (self.name, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field = DeskField(desk.look, _("Scan your card, or type its number"))
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint = words(_("Staff: {keys} leaves").format(keys=LEAVING_KEYS), "small")
        self._lay_out()
        self.field.scanned.connect(self.scan)
        self.field.entered.connect(self.scan)
        QShortcut(QKeySequence(LEAVING_KEYS), self).activated.connect(self.leave)
        self._timer = self._every(STAYS, self.wait, once=True)
        self._every(10_000, self._tick).start()
        self._tick()
        self.wait()

    def scan(self, code: str) -> None:
        """Check in whoever's card it is; names are not searched for here."""
        self.field.clear()
        if code.strip():
            self.desk.write(check_in, CheckIn(code, venue_id=self._room_id), done=self._answered)

    def wait(self) -> None:
        """Ready for the next."""
        self.answer = None
        self._say("info", _("Welcome"), _("Please hold your card under the scanner."))

    def leave(self) -> None:
        self.may_close = True
        self.close()

    def sizeHint(self) -> QSize:
        return QSize(1_024, 700)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.activateWindow()
        self.field.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Alt+F4 is no way out."""
        if self.may_close:
            super().closeEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that reach the window go to the field."""
        self.field.setFocus()
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.picture.setVisible(self.height() >= self.desk.look.px(540))
        self.field.setFixedWidth(min(self.width() - 80, self.desk.look.px(720)))

    def _lay_out(self) -> None:
        self.band = AnswerBand()
        inner = column(1, row(1, self.picture, 1), self.name, self.sentence, 1, gap=20)
        inner.setContentsMargins(40, 20, 40, 20)
        self.band.setLayout(inner)
        whole = column(row(self.centre, 1, self.clock), self.band, row(1, self.field, 1), row(1, self.hint), gap=20)
        whole.setStretch(1, 1)
        whole.setContentsMargins(40, 28, 40, 16)
        self.setLayout(whole)

    def _every(self, milliseconds: int, call: Callable[[], None], *, once: bool = False) -> QTimer:
        timer = QTimer(self, singleShot=once, interval=milliseconds)
        timer.timeout.connect(call)
        return timer

    def _tick(self) -> None:
        now = self.desk.wall_clock()
        self.clock.setText(f"{format_date(now.date(), 'full', locale=day_locale())}  {now:%H:%M}")

    def _answered(self, answer: CheckedIn) -> None:
        last = self.answer
        same = last is not None and last.resident_id == answer.resident_id and answer.at - last.at < SAME_SCAN
        if same and answer.outcome is Outcome.ALREADY and last is not None and last.outcome is Outcome.IN:
            return
        self.show_answer(answer)
        self._timer.start()
        if self.desk.settings.now.sound:
            sounds.play("in" if answer.outcome is Outcome.ALREADY else answer.outcome.value)

    def show_answer(self, answer: CheckedIn) -> None:
        """Colour, name and sentence, and where to go when it did not work."""
        self.answer = answer
        told = sentence_of(answer)
        if answer.outcome in (Outcome.LOOK, Outcome.REFUSED):
            told = f"{told}\n{_('Please ask at the front desk.')}"
        self._say(state_of(answer), answer.who, told)

    def _say(self, state: str, name: str, sentence: str) -> None:
        self.picture.show_icon(ICONS[state], f"{state}_text")
        self.name.setText(name)
        self.sentence.setText(sentence)
        set_property(self.band, "state", state)
        self.setAccessibleName(f"{name}: {sentence}")
