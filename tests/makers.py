"""Rows that tests need, made with as little as possible said."""

from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import count
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.services.office import Office
from commedu_desktop.store.tables import (
    Base,
    Branch,
    Category,
    Course,
    Enrolment,
    Lesson,
    Offering,
    PopulationGroup,
    Resident,
    Teacher,
    Term,
    Venue,
)

TERM_START, TERM_END = date(2026, 9, 1), date(2027, 1, 15)
Row = TypeVar("Row", bound=Base)


class Maker:
    """Writes rows straight through the office; each call returns the new row, detached."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._numbers = count(1)

    def add(self, row: Row) -> Row:
        def make(session: Session, row: Row) -> None:
            session.add(row)

        self.office.write(make, row, actor="maker")
        return row

    @cached_property
    def branch(self) -> Branch:
        """The centre itself, B01."""
        return self.add(Branch(code="B01", name="Wuzhong Road Centre"))

    @cached_property
    def term(self) -> Term:
        """1 September 2026 to 15 January 2027."""
        return self.add(Term(code="2026A", name="Autumn 2026", starts=TERM_START, ends=TERM_END))

    @cached_property
    def category(self) -> Category:
        return self.add(Category(code="arts", names={"en": "Arts", "zh_CN": "文化艺术"}))

    @cached_property
    def course(self) -> Course:
        return self.add(Course(code="C001", title="Calligraphy", category_id=self.category.id, hours=32))

    @cached_property
    def venue(self) -> Venue:
        return self.new_venue(code="101", name="Room 101")

    @cached_property
    def teacher(self) -> Teacher:
        return self.new_teacher(code="T01", name="王丽华", pinyin="wang li hua")

    def new_group(self, code: str, **values: Any) -> PopulationGroup:
        return self.add(PopulationGroup(**({"code": code, "names": {"en": code, "zh_CN": code}} | values)))

    def new_venue(self, **values: Any) -> Venue:
        number = next(self._numbers)
        usual = {"code": f"V{number}", "name": f"Room {number}", "branch_id": self.branch.id, "capacity": 30}
        return self.add(Venue(**(usual | values)))

    def new_teacher(self, **values: Any) -> Teacher:
        number = next(self._numbers)
        usual = {
            "code": f"T{number:02}",
            "name": f"Teacher {number}",
            "kind": TeacherKind.PART_TIME,
            "branch_id": self.branch.id,
        }
        return self.add(Teacher(**(usual | values)))

    def new_resident(self, name: str = "张小明", **values: Any) -> Resident:
        number = next(self._numbers)
        usual = {
            "card": f"B01-{900_000 + number:06}",
            "name": name,
            "branch_id": self.branch.id,
            "joined": TERM_START,
        }
        return self.add(Resident(**(usual | values)))

    def new_offering(self, **values: Any) -> Offering:
        number = next(self._numbers)
        usual = {
            "code": f"O{number:03}",
            "course_id": self.course.id,
            "title": f"Class {number}",
            "kind": OfferingKind.CLASS,
            "term_id": self.term.id,
            "branch_id": self.branch.id,
            "teacher_id": self.teacher.id,
            "venue_id": self.venue.id,
            "capacity": 20,
            "starts": TERM_START,
            "ends": TERM_END,
        }
        return self.add(Offering(**(usual | values)))

    def new_lesson(self, offering: Offering, starts: datetime, minutes: int = 90, **values: Any) -> Lesson:
        usual = {
            "offering_id": offering.id,
            "starts": starts,
            "ends": starts + timedelta(minutes=minutes),
            "venue_id": offering.venue_id,
            "teacher_id": offering.teacher_id,
        }
        return self.add(Lesson(**(usual | values)))

    def enrol(self, offering: Offering, resident: Resident, **values: Any) -> Enrolment:
        """The bare row; `services.enrolments.enrol` is the verb."""
        usual = {
            "offering_id": offering.id,
            "resident_id": resident.id,
            "status": EnrolmentStatus.ENROLLED,
            "enrolled_on": TERM_START,
        }
        return self.add(Enrolment(**(usual | values)))
