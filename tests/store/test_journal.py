"""What the journal keeps, and what it can take back."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.office import Office
from commedu_desktop.store import journal
from commedu_desktop.store.database import Database
from commedu_desktop.store.search import find_ids
from commedu_desktop.store.tables import AttendanceMark, JournalRow, JournalWrite, Resident
from tests.makers import Maker
from tests.offices import WRITES_BEGIN


def rename_resident(session: Session, request: tuple[Resident, str]) -> None:
    resident, name = request
    session.get_one(Resident, resident.id).name = name
    journal.name_write(session, name)


def name_of(session: Session, resident: Resident) -> str | None:
    found = session.get(Resident, resident.id)
    return found.name if found else None


def test_a_write_keeps_the_row_before_and_after_with_who_and_when(office: Office, make: Maker) -> None:
    zhang = make.new_resident("张小明")
    office.write(rename_resident, (zhang, "张晓明"), actor="Li Na")

    with office.database.reading() as session:
        write = session.scalars(select(JournalWrite).order_by(JournalWrite.number.desc())).first()
        assert write is not None
        row = session.scalars(select(JournalRow).where(JournalRow.write_id == write.id)).one()
    assert (write.actor, write.verb, write.subject) == ("Li Na", "rename_resident", "张晓明")
    assert row.before is not None
    assert row.after is not None
    assert (row.before["name"], row.after["name"]) == ("张小明", "张晓明")
    assert row.before | {"name": "张晓明"} == row.after


def test_undo_and_redo_walk_through_the_last_writes(office: Office, make: Maker) -> None:
    zhang = make.new_resident("first")
    for name in ("second", "third"):
        office.write(rename_resident, (zhang, name), actor="Li Na")

    def seen_after(step: str) -> str | None:
        {"undo": office.undo, "redo": office.redo}[step](actor="Li Na")
        return office.read(name_of, zhang)

    steps = ["undo", "undo", "redo", "redo", "undo", "undo", "undo", "redo"]
    assert [seen_after(step) for step in steps] == [
        "second", "first", "second", "third", "second", "first", None, "first",
    ]  # fmt: skip


def test_nothing_can_be_redone_once_something_new_was_written(office: Office, make: Maker) -> None:
    zhang = make.new_resident("first")
    office.write(rename_resident, (zhang, "second"), actor="Li Na")
    office.undo(actor="Li Na")
    office.write(rename_resident, (zhang, "third"), actor="Li Na")

    with pytest.raises(Refused, match="nothing-to-redo"):
        office.redo(actor="Li Na")


def test_undoing_an_older_write_is_refused_when_its_row_was_written_again(office: Office, make: Maker) -> None:
    zhang = make.new_resident("first")
    office.write(rename_resident, (zhang, "second"), actor="Li Na")
    with office.database.reading() as session:
        older = journal.last_write(session)
    office.write(rename_resident, (zhang, "third"), actor="Wang")

    assert older is not None
    with pytest.raises(Refused, match="changed-since"):
        office.undo(actor="Li Na", write_id=older.id)
    assert office.read(name_of, zhang) == "third"


def test_numbered_paper_is_not_undone(office: Office, make: Maker) -> None:
    zhang = make.new_resident()

    def issue_something(session: Session, _request: None) -> None:
        session.get_one(Resident, zhang.id).note = "issued"
        journal.name_write(session, "张小明", undoable=False)

    office.write(issue_something, None, actor="Li Na")
    with pytest.raises(Refused, match="undo-not-possible"):
        office.undo(actor="Li Na")


def test_a_verb_that_fails_leaves_no_trace(office: Office, make: Maker) -> None:
    zhang = make.new_resident("first")

    def rename_then_refuse(session: Session, _request: None) -> None:
        session.get_one(Resident, zhang.id).name = "second"
        session.flush()
        raise Refused("some-rule")

    with pytest.raises(Refused, match="some-rule"):
        office.write(rename_then_refuse, None, actor="Li Na")
    assert office.read(name_of, zhang) == "first"
    with office.database.reading() as session:
        assert session.scalars(select(JournalWrite).where(JournalWrite.verb == "rename_then_refuse")).all() == []


def test_a_row_with_two_keys_is_put_back_too(office: Office, make: Maker) -> None:
    zhang, offering = make.new_resident(), make.new_offering()
    lesson = make.new_lesson(offering, datetime(2026, 11, 23, 9, 0))

    def mark(session: Session, _request: None) -> None:
        session.add(
            AttendanceMark(lesson_id=lesson.id, resident_id=zhang.id, mark="late", at=journal.happened(session))
        )

    def marks(session: Session) -> int:
        return len(session.scalars(select(AttendanceMark)).all())

    office.write(mark, None, actor="Li Na")
    counts = [office.read(marks)]
    office.undo(actor="Li Na")
    counts.append(office.read(marks))
    office.redo(actor="Li Na")
    counts.append(office.read(marks))
    assert counts == [1, 0, 1]


def test_search_follows_what_is_written_and_undone(office: Office, make: Maker) -> None:
    zhang = make.new_resident("张小明")
    office.write(rename_resident, (zhang, "李雷"), actor="Li Na")
    found = [office.read(find_ids, typed, 10) for typed in ("张", "李")]
    assert found == [[], [zhang.id]]
    office.undo(actor="Li Na")
    found = [office.read(find_ids, typed, 10) for typed in ("张", "李")]
    assert found == [[zhang.id], []]


def test_undo_takes_back_the_last_write_although_the_clock_was_turned_back(database: Database, make: Maker) -> None:
    zhang = make.new_resident("first")
    hours = iter((5, -48))
    turned = Office(database, clock=lambda: WRITES_BEGIN + timedelta(hours=next(hours)))
    turned.write(rename_resident, (zhang, "second"), actor="Li Na")
    turned.write(rename_resident, (zhang, "third"), actor="Li Na")
    Office(database).undo(actor="Li Na")
    assert Office(database).read(name_of, zhang) == "second"
