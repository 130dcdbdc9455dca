"""Completion and the credit bank: when the last lesson of a class is closed, whoever attended enough is credited.

What is in the bank can be redeemed for a reward.
"""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.credits import MOST
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.services.attendance import class_grid, completions
from commedu_desktop.services.clock import local_now
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.queries.credits import (
    Granted,
    Growing,
    Redeemed,
    balance,
    granted,
    growing,
    redeemed,
    rewards,
    worth,
)
from commedu_desktop.store.tables import Course, Enrolment, Lesson, Offering, Resident
from commedu_desktop.store.tables.credits import CreditEntry

__all__ = [
    "Granted",
    "Growing",
    "RedeemCredits",
    "Redeemed",
    "balance",
    "class_credits",
    "course_credits",
    "granted",
    "growing",
    "redeem_credits",
    "redeemed",
    "rewards",
    "settle_completion",
    "take_back_redemption",
]


_A_WEEK = timedelta(days=7)
"""A class that ends within a week has no further weekly lesson."""
_LONGEST_REWARD = 120


@dataclass(frozen=True)
class RedeemCredits:
    """Give a reward for credits: more than none, in hundredths at the finest."""

    resident_id: UUID
    credits: Fraction
    reward: str


def redeem_credits(session: Session, request: RedeemCredits) -> UUID:
    """Take credits out of a resident's bank; the entry's id.

    Raises: Refused credits-amount, credits-reward-missing, credits-too-few.
    """
    resident = session.get_one(Resident, request.resident_id, with_for_update=True)
    reward = " ".join(request.reward.split())[:_LONGEST_REWARD]
    hundredths = request.credits * 100
    if not 0 < request.credits <= MOST or hundredths.denominator != 1:
        raise Refused("credits-amount")
    if not reward:
        raise Refused("credits-reward-missing")
    today = local_now(session).date()
    there = balance(session, resident.id, centre_settings(session, today.year).hours_per_credit)
    if request.credits > there:
        raise Refused("credits-too-few", name=resident.name, balance=_plain(there), wanted=_plain(request.credits))
    row = CreditEntry(resident_id=resident.id, hundredths=-int(hundredths), on=today, reason=reward)
    session.add(row)
    session.flush()
    name_write(session, f"{resident.name} · {_plain(request.credits)} · {reward}")
    return row.id


def take_back_redemption(session: Session, entry_id: UUID) -> None:
    """The reward came back, or was never given: the credits are in the bank again.

    Raises: Refused credits-not-redeemed.
    """
    row = session.get_one(CreditEntry, entry_id)
    if row.hundredths >= 0:
        raise Refused("credits-not-redeemed")
    name = session.get_one(Resident, row.resident_id).name
    name_write(session, f"{name} · {_plain(Fraction(-row.hundredths, 100))} · {row.reason}")
    session.delete(row)


def _plain(number: Fraction) -> str:
    """`2`, `0.75`: two decimals at most, and never more than there is."""
    return f"{int(number * 100) / 100:g}"


def settle_completion(session: Session, offering_id: UUID) -> int:
    """Count a class anew: complete and credit whoever reached its threshold, take back what no longer holds.

    While a lesson is still to be held or closed, nobody has completed. Returns how many have.
    """
    session.flush()
    entries = {
        row.resident_id: row
        for row in session.scalars(select(CreditEntry).where(CreditEntry.offering_id == offering_id))
    }
    offering = session.get_one(Offering, offering_id)
    over = _is_over(session, offering)
    if not over and not entries:
        return 0
    reached = {one.resident_id for one in completions(session, offering_id) if one.completed} if over else set()
    rows = {
        row.resident_id: row for row in session.scalars(select(Enrolment).where(Enrolment.offering_id == offering_id))
    }
    for resident_id, entry in entries.items():
        if resident_id not in reached:
            session.delete(entry)
            if (row := rows.get(resident_id)) is not None and row.status is EnrolmentStatus.COMPLETED:
                row.status = EnrolmentStatus.ENROLLED
    for resident_id in sorted(reached - set(entries)):
        if rows[resident_id].status is EnrolmentStatus.ENROLLED:
            _credit(session, offering, rows[resident_id])
    return len(reached)


def class_credits(session: Session, offering_id: UUID) -> dict[UUID, tuple[Fraction, Fraction]]:
    """Credits so far and in all, of everyone who learns in a class; empty where it gives none."""
    offering = session.get_one(Offering, offering_id)
    whole = course_credits(session, offering)
    if offering.kind is not OfferingKind.CLASS or not whole:
        return {}
    grid = class_grid(session, offering_id)
    lessons = [at for at, one in enumerate(grid.lessons) if one.status is not LessonStatus.CANCELLED]
    found = {}
    for row in grid.rows:
        came = sum((mark := row.marks[at]) is not None and mark.attended for at in lessons)
        share = Fraction(1) if row.status is EnrolmentStatus.COMPLETED else Fraction(came, max(1, len(lessons)))
        if row.status is not EnrolmentStatus.WITHDRAWN:
            found[row.resident_id] = (whole * share, whole)
    return found


def course_credits(session: Session, offering: Offering) -> Fraction:
    """What completing a class is worth."""
    course = session.get(Course, offering.course_id) if offering.course_id else None
    if course is None:
        return Fraction(0)
    hours_per_credit = centre_settings(session, offering.ends.year).hours_per_credit
    return worth(course.credits_hundredths, course.hours or 0, hours_per_credit)


def _is_over(session: Session, offering: Offering) -> bool:
    """Whether lessons were held, none is left and no further week is to come; only classes give credits."""
    if offering.kind is not OfferingKind.CLASS or offering.ends - local_now(session).date() >= _A_WEEK:
        return False
    count = select(func.count()).where(Lesson.offering_id == offering.id)
    left = session.scalar(count.where(Lesson.status == LessonStatus.PLANNED))
    held = session.scalar(count.where(Lesson.status == LessonStatus.HELD))
    return not left and bool(held)


def _credit(session: Session, offering: Offering, row: Enrolment) -> None:
    """Complete the enrolment; the same course counts once in a life."""
    today = local_now(session).date()
    row.status = EnrolmentStatus.COMPLETED
    if _has_course(session, row.resident_id, offering.course_id):
        return
    hundredths = round(course_credits(session, offering) * 100)
    if hundredths > 0:
        session.add(CreditEntry(resident_id=row.resident_id, offering_id=offering.id, hundredths=hundredths, on=today))


def _has_course(session: Session, resident_id: UUID, course_id: UUID | None) -> bool:
    query = (
        select(CreditEntry.id)
        .join(Offering, Offering.id == CreditEntry.offering_id)
        .where(CreditEntry.resident_id == resident_id, Offering.course_id == course_id)
    )
    return session.scalars(query.limit(1)).first() is not None
