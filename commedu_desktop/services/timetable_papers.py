"""The timetable on paper: a week or a day as it is shown, the standing timetable of a term's classes; and its lessons
as a calendar file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.timetable import DAYS, FAMILIES, Piece
from commedu_desktop.domain.weekly_times import parse_weekly_times
from commedu_desktop.exchange.calendars import Event, write_calendar
from commedu_desktop.i18n import _, ngettext, speaking
from commedu_desktop.i18n import language as spoken
from commedu_desktop.services.paper_words import day_words, joined, paper_language, short_day, span, weekday
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.terms import terms
from commedu_desktop.services.timetable import (
    EVERYTHING,
    Only,
    TimetableLesson,
    Week,
    day_board,
    hours_of,
    laid_out,
    lessons_between,
    week,
)
from commedu_desktop.store.queries.offerings import OfferingRow, offerings
from commedu_desktop.store.tables import Branch, Category, Teacher, Venue

if TYPE_CHECKING:
    from commedu_desktop.documents.timetable import Slot
    from commedu_desktop.documents.timetable_blocks import Lesson
    from commedu_desktop.documents.timetable_grid import Column

_WEEK = date(2026, 11, 23)
"""Any Monday: names the weekdays."""
MANY_ROOMS = 12
"""With more columns than this only those that have a lesson are printed."""


def timetable_pdf(session: Session, day: date, only: Only = EVERYTHING, language: str = "", size: str = "A4") -> bytes:
    """The week in which `day` lies as it is shown, of one room, teacher, branch or category, or of all."""
    language = paper_language(session, language)
    with speaking(language):
        found = week(session, day, only)
        term = found.term.title if found.term else ""
        number = _("week {number}").format(number=found.number) if found.number else ""
        dates = f"{found.monday.year} · {short_day(found.monday)} – {short_day(found.monday + timedelta(days=6))}"
        return _grid(session, found, language, _whose(session, only), (dates, joined((term, number))), size)


def day_pdf(session: Session, day: date, by: str, language: str = "", size: str = "A4") -> bytes:
    """One day as it is shown: a column for each room (teacher, branch, category); of many only those with lessons."""
    language = paper_language(session, language)
    with speaking(language):
        found = day_board(session, day, by, _("none"))
        if len(found.columns) > MANY_ROOMS:
            keys = {getattr(one, by) or None for one in found.lessons}
            busy = tuple(one for one in found.columns if one.key in keys)
            found = replace(found, columns=busy or found.columns[:MANY_ROOMS])
        return _grid(session, found, language, "", (day_words(day), found.closed.get(day, "")), size)


def _grid(session: Session, found: Week, language: str, whose: str, facts: tuple[str, str], size: str) -> bytes:
    from commedu_desktop.documents import timetable_grid

    placed = tuple(laid_out(found))
    grid = timetable_grid.GridPaper(
        title=_("{whose} · timetable").format(whose=whose or centre_settings(session).name),
        language=language,
        facts=facts,
        columns=tuple(_column(found, at, placed) for at in range(len(found.columns))),
        lessons=tuple(_lesson(one) for one in found.lessons),
        pieces=placed,
        hours=hours_of(found, list(placed)),
        below=_("Lessons for which the grid has no room"),
        size=size,
    )
    return timetable_grid.render(grid)


def _column(found: Week, at: int, placed: Sequence[Piece]) -> "Column":
    from commedu_desktop.documents.timetable_grid import Column

    column = found.columns[at]
    held = (found.lessons[one.lesson].status is not LessonStatus.CANCELLED for one in placed if one.day == at)
    count = sum(held)
    said = [ngettext("{count} lesson", "{count} lessons", count).format(count=count)] if count else []
    if not found.by:
        said += [found.closed[column.day] or _("closed")] if column.day in found.closed else []
        said += [_("working day")] if column.day in found.working_weekends else []
    return Column(column.caption or f"{weekday(column.day)} {short_day(column.day)}", joined(said))


def _lesson(one: TimetableLesson) -> "Lesson":
    from commedu_desktop.documents.timetable_blocks import Lesson

    cancelled = one.status is LessonStatus.CANCELLED
    where = (_("cancelled"), one.reason) if cancelled else (one.venue, one.teacher)
    family = FAMILIES.get(one.category, "neutral")
    return Lesson(one.title, (span(one.starts, one.ends), *where), family, cancelled)


def _whose(session: Session, only: Only) -> str:
    for kind, row_id in ((Venue, only.venue_id), (Teacher, only.teacher_id), (Branch, only.branch_id)):
        if row_id is not None:
            return str(session.scalars(select(kind.name).where(kind.id == row_id)).one())
    if only.category_id is not None:
        category = session.get_one(Category, only.category_id)
        return category.names.get(spoken()) or category.code
    return ""


def class_timetable_pdf(
    session: Session, term_id: UUID, only: Only = EVERYTHING, language: str = "", size: str = "A3"
) -> bytes:
    """For the bulletin board: every class of a term at its weekly times, with room and teacher.

    Raises: Refused no-class-has-times.
    """
    from commedu_desktop.documents.timetable import Day, TimetablePaper, render

    language = paper_language(session, language)
    with speaking(language):
        term = next(one for one in terms(session) if one.id == term_id)
        found = [one for one in offerings(session, term_id=term_id) if one.status == "open" and _wanted(one, only)]
        days = tuple(Day(weekday(date.fromordinal(_WEEK.toordinal() + at)), "", _on(found, at)) for at in range(DAYS))
        if not any(day.slots for day in days):
            raise Refused("no-class-has-times", term=term.title)
        title = _("{term} · class timetable").format(term=term.title)
        facts = centre_settings(session).name, f"{short_day(term.starts)} – {short_day(term.ends)}"
        return render(TimetablePaper(title, language, facts, days, size))


def _wanted(one: OfferingRow, only: Only) -> bool:
    pairs = ((only.venue_id, one.venue_id), (only.teacher_id, one.teacher_id), (only.branch_id, one.branch_id))
    return all(asked is None or asked == given for asked, given in pairs)


def _on(found: list[OfferingRow], weekday_number: int) -> tuple["Slot", ...]:
    from commedu_desktop.documents.timetable import Slot

    timed = [(time, one) for one in found for time in parse_weekly_times(one.times) if time.weekday == weekday_number]
    timed.sort(key=lambda pair: (pair[0].start, pair[1].title))
    return tuple(
        Slot(f"{time.start:%H:%M}–{time.end:%H:%M}", one.title, joined((one.venue, one.teacher))) for time, one in timed
    )


def calendar_file(session: Session, first: date, last: date, only: Only = EVERYTHING) -> bytes:
    """Lessons from `first` to `last`, of a room or a teacher or all, as an .ics file for other calendars."""
    events = (
        Event(one.id, one.title, one.starts, one.ends, one.venue, one.teacher, one.status is LessonStatus.CANCELLED)
        for one in lessons_between(session, first, last, only)
    )
    return write_calendar(events, centre_settings(session).name)
