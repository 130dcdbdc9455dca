"""Those who come without being enrolled: enrolled on the spot, or counted without a name."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.ages import age_on, band_of
from commedu_desktop.domain.check_in import Outcome
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.services.check_in import CheckedIn, CheckIn, check_in
from commedu_desktop.services.clock import local_now
from commedu_desktop.services.enrolments import Enrol, enrol
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.journal import current, name_write
from commedu_desktop.store.tables import Headcount, Lesson, Offering, Resident


@dataclass(frozen=True)
class JoinLesson:
    """A resident who has come for a lesson of a class they are not in: enrolled, and in."""

    resident_id: UUID
    lesson_id: UUID


@dataclass(frozen=True)
class CountGuest:
    """One more person at an open lesson, without a name; a resident gives the age band."""

    lesson_id: UUID
    resident_id: UUID | None = None


def join_lesson(session: Session, request: JoinLesson) -> CheckedIn:
    """Enrol and check in at once.

    Raises: Refused walk-in-over, offering-full, and whatever `enrol` refuses.
    """
    lesson, offering = _lesson(session, request.lesson_id)
    enrolled = enrol(session, Enrol(request.resident_id, offering.id))
    if enrolled.status is not EnrolmentStatus.ENROLLED:
        raise Refused("offering-full", title=offering.title, capacity=offering.capacity)
    answer = check_in(session, CheckIn(resident_id=request.resident_id))
    if answer.lesson_id != lesson.id:
        raise Refused("walk-in-over", lesson=offering.title)
    return answer


def count_guest(session: Session, request: CountGuest) -> CheckedIn:
    """Count one more head. Raises: Refused walk-in-over, walk-in-not-open."""
    lesson, offering = _lesson(session, request.lesson_id)
    if not offering.walk_in:
        raise Refused("walk-in-not-open", lesson=offering.title)
    now = local_now(session)
    resident = None if request.resident_id is None else session.get_one(Resident, request.resident_id)
    born = None if resident is None else resident.born
    bands = centre_settings(session, now.year).age_bands
    band = band_of(None if born is None else age_on(born, now.date()), bands)
    wanted = select(Headcount).where(Headcount.lesson_id == lesson.id, Headcount.age_band == band)
    row = session.scalars(wanted).one_or_none() or Headcount(lesson_id=lesson.id, age_band=band, number=0)
    row.number += 1
    session.add(row)
    name_write(session, offering.title)
    return CheckedIn(
        outcome=Outcome.IN,
        code="guest-counted",
        who=resident.name if resident else offering.title,
        card=resident.card if resident else "",
        at=now,
        facts={"lesson": offering.title, "starts": lesson.starts.time()},
        resident_id=request.resident_id,
        lesson_id=lesson.id,
        lesson=offering.title,
        write_id=current(session).id,
    )


def _lesson(session: Session, lesson_id: UUID) -> tuple[Lesson, Offering]:
    """A lesson that can still be joined."""
    lesson = session.get_one(Lesson, lesson_id)
    offering = session.get_one(Offering, lesson.offering_id)
    gone = lesson.status is LessonStatus.CANCELLED or lesson.closed_at is not None
    if gone or lesson.ends <= local_now(session):
        raise Refused("walk-in-over", lesson=offering.title)
    return lesson, offering
