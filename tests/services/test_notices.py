"""Notices and the papers of a class, read back as text."""

from base64 import b64encode
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.notices import NoticeKind
from commedu_desktop.services.centre_papers import banner_pdf, cards_pdf, teacher_roster_pdf
from commedu_desktop.services.class_papers import register_pdf, roster_pdf
from commedu_desktop.services.notice_papers import draft_pdf, new_draft, notice_pdf
from commedu_desktop.services.notices import (
    ChangePosting,
    NoticeDraft,
    PublishNotice,
    change_posting,
    discard_notice,
    draft_notice,
    notices,
    publish_notice,
    take_down,
)
from commedu_desktop.services.office import Office
from commedu_desktop.services.pictures import read_photo
from commedu_desktop.services.sheets import sign_in_pdf
from commedu_desktop.services.timetable import Only
from commedu_desktop.services.timetable_papers import timetable_pdf
from commedu_desktop.store.tables import AttendanceMark
from tests.documents.reading import all_embedded, text_of
from tests.makers import Maker

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("kind", list(NoticeKind))
def test_a_notice_of_every_kind_prints_in_both_languages(
    office: Office, make: Maker, kind: NoticeKind, language: str, tmp_path: Path
) -> None:
    offering = make.new_offering(title="Choir 合唱", times="Mon 09:00-10:30")
    make.new_lesson(offering, datetime(2026, 11, 30, 9))
    draft = office.read(new_draft, kind, TODAY, offering.id, language)
    for paper in ("A4", "A3"):
        pdf = draft_pdf(replace(draft, paper=paper))
        assert all_embedded(pdf, tmp_path)
        assert "".join(draft.title.split()) in text_of(pdf, tmp_path)


def test_a_lecture_says_when_where_and_with_whom(office: Office, make: Maker, tmp_path: Path) -> None:
    offering = make.new_offering(title="冬季用电安全")
    make.new_lesson(offering, datetime(2026, 12, 3, 15), minutes=120)
    notice_id = office.write(
        draft_notice, office.read(new_draft, NoticeKind.LECTURE, TODAY, offering.id, "zh_CN"), actor="t"
    )
    text = text_of(office.read(notice_pdf, notice_id), tmp_path)
    expected = ("冬季用电安全", "12.03", "2026年12月3日（星期四）15:00–17:00", "Room101", "王丽华", "免费")
    assert [one for one in expected if one not in text] == []


def test_the_opening_of_a_class_names_its_first_lesson_and_once_it_runs_the_next(office: Office, make: Maker) -> None:
    coming = make.new_offering(title="书法", times="Thu 09:00-10:30", starts=date(2026, 12, 1), ends=date(2027, 1, 30))
    running = make.new_offering(title="合唱")
    for day in (datetime(2026, 9, 7, 9), datetime(2026, 11, 30, 9)):
        make.new_lesson(running, day)
    content = office.read(new_draft, NoticeKind.OPENING, TODAY, coming.id, "zh_CN").content
    assert (content["subtitle"], content["circle"]) == ("12月3日 开班，欢迎报名", ["12.03", "周四"])
    content = office.read(new_draft, NoticeKind.OPENING, TODAY, running.id, "zh_CN").content
    assert (content["subtitle"], content["circle"]) == ("正在上课，欢迎随时加入", ["11.30", "周一"])
    assert "11月30日" in content["strip"]


def test_a_notice_is_hung_up_and_hangs_until_its_last_day(office: Office) -> None:
    notice_id = office.write(draft_notice, NoticeDraft(NoticeKind.FREE, " Hello ", "en"), actor="test")
    with pytest.raises(Refused, match="notice-ends-first"):
        office.write(publish_notice, PublishNotice(notice_id, posted_until=date(2026, 11, 1)), actor="test")
    office.write(publish_notice, PublishNotice(notice_id, "Gate", posted_until=date(2026, 11, 30)), actor="test")
    (row,) = office.read(notices)
    assert (row.title, row.places, row.posted_from) == ("Hello", ["Gate"], TODAY)
    assert [row.hangs(day) for day in (date(2026, 11, 22), TODAY, date(2026, 12, 1))] == [False, True, False]
    with pytest.raises(Refused, match="notice-without-title"):
        office.write(draft_notice, NoticeDraft(NoticeKind.FREE, " \n ", "en"), actor="test")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_name_stands_on_the_papers_of_a_class(office: Office, make: Maker, language: str, tmp_path: Path) -> None:
    offering = make.new_offering(title="Choir", times="Mon 09:00-10:30")
    lesson = make.new_lesson(offering, datetime(2026, 11, 23, 9))
    names = [f"买买提·艾力江{number}" for number in range(60)] + ["长" * 60]
    for name in names:
        make.enrol(offering, make.new_resident(name, phone="13800001234"))
    papers = [
        office.read(register_pdf, offering.id, language),
        office.read(sign_in_pdf, lesson.id, language),
        office.read(roster_pdf, offering.id, language),
    ]
    for pdf in papers:
        text = text_of(pdf, tmp_path)
        assert [name for name in names if name not in text] == []
        assert all_embedded(pdf, tmp_path)


def test_the_papers_of_the_centre_print(office: Office, make: Maker, tmp_path: Path) -> None:
    offering = make.new_offering(title="Choir")
    for hour in range(8, 20):
        make.new_lesson(offering, datetime(2026, 11, 25, hour), minutes=50)
    week = text_of(office.read(timetable_pdf, TODAY, Only(venue_id=make.venue.id), "en"), tmp_path)
    assert week.count("Choir") == 12
    people = [make.new_resident(f"Person {number}") for number in range(11)]
    cards = text_of(office.read(cards_pdf, [one.id for one in people], "en"), tmp_path)
    assert all(one.card in cards for one in people)
    roster = text_of(office.read(teacher_roster_pdf, "zh_CN"), tmp_path)
    assert "王丽华" in roster
    assert "随时" in roster
    assert text_of(banner_pdf("终身 学习", "zh_CN"), tmp_path) == "终1/4身2/4学3/4习4/4"


def test_a_notice_hangs_in_several_places_with_brochures_and_is_taken_down(office: Office) -> None:
    notice_id = office.write(draft_notice, NoticeDraft(NoticeKind.FREE, "Hello", "en"), actor="test")
    gate = office.write(publish_notice, PublishNotice(notice_id, "Gate", brochures=30), actor="test")
    office.write(publish_notice, PublishNotice(notice_id, "Hall", date(2026, 12, 1), brochures=50), actor="test")
    (row,) = office.read(notices)
    assert (row.places, row.brochures, row.posted_until) == (["Gate", "Hall"], 80, None)
    office.write(change_posting, ChangePosting(gate, "Gate ", TODAY, None, 35), actor="test")
    office.write(take_down, gate, actor="test")
    office.write(take_down, office.read(notices)[0].postings[1].id, actor="test")
    (row,) = office.read(notices)
    assert [(one.place, one.posted_until, one.brochures) for one in row.postings] == [("Gate", TODAY, 35)]
    office.write(discard_notice, notice_id, actor="test")
    assert office.read(notices) == []
    office.undo(actor="test")
    assert office.read(notices) == [row]


def test_a_poster_is_cut_into_sheets_that_together_show_all_of_it(office: Office, tmp_path: Path) -> None:
    draft = replace(office.read(new_draft, NoticeKind.THANKS, TODAY, None, "zh_CN"), title="感谢信")
    document = PdfDocument(draft_pdf(replace(draft, paper="3×3 A4")))
    assert [document.get_page_size(page) for page in range(len(document))] == [document.get_page_size(0)] * 9
    assert all_embedded(draft_pdf(replace(draft, paper="2×2 A4")), tmp_path)
    pages = [document[page].render(scale=0.2, grayscale=True) for page in range(9)]
    inked = [sum(value < 250 for value in bytes(page.buffer)) for page in pages]
    assert min(inked[:3]) > 1000
    document.close()


def test_a_result_list_names_those_who_completed(office: Office, make: Maker) -> None:
    offering = make.new_offering(title="书法")
    lesson = make.new_lesson(offering, datetime(2026, 9, 7, 9), status=LessonStatus.HELD)
    for name, mark in (("李雷", Mark.PRESENT), ("欧阳小明", Mark.PRESENT), ("王芳", Mark.ABSENT)):
        person = make.new_resident(name)
        make.enrol(offering, person)
        at = datetime(2026, 9, 7).astimezone()
        make.add(AttendanceMark(lesson_id=lesson.id, resident_id=person.id, mark=mark, at=at))
    draft = office.read(new_draft, NoticeKind.RESULT, TODAY, offering.id, "zh_CN")
    assert draft.content["text"] == "李\u3000雷\u3000\u3000欧阳小明"


def test_a_picture_stands_on_the_notice_and_is_kept_small(office: Office, tmp_path: Path) -> None:
    Image.effect_noise((3000, 2000), 80).convert("RGB").save(tmp_path / "photo.png")
    photo = read_photo(tmp_path / "photo.png")
    assert photo.startswith(b"\xff\xd8")
    draft = office.read(new_draft, NoticeKind.FREE, TODAY, None, "en")
    content = draft.content | {"picture": b64encode(photo).decode(), "text": "Look"}
    assert b"/Image" in draft_pdf(replace(draft, content=content))
    (tmp_path / "x.svg").write_text("<svg><script>alert(1)</script></svg>")
    with pytest.raises(Refused, match="picture-is-drawing"):
        read_photo(tmp_path / "x.svg")
