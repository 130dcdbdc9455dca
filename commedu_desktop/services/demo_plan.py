"""The demonstration centre's branches, rooms, teachers, courses and the lessons of its term."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.services.demo_stage import HALF_YEAR, WEEKS, Rows, Slot, Stage, slot, slots
from commedu_desktop.services.demo_teachers import add_teachers_at_work, say_when_they_can
from commedu_desktop.store.tables import Branch, Course, Lesson, Offering, Population, Teacher, Term, TermClosure, Venue

COMING = 18
"""Classes of the coming term that have no times yet."""
_CANCELLED = {("A08", 5), ("A14", 9), ("C04", 11)}
"""Lessons that did not take place: offering, week."""


@dataclass
class Run:
    """An offering of the demonstration with its lessons in order."""

    entry: dict[str, Any]
    row: dict[str, Any]
    slots: list[Slot]
    lessons: list[dict[str, Any]] = field(default_factory=list)

    @property
    def code(self) -> str:
        return str(self.entry["code"])

    @property
    def kind(self) -> OfferingKind:
        found: OfferingKind = self.row["kind"]
        return found


class Planner:
    """Plans the term in the order in which a coordinator would."""

    def __init__(self, stage: Stage, rows: Rows, root: UUID, categories: dict[str, UUID]) -> None:
        self.stage, self.rows, self.categories = stage, rows, categories
        self.branches = {"B01": root}
        self.venues: dict[str, UUID] = {}
        self.teachers: dict[str, UUID] = {}
        self.courses: dict[str, UUID] = {}
        self.titles: dict[UUID, str] = {}
        self.terms: dict[int, UUID] = {}
        self.closed: dict[int, set[date]] = {}
        self.runs: list[Run] = []

    def plan(self, groups: dict[str, UUID]) -> list[Run]:
        self._add_places(groups)
        self._add_teachers()
        self._add_terms()
        for entry in self.stage.listed("offerings"):
            self._add_offering(entry)
        self._add_coming()
        times: dict[UUID, list[Slot]] = {}
        for run in self.runs:
            if run.row["teacher_id"] is not None:
                times.setdefault(run.row["teacher_id"], []).extend(run.slots)
        say_when_they_can(self.rows.by_table[Teacher], times)
        return self.runs

    def _add_places(self, groups: dict[str, UUID]) -> None:
        places, word = self.stage.listed("places"), self.stage.word
        for entry in places["branches"]:
            if entry["code"] not in self.branches:
                parts = {"name": word(entry["name"]), "address": word(entry["address"])}
                row = self.rows.add(Branch, code=entry["code"], parent_id=self.branches["B01"], **parts)
                self.branches[entry["code"]] = row["id"]
            self._count_people(entry, groups)
        for entry in places["venues"]:
            row = self.rows.add(
                Venue,
                code=entry["code"],
                name=word(entry["name"]),
                branch_id=self.branches[entry["branch"]],
                capacity=entry["capacity"],
                equipment=word(entry["equipment"]),
                part_of_id=self.venues.get(entry.get("part_of", "")),
            )
            self.venues[entry["code"]] = row["id"]

    def _count_people(self, entry: dict[str, Any], groups: dict[str, UUID]) -> None:
        branch_id = self.branches[entry["code"]]
        stage = self.stage
        years = {stage.now.year, *(day.year for day in (stage.term_starts, stage.term_ends)), _year_of(stage, ago=2)}
        for year in sorted(years):
            self.rows.add(Population, branch_id=branch_id, year=year, number=entry["population"])
            for code, number in entry["groups"].items():
                self.rows.add(Population, branch_id=branch_id, year=year, group_id=groups[code], number=number)

    def _add_teachers(self) -> None:
        for at, entry in enumerate(self.stage.listed("teachers"), start=1):
            row = self.rows.add(
                Teacher,
                code=entry["code"],
                name=entry["name"],
                pinyin=entry["pinyin"],
                kind=TeacherKind(entry["kind"]),
                phone=f"1340000{at:04}",
                skills=self.stage.word(entry["skills"]),
                organisation=self.stage.word(entry.get("organisation", "")),
                pay=entry["pay"],
                available="",
                branch_id=self.branches[entry["branch"]],
            )
            self.teachers[entry["code"]] = row["id"]
        add_teachers_at_work(self.stage, self.rows, self.teachers, self.branches)

    def _add_terms(self) -> None:
        self.add_term(1)
        self.add_term(0)
        reason = self.stage.word({"en": "Staff training", "zh_CN": "教职工培训"})
        training = self.stage.day(9, 4)
        self.rows.add(TermClosure, term_id=self.terms[0], starts=training, ends=training, reason=reason)
        self.closed[0].add(training)

    def _add_coming(self) -> None:
        """Classes of the coming term, without times: they are to be arranged."""
        self.add_term(-1)
        starts, ends = self.stage.term_starts + HALF_YEAR, self.stage.term_ends + HALF_YEAR
        going_on = [
            run
            for run in self.runs
            if run.kind is OfferingKind.CLASS and run.slots and run.entry["demand"] <= run.entry["capacity"]
        ]
        for run in going_on[:COMING]:
            again = {name: value for name, value in run.row.items() if name != "id"}
            changed = {"code": f"{starts.year}S-{run.code}", "term_id": self.terms[-1], "starts": starts, "ends": ends}
            self.rows.add(Offering, **(again | changed | {"times": ""}))

    def add_term(self, ago: int) -> None:
        """The term that began that many half-years before the present one; -1 is the coming one."""
        starts, ends = self.stage.term_starts - ago * HALF_YEAR, self.stage.term_ends - ago * HALF_YEAR
        self.closed[ago] = public_days_off(self.stage.region, starts, ends)
        autumn = starts.month >= 7
        names = {"en": f"{'Autumn' if autumn else 'Spring'} {starts.year}"}
        names["zh_CN"] = f"{starts.year}年{'秋' if autumn else '春'}季学期"
        code = f"{starts.year}{'A' if autumn else 'S'}"
        row = self.rows.add(Term, code=code, name=self.stage.word(names), starts=starts, ends=ends)
        self.terms[ago] = row["id"]

    def _add_offering(self, entry: dict[str, Any]) -> None:
        run = Run(entry, self._offering_row(entry), slots(entry["times"]))
        self.runs.append(run)
        for week, starts, ends in self._meetings(run):
            off = (run.code, week) in _CANCELLED
            row = self.rows.add(
                Lesson,
                offering_id=run.row["id"],
                starts=starts,
                ends=ends,
                venue_id=run.row["venue_id"],
                teacher_id=run.row["teacher_id"],
                status=LessonStatus.CANCELLED if off else LessonStatus.PLANNED,
                reason=self.stage.word({"en": "The teacher was ill", "zh_CN": "教师生病"}) if off else "",
            )
            run.lessons.append(row)

    def _offering_row(self, entry: dict[str, Any]) -> dict[str, Any]:
        first, last = self._span(entry)
        venue = next(one for one in self.stage.listed("places")["venues"] if one["code"] == entry["venue"])
        return self.rows.add(
            Offering,
            code=f"{self.stage.term_starts.year}-{entry['code']}",
            course_id=self.course(entry),
            title=self.stage.word(entry["title"]),
            kind=OfferingKind(entry.get("kind", "class")),
            term_id=self.terms[0],
            branch_id=self.branches[venue["branch"]],
            teacher_id=self.teachers[entry["teacher"]],
            venue_id=self.venues[entry["venue"]],
            capacity=entry["capacity"],
            fee=entry.get("fee", 0),
            starts=first,
            ends=last,
            times=entry["times"],
            walk_in=entry.get("walk_in", False),
        )

    def course(self, entry: dict[str, Any]) -> UUID:
        """The course of an offering: its own, or that of a sister class."""
        if "course" in entry:
            return self.courses[entry["course"]]
        youngest, oldest = entry.get("ages", (None, None))
        row = self.rows.add(
            Course,
            code=f"C{len(self.courses) + 1:03}",
            title=self.stage.word(entry["title"]),
            category_id=self.categories[entry["category"]],
            hours=entry["hours"],
            age_from=youngest if youngest and youngest < 16 else None,
            age_to=oldest if oldest and oldest < 16 else None,
        )
        self.courses[entry["code"]] = row["id"]
        self.titles[row["id"]] = row["title"]
        found: UUID = row["id"]
        return found

    def _span(self, entry: dict[str, Any]) -> tuple[date, date]:
        if "dates" in entry:
            days = [self._dated(one)[1].date() for one in entry["dates"]]
            return min(days), max(days)
        first, last = entry.get("weeks", (0, WEEKS - 1))
        stage = self.stage
        return max(stage.day(first, 0), stage.term_starts), min(stage.day(last, 6), stage.term_ends)

    def _dated(self, text: str) -> tuple[int, datetime, datetime]:
        week, _, rest = text.partition(" ")
        weekday, start, end = slot(rest)
        day = self.stage.day(int(week), weekday)
        return int(week), datetime.combine(day, start), datetime.combine(day, end)

    def _meetings(self, run: Run) -> Iterator[tuple[int, datetime, datetime]]:
        """Week, start and end of each lesson; none on a day on which the centre is closed."""
        for text in run.entry.get("dates", ()):
            yield self._dated(text)
        for week in range(0, WEEKS, run.entry.get("every", 1)):
            for weekday, start, end in sorted(run.slots):
                day = self.stage.day(week, weekday)
                if run.row["starts"] <= day <= run.row["ends"] and day not in self.closed[0]:
                    yield week, datetime.combine(day, start), datetime.combine(day, end)


def _year_of(stage: Stage, ago: int) -> int:
    """In which the half-year so long ago began."""
    return (stage.term_starts - ago * HALF_YEAR).year


def public_days_off(region: str, first: date, last: date) -> set[date]:
    """Public holidays of a region, with the weekend inside one."""
    from holidays import country_holidays

    days = {day for day in country_holidays(region, years=range(first.year, last.year + 1)) if first <= day <= last}
    for day in sorted(days):
        gap = [day + timedelta(days=step) for step in (1, 2)]
        if day + timedelta(days=2) in days or day + timedelta(days=3) in days:
            days |= {one for one in gap if one.weekday() > 4}
    return days
