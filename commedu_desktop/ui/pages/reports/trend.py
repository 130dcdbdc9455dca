"""Attendances of the last twelve months as bars; a bar opens its month."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from babel.dates import format_date
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from commedu_desktop.domain.periods import Period
from commedu_desktop.i18n import _, locale
from commedu_desktop.sentences import shown
from commedu_desktop.ui.theme import Look

if TYPE_CHECKING:
    from commedu_desktop.services.reports import MonthFigure

_HEIGHT, _FOOT, _HEAD, _WIDEST = 108, 24, 20, 56


class Trend(QWidget):
    """The months of the chosen period are in full colour."""

    opened = Signal(object)
    """The Period of a month."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._months: Sequence[MonthFigure] = ()
        self._period: Period | None = None
        self._chosen = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Attendances of the last twelve months"))

    def show_months(self, months: Sequence["MonthFigure"], period: Period) -> None:
        self._months, self._period = months, period
        self._chosen = len(months) - 1
        said = [f"{month_name(one.month, 'LLLL y')}: {shown(one.attendances)}" for one in months]
        self.setAccessibleDescription("; ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, self._look.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def bar(self, number: int) -> QRectF:
        """Where a month's bar stands."""
        look, count = self._look, max(1, len(self._months))
        slot = self.width() / count
        most = max((one.attendances for one in self._months), default=0) or 1
        room = self.height() - look.px(_FOOT + _HEAD)
        high = max(2.0, room * self._months[number].attendances / most)
        wide = min(slot * 0.62, look.px(_WIDEST))
        return QRectF(slot * (number + 0.5) - wide / 2, look.px(_HEAD) + room - high, wide, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font("small"))
        for number, one in enumerate(self._months):
            self._paint_month(painter, number, one)

    def _paint_month(self, painter: QPainter, number: int, one: "MonthFigure") -> None:
        look, bar, period = self._look, self.bar(number), self._period
        inside = period is not None and period.first <= one.month.first <= period.last
        chosen = number == self._chosen and self.hasFocus()
        painter.setPen(QPen(look.color("text"), 2) if chosen else Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent" if inside else "accent_soft"))
        painter.drawRoundedRect(bar, 4, 4)
        metrics = QFontMetrics(painter.font())
        slot = self.width() / max(1, len(self._months))
        painter.setPen(look.color("text" if inside else "muted"))
        for text, baseline in (
            (shown(one.attendances), bar.top() - look.px(5)),
            (month_name(one.month, "LLL"), self.height() - look.px(5)),
        ):
            wide = metrics.horizontalAdvance(text)
            if wide <= slot:
                painter.drawText(QPointF(bar.center().x() - wide / 2, baseline), text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        if at is not None:
            self.opened.emit(self._months[at].month)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hand = self._at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if step and self._months:
            self._chosen = min(max(self._chosen + step, 0), len(self._months) - 1)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._chosen >= 0:
            self.opened.emit(self._months[self._chosen].month)
        else:
            super().keyPressEvent(event)

    def _at(self, point: QPointF) -> int | None:
        """The month under the mouse, wherever in its column."""
        if not self._months:
            return None
        return min(len(self._months) - 1, max(0, int(point.x() * len(self._months) / max(1, self.width()))))


def month_name(month: Period, form: str) -> str:
    return str(format_date(month.first, form, locale=locale()))
