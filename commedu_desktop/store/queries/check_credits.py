"""Whether the credit bank agrees with the classes it was filled from."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.settings import CentreSettings
from commedu_desktop.store.queries.check import Finding
from commedu_desktop.store.queries.credits import worth
from commedu_desktop.store.tables import CentreSetting, Course, Enrolment, JournalRow, JournalWrite, Offering
from commedu_desktop.store.tables.credits import CreditEntry

_HOURS = "hours_per_credit"
_ALWAYS = 0


class _Counted(NamedTuple):
    """Entries of one class with one amount."""

    offering_id: UUID
    title: str
    ends: date
    course_id: UUID | None
    hundredths: int


def credits_without_completion(session: Session) -> Iterable[Finding]:
    """Entries of a class that their learner has not completed, or that move nothing."""
    completed = (
        select(Enrolment.id)
        .where(
            Enrolment.offering_id == CreditEntry.offering_id,
            Enrolment.resident_id == CreditEntry.resident_id,
            Enrolment.status == EnrolmentStatus.COMPLETED,
        )
        .exists()
    )
    of_class, nothing = CreditEntry.offering_id.is_not(None), CreditEntry.hundredths == 0
    wrong = select(func.count()).select_from(CreditEntry).where(nothing | (of_class & ~completed))
    count = session.scalar(wrong) or 0
    return [Finding("check-credits", {"count": count})] if count else []


def credits_miscounted(session: Session) -> Iterator[Finding]:
    """Entries that are not what the course and the centre's rule gave when they were granted."""
    for one in _counted(session):
        if one.hundredths == _due(session, one, None):
            continue
        wrong = sum(one.hundredths != _due(session, one, moment) for moment in _granted_at(session, one))
        if wrong:
            yield Finding("check-credit-amount", {"count": wrong, "title": one.title})


def _counted(session: Session) -> list[_Counted]:
    kinds = (Offering.id, Offering.title, Offering.ends, Offering.course_id, CreditEntry.hundredths)
    query = select(*kinds).join(Offering, Offering.id == CreditEntry.offering_id).distinct()
    return [_Counted(*row) for row in session.execute(query)]


def _granted_at(session: Session, one: _Counted) -> list[int | None]:
    """The number of the write that granted each entry; None where the history does not say."""
    entries = session.scalars(
        select(CreditEntry.id).where(
            CreditEntry.offering_id == one.offering_id, CreditEntry.hundredths == one.hundredths
        )
    )
    first = select(func.min(JournalWrite.number)).join(JournalRow, JournalRow.write_id == JournalWrite.id)
    return [session.scalar(first.where(JournalRow.row_id == key.bytes)) for key in entries]


def _due(session: Session, one: _Counted, moment: int | None) -> int:
    """Hundredths that the class was worth at the write `moment`, or is worth now."""
    course = session.get(Course, one.course_id) if one.course_id else None
    if course is None:
        return 0
    now = {"credits_hundredths": course.credits_hundredths, "hours": course.hours}
    then = now if moment is None else _image(session, course.id.bytes, moment, now)
    value = worth(then["credits_hundredths"], then["hours"] or 0, _hours_per_credit(session, one.ends.year, moment))
    return round(value * 100)


def _hours_per_credit(session: Session, year: int, moment: int | None) -> int:
    """The centre's rule for a year; a year without its own follows the general one."""
    for wanted in (year, _ALWAYS):
        kept = select(CentreSetting).where(CentreSetting.key == _HOURS, CentreSetting.year == wanted)
        row = session.scalars(kept).one_or_none()
        if row is None:
            continue
        now = {"value": row.value}
        then = now if moment is None else _image(session, row.id.bytes, moment, now)
        if then.get("value") is not None:
            return int(then["value"])
    return CentreSettings().hours_per_credit


def _image(session: Session, key: bytes, moment: int, now: dict[str, Any]) -> dict[str, Any]:
    """A row as the write `moment` found it: what the first later write changed it from, else what it is now."""
    later = (
        select(JournalRow.before)
        .join(JournalWrite, JournalWrite.id == JournalRow.write_id)
        .where(JournalRow.row_id == key, JournalWrite.number > moment)
        .order_by(JournalWrite.number)
        .limit(1)
    )
    found = session.execute(later).first()
    return now if found is None else dict(found[0] or {})
