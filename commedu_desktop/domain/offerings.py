"""Offerings: one run of a course in a term, as a class, a lecture or an activity."""

from enum import StrEnum


class OfferingKind(StrEnum):
    CLASS = "class"
    LECTURE = "lecture"
    ACTIVITY = "activity"


class OfferingStatus(StrEnum):
    OPEN = "open"
    CANCELLED = "cancelled"
