"""Where a time lies on the week's ground, and which time lies under the mouse."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QPointF, QRectF

from commedu_desktop.domain.lessons import Slot
from commedu_desktop.domain.timetable import Piece

SNAP = 15
"""Minutes; what is dragged falls on this grid."""
GAP = 3


@dataclass(frozen=True)
class Scale:
    """`left`, `top`: the corner of the first column at `first_hour`; `days`: that of each column; sizes in pixels.

    `edges`: where each column begins, and after them where the last one ends, from `left`.
    """

    days: tuple[date, ...]
    first_hour: int
    last_hour: int
    left: float
    top: float
    edges: tuple[float, ...]
    hour_height: float

    @property
    def height(self) -> float:
        return (self.last_hour - self.first_hour) * self.hour_height

    def x(self, day: int) -> float:
        return self.left + self.edges[day]

    def wide(self, day: int) -> float:
        return self.edges[day + 1] - self.edges[day]

    def y(self, minutes: float) -> float:
        return self.top + (minutes / 60 - self.first_hour) * self.hour_height

    def column(self, day: int) -> QRectF:
        return QRectF(self.x(day), self.top, self.wide(day), self.height)

    def box(self, piece: Piece) -> QRectF:
        """Where a lesson's piece is drawn, in its lane."""
        wide = (self.wide(piece.day) - 2 * GAP) / piece.lanes
        left = self.x(piece.day) + GAP + piece.lane * wide
        top, bottom = self.y(piece.starts), self.y(piece.ends)
        return QRectF(left + 1, top + 1, wide - 2, max(bottom - top - 2, 14))

    def slot_box(self, slot: Slot, column: int) -> QRectF | None:
        """Where a slot would lie; None outside these days."""
        if not 0 <= column < len(self.days) or self.days[column] != slot.starts.date():
            return None
        day = column
        starts = slot.starts.hour * 60 + slot.starts.minute
        return self.box(Piece(0, day, starts, starts + slot.minutes))

    def day_at(self, point: QPointF) -> int:
        return min(max(bisect_right(self.edges, point.x() - self.left) - 1, 0), len(self.days) - 1)

    def start_at(self, point: QPointF, snap: int = SNAP) -> datetime:
        """The moment under the mouse, on the snapping grid."""
        minutes = ((point.y() - self.top) / self.hour_height + self.first_hour) * 60
        snapped = min(max(round(minutes / snap) * snap, 0), 24 * 60 - snap)
        return datetime.combine(self.days[self.day_at(point)], time()) + timedelta(minutes=snapped)
