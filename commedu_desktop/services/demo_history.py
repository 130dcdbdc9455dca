"""What the demonstration centre held in the two half-years before its term: lectures and activities for everyone."""

from datetime import datetime, timedelta
from typing import Any

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.services.demo_attendance import count_heads
from commedu_desktop.services.demo_people import Person
from commedu_desktop.services.demo_plan import Planner
from commedu_desktop.services.demo_stage import HALF_YEAR, WEEKS, Rows, Stage, slots
from commedu_desktop.store.tables import AttendanceMark, Enrolment, Lesson, Offering

OFTEN = 0.5
"""How often regulars came: too seldom for a certificate."""


class Historian:
    """Writes the earlier half-years, of which only what was open to everyone was recorded."""

    def __init__(self, stage: Stage, rows: Rows, planner: Planner, people: list[Person]) -> None:
        self.stage, self.rows, self.planner, self.people = stage, rows, planner, people
        self.chance = stage.random("history")

    def write(self) -> None:
        for entry in self.stage.listed("history"):
            if entry["ago"] not in self.planner.terms:
                self.planner.add_term(entry["ago"])
            offering = self._offering(entry)
            regulars = self._regulars(entry)
            for person in regulars:
                facts = {"status": EnrolmentStatus.ENROLLED, "enrolled_on": offering["starts"]}
                self.rows.add(Enrolment, offering_id=offering["id"], resident_id=person.id, **facts)
            for lesson in self._lessons(entry, offering):
                count_heads(self.rows, self.chance, lesson["id"], entry["heads"])
                for person in regulars:
                    if self.chance.random() < OFTEN * person.keen:
                        self._mark(lesson, person)

    def _offering(self, entry: dict[str, Any]) -> dict[str, Any]:
        planner, shift = self.planner, entry["ago"] * HALF_YEAR
        venue = next(one for one in self.stage.listed("places")["venues"] if one["code"] == entry["venue"])
        starts = self.stage.term_starts - shift
        return self.rows.add(
            Offering,
            code=f"{starts.year}-{entry['code']}",
            course_id=planner.course(entry),
            title=self.stage.word(entry["title"]),
            kind=OfferingKind(entry["kind"]),
            term_id=planner.terms[entry["ago"]],
            branch_id=planner.branches[venue["branch"]],
            teacher_id=planner.teachers[entry["teacher"]],
            venue_id=planner.venues[entry["venue"]],
            capacity=0,
            fee=0,
            starts=starts,
            ends=self.stage.term_ends - shift,
            times=entry["times"],
            walk_in=True,
        )

    def _lessons(self, entry: dict[str, Any], offering: dict[str, Any]) -> list[dict[str, Any]]:
        """Held and closed, none on a day on which the centre was closed."""
        found = []
        for week in range(0, WEEKS, entry["every"]):
            for weekday, start, end in slots(entry["times"]):
                day = self.stage.day(week, weekday) - entry["ago"] * HALF_YEAR
                if offering["starts"] <= day <= offering["ends"] and day not in self.planner.closed[entry["ago"]]:
                    ends = datetime.combine(day, end)
                    found.append(
                        self.rows.add(
                            Lesson,
                            offering_id=offering["id"],
                            starts=datetime.combine(day, start),
                            ends=ends,
                            venue_id=offering["venue_id"],
                            teacher_id=offering["teacher_id"],
                            status=LessonStatus.HELD,
                            closed_at=self.stage.utc(ends + timedelta(minutes=15)),
                        )
                    )
        return found

    def _regulars(self, entry: dict[str, Any]) -> list[Person]:
        """Those who had a card by then and often came, neighbours first."""
        youngest, oldest = entry["ages"]
        day = self.stage.term_starts - entry["ago"] * HALF_YEAR
        branch = next(one["branch"] for one in self.stage.listed("places")["venues"] if one["code"] == entry["venue"])
        fit = [one for one in self.people if youngest <= one.age_on(day) <= oldest and one.row["joined"] <= day]
        self.chance.shuffle(fit)
        return sorted(fit, key=lambda person: person.branch != branch)[: entry["named"]]

    def _mark(self, lesson: dict[str, Any], person: Person) -> None:
        at = self.stage.utc(lesson["starts"] - timedelta(minutes=self.chance.randint(0, 25)))
        facts = {"lesson_id": lesson["id"], "resident_id": person.id, "mark": Mark.PRESENT}
        self.rows.add(AttendanceMark, **facts, minutes_late=None, at=at)
