"""How the class grid is painted: only what is in sight, straight from the sheet."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from babel.dates import format_date
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QRegion

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.pinyin import shown_pinyin
from commedu_desktop.i18n import locale, pgettext
from commedu_desktop.ui.pages.attendance.measures import Measures
from commedu_desktop.ui.pages.attendance.sheet import Sheet
from commedu_desktop.ui.table_cells import paint_text
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import paint_bar

STATES = {Mark.PRESENT: "good", Mark.LATE: "warn", Mark.EXCUSED: "info", Mark.ABSENT: "bad"}
_CENTRE = Qt.AlignmentFlag.AlignCenter
Stamps = dict[tuple[Mark | None, bool], QPixmap]
"""Boxes drawn already, by mark and whether they stand in the lesson that is meant; empty it when the look changes."""


def letter(mark: Mark) -> str:
    """What stands for a mark in its box."""
    letters = {
        Mark.PRESENT: pgettext("mark", "P"),
        Mark.LATE: pgettext("mark", "L"),
        Mark.EXCUSED: pgettext("mark", "E"),
        Mark.ABSENT: pgettext("mark", "A"),
    }
    return letters[mark]


@lru_cache(maxsize=1000)
def _day(day: date, first: bool, tag: str) -> str:
    """The day of the month; the first of a month in sight with its month."""
    return str(format_date(day, "d MMM" if first and tag == "en" else "M/d" if first else "d", locale=tag))


class GridPainter:
    """Paints one sheet; `here` is the cell the keys act on."""

    def __init__(
        self, look: Look, sheet: Sheet, at: Measures, here: tuple[int, int], stamps: Stamps, *, focused: bool
    ) -> None:
        self.look, self.sheet, self.at, self.here, self.focused = look, sheet, at, here, focused
        self._stamps = stamps
        self._letters = {mark: letter(mark) for mark in Mark}
        self._small, self._strong = look.font("small"), look.font("small", strong=True)
        self._tiny = look.font("small")
        self._tiny.setPixelSize(look.px(9))

    def paint(self, painter: QPainter, wanted: QRegion) -> None:
        """What lies in `wanted`: after a key, two rows and a sum rather than 2,400 boxes."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lessons = self.at.columns_in_sight(len(self.sheet.lessons))
        every = self.at.rows_in_sight(len(self.sheet.rows))
        rows = [row for row in every if wanted.intersects(self.at.strip(row))]
        painter.save()
        painter.setClipRect(self.at.lessons_box())
        self._here_column(painter)
        if wanted.intersects(QRect(0, 0, self.at.width, self.at.head)):
            for column in lessons:
                self._head(painter, column)
        if wanted.intersects(QRect(0, self.at.foot_top(len(self.sheet.rows)), self.at.width, self.at.foot)):
            for column in lessons:
                self._foot(painter, column)
        painter.restore()
        self._lines(painter, rows)
        painter.save()
        painter.setClipRect(self.at.rows_box())
        for row in rows:
            self._name(painter, row)
            self._ends(painter, row)
        painter.setClipRect(self.at.rows_box() & self.at.lessons_box())
        for row in rows:
            for column in lessons:
                self._cell(painter, row, column)
        self._cursor(painter)
        painter.restore()
        self._corners(painter)

    def _here_column(self, painter: QPainter) -> None:
        if self.sheet.lessons:
            box = self.at.cell(0, self.here[1])
            bottom = min(self.at.row_top(len(self.sheet.rows)) + self.at.foot, self.at.height)
            painter.fillRect(QRect(box.left(), 0, box.width(), bottom), self.look.color("accent_soft"))

    def _head(self, painter: QPainter, column: int) -> None:
        lesson, box = self.sheet.lessons[column], self.at.cell(0, column)
        box = QRect(box.left(), 0, box.width(), self.at.head)
        day = self.sheet.day(column)
        first = column == 0 or self.sheet.day(column - 1).month != day.month
        text = _day(day, first, locale())
        here = column == self.here[1]
        painter.setFont(self._strong if here else self._small)
        painter.setPen(self.look.color("accent_text" if here else "muted"))
        if lesson.status is LessonStatus.CANCELLED:
            font = painter.font()
            font.setStrikeOut(True)
            painter.setFont(font)
        painter.drawText(box, _CENTRE, text)
        if lesson.closed:
            mark = self.look.pixmap("check", "good_text", 12)
            side = self.look.px(12)
            painter.drawPixmap(QRect(box.center().x() - side // 2, box.bottom() - side - 1, side, side), mark)

    def _foot(self, painter: QPainter, column: int) -> None:
        box = self.at.cell(len(self.sheet.rows), column)
        box = QRect(box.left(), self.at.foot_top(len(self.sheet.rows)), box.width(), self.at.foot)
        if any(row[column] is not None for row in self.sheet.marks):
            painter.setFont(self._small)
            painter.setPen(self.look.color("muted"))
            painter.drawText(box, _CENTRE, str(self.sheet.attended_in(column)))

    def _lines(self, painter: QPainter, rows: Sequence[int]) -> None:
        right = self.at.ends_left(len(self.sheet.lessons)) + self.at.ends
        for row in [*rows, rows[-1] + 1] if rows else []:
            y = self.at.row_top(row)
            if self.at.head <= y <= self.at.height - self.at.foot:
                painter.fillRect(QRect(0, y, right, 1), self.look.color("line"))

    def _name(self, painter: QPainter, row: int) -> None:
        person, top = self.sheet.rows[row], self.at.row_top(row)
        box = QRect(self.look.px(10), top, self.at.names - self.look.px(16), self.at.row)
        if row == self.here[0]:
            painter.fillRect(QRect(0, top + 1, self.at.names, self.at.row - 1), self.look.color("accent_soft"))
            painter.fillRect(QRect(0, top + 1, 3, self.at.row - 1), self.look.color("accent"))
        font = self.look.font(strong=row == self.here[0])
        painter.setFont(font)
        wide = painter.fontMetrics().horizontalAdvance(person.name + " ")
        paint_text(painter, box, person.name, font, self.look.color("text"))
        pinyin = shown_pinyin(person.name, person.pinyin)
        if wide < box.width() - self.look.px(30) and pinyin:
            paint_text(painter, box.adjusted(wide, 0, 0, 0), pinyin, self._small, self.look.color("muted"))

    def _cell(self, painter: QPainter, row: int, column: int) -> None:
        mark, here = self.sheet.marks[row][column], column == self.here[1]
        if mark is None and not ((here or self.sheet.away(row, column)) and self._takes_mark(row, column)):
            return
        box = self._chip(row, column)
        painter.drawPixmap(box.topLeft() - QPointF(1, 1), self._stamp(painter, mark, here=here))
        if mark is None and self.sheet.away(row, column):
            self._pale(painter, box, self._letters[Mark.EXCUSED], "info_text")
        elif mark is Mark.LATE and (minutes := self.sheet.minutes(row, column)) is not None:
            low = QRectF(box.left(), box.bottom() - self.look.px(11), box.width() - 2, self.look.px(11))
            painter.setFont(self._tiny)
            painter.setPen(self.look.color("warn_text"))
            painter.drawText(low, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, str(minutes))

    def _pale(self, painter: QPainter, box: QRectF, text: str, token: str) -> None:
        """What a blank will become when the lesson is closed."""
        pale = self.look.color(token)
        pale.setAlpha(130)
        painter.setFont(self._small)
        painter.setPen(pale)
        painter.drawText(box, _CENTRE, text)

    def _takes_mark(self, row: int, column: int) -> bool:
        return not self.sheet.lessons[column].closed and self.sheet.expected(row, column)

    def _stamp(self, painter: QPainter, mark: Mark | None, *, here: bool) -> QPixmap:
        """A mark's box, drawn once for each look: 2,400 of them are in sight."""
        key = (mark, here)
        if key not in self._stamps:
            ratio, side = painter.device().devicePixelRatio(), self.at.box
            pixmap = QPixmap(round((side + 2) * ratio), round((side + 2) * ratio))
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            ink = QPainter(pixmap)
            ink.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_stamp(ink, QRectF(1, 1, side, side), mark, here=here)
            ink.end()
            self._stamps[key] = pixmap
        return self._stamps[key]

    def _draw_stamp(self, ink: QPainter, box: QRectF, mark: Mark | None, *, here: bool) -> None:
        state = None if mark is None else STATES[mark]
        ink.setBrush(self.look.color(f"{state}_soft" if state else "surface"))
        outline = (state or "line") if here else None
        ink.setPen(QPen(self.look.color(outline), 1) if outline else Qt.PenStyle.NoPen)
        ink.drawRoundedRect(box, 5, 5)
        if mark is not None:
            ink.setFont(self._strong if self.at.box < self.look.px(40) else self.look.font("large"))
            ink.setPen(self.look.color(f"{state}_text"))
            ink.drawText(box, _CENTRE, self._letters[mark])

    def _chip(self, row: int, column: int) -> QRectF:
        cell, side = self.at.cell(row, column), self.at.box
        middle = QRectF(cell).center()
        return QRectF(middle.x() - side / 2 + 0.5, middle.y() - side / 2 + 1, side, side)

    def _cursor(self, painter: QPainter) -> None:
        if self.sheet.rows and self.sheet.lessons:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            colour = self.look.color("accent" if self.focused else "neutral")
            painter.setPen(QPen(colour, 2))
            painter.drawRoundedRect(self._chip(*self.here).adjusted(-3, -3, 3, 3), 7, 7)

    def _ends(self, painter: QPainter, row: int) -> None:
        totals = self.sheet.totals(row)
        left, top = self.at.ends_left(len(self.sheet.lessons)), self.at.row_top(row)
        box = QRect(left + self.look.px(8), top, self.at.ends - self.look.px(8), self.at.row)
        if not totals.counted:
            return
        reached = totals.rate * 100 >= self.sheet.threshold
        words = f"{round(totals.rate * 100)}%"
        number = self.look.px(48)
        if self.at.ends > self.look.px(100):
            count = QRect(box.left(), box.top(), self.look.px(44), box.height())
            paint_text(painter, count, f"{totals.attended}/{totals.counted}", self._small, self.look.color("muted"))
            thick = self.look.px(6)
            track = QRectF(count.right() + 4, box.center().y() - thick / 2, box.width() - 44 - number - 12, thick)
            track.setWidth(max(20, box.right() - number - self.look.px(8) - track.left()))
            fill = self.look.color("good" if reached else "bad")
            paint_bar(painter, track, float(totals.rate), self.look.color("surface2"), fill)
        at = QRect(box.right() - number, box.top(), number, box.height())
        colour = self.look.color("text" if reached else "bad_text")
        paint_text(painter, at, words, self._small, colour, right=True)

    def _corners(self, painter: QPainter) -> None:
        painter.setFont(self._small)
        painter.setPen(self.look.color("muted"))
        left = self.at.ends_left(len(self.sheet.lessons))
        head = QRect(left, 0, self.at.ends, self.at.head)
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, pgettext("grid", "rate"))
        foot = QRect(
            self.look.px(10), self.at.foot_top(len(self.sheet.rows)), self.at.names - self.look.px(10), self.at.foot
        )
        painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter, pgettext("grid", "attended"))
