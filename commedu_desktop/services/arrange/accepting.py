"""What was proposed becomes lessons: all classes that were accepted in one write, with the clash rules in force."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.arrange_week import WeeklyPlace
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import Closed, SeriesRule, series
from commedu_desktop.domain.offerings import OfferingStatus
from commedu_desktop.domain.weekly_times import canonical
from commedu_desktop.services.clash_checks import NOTHING, Confirm
from commedu_desktop.services.lessons import NewLesson, plan_lessons
from commedu_desktop.services.progress import progress_of
from commedu_desktop.services.terms import closed_days
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.tables import Offering, Term


@dataclass(frozen=True)
class Arranged:
    """A class and the weekly times and rooms it gets, from `first` on."""

    offering_id: UUID
    places: tuple[WeeklyPlace, ...]
    first: date


@dataclass(frozen=True)
class AcceptArrangement:
    """Classes of one term."""

    term_id: UUID
    arranged: tuple[Arranged, ...]
    confirm: Confirm = NOTHING


def accept_arrangement(session: Session, request: AcceptArrangement) -> int:
    """Plan the lessons of all these classes, or none; returns how many lessons.

    Raises: Refused offering-cancelled, has-times-already, no-lesson-days, and what the clash is, Unconfirmed where the
    centre wants to be asked.
    """
    term, progress = session.get_one(Term, request.term_id), progress_of(session)
    closed = closed_days(session, term.starts, term.ends, term.id)
    titles, lessons = [], 0
    for done, one in enumerate(request.arranged):
        progress(done, len(request.arranged))
        offering = session.get_one(Offering, one.offering_id)
        lessons += _plan(session, offering, one, closed, request.confirm)
        titles.append(offering.title)
    name_write(session, titles[0] if len(titles) == 1 else term.name or term.code)
    return lessons


def _plan(session: Session, offering: Offering, one: Arranged, closed: Closed, confirm: Confirm) -> int:
    if offering.status is OfferingStatus.CANCELLED:
        raise Refused("offering-cancelled", title=offering.title)
    if offering.times:
        raise Refused("has-times-already", title=offering.title)
    offering.times = canonical(place.time for place in one.places)
    rooms = Counter(place.venue_id for place in one.places if place.venue_id is not None)
    if rooms:
        offering.venue_id = rooms.most_common(1)[0][0]
    first = max(one.first, offering.starts)
    planned = [
        NewLesson(slot.starts, slot.ends, place.venue_id)
        for place in one.places
        for slot in series(SeriesRule((place.time,), first, offering.ends), closed).slots
    ]
    if not planned:
        raise Refused("no-lesson-days", starts=first, ends=offering.ends)
    plan_lessons(session, offering, planned, confirm)
    return len(planned)
