"""Where everything in the class grid lies: names frozen at the left, totals at the right, lessons between them."""

from dataclasses import dataclass

from PySide6.QtCore import QRect

from commedu_desktop.ui.theme import Look


@dataclass(frozen=True)
class Measures:
    """Pixels of the grid inside its viewport; `left` and `top` are what has been scrolled away."""

    names: int
    lesson: int
    ends: int
    row: int
    head: int
    foot: int
    width: int
    height: int
    left: int = 0
    top: int = 0

    @classmethod
    def of(cls, look: Look, size: tuple[int, int], people: int, lessons: int, scrolled: tuple[int, int]) -> "Measures":
        """For a viewport of that size; what scrolls shows whole rows and whole lessons only."""
        width, height = size
        names = max(look.px(130), min(look.px(240), width // 4))
        ends = look.px(168) if width > look.px(620) else look.px(64)
        room = max(0, width - names - ends)
        fitting = max(1, room // look.px(46))
        lesson = max(look.px(46), min(look.px(86), room // max(1, min(lessons, fitting))))
        if lessons > fitting:
            names += room - fitting * lesson
        line, head, foot = look.px(38), look.px(40), look.px(32)
        whole = max(1, (height - head - foot) // line)
        if people > whole:
            foot = max(foot, height - head - whole * line)
        left, top = scrolled[0] // lesson * lesson, scrolled[1] // line * line
        return cls(names, lesson, ends, line, head, foot, width, height, left, top)

    def lessons_box(self) -> QRect:
        """The part of the viewport in which lessons scroll, with their heads and feet."""
        return QRect(self.names, 0, max(0, self.width - self.names - self.ends), self.height)

    def rows_box(self) -> QRect:
        return QRect(0, self.head, self.width, max(0, self.height - self.head - self.foot))

    def cell(self, row: int, column: int) -> QRect:
        x = self.names + column * self.lesson - self.left
        return QRect(x, self.row_top(row), self.lesson, self.row)

    def row_top(self, row: int) -> int:
        return self.head + row * self.row - self.top

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
