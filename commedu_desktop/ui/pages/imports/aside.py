"""A long import goes on out of sight: the window is free for the queue, and the assistant comes back when asked for."""

import time

from PySide6.QtWidgets import QDialog, QWidget

from commedu_desktop.i18n import _
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.buttons import Button

LONG = 0.6
"""Seconds after which somebody may rather do something else; the window's own progress comes as late."""


class Aside(QDialog):
    """`aside` while the assistant works on, or waits with its outcome, out of sight."""

    desk: Desk

    def __init__(self, parent: QWidget | None, look: Look) -> None:
        super().__init__(parent)
        self.aside = False
        self._since = 0.0
        self.aside_button = Button(look, _("Go on working"), shortcut="Ctrl+M")
        self.aside_button.setToolTip(_("The list is taken in meanwhile; “Import a list…” leads back here"))
        self.aside_button.clicked.connect(self.put_aside)
        self.aside_button.setShortcut("Ctrl+M")

    def offer_aside(self, *, busy: bool) -> None:
        """Called again and again while something runs: what is soon over needs no button."""
        if not busy:
            self._since = 0.0
        elif not self._since:
            self._since = time.monotonic()
        self.aside_button.setVisible(busy and time.monotonic() - self._since > LONG)

    def put_aside(self) -> None:
        """Leave the window to whoever stands before the desk."""
        self.aside = True
        self.hide()

    def come_back(self) -> None:
        self.aside = False
        self.open()

    def say_aside(self, words: str, state: str = "good") -> None:
        """What came of it, as a sentence, while nobody is looking."""
        if self.aside:
            self.desk.toast(_("{outcome} “Import a list…” shows more.").format(outcome=words), state)


def put_aside_before(parent: QWidget | None) -> Aside | None:
    """The assistant of this window that was put aside, if there is one."""
    if parent is None:
        return None
    return next((one for one in parent.window().findChildren(Aside) if one.aside), None)
