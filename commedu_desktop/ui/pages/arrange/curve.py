"""How the wishes left open grow fewer while one watches."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from commedu_desktop.i18n import _
from commedu_desktop.ui.theme import Look


class Curve(QWidget):
    """Cost over time as a falling line of steps; the number itself stands beside it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._points: Sequence[tuple[float, int]] = ()
        self._seconds = 1.0
        self.setAccessibleName(_("Wishes left open, over time"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def say(self, points: Sequence[tuple[float, int]], seconds: float) -> None:
        """Seconds and cost of each improvement, and how long the search has run."""
        self._points, self._seconds = points, max(seconds, 0.1)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(150), self._look.px(34))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(60), self._look.px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._points) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.color("accent"), 2))
        painter.drawPolyline(QPolygonF(self._line()))
        painter.end()

    def _line(self) -> list[QPointF]:
        most = max(cost for _seconds, cost in self._points)
        least = min(cost for _seconds, cost in self._points)
        wide, tall, span = self.width() - 6, self.height() - 8, max(most - least, 1)
        line: list[QPointF] = []
        for seconds, cost in self._points:
            x, y = 3 + wide * min(seconds / self._seconds, 1), 4 + tall * (1 - (cost - least) / span)
            if line:
                line.append(QPointF(x, line[-1].y()))
            line.append(QPointF(x, y))
        return [*line, QPointF(self.width() - 3, line[-1].y())]
