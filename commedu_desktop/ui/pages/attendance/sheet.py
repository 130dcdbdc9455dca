"""A class's marks while they are being made: people × lessons in memory, so that every key shows at once."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from commedu_desktop.domain.attendance import Mark, absences_running, counts, share
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.services.attendance import ClassGrid, GridRow, LessonState
from commedu_desktop.services.planned_absences import GridExtras


@dataclass(frozen=True)
class Totals:
    """A row's end: lessons attended and counted, and the rate."""

    attended: int
    counted: int

    @property
    def rate(self) -> Fraction:
        return share(self.attended, self.counted)


class Sheet:
    """Rows and columns are numbered from 0, as they stand in the grid."""

    def __init__(self, grid: ClassGrid, threshold: int, extras: GridExtras | None = None) -> None:
        self.grid = grid
        self.threshold = grid.threshold if grid.threshold is not None else threshold
        self.marks = [list(row.marks) for row in grid.rows]
        self._extras = extras or GridExtras({}, {}, frozenset())
        late = self._extras.minutes
        self._late = [
            [late.get((lesson.id, row.resident_id)) if late else None for lesson in grid.lessons] for row in grid.rows
        ]
        self._stands = [lesson.status is not LessonStatus.CANCELLED for lesson in grid.lessons]

    @property
    def rows(self) -> tuple[GridRow, ...]:
        return self.grid.rows

    @property
    def lessons(self) -> tuple[LessonState, ...]:
        return self.grid.lessons

    def lesson_nearest(self, now: datetime) -> int:
        """The lesson that is on, else the last that began, else the first; cancelled ones are passed over."""
        begun = [
            at for at, lesson in enumerate(self.lessons) if self._stands[at] and lesson.starts.date() <= now.date()
        ]
        today = [at for at in begun if self.lessons[at].starts.date() == now.date() and self.lessons[at].ends > now]
        return today[0] if today else begun[-1] if begun else 0

    def expected(self, row: int, column: int) -> bool:
        """Whether the lesson is expected of the learner; others are shown pale and still take a mark."""
        return self._stands[column] and self.rows[row].expected(self.lessons[column].starts.date())

    def totals(self, row: int) -> Totals:
        marks = self._standing(row)
        attended = sum(mark is not None and mark.attended for mark in marks)
        return Totals(attended, sum(counts(mark) for mark in marks))

    def attended_in(self, column: int) -> int:
        return sum((mark := row[column]) is not None and mark.attended for row in self.marks)

    def marked_in(self, column: int) -> tuple[int, int]:
        """Marks made, and learners expected or marked."""
        marked = sum(row[column] is not None for row in self.marks)
        blank = sum(self.expected(at, column) and row[column] is None for at, row in enumerate(self.marks))
        return marked, marked + blank

    def first_blank(self, column: int) -> int:
        """The first learner without a mark in a lesson; the first of all when there is none."""
        blank = (at for at, row in enumerate(self.marks) if row[column] is None and self.expected(at, column))
        return next(blank, 0)

    def minutes(self, row: int, column: int) -> int | None:
        """How late someone was, where that is known."""
        if self.marks[row][column] is not Mark.LATE:
            return None
        return self._late[row][column]

    def come_late(self, row: int, column: int, minutes: int | None) -> None:
        """Show a late mark with its minutes."""
        self._late[row][column] = minutes

    def away(self, row: int, column: int) -> bool:
        """Whether someone said before that they would not come; their blank will be excused."""
        spans = self._extras.away.get(self.rows[row].resident_id, ())
        return bool(spans) and any(first <= self.day(column) <= last for first, last in spans)

    def missing(self, at_least: int) -> list[tuple[GridRow, int, LessonState]]:
        """Who was absent in the last lessons running, how often, and in which last; without those called since."""
        found = []
        for at, row in enumerate(self.rows):
            times = absences_running(self._standing(at))
            if times >= at_least and row.status is EnrolmentStatus.ENROLLED:
                last = self.lessons[self._last_absence(at)]
                if (row.resident_id, last.id) not in self._extras.called:
                    found.append((row, times, last))
        return found

    def _last_absence(self, row: int) -> int:
        stood = (at for at, stands in enumerate(self._stands) if stands and self.marks[row][at] is Mark.ABSENT)
        return max(stood)

    def day(self, column: int) -> date:
        return self.lessons[column].starts.date()

    def _standing(self, row: int) -> list[Mark | None]:
        return [mark for mark, stands in zip(self.marks[row], self._stands, strict=True) if stands]
