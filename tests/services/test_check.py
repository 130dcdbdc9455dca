"""`check` finds what does not hold together, and nothing else."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.sentences import told
from commedu_desktop.services.check import check_centre, repair_derived
from commedu_desktop.services.office import Office
from commedu_desktop.store.tables import AttendanceMark
from tests.makers import Maker
from tests.offices import WRITES_BEGIN


@pytest.fixture
def busy(office: Office, make: Maker) -> Office:
    """A class with one person in it and one mark; one write undone, one made again."""
    zhang, offering = make.new_resident(card="B01-000001"), make.new_offering(capacity=1)
    make.enrol(offering, zhang)
    lesson = make.new_lesson(offering, datetime(2026, 11, 23, 9, 0))
    make.add(AttendanceMark(lesson_id=lesson.id, resident_id=zhang.id, mark=Mark.PRESENT, at=WRITES_BEGIN))
    with closing(sqlite3.connect(office.database.place)) as connection:
        connection.execute(
            "INSERT INTO counter (id, branch_id, kind, year, value) SELECT randomblob(16), id, 'card', 0, 1 FROM branch"
        )
        connection.commit()
    office.undo(actor="Li Na")
    office.redo(actor="Li Na")
    return office


def spoil(office: Office, statement: str) -> None:
    with closing(sqlite3.connect(office.database.place)) as connection:
        connection.execute(statement)
        connection.commit()


def test_a_sound_centre_has_no_findings(busy: Office) -> None:
    assert busy.read(check_centre) == []


SPOILT = [
    ("UPDATE resident SET note = 'past the program'", "check-journal"),
    ("DELETE FROM attendance_mark", "check-journal"),
    ("UPDATE resident_search_content SET c0 = 'x'", "check-search"),
    ("DELETE FROM resident_search", "check-search"),
    ("UPDATE attendance_month SET attended = attended + 1", "check-tally"),
    ("UPDATE counter SET value = 0", "check-counter"),
    ("UPDATE offering SET teacher_id = randomblob(16)", "check-reference"),
    ("DELETE FROM enrolment", "check-mark"),
]


@pytest.mark.parametrize(("statement", "code"), SPOILT)
def test_what_was_changed_past_the_program_is_found_and_said(busy: Office, statement: str, code: str) -> None:
    spoil(busy, statement)
    findings = busy.read(check_centre)
    assert code in {finding.code for finding in findings}
    assert all(told(finding.code, finding.facts).endswith((".", "`.")) for finding in findings)


def test_an_overfull_class_is_found(busy: Office, make: Maker) -> None:
    li = make.new_resident("李雷", card="B01-000000")
    spoil(
        busy,
        "INSERT INTO enrolment (id, offering_id, resident_id, status, enrolled_on, note, claim, lot, waived)"
        f" SELECT randomblob(16), id, X'{li.id.hex}', '{EnrolmentStatus.ENROLLED}', '2026-09-01', '', 0, 0, ''"
        " FROM offering",
    )
    facts = [finding.facts for finding in busy.read(check_centre) if finding.code == "check-overfull"]
    assert [(one["capacity"], one["count"]) for one in facts] == [(1, 2)]


def test_search_and_sums_can_be_made_anew(busy: Office) -> None:
    spoil(busy, "DELETE FROM resident_search")
    spoil(busy, "UPDATE attendance_month SET attended = 99")
    assert busy.read(check_centre)
    busy.write(repair_derived, None, actor="Li Na")
    assert busy.read(check_centre) == []


def test_a_torn_page_is_found(busy: Office) -> None:
    path = Path(busy.database.place)
    busy.database.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_resident_phone'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\x0a\x00\x00\x00\x09" + b"\xff" * 200)
    assert {finding.code for finding in busy.read(check_centre)} == {"check-file"}
