"""The timetable: a week or a day of lessons, and which of its days are closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from commedu_desktop.services.holidays import working_weekends
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.terms import TermRow, closed_days, term_at
from commedu_desktop.store.queries.timetable import EVERYTHING, Only, TimetableLesson, count_between, lessons_between

__all__ = ["EVERYTHING", "Only", "TimetableLesson", "Week", "count_between", "lessons_between", "week"]


@dataclass(frozen=True)
class Week:
    """Seven days from Monday: lessons, closed days with their reasons, weekends that are working days, and the term."""

    monday: date
    lessons: tuple[TimetableLesson, ...]
    closed: Mapping[date, str]
    working_weekends: tuple[date, ...]
    term: TermRow | None
    number: int | None
    """Which week of the term it is, from 1; None outside the term."""
    day_begins: str
    day_ends: str


def week(session: Session, day: date, only: Only = EVERYTHING) -> Week:
    """The week in which `day` lies."""
    monday = day - timedelta(days=day.weekday())
    sunday = monday + timedelta(days=6)
    settings = centre_settings(session)
    term = term_at(session, day)
    return Week(
        monday,
        lessons_between(session, monday, sunday, only),
        closed_days(session, monday, sunday).days,
        tuple(working_weekends(settings.region, monday, sunday)),
        term,
        _number(term, monday, sunday),
        settings.day_begins,
        settings.day_ends,
    )


def _number(term: TermRow | None, monday: date, sunday: date) -> int | None:
    if term is None or sunday < term.starts or monday > term.ends:
        return None
    first = term.starts - timedelta(days=term.starts.weekday())
    return (monday - first).days // 7 + 1
