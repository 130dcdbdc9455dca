"""What is kept on saving stays exact through imports, merges and their undo: `commedu check` counts it again."""

from datetime import datetime

from sqlalchemy import func, select

from commedu_desktop.services.check import check_centre
from commedu_desktop.services.imports import ImportRequest, look_at, take_in
from commedu_desktop.services.merging import MergeResidents, merge_residents
from commedu_desktop.services.office import Office
from commedu_desktop.store.tables import AttendanceMark
from tests.makers import Maker


def test_the_kept_counts_are_exact_after_an_import_a_merge_and_their_undo(office: Office, make: Maker) -> None:
    offering = make.new_offering(code="K1")
    for day in (2, 9, 16):
        make.new_lesson(offering, datetime(2026, 11, day, 9))
    one, two = make.new_resident("张小明"), make.new_resident("张晓明")
    for resident in (one, two):
        make.enrol(offering, resident)
    lines = [
        "offering,date,card,mark",
        *(f"K1,2026-11-{day:02},{one.card},present" for day in (2, 9)),
        *(f"K1,2026-11-{day:02},{two.card},late" for day in (9, 16)),
    ]

    def marks_with_a_clean_check() -> int:
        found = {one.code for one in office.read(check_centre)}
        assert found <= {"check-counter"}, "the maker hands out cards past the counter"
        return office.read(lambda session: session.scalar(select(func.count()).select_from(AttendanceMark)) or 0)

    result = take_in(office, ImportRequest(look_at("attendance", "\n".join(lines).encode())), actor="Li Na")
    assert (result.refused, marks_with_a_clean_check()) == ((), 4)
    office.write(merge_residents, MergeResidents(one.id, two.id), actor="Li Na")
    assert marks_with_a_clean_check() == 3, "one lesson is never counted twice"
    office.undo(actor="Li Na")
    assert marks_with_a_clean_check() == 4
    office.undo(actor="Li Na")
    assert marks_with_a_clean_check() == 0
    office.redo(actor="Li Na")
    assert marks_with_a_clean_check() == 4
