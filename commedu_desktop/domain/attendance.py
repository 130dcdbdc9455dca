"""Attendance: what was marked for one resident in one lesson, and the figures made from it."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from fractions import Fraction


class Mark(StrEnum):
    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"

    @property
    def attended(self) -> bool:
        """Present and late count as attended."""
        return self in (Mark.PRESENT, Mark.LATE)


def attendance_rate(marks: Iterable[Mark | None]) -> Fraction:
    """Attended ÷ (attended + absent), 0 to 1; excused lessons and blanks count on neither side."""
    counted = [mark for mark in marks if counts(mark)]
    return share(sum(mark is not None and mark.attended for mark in counted), len(counted))


def share(attended: int, counted: int) -> Fraction:
    """The same figure from two counts; nothing counted is nothing attended."""
    return Fraction(attended, counted) if counted else Fraction(0)


def counts(mark: Mark | None) -> bool:
    """Whether a mark enters the attendance rate."""
    return mark is not None and mark is not Mark.EXCUSED


def completes(rate: Fraction, threshold: int) -> bool:
    """Whether a rate over the lessons held reaches the threshold, in per cent."""
    return rate > 0 and rate >= Fraction(threshold, 100)


def absences_running(marks: Sequence[Mark | None]) -> int:
    """How many of the last counted lessons, given in their order, were missed without a break."""
    running = 0
    for mark in reversed(marks):
        if counts(mark):
            if mark is not Mark.ABSENT:
                break
            running += 1
    return running


def arrival(minutes_after_start: int, late_minutes: int) -> tuple[Mark, int | None]:
    """The mark of someone who comes now, and how many minutes late; minutes are negative before the start."""
    if minutes_after_start >= late_minutes:
        return Mark.LATE, minutes_after_start
    return Mark.PRESENT, None
