"""Public instances of curriculum-based course timetabling (ITC-2007, track 3) through the arranging of classes.

The checker and the scoring here are written from the competition's rules alone and know nothing of the solver.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from commedu_desktop.domain.arrange import Activity, Choice, Fit, Problem, Proposal, Room, Rule, Teacher, Together


@dataclass(frozen=True)
class Course:
    name: str
    teacher: str
    lectures: int
    days: int
    students: int


@dataclass(frozen=True)
class Instance:
    """A `.ctt` file as it is."""

    days: int
    periods: int
    courses: tuple[Course, ...]
    rooms: dict[str, int]
    curricula: dict[str, tuple[str, ...]]
    unavailable: frozenset[tuple[str, int, int]]


def read(path: Path) -> Instance:
    text = path.read_text(encoding="ascii")
    parts = re.split(r"(?:COURSES|ROOMS|CURRICULA|UNAVAILABILITY_CONSTRAINTS):\s*\n", text)
    courses, rooms, curricula, unavailable = (
        [line.split() for line in part.splitlines() if line.strip() and line.strip() != "END."] for part in parts[1:]
    )
    number = {name: int(value) for name, value in re.findall(r"^(\w+): (\d+)", parts[0], re.MULTILINE)}
    return Instance(
        number["Days"],
        number["Periods_per_day"],
        tuple(Course(name, teacher, *map(int, rest)) for name, teacher, *rest in courses),
        {name: int(capacity) for name, capacity in rooms},
        {name: tuple(members) for name, _count, *members in curricula},
        frozenset((name, int(day), int(period)) for name, day, period in unavailable),
    )


def problem_of(instance: Instance) -> Problem:
    """The same in the words of the domain: a period is a tick, a curriculum a group that attends together."""
    numbers = {course.name: number for number, course in enumerate(instance.courses)}
    teachers = sorted({course.teacher for course in instance.courses})
    slots = [(day, period) for day in range(instance.days) for period in range(instance.periods)]

    def choices(course: Course) -> tuple[Choice, ...]:
        closed = frozenset({Rule.AVAILABILITY})
        return tuple(
            Choice(
                day,
                period,
                period + 1,
                (tick,),
                against=closed if (course.name, day, period) in instance.unavailable else frozenset(),
            )
            for tick, (day, period) in enumerate(slots)
        )

    return Problem(
        activities=tuple(
            Activity(
                course.name,
                choices(course),
                tuple(Fit(room) for room in range(len(instance.rooms))),
                lessons=course.lectures,
                teacher=teachers.index(course.teacher),
                once_a_day=False,
                days=course.days,
                missing_day_cost=5,
                room_cost=1,
            )
            for course in instance.courses
        ),
        rooms=tuple(Room(capacity) for capacity in instance.rooms.values()),
        days=tuple(tuple(range(day * instance.periods, (day + 1) * instance.periods)) for day in range(instance.days)),
        teachers=tuple(Teacher() for _ in teachers),
        groups=tuple(
            Together(tuple(numbers[name] for name in members), None, 2) for members in instance.curricula.values()
        ),
        seat_cost=1,
        sizes=tuple(course.students for course in instance.courses),
    )


Lecture = tuple[str, int, int, str]
"""Course, day, period, room."""


def lectures(instance: Instance, proposal: Proposal) -> list[Lecture]:
    rooms = list(instance.rooms)
    return [
        (course.name, *divmod(one.choice, instance.periods), rooms[one.room if one.room is not None else -1])
        for course, placed in zip(instance.courses, proposal.placed, strict=True)
        for one in placed
    ]


def hard_violations(instance: Instance, timetable: list[Lecture]) -> list[str]:
    """Lectures, conflicts, availability and room occupancy, by the rules of the competition."""
    wrong = []
    course = {one.name: one for one in instance.courses}
    given = Counter(name for name, _day, _period, _room in timetable)
    periods = Counter((name, day, period) for name, day, period, _room in timetable)
    wrong += [
        f"{one.name} has {given[one.name]} lectures" for one in instance.courses if given[one.name] != one.lectures
    ]
    wrong += [f"{name} twice in {day}.{period}" for (name, day, period), count in periods.items() if count > 1]
    wrong += [
        f"{name} not available" for name, day, period, _room in timetable if (name, day, period) in instance.unavailable
    ]
    rooms = Counter((day, period, room) for _name, day, period, room in timetable)
    wrong += [f"{room} taken twice" for (_day, _period, room), count in rooms.items() if count > 1]
    together = defaultdict(set)
    for name, day, period, _room in timetable:
        together[day, period].add(name)
    for names in together.values():
        teachers = Counter(course[name].teacher for name in names)
        wrong += [f"teacher {teacher} twice" for teacher, count in teachers.items() if count > 1]
        for curriculum, members in instance.curricula.items():
            wrong += [f"curriculum {curriculum} twice"] if len(names.intersection(members)) > 1 else []
    return wrong


def soft_costs(instance: Instance, timetable: list[Lecture]) -> dict[str, int]:
    """Room capacity, minimum working days, curriculum compactness and room stability, with their weights."""
    by_course = defaultdict(list)
    for name, day, period, room in timetable:
        by_course[name].append((day, period, room))
    seats = days = stability = compactness = 0
    for course in instance.courses:
        held = by_course[course.name]
        seats += sum(max(0, course.students - instance.rooms[room]) for _day, _period, room in held)
        days += 5 * max(0, course.days - len({day for day, _period, _room in held}))
        stability += len({room for _day, _period, room in held}) - 1
    for members in instance.curricula.values():
        busy = {(day, period) for name in members for day, period, _room in by_course[name]}
        compactness += 2 * sum((day, at - 1) not in busy and (day, at + 1) not in busy for day, at in busy)
    return {"room capacity": seats, "working days": days, "compactness": compactness, "room stability": stability}
