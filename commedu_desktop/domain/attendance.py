"""Attendance: what was marked for one resident in one lesson, and the figures made from it."""

from enum import StrEnum


class Mark(StrEnum):
    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"

    @property
    def attended(self) -> bool:
        """Present and late count as attended."""
        return self in (Mark.PRESENT, Mark.LATE)
