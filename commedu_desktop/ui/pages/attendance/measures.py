"""Where everything in the class grid lies: names frozen at the left, totals at the right, lessons between them."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect

from commedu_desktop.ui.theme import Look

_FINGER = 48
"""Pixels at the usual 96 to an inch: 12 mm."""


@dataclass(frozen=True)
class Measures:
    """Pixels of the grid inside its viewport; `left` and `top` are what has been scrolled away.

    `box` is the side of a mark's box; a `large` one has 12 mm on a usual screen, as a finger needs.
    """

    names: int
    lesson: int
    ends: int
    row: int
    head: int
    foot: int
    box: int
    width: int
    height: int
    left: int = 0
    top: int = 0

    @classmethod
    def of(
        cls,
        look: Look,
        size: tuple[int, int],
        people: int,
        lessons: int,
        scrolled: tuple[int, int],
        *,
        large: bool = False,
    ) -> "Measures":
        """For a viewport of that size; what scrolls shows whole rows and whole lessons only."""
        width, height = size
        box, least, most = look.px(28), look.px(46), look.px(86)
        if large:
            box = max(look.px(36), _FINGER)
            least, most = box + look.px(12), box + look.px(48)
        names = max(look.px(130), min(look.px(240), width // 4))
        ends = look.px(168) if width > look.px(620) else look.px(64)
        room = max(0, width - names - ends)
        fitting = max(1, room // least)
        lesson = max(least, min(most, room // max(1, min(lessons, fitting))))
        if lessons > fitting:
            names += room - fitting * lesson
        line = box + look.px(10)
        head, foot = look.px(40), look.px(26)
        whole = max(1, (height - head - foot) // line)
        if (closer := (height - head - foot) // (whole + 1)) >= box + look.px(4):
            whole, line = whole + 1, closer
        if people > whole:
            foot = max(foot, height - head - whole * line)
        left, top = scrolled[0] // lesson * lesson, scrolled[1] // line * line
        return cls(names, lesson, ends, line, head, foot, box, width, height, left, top)

    def lessons_box(self) -> QRect:
        """The part of the viewport in which lessons scroll, with their heads and feet."""
        return QRect(self.names, 0, max(0, self.width - self.names - self.ends), self.height)

    def rows_box(self) -> QRect:
        return QRect(0, self.head, self.width, max(0, self.height - self.head - self.foot))

    def inside(self, point: QPoint) -> bool:
        """Whether a point lies among the marks, not on a name, a head or a total."""
        return (self.rows_box() & self.lessons_box()).contains(point)

    def cell(self, row: int, column: int) -> QRect:
        x = self.names + column * self.lesson - self.left
        return QRect(x, self.row_top(row), self.lesson, self.row)

    def strip(self, row: int) -> QRect:
        """A row from edge to edge."""
        return QRect(0, self.row_top(row), self.width, self.row)

    def row_top(self, row: int) -> int:
        return self.head + row * self.row - self.top

    def foot_top(self, rows: int) -> int:
        """Sums stand under the last row, or at the lower edge when rows scroll."""
        return min(self.row_top(rows), self.height - self.foot)

    def ends_left(self, lessons: int) -> int:
        """Totals stand beside the last lesson, or at the edge when lessons scroll."""
        return min(self.names + lessons * self.lesson, self.width - self.ends)

    def column_at(self, x: int) -> int:
        return (x - self.names + self.left) // self.lesson

    def row_at(self, y: int) -> int:
        return (y - self.head + self.top) // self.row

    def columns_in_sight(self, lessons: int) -> range:
        first = self.left // self.lesson
        last = (self.left + self.lessons_box().width()) // self.lesson
        return range(max(0, first), min(lessons, last + 1))

    def rows_in_sight(self, rows: int) -> range:
        return range(max(0, self.top // self.row), min(rows, (self.top + self.rows_box().height()) // self.row + 1))
