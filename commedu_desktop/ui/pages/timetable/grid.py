"""The week's ground: shows the lessons, and hears keyboard and mouse. What is moved where is decided elsewhere."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

from commedu_desktop.domain.lessons import LessonStatus, Slot
from commedu_desktop.domain.timetable import Piece, neighbour
from commedu_desktop.i18n import _
from commedu_desktop.services.timetable import TimetableLesson
from commedu_desktop.ui.pages.timetable.drag import Adviser, Drag, spoken
from commedu_desktop.ui.pages.timetable.ground import HEAD, HOURS, Ground
from commedu_desktop.ui.pages.timetable.painting import Mood, Painter
from commedu_desktop.ui.theme import Look

_ARROWS = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down", Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right"}
_NUDGES = {
    Qt.Key.Key_Up: timedelta(minutes=-15),
    Qt.Key.Key_Down: timedelta(minutes=15),
    Qt.Key.Key_Left: timedelta(days=-1),
    Qt.Key.Key_Right: timedelta(days=1),
}
EDGE = 7
"""Pixels above a block's lower edge that lengthen instead of moving."""


class WeekGrid(Ground):
    """`opened` by Enter or double click, `moved` by drop or Alt+arrow, `wanted` by a double click on empty ground."""

    opened = Signal(object)
    moved = Signal(object, object, object)
    copied = Signal(object, object, object)
    wanted = Signal(object)
    cancelling = Signal(object)

    def __init__(self, look: Look, now: Callable[[], datetime]) -> None:
        super().__init__(look, now)
        self.adviser: Adviser | None = None
        self._picture: tuple[object, QPixmap] | None = None
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Lessons of the week"))
        self.viewport().setMouseTracking(True)

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
        if self._drag is not None and self._drag.begun:
            painter.drawPixmap(0, 0, self._still(now))
        else:
            self._paint_week(painter, now)
        art = Painter(painter, self._look, self.scale())
        self._paint_drag(art)
        art.hours(self._look.px(HOURS), self.viewport().height())
        art.head(self.week, now, self._counts, self.viewport().width(), self._look.px(HOURS))
        painter.end()

    def _paint_week(self, painter: QPainter, now: datetime) -> None:
        """Everything under what is dragged."""
        assert self.week is not None
        art = Painter(painter, self._look, self.scale())
        painter.fillRect(self.viewport().rect(), self._look.color("surface"))
        art.ground(self.week, now)
        art.closures(self.week)
        self._paint_lessons(art)
        art.now(self.week, now)

    def _still(self, now: datetime) -> QPixmap:
        """The week as it stands while a lesson is on its way over it: painted once, so that hundreds of lessons do
        not hold up the mouse."""
        view = self.viewport()
        key = (view.size(), self.horizontalScrollBar().value(), self.verticalScrollBar().value(), self._zoom)
        if self._picture is None or self._picture[0] != key:
            picture = QPixmap(view.size() * view.devicePixelRatioF())
            picture.setDevicePixelRatio(view.devicePixelRatioF())
            painter = QPainter(picture)
            self._paint_week(painter, now)
            painter.end()
            self._picture = key, picture
        return self._picture[1]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, lesson = event.key(), self.lesson(self.chosen_id)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in _ARROWS and alt and lesson is not None:
            self._nudge(lesson, Qt.Key(key))
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

    def _nudge(self, lesson: TimetableLesson, key: Qt.Key) -> None:
        """A quarter of an hour, a day, or on a single day to the next room or teacher."""
        places, step = self.places(), _NUDGES[key]
        if not places or abs(step) < timedelta(days=1):
            self.moved.emit(lesson, Slot(lesson.starts + step, lesson.ends + step), {})
            return
        column = next(one.day for one in self._pieces if self.week and self.week.lessons[one.lesson].id == lesson.id)
        column += 1 if step > timedelta(0) else -1
        if 0 <= column < len(places):
            self.moved.emit(lesson, Slot(lesson.starts, lesson.ends), places[column])

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

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
                self._drag = Drag(lesson, grip, event.position(), piece.day, edge)

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
            (self.copied if copy else self.moved).emit(drag.lesson, drag.slot, self.place(drag))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._drag = None
        piece = self._piece_at(event.position())
        if self.week is not None and piece is not None:
            self.opened.emit(self.week.lessons[piece.lesson])
        elif self.week is not None and event.position().y() > self._look.px(HEAD - 10):
            self.wanted.emit(self.scale().start_at(event.position(), 30))

    def place(self, drag: Drag) -> dict[str, UUID | None]:
        """The room or teacher of the column that a lesson is dragged into; nothing where it stays in its own."""
        places = self.places()
        return places[drag.column] if places and not drag.resize else {}

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
            for slot, column in drag.free:
                art.free(slot, column, slot.overlaps(drag.slot) and column == drag.column)
            art.ghost(drag.slot, drag.column, drag.trouble.said or drag.lesson.title, drag.trouble.token)

    def _drag_to(self, drag: Drag, point: QPointF) -> None:
        """Once on the way, what is free is asked once, and trouble only when the place changes."""
        if not drag.begun:
            drag.begun, self._picture = True, None
            if self.adviser is not None:
                self.adviser.begin(drag)
        lesson, at, column = drag.lesson, self.scale().start_at(point), drag.column
        if drag.resize:
            slot = Slot(lesson.starts, max(at, lesson.starts + timedelta(minutes=15)))
        else:
            starts, column = (
                self.scale().start_at(point - QPointF(0, self._pixels(drag.grip))),
                self.scale().day_at(point),
            )
            slot = Slot(starts, starts + (lesson.ends - lesson.starts))
        if (slot, column) != (drag.slot, drag.column) and self.adviser is not None:
            drag.trouble = self.adviser.trouble(drag, slot, column)
        drag.slot, drag.column = slot, column
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


def _far(one: QPointF, other: QPointF) -> bool:
    return (other - one).manhattanLength() >= QApplication.startDragDistance()
