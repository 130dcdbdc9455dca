"""The one field of the front desk: for scanners and for clerks, also when both use it at the same moment."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from commedu_desktop.domain.check_in import SHORTEST_CARD
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.search_field import SearchField

BURST = 0.03
"""Seconds between two keys below which no human types: more than 33 keys a second."""


class DeskField(SearchField):
    """`scanned(code)` when a scanner sent it, even into a half-typed name, which then stays; `entered` otherwise."""

    scanned = Signal(str)

    def __init__(self, look: Look, placeholder: str, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(look, placeholder, huge=True, glass=False)
        self._clock = clock
        self._burst = ""
        self._before = ""
        self._last_key = 0.0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        now = self._moment(event)
        fast = now - self._last_key < BURST
        self._last_key = now
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end(event, fast=fast)
            return
        if event.text() and event.text().isprintable() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not fast:
                self._burst, self._before = "", self.text()
            self._burst += event.text()
        super().keyPressEvent(event)

    def _moment(self, event: QKeyEvent) -> float:
        """When the key was pressed, not when a busy window came to read it: that would tear a code apart."""
        pressed = event.timestamp()
        return pressed / 1000 if pressed and self._clock is time.monotonic else self._clock()

    def _end(self, event: QKeyEvent, *, fast: bool) -> None:
        burst, before = self._burst, self._before
        self._burst = ""
        if fast and len(burst) >= SHORTEST_CARD:
            self.setText(before)
            self.scanned.emit(burst)
        else:
            super().keyPressEvent(event)
