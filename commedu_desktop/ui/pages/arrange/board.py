"""A week on which proposals stand as dashed blocks between the lessons that are planned already."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from babel.dates import get_day_names
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QTextOption
from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.lessons import Slot
from commedu_desktop.domain.timetable import DAYS, Piece, pieces
from commedu_desktop.i18n import _, locale
from commedu_desktop.ui.theme import Look

MONDAY = date(2001, 1, 1)
"""Any Monday: the board shows a week as such."""
HOURS, HEAD, ROUND = 48, 30, 5


@dataclass(frozen=True)
class Block:
    """`kind`: "there" for lessons planned already, "proposed", "pinned"; `key` is what is chosen by a click."""

    key: Hashable
    day: int
    starts: int
    ends: int
    title: str
    detail: str = ""
    kind: str = "proposed"


class Board(QWidget):
    """Fits its whole week into its size; `picked` is the key of a block that was clicked."""

    picked = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._blocks: Sequence[Block] = ()
        self._pieces: list[Piece] = []
        self._chosen: Hashable = None
        self._hours = (8, 21)
        self.setMouseTracking(True)
        self.setAccessibleName(_("The proposed week"))
        look.changed.connect(self.update)

    def say(self, blocks: Sequence[Block], chosen: Hashable) -> None:
        """Show the blocks; those of the chosen key stand out."""
        if blocks != self._blocks:
            self._blocks = blocks
            self._pieces = pieces([_slot(block) for block in blocks], MONDAY)
            first = min((block.starts // 60 for block in blocks), default=8)
            last = max(((block.ends + 59) // 60 for block in blocks), default=21)
            self._hours = min(first, 8), min(max(last, 20), 24)
        self._chosen = chosen
        told = [f"{one.title} {_days()[one.day]} {_clock(one.starts)}" for one in blocks if one.key == chosen]
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(560), self._look.px(420))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(330), self._look.px(200))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (block := self._block_at(event.position())) is not None:
            self.picked.emit(block.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        block = self._block_at(event.position())
        said = [block.title, f"{_clock(block.starts)}–{_clock(block.ends)}", block.detail] if block else []
        self.setToolTip(" · ".join(part for part in said if part))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._look.color("surface"))
        self._ground(painter)
        order = sorted(self._pieces, key=lambda piece: self._blocks[piece.lesson].key == self._chosen)
        for piece in order:
            self._paint(painter, self._blocks[piece.lesson], self._box(piece))
        painter.end()

    def _ground(self, painter: QPainter) -> None:
        look, (first, last) = self._look, self._hours
        painter.setFont(look.font("small"))
        for hour in range(first, last + 1):
            y = round(self._y(hour * 60)) + 0.5
            painter.setPen(look.color("line"))
            painter.drawLine(QPointF(look.px(HOURS), y), QPointF(self.width(), y))
            painter.setPen(look.color("muted"))
            box = QRectF(0, y - look.px(10), look.px(HOURS - 8), look.px(20))
            if hour < last:
                painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{hour:02}:00")
        for day in range(DAYS):
            x = round(self._x(day)) + 0.5
            painter.setPen(look.color("line"))
            painter.drawLine(QPointF(x, look.px(HEAD - 6)), QPointF(x, self.height()))
            painter.setPen(look.color("text"))
            box = QRectF(x + 6, 0, self._wide - 8, look.px(HEAD - 6))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, _days()[day])

    def _paint(self, painter: QPainter, block: Block, box: QRectF) -> None:
        chosen = block.key == self._chosen
        family = {"there": "neutral", "pinned": "accent"}.get(block.kind, "info")
        look = self._look
        painter.setBrush(look.color(f"{family}_soft"))
        pen = QPen(look.color("line" if block.kind == "there" else family), 2.4 if chosen else 1.2)
        pen.setStyle(Qt.PenStyle.DashLine if block.kind == "proposed" else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.drawRoundedRect(box, ROUND, ROUND)
        painter.setPen(look.color("muted" if block.kind == "there" else f"{family}_text"))
        painter.setFont(look.font("small", strong=block.kind != "there"))
        self._words(painter, block, box.adjusted(4, 2, -2, -2))

    def _words(self, painter: QPainter, block: Block, inside: QRectF) -> None:
        """The title, broken where it has to be, and below it teacher and room where a line is left."""
        metrics = painter.fontMetrics()
        wrap = QTextOption(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        painter.save()
        painter.setClipRect(inside)
        lines = max(int(inside.height() // metrics.lineSpacing()), 1)
        endless = QRectF(inside.left(), inside.top(), inside.width(), 1_000)
        tall = min(painter.boundingRect(endless, block.title, wrap).height(), lines * metrics.lineSpacing())
        painter.drawText(QRectF(inside.left(), inside.top(), inside.width(), tall + 1), block.title, wrap)
        painter.setFont(self._look.font("small"))
        left = inside.height() - tall
        if left >= metrics.lineSpacing() - 2:
            fitting = metrics.elidedText(block.detail, Qt.TextElideMode.ElideRight, int(inside.width()))
            painter.drawText(QPointF(inside.left(), inside.top() + tall + metrics.ascent()), fitting)
        painter.restore()

    @property
    def _wide(self) -> float:
        return (self.width() - self._look.px(HOURS)) / DAYS

    def _x(self, day: int) -> float:
        return self._look.px(HOURS) + day * self._wide

    def _y(self, minutes: float) -> float:
        first, last = self._hours
        head = self._look.px(HEAD)
        return head + (minutes / 60 - first) / (last - first) * (self.height() - head - 4)

    def _box(self, piece: Piece) -> QRectF:
        wide = (self._wide - 4) / piece.lanes
        left = self._x(piece.day) + 2 + piece.lane * wide
        top, bottom = self._y(piece.starts), self._y(piece.ends)
        return QRectF(left + 1, top + 1, wide - 2, bottom - top - 2)

    def _block_at(self, point: QPointF) -> Block | None:
        found = (self._blocks[one.lesson] for one in self._pieces if self._box(one).contains(point))
        return next(found, None)


def _slot(block: Block) -> Slot:
    midnight = datetime.combine(MONDAY + timedelta(days=block.day), time())
    return Slot(midnight + timedelta(minutes=block.starts), midnight + timedelta(minutes=block.ends))


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _days() -> dict[int, str]:
    names = get_day_names("abbreviated", locale=locale())
    return {day: str(names[day]) for day in range(DAYS)}
