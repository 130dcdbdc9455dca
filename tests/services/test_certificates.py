"""Certificates: to whom, with which number, printed and reprinted, void, verified."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.certificates import CertificateType
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Cancelled, Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.services.certificate_by_hand import IssueByHand, issue_by_hand
from commedu_desktop.services.certificate_papers import (
    Sample,
    certificate_pdf,
    missing_on_certificates,
    print_certificates,
    register_paper,
    sample_certificate_pdf,
)
from commedu_desktop.services.certificate_reading import codes_in
from commedu_desktop.services.certificate_wording import ChangeWording, change_wording, own_wording
from commedu_desktop.services.certificate_words import fill, plain_texts
from commedu_desktop.services.certificates import (
    IssueCertificates,
    IssueToClasses,
    Look,
    VoidCertificate,
    candidates,
    certificates,
    due_in_classes,
    issue_certificates,
    issue_to_classes,
    register,
    void_certificate,
)
from commedu_desktop.services.exports import EXPORTS, export_file
from commedu_desktop.services.history import last_writes
from commedu_desktop.services.office import Office
from commedu_desktop.services.pictures import (
    LARGEST_FILE,
    PlacePicture,
    kept_picture,
    place_picture,
    prepared,
    read_photo,
    read_picture,
)
from commedu_desktop.services.signing import KEY, verify
from commedu_desktop.store.tables import AttendanceMark, Branch, CentreSetting, Enrolment, JournalRow, Offering
from tests.documents.reading import all_embedded, text_of
from tests.makers import Maker

NAMES = {"张䶮": "PPPP", "李雷": "PPLA", "王芳": "PAAA", "مەمەت": "PPEP", "Wei ꦗ": "PPPP"}
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
    request = IssueCertificates(offering.id, look=Look("zh_CN"), **wanted)
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


def test_a_large_batch_that_is_cancelled_half_way_leaves_no_trace_and_no_gap_in_any_branch_or_year(
    office: Office, make: Maker
) -> None:
    """The same with 10,000 takes four seconds; nothing in it depends on how many they are."""
    names = tuple(f"居民{number}" for number in range(240))
    other = make.add(Branch(code="B02", name="二校区", parent_id=make.branch.id))

    def issue_until(most: int, first: int, count: int, **wanted: Any) -> tuple[str, ...]:
        def impatient(done: int, total: int) -> None:
            if done == most:
                raise Cancelled

        request = IssueByHand(names[first : first + count], "学习型家庭", **wanted)
        return office.write(issue_by_hand, request, actor="test", progress=impatient).numbers

    with pytest.raises(Cancelled):
        issue_until(120, 0, 240)
    assert office.read(register) == []
    assert issue_until(-1, 0, 40)[-1] == "B01-2026-000040"
    with pytest.raises(Cancelled):
        issue_until(199, 40, 200)
    assert issue_until(-1, 40, 200) == tuple(f"B01-2026-{serial:06}" for serial in range(41, 241))
    assert issue_until(-1, 0, 1, on=date(2025, 12, 1), type=CertificateType.COMPLETION) == ("B01-2025-000001",)
    with pytest.raises(Cancelled):
        issue_until(1, 0, 2, branch_id=other.id, type=CertificateType.ATTENDANCE)
    assert issue_until(-1, 0, 1, branch_id=other.id, type=CertificateType.ATTENDANCE) == ("B02-2026-000001",)


def test_a_term_that_is_cancelled_inside_its_second_class_leaves_no_certificate(
    office: Office, make: Maker, offering: Offering
) -> None:
    heard = list[tuple[int, int]]()

    def impatient(done: int, total: int) -> None:
        heard.append((done, total))
        if len(heard) == 3:
            raise Cancelled

    both = (offering.id, make.new_offering(title="书法二班").id)
    with pytest.raises(Cancelled):
        office.write(issue_to_classes, IssueToClasses(both, "Autumn"), actor="test", progress=impatient)
    assert (heard, office.read(register)) == ([(0, 2)] * 3, [])


def test_the_classes_of_a_term_are_certified_in_one_go_and_the_same_course_counts_once(
    office: Office, make: Maker, offering: Offering
) -> None:
    again = make.new_offering(title="书法二班")
    lesson = make.new_lesson(again, datetime(2026, 9, 8, 9), status=LessonStatus.HELD)
    learner = office.read(candidates, offering.id)[0]
    late = make.new_resident("迟来")
    for person_id in (learner.person_id, late.id):
        make.add(
            Enrolment(
                offering_id=again.id,
                resident_id=person_id,
                status=EnrolmentStatus.ENROLLED,
                enrolled_on=date(2026, 9, 1),
            )
        )
        at = datetime(2026, 9, 8).astimezone()
        make.add(AttendanceMark(lesson_id=lesson.id, resident_id=person_id, mark=Mark.PRESENT, at=at))
    both = (offering.id, again.id)
    assert len(office.read(due_in_classes, both)) == 5
    made = office.write(issue_to_classes, IssueToClasses(both, "Autumn 2026"), actor="test")
    assert made.numbers == tuple(f"B01-2026-{serial:06}" for serial in range(1, 6))
    assert sorted(row.name for row in office.read(certificates, made.ids)) == sorted({*NAMES, "迟来"} - {"王芳"})
    with pytest.raises(Refused, match="nobody-to-certify"):
        office.write(issue_to_classes, IssueToClasses(both, "Autumn 2026"), actor="test")


def test_a_print_that_is_cancelled_half_way_counts_nothing(office: Office, offering: Offering) -> None:
    def impatient(done: int, total: int) -> None:
        raise Cancelled

    ids = issue(office, offering)
    with pytest.raises(Cancelled):
        office.write(print_certificates, ids, actor="test", progress=impatient)
    assert [row.prints for row in office.read(certificates, ids)] == [0] * len(ids)


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
    assert [name for name in ("张䶮", "李雷", "Wei[U+A997]", "B01-2026-000004") if name not in text] == []
    assert "补印" not in text
    again = office.read(certificate_pdf, ids)
    assert text_of(again, tmp_path).count("补印") == 4
    assert again == office.read(certificate_pdf, ids)


def test_characters_that_no_font_has_are_named_before_printing(office: Office, offering: Offering) -> None:
    missing = office.read(missing_on_certificates, issue(office, offering))
    assert [(one.code, one.whose) for one in missing] == [("U+A997", ("Wei ꦗ",))]


def kept_key(session: Session) -> str:
    return str(session.scalars(select(CentreSetting.value).where(CentreSetting.key == KEY)).one())


def every_image(session: Session) -> str:
    return str(session.execute(select(JournalRow.before, JournalRow.after)).all())


def test_the_private_key_is_in_no_history_and_in_no_export(office: Office, offering: Offering) -> None:
    issue(office, offering)
    secret = office.read(kept_key)
    assert len(secret) == 43
    assert secret not in office.read(every_image)
    assert secret not in str(office.read(last_writes, 1_000))
    for kind in ("residents", *EXPORTS):
        assert secret.encode() not in office.read(export_file, kind, "csv", "en")


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
    for broken in (target.getvalue()[:200], b"GIF89a", b"", b"\0" * 5000):
        with pytest.raises(Refused, match="picture-unreadable"):
            office.write(place_picture, PlacePicture("seal", broken or b"?"), actor="test")
    for drawing in (
        b"<svg><script/></svg>",
        b"\xef\xbb\xbf <?xml version='1.0'?><svg/>",
        b"%PDF-1.7",
        b"\x1f\x8b svgz",
    ):
        with pytest.raises(Refused, match="picture-is-drawing"):
            office.write(place_picture, PlacePicture("seal", drawing), actor="test")
    ids = issue(office, offering)
    assert b"/Image" in office.read(certificate_pdf, ids)


def test_a_file_that_is_far_too_large_for_a_picture_is_not_even_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.bmp"
    with huge.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    for read in (read_picture, read_photo, codes_in):
        with pytest.raises(Refused, match="picture-file-too-large"):
            read(huge)
        with pytest.raises(Refused, match="picture-unreadable"):
            read(tmp_path / "gone.png")


def test_white_paper_around_a_scanned_seal_becomes_clear_and_a_coloured_ground_stays() -> None:
    def corner_and_middle(ground: str) -> tuple[Any, Any]:
        scan, target = Image.new("RGB", (90, 90), ground), BytesIO()
        scan.paste((200, 30, 30), (20, 20, 70, 70))
        scan.save(target, "JPEG", quality=95)
        kept = Image.open(BytesIO(prepared(target.getvalue()))).convert("RGBA").getchannel("A")
        return kept.getpixel((2, 2)), kept.getpixel((45, 45))

    assert corner_and_middle("white") == (0, 255)
    assert corner_and_middle("lightblue") == (255, 255)


def test_a_huge_or_animated_seal_is_tamed(office: Office) -> None:
    frames = [Image.new("RGB", (60, 60), (shade, 0, 0)) for shade in (10, 200)]
    target = BytesIO()
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:], duration=100, loop=0)
    kept = Image.open(BytesIO(prepared(target.getvalue())))
    assert (kept.format, getattr(kept, "n_frames", 1)) == ("PNG", 1)
    bomb = BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    with pytest.raises(Refused, match="picture-too-large"):
        prepared(bomb.getvalue())


def test_chosen_ones_get_theirs_even_when_they_did_not_complete(office: Office, offering: Offering) -> None:
    absent = next(one for one in office.read(candidates, offering.id) if one.name == "王芳")
    assert not absent.due
    issued = issue(office, offering, type=CertificateType.ATTENDANCE, chosen=frozenset({absent.person_id}))
    assert [row.name for row in office.read(certificates, issued)] == ["王芳"]


def test_those_who_taught_are_thanked_volunteers_apart(office: Office, make: Maker, offering: Offering) -> None:
    helper = make.new_teacher(name="赵志愿", pinyin="zhao zhi yuan", kind=TeacherKind.VOLUNTEER)
    make.new_lesson(offering, datetime(2026, 10, 12, 9), status=LessonStatus.HELD, teacher_id=helper.id)
    teachers = issue(office, offering, type=CertificateType.TEACHER_THANKS)
    helpers = issue(office, offering, type=CertificateType.VOLUNTEER_THANKS)
    (first,), (second,) = office.read(certificates, teachers), office.read(certificates, helpers)
    assert (first.name, second.name) == ("王丽华", "赵志愿")
    assert "授课四次" in first.wording["body"]
    with pytest.raises(Refused, match="nobody-to-certify"):
        issue(office, offering, type=CertificateType.TEACHER_THANKS)


def test_by_hand_anyone_is_honoured_for_anything_and_only_once(office: Office, make: Maker, tmp_path: Path) -> None:
    li = make.new_resident("李雷")
    request = IssueByHand(
        ("和谐家庭·王家", f" {li.card} ", "和谐家庭·王家"), "学习型家庭", look=Look("zh_CN", "en", "scroll")
    )
    ids = office.write(issue_by_hand, request, actor="test").ids
    rows = office.read(certificates, ids)
    assert [(row.name, row.card, row.course, row.number) for row in rows] == [
        ("和谐家庭·王家", "", "学习型家庭", "B01-2026-000001"),
        ("李雷", li.card, "学习型家庭", "B01-2026-000002"),
    ]
    text = text_of(office.read(certificate_pdf, ids), tmp_path)
    assert [one for one in ("荣誉证书", "李雷", "学习型家庭") if one not in text] == []
    with pytest.raises(Refused, match="certificate-held"):
        office.write(issue_by_hand, request, actor="test")
    for refused, subject, code in (
        ((" ",), "x", "certificate-without-name"),
        (("A",), " ", "certificate-without-subject"),
        (("长" * 61,), "x", "certificate-name-too-long"),
    ):
        with pytest.raises(Refused, match=code):
            office.write(issue_by_hand, IssueByHand(refused, subject), actor="test")
    with pytest.raises(Refused, match="wording-field-unknown"):
        office.write(issue_by_hand, IssueByHand(("B",), "x", body="for {nothing}"), actor="test")


def test_a_centre_words_its_certificates_itself(office: Office, offering: Offering) -> None:
    before = office.read(own_wording).of("zh_CN", CertificateType.COMPLETION)
    texts = replace(before, body="于{结束日期}学完“{课程}”。{校长}颁发", issuer="{centre}教务处")
    change = ChangeWording(CertificateType.COMPLETION, "zh_CN", texts, {"校长": "李明"})
    office.write(change_wording, change, actor="test")
    (row, *_others) = office.read(certificates, issue(office, offering))
    assert row.wording["body"] == "于二〇二六年十一月二十三日学完“书法“楷书””。李明颁发"
    assert row.wording["issuer"] == "Wuzhong Road Centre教务处"
    office.write(change_wording, ChangeWording(CertificateType.COMPLETION, "zh_CN", None), actor="test")
    assert office.read(own_wording).of("zh_CN", CertificateType.COMPLETION) == before
    office.undo(actor="test")
    assert office.read(own_wording).of("zh_CN", CertificateType.COMPLETION) == texts


@pytest.mark.parametrize(
    ("part", "text", "code"),
    [
        ("body", "{nothing}", "wording-field-unknown"),
        ("body", "{name", "wording-braces"),
        ("body", "name}", "wording-braces"),
        ("body", "{}", "wording-braces"),
        ("body", "{{name}}", "wording-braces"),
        ("body", "{name}}}", "wording-braces"),
        ("body", "{name!r}", "wording-braces"),
        ("body", "{name:>10}", "wording-braces"),
        ("title", "<b>{name}</b>", "wording-markup"),
        ("issuer", "A &nbsp; B", "wording-markup"),
        ("title", " ", "wording-empty"),
        ("body", "长" * 401, "wording-too-long"),
    ],
)
def test_wording_that_cannot_be_printed_is_refused_in_its_place(
    office: Office, part: str, text: str, code: str
) -> None:
    texts = replace(plain_texts("en", CertificateType.HONOUR), **{part: text})
    sample = Sample(CertificateType.HONOUR, Look("en"), texts)
    for attempt in (
        lambda: office.write(change_wording, ChangeWording(CertificateType.HONOUR, "en", texts), actor="test"),
        lambda: office.read(sample_certificate_pdf, date(2026, 11, 23), sample),
    ):
        with pytest.raises(Refused, match=code) as refusal:
            attempt()
        assert refusal.value.facts["part"] == part


@pytest.mark.parametrize("own", [{"name": "x"}, {"姓名": "x"}, {"1st": "x"}, {"head": ""}, {"head": "{x}"}])
def test_a_field_of_ones_own_may_not_hide_one_of_the_programs(office: Office, own: dict[str, str]) -> None:
    with pytest.raises(Refused, match="wording-own-field"):
        office.write(change_wording, ChangeWording(CertificateType.HONOUR, "en", None, own), actor="test")


def test_the_register_is_printed_with_what_is_void(office: Office, offering: Offering, tmp_path: Path) -> None:
    ids = issue(office, offering)
    office.write(void_certificate, VoidCertificate(ids[1], "写错姓名"), actor="test")
    text = text_of(office.read(register_paper, year=2026, kind=None, language="zh_CN"), tmp_path)
    expected = ("B01-2026-000004", "张䶮", "李雷", "写错姓名", "结业")
    assert [one for one in expected if one not in text] == []


def test_a_batch_printed_twice_gives_identical_bytes(office: Office, offering: Offering) -> None:
    ids = issue(office, offering)
    first = office.read(certificate_pdf, ids)
    assert first == office.read(certificate_pdf, tuple(reversed(ids)))
    with pytest.raises(Refused, match="no-certificates"):
        office.read(certificate_pdf, ())


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
