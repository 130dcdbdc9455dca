"""Small random centres for tests of the figures, and a second, naive way to count them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.ages import age_on, band_of
from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.figures import Dimension, Measure
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingKind, OfferingStatus
from commedu_desktop.domain.periods import Period
from commedu_desktop.domain.residents import Sex
from commedu_desktop.domain.settings import CentreSettings
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.services.office import Office
from commedu_desktop.store.tables import (
    AttendanceMark,
    Branch,
    Category,
    Course,
    Headcount,
    Lesson,
    Offering,
    Population,
    PopulationGroup,
    Resident,
    ResidentGroup,
    Teacher,
)
from tests.makers import Maker
from tests.offices import WRITES_BEGIN

DAYS = [date(2025, 11, 8), date(2026, 6, 30), date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 15)]
DAYS += [date(2026, 11, 30), date(2026, 12, 1)]
BANDS = ["0-6", "60-69", "70+", "", "66-99"]


def fill(office: Office, seed: int) -> None:
    """Three branches, a few of everything, some of it cancelled, unknown or empty."""
    made = rows(Maker(office), Random(seed))

    def write(session: Session, _request: None) -> None:
        session.add_all(made)

    office.write(write, None, actor="maker")


def rows(make: Maker, chance: Random) -> list[object]:
    branches = [make.branch, *(Branch(code=f"B0{n}", name=f"Branch {n}", parent_id=make.branch.id) for n in (2, 3))]
    categories = [Category(code=f"c{n}", names={"en": f"C{n}"}, archived=n == 2) for n in range(3)]
    groups = [PopulationGroup(code=f"g{n}", names={"en": f"G{n}"}) for n in range(2)]
    courses = [Course(code=f"K{n}", title="K", category_id=categories[n].id) for n in range(3)]
    courses.append(Course(code="K9", title="no category"))
    found: list[object] = [*branches[1:], *categories, *groups, *courses]
    residents = []
    for n in range(chance.randint(1, 6)):
        born = chance.choice([None, date(1956, 11, 30), date(1956, 12, 1), date(2020, 2, 29), date(1990, 5, 5)])
        resident = Resident(
            card=f"{n}", name=f"N{n}", sex=chance.choice([None, *Sex]), born=born,
            branch_id=chance.choice(branches).id, joined=date(2026, 9, 1),
        )  # fmt: skip
        residents.append(resident)
        found.append(resident)
        found += [ResidentGroup(resident_id=resident.id, group_id=g.id) for g in groups if chance.random() < 0.4]
    kinds = [chance.choice(list(TeacherKind)) for _teacher in range(3)]
    teachers = [
        Teacher(code=f"T{n}", name=f"Teacher {n}", kind=kind, branch_id=make.branch.id) for n, kind in enumerate(kinds)
    ]
    found += teachers
    for n in range(chance.randint(1, 4)):
        offering = Offering(
            code=f"O{n}", title=f"T{n}", course_id=chance.choice(courses).id, term_id=make.term.id,
            branch_id=chance.choice(branches).id, kind=chance.choice(list(OfferingKind)),
            status=chance.choice([OfferingStatus.OPEN] * 4 + [OfferingStatus.CANCELLED]),
            starts=DAYS[0], ends=DAYS[-1],
        )  # fmt: skip
        found.append(offering)
        found += lessons(offering, residents, teachers, chance)
    for year in (2025, 2026):
        for branch in branches:
            for group in (None, *groups):
                if chance.random() < 0.75:
                    number, group_id = chance.choice([0, 7, 120, 3000]), group.id if group else None
                    found.append(Population(branch_id=branch.id, year=year, group_id=group_id, number=number))
    return found


def lessons(offering: Offering, residents: list[Resident], teachers: list[Teacher], chance: Random) -> list[object]:
    found: list[object] = []
    for _ in range(chance.randint(0, 4)):
        teacher = chance.choice([None, *teachers])
        starts = datetime.combine(chance.choice(DAYS), datetime.min.time()) + timedelta(hours=chance.choice([0, 9, 23]))
        lesson = Lesson(
            offering_id=offering.id, starts=starts, ends=starts + timedelta(minutes=chance.choice([45, 90, 100])),
            status=chance.choice([*LessonStatus, LessonStatus.HELD]), teacher_id=teacher.id if teacher else None,
        )  # fmt: skip
        found.append(lesson)
        for resident in residents:
            if chance.random() < 0.6:
                mark = chance.choice(list(Mark))
                found.append(AttendanceMark(lesson_id=lesson.id, resident_id=resident.id, mark=mark, at=WRITES_BEGIN))
        for band in BANDS:
            if chance.random() < 0.15:
                found.append(Headcount(lesson_id=lesson.id, age_band=band, number=chance.randint(0, 9)))
    return found


@dataclass(frozen=True)
class Came:
    """One attended mark, or `number` heads of an age band."""

    lesson: Lesson
    offering: Offering
    branch: str
    category: str
    resident: Resident | None
    groups: tuple[str, ...]
    number: int
    band: str


class Naive:
    """Counts by looking at every row for every figure."""

    def __init__(self, session: Session, period: Period, branches: list[str]) -> None:
        self.period, self.settings = period, CentreSettings()
        self.branches = {row.id: row.code for row in session.scalars(select(Branch))}
        self.categories = {row.id: row.code for row in session.scalars(select(Category))}
        self.courses = {row.id: row for row in session.scalars(select(Course))}
        self.offerings = {row.id: row for row in session.scalars(select(Offering))}
        self.teachers = {row.id: row for row in session.scalars(select(Teacher))}
        self.residents = {row.id: row for row in session.scalars(select(Resident))}
        self.groups = {row.id: row.code for row in session.scalars(select(PopulationGroup))}
        self.memberships = session.scalars(select(ResidentGroup)).all()
        marks = session.scalars(select(AttendanceMark)).all()
        heads = session.scalars(select(Headcount)).all()
        self.scope = branches
        self.populations = [row for row in session.scalars(select(Population)) if row.year == period.year]
        self.absent: list[Came] = []
        self.lessons: list[tuple[Lesson, bool]] = []
        self.came: list[Came] = []
        for lesson in session.scalars(select(Lesson)):
            offering = self.offerings[lesson.offering_id]
            inside = period.first <= lesson.starts.date() <= period.last
            cancelled = LessonStatus.CANCELLED is lesson.status or offering.status is OfferingStatus.CANCELLED
            if inside and not cancelled and self.branches[offering.branch_id] in branches:
                came = [
                    self._mark(lesson, mark) for mark in marks if mark.lesson_id == lesson.id and mark.mark.attended
                ]
                came += [self._heads(lesson, row) for row in heads if row.lesson_id == lesson.id and row.number]
                self.came += came
                self.absent += [
                    self._mark(lesson, mark)
                    for mark in marks
                    if mark.lesson_id == lesson.id and mark.mark is Mark.ABSENT
                ]
                self.lessons.append((lesson, bool(came) or lesson.status is LessonStatus.HELD))

    def _of(self, lesson: Lesson) -> tuple[Offering, str, str]:
        offering = self.offerings[lesson.offering_id]
        category = self.courses[offering.course_id].category_id
        return offering, self.branches[offering.branch_id], self.categories.get(category, "") if category else ""

    def _mark(self, lesson: Lesson, mark: AttendanceMark) -> Came:
        resident = self.residents[mark.resident_id]
        mine = tuple(self.groups[row.group_id] for row in self.memberships if row.resident_id == resident.id)
        age = None if resident.born is None else age_on(resident.born, self.period.last)
        return Came(lesson, *self._of(lesson), resident, mine or ("",), 1, band_of(age, self.settings.age_bands))

    def _heads(self, lesson: Lesson, row: Headcount) -> Came:
        first = row.age_band.split("-")[0].strip("+")
        band = band_of(int(first) if first else None, self.settings.age_bands)
        return Came(lesson, *self._of(lesson), None, ("",), row.number, band)

    def population(self, dimension: Dimension, value: str) -> int | None:
        """Only if it is known wherever somebody came; that nobody lives there is no knowledge, of a group it may be."""
        of_group = dimension is Dimension.GROUP
        active = {one.branch for one in self.came if one.resident}
        known = {
            self.branches[row.branch_id]: row.number
            for row in self.populations
            if self.branches[row.branch_id] in self.scope
            and (self.groups[row.group_id] if row.group_id else None) == (value if of_group else None)
        }
        if dimension is Dimension.BRANCH:
            return known.get(value)
        if not known or any(branch not in known or not (known[branch] or of_group) for branch in active):
            return None
        return sum(known.values())

    def rate(self, measure: Measure, dimension: Dimension, value: str) -> float | None:
        came = [one for one in self.came if value in KEYS[dimension](one) and one.resident]
        if measure is Measure.ATTENDANCE_RATE:
            absent = [one for one in self.absent if value in KEYS[dimension](one)]
            return len(came) / (len(came) + len(absent)) if came or absent else None
        of = self.population(dimension, value)
        return len({one.resident.id for one in came if one.resident}) / of if of else None

    def figure(self, measure: Measure, dimension: Dimension, value: str) -> float | None:
        if measure is Measure.POPULATION:
            return self.population(dimension, value)
        if measure in (Measure.TRAINING_RATE, Measure.ATTENDANCE_RATE):
            return self.rate(measure, dimension, value)
        came = [one for one in self.came if value in KEYS[dimension](one)]
        held = [lesson for lesson, held in self.lessons if held and value in self._lesson_keys(lesson, dimension)]
        minutes = sum((lesson.ends - lesson.starts).seconds // 60 for lesson in held)
        learned = sum((one.lesson.ends - one.lesson.starts).seconds // 60 * one.number for one in came)
        return {
            Measure.PERSONS: len({one.resident.id for one in came if one.resident}),
            Measure.ATTENDANCES: sum(one.number for one in came),
            Measure.LESSONS: len(held),
            Measure.HOURS: minutes / self.settings.academic_hour,
            Measure.LEARNER_HOURS: learned / self.settings.academic_hour,
        }[measure]

    def taught(self) -> dict[tuple[str, str], tuple[int, int, int]]:
        """Lessons, minutes and attendances by the teacher's code and kind, both empty where nobody is named."""
        found: dict[tuple[str, str], tuple[int, int, int]] = {}
        for lesson, held in self.lessons:
            if held:
                teacher = self.teachers.get(lesson.teacher_id) if lesson.teacher_id else None
                key = (teacher.code, teacher.kind.value) if teacher else ("", "")
                before = found.get(key, (0, 0, 0))
                minutes = (lesson.ends - lesson.starts).seconds // 60
                came = sum(one.number for one in self.came if one.lesson is lesson)
                found[key] = before[0] + 1, before[1] + minutes, before[2] + came
        return found

    def at_hour(self, dimension: Dimension, value: str, hour: int) -> tuple[int, int]:
        """Persons and attendances of a line at lessons that start in an hour of the day."""
        came = [one for one in self.came if value in KEYS[dimension](one) and one.lesson.starts.hour == hour]
        return len({one.resident.id for one in came if one.resident}), sum(one.number for one in came)

    def in_slot(self, dimension: Dimension, value: str, slot: int) -> int:
        """Attendances of a line at lessons that start in an hour of the week."""
        came = [one for one in self.came if value in KEYS[dimension](one)]
        return sum(one.number for one in came if one.lesson.starts.weekday() * 24 + one.lesson.starts.hour == slot)

    def _lesson_keys(self, lesson: Lesson, dimension: Dimension) -> tuple[str, ...]:
        return KEYS[dimension](Came(lesson, *self._of(lesson), None, (), 0, ""))


KEYS: dict[Dimension, Callable[[Came], tuple[str, ...]]] = {
    Dimension.TOTAL: lambda one: ("",),
    Dimension.BRANCH: lambda one: (one.branch,),
    Dimension.CATEGORY: lambda one: (one.category,),
    Dimension.KIND: lambda one: (one.offering.kind.value,),
    Dimension.OFFERING: lambda one: (one.offering.code,),
    Dimension.GROUP: lambda one: one.groups,
    Dimension.AGE: lambda one: (one.band,),
    Dimension.SEX: lambda one: (one.resident.sex.value if one.resident and one.resident.sex else "",),
}
