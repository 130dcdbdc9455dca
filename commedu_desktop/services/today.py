"""Today: the day's lessons and figures at once, and what needs a look as soon as it is counted."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from commedu_desktop.domain.festivals import Festival
from commedu_desktop.domain.today import ClashLine, Today, Training
from commedu_desktop.services.first_look import seen_at
from commedu_desktop.services.offers import OfferLine, offers_standing
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.queries import today as queries
from commedu_desktop.store.queries.attendance import LessonState, Missing, unmarked_lessons
from commedu_desktop.store.queries.teachers_at_work import RunsOut, papers_running_out
from commedu_desktop.store.queries.today import Present, WaitingClass

__all__ = ["ClashLine", "LessonState", "Missing", "Present", "Today", "Training", "WaitingClass"]

CLASH_DAYS = 7
FESTIVAL_DAYS = 10


def present_today(session: Session, day: date) -> list[Present]:
    """Who came to a lesson of the day, the last first: thousands in a large centre, so read when asked for."""
    midnight = datetime.combine(day, time())
    return queries.came_today(session, midnight, midnight + timedelta(days=1))


def today(session: Session, now: datetime) -> Today:
    """What the first page opens with: a few milliseconds, whatever the size of the centre."""
    connection = session.connection()

    def run(statement: str, facts: Mapping[str, Any]) -> Iterable[Sequence[Any]]:
        return connection.execute(text(statement), dict(facts)).all()

    return seen_at(run, centre_settings(session, now.year), now)


def training(session: Session, now: datetime) -> Training:
    """The training rate of the year so far."""
    year = now.year
    return Training(year, queries.persons_of_year(session, year), queries.population_of_year(session, year))


def festivals(session: Session, now: datetime) -> list[Festival]:
    """Festivals and campaign weeks that begin within days and have no notice."""
    from commedu_desktop.services.festivals import proposals

    soon = now.date() + timedelta(days=FESTIVAL_DAYS)
    return [one for one in proposals(session, now) if now.date() <= one.starts <= soon]


def unclosed(session: Session, now: datetime) -> list[LessonState]:
    """Lessons that are over and were not closed."""
    return unmarked_lessons(session, now)


def missing(session: Session, now: datetime) -> list[Missing]:
    """Who was absent as often running as the centre wants to know of."""
    return queries.absent_running(session, now, centre_settings(session, now.year).absences_running)


def waiting(session: Session, now: datetime) -> list[WaitingClass]:
    """Classes with people on the waiting list."""
    return queries.waiting_classes(session, now.date())


def offers(session: Session, now: datetime) -> list[OfferLine]:
    """Places that are offered to people who wait."""
    return offers_standing(session, now)


def clashes_ahead(session: Session, now: datetime) -> list[ClashLine]:
    """Clashes of the next seven days."""
    from commedu_desktop.services.conflicts import clashes

    until = now.date() + timedelta(days=CLASH_DAYS - 1)
    return [
        ClashLine(
            clash.kind, clash.lessons[0].starts, tuple(one.title for one in clash.lessons), clash.who, clash.where
        )
        for clash in clashes(session, now.date(), until)
        if clash.lessons
    ]


def papers_due(session: Session, now: datetime) -> tuple[RunsOut, ...]:
    """Qualifications and contracts of teachers that have run out or soon will."""
    days = centre_settings(session, now.year).papers_warned_days
    return papers_running_out(session, now.date() + timedelta(days=days))
