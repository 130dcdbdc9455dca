"""The ground that lessons are laid out on: columns, scale, zoom, and what is scrolled into sight."""

from collections.abc import Callable
from datetime import date, datetime
from itertools import accumulate
from uuid import UUID

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.timetable import DAYS, Piece, column_widths, lane_width
from commedu_desktop.services.timetable import TimetableLesson, Week, hours_of, laid_out
from commedu_desktop.ui.pages.timetable.drag import Drag, spoken
from commedu_desktop.ui.pages.timetable.scale import GAP, Scale
from commedu_desktop.ui.theme import Look

HOURS, HEAD = 56, 66
"""Room for the hours at the left and the days at the top, for 100 % text."""
COLUMN, COLUMN_OF_A_DAY = 104, 84
"""The narrowest column of a room or teacher, and of a day."""
_LEAST, _WANTED, _MOST, _BESIDE, _WORDS = 44, 50, 76, 14, 40
"""Of lessons side by side: the narrowest, what three Chinese characters want, the widest that a word may make them,
what a block has beside its words, and how many words are measured."""


class Ground(QAbstractScrollArea):
    """`chosen`: the lesson under the cursor, or None."""

    chosen = Signal(object)

    def __init__(self, look: Look, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._look, self._now = look, now
        self._zoom = 1.0
        self.week: Week | None = None
        self.chosen_id: UUID | None = None
        self._pieces: list[Piece] = []
        self._counts, self._lanes = [0] * DAYS, [1] * DAYS
        self._lane = 0.0
        self._drag: Drag | None = None
        look.changed.connect(self._fit)

    def say(self, week: Week) -> None:
        """Show a week; the chosen lesson stays chosen while it is there."""
        newly = self.week is None or self.week.by != week.by
        self.week = week
        self._pieces = laid_out(week)
        held = [week.lessons[piece.lesson].status is not LessonStatus.CANCELLED for piece in self._pieces]
        self._counts = [0] * len(week.columns)
        for piece, counts in zip(self._pieces, held, strict=True):
            self._counts[piece.day] += counts
        self._lanes = [1] * len(week.columns)
        for piece in self._pieces:
            self._lanes[piece.day] = max(self._lanes[piece.day], piece.lanes)
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

    def days(self) -> list[date]:
        """The day of each column."""
        return [one.day for one in self.week.columns] if self.week else []

    def places(self) -> list[dict[str, UUID | None]]:
        """The room or teacher of each column, where the columns are rooms or teachers."""
        if self.week is None or self.week.by not in ("venue_id", "teacher_id"):
            return []
        keys = [one.key for one in self.week.columns]
        return [{self.week.by: key if isinstance(key, UUID) else None} for key in keys]

    def caption(self, column: int) -> str:
        return self.week.columns[column].caption if self.week else ""

    def zoom(self, step: int) -> None:
        """Taller and wider by a fifth, or back; 0: as it fits."""
        self._zoom = 1.0 if step == 0 else min(max(self._zoom * 1.2**step, 0.6), 4.0)
        self._fit()
        self._into_sight()

    def scale(self) -> Scale:
        """For the present size, scrolled; the head stays in place."""
        assert self.week is not None
        first, last = hours_of(self.week, self._pieces)
        left, head = self._look.px(HOURS), self._look.px(HEAD)
        room = self.viewport().height() - head - self._look.px(10)
        tall = max(max(room / (last - first), self._look.px(38)) * self._zoom, self._look.px(22))
        beside = self.viewport().width() - left - 2
        widths = column_widths(self._needs(beside), beside)
        edges = accumulate((wide * max(self._zoom, 1) for wide in widths), initial=0.0)
        left, top = left - self.horizontalScrollBar().value(), head - self.verticalScrollBar().value()
        return Scale(tuple(self.days()), first, last, left, top, tuple(edges), tall)

    def _needs(self, room: float) -> list[float]:
        """What each column needs: its name, and so much for each lesson side by side that titles can be read."""
        plain = self._look.px(COLUMN_OF_A_DAY if self.week is not None and not self.week.by else COLUMN)
        single = sum(lanes == 1 for lanes in self._lanes)
        side_by_side = [lanes for lanes in self._lanes if lanes > 1]
        left = room - single * plain - 2 * GAP * len(side_by_side)
        lane = lane_width(side_by_side, left, self._look.px(_LEAST), self._lane)
        return [max(plain, lanes * lane + 2 * GAP) for lanes in self._lanes]

    def _lane_for(self, week: Week) -> float:
        """As wide as the longest word of a title, within limits; of Chinese three characters stay together."""
        metrics = QFontMetricsF(self._look.font("small", strong=True))
        long = sorted({word for one in week.lessons for word in one.title.split()}, key=len)[-_WORDS:]
        widest = max((metrics.horizontalAdvance(word) for word in long if word.isascii()), default=0.0)
        return min(max(widest + self._look.px(_BESIDE), self._look.px(_WANTED)), self._look.px(_MOST))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(420), self._look.px(260))

    def _fit(self) -> None:
        if self.week is not None:
            self._lane = self._lane_for(self.week)
            scale = self.scale()
            tall = scale.height + self._look.px(HEAD + 10)
            wide = scale.edges[-1] + self._look.px(HOURS) + 2
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
        scale, days = self.scale(), self.days()
        today = days.index(self._now().date()) if self._now().date() in days and not self.week.by else 0
        first = min((piece.starts for piece in self._pieces), default=0)
        self.verticalScrollBar().setValue(round(scale.y(first) - self._look.px(HEAD + 12)))
        if today:
            self.horizontalScrollBar().setValue(round(scale.edges[today] - self._look.px(COLUMN) / 2))

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
