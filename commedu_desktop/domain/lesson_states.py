"""A lesson of a day and how far it is marked."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commedu_desktop.domain.lessons import LessonStatus


@dataclass(frozen=True)
class LessonState:
    """A lesson and how far it is marked. `expected` are learners of that day, `heads` were counted without names."""

    id: UUID
    offering_id: UUID
    code: str
    title: str
    starts: datetime
    ends: datetime
    venue: str | None
    teacher: str | None
    status: LessonStatus
    closed_at: datetime | None
    walk_in: bool
    expected: int
    marked: int
    attended: int
    heads: int

    @property
    def closed(self) -> bool:
        return self.closed_at is not None

    @property
    def unmarked(self) -> int:
        return max(0, self.expected - self.marked)
