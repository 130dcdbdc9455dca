"""Papers of a class of sixty with the hardest names, and of a class with nobody: all said, nothing off the page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from commedu_desktop.documents.paper import MARGIN
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.notices import NoticeKind
from commedu_desktop.services.address_papers import AddressesOf, addresses_pdf
from commedu_desktop.services.centre_papers import cards_pdf, teacher_roster_pdf
from commedu_desktop.services.class_papers import register_pdf, roster_pdf
from commedu_desktop.services.notice_papers import draft_pdf, new_draft
from commedu_desktop.services.office import Office
from commedu_desktop.services.sheets import sign_in_pdf
from commedu_desktop.services.timetable_papers import timetable_pdf
from commedu_desktop.services.waiting_papers import call_list_pdf
from tests.documents.reading import all_embedded, left_page, page_size, text_of, words_of
from tests.makers import Maker

NAMES = (
    "欧阳上官司马诸葛长名字的居民",
    "买买提·吐尔逊·阿卜杜拉",
    "𠮷野家",
    "刘䶮",
    "محمد بن عبد الله",
    "יוסף בן דוד",
    "Wolfeschlegelsteinhausenbergerdorff Hubert Blaine the Elder",
    "Zoë O’Connor-Łukasz",
    "尼玛·扎西·次仁",
    "王芳",
)
TITLE = "社区居民智能手机应用与防范电信诈骗专题培训班（二〇二六年秋季第三期）"
NOW = datetime(2026, 11, 23, 9)
ROAD = "江苏省苏州市吴中区吴中路 1 号 3 幢 502 室"


@dataclass(frozen=True)
class Class:
    offering_id: UUID
    lesson_id: UUID
    learner_ids: tuple[UUID, ...] = ()


@pytest.fixture
def crowded(make: Maker) -> Class:
    """Sixty learners, four more waiting, twelve lessons."""
    teacher = make.new_teacher(code="T90", name=NAMES[1])
    venue = make.new_venue(name="吴中路社区文化活动中心三楼多功能厅（东）", capacity=60)
    offering = make.new_offering(title=TITLE, capacity=60, teacher_id=teacher.id, venue_id=venue.id)
    lessons = [make.new_lesson(offering, datetime(2026, 9, 7, 9) + timedelta(weeks=week)) for week in range(12)]
    learners = [make.new_resident(NAMES[at % len(NAMES)], phone="13800138000", address=ROAD) for at in range(64)]
    for at, one in enumerate(learners):
        make.enrol(offering, one, status=EnrolmentStatus.ENROLLED if at < 60 else EnrolmentStatus.WAITING)
    return Class(offering.id, lessons[11].id, tuple(one.id for one in learners))


@pytest.fixture
def empty(make: Maker) -> Class:
    offering = make.new_offering(title=TITLE)
    return Class(offering.id, make.new_lesson(offering, datetime(2026, 11, 23, 9)).id)


def of_people(session: Session, about: Class, language: str) -> Iterator[tuple[str, bytes]]:
    """The papers on which everybody's name stands."""
    yield "register", register_pdf(session, about.offering_id, language)
    yield "roster", roster_pdf(session, about.offering_id, language)
    yield "sign-in", sign_in_pdf(session, about.lesson_id, language)
    if about.learner_ids:
        yield "card", cards_pdf(session, about.learner_ids, language)
        for layout in ("24", "CN5"):
            yield (
                f"addresses-{layout}",
                addresses_pdf(session, AddressesOf(about.learner_ids, layout, language=language)).pdf,
            )


def of_classes(session: Session, about: Class, language: str) -> Iterator[tuple[str, bytes]]:
    yield "call-list", call_list_pdf(session, about.offering_id, NOW, language)
    yield "timetable", timetable_pdf(session, NOW.date(), language=language)
    yield "teacher-roster", teacher_roster_pdf(session, language)
    for kind in (NoticeKind.OPENING, NoticeKind.CANCELLATION, NoticeKind.RESULT):
        yield f"notice-{kind.value}", draft_pdf(new_draft(session, kind, NOW.date(), about.offering_id, language))


def read_back(pdf: bytes, folder: Path) -> str:
    """Without spaces and marks of direction."""
    return re.sub("[\u202a-\u202e\u2066-\u2069]", "", text_of(pdf, folder))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_sixty_hard_names_stand_whole_on_every_paper_and_on_its_page(
    office: Office, crowded: Class, language: str, tmp_path: Path
) -> None:
    people = office.read(lambda session: dict(of_people(session, crowded, language)))
    classes = office.read(lambda session: dict(of_classes(session, crowded, language)))
    for paper, pdf in (people | classes).items():
        assert all_embedded(pdf, tmp_path), paper
        assert (paper, left_page(words_of(pdf, tmp_path), page_size(pdf), MARGIN - 0.5)) == (paper, [])
    for paper, pdf in people.items():
        said = read_back(pdf, tmp_path)
        assert (paper, [name for name in NAMES if said.count("".join(name.split())) < 6]) == (paper, [])
    assert people == office.read(lambda session: dict(of_people(session, crowded, language)))
    assert classes == office.read(lambda session: dict(of_classes(session, crowded, language)))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_class_with_nobody_has_its_papers_too(office: Office, empty: Class, language: str, tmp_path: Path) -> None:
    made = office.read(
        lambda session: dict([*of_people(session, empty, language), *of_classes(session, empty, language)])
    )
    for paper, pdf in made.items():
        assert all_embedded(pdf, tmp_path), paper
        assert (paper, left_page(words_of(pdf, tmp_path), page_size(pdf), MARGIN - 0.5)) == (paper, [])
    nobody = {
        "en": ("Nobodyisenrolledyet", "Nobodyiswaiting", "Nobodyhascompleted"),
        "zh_CN": ("还没有人报名", "没有人候补", "还没有学员完成"),
    }[language]
    for paper, said in zip(("roster", "call-list", "notice-result"), nobody, strict=True):
        assert said in text_of(made[paper], tmp_path)
    numbers = {one.text for one in words_of(made["register"], tmp_path)}
    assert {str(number) for number in range(1, 15)} <= numbers
