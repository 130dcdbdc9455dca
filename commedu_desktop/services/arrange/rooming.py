"""Rooms for lessons whose times stand: lessons move to free rooms or change rooms with others at the same time, and
worse is accepted now and then, ever more rarely, until few classes change rooms.

Only costs change here: whoever has a room keeps one.
"""

from collections.abc import Iterator
from math import exp
from random import Random
from time import monotonic

from commedu_desktop.domain.arrange import Placed, Problem, Proposal

HOT, WARM, COLD = 1.5, 0.35, 0.08
"""Where it begins from nothing, where from rooms that are good already, and where it ends."""
LOOK = 512
"""Tries between two looks at the clock."""


class Rooming:
    """The lessons of a proposal in their rooms."""

    def __init__(self, problem: Problem, proposal: Proposal, random: Random) -> None:
        self.problem, self.random = problem, random
        self.lessons = [(number, one.choice) for number, lessons in enumerate(proposal.placed) for one in lessons]
        self.rooms: list[int | None] = [one.room for lessons in proposal.placed for one in lessons]
        self._ticks = [problem.activities[number].choices[choice].ticks for number, choice in self.lessons]
        self._options = [self._costs(number) for number, _choice in self.lessons]
        self._movable = [
            at
            for at, (number, _c) in enumerate(self.lessons)
            if not problem.activities[number].pinned and len(self._options[at]) > 1
        ]
        self._touching = _touching(problem)
        self._taken: dict[tuple[int, int], int] = {}
        self._used: list[dict[int, int]] = [{} for _ in problem.activities]
        for at, room in enumerate(self.rooms):
            if room is not None:
                self._put(at, room)

    def _costs(self, number: int) -> dict[int, int]:
        """What each room costs an activity for one lesson."""
        problem = self.problem
        size = problem.sizes[number] if problem.seat_cost else 0
        return {
            room: cost + problem.seat_cost * max(0, size - problem.rooms[room].capacity)
            for room, cost in problem.activities[number].open_rooms.items()
        }

    def _put(self, at: int, room: int) -> None:
        self.rooms[at] = room
        used = self._used[self.lessons[at][0]]
        used[room] = used.get(room, 0) + 1
        for tick in self._ticks[at]:
            self._taken[room, tick] = at

    def _lift(self, at: int, room: int) -> None:
        used = self._used[self.lessons[at][0]]
        used[room] -= 1
        for tick in self._ticks[at]:
            del self._taken[room, tick]

    def _step(self, at: int, before: int, after: int) -> int:
        """How much more a lesson costs in another room."""
        number = self.lessons[at][0]
        used, weight = self._used[number], self.problem.activities[number].room_cost
        change = self._options[at][after] - self._options[at].get(before, 0)
        if weight:
            change += weight * (not used.get(after)) - weight * (used[before] == 1)
        return change

    def _in_the_way(self, at: int, room: int) -> tuple[bool, int | None]:
        """Whether the room can be had, and with whom rooms are changed for it."""
        ticks = self._ticks[at]
        if not self.problem.rooms[room].blocked.isdisjoint(ticks):
            return False, None
        found = {self._taken[room, tick] for tick in ticks if (room, tick) in self._taken}
        near = self._touching.get(room, ())
        if any(self._taken.get((other, tick), at) != at for other in near for tick in ticks):
            return False, None
        if not found:
            return True, None
        (other, *more) = found
        before = self.rooms[at]
        fits = not more and self._ticks[other] == ticks and before in self._options[other] and other in self._free
        return fits, other if fits else None

    def improve(self, seconds: float, tries: int, start: float) -> None:
        """At most so long and so often; ends with the best rooms that were found."""
        self._free = frozenset(self._movable)
        if not self._movable:
            return
        best, cost, least = list(self.rooms), 0, 0
        ends, heat = monotonic() + seconds, start
        for done in range(tries):
            if done % LOOK == 0:
                share = max(done / tries, 1 - (ends - monotonic()) / seconds)
                if share >= 1:
                    break
                heat = start * (COLD / start) ** share
            cost += self._try(heat)
            if cost < least:
                best, least = list(self.rooms), cost
        self.rooms = best

    def _try(self, heat: float) -> int:
        at = self._movable[int(self.random.random() * len(self._movable))]
        options = list(self._options[at])
        before, after = self.rooms[at], options[int(self.random.random() * len(options))]
        if before is None or before == after:
            return 0
        fits, other = self._in_the_way(at, after)
        if not fits:
            return 0
        change = self._step(at, before, after) + (self._step(other, after, before) if other is not None else 0)
        if change > 0 and self.random.random() >= exp(-change / heat):
            return 0
        self._lift(at, before)
        if other is not None:
            self._lift(other, after)
            self._put(other, before)
        self._put(at, after)
        return change

    def proposal(self, times: Proposal) -> Proposal:
        """The proposal with these rooms."""
        rooms: Iterator[int | None] = iter(self.rooms)
        return Proposal(tuple(tuple(Placed(one.choice, next(rooms)) for one in lessons) for lessons in times.placed))


def _touching(problem: Problem) -> dict[int, frozenset[int]]:
    """Rooms of the same hall that cannot be used beside a room."""
    found: dict[int, set[int]] = {}
    for hall in problem.halls:
        for room in hall:
            found.setdefault(room, set()).update(set(hall) - {room})
    return {room: frozenset(near) for room, near in found.items()}


def with_steadier_rooms(
    problem: Problem, seated: Proposal, random: Random, seconds: float, tries: int, start: float = HOT
) -> Proposal:
    """The same times, with rooms that cost less or as much."""
    rooming = Rooming(problem, seated, random)
    rooming.improve(seconds, tries, start)
    return rooming.proposal(seated)
