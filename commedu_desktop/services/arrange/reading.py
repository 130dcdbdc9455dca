"""Reads from the database what a term's arrangement is made from; writes nothing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.arrange_week import USUAL_STARTS, Ground, Options, RoomFacts, Wanted
from commedu_desktop.domain.availability import read_times
from commedu_desktop.domain.clashes import ClashKind, Policy
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.settings import CentreSettings
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.terms import closed_days
from commedu_desktop.store.queries.arrange import (
    WithoutTimes,
    shared_before,
    shared_now,
    titles_of,
    usual_times,
    without_times,
)
from commedu_desktop.store.queries.clashes import bookings
from commedu_desktop.store.queries.teachers_at_work import availabilities
from commedu_desktop.store.queries.venues import VenueRow, venues
from commedu_desktop.store.tables import Term, Venue

HOURS_A_LESSON, MOST_LESSONS = 2, 5
"""A weekly lesson is two academic hours long; no class has more than five a week."""
SHARED_NOW, SHARED_BEFORE, MOST_PAIRS = 6, 3, 300
"""Greatest weight of a pair of classes whose people are enrolled in both, or went to both last term; pairs kept."""
FEW = 0.05
"""Lessons that begin at a time, as a share of all, from which it counts as one of the centre's usual times."""
MOST_STARTS = 9


@dataclass(frozen=True)
class TermToArrange:
    """`wanted` in order of their codes; `starts` are the times at which lessons usually begin here."""

    term_id: UUID
    term: str
    first: date
    last: date
    wanted: tuple[Wanted, ...]
    ground: Ground
    options: Options
    venue_names: Mapping[UUID, str] = field(default_factory=dict)
    titles: Mapping[UUID, str] = field(default_factory=dict)
    """Of the classes that are planned already."""


def term_by_code(session: Session, code: str) -> UUID:
    """Raises: Refused term-code-unknown."""
    found = session.scalars(select(Term.id).where(Term.code == code.strip())).one_or_none()
    if found is None:
        raise Refused("term-code-unknown", code=code)
    return found


def terms_waiting(session: Session, today: date) -> tuple[tuple[UUID, str, int], ...]:
    """Terms that are not over, the nearest first: id, name, and how many classes in them have no times."""
    rows = session.scalars(select(Term).where(Term.ends > today).order_by(Term.starts))
    return tuple((term.id, term.name or term.code, len(without_times(session, term.id))) for term in rows)


def to_arrange(session: Session, term_id: UUID, today: date) -> TermToArrange:
    """The classes of a term that have no times, and what is there already. What has begun gets no lessons in the past.

    Raises: Refused term-over.
    """
    term, settings = session.get_one(Term, term_id), centre_settings(session)
    first = max(term.starts, today + timedelta(days=1)) if term.starts <= today else term.starts
    if first > term.ends:
        raise Refused("term-over", term=term.name or term.code, ends=term.ends)
    rows = [row for row in without_times(session, term_id) if row.ends >= first]
    rooms = venues(session)
    closed = closed_days(session, first, term.ends, term_id).days
    ground = Ground(
        rooms=tuple(_room(room) for room in rooms),
        booked=tuple(bookings(session, first, term.ends)),
        availability=availabilities(session, settings.academic_hour),
        closed=frozenset(closed),
        part_of=dict(session.execute(select(Venue.id, Venue.part_of_id)).all()),
        shared=_shared(session, rows, term_id),
        day_begins=time.fromisoformat(settings.day_begins),
        day_ends=time.fromisoformat(settings.day_ends),
        travel_minutes=settings.travel_minutes,
        days_off_bind=settings.policy(ClashKind.AVAILABILITY) is Policy.REFUSE,
    )
    return TermToArrange(
        term_id,
        term.name or term.code,
        first,
        term.ends,
        tuple(_wanted(row, first, settings) for row in rows),
        ground,
        Options(starts=_starts(session, term, ground)),
        {room.id: room.name for room in rooms},
        titles_of(session, {one.offering_id for one in ground.booked if one.offering_id is not None}),
    )


def _room(room: VenueRow) -> RoomFacts:
    return RoomFacts(room.id, room.name, room.branch_id, room.capacity, room.equipment)


def _wanted(row: WithoutTimes, first: date, settings: CentreSettings) -> Wanted:
    begins = max(row.starts, first)
    weeks = max(1, ((row.ends - begins).days + 6) // 7)
    lessons = round(row.hours / weeks / HOURS_A_LESSON) if row.hours else 1
    return Wanted(
        id=row.id,
        code=row.code,
        title=row.title,
        first=begins,
        last=row.ends,
        lessons=min(max(lessons, 1), MOST_LESSONS),
        minutes=HOURS_A_LESSON * settings.academic_hour,
        people=max(row.capacity, row.enrolled),
        teacher_id=row.teacher_id,
        teacher=row.teacher,
        branch_id=row.branch_id,
        branch=row.branch,
        venue_id=row.venue_id,
        equipment=row.equipment,
        audience=row.audience,
        category=row.category,
    )


def _shared(session: Session, rows: list[WithoutTimes], term_id: UUID) -> dict[tuple[UUID, UUID], int]:
    """The weight of each pair of classes that the same people attend or are likely to."""
    now = shared_now(session, [row.id for row in rows])
    found = {pair: min(count, SHARED_NOW) for pair, count in now.items()}
    by_course: dict[UUID, list[UUID]] = {}
    for row in rows:
        by_course.setdefault(row.course_id, []).append(row.id)
    for (one, other), count in shared_before(session, list(by_course), term_id).most_common(MOST_PAIRS):
        if count > 1 and len(by_course[one]) == len(by_course[other]) == 1:
            pair = (by_course[one][0], by_course[other][0])
            found.setdefault(pair, min(count // 2, SHARED_BEFORE))
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:MOST_PAIRS])


def _starts(session: Session, term: Term, ground: Ground) -> tuple[time, ...]:
    """The times at which lessons of the year until the end of the term begin, with an evening one among them."""
    texts = usual_times(session, term.starts - timedelta(days=366), term.ends)
    counted = Counter(weekly.start for text in texts for weekly in read_times(text))
    often = [start for start, count in counted.most_common(MOST_STARTS) if count >= FEW * counted.total()]
    inside = [start for start in USUAL_STARTS if ground.day_begins <= start < ground.day_ends]
    chosen = set(often) if len(often) > 2 else {*often, *inside}
    evening = [start for start in inside if start >= Options().evening]
    if not any(start >= Options().evening for start in chosen):
        chosen |= set(evening[:1])
    return tuple(sorted(chosen))


def changed(term: TermToArrange, lengths: Mapping[UUID, tuple[int, int]], options: Options) -> TermToArrange:
    """With other weekly lessons and minutes for some classes, and other options."""
    wanted = tuple(
        replace(one, lessons=lengths[one.id][0], minutes=lengths[one.id][1]) if one.id in lengths else one
        for one in term.wanted
    )
    return replace(term, wanted=wanted, options=options)
