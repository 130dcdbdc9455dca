"""Making two records of one person into one: everything moves, nothing is counted twice, undo takes it apart again."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.merging import better_mark, further_state
from commedu_desktop.services.merging_attendance import move_absences, move_credits
from commedu_desktop.services.merging_choices import move_choices
from commedu_desktop.services.merging_payments import move_check_outs, move_payments, move_receipts
from commedu_desktop.services.two_people import move_told_apart
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.tables import AttendanceMark, Certificate, Enrolment, Resident, ResidentGroup
from commedu_desktop.store.tables.register import ResidentPhoto, VoidedCard

MERGED_TABLES = {
    "enrolment",
    "attendance_mark",
    "certificate",
    "resident_group",
    "resident",
    "receipt",
    "check_out",
    "resident_photo",
    "voided_card",
    "two_people",
    "ranked_choice",
    "planned_absence",
    "absence_call",
    "credit_entry",
}
"""Every table that names a resident; a test holds this against the schema."""
FIELDS = ("name", "pinyin", "sex", "born", "id_number", "phone", "address", "household_id", "note", "branch_id")
"""What may be chosen from either record."""


@dataclass(frozen=True)
class MergeResidents:
    """`from_gone` names the FIELDS (or photo) taken from the record that goes; blanks are filled anyway."""

    kept_id: UUID
    gone_id: UUID
    from_gone: frozenset[str] = field(default_factory=frozenset)


def merge_residents(session: Session, request: MergeResidents) -> UUID:
    """The kept record's id. The other leaves the lists, and its card leads to the kept one from now on.

    Raises: Refused merge-itself, merged-already.
    """
    if request.kept_id == request.gone_id:
        raise Refused("merge-itself")
    kept, gone = (session.get_one(Resident, key) for key in (request.kept_id, request.gone_id))
    for one in (kept, gone):
        if one.merged_into_id is not None:
            raise Refused("merged-already", name=one.name, card=one.card)
    _fill(kept, gone, request.from_gone)
    _move_enrolments(session, kept, gone)
    _move_marks(session, kept, gone)
    _move_groups(session, kept, gone)
    move_receipts(session, kept.id, gone.id)
    move_check_outs(session, kept.id, gone.id)
    _move_photo(session, kept, gone, wanted="photo" in request.from_gone)
    move_told_apart(session, kept.id, gone.id)
    for card in session.scalars(select(VoidedCard).where(VoidedCard.resident_id == gone.id)):
        card.resident_id = kept.id
    move_choices(session, kept.id, gone.id)
    move_absences(session, kept.id, gone.id)
    move_credits(session, kept.id, gone.id)
    for paper in session.scalars(select(Certificate).where(Certificate.resident_id == gone.id)):
        paper.resident_id = kept.id
    for earlier in session.scalars(select(Resident).where(Resident.merged_into_id == gone.id)):
        earlier.merged_into_id = kept.id
    gone.merged_into_id, gone.archived = kept.id, True
    name_write(session, f"{kept.name} ({kept.card} ← {gone.card})")
    return kept.id


def _fill(kept: Resident, gone: Resident, from_gone: frozenset[str]) -> None:
    for name in FIELDS:
        theirs: Any = getattr(gone, name)
        if theirs and (name in from_gone or not getattr(kept, name)):
            setattr(kept, name, theirs)
    if kept.note != gone.note and gone.note and "note" not in from_gone:
        kept.note = "\n".join(dict.fromkeys((*kept.note.splitlines(), *gone.note.splitlines())))
    kept.joined = min(kept.joined, gone.joined)
    kept.extra = {**gone.extra, **kept.extra}


def _move_enrolments(session: Session, kept: Resident, gone: Resident) -> None:
    mine = {row.offering_id: row for row in session.scalars(select(Enrolment).where(Enrolment.resident_id == kept.id))}
    for row in session.scalars(select(Enrolment).where(Enrolment.resident_id == gone.id)).all():
        same = mine.get(row.offering_id)
        if same is None:
            row.resident_id = kept.id
            continue
        if further_state(same.status, row.status) is not same.status:
            same.status, same.queued_at, same.ended_on = row.status, row.queued_at, row.ended_on
            same.claim, same.lot, same.held_until = row.claim, row.lot, row.held_until
        same.enrolled_on = min(same.enrolled_on, row.enrolled_on)
        move_payments(session, same.id, row.id)
        session.delete(row)


def _move_marks(session: Session, kept: Resident, gone: Resident) -> None:
    marks = select(AttendanceMark)
    mine = {row.lesson_id: row for row in session.scalars(marks.where(AttendanceMark.resident_id == kept.id))}
    for row in session.scalars(marks.where(AttendanceMark.resident_id == gone.id)).all():
        same = mine.get(row.lesson_id)
        if same is None:
            session.add(
                AttendanceMark(
                    lesson_id=row.lesson_id,
                    resident_id=kept.id,
                    mark=row.mark,
                    minutes_late=row.minutes_late,
                    at=row.at,
                )
            )
        elif better_mark(Mark(same.mark), Mark(row.mark)) is not Mark(same.mark):
            same.mark, same.minutes_late, same.at = row.mark, row.minutes_late, row.at
        session.delete(row)


def _move_photo(session: Session, kept: Resident, gone: Resident, *, wanted: bool) -> None:
    """One portrait stays: that of the kept record, unless the other is wanted or the only one."""
    photos = session.scalars(select(ResidentPhoto).where(ResidentPhoto.resident_id.in_((kept.id, gone.id)))).all()
    rows = {row.resident_id: row for row in photos}
    theirs, mine = rows.get(gone.id), rows.get(kept.id)
    if theirs is None:
        return
    if mine is None:
        theirs.resident_id = kept.id
        return
    if wanted:
        mine.content = theirs.content
    session.delete(theirs)


def _move_groups(session: Session, kept: Resident, gone: Resident) -> None:
    mine = set(session.scalars(select(ResidentGroup.group_id).where(ResidentGroup.resident_id == kept.id)))
    for row in session.scalars(select(ResidentGroup).where(ResidentGroup.resident_id == gone.id)).all():
        if row.group_id in mine:
            session.delete(row)
        else:
            row.resident_id = kept.id
