"""The timetable on paper beside the week: one day by room or teacher, and the standing timetable of a term's classes;
and the lessons as a calendar file."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.timetable import DAYS
from commedu_desktop.domain.weekly_times import parse_weekly_times
from commedu_desktop.exchange.calendars import Event, write_calendar
from commedu_desktop.i18n import _, speaking
from commedu_desktop.services.paper_words import day_words, joined, paper_language, short_day, span, weekday
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.terms import terms
from commedu_desktop.services.timetable import EVERYTHING, Only, TimetableLesson, day_board, lessons_between
from commedu_desktop.store.queries.offerings import OfferingRow, offerings

if TYPE_CHECKING:
    from commedu_desktop.documents.timetable import Slot

_WEEK = date(2026, 11, 23)
"""Any Monday: names the weekdays."""


def day_pdf(session: Session, day: date, by: str, language: str = "", size: str = "A4") -> bytes:
    """One day as it is shown: a column for each room (teacher, branch, category) that has a lesson."""
    from commedu_desktop.documents.timetable import Day, TimetablePaper, render

    language = paper_language(session, language)
    with speaking(language):
        shown = day_board(session, day, by, _("none"))
        columns = []
        for column in shown.columns:
            lessons = [one for one in shown.lessons if (getattr(one, by) or None) == column.key]
            if lessons:
                columns.append(Day(column.caption, "", tuple(_slot(one) for one in lessons)))
        title = _("{whose} · timetable").format(whose=centre_settings(session).name)
        empty = (Day("", shown.closed.get(day, "") or _("No lessons"), ()),)
        return render(TimetablePaper(title, language, (day_words(day), ""), tuple(columns) or empty, size))


def _slot(one: TimetableLesson) -> "Slot":
    from commedu_desktop.documents.timetable import Slot

    detail = joined((one.venue, one.teacher))
    return Slot(span(one.starts, one.ends), one.title, detail, one.status is LessonStatus.CANCELLED)


def class_timetable_pdf(
    session: Session, term_id: UUID, only: Only = EVERYTHING, language: str = "", size: str = "A3"
) -> bytes:
    """For the bulletin board: every class of a term at its weekly times, with room and teacher."""
    from commedu_desktop.documents.timetable import Day, TimetablePaper, render

    language = paper_language(session, language)
    with speaking(language):
        term = next(one for one in terms(session) if one.id == term_id)
        found = [one for one in offerings(session, term_id=term_id) if one.status == "open" and _wanted(one, only)]
        days = tuple(Day(weekday(date.fromordinal(_WEEK.toordinal() + at)), "", _on(found, at)) for at in range(DAYS))
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
