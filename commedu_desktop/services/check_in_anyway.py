"""A lead lets somebody in whom the rules would stop: for a reason, which the history keeps."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark, arrival
from commedu_desktop.domain.check_in import Decision, Due, Outcome
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.services.check_in import CheckedIn, mark_arrival
from commedu_desktop.services.clock import local_now
from commedu_desktop.services.enrolments import Promote, promote
from commedu_desktop.services.roles import check_lead
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.journal import current, name_write
from commedu_desktop.store.tables import AttendanceMark, Enrolment, Lesson, Offering, Resident, Venue


@dataclass(frozen=True)
class LetIn:
    resident_id: UUID
    lesson_id: UUID
    reason: str


def check_in_anyway(session: Session, request: LetIn) -> CheckedIn:
    """Mark a learner as come in spite of hour, room, fee or a closed lesson; one who waits gets a free place first.

    Raises: Refused check-in-reason-missing, lead-only, check-in-stays-cancelled, check-in-not-a-learner, offering-full.
    """
    now = local_now(session)
    resident = session.get_one(Resident, request.resident_id)
    lesson = session.get_one(Lesson, request.lesson_id)
    offering = session.get_one(Offering, lesson.offering_id)
    if not request.reason.strip():
        raise Refused("check-in-reason-missing", name=resident.name)
    check_lead(session)
    if lesson.status is LessonStatus.CANCELLED:
        raise Refused("check-in-stays-cancelled", lesson=offering.title)
    _place(session, resident, offering, request.reason)
    minutes = int((now - lesson.starts).total_seconds() // 60)
    over = now >= lesson.ends
    mark, late = (Mark.PRESENT, None) if over else arrival(minutes, centre_settings(session).late_minutes)
    due = _due(session, resident, lesson, offering)
    mark_arrival(session, resident.id, Decision(Outcome.IN, "checked-in-anyway", due, mark, minutes_late=late))
    name_write(session, f"{resident.name} · {request.reason.strip()}")
    return CheckedIn(
        outcome=Outcome.IN,
        code="checked-in-anyway",
        who=resident.name,
        card=resident.card,
        at=now,
        facts={
            "lesson": offering.title,
            "venue": due.venue,
            "starts": lesson.starts.time(),
            "reason": request.reason.strip(),
        },
        resident_id=resident.id,
        pinyin=resident.pinyin,
        lesson_id=lesson.id,
        lesson=offering.title,
        write_id=current(session).id,
    )


def _place(session: Session, resident: Resident, offering: Offering, reason: str) -> None:
    wanted = select(Enrolment).where(Enrolment.resident_id == resident.id, Enrolment.offering_id == offering.id)
    enrolment = session.scalars(wanted).one_or_none()
    if enrolment is None or enrolment.status is EnrolmentStatus.WITHDRAWN:
        raise Refused("check-in-not-a-learner", name=resident.name, lesson=offering.title)
    if enrolment.status is EnrolmentStatus.WAITING:
        promote(session, Promote(enrolment.id, reason))
        session.flush()


def _due(session: Session, resident: Resident, lesson: Lesson, offering: Offering) -> Due:
    marked = session.get(AttendanceMark, (lesson.id, resident.id))
    venue = None if lesson.venue_id is None else session.get_one(Venue, lesson.venue_id)
    return Due(
        lesson_id=lesson.id,
        title=offering.title,
        starts=lesson.starts,
        ends=lesson.ends,
        venue=venue.name if venue else "",
        mark=None if marked is None else Mark(marked.mark),
    )
