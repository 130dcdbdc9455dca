"""Arranging a term: the synthetic one beside FET's command line, and the ITC-2007 instances beside the winner.

The synthetic term (60 courses with 2 weekly lessons, 15 teachers, 8 rooms, 30 times, 12 groups) is arranged to the
proven optimum; `fet-cl`, which places without an objective, is timed on the same term. Of the public instances in
`COMMEDU_ITC2007` (a folder of `.ctt` files) each has `SECONDS` on two cores.
"""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median
from xml.etree import ElementTree as ET

from commedu_desktop.domain.arrange import Activity, Choice, Fit, Problem, Room, Rule, Teacher, Together
from commedu_desktop.domain.arrange_cost import broken
from commedu_desktop.services.arrange.search import Search
from commedu_desktop.services.arrange.watch import Effort, Found, Watch
from tests.benchmarks.itc2007 import hard_violations, lectures, problem_of, read, soft_costs
from tests.benchmarks.result import Result

DAYS, PERIODS, COURSES, TEACHERS, GROUPS, LESSONS = 5, 6, 60, 15, 12, 2
ROOMS = (20, 20, 30, 30, 40, 40, 60, 100)
SIZES = (15, 18, 20, 25, 28, 30, 35, 40, 55, 90)
LIMIT, RUNS, PATIENCE = 3.0, 5, 60.0
"""Seconds to the proven optimum on two idle cores; of so many runs the median; unproven ones take all PATIENCE."""
WINNER = {"comp01": 5, "comp02": 43, "comp03": 72, "comp04": 35, "comp05": 298, "comp06": 41, "comp07": 14}
SECONDS = float(os.environ.get("COMMEDU_ITC2007_SECONDS", "300"))


def synthetic(seed: int = 11) -> Problem:
    """A lesson at a time that is not preferred costs 1, lessons on days in a row 3, an idle period of a teacher 2."""
    chance = Random(seed)
    times = range(DAYS * PERIODS)
    away = {teacher: set(chance.sample(times, 8)) for teacher in range(TEACHERS)}
    sizes = [chance.choice(SIZES) for _ in range(COURSES)]
    liked = [set(chance.sample(times, 12)) for _ in range(COURSES)]
    return Problem(
        activities=tuple(
            Activity(
                f"C{number}",
                tuple(
                    Choice(
                        tick // PERIODS,
                        60 * (tick % PERIODS),
                        60 * (tick % PERIODS + 1),
                        (tick,),
                        int(tick not in liked[number]),
                        frozenset({Rule.AVAILABILITY}) if tick in away[number % TEACHERS] else frozenset(),
                    )
                    for tick in times
                ),
                tuple(
                    Fit(room, against=frozenset({Rule.CAPACITY}) if capacity < sizes[number] else frozenset())
                    for room, capacity in enumerate(ROOMS)
                ),
                lessons=LESSONS,
                teacher=number % TEACHERS,
                adjacent_cost=3,
            )
            for number in range(COURSES)
        ),
        rooms=tuple(map(Room, ROOMS)),
        days=tuple(tuple(range(day * PERIODS, (day + 1) * PERIODS)) for day in range(DAYS)),
        teachers=(Teacher(),) * TEACHERS,
        groups=tuple(
            Together(tuple(number for number in range(COURSES) if number * 7 % GROUPS == group))
            for group in range(GROUPS)
        ),
        gap_costs=dict.fromkeys(times, 2),
        sizes=tuple(sizes),
    )


def search(problem: Problem, effort: Effort) -> Found:
    watch = Watch()
    Search(problem, effort, watch).run()
    assert watch.found is not None
    assert not broken(problem, watch.found.proposal)
    return watch.found


def fet_seconds(problem: Problem) -> float:
    """How long FET's command line takes to place everything, wishes left aside."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "term.fet"
        ET.ElementTree(_fet(problem)).write(file, encoding="UTF-8", xml_declaration=True)
        command = ["fet-cl", f"--inputfile={file}", f"--outputdir={folder}", "--timelimitseconds=60", "--htmllevel=0"]
        begun = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"})
        seconds = time.perf_counter() - begun
        said = (Path(folder) / "logs" / "result.txt").read_text(encoding="utf-8")
        assert "successful" in said.lower(), said
        return seconds


def _fet(problem: Problem) -> ET.Element:
    days, periods = [f"D{day}" for day in range(DAYS)], [f"P{period}" for period in range(PERIODS)]
    root = ET.Element("fet", version="6.8.5")
    for tag, value in (("Mode", "Official"), ("Institution_Name", "Term"), ("Comments", "")):
        _leaf(root, tag, value)
    _named(root, "Days_List", "Day", days, "Number_of_Days")
    _named(root, "Hours_List", "Hour", periods, "Number_of_Hours")
    _named(root, "Subjects_List", "Subject", [str(one.name) for one in problem.activities])
    ET.SubElement(root, "Activity_Tags_List")
    _named(root, "Teachers_List", "Teacher", [f"T{number}" for number in range(TEACHERS)])
    _named(root, "Students_List", "Year", [f"G{number}" for number in range(GROUPS)], inside="Number_of_Students")
    lessons = ET.SubElement(root, "Activities_List")
    ET.SubElement(root, "Buildings_List")
    _named(root, "Rooms_List", "Room", [f"R{number}" for number in range(len(ROOMS))], capacities=ROOMS)
    time_list, space_list = ET.SubElement(root, "Time_Constraints_List"), ET.SubElement(root, "Space_Constraints_List")
    _rule(time_list, "BasicCompulsoryTime")
    _rule(space_list, "BasicCompulsorySpace")
    for number, activity in enumerate(problem.activities):
        _fet_course(lessons, time_list, space_list, number, activity)
    for number in range(TEACHERS):
        of_teacher = problem.activities[problem.of_teacher[number][0]]
        away = [choice for choice in of_teacher.choices if choice.against]
        rule = _rule(time_list, "TeacherNotAvailableTimes")
        _leaf(rule, "Teacher", f"T{number}")
        _leaf(rule, "Number_of_Not_Available_Times", len(away))
        for choice in away:
            span = ET.SubElement(rule, "Not_Available_Time")
            _leaf(span, "Day", days[choice.day])
            _leaf(span, "Hour", periods[choice.starts // 60])
    return root


def _fet_course(
    lessons: ET.Element, time_list: ET.Element, space_list: ET.Element, number: int, activity: Activity
) -> None:
    ids = [LESSONS * number + 1 + lesson for lesson in range(LESSONS)]
    apart = _rule(time_list, "MinDaysBetweenActivities")
    _leaf(apart, "Consecutive_If_Same_Day", "false")
    _leaf(apart, "Number_of_Activities", LESSONS)
    for one in ids:
        _leaf(apart, "Activity_Id", one)
        lesson = ET.SubElement(lessons, "Activity")
        facts = {
            "Teacher": f"T{activity.teacher}",
            "Subject": activity.name,
            "Students": f"G{number * 7 % GROUPS}",
            "Duration": 1,
            "Total_Duration": LESSONS,
            "Id": one,
            "Activity_Group_Id": ids[0],
            "Active": "true",
        }
        for tag, value in facts.items():
            _leaf(lesson, tag, value)
        rooms = _rule(space_list, "ActivityPreferredRooms")
        _leaf(rooms, "Activity_Id", one)
        _leaf(rooms, "Number_of_Preferred_Rooms", len(activity.open_rooms))
        for room in activity.open_rooms:
            _leaf(rooms, "Preferred_Room", f"R{room}")
    _leaf(apart, "MinDays", 1)


def _leaf(parent: ET.Element, tag: str, value: object) -> None:
    ET.SubElement(parent, tag).text = str(value)


def _rule(parent: ET.Element, kind: str) -> ET.Element:
    rule = ET.SubElement(parent, f"Constraint{kind}")
    _leaf(rule, "Weight_Percentage", 100)
    _leaf(rule, "Active", "true")
    return rule


def _named(
    root: ET.Element,
    tag: str,
    each: str,
    names: list[str],
    count: str = "",
    inside: str = "",
    capacities: tuple[int, ...] = (),
) -> None:
    listed = ET.SubElement(root, tag)
    if count:
        _leaf(listed, count, len(names))
    for number, name in enumerate(names):
        one = ET.SubElement(listed, each)
        _leaf(one, "Name", name)
        if inside:
            _leaf(one, inside, 0)
        if capacities:
            _leaf(one, "Capacity", capacities[number])
            _leaf(one, "Virtual", "false")


def _synthetic_results() -> list[Result]:
    problem = synthetic()
    seconds = median(_proven(problem) for _ in range(RUNS))
    results = [Result("synthetic term: 120 lessons to the proven optimum ÷ limit", seconds, LIMIT, "s", 1)]
    if shutil.which("fet-cl"):
        floor = median(fet_seconds(problem) for _ in range(RUNS))
        results.append(Result("the same ÷ fet-cl, which has no objective", seconds, floor, "s", LIMIT / floor))
    return results


def _proven(problem: Problem) -> float:
    begun = time.perf_counter()
    found = search(problem, Effort(PATIENCE))
    assert not found.proposal.unplaced
    return time.perf_counter() - begun if found.proven else PATIENCE


def _public_results() -> list[Result]:
    folder = Path(os.environ.get("COMMEDU_ITC2007", "no folder"))
    results = []
    for name, winner in WINNER.items():
        if not (file := folder / f"{name}.ctt").is_file():
            continue
        instance = read(file)
        found = search(problem_of(instance), Effort(SECONDS, patient=True))
        timetable = lectures(instance, found.proposal)
        assert hard_violations(instance, timetable) == []
        cost = sum(soft_costs(instance, timetable).values())
        assert cost == found.cost
        results.append(Result(f"{name}: soft costs ÷ winner's, {SECONDS:.0f} s", cost, winner, "", 1.5))
    return results


def run() -> list[Result]:
    return _synthetic_results() + _public_results()
