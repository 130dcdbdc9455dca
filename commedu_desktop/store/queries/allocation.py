"""What an allocation looks up for everybody at once."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.offerings import OfferingKind, OfferingStatus
from commedu_desktop.store.tables import Enrolment, Offering, PopulationGroup, ResidentGroup
from commedu_desktop.store.tables.ranked_choices import Allocation


def allocation_of(session: Session, round_id: UUID) -> Allocation | None:
    """The accepted run of a round."""
    return session.scalars(select(Allocation).where(Allocation.round_id == round_id)).one_or_none()


def counted_classes(session: Session, term_id: UUID) -> dict[UUID, int]:
    """Resident -> how many classes of the term they are in, a place offered included."""
    takes = Enrolment.status.in_((EnrolmentStatus.ENROLLED, EnrolmentStatus.COMPLETED)) | Enrolment.held_until.is_not(
        None
    )
    query = (
        select(Enrolment.resident_id, func.count())
        .join(Offering, Offering.id == Enrolment.offering_id)
        .where(Offering.term_id == term_id, takes, Offering.kind == OfferingKind.CLASS)
        .where(Offering.status != OfferingStatus.CANCELLED)
        .group_by(Enrolment.resident_id)
    )
    return dict(session.execute(query).all())


def residents_in_groups(session: Session, codes: Sequence[str]) -> list[UUID]:
    """Who counts in one of these population groups."""
    query = (
        select(ResidentGroup.resident_id)
        .distinct()
        .join(PopulationGroup, PopulationGroup.id == ResidentGroup.group_id)
        .where(PopulationGroup.code.in_(codes))
    )
    return list(session.scalars(query)) if codes else []
