"""From the codes that people type to the rows that are meant."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.residents import kept_card
from commedu_desktop.store.tables import Branch, Certificate, Lesson, Offering, Resident, Term, Venue


def offering_by_code(session: Session, code: str) -> UUID:
    """Raises: Refused offering-code-unknown."""
    found = session.scalars(select(Offering.id).where(Offering.code == code.strip())).one_or_none()
    if found is None:
        raise Refused("offering-code-unknown", code=code)
    return found


def term_by_code(session: Session, code: str) -> UUID:
    """Raises: Refused no-such-term."""
    found = session.scalars(select(Term.id).where(Term.code == code.strip())).one_or_none()
    if found is None:
        raise Refused("no-such-term", text=code)
    return found


def round_by_code(session: Session, code: str) -> UUID:
    """Raises: Refused round-unknown."""
    from commedu_desktop.store.tables.ranked_choices import ChoiceRound

    found = session.scalars(select(ChoiceRound.id).where(ChoiceRound.code == code.strip())).one_or_none()
    if found is None:
        raise Refused("round-unknown", text=code)
    return found


def certificate_by_number(session: Session, number: str) -> UUID:
    """Raises: Refused certificate-number-unknown."""
    found = session.scalars(select(Certificate.id).where(Certificate.number == number.strip())).one_or_none()
    if found is None:
        raise Refused("certificate-number-unknown", number=number)
    return found


def receipt_by_number(session: Session, number: str) -> UUID:
    """Raises: Refused receipt-number-unknown."""
    from commedu_desktop.store.tables.payments import Receipt

    found = session.scalars(select(Receipt.id).where(Receipt.number == number.strip().upper())).one_or_none()
    if found is None:
        raise Refused("receipt-number-unknown", number=number)
    return found


def closing_on(session: Session, branch_id: UUID | None, day: date) -> UUID:
    """The last closing of a branch's drawer (None: the centre's) on a day. Raises: Refused cash-closing-unknown."""
    from commedu_desktop.store.tables.payments import CashClosing

    branch = CashClosing.branch_id == branch_id if branch_id else Branch.parent_id.is_(None)
    wanted = select(CashClosing.id).join(Branch, Branch.id == CashClosing.branch_id)
    found = session.scalars(wanted.where(branch, CashClosing.on == day).order_by(CashClosing.at.desc())).first()
    if found is None:
        raise Refused("cash-closing-unknown", on=day)
    return found


def resident_by_card(session: Session, card: str) -> UUID:
    """Whose card it is or was; of somebody who was merged, the record that stayed. Raises: Refused card-unknown."""
    from commedu_desktop.services.cards import bearer_of_voided

    wanted = kept_card(card)
    found = session.scalars(select(Resident.id).where(Resident.card == wanted)).one_or_none()
    found = found or bearer_of_voided(session, wanted)
    if found is None:
        raise Refused("card-unknown", card=card)
    into = session.get_one(Resident, found).merged_into_id
    return into or found


def branch_by_code(session: Session, code: str) -> UUID | None:
    """Nothing for an empty code. Raises: Refused branch-code-unknown."""
    if not code:
        return None
    found = session.scalars(select(Branch.id).where(Branch.code == code.strip())).one_or_none()
    if found is None:
        raise Refused("branch-code-unknown", code=code)
    return found


def venue_by_code(session: Session, code: str) -> UUID | None:
    """Nothing for an empty code. Raises: Refused venue-code-unknown."""
    if not code:
        return None
    found = session.scalars(select(Venue.id).where(Venue.code == code.strip())).one_or_none()
    if found is None:
        raise Refused("venue-code-unknown", code=code)
    return found


def lesson_on(session: Session, offering_id: UUID, day: date) -> UUID:
    """The first lesson of an offering on that day or after it. Raises: Refused no-lesson-after."""
    wanted = select(Lesson.id).where(
        Lesson.offering_id == offering_id,
        Lesson.starts >= datetime.combine(day, time()),
        Lesson.starts < datetime.combine(day + timedelta(366), time()),
        Lesson.status != LessonStatus.CANCELLED,
    )
    found = session.scalars(wanted.order_by(Lesson.starts)).first()
    if found is None:
        raise Refused("no-lesson-after", on=day)
    return found
