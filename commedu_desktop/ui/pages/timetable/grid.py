"""The week's ground: shows the lessons, and hears keyboard and mouse. What is moved where is decided elsewhere."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollBar

from commedu_desktop.domain.lessons import LessonStatus, Slot
from commedu_desktop.domain.timetable import DAYS, Piece, neighbour, pieces
from commedu_desktop.i18n import _
from commedu_desktop.services.timetable import TimetableLesson, Week
from commedu_desktop.ui.pages.timetable.drag import Advice, Drag, spoken
from commedu_desktop.ui.pages.timetable.painting import Mood, Painter
from commedu_desktop.ui.pages.timetable.scale import Scale, hours_of
from commedu_desktop.ui.theme import Look

_ARROWS = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down", Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right"}
_NUDGES = {
    Qt.Key.Key_Up: timedelta(minutes=-15),
    Qt.Key.Key_Down: timedelta(minutes=15),
    Qt.Key.Key_Left: timedelta(days=-1),
    Qt.Key.Key_Right: timedelta(days=1),
}
HOURS, HEAD = 56, 66
"""Room for the hours at the left and the days at the top, for 100 % text."""
EDGE = 7
"""Pixels above a block's lower edge that lengthen instead of moving."""


class WeekGrid(QAbstractScrollArea):
    """`opened` by Enter or double click, `moved` by drop or Alt+arrow, `wanted` by a double click on empty ground."""

    opened = Signal(object)
    chosen = Signal(object)
    moved = Signal(object, object)
    copied = Signal(object, object)
    wanted = Signal(object)
    cancelling = Signal(object)

    def __init__(self, look: Look, advice: Advice, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._look, self._advice, self._now = look, advice, now
        self.week: Week | None = None
        self.chosen_id: UUID | None = None
        self._pieces: list[Piece] = []
        self._counts = [0] * DAYS
        self._drag: Drag | None = None
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Lessons of the week"))
        self.viewport().setMouseTracking(True)
        look.changed.connect(self._fit)

    def say(self, week: Week) -> None:
        """Show a week; the chosen lesson stays chosen while it is there."""
        newly = self.week is None
        self.week = week
        self._pieces = pieces([Slot(one.starts, one.ends) for one in week.lessons], week.monday)
        held = [week.lessons[piece.lesson].status is not LessonStatus.CANCELLED for piece in self._pieces]
        self._counts = [0] * DAYS
        for piece, counts in zip(self._pieces, held, strict=True):
            self._counts[piece.day] += counts
        self._drag = None
        self._fit()
        if newly:
            self._scroll_to_first()
        self.choose(self.chosen_id)

    def choose(self, lesson_id: UUID | None) -> None:
        """Put the cursor on a lesson; on none when it is not in sight."""
        found = self.lesson(lesson_id)
        self.chosen_id = found.id if found else None
        self.setAccessibleDescription(spoken(found) if found else "")
        self._into_sight()
        self.chosen.emit(found)
        self.viewport().update()

    def lesson(self, lesson_id: UUID | None) -> TimetableLesson | None:
        lessons = self.week.lessons if self.week else ()
        return next((one for one in lessons if one.id == lesson_id), None)

    def scale(self) -> Scale:
        """For the present size, scrolled; the head stays in place."""
        assert self.week is not None
        first, last = hours_of(self.week, self._pieces)
        left, head = self._look.px(HOURS), self._look.px(HEAD)
        room = self.viewport().height() - head - self._look.px(10)
        tall = max(room / (last - first), self._look.px(38))
        wide = max((self.viewport().width() - left - 2) / DAYS, self._look.px(104))
        left, top = left - self.horizontalScrollBar().value(), head - self.verticalScrollBar().value()
        return Scale(self.week.monday, first, last, left, top, wide, tall)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(420), self._look.px(260))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.week is None:
            return
        painter = QPainter(self.viewport())
        now = self._now()
        art = Painter(painter, self._look, self.scale())
        painter.fillRect(self.viewport().rect(), self._look.color("surface"))
        art.ground(self.week, now)
        art.closures(self.week)
        self._paint_lessons(art)
        art.now(self.week, now)
        self._paint_drag(art)
        art.hours(self._look.px(HOURS), self.viewport().height())
        art.head(self.week, now, self._counts, self.viewport().width(), self._look.px(HOURS))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, lesson = event.key(), self.lesson(self.chosen_id)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in _ARROWS and alt and lesson is not None:
            step = _NUDGES[Qt.Key(key)]
            self.moved.emit(lesson, Slot(lesson.starts + step, lesson.ends + step))
        elif key in _ARROWS:
            self._step(_ARROWS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and lesson is not None:
            self.opened.emit(lesson)
        elif key == Qt.Key.Key_Delete and lesson is not None:
            self.cancelling.emit(lesson)
        elif key == Qt.Key.Key_Escape and self._drag is not None:
            self._let_go()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self.week is None:
            return
        piece = self._piece_at(event.position())
        self.choose(self.week.lessons[piece.lesson].id if piece else None)
        if piece is not None:
            lesson = self.week.lessons[piece.lesson]
            if lesson.status is LessonStatus.PLANNED:
                edge = self.scale().box(piece).bottom() - event.position().y() < EDGE
                grip = self.scale().start_at(event.position(), 1) - lesson.starts
                self._drag = Drag(lesson, grip, event.position(), edge)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            self._hover(event.position())
        elif self._drag.begun or _far(self._drag.at, event.position()):
            self._drag_to(self._drag, event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag = self._drag
        self._let_go()
        if drag is not None and drag.begun and drag.slot is not None:
            copy = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier) and not drag.resize
            (self.copied if copy else self.moved).emit(drag.lesson, drag.slot)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._drag = None
        piece = self._piece_at(event.position())
        if self.week is not None and piece is not None:
            self.opened.emit(self.week.lessons[piece.lesson])
        elif self.week is not None and event.position().y() > self._look.px(HEAD - 10):
            self.wanted.emit(self.scale().start_at(event.position(), 30))

    def _paint_lessons(self, art: Painter) -> None:
        assert self.week is not None
        scale, bottom = art.scale, self.viewport().height()
        moving = self._drag.lesson.id if self._drag and self._drag.begun else None
        for piece in self._pieces:
            box = scale.box(piece)
            if box.bottom() >= 0 and box.top() <= bottom:
                lesson = self.week.lessons[piece.lesson]
                art.block(box, lesson, Mood(lesson.id == self.chosen_id, self.hasFocus(), lesson.id == moving))

    def _paint_drag(self, art: Painter) -> None:
        drag = self._drag
        if drag is not None and drag.begun and drag.slot is not None:
            for slot in drag.free:
                art.free(slot, slot.overlaps(drag.slot))
            art.ghost(drag.slot, drag.trouble or drag.lesson.title, drag.trouble)

    def _drag_to(self, drag: Drag, point: QPointF) -> None:
        """Once on the way, what is free is asked once, and trouble only when the place changes."""
        if not drag.begun:
            drag.begun, drag.free = True, () if drag.resize else self._advice.free(drag.lesson)
        lesson, at = drag.lesson, self.scale().start_at(point)
        if drag.resize:
            slot = Slot(lesson.starts, max(at, lesson.starts + timedelta(minutes=15)))
        else:
            starts = self.scale().start_at(point - QPointF(0, self._pixels(drag.grip)))
            slot = Slot(starts, starts + (lesson.ends - lesson.starts))
        if slot != drag.slot:
            drag.slot, drag.trouble = slot, self._advice.trouble(lesson, slot)
        self.viewport().update()

    def _pixels(self, grip: timedelta) -> float:
        return grip / timedelta(hours=1) * self.scale().hour_height

    def _let_go(self) -> None:
        self._drag = None
        self.viewport().update()

    def _hover(self, point: QPointF) -> None:
        piece = self._piece_at(point)
        lesson = self.week.lessons[piece.lesson] if self.week and piece else None
        edge = piece is not None and self.scale().box(piece).bottom() - point.y() < EDGE
        movable = lesson is not None and lesson.status is LessonStatus.PLANNED
        shape = Qt.CursorShape.SizeVerCursor if edge and movable else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        self.viewport().setToolTip(spoken(lesson) if lesson else "")

    def _piece_at(self, point: QPointF) -> Piece | None:
        if self.week is None or point.y() < self._look.px(HEAD - 10):
            return None
        scale = self.scale()
        return next((one for one in reversed(self._pieces) if scale.box(one).contains(point)), None)

    def _step(self, key: str) -> None:
        if self.week is None:
            return
        present = next((n for n, one in enumerate(self.week.lessons) if one.id == self.chosen_id), None)
        found = neighbour(self._pieces, present, key)
        self.choose(self.week.lessons[found].id if found is not None else None)

    def _fit(self) -> None:
        if self.week is not None:
            scale = self.scale()
            tall = scale.height + self._look.px(HEAD + 10)
            wide = scale.day_width * DAYS + self._look.px(HOURS) + 2
            for bar, full, room in (
                (self.verticalScrollBar(), tall, self.viewport().height()),
                (self.horizontalScrollBar(), wide, self.viewport().width()),
            ):
                bar.setRange(0, max(round(full - room), 0))
                bar.setPageStep(room)
                bar.setSingleStep(self._look.px(22))
        self.viewport().update()

    def _scroll_to_first(self) -> None:
        """Begin at the first lesson, and where the week is wider than the window at today."""
        assert self.week is not None
        scale, today = self.scale(), (self._now().date() - self.week.monday).days
        first = min((piece.starts for piece in self._pieces), default=0)
        self.verticalScrollBar().setValue(round(scale.y(first) - self._look.px(HEAD + 12)))
        if 0 < today < DAYS:
            self.horizontalScrollBar().setValue(round(scale.day_width * (today - 0.5)))

    def _into_sight(self) -> None:
        lessons = self.week.lessons if self.week else ()
        piece = next((one for one in self._pieces if lessons[one.lesson].id == self.chosen_id), None)
        if piece is not None:
            box, hours, head = self.scale().box(piece), self._look.px(HOURS), self._look.px(HEAD)
            _show(self.verticalScrollBar(), box.top() - head, box.bottom() - self.viewport().height())
            _show(self.horizontalScrollBar(), box.left() - hours, box.right() - self.viewport().width())


def _show(bar: QScrollBar, before: float, after: float) -> None:
    """Scroll by what lies outside at either end, the beginning first."""
    if before < 0:
        bar.setValue(round(bar.value() + before - 8))
    elif after > 0:
        bar.setValue(round(bar.value() + min(after + 8, before)))


def _far(one: QPointF, other: QPointF) -> bool:
    return (other - one).manhattanLength() >= QApplication.startDragDistance()
