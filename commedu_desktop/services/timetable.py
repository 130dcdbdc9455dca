"""The timetable: a week or a day of lessons, and which of its days are closed."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from sqlalchemy.orm import Session

from commedu_desktop.domain.lessons import Slot
from commedu_desktop.domain.timetable import Piece, day_pieces, pieces
from commedu_desktop.i18n import language
from commedu_desktop.services.holidays import working_weekends
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.terms import TermRow, closed_days, term_at
from commedu_desktop.store.queries.branches import branches
from commedu_desktop.store.queries.courses import categories
from commedu_desktop.store.queries.teachers import teachers
from commedu_desktop.store.queries.timetable import EVERYTHING, Only, TimetableLesson, count_between, lessons_between
from commedu_desktop.store.queries.venues import venues

__all__ = [
    "EVERYTHING",
    "Column",
    "Only",
    "TimetableLesson",
    "Week",
    "count_between",
    "day_board",
    "hours_of",
    "laid_out",
    "lessons_between",
    "week",
]


@dataclass(frozen=True)
class Column:
    """A column of the timetable: a day of the week; or on one day a room, teacher, branch or category.

    `key` is what the lessons in it have in common, None: those that have none.
    """

    day: date
    key: Hashable = None
    caption: str = ""


@dataclass(frozen=True)
class Week:
    """Seven days from Monday: lessons, closed days with their reasons, weekends that are working days, and the term.

    Of a single day `by` says what its columns are: venue_id, teacher_id, branch_id or category.
    """

    monday: date
    lessons: tuple[TimetableLesson, ...]
    closed: Mapping[date, str]
    working_weekends: tuple[date, ...]
    term: TermRow | None
    number: int | None
    """Which week of the term it is, from 1; None outside the term."""
    day_begins: str
    day_ends: str
    columns: tuple[Column, ...] = ()
    by: str = ""


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
        tuple(Column(monday + timedelta(days=step)) for step in range(7)),
    )


MANY_COLUMNS = 40
"""More rooms than this are only shown when they have a lesson."""


def day_board(session: Session, day: date, by: str, none: str = "") -> Week:
    """One day, a column for each room (teacher, branch, category); `none` is the caption for lessons without one."""
    shown = week(session, day)
    lessons = lessons_between(session, day, day)
    keys = {getattr(one, by) or None for one in lessons}
    known = _columns(session, day, by)
    if len(known) > MANY_COLUMNS or by == "teacher_id":
        known = [one for one in known if one.key in keys]
    left = keys - {one.key for one in known} - {None}
    known += [Column(day, key, str(key)) for key in sorted(left, key=str)]
    if None in keys or not known:
        known.append(Column(day, None, none))
    return replace(shown, lessons=lessons, columns=tuple(known), by=by)


def _columns(session: Session, day: date, by: str) -> list[Column]:
    match by:
        case "teacher_id":
            return [Column(day, one.id, one.name) for one in teachers(session)]
        case "branch_id":
            return [Column(day, one.id, one.name) for one in branches(session)]
        case "category":
            spoken = language()
            return [Column(day, one.code, one.names.get(spoken) or one.code) for one in categories(session)]
    return [Column(day, one.id, one.name) for one in venues(session)]


def _number(term: TermRow | None, monday: date, sunday: date) -> int | None:
    if term is None or sunday < term.starts or monday > term.ends:
        return None
    first = term.starts - timedelta(days=term.starts.weekday())
    return (monday - first).days // 7 + 1


def laid_out(week: Week) -> list[Piece]:
    """Where each lesson (by number) lies in the columns, side by side with those it overlaps."""
    slots = [Slot(one.starts, one.ends) for one in week.lessons]
    if not week.by:
        return pieces(slots, week.monday)
    at = {column.key: number for number, column in enumerate(week.columns)}
    columns = [at.get(getattr(one, week.by) or None, len(at) - 1) for one in week.lessons]
    return day_pieces(slots, week.columns[0].day, columns, len(at))


def hours_of(week: Week, placed: list[Piece]) -> tuple[int, int]:
    """First and last full hour to show: the centre's, and more where lessons lie outside them."""
    first, last = time.fromisoformat(week.day_begins).hour, time.fromisoformat(week.day_ends)
    starts = min((piece.starts // 60 for piece in placed), default=first)
    ends = max(((piece.ends + 59) // 60 for piece in placed), default=0)
    return min(first, starts), max(last.hour + bool(last.minute), ends)
