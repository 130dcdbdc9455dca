"""The class grid: painted, moved in and marked from the keyboard, the mouse or a finger."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.i18n import _, ngettext
from commedu_desktop.sentences import shown
from commedu_desktop.ui.pages.attendance.keys import CYCLE, KEYS, STEPS
from commedu_desktop.ui.pages.attendance.measures import Measures
from commedu_desktop.ui.pages.attendance.minutes import MinutesField
from commedu_desktop.ui.pages.attendance.painting import GridPainter, Stamps
from commedu_desktop.ui.pages.attendance.sheet import Sheet
from commedu_desktop.ui.pages.attendance.wording import mark_words
from commedu_desktop.ui.theme import Look

REACH = 4
"""Pixels by which the cursor may reach over its row."""


class GridView(QAbstractScrollArea):
    """`marked(row, column, mark or None)` asks for a mark; `moved()` comes when another cell is meant."""

    marked = Signal(int, int, object)
    moved = Signal()
    came_late = Signal(int, int, int)
    """Row, column, minutes."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.sheet: Sheet | None = None
        self._stamps: Stamps = {}
        self.here = (0, 0)
        self.large = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Attendance grid"))
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._corner, self._stale = (0, 0), QRegion()
        self.minutes = MinutesField(look, self)
        self.minutes.given.connect(self._late_by)

    def enlarge(self, *, large: bool) -> None:
        """Boxes for a finger, where one tap marks; or for the mouse, where the first click chooses."""
        self.large = large
        self._stamps.clear()
        self._measure()
        self._in_sight()
        self.viewport().update()

    def show_sheet(self, sheet: Sheet, here: tuple[int, int]) -> None:
        self.sheet = sheet
        self.here = (min(here[0], max(0, len(sheet.rows) - 1)), min(here[1], max(0, len(sheet.lessons) - 1)))
        self._measure()
        self._in_sight()
        self._say()
        self.viewport().update()

    def put(self, row: int, column: int, mark: Mark | None) -> None:
        """Show a mark at once."""
        if self.sheet is not None:
            self.sheet.marks[row][column] = mark
            self._say()
            self._paint_again(row)

    def go(self, row: int, column: int) -> None:
        """Mean another cell, as far as there are cells."""
        if self.sheet is None:
            return
        row = max(0, min(len(self.sheet.rows) - 1, row))
        column = max(0, min(len(self.sheet.lessons) - 1, column))
        if (row, column) != self.here:
            before, self.here = self.here, (row, column)
            self._in_sight()
            self._say()
            if before[1] == column:
                self._paint_again(before[0], row)
            else:
                self.viewport().update()
            self.moved.emit()

    def _scrolled(self) -> tuple[int, int]:
        return self.horizontalScrollBar().value(), self.verticalScrollBar().value()

    def _paint_again(self, *rows: int) -> None:
        """Some rows, and the sums under them."""
        at = self.measures()
        for row in rows:
            self._stale += at.strip(row).adjusted(0, -REACH, 0, REACH)
        self._stale += QRect(0, at.foot_top(len(self.sheet.rows) if self.sheet else 0), at.width, at.foot)
        self.viewport().update(self._stale)

    def paint_now(self) -> None:
        """What has changed is on the screen before anything else is begun."""
        self.viewport().repaint(self._stale)

    def mark_here(self, mark: Mark | None) -> None:
        """Ask for a mark in the cell that is meant, and go on to the next person."""
        if self.sheet is None or not self.sheet.rows or not self.sheet.lessons:
            return
        row, column = self.here
        if mark is not None:
            self.go(row + 1, column)
        if self.sheet.marks[row][column] != mark:
            self.marked.emit(row, column, mark)

    def ask_minutes(self) -> None:
        """How many minutes late: typed in the cell that is meant, kept with Enter."""
        if self.sheet is None or not self.sheet.rows or not self.sheet.lessons:
            return
        row, column = self.here
        self.minutes.ask(self.measures().cell(row, column), self.sheet.minutes(row, column))

    def _late_by(self, minutes: int) -> None:
        row, column = self.here
        self.came_late.emit(row, column, minutes)
        self.go(row + 1, column)

    def measures(self) -> Measures:
        lessons, people = (len(self.sheet.lessons), len(self.sheet.rows)) if self.sheet else (0, 0)
        scrolled = self._scrolled()
        size = self.viewport().size()
        return Measures.of(self._look, (size.width(), size.height()), people, lessons, scrolled, large=self.large)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(700), self._look.px(420))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if plain and key in KEYS:
            self.mark_here(KEYS[key])
        elif plain and key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.mark_here(None)
        elif plain and key == Qt.Key.Key_M:
            self.ask_minutes()
        elif plain and key in STEPS:
            step = STEPS[key]
            self.go(self.here[0] + step[0], self.here[1] + step[1])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position().toPoint())
        if cell is None or self.sheet is None:
            return
        at_once = self.large or event.device().type() is QInputDevice.DeviceType.TouchScreen
        on_a_box = self.measures().inside(event.position().toPoint())
        if on_a_box and (at_once or cell == self.here) and event.button() == Qt.MouseButton.LeftButton:
            self.marked.emit(*cell, CYCLE[self.sheet.marks[cell[0]][cell[1]]])
        self.go(*cell)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick taps are two taps."""
        self.mousePressEvent(event)

    def _cell_at(self, point: QPoint) -> tuple[int, int] | None:
        """The cell under the mouse; a lesson's head means the lesson, a name the person."""
        at = self.measures()
        if self.sheet is None or not self.sheet.rows or not self.sheet.lessons:
            return None
        over_lessons = at.lessons_box().contains(point)
        row = at.row_at(point.y()) if at.rows_box().contains(point) else self.here[0]
        column = at.column_at(point.x()) if over_lessons else self.here[1]
        inside = 0 <= row < len(self.sheet.rows) and 0 <= column < len(self.sheet.lessons)
        return (row, column) if inside else None

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self._cell_at(event.pos())
            if cell is not None:
                QToolTip.showText(event.globalPos(), self.told(*cell), self)
            return True
        return super().viewportEvent(event)

    def told(self, row: int, column: int) -> str:
        """A cell in words: for the ear, and under the mouse."""
        if self.sheet is None:
            return ""
        lesson, mark = self.sheet.lessons[column], self.sheet.marks[row][column]
        said = mark_words(mark) if mark else _("no mark yet")
        if (minutes := self.sheet.minutes(row, column)) is not None:
            said = ngettext("{minutes} minute late", "{minutes} minutes late", minutes).format(minutes=minutes)
        elif mark is None and self.sheet.away(row, column):
            said = _("will not come: planned absence")
        states = [shown(lesson.starts), lesson.venue or "", said]
        if lesson.status is LessonStatus.CANCELLED:
            states.append(_("cancelled"))
        elif lesson.closed:
            states.append(_("closed"))
        return " · ".join([self.sheet.rows[row].name, *filter(None, states)])

    def paintEvent(self, event: QPaintEvent) -> None:
        self._stale -= event.region()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._look.color("surface"))
        if self.sheet is not None:
            at, focused = self.measures(), self.hasFocus()
            pen = GridPainter(self._look, self.sheet, at, self.here, self._stamps, focused=focused)
            pen.paint(painter, event.region())
        painter.end()

    def scrollContentsBy(self, _across: int, _down: int) -> None:
        """Whole rows are moved as they were painted; what comes into sight is painted."""
        at = self.measures()
        (left, top), self._corner = self._corner, (at.left, at.top)
        if left != at.left:
            self.viewport().update()
        elif top != at.top:
            self.viewport().scroll(0, top - at.top, at.rows_box())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()
        self._in_sight()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.sheet is not None:
            self._stamps.clear()
            self._measure()

    def _measure(self) -> None:
        if self.sheet is None:
            return
        at = self.measures()
        wide = len(self.sheet.lessons) * at.lesson - at.lessons_box().width()
        high = len(self.sheet.rows) * at.row - at.rows_box().height()
        for bar, over, step in (
            (self.horizontalScrollBar(), wide, at.lesson),
            (self.verticalScrollBar(), high, at.row),
        ):
            bar.setRange(0, max(0, over))
            bar.setSingleStep(step)
            bar.setPageStep(step * 8)
        at = self.measures()
        self._corner = (at.left, at.top)

    def _in_sight(self) -> None:
        """Scroll until the cell that is meant can be seen."""
        at = self.measures()
        cell, rows, lessons = at.cell(*self.here), at.rows_box(), at.lessons_box()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        if cell.left() < lessons.left():
            across.setValue(across.value() + cell.left() - lessons.left())
        elif cell.right() > lessons.right():
            across.setValue(across.value() + cell.right() - lessons.right())
        if cell.top() < rows.top():
            down.setValue(down.value() + cell.top() - rows.top())
        elif cell.bottom() > rows.bottom():
            down.setValue(down.value() + cell.bottom() - rows.bottom())

    def _say(self) -> None:
        if self.sheet is not None and self.sheet.rows and self.sheet.lessons:
            self.setAccessibleDescription(self.told(*self.here))
