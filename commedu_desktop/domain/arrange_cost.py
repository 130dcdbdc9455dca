"""What a proposal costs, wish by wish, and which rules it would break."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from commedu_desktop.domain.arrange import Choice, Desire, Problem, Proposal, Rule

Broken = tuple[Rule, int]
"""A rule and the activity that breaks it."""


def costs(problem: Problem, proposal: Proposal) -> dict[Desire, int]:
    """The cost of each desire; what costs nothing is not named."""
    found: Counter[Desire] = Counter()
    for number, lessons in enumerate(proposal.placed):
        if lessons:
            found.update(_of_activity(problem, number, proposal))
        else:
            activity = problem.activities[number]
            found[Desire.UNPLACED] += problem.unplaced_cost * activity.lessons
    found.update(_of_groups(problem, proposal))
    found.update(_of_teachers(problem, proposal))
    return {desire: cost for desire, cost in found.items() if cost}


def total(problem: Problem, proposal: Proposal) -> int:
    return sum(costs(problem, proposal).values())


def _of_activity(problem: Problem, number: int, proposal: Proposal) -> dict[Desire, int]:
    activity, lessons = problem.activities[number], proposal.placed[number]
    chosen = [activity.choices[one.choice] for one in lessons]
    days = {choice.day for choice in chosen}
    rooms = {one.room for one in lessons}
    fits = {fit.room: fit.cost for fit in activity.fits}
    seats = 0
    if problem.seat_cost:
        size = problem.sizes[number]
        seats = sum(max(0, size - problem.rooms[one.room].capacity) for one in lessons if one.room is not None)
    return {
        Desire.HOURS: sum(choice.cost for choice in chosen),
        Desire.SEATS: seats * problem.seat_cost,
        Desire.ROOMS: activity.room_cost * (len(rooms) - 1)
        + sum(fits[one.room] for one in lessons if one.room is not None),
        Desire.SPREAD: activity.missing_day_cost * max(0, activity.days - len(days))
        + activity.adjacent_cost * sum(day + 1 in days for day in days),
    }


def _of_groups(problem: Problem, proposal: Proposal) -> dict[Desire, int]:
    held = [
        Counter(tick for one in lessons for tick in problem.activities[number].choices[one.choice].ticks)
        for number, lessons in enumerate(proposal.placed)
    ]
    together = compact = 0
    for group in problem.groups:
        busy: Counter[int] = sum((held[member] for member in group.members), Counter())
        together += (group.cost or 0) * sum(count - 1 for count in busy.values() if count > 1)
        if group.isolated_cost:
            compact += group.isolated_cost * sum(_alone(problem, busy))
    return {Desire.TOGETHER: together, Desire.COMPACT: compact}


def _alone(problem: Problem, busy: Counter[int]) -> Iterator[int]:
    """1 for every lesson with none of the group directly before or after it on its day."""
    for ticks in problem.days:
        for at, tick in enumerate(ticks):
            if busy[tick]:
                before, after = ticks[max(at - 1, 0) : at], ticks[at + 1 : at + 2]
                yield int(not any(busy[near] for near in (*before, *after))) * busy[tick]


def _of_teachers(problem: Problem, proposal: Proposal) -> dict[Desire, int]:
    gaps = travel = 0
    busy, places = _busy(problem, proposal)
    for teacher, known in enumerate(problem.teachers):
        taken = busy[teacher] | known.busy
        gaps += sum(_idle(ticks, taken, problem.gap_costs) for ticks in problem.days)
    for where in places.values():
        travel += len(where) - 1
    return {Desire.GAPS: gaps, Desire.TRAVEL: travel * problem.travel_cost}


def _busy(problem: Problem, proposal: Proposal) -> tuple[dict[int, frozenset[int]], dict[tuple[int, int], set[object]]]:
    ticks: dict[int, set[int]] = defaultdict(set)
    places: dict[tuple[int, int], set[object]] = defaultdict(set)
    for number, choice, _room in proposal.lessons(problem):
        activity = problem.activities[number]
        if activity.teacher is not None:
            ticks[activity.teacher].update(choice.ticks)
            places[activity.teacher, choice.day].add(activity.place)
    return {teacher: frozenset(ticks[teacher]) for teacher in range(len(problem.teachers))}, places


def _idle(ticks: Iterable[int], taken: frozenset[int], gap_costs: Mapping[int, int]) -> int:
    ordered = list(ticks)
    at_work = [at for at, tick in enumerate(ordered) if tick in taken]
    if not at_work:
        return 0
    span = ordered[at_work[0] : at_work[-1] + 1]
    return sum(gap_costs.get(tick, 0) for tick in span if tick not in taken)


def broken(problem: Problem, proposal: Proposal) -> list[Broken]:
    """Every rule that the proposal breaks, with an activity that breaks it; none in what the solver proposes."""
    found = [one for number in range(len(proposal.placed)) for one in _by_activity(problem, number, proposal)]
    found += _met(problem, proposal)
    found += _too_far(problem, proposal)
    return found


def _by_activity(problem: Problem, number: int, proposal: Proposal) -> Iterator[Broken]:
    activity, lessons = problem.activities[number], proposal.placed[number]
    if not lessons or tuple(sorted(lessons)) == tuple(sorted(activity.pinned)):
        return
    fits = {fit.room: fit for fit in activity.fits}
    for one in lessons:
        choice = activity.choices[one.choice]
        yield from ((rule, number) for rule in choice.against)
        if one.room is not None:
            yield from ((rule, number) for rule in fits[one.room].against)
            if problem.rooms[one.room].blocked & set(choice.ticks):
                yield Rule.VENUE, number
        elif activity.needs_room:
            yield Rule.VENUE, number
    days = Counter(activity.choices[one.choice].day for one in lessons)
    if activity.once_a_day and max(days.values()) > 1:
        yield Rule.DAY, number
    if len(lessons) != activity.lessons or len({one.choice for one in lessons}) != len(lessons):
        yield Rule.DAY, number


def _met(problem: Problem, proposal: Proposal) -> Iterator[Broken]:
    """Lessons that meet in a room, a hall, a teacher or a group that must not."""
    seen: set[tuple[str, int, int]] = set()
    halls_of: dict[int, list[int]] = defaultdict(list)
    for number, hall in enumerate(problem.halls):
        for room in hall:
            halls_of[room].append(number)
    for number, choice, taken in proposal.lessons(problem):
        for key, rule in _keys(problem, number, taken, halls_of):
            for tick in choice.ticks:
                if (*key, tick) in seen:
                    yield rule, number
                seen.add((*key, tick))


def _keys(
    problem: Problem, number: int, room: int | None, halls_of: Mapping[int, list[int]]
) -> Iterator[tuple[tuple[str, int], Rule]]:
    activity = problem.activities[number]
    yield ("activity", number), Rule.DAY
    if activity.teacher is not None:
        yield ("teacher", activity.teacher), Rule.TEACHER
    if room is not None:
        yield ("room", room), Rule.VENUE
        yield from ((("hall", hall), Rule.VENUE) for hall in halls_of[room])
    for group in problem.groups_of[number]:
        if problem.groups[group].cost is None:
            yield ("group", group), Rule.TEACHER


def _too_far(problem: Problem, proposal: Proposal) -> Iterator[Broken]:
    by_teacher: dict[int, list[tuple[int, Choice]]] = defaultdict(list)
    for number, choice, _room in proposal.lessons(problem):
        if (teacher := problem.activities[number].teacher) is not None:
            by_teacher[teacher].append((number, choice))
    for teacher, lessons in by_teacher.items():
        for at, (one, first) in enumerate(lessons):
            if any(problem.too_far(one, first, other, second) for other, second in lessons[:at]):
                yield Rule.TRAVEL, one
        yield from _over_limit(problem, teacher, lessons)


def _over_limit(problem: Problem, teacher: int, lessons: list[tuple[int, Choice]]) -> Iterator[Broken]:
    known = problem.teachers[teacher]
    days: Counter[int] = Counter()
    for _number, choice in lessons:
        days[choice.day] += choice.minutes
    if known.week_minutes is not None and days.total() > known.week_minutes:
        yield Rule.LIMIT, lessons[-1][0]
    if known.day_minutes is not None:
        over = (day for day, minutes in days.items() if minutes > known.day_minutes.get(day, 0))
        yield from ((Rule.LIMIT, lessons[-1][0]) for _day in over)
