"""Proposals before and after rooms: times alone, who has no seat, and rooms given simply, one after the other."""

from dataclasses import replace

from commedu_desktop.domain.arrange import Placed, Problem, Proposal


def nothing_placed(problem: Problem) -> Proposal:
    """Only what is pinned."""
    return Proposal(tuple(activity.pinned for activity in problem.activities))


def bare(proposal: Proposal) -> Proposal:
    """The times alone."""
    return Proposal(tuple(tuple(Placed(one.choice) for one in lessons) for lessons in proposal.placed))


def unseated(problem: Problem, proposal: Proposal) -> int:
    """The fewest people without a seat: the larger class in the larger room, tick by tick."""
    if not problem.seat_cost:
        return 0
    at: dict[int, list[int]] = {}
    for number, choice, _room in proposal.lessons(problem):
        at.setdefault(choice.ticks[0], []).append(problem.sizes[number])
    capacities = sorted((room.capacity for room in problem.rooms), reverse=True)
    return problem.seat_cost * sum(
        max(0, size - capacity)
        for sizes in at.values()
        for size, capacity in zip(sorted(sizes, reverse=True), capacities, strict=False)
    )


def seated_simply(problem: Problem, times: Proposal) -> Proposal:
    """Rooms given one after the other, the classes with the fewest fitting rooms first; who finds none has no place."""
    touching: dict[int, set[int]] = {room: {room} for room in range(len(problem.rooms))}
    for hall in problem.halls:
        for room in hall:
            touching[room].update(hall)
    taken: set[tuple[int, int]] = set()
    placed: list[tuple[Placed, ...]] = [()] * len(times.placed)
    order = sorted(range(len(times.placed)), key=lambda one: (_choosiness(problem, one), one))
    for number in sorted(order, key=lambda one: not problem.activities[one].pinned):
        lessons = _seat(problem, number, times.placed[number], taken)
        placed[number] = lessons
        for one in lessons:
            if one.room is not None:
                ticks = problem.activities[number].choices[one.choice].ticks
                taken |= {(near, tick) for near in touching[one.room] for tick in ticks}
    return Proposal(tuple(placed))


def _choosiness(problem: Problem, number: int) -> tuple[int, int]:
    return len(problem.activities[number].open_rooms), -(problem.sizes[number] if problem.sizes else 0)


def _seat(
    problem: Problem, number: int, lessons: tuple[Placed, ...], taken: set[tuple[int, int]]
) -> tuple[Placed, ...]:
    activity = problem.activities[number]
    if not activity.needs_room or not lessons:
        return lessons
    if activity.pinned:
        return activity.pinned
    free = [_free_rooms(problem, number, one, taken) for one in lessons]
    if not all(free):
        return ()
    always = set.intersection(*map(set, free))
    found: list[Placed] = []
    for one, rooms in zip(lessons, free, strict=True):
        used = {placed.room for placed in found}
        best = min(always or rooms, key=lambda room: (*_seat_cost(problem, number, room), room not in used, room))
        found.append(replace(one, room=best))
    return tuple(found)


def _free_rooms(problem: Problem, number: int, one: Placed, taken: set[tuple[int, int]]) -> list[int]:
    activity = problem.activities[number]
    ticks = activity.choices[one.choice].ticks
    return [
        room
        for room in activity.open_rooms
        if problem.rooms[room].blocked.isdisjoint(ticks) and not any((room, tick) in taken for tick in ticks)
    ]


def _seat_cost(problem: Problem, number: int, room: int) -> tuple[int, int, int]:
    """Cost of the room, then how large it is."""
    capacity = problem.rooms[room].capacity
    short = max(0, problem.sizes[number] - capacity) if problem.seat_cost else 0
    return short, problem.activities[number].open_rooms[room], capacity or 1_000_000
