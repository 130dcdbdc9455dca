"""Pairs that look like one person and are two: said once, not asked again."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from commedu_desktop.store.journal import name_write
from commedu_desktop.store.tables import Resident
from commedu_desktop.store.tables.register import TwoPeople


@dataclass(frozen=True)
class TellApart:
    """Two residents who are not the same person."""

    one_id: UUID
    other_id: UUID


def tell_apart(session: Session, request: TellApart) -> None:
    """Remember that these are two people; saying it twice changes nothing."""
    one, other = sorted((request.one_id, request.other_id))
    known = select(TwoPeople.id).where(TwoPeople.one_id == one, TwoPeople.other_id == other)
    if session.scalars(known).first() is None:
        session.add(TwoPeople(one_id=one, other_id=other))
    rows = [session.get_one(Resident, key) for key in (request.one_id, request.other_id)]
    name_write(session, " · ".join(f"{row.name} ({row.card})" for row in rows))


def told_apart(session: Session) -> set[frozenset[UUID]]:
    """Every such pair."""
    return {frozenset(pair) for pair in session.execute(select(TwoPeople.one_id, TwoPeople.other_id))}


def not_the_same_as(session: Session, resident_id: UUID) -> set[UUID]:
    """Those whom this resident was told apart from."""
    wanted = select(TwoPeople.one_id, TwoPeople.other_id)
    pairs = session.execute(wanted.where(or_(TwoPeople.one_id == resident_id, TwoPeople.other_id == resident_id)))
    return {key for pair in pairs for key in pair} - {resident_id}


def move_told_apart(session: Session, kept_id: UUID, gone_id: UUID) -> None:
    """After a merge: whom the one was told apart from, the other is too."""
    mine = not_the_same_as(session, kept_id)
    wanted = select(TwoPeople).where(or_(TwoPeople.one_id == gone_id, TwoPeople.other_id == gone_id))
    for row in session.scalars(wanted).all():
        other = row.other_id if row.one_id == gone_id else row.one_id
        if other == kept_id or other in mine:
            session.delete(row)
        else:
            row.one_id, row.other_id = sorted((kept_id, other))
