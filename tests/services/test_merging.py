"""Two records of one person become one, and come apart again with undo."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.merging import better_mark, further_state
from commedu_desktop.services.merging import MERGED_TABLES, MergeResidents, merge_residents
from commedu_desktop.services.office import Office
from commedu_desktop.services.residents import find_residents
from commedu_desktop.store.images import image
from commedu_desktop.store.tables import AttendanceMark, Base, Enrolment, Resident, ResidentGroup
from commedu_desktop.store.tables.every import load_every_table
from tests.makers import Maker
from tests.offices import WRITES_BEGIN

COMPARED = (Resident, Enrolment, AttendanceMark, ResidentGroup)


def everything(session: Session) -> list[Any]:
    return [sorted((image(row) for row in session.scalars(select(kind))), key=str) for kind in COMPARED]


def test_every_table_that_names_a_resident_is_moved() -> None:
    load_every_table()
    tables = {
        table.name
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "resident"
    }
    assert tables == MERGED_TABLES


def test_everything_moves_no_lesson_counts_twice_and_undo_takes_it_apart(office: Office, make: Maker) -> None:
    group = make.new_group("older")
    kept = make.new_resident("张小明", pinyin="zhang xiao ming", card="B01-000001", phone="")
    gone = make.new_resident("张晓明", pinyin="zhang xiao ming", card="B01-000002", phone="13800004312", note="deaf")
    make.add(ResidentGroup(resident_id=gone.id, group_id=group.id))
    both, only = make.new_offering(), make.new_offering()
    make.enrol(both, kept, status=EnrolmentStatus.WITHDRAWN, ended_on=date(2026, 10, 1))
    make.enrol(both, gone)
    make.enrol(only, gone)
    lessons = [make.new_lesson(both, datetime(2026, 9, day, 10)) for day in (7, 14)]
    for who, lesson, mark in (
        (kept, lessons[0], Mark.ABSENT),
        (gone, lessons[0], Mark.PRESENT),
        (gone, lessons[1], Mark.LATE),
    ):
        make.add(AttendanceMark(lesson_id=lesson.id, resident_id=who.id, mark=mark, at=WRITES_BEGIN))
    before = office.read(everything)

    office.write(merge_residents, MergeResidents(kept.id, gone.id), actor="Li Na")

    def after(session: Session) -> None:
        one = session.get_one(Resident, kept.id)
        assert (one.name, one.phone, one.note) == ("张小明", "13800004312", "deaf")
        marks = {row.lesson_id: (row.resident_id, row.mark) for row in session.scalars(select(AttendanceMark))}
        assert marks == {lessons[0].id: (kept.id, Mark.PRESENT), lessons[1].id: (kept.id, Mark.LATE)}
        enrolments = {row.offering_id: (row.resident_id, row.status) for row in session.scalars(select(Enrolment))}
        assert enrolments == {offering.id: (kept.id, EnrolmentStatus.ENROLLED) for offering in (both, only)}
        assert session.get_one(Resident, gone.id).merged_into_id == kept.id
        assert [row.resident_id for row in session.scalars(select(ResidentGroup))] == [kept.id]

    office.read(after)
    assert [one.card for one in office.read(find_residents, "zxm")] == ["B01-000001"]
    assert office.undo(actor="Li Na").startswith("张小明 (B01-000001")
    assert office.read(everything) == before
    assert len(office.read(find_residents, "zxm")) == 2
    office.redo(actor="Li Na")
    office.read(after)


def test_a_record_merges_with_another_one_only_once(office: Office, make: Maker) -> None:
    one, two, three = (make.new_resident(name) for name in ("甲", "乙", "丙"))
    with pytest.raises(Refused, match="merge-itself"):
        office.write(merge_residents, MergeResidents(one.id, one.id), actor="Li Na")
    office.write(merge_residents, MergeResidents(one.id, two.id, frozenset({"name"})), actor="Li Na")
    assert office.read(lambda session: session.get_one(Resident, one.id).name) == "乙"
    with pytest.raises(Refused, match="merged-already"):
        office.write(merge_residents, MergeResidents(three.id, two.id), actor="Li Na")
    office.write(merge_residents, MergeResidents(three.id, one.id), actor="Li Na")
    assert office.read(lambda session: session.get_one(Resident, two.id).merged_into_id) == three.id


@given(st.sampled_from(Mark), st.sampled_from(Mark))
def test_who_came_under_one_of_two_cards_came(one: Mark, other: Mark) -> None:
    assert better_mark(one, other) is better_mark(other, one)
    assert better_mark(one, other).attended is (one.attended or other.attended)


@given(st.sampled_from(EnrolmentStatus), st.sampled_from(EnrolmentStatus))
def test_the_order_of_two_enrolments_does_not_matter(one: EnrolmentStatus, other: EnrolmentStatus) -> None:
    assert further_state(one, other) is further_state(other, one)
