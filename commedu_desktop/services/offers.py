"""Places offered to those who wait: what Today asks a second after the start, so it brings nothing else along."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.services.clock import wall_time
from commedu_desktop.store.tables import Enrolment, Offering, Resident


@dataclass(frozen=True)
class OfferLine:
    """A place offered to someone who waits, until a local time; `lapsed`: that time is over."""

    offering_id: UUID
    title: str
    name: str
    phone: str
    until: datetime
    lapsed: bool


def offers_standing(session: Session, now: datetime) -> list[OfferLine]:
    """All places that are offered, those that run out first at the top."""
    query = (
        select(Offering.id, Offering.title, Resident.name, Resident.phone, Enrolment.held_until)
        .join(Enrolment, Enrolment.offering_id == Offering.id)
        .join(Resident, Resident.id == Enrolment.resident_id)
        .where(Enrolment.held_until.is_not(None))
        .order_by(Enrolment.held_until, Resident.name)
    )
    found = []
    for offering_id, title, name, phone, held_until in session.execute(query):
        until = wall_time(cast(datetime, held_until), session.info.get("zone"))
        found.append(OfferLine(offering_id, title, name, phone, until, until <= now))
    return found
