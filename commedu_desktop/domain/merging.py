"""Two records of one person: which of two marks and of two enrolments stays."""

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.enrolments import EnrolmentStatus

_MARKS = (Mark.PRESENT, Mark.LATE, Mark.EXCUSED, Mark.ABSENT)
_STATES = (EnrolmentStatus.COMPLETED, EnrolmentStatus.ENROLLED, EnrolmentStatus.WAITING, EnrolmentStatus.WITHDRAWN)


def better_mark(one: Mark, other: Mark) -> Mark:
    """Who came under one of two cards came: the lesson counts once."""
    return min(one, other, key=_MARKS.index)


def further_state(one: EnrolmentStatus, other: EnrolmentStatus) -> EnrolmentStatus:
    """Of two enrolments in one class the one that got further stays."""
    return min(one, other, key=_STATES.index)
