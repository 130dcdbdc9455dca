"""A class goes on in another term: who goes with it, and which of its days it keeps."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from commedu_desktop.domain.weekly_times import WeeklyTime

WEEK = timedelta(weeks=1)


class Who(StrEnum):
    """Which learners go with a class."""

    ALL = "all"
    COMPLETED = "completed"
    ATTENDED = "attended"
    """With an attendance rate from so many per cent."""
    NOBODY = "nobody"


def weekly_times_of(lessons: Iterable[tuple[datetime, datetime]]) -> tuple[WeeklyTime, ...]:
    """The weekly times behind lessons, of a class whose lessons were planned one by one."""
    found = {(starts.weekday(), starts.time(), ends.time()) for starts, ends in lessons}
    return tuple(WeeklyTime(*one) for one in sorted(found))


def every_how_many_weeks(lessons: Iterable[datetime]) -> int:
    """2 when no week has a lesson after a week that has one, else 1."""
    weeks = sorted({(start.date() - timedelta(days=start.weekday())) for start in lessons})
    gaps = [later - earlier for earlier, later in pairwise(weeks)]
    return 2 if gaps and min(gaps) >= 2 * WEEK else 1


def span_in(term: tuple[date, date], old_term: tuple[date, date], old: tuple[date, date]) -> tuple[date, date]:
    """First and last day in the new term: the whole of it, or as many weeks after its beginning as before."""
    if old == old_term:
        return term
    step = (term[0] - old_term[0]) // WEEK * WEEK
    first = min(max(old[0] + step, term[0]), term[1])
    return first, min(max(old[1] + step, first), term[1])
