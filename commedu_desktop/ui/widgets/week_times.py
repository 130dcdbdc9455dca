"""A small week to paint weekly times into, with the mouse or the keyboard."""

from collections.abc import Iterable
from datetime import time
from itertools import groupby

from babel.dates import get_day_names
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.weekly_times import WeeklyTime
from commedu_desktop.i18n import _, locale
from commedu_desktop.ui.theme import Look

FIRST, LAST, DAYS = 7, 22, 7
"""Hours shown; each cell is half an hour."""
CELLS = (LAST - FIRST) * 2
_ARROWS = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}


class WeekTimes(QWidget):
    """Arrows move, space turns a half-hour on or off, Shift+arrows carry it along; `edited` after each change."""

    edited = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._on: set[tuple[int, int]] = set()
        self._at = (0, 4)
        self._painting: bool | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Week of available hours"))
        self.setToolTip(_("Drag over the hours, or use the arrows and the space bar."))
        look.changed.connect(self.updateGeometry)

    def times(self) -> tuple[WeeklyTime, ...]:
        """What is painted, one time for each run of half-hours."""
        found = []
        for day in range(DAYS):
            cells = sorted(cell for at, cell in self._on if at == day)
            for _key, run in groupby(enumerate(cells), key=lambda one: one[1] - one[0]):
                span = [cell for _number, cell in run]
                found.append(WeeklyTime(day, _time(span[0]), _time(span[-1] + 1)))
        return tuple(found)

    def shows(self, one: WeeklyTime) -> bool:
        """Whether a time lies within the hours that are shown."""
        return _minutes(one.start) >= FIRST * 60 and _end(one) <= LAST * 60 and one.end > one.start

    def show_times(self, times: Iterable[WeeklyTime]) -> None:
        """Half-hours that lie wholly within a time are on; what lies outside the hours shown is left to the text."""
        self._on = {
            (one.weekday, cell)
            for one in times
            for cell in range(CELLS)
            if _minutes(one.start) <= FIRST * 60 + cell * 30 and FIRST * 60 + cell * 30 + 30 <= _end(one)
        }
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(440), self._look.px(30 + CELLS * 8))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(280), self._look.px(30 + CELLS * 7))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            was = self._at in self._on
            day, cell = self._at[0] + _ARROWS[key][0], self._at[1] + _ARROWS[key][1]
            self._at = min(max(day, 0), DAYS - 1), min(max(cell, 0), CELLS - 1)
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._turn(self._at, was)
        elif key == Qt.Key.Key_Space:
            self._turn(self._at, self._at not in self._on)
        else:
            super().keyPressEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell(event.position())
        if cell is not None:
            self._at, self._painting = cell, cell not in self._on
            self._turn(cell, self._painting)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self._cell(event.position())
        if cell is not None and self._painting is not None:
            self._turn(cell, self._painting)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._painting = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._look.font("small"))
        left, top, wide, tall = self._sizes()
        painter.fillRect(QRectF(left, top, wide * DAYS, tall * CELLS), self._look.color("surface2"))
        for day, cell in self._on:
            box = QRectF(left + day * wide, top + cell * tall, wide, tall)
            painter.fillRect(box.adjusted(1, 0, -1, 0), self._look.color("accent"))
        painter.setPen(self._look.color("line"))
        for hour in range(FIRST, LAST + 1, 1):
            y = top + (hour - FIRST) * 2 * tall
            painter.drawLine(QPointF(left, y), QPointF(left + wide * DAYS, y))
        painter.setPen(QPen(self._look.color("surface"), 3))
        for day in range(1, DAYS):
            painter.drawLine(QPointF(left + day * wide, top), QPointF(left + day * wide, top + CELLS * tall))
        self._words(painter, left, top, wide, tall)
        if self.hasFocus():
            day, cell = self._at
            painter.setPen(QPen(self._look.color("text"), 2))
            painter.drawRect(QRectF(left + day * wide + 1, top + cell * tall, wide - 2, tall))
        painter.end()

    def _words(self, painter: QPainter, left: float, top: float, wide: float, tall: float) -> None:
        painter.setPen(self._look.color("muted"))
        names = get_day_names("abbreviated", locale=locale())
        for day in range(DAYS):
            box = QRectF(left + day * wide, 0, wide, top)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, names[day])
        for hour in range(FIRST, LAST, 3):
            box = QRectF(0, top + (hour - FIRST) * 2 * tall - 8, left - 6, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{hour:02}:00")

    def _sizes(self) -> tuple[float, float, float, float]:
        left, top = self._look.px(48), self._look.px(24)
        return left, top, (self.width() - left - 2) / DAYS, (self.height() - top - 4) / CELLS

    def _cell(self, point: QPointF) -> tuple[int, int] | None:
        left, top, wide, tall = self._sizes()
        day, cell = int((point.x() - left) // wide), int((point.y() - top) // tall)
        return (day, cell) if 0 <= day < DAYS and 0 <= cell < CELLS else None

    def _turn(self, cell: tuple[int, int], on: bool) -> None:
        before = cell in self._on
        (self._on.add if on else self._on.discard)(cell)
        if before != on:
            self.edited.emit()
        self.update()


def _time(cell: int) -> time:
    return time(FIRST + cell // 2, 30 * (cell % 2))


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _end(one: WeeklyTime) -> int:
    return _minutes(one.end) if one.end > one.start else 24 * 60
