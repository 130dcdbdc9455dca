"""Certificates: to whom, with which number, printed and reprinted, void, verified."""

from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PIL import Image

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.certificates import CertificateType
from commedu_desktop.domain.errors import Cancelled, Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.services.certificate_papers import certificate_pdf, missing_on_certificates, print_certificates
from commedu_desktop.services.certificate_words import fill
from commedu_desktop.services.certificates import (
    IssueCertificates,
    VoidCertificate,
    candidates,
    issue_certificates,
    register,
    void_certificate,
)
from commedu_desktop.services.office import Office
from commedu_desktop.services.pictures import PlacePicture, kept_picture, place_picture
from commedu_desktop.services.signing import verify
from commedu_desktop.store.tables import AttendanceMark, Offering
from tests.documents.reading import all_embedded, text_of
from tests.makers import Maker

NAMES = {"张䶮": "PPPP", "李雷": "PPLA", "王芳": "PAAA", "مەمەت": "PPEP", "Wei 😀": "PPPP"}
MARKS = {"P": Mark.PRESENT, "L": Mark.LATE, "E": Mark.EXCUSED, "A": Mark.ABSENT}


@pytest.fixture
def offering(make: Maker) -> Offering:
    """A class of four held lessons, in which all but 王芳 reached 70 per cent."""
    offering = make.new_offering(title="书法“楷书”")
    days = [datetime(2026, 9, 7, 9) + timedelta(weeks=week) for week in range(4)]
    lessons = [make.new_lesson(offering, day, status=LessonStatus.HELD) for day in days]
    for name, marks in NAMES.items():
        resident = make.new_resident(name)
        make.enrol(offering, resident)
        for lesson, mark in zip(lessons, marks, strict=True):
            row = AttendanceMark(
                lesson_id=lesson.id, resident_id=resident.id, mark=MARKS[mark], at=datetime(2026, 9, 7).astimezone()
            )
            make.add(row)
    return offering


def issue(office: Office, offering: Offering, **wanted: Any) -> tuple[UUID, ...]:
    request = IssueCertificates(offering.id, language="zh_CN", **wanted)
    return office.write(issue_certificates, request, actor="test").ids


def test_all_who_completed_get_one_and_the_others_are_said(office: Office, offering: Offering) -> None:
    issued = office.write(issue_certificates, IssueCertificates(offering.id), actor="test")
    assert issued.numbers == tuple(f"B01-2026-{serial:06}" for serial in (1, 2, 3, 4))
    assert [(one.name, one.attended, one.counted) for one in issued.left_out] == [("王芳", 1, 4)]
    assert {row.name for row in office.read(register)} == set(NAMES) - {"王芳"}


def test_the_same_course_counts_once_per_type(office: Office, offering: Offering) -> None:
    issue(office, offering)
    with pytest.raises(Refused, match="nobody-to-certify"):
        issue(office, offering)
    assert len(issue(office, offering, type=CertificateType.HONOUR)) == 4
    first = office.read(register)[-1]
    office.write(void_certificate, VoidCertificate(first.id, "misspelt"), actor="test")
    assert [one.due for one in office.read(candidates, offering.id, first.type)].count(True) == 1


def test_numbers_have_no_gap_when_an_issue_is_cancelled_half_way(office: Office, offering: Offering) -> None:
    def impatient(done: int, total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        office.write(issue_certificates, IssueCertificates(offering.id), actor="test", progress=impatient)
    assert office.read(register) == []
    assert (
        office.write(issue_certificates, IssueCertificates(offering.id), actor="test").numbers[0] == "B01-2026-000001"
    )


def test_issuing_is_not_undone_but_voided_with_a_reason(office: Office, offering: Offering) -> None:
    issue(office, offering)
    with pytest.raises(Refused, match="undo-not-possible"):
        office.undo(actor="test")
    row = office.read(register)[0]
    with pytest.raises(Refused, match="void-reason-missing"):
        office.write(void_certificate, VoidCertificate(row.id, " "), actor="test")
    office.write(void_certificate, VoidCertificate(row.id, "wrong name"), actor="test")
    with pytest.raises(Refused, match="certificate-voided"):
        office.read(certificate_pdf, [row.id])


def test_a_certificate_of_tomorrow_is_refused(office: Office, offering: Offering) -> None:
    with pytest.raises(Refused, match="certificate-in-future"):
        issue(office, offering, on=date(2026, 11, 24))


def test_every_name_is_on_its_certificate_and_a_second_print_says_so(
    office: Office, offering: Offering, tmp_path: Path
) -> None:
    ids = issue(office, offering)
    first = office.write(print_certificates, ids, actor="test")
    text = text_of(first, tmp_path)
    assert all_embedded(first, tmp_path)
    assert [name for name in ("张䶮", "李雷", "Wei[U+1F600]", "B01-2026-000004") if name not in text] == []
    assert "补印" not in text
    again = office.read(certificate_pdf, ids)
    assert text_of(again, tmp_path).count("补印") == 4
    assert again == office.read(certificate_pdf, ids)


def test_characters_that_no_font_has_are_named_before_printing(office: Office, offering: Offering) -> None:
    missing = office.read(missing_on_certificates, issue(office, offering))
    assert [(one.code, one.whose) for one in missing] == [("U+1F600", ("Wei 😀",))]


def test_the_code_is_verified_without_the_database_and_any_change_is_refused(
    office: Office, offering: Offering
) -> None:
    issue(office, offering)
    row = office.read(register)[0]
    code = row.wording["qr"]
    found = verify(code)
    assert (found.claim.number, found.claim.name, found.claim.issued_on) == (row.number, row.name, row.issued_on)
    assert found.fingerprint == row.wording["fingerprint"]
    for old, new in ((row.number, "B01-2026-999999"), ("2026-11-23", "2025-11-23"), (row.name, row.name + "x")):
        with pytest.raises(Refused, match="code-tampered"):
            verify(code.replace(old, new, 1))
    for foreign in ("", "hello", "CE1~a~b", code[:-3], code + "!"):
        with pytest.raises(Refused, match=r"code-not-ours|code-tampered"):
            verify(foreign)


def test_the_seal_is_kept_as_a_picture_and_a_broken_file_is_refused(office: Office, offering: Offering) -> None:
    target = BytesIO()
    Image.new("CMYK", (900, 3000), (0, 200, 200, 0)).save(target, "JPEG")
    office.write(place_picture, PlacePicture("seal", target.getvalue()), actor="test")
    kept = office.read(kept_picture, "seal")
    assert kept is not None
    assert Image.open(BytesIO(kept.content)).size == (480, 1600)
    for broken in (b"<svg><script/></svg>", target.getvalue()[:200], b"GIF89a"):
        with pytest.raises(Refused, match="picture-unreadable"):
            office.write(place_picture, PlacePicture("seal", broken), actor="test")
    ids = issue(office, offering)
    assert b"/Image" in office.read(certificate_pdf, ids)


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("{name}，{course}", "张，书法"),
        ("{unknown} {name}", "{unknown} 张"),
        ("{name", "{name"),
        ("50 % } {name}", "50 % } {name}"),
        ("<b>{name}</b>", "<b>张</b>"),
    ],
)
def test_wording_with_unknown_fields_or_stray_braces_stays_as_it_was_typed(template: str, filled: str) -> None:
    assert fill(template, {"name": "张", "course": "书法"}) == filled
