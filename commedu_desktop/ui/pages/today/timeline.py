"""Rooms on a time line: who is where, and where the day stands."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from commedu_desktop.domain.today import Moment, moment_of
from commedu_desktop.i18n import _
from commedu_desktop.ui.theme import Look

if TYPE_CHECKING:
    from commedu_desktop.domain.lesson_states import LessonState
    from commedu_desktop.domain.today import Today

COLOURS = {
    Moment.RUNNING: "good",
    Moment.LATER: "info",
    Moment.OVER: "warn",
    Moment.CLOSED: "accent",
    Moment.CANCELLED: "neutral",
}
_ROW, _HEAD, _LABEL = 44, 28, 112
_ELIDE = Qt.TextElideMode.ElideRight


@dataclass(frozen=True)
class Block:
    """A lesson and its place: the number of its lane, and from where to where (0 to 1)."""

    lesson: "LessonState"
    lane: int
    begin: float
    end: float


class Timeline(QWidget):
    """Painted; the arrow keys go from lesson to lesson, Enter and a click open one."""

    opened = Signal(object)
    """The id of a lesson."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._today: Today | None = None
        self._blocks: list[Block] = []
        self._lanes: list[str] = []
        self._chosen = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Rooms today"))
        look.changed.connect(self.updateGeometry)

    def show_day(self, today: "Today") -> None:
        self._today = today
        self._lanes, self._blocks = _placed(today)
        self._chosen = min(self._chosen, len(self._blocks) - 1)
        self.setAccessibleDescription("; ".join(spoken(block.lesson) for block in self._blocks))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, self._look.px(_HEAD + _ROW * max(1, len(self._lanes))))

    def minimumSizeHint(self) -> QSize:
        return QSize(300, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._today is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_hours(painter)
        self._paint_rooms(painter)
        for number, block in enumerate(self._blocks):
            self._paint_block(painter, block, chosen=number == self._chosen and self.hasFocus())
        self._paint_now(painter)

    def _field(self) -> QRectF:
        left, top = self._look.px(_LABEL), self._look.px(_HEAD)
        return QRectF(left, top, max(10, self.width() - left - self._look.px(20)), self.height() - top)

    def _box(self, block: Block) -> QRectF:
        field, row = self._field(), self._look.px(_ROW)
        left, right = field.left() + field.width() * block.begin, field.left() + field.width() * block.end
        return QRectF(left, field.top() + block.lane * row + 3, max(6, right - left - 2), row - 6)

    def _words_box(self, block: Block) -> QRectF:
        """Where a block's words go: to its end, or on to the next block of the lane where it is too narrow for them."""
        box = self._box(block)
        after = [self._box(one).left() for one in self._blocks if one.lane == block.lane and one.begin > block.begin]
        right = max(box.right() - 4, min([*after, self._field().right()]) - self._look.px(8))
        left = box.left() + self._look.px(12)
        return QRectF(left, box.top() + 2, right - left, box.height() - 4)

    def _paint_hours(self, painter: QPainter) -> None:
        assert self._today is not None
        first, last = span_of(self._today)
        field, hours = self._field(), (last - first) // timedelta(hours=1)
        metrics = QFontMetrics(self._look.font("small"))
        step = 1 if field.width() / hours > metrics.horizontalAdvance("00:00") * 1.9 else 2
        painter.setFont(self._look.font("small"))
        for hour in range(0, hours + 1, step):
            x = field.left() + field.width() * hour / hours
            painter.setPen(QPen(self._look.color("line"), 1))
            painter.drawLine(QPointF(x, field.top()), QPointF(x, field.bottom()))
            painter.setPen(self._look.color("muted"))
            text = f"{first + timedelta(hours=hour):%H:%M}"
            wide = metrics.horizontalAdvance(text)
            painter.drawText(QPointF(min(x - wide / 2, self.width() - wide), field.top() - self._look.px(8)), text)

    def _paint_rooms(self, painter: QPainter) -> None:
        painter.setFont(self._look.font("small"))
        painter.setPen(self._look.color("text"))
        metrics, row, wide = QFontMetrics(self._look.font("small")), self._look.px(_ROW), self._look.px(_LABEL - 12)
        shown = ""
        for lane, room in enumerate(self._lanes):
            if room != shown or lane == 0:
                box = QRectF(0, self._field().top() + lane * row, wide, row)
                text = metrics.elidedText(room or _("No room"), _ELIDE, wide)
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            shown = room

    def _paint_block(self, painter: QPainter, block: Block, *, chosen: bool) -> None:
        assert self._today is not None
        moment = moment_of(block.lesson, self._today.now)
        colour, box, look = COLOURS[moment], self._box(block), self._look
        painter.setPen(QPen(look.color("accent"), 2) if chosen else Qt.PenStyle.NoPen)
        painter.setBrush(look.color(f"{colour}_soft"))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(colour))
        painter.drawRoundedRect(QRectF(box.left(), box.top(), look.px(4), box.height()), 2, 2)
        font = look.font("small")
        font.setStrikeOut(moment is Moment.CANCELLED)
        painter.setFont(font)
        painter.setPen(look.color(f"{colour}_text"))
        inner = self._words_box(block)
        lines = [block.lesson.title, _said(block.lesson)]
        metrics = QFontMetrics(font)
        if inner.width() < metrics.horizontalAdvance("永永"):
            return
        text = "\n".join(metrics.elidedText(line, _ELIDE, int(inner.width())) for line in lines if line)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_now(self, painter: QPainter) -> None:
        assert self._today is not None
        first, last = span_of(self._today)
        share = (self._today.now - first) / (last - first)
        if 0 <= share <= 1:
            field = self._field()
            x = field.left() + field.width() * share
            painter.setPen(QPen(self._look.color("bad"), 2))
            painter.drawLine(QPointF(x, field.top() - self._look.px(4)), QPointF(x, field.bottom()))

    def _block_at(self, point: QPointF) -> int:
        return next((at for at, block in enumerate(self._blocks) if self._box(block).contains(point)), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._block_at(event.position())
        if at >= 0:
            self._chosen = at
            self.update()
            self.opened.emit(self._blocks[at].lesson.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hand = self._block_at(event.position()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key()), 0
        )
        if step and self._blocks:
            self._chosen = min(max(self._chosen + step, 0), len(self._blocks) - 1)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._chosen >= 0:
            self.opened.emit(self._blocks[self._chosen].lesson.id)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._block_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), spoken(self._blocks[at].lesson) if at >= 0 else "", self)
            return True
        return super().event(event)


def _said(lesson: "LessonState") -> str:
    return lesson.teacher or ""


def spoken(lesson: "LessonState") -> str:
    """A lesson in one line, for tool tips and screen readers."""
    parts = [f"{lesson.starts:%H:%M}–{lesson.ends:%H:%M}", lesson.title, lesson.teacher, lesson.venue]
    parts.append(_("{present} of {expected} present").format(present=lesson.attended, expected=lesson.expected))
    return " · ".join(part for part in parts if part)


def span_of(today: "Today") -> tuple[datetime, datetime]:
    """The whole hours that are painted: the centre's day, wider when a lesson needs it."""
    day = datetime.combine(today.now.date(), time())
    first, last = datetime.combine(day, today.day_begins), datetime.combine(day, today.day_ends)
    first = min([first, *(lesson.starts for lesson in today.lessons)]).replace(minute=0)
    last = max([last, *(min(lesson.ends, day + timedelta(days=1)) for lesson in today.lessons)])
    if last.minute:
        last = last.replace(minute=0) + timedelta(hours=1)
    return first, max(last, first + timedelta(hours=1))


def _placed(today: "Today") -> tuple[list[str], list[Block]]:
    """A lane for each room, and more for a room in which lessons overlap."""
    rooms: dict[str, list[LessonState]] = defaultdict(list)
    for lesson in today.lessons:
        rooms[lesson.venue or ""].append(lesson)
    first, last = span_of(today)
    lanes: list[str] = []
    blocks: list[Block] = []
    for room in sorted(rooms, key=lambda name: (not name, name)):
        free: list[datetime] = []
        for lesson in rooms[room]:
            lane = next((at for at, until in enumerate(free) if until <= lesson.starts), len(free))
            free[lane : lane + 1] = [lesson.ends]
            begin, end = (lesson.starts - first) / (last - first), (lesson.ends - first) / (last - first)
            blocks.append(Block(lesson, len(lanes) + lane, max(0, begin), min(1, end)))
        lanes += [room] * len(free)
    return lanes, sorted(blocks, key=lambda block: (block.lesson.starts, block.lane))
