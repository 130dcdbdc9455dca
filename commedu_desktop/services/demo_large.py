"""The large demonstration: twenty more teaching points and two years of classes, for measuring."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import accumulate, chain
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.domain.residents import Sex
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.services.demo_people import full_name, groups_of, id_number
from commedu_desktop.services.demo_plan import Planner
from commedu_desktop.services.demo_stage import HALF_YEAR, WEEKS, Rows, Stage, slot
from commedu_desktop.services.progress import Progress
from commedu_desktop.store.bulk import put_in
from commedu_desktop.store.tables import (
    AttendanceMark,
    Branch,
    Enrolment,
    Household,
    Lesson,
    Offering,
    Population,
    Resident,
    ResidentGroup,
    Teacher,
    Venue,
)

BRANCHES = range(5, 25)
_TIMES = [
    *("Mon 09:00-10:30", "Mon 14:00-15:30", "Tue 09:00-10:30", "Tue 14:00-15:30", "Wed 09:00-10:30"),
    *("Wed 14:00-15:30", "Thu 09:00-10:30", "Fri 09:00-10:30", "Fri 14:00-15:30", "Sat 09:00-10:30"),
]
_SEATS = 76
_TERMS_AGO = (3, 2, 1, 0)
_DRAWN = ([Mark.PRESENT, Mark.LATE, Mark.EXCUSED, Mark.ABSENT], [78, 5, 3, 14])
_AGES = ((3, 5, 4), (6, 17, 14), (18, 30, 10), (31, 59, 30), (60, 88, 42))
_AT_ONCE = 20_000


@dataclass
class Point:
    """One teaching point: its rooms, a teacher for each, and the residents registered there."""

    code: str
    id: UUID
    rooms: list[tuple[UUID, UUID]]
    residents: list[UUID] = field(default_factory=list)


class Multitude:
    """Writes the large demonstration beside the small one."""

    def __init__(
        self,
        stage: Stage,
        rows: Rows,
        planner: Planner,
        connection: Connection,
        progress: Progress,
        numbers: Iterable[int] = BRANCHES,
    ) -> None:
        self.stage, self.rows, self.planner, self.connection, self.progress = stage, rows, planner, connection, progress
        self.chance = stage.random("large")
        self.names = stage.listed("names")
        self.born_alike = Counter[tuple[date, Sex]]()
        self.taken = set[str]()
        self.weights = list(accumulate(weight for _, _, weight in self.names["surnames"]))
        self.home: UUID | None = None
        self.points = [self._add_point(number) for number in numbers]

    def cards(self) -> dict[str, int]:
        return {point.code: len(point.residents) for point in self.points}

    def _add_point(self, number: int) -> Point:
        code = f"B{number:02}"
        name = self.stage.word(self.stage.listed("places")["extra"]).format(n=number)
        branch_id = self.rows.add(Branch, code=code, name=name, parent_id=self.planner.branches["B01"])["id"]
        self.planner.branches[code] = branch_id
        for year in range(self.stage.now.year - 1, self.stage.now.year + 1):
            self.rows.add(Population, branch_id=branch_id, year=year, number=12_000 + 137 * number)
        return Point(code, branch_id, [self._add_room(code, branch_id, side) for side in (1, 2)])

    def _add_room(self, code: str, branch_id: UUID, side: int) -> tuple[UUID, UUID]:
        name = self.stage.word({"en": f"Room {side}", "zh_CN": f"{side}号教室"})
        venue = self.rows.add(Venue, code=f"{code}-{side}", name=name, branch_id=branch_id, capacity=80)
        called, pinyin = full_name(self.chance, self.names, self.names["surnames"][side * 7], Sex.FEMALE, 40)
        teacher = self.rows.add(
            Teacher,
            code=f"T{code}{side}",
            name=called,
            pinyin=pinyin,
            kind=TeacherKind.PART_TIME,
            branch_id=branch_id,
        )
        return venue["id"], teacher["id"]

    def add_residents(self, number: int, groups: dict[str, UUID]) -> None:
        """`number` residents, spread evenly over the teaching points."""
        self.taken = set(self.connection.scalars(select(Resident.id_number)))
        made = 0
        while made < number:
            for _ in range(min(_AT_ONCE, number - made)):
                self._add_resident(made, self.points[made % len(self.points)], groups)
                made += 1
            self.rows.write(self.connection)
            self.progress(made, number)

    def _add_resident(self, serial: int, point: Point, groups: dict[str, UUID]) -> None:
        chance, names = self.chance, self.names
        if serial % 3 < 2:
            self.home = self.rows.add(Household, code=f"L{serial:06}")["id"]
        low, high, _ = chance.choices(_AGES, [weight for _, _, weight in _AGES])[0]
        age, sex = chance.randint(low, high), chance.choice([Sex.FEMALE, Sex.MALE])
        surname = chance.choices(names["surnames"], cum_weights=self.weights)[0]
        name, pinyin = full_name(chance, names, surname, sex, age)
        born = date(self.stage.now.year - age - 1, 12, 1) + timedelta(days=chance.randint(0, 350))
        row = self.rows.add(
            Resident,
            card=f"{point.code}-{len(point.residents) + 1:06}",
            name=name,
            pinyin=pinyin,
            sex=sex,
            born=born,
            id_number=self._id_number(born, sex),
            phone=f"{130 + serial // 10_000}0000{serial % 10_000:04}",
            branch_id=point.id,
            household_id=self.home,
            joined=self.stage.day(-chance.randint(1, 200), 0),
        )
        point.residents.append(row["id"])
        for group in groups_of(chance, sex, age, point.code):
            self.rows.add(ResidentGroup, resident_id=row["id"], group_id=groups[group])

    def _id_number(self, born: date, sex: Sex) -> str:
        """Nobody else's: those born on one day differ in their place, or in their order there."""
        day, places = born.toordinal(), self.names["places"]
        while True:
            before = self.born_alike[born, sex]
            self.born_alike[born, sex] += 1
            number = id_number(places[(day + before) % len(places)], born, sex, day + before // len(places))
            if number not in self.taken:
                return number

    def add_classes(self) -> None:
        """Four terms of weekly classes, and the marks of all lessons until now."""
        for ago in _TERMS_AGO:
            if ago not in self.planner.terms:
                self.planner.add_term(ago)
            for number, point in enumerate(self.points, start=1):
                marks = [self._add_run(point, turn, ago) for turn in range(2 * len(_TIMES))]
                self.rows.write(self.connection)
                put_in(self.connection, AttendanceMark, chain.from_iterable(marks))
                self.progress(number, len(self.points))

    def _add_run(self, point: Point, turn: int, ago: int) -> Iterator[dict[str, Any]]:
        """One class with its lessons and enrolments; returns its marks, still to be drawn."""
        stage, times = self.stage, _TIMES[turn // 2]
        starts, ends = stage.term_starts - ago * HALF_YEAR, stage.term_ends - ago * HALF_YEAR
        venue_id, teacher_id = point.rooms[turn % 2]
        course_id = list(self.planner.titles)[(turn + 7 * ago) % len(self.planner.titles)]
        row = self.rows.add(
            Offering,
            code=f"{starts.year}{'A' if starts.month >= 7 else 'S'}-{point.code}-{turn + 1:02}",
            course_id=course_id,
            title=f"{self.planner.titles[course_id]} {point.code}-{turn + 1}",
            kind=OfferingKind.CLASS,
            term_id=self.planner.terms[ago],
            branch_id=point.id,
            teacher_id=teacher_id,
            venue_id=venue_id,
            capacity=80,
            starts=starts,
            ends=ends,
            times=times,
        )
        seats = self._enrol(row, point.residents[turn % 2 :: 2], ago)
        weekday, begin, end = slot(times)
        days = (stage.day(week, weekday) - ago * HALF_YEAR for week in range(WEEKS))
        held = [day for day in days if starts <= day <= ends and day not in self.planner.closed[ago]]
        return self._marks([self._add_lesson(row, day, begin, end) for day in held], seats)

    def _enrol(self, run: dict[str, Any], residents: list[UUID], ago: int) -> list[UUID]:
        seats = self.chance.sample(residents, _SEATS)
        status = EnrolmentStatus.COMPLETED if ago else EnrolmentStatus.ENROLLED
        for resident_id in seats:
            values = {"offering_id": run["id"], "resident_id": resident_id, "enrolled_on": run["starts"]}
            self.rows.add(Enrolment, status=status, **values)
        return seats

    def _add_lesson(self, run: dict[str, Any], day: date, begin: time, end: time) -> dict[str, Any]:
        ends = datetime.combine(day, end)
        over = ends <= self.stage.now
        return self.rows.add(
            Lesson,
            offering_id=run["id"],
            starts=datetime.combine(day, begin),
            ends=ends,
            venue_id=run["venue_id"],
            teacher_id=run["teacher_id"],
            status=LessonStatus.HELD if over else LessonStatus.PLANNED,
            closed_at=self.stage.utc(ends) if over else None,
        )

    def _marks(self, lessons: list[dict[str, Any]], seats: list[UUID]) -> Iterator[dict[str, Any]]:
        now = self.stage.now
        for lesson in lessons:
            if lesson["starts"] > now:
                return
            running = lesson["ends"] > now
            at = self.stage.utc(lesson["starts"] - timedelta(minutes=5))
            marks = self.chance.choices(*_DRAWN, k=len(seats))
            for resident_id, mark in zip(seats, marks, strict=True):
                if not running or mark.attended:
                    late = 12 if mark is Mark.LATE else None
                    yield {
                        "lesson_id": lesson["id"],
                        "resident_id": resident_id,
                        "mark": mark,
                        "minutes_late": late,
                        "at": at,
                    }
