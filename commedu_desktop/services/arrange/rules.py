"""The rules and desires of a problem, said to a model."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from commedu_desktop.domain.arrange import Problem, Proposal
from commedu_desktop.services.arrange.model import Free, Index, Model, Sum, everything

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import IntVar


def build(
    problem: Problem,
    index: Index,
    present: Proposal,
    free: Free = everything,
    *,
    rooms: bool = False,
    strict: bool = False,
) -> Model:
    """The whole model; `rooms`: with a room for every lesson, else rooms are only counted."""
    model = Model(problem, present, free, rooms=rooms, strict=strict)
    for number in range(len(problem.activities)):
        _activity(model, number)
    _teachers(model, index)
    for number in range(len(problem.groups)):
        _group(model, index, number)
    if rooms:
        _rooms(model)
    else:
        _count_rooms(model, index)
        _count_seats(model, index)
    model.minimise()
    return model


def _activity(model: Model, number: int) -> None:
    activity, times = model.problem.activities[number], model.times[number]
    by_day: dict[int, Sum] = defaultdict(Sum)
    by_tick: dict[int, Sum] = defaultdict(Sum)
    for choice, held in times.items():
        by_day[activity.choices[choice].day].add(held)
        for tick in activity.choices[choice].ticks:
            by_tick[tick].add(held)
        model.cost(activity.choices[choice].cost, held)
    if activity.lessons > 1:
        for total in (by_day if activity.once_a_day else by_tick).values():
            model.at_most(1, total)
    _spread(model, number, by_day)


def _spread(model: Model, number: int, by_day: dict[int, Sum]) -> None:
    activity = model.problem.activities[number]
    if not activity.adjacent_cost and activity.days < 2:
        return
    days = {day: model.any_of(total, one_at_most=activity.once_a_day) for day, total in by_day.items()}
    for day, held in days.items() if activity.adjacent_cost else ():
        _both(model, activity.adjacent_cost, held, days.get(day + 1, 0))
    if activity.days > 1:
        used = Sum()
        for held in days.values():
            used.add(held)
        _shortage(model, activity.missing_day_cost, used, activity.days, model.placed[number])


def _both(model: Model, weight: int, one: "IntVar | int", other: "IntVar | int") -> None:
    total = Sum()
    total.add(one)
    total.add(other)
    model.excess(weight, total, 1)


def _shortage(model: Model, weight: int, used: Sum, wanted: int, placed: "IntVar | int") -> None:
    if not used.literals:
        model.constant += weight * max(0, wanted - used.fixed) * (placed if isinstance(placed, int) else 0)
        return
    short = model.cp.new_int_var(0, wanted, "")
    model.cp.add(sum(used.literals) + used.fixed + short >= wanted * placed)
    model.cost(weight, short)


def _teachers(model: Model, index: Index) -> None:
    for teacher, by_tick in enumerate(index.by_teacher):
        held = {tick: model.on(pairs) for tick, pairs in by_tick.items()}
        for total in held.values():
            model.at_most(1, total)
        if any(total.literals for total in held.values()):
            _limits(model, teacher)
            _travel(model, teacher)
        if model.problem.gap_costs:
            for ticks in model.problem.days:
                _gaps(model, teacher, ticks, held)


def _limits(model: Model, teacher: int) -> None:
    known = model.problem.teachers[teacher]
    if known.day_minutes is None and known.week_minutes is None:
        return
    by_day: dict[int, list[tuple[IntVar | int, int]]] = defaultdict(list)
    for number in model.problem.of_teacher[teacher]:
        for choice, held in model.times[number].items():
            found = model.problem.activities[number].choices[choice]
            by_day[found.day].append((held, found.minutes))
    for day, taught in by_day.items() if known.day_minutes is not None else ():
        model.within(taught, (known.day_minutes or {}).get(day, 0))
    if known.week_minutes is not None:
        model.within([one for taught in by_day.values() for one in taught], known.week_minutes)


def _travel(model: Model, teacher: int) -> None:
    problem = model.problem
    at: dict[tuple[int, object], Sum] = defaultdict(Sum)
    for number in problem.of_teacher[teacher]:
        for choice, held in model.times[number].items():
            at[problem.activities[number].choices[choice].day, problem.activities[number].place].add(held)
    if len({place for _day, place in at}) < 2:
        return
    for one, other in combinations(problem.of_teacher[teacher], 2):
        _keep_near(model, one, other)
    for day in {day for day, _place in at}:
        places = Sum()
        for (of_day, _place), total in at.items():
            if of_day == day:
                places.add(model.any_of(total))
        model.excess(problem.travel_cost, places, 1)


def _keep_near(model: Model, one: int, other: int) -> None:
    problem = model.problem
    for choice, held in model.times[one].items():
        for second, also in model.times[other].items():
            choices = problem.activities[one].choices[choice], problem.activities[other].choices[second]
            if problem.too_far(one, choices[0], other, choices[1]):
                total = Sum()
                total.add(held)
                total.add(also)
                model.at_most(1, total)


def _gaps(model: Model, teacher: int, ticks: Iterable[int], held: dict[int, Sum]) -> None:
    """An idle tick has a lesson before it and one after it on its day."""
    busy, problem = model.problem.teachers[teacher].busy, model.problem
    ordered = list(ticks)
    now = [Sum(1) if tick in busy else held.get(tick, Sum()) for tick in ordered]
    if not any(total.literals for total in now):
        fixed = [at for at, total in enumerate(now) if total.fixed]
        idle = ordered[fixed[0] : fixed[-1] + 1] if fixed else []
        model.constant += sum(problem.gap_costs.get(tick, 0) for tick in idle if not _is_held(now, ordered, tick))
        return
    before, after = _so_far(model, now), _so_far(model, now[::-1])[::-1]
    for at in range(1, len(ordered) - 1):
        weight = problem.gap_costs.get(ordered[at], 0)
        if weight and not now[at].fixed:
            idle_var = model.cp.new_bool_var("")
            model.cp.add(before[at - 1] + after[at + 1] - sum(now[at].literals) - 1 <= idle_var)
            model.cost(weight, idle_var)


def _is_held(now: list[Sum], ordered: list[int], tick: int) -> bool:
    return bool(now[ordered.index(tick)].fixed)


def _so_far(model: Model, now: list[Sum]) -> "list[IntVar | int]":
    """For each tick whether anything is held in it or before."""
    found: list[IntVar | int] = []
    for total in now:
        last = found[-1] if found else 0
        if total.fixed or (isinstance(last, int) and last):
            found.append(1)
        elif not total.literals:
            found.append(last)
        else:
            one = model.cp.new_bool_var("")
            model.cp.add(sum(total.literals) <= one)
            model.cp.add(last <= one)
            found.append(one)
    return found


def _group(model: Model, index: Index, number: int) -> None:
    group = model.problem.groups[number]
    held = {tick: model.on(pairs) for tick, pairs in index.by_group[number].items()}
    for total in held.values():
        if group.cost is None:
            model.at_most(1, total)
        elif group.cost:
            model.excess(group.cost, total, 1)
    if group.isolated_cost:
        for ticks in model.problem.days:
            _isolated(model, [held.get(tick, Sum()) for tick in ticks], group.isolated_cost)


def _isolated(model: Model, now: list[Sum], weight: int) -> None:
    for at, total in enumerate(now):
        near = [*now[max(at - 1, 0) : at], *now[at + 1 : at + 2]]
        around = [literal for one in near for literal in one.literals]
        if any(one.fixed for one in near) or not (total.fixed or total.literals):
            continue
        if not total.literals and not around:
            model.constant += weight * total.fixed
        else:
            alone = model.cp.new_bool_var("")
            model.cp.add(sum(total.literals) + total.fixed - sum(around) <= alone)
            model.cost(weight, alone)


def _rooms(model: Model) -> None:
    taken: dict[tuple[str, int, int], Sum] = defaultdict(Sum)
    used: dict[tuple[int, int], Sum] = defaultdict(Sum)
    halls: dict[int, list[int]] = defaultdict(list)
    for hall, rooms in enumerate(model.problem.halls):
        for room in rooms:
            halls[room].append(hall)
    for (number, choice), options in model.rooms.items():
        activity = model.problem.activities[number]
        for room, held in options.items():
            model.cost(activity.open_rooms.get(room, 0) + _unseated(model.problem, number, room), held)
            used[number, room].add(held)
            keys = [("room", room), *(("hall", hall) for hall in halls[room])]
            for tick in activity.choices[choice].ticks:
                for kind, key in keys:
                    taken[kind, key, tick].add(held)
    for total in taken.values():
        model.at_most(1, total)
    _stable(model, used)


def _unseated(problem: Problem, number: int, room: int) -> int:
    if not problem.seat_cost:
        return 0
    return problem.seat_cost * max(0, problem.sizes[number] - problem.rooms[room].capacity)


def _stable(model: Model, used: dict[tuple[int, int], Sum]) -> None:
    """Each room after the first costs."""
    rooms: dict[int, Sum] = defaultdict(Sum)
    for (number, _room), total in used.items():
        activity = model.problem.activities[number]
        if activity.room_cost and activity.lessons > 1:
            rooms[number].add(model.any_of(total))
    for number, total in rooms.items():
        model.excess(model.problem.activities[number].room_cost, total, 1)


def _count_rooms(model: Model, index: Index) -> None:
    """For every set of rooms that some class may use: no more classes that must use it than it has rooms."""
    allowed = [frozenset(one.open_rooms) if one.needs_room else None for one in model.problem.activities]
    for rooms in {one for one in allowed if one is not None}:
        inside = {number for number, one in enumerate(allowed) if one is not None and one <= rooms}
        for tick, pairs in index.by_tick.items():
            total = model.on(pair for pair in pairs if pair[0] in inside)
            model.at_most(_usable(model.problem, rooms, tick), total)


def _usable(problem: Problem, rooms: frozenset[int], tick: int) -> int:
    """How many of the rooms can be used at once."""
    free = {room for room in rooms if tick not in problem.rooms[room].blocked}
    halls = [free.intersection(hall) for hall in problem.halls]
    in_halls = frozenset[int]().union(*halls)
    return len(free - in_halls) + min(len(in_halls), sum(map(bool, halls)))


def _count_seats(model: Model, index: Index) -> None:
    problem = model.problem
    if not problem.seat_cost:
        return
    for low, high in _levels(problem):
        larger = {number for number, size in enumerate(problem.sizes) if size > low}
        rooms = sum(room.capacity > low for room in problem.rooms)
        weight = problem.seat_cost * (high - low)
        for pairs in index.by_tick.values():
            model.excess(weight, model.on(pair for pair in pairs if pair[0] in larger), rooms)


def _levels(problem: Problem) -> Iterator[tuple[int, int]]:
    """Sizes between which neither the larger classes nor the larger rooms change."""
    capacities = [room.capacity for room in problem.rooms]
    marks = sorted({*capacities, *problem.sizes})
    for low, high in pairwise(marks):
        if low >= min(capacities):
            yield low, high
