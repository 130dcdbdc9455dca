"""Whatever the problem, what the search proposes breaks no rule, costs what it says, and gets better as it goes on."""

from collections import Counter
from itertools import combinations
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commedu_desktop.domain.arrange import (
    Activity,
    Choice,
    Fit,
    Placed,
    Problem,
    Proposal,
    Room,
    Rule,
    Teacher,
    Together,
)
from commedu_desktop.domain.arrange_cost import broken, total
from commedu_desktop.services.arrange.model import Index
from commedu_desktop.services.arrange.rules import build
from commedu_desktop.services.arrange.search import Search
from commedu_desktop.services.arrange.seating import nothing_placed
from commedu_desktop.services.arrange.watch import Effort, Found, Watch
from tests.benchmarks import itc2007

DAYS, PERIODS, LENGTH = 3, 4, 60
QUICK = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def activities(draw: st.DrawFn, rooms: int, teachers: int) -> Activity:
    closed = draw(st.sets(st.integers(0, DAYS * PERIODS - 1), max_size=8))
    refused = draw(st.sets(st.integers(0, rooms - 1), max_size=rooms))
    long = draw(st.booleans())
    return Activity(
        name=draw(st.uuids()),
        choices=tuple(_choice(tick, long, tick in closed, draw(st.integers(0, 2))) for tick in range(DAYS * PERIODS)),
        fits=tuple(
            Fit(room, draw(st.integers(0, 2)), frozenset({Rule.EQUIPMENT}) if room in refused else frozenset())
            for room in range(rooms)
        ),
        lessons=draw(st.integers(1, 2)),
        teacher=draw(st.one_of(st.none(), st.integers(0, teachers - 1))),
        place=draw(st.sampled_from(["here", "there"])),
        adjacent_cost=draw(st.integers(0, 3)),
        days=2,
        missing_day_cost=draw(st.integers(0, 5)),
        once_a_day=draw(st.booleans()),
        room_cost=draw(st.integers(0, 2)),
    )


def _choice(tick: int, long: bool, closed: bool, cost: int) -> Choice:
    """One period, or two where the day is not over."""
    day, period = divmod(tick, PERIODS)
    ticks = (tick, tick + 1) if long and period < PERIODS - 1 else (tick,)
    against = frozenset({Rule.AVAILABILITY}) if closed else frozenset[Rule]()
    return Choice(day, period * LENGTH, (period + len(ticks)) * LENGTH, ticks, cost, against)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    rooms, teachers = draw(st.integers(1, 3)), draw(st.integers(1, 2))
    made = tuple(draw(st.lists(activities(rooms, teachers), min_size=1, max_size=5)))
    ticks = st.frozensets(st.integers(0, DAYS * PERIODS - 1), max_size=3)
    pairs = list(combinations(range(len(made)), 2))
    return Problem(
        activities=made,
        rooms=tuple(Room(blocked=draw(ticks)) for _ in range(rooms)),
        days=tuple(tuple(range(day * PERIODS, (day + 1) * PERIODS)) for day in range(DAYS)),
        teachers=tuple(
            Teacher(frozenset(), week_minutes=draw(st.one_of(st.none(), st.integers(60, 300)))) for _ in range(teachers)
        ),
        groups=tuple(
            Together(pair, draw(st.one_of(st.none(), st.integers(0, 3))))
            for pair in (draw(st.lists(st.sampled_from(pairs), max_size=2, unique=True)) if pairs else [])
        ),
        gap_costs=dict.fromkeys(range(DAYS * PERIODS), draw(st.integers(0, 2))),
        halls=((0, 1),) if rooms > 1 and draw(st.booleans()) else (),
        travel_cost=draw(st.integers(0, 2)),
        travel_minutes=draw(st.sampled_from([0, 30])),
    )


def found_by_search(problem: Problem) -> Found:
    watch = Watch()
    Search(problem, Effort(seconds=0.5, workers=1, whole=0.5), watch).run()
    assert watch.found is not None
    costs = [cost for _seconds, cost in watch.history]
    assert costs == sorted(costs, reverse=True)
    return watch.found


def faults(problem: Problem, proposal: Proposal) -> list[str]:
    """Written from the rules alone, lesson against lesson; knows nothing of ticks counted or models."""
    held = [
        (number, activity, activity.choices[one.choice], one.room)
        for number, (activity, lessons) in enumerate(zip(problem.activities, proposal.placed, strict=True))
        for one in lessons
    ]
    wrong = [
        f"{number} has {len(lessons)}"
        for number, lessons in enumerate(proposal.placed)
        if len(lessons) not in (0, problem.activities[number].lessons)
    ]
    for number, activity, choice, room in held:
        wrong += [f"{number} against {choice.against}"] if choice.against else []
        assert room is not None
        fit = next(fit for fit in activity.fits if fit.room == room)
        wrong += [f"{number} in a wrong room"] if fit.against else []
        wrong += [f"{number} in a taken room"] if problem.rooms[room].blocked & set(choice.ticks) else []
    for (one, first, at, room), (other, second, then, other_room) in combinations(held, 2):
        meet = at.day == then.day and at.starts < then.ends and then.starts < at.ends
        halls = any({room, other_room} <= set(hall) for hall in problem.halls)
        together = any({one, other} <= set(group.members) and group.cost is None for group in problem.groups)
        same_teacher = first.teacher is not None and first.teacher == second.teacher
        if meet and (room == other_room or halls or together or same_teacher or one == other):
            wrong.append(f"{one} meets {other}")
        if one == other and first.once_a_day and at.day == then.day:
            wrong.append(f"{one} twice a day")
        gap = max(then.starts - at.ends, at.starts - then.ends)
        if same_teacher and first.place != second.place and at.day == then.day and gap < problem.travel_minutes:
            wrong.append(f"{one} too far from {other}")
    minutes: Counter[int] = Counter()
    for _number, activity, choice, _room in held:
        if activity.teacher is not None:
            minutes[activity.teacher] += choice.ends - choice.starts
    limits = {number: teacher.week_minutes for number, teacher in enumerate(problem.teachers)}
    return wrong + [f"{teacher} too long" for teacher, sum_ in minutes.items() if sum_ > (limits[teacher] or sum_)]


@QUICK
@given(problems())
def test_a_proposal_breaks_no_rule(problem: Problem) -> None:
    found = found_by_search(problem)
    assert faults(problem, found.proposal) == []
    assert broken(problem, found.proposal) == []
    assert found.bound <= found.cost == total(problem, found.proposal)


@QUICK
@given(problems())
def test_the_model_counts_every_cost_as_the_domain_does(problem: Problem) -> None:
    from ortools.sat.python import cp_model

    model = build(problem, Index.of(problem), nothing_placed(problem), rooms=True)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model.cp) == cp_model.OPTIMAL
    proposal = model.proposal(lambda held: int(solver.value(held)))
    assert round(solver.objective_value) == total(problem, proposal)
    assert found_by_search(problem).cost >= total(problem, proposal)


def test_people_that_attend_together_meet_only_when_there_is_no_other_way() -> None:
    choices = tuple(Choice(0, 60 * tick, 60 * tick + 60, (tick,)) for tick in range(2))
    apart = Problem(
        activities=tuple(Activity(name, choices, (Fit(0), Fit(1))) for name in "ab"),
        rooms=(Room(), Room()),
        days=((0, 1),),
        groups=(Together((0, 1), 5),),
    )
    found = found_by_search(apart)
    assert found.cost == 0
    assert len({one[0].choice for one in found.proposal.placed}) == 2


def test_a_teacher_has_no_idle_hours_when_it_can_be_helped() -> None:
    choices = tuple(Choice(0, 60 * tick, 60 * tick + 60, (tick,)) for tick in range(6))
    day = Problem(
        activities=tuple(Activity(name, choices, (Fit(0),), teacher=0) for name in "abc"),
        rooms=(Room(),),
        days=(tuple(range(6)),),
        teachers=(Teacher(),),
        gap_costs=dict.fromkeys(range(6), 1),
    )
    held = sorted(one[0].choice for one in found_by_search(day).proposal.placed)
    assert held[-1] - held[0] == 2


def test_what_is_pinned_stays_even_where_others_would_gain() -> None:
    choices = tuple(Choice(0, 60 * tick, 60 * tick + 60, (tick,), cost=tick) for tick in range(3))
    pinned = Activity("pinned", choices, (Fit(0),), pinned=(Placed(0, 0),))
    problem = Problem((pinned, Activity("free", choices, (Fit(0),))), (Room(),), ((0, 1, 2),))
    found = found_by_search(problem)
    assert [lessons[0].choice for lessons in found.proposal.placed] == [0, 1]


def test_a_search_that_is_stopped_keeps_its_best() -> None:
    watch = Watch()
    watch.stop()
    choices = (Choice(0, 0, 60, (0,)),)
    Search(Problem((Activity("a", choices),), (), ((0,),)), Effort(5, workers=1), watch).run()
    assert watch.found is not None
    assert watch.seconds < 4


TOY = """Name: Toy
Courses: 4
Rooms: 3
Days: 5
Periods_per_day: 4
Curricula: 2
Constraints: 8

COURSES:
SceCosC Ocra 3 3 30
ArcTec Indaco 3 2 42
TecCos Rosa 5 4 40
Geotec Scarlatti 5 4 18

ROOMS:
rA 32
rB 50
rC 40

CURRICULA:
Cur1 3 SceCosC ArcTec TecCos
Cur2 2 TecCos Geotec

UNAVAILABILITY_CONSTRAINTS:
TecCos 2 0
TecCos 2 1
TecCos 3 2
TecCos 3 3
ArcTec 4 0
ArcTec 4 1
ArcTec 4 2
ArcTec 4 3

END.
"""


def test_a_competition_instance_is_read_solved_and_scored_by_its_own_rules(tmp_path: Path) -> None:
    (tmp_path / "toy.ctt").write_text(TOY, encoding="ascii")
    instance = itc2007.read(tmp_path / "toy.ctt")
    watch = Watch()
    Search(itc2007.problem_of(instance), Effort(8, workers=1), watch).run()
    assert watch.found is not None
    timetable = itc2007.lectures(instance, watch.found.proposal)
    assert itc2007.hard_violations(instance, timetable) == []
    assert sum(itc2007.soft_costs(instance, timetable).values()) == watch.found.cost == 0
    twice = [timetable[0], *timetable[:-1]]
    assert itc2007.hard_violations(instance, twice)
