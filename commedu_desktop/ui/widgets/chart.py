"""A chart on screen: the shapes of `domain.charts` in the theme's colours, to be read, pointed at and opened."""

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from commedu_desktop.domain.charts import Box, Drawing, Frame, Rule, Text, Tone
from commedu_desktop.ui.theme import TYPE, Look

if TYPE_CHECKING:
    from commedu_desktop.services.report_charts import Chart

TONES: dict[Tone, str] = {
    "accent": "accent",
    "soft": "accent_soft",
    "second": "warn",
    "track": "surface2",
    "text": "text",
    "muted": "muted",
    "line": "line",
    "on-accent": "on_accent",
}
_HIGH = 170
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class ChartView(QWidget):
    """As tall as its chart needs. The arrow keys go from shape to shape, Enter opens one."""

    opened = Signal(str)
    """The key of a shape."""

    def __init__(self, look: Look, name: str = "") -> None:
        super().__init__()
        self._look = look
        self._chart: Chart | None = None
        self.drawing = Drawing(0, 0, ())
        self.at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.setMinimumWidth(look.px(220))
        look.changed.connect(self._draw)

    def show_chart(self, chart: "Chart | None") -> None:
        """None: nothing to show."""
        self._chart = chart
        self.at = -1
        self._draw()
        if chart is not None:
            self.setAccessibleName(chart.title)
        self.setAccessibleDescription("; ".join(box.said for box in self.drawing.boxes))

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(420), max(1, ceil(self.drawing.height)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(220), self.sizeHint().height())

    def _draw(self) -> None:
        if self._chart is None:
            self.drawing = Drawing(0, 0, ())
        else:
            frame = Frame(max(1, self.width()), self._look.px(_HIGH), self._look.px(TYPE["small"]))
            self.drawing = self._chart.draw(frame)
        self.setFixedHeight(max(1, ceil(self.drawing.height)))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._draw()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for shape in self.drawing.shapes:
            match shape:
                case Box():
                    self._paint_box(painter, shape)
                case Rule():
                    painter.setPen(QPen(self._look.color(TONES[shape.tone]), 1))
                    painter.drawLine(QPointF(shape.x1, shape.y1), QPointF(shape.x2, shape.y2))
                case Text():
                    self._paint_text(painter, shape)
        if self.hasFocus() and 0 <= self.at < len(self.drawing.boxes):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._look.color("text"), 2))
            painter.drawRoundedRect(rect(self.drawing.boxes[self.at]).adjusted(-1, -1, 1, 1), 4, 4)

    def _paint_box(self, painter: QPainter, box: Box) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._mixed(box))
        radius = min(4.0, box.width / 2, box.height / 2)
        painter.drawRoundedRect(rect(box), radius, radius)

    def _mixed(self, box: Box) -> QColor:
        full, ground = self._look.color(TONES[box.tone]), self._look.color("surface")
        parts = [
            round(under + (over - under) * box.strength)
            for over, under in zip(full.getRgb()[:3], ground.getRgb()[:3], strict=True)  # type: ignore[index]  # four numbers
        ]
        return QColor(*parts)

    def _paint_text(self, painter: QPainter, text: Text) -> None:
        font = self._look.font("small")
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(text.text, Qt.TextElideMode.ElideRight, text.room)
        if shown == "…":
            return
        wide = metrics.horizontalAdvance(shown)
        x = text.x - {"left": 0.0, "centre": wide / 2, "right": wide}[text.align]
        painter.setFont(font)
        painter.setPen(self._look.color(TONES[text.tone]))
        painter.drawText(QPointF(x, text.y), shown)

    def box_at(self, point: QPointF) -> int:
        """The number of the shape in the same column (or row) as a point; -1 when there is none."""
        for at, box in enumerate(self.drawing.boxes):
            if rect(box).adjusted(-2, -2, 2, 2).contains(point):
                return at
        return -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.box_at(event.position())
        if at >= 0:
            self.at = at
            self.opened.emit(self.drawing.boxes[at].key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hand = self.box_at(event.position()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        boxes = self.drawing.boxes
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step and boxes:
            self.at = min(max(self.at + step, 0), len(boxes) - 1) if self.at >= 0 else len(boxes) - 1
            QToolTip.showText(self.mapToGlobal(rect(boxes[self.at]).center().toPoint()), boxes[self.at].said, self)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and 0 <= self.at < len(boxes):
            self.opened.emit(boxes[self.at].key)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self.box_at(QPointF(event.pos()))
            said = self.drawing.boxes[at].said if at >= 0 else ""
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)


def rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)
