"""Figure cards side by side, in two lines where they would be too narrow."""

from collections.abc import Iterable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import FigureCard

_NARROWEST = 190
"""A card, for 100 % text."""


class FigureRow(QWidget):
    """All in one line, or half of them in each of two."""

    def __init__(self, look: Look, cards: Iterable[FigureCard]) -> None:
        super().__init__()
        self._look, self._cards = look, tuple(cards)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(16)
        self._in_line = 0
        self._place(len(self._cards) // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        count = len(self._cards)
        fits = self.width() >= count * self._look.px(_NARROWEST) + (count - 1) * self._grid.spacing()
        self._place(count if fits else (count + 1) // 2)

    def _place(self, in_line: int) -> None:
        if in_line == self._in_line:
            return
        self._in_line = in_line
        for at, card in enumerate(self._cards):
            self._grid.addWidget(card, at // in_line, at % in_line)
        for at in range(len(self._cards)):
            self._grid.setColumnStretch(at, 1 if at < in_line else 0)
