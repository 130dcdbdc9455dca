"""Notices and the papers of a class, read back as text."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.notices import NoticeKind
from commedu_desktop.services.centre_papers import banner_pdf, cards_pdf, teacher_roster_pdf, timetable_pdf
from commedu_desktop.services.class_papers import register_pdf, roster_pdf
from commedu_desktop.services.notice_papers import draft_pdf, new_draft, notice_pdf
from commedu_desktop.services.notices import (
    NoticeDraft,
    PublishNotice,
    draft_notice,
    notices,
    publish_notice,
)
from commedu_desktop.services.office import Office
from commedu_desktop.services.sheets import sign_in_pdf
from commedu_desktop.services.timetable import Only
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
    expected = ("冬季用电安全", "12.03", "2026年12月3日星期四15:00–17:00", "Room101", "王丽华", "免费")
    assert [one for one in expected if one not in text] == []


def test_a_notice_is_hung_up_and_hangs_until_its_last_day(office: Office) -> None:
    notice_id = office.write(draft_notice, NoticeDraft(NoticeKind.FREE, " Hello ", "en"), actor="test")
    with pytest.raises(Refused, match="notice-ends-first"):
        office.write(publish_notice, PublishNotice(notice_id, posted_until=date(2026, 11, 1)), actor="test")
    office.write(publish_notice, PublishNotice(notice_id, "Gate", posted_until=date(2026, 11, 30)), actor="test")
    (row,) = office.read(notices)
    assert (row.title, row.place, row.posted_from) == ("Hello", "Gate", TODAY)
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
    assert "王丽华" in text_of(office.read(teacher_roster_pdf, "zh_CN"), tmp_path)
    assert text_of(banner_pdf("终身 学习", "zh_CN"), tmp_path) == "终1/4身2/4学3/4习4/4"
