"""Who is enrolled in the demonstration centre's classes, and half a term of marks and headcounts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.services.demo_people import Person
from commedu_desktop.services.demo_plan import Run
from commedu_desktop.services.demo_stage import Rows, Stage
from commedu_desktop.store.tables import AttendanceMark, Enrolment, Headcount

_BANDS = {"0-6": 2, "7-17": 6, "18-35": 9, "36-59": 22, "60-69": 38, "70+": 23}
"""Who comes to an open lecture, in per cent by age band: most listeners are elderly."""
_NOT_CLOSED = {"A16", "D03"}
"""Classes whose teacher has not closed the last lesson yet."""


@dataclass
class Seat:
    """A person in an offering, and from when to when."""

    person: Person
    since: date
    until: date | None

    def is_in(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class Enroller:
    """Fills the classes; what does not fit waits in line."""

    def __init__(self, stage: Stage, rows: Rows, people: list[Person]) -> None:
        self.stage, self.rows, self.people = stage, rows, people
        self.chance = stage.random("enrolments")

    def fill(self, run: Run) -> list[Seat]:
        """Enrol as many as ask for the offering; returns the seats taken, withdrawn ones too."""
        wanted = self._choose(run, run.entry["demand"])
        places = run.row["capacity"] or len(wanted)
        seats = [self._enrol(run, person) for person in wanted[:places]]
        for turn, person in enumerate(wanted[places:]):
            self._wait(run, person, turn)
        leavers = self._choose(run, self.chance.choice([0, 1, 1, 2])) if seats else []
        return seats + [self._leave(run, person) for person in leavers]

    def _choose(self, run: Run, number: int) -> list[Person]:
        """Those named for it first, then others of the right age with time for it, neighbours before the rest."""
        named = [person for person in self.people if run.code in person.joins and person.is_free(run.slots)]
        waiting = [person for person in self.people if run.code in person.waits]
        fit = [person for person in self.people if self._fits(run, person) and person not in named]
        keys = {id(person): self.chance.random() ** (1 / self._pull(run, person)) for person in fit}
        fit.sort(key=lambda person: keys[id(person)], reverse=True)
        chosen = named + fit[: max(number - len(named) - len(waiting), 0)] + waiting
        for person in chosen:
            person.busy += run.slots
            person.joins = [code for code in person.joins if code != run.code]
            person.waits = [code for code in person.waits if code != run.code]
        return chosen

    def _fits(self, run: Run, person: Person) -> bool:
        youngest, oldest = run.entry["ages"]
        age = person.age_on(self.stage.term_starts)
        return youngest <= age <= oldest and run.code not in person.waits and person.is_free(run.slots)

    def _pull(self, run: Run, person: Person) -> float:
        near = 7.0 if person.branch == f"B0{'ABCD'.index(run.code[0]) + 1}" else 1.0
        return near * person.keen / (1 + len(person.busy) / 2)

    def _enrol(self, run: Run, person: Person) -> Seat:
        opens: date = run.row["starts"]
        on = opens - timedelta(days=self.chance.randint(1, 16))
        status = EnrolmentStatus.COMPLETED if run.entry.get("done") == "issued" else EnrolmentStatus.ENROLLED
        self._add(run, person, status=status, enrolled_on=on)
        return Seat(person, on, None)

    def _wait(self, run: Run, person: Person, turn: int) -> None:
        on = run.row["starts"] - timedelta(days=1)
        queued = datetime.combine(on, datetime.min.time()) + timedelta(hours=9, minutes=17 * turn + 4)
        self._add(run, person, status=EnrolmentStatus.WAITING, enrolled_on=on, queued_at=self.stage.utc(queued))

    def _leave(self, run: Run, person: Person) -> Seat:
        on = run.row["starts"] - timedelta(days=self.chance.randint(1, 16))
        last = run.row["starts"] + timedelta(days=self.chance.randint(14, 60))
        note = self.stage.word({"en": "moved away", "zh_CN": "搬家"})
        self._add(run, person, status=EnrolmentStatus.WITHDRAWN, enrolled_on=on, ended_on=last, note=note)
        return Seat(person, on, last)

    def _add(self, run: Run, person: Person, **values: Any) -> None:
        self.rows.add(Enrolment, offering_id=run.row["id"], resident_id=person.id, **values)


class Marker:
    """Marks the lessons until now: those that are over are closed, today's are filling."""

    def __init__(self, stage: Stage, rows: Rows) -> None:
        self.stage, self.rows = stage, rows
        self.chance = stage.random("marks")

    def mark(self, run: Run, seats: list[Seat]) -> None:
        now = self.stage.now
        over = [one for one in run.lessons if one["ends"] <= now and one["status"] is LessonStatus.PLANNED]
        still_open = over[-1:] if run.code in _NOT_CLOSED or (over and over[-1]["ends"].date() == now.date()) else []
        for lesson in over:
            self._count_heads(run, lesson)
            self._mark_all(run, lesson, seats, closes=lesson not in still_open)
        for lesson in run.lessons:
            if lesson["starts"] <= now + timedelta(minutes=30) and lesson["ends"] > now:
                self._let_in(run, lesson, seats)

    def _mark_all(self, run: Run, lesson: dict[str, Any], seats: list[Seat], *, closes: bool) -> None:
        for seat in self._present_seats(lesson, seats):
            mark = self._drawn(run, seat)
            if mark is not Mark.ABSENT or closes:
                self._put(lesson, seat, mark)
        if closes:
            lesson["status"] = LessonStatus.HELD
            lesson["closed_at"] = self.stage.utc(lesson["ends"] + timedelta(minutes=15))

    def _present_seats(self, lesson: dict[str, Any], seats: list[Seat]) -> Iterator[Seat]:
        return (seat for seat in seats if seat.is_in(lesson["starts"].date()))

    def _drawn(self, run: Run, seat: Seat) -> Mark:
        rate = min(run.entry["rate"] * seat.person.keen, 0.98)
        drawn = self.chance.random()
        if drawn < 0.03:
            return Mark.EXCUSED
        if drawn > 0.03 + 0.97 * rate:
            return Mark.ABSENT
        return Mark.LATE if self.chance.random() < 0.06 else Mark.PRESENT

    def _put(self, lesson: dict[str, Any], seat: Seat, mark: Mark) -> None:
        minutes = {Mark.LATE: self.chance.randint(11, 25), Mark.PRESENT: -self.chance.randint(0, 25)}.get(mark)
        at = (
            lesson["ends"] + timedelta(minutes=15) if minutes is None else lesson["starts"] + timedelta(minutes=minutes)
        )
        late = minutes if mark is Mark.LATE else None
        self._add(lesson, seat, mark, late, at)

    def _let_in(self, run: Run, lesson: dict[str, Any], seats: list[Seat]) -> None:
        """Check-ins of a lesson that is on or about to start: those who have come by now."""
        for seat in self._present_seats(lesson, seats):
            minutes = round(self.chance.triangular(-28, 20, -6))
            comes = self._drawn(run, seat).attended
            at = lesson["starts"] + timedelta(minutes=minutes)
            if comes and at <= self.stage.now:
                late = minutes > 10
                self._add(lesson, seat, Mark.LATE if late else Mark.PRESENT, minutes if late else None, at)

    def _add(self, lesson: dict[str, Any], seat: Seat, mark: Mark, late: int | None, at: datetime) -> None:
        self.rows.add(
            AttendanceMark,
            lesson_id=lesson["id"],
            resident_id=seat.person.id,
            mark=mark,
            minutes_late=late,
            at=self.stage.utc(at),
        )

    def _count_heads(self, run: Run, lesson: dict[str, Any]) -> None:
        heads = run.entry.get("heads", 0)
        if run.kind is OfferingKind.CLASS or not heads:
            return
        count_heads(self.rows, self.chance, lesson["id"], heads)


def count_heads(rows: Rows, chance: Random, lesson_id: UUID, heads: int) -> None:
    """About so many people without names, by age band."""
    for band, share in _BANDS.items():
        number = round(heads * share / 100 * chance.uniform(0.75, 1.25))
        if number:
            rows.add(Headcount, lesson_id=lesson_id, age_band=band, number=number)
