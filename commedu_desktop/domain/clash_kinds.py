"""Kinds of clashes, and what a centre wants done about each."""

from enum import StrEnum


class ClashKind(StrEnum):
    VENUE = "venue"
    TEACHER = "teacher"
    RESIDENT = "resident"
    CAPACITY = "capacity"
    TRAVEL = "travel"
    CLOSURE = "closure"
    EQUIPMENT = "equipment"
    AVAILABILITY = "availability"
    LIMIT = "limit"


class Policy(StrEnum):
    """What a centre wants done about a kind of clash when a lesson is planned."""

    REFUSE = "refuse"
    ASK = "ask"
    """It has to be confirmed, and the confirmation is kept."""
    LIST = "list"
    """Only the list of clashes tells it."""
