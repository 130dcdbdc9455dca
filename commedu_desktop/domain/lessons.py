"""Lessons: one dated meeting of an offering. Dates and times are the centre's wall clock."""

from enum import StrEnum


class LessonStatus(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
