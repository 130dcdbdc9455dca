"""A problem, or the part of it that is free to change, as a CP-SAT model.

What is fixed enters as numbers, so the model of a neighbourhood is as small as the neighbourhood. Without `rooms`,
rooms are only counted: whatever set of rooms a class may use, no more such classes are held at a time than the set has
rooms; and people without a seat are counted for every size of room, which is exact where rooms differ by size alone
(the best assignment seats the larger class in the larger room).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from commedu_desktop.domain.arrange import Placed, Problem, Proposal

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import IntVar

Held = "IntVar | int"
Free = Callable[[int, int], bool]
"""Whether activity and choice are free to change."""


def everything(_activity: int, _choice: int) -> bool:
    return True


@dataclass
class Sum:
    """Literals, and how many more hold anyway."""

    fixed: int = 0
    literals: "list[IntVar]" = field(default_factory=list)

    def add(self, value: "IntVar | int") -> None:
        if isinstance(value, int):
            self.fixed += value
        else:
            self.literals.append(value)


class Model:
    """`times[activity][choice]` is 0, 1 or a literal; `rooms[activity, choice]` maps rooms to such.

    `strict`: everything is placed that can be.
    """

    def __init__(self, problem: Problem, present: Proposal, free: Free, *, rooms: bool, strict: bool = False) -> None:
        from ortools.sat.python.cp_model import CpModel

        self.problem, self.present = problem, present
        self.cp: CpModel = CpModel()
        self.times: list[dict[int, IntVar | int]] = []
        self.rooms: dict[tuple[int, int], dict[int, IntVar | int]] = {}
        self.placed: list[IntVar | int] = []
        self.weights: list[int] = []
        self.costly: list[IntVar] = []
        self.constant = 0
        for number in range(len(problem.activities)):
            self._add_activity(number, free, strict)
        if rooms:
            self._add_rooms()

    def cost(self, weight: int, value: "IntVar | int") -> None:
        if isinstance(value, int):
            self.constant += weight * value
        elif weight:
            self.weights.append(weight)
            self.costly.append(value)

    def excess(self, weight: int, total: Sum, allowed: int) -> None:
        """`weight` for each of the total beyond what is allowed."""
        most = total.fixed + len(total.literals) - allowed
        if not total.literals:
            self.constant += weight * max(0, most)
        elif most > 0:
            over = self.cp.new_int_var(max(0, total.fixed - allowed), most, "")
            self.cp.add(sum(total.literals) + (total.fixed - allowed) <= over)
            self.cost(weight, over)

    def at_most(self, most: int, total: Sum) -> None:
        if total.fixed + len(total.literals) <= most:
            return
        if most - total.fixed <= 0:
            for literal in total.literals:
                self.cp.add(literal == 0)
        elif most - total.fixed == 1:
            self.cp.add_at_most_one(total.literals)
        else:
            self.cp.add(sum(total.literals) <= most - total.fixed)

    def within(self, weighed: "Sequence[tuple[IntVar | int, int]]", limit: int) -> None:
        """The sum of the weights that hold is at most `limit`."""
        fixed = sum(weight * held for held, weight in weighed if isinstance(held, int))
        free = [weight * held for held, weight in weighed if not isinstance(held, int)]
        if free:
            self.cp.add(sum(free) <= max(0, limit - fixed))

    def any_of(self, total: Sum, *, one_at_most: bool = False) -> "IntVar | int":
        """A literal that holds when one of them does; known that never two do, the sum says it more strictly."""
        if total.fixed or not total.literals:
            return int(bool(total.fixed))
        if len(total.literals) == 1:
            return total.literals[0]
        found = self.cp.new_bool_var("")
        if one_at_most:
            self.cp.add(sum(total.literals) == found)
        else:
            self.cp.add_max_equality(found, total.literals)
        return found

    def on(self, pairs: Iterable[tuple[int, int]]) -> Sum:
        """How many of these activities are held at these choices."""
        total = Sum()
        for number, choice in pairs:
            total.add(self.times[number].get(choice, 0))
        return total

    def _add_activity(self, number: int, free: Free, strict: bool) -> None:
        activity, lessons = self.problem.activities[number], self.present.placed[number]
        held = {one.choice for one in lessons}
        stays = {choice for choice in held if not free(number, choice)}
        times: dict[int, IntVar | int] = dict.fromkeys(stays, 1)
        for choice in activity.open_choices:
            if choice not in stays and free(number, choice):
                times[choice] = self.cp.new_bool_var("")
        self.times.append(times)
        literals = [held for held in times.values() if not isinstance(held, int)]
        placed: IntVar | int = 1
        if not stays:
            can_be = len(literals) >= activity.lessons
            placed = int(can_be) if strict or not can_be else self.cp.new_bool_var("")
        self.placed.append(placed)
        if literals:
            self.cp.add(sum(literals) == activity.lessons * placed - len(stays))
        self.constant += self.problem.unplaced_cost * activity.lessons
        self.cost(-self.problem.unplaced_cost * activity.lessons, placed)

    def _add_rooms(self) -> None:
        for number, activity in enumerate(self.problem.activities):
            if not activity.needs_room:
                continue
            rooms = {one.choice: one.room for one in self.present.placed[number]}
            for choice, held in self.times[number].items():
                if isinstance(held, int):
                    room = rooms[choice]
                    assert room is not None
                    self.rooms[number, choice] = {room: 1}
                else:
                    self._add_choices_of_room(number, choice, held)

    def _add_choices_of_room(self, number: int, choice: int, held: "IntVar") -> None:
        activity = self.problem.activities[number]
        ticks = activity.choices[choice].ticks
        pinned = {one.room for one in activity.pinned if one.choice == choice}
        options: dict[int, IntVar | int] = {
            room: self.cp.new_bool_var("")
            for room in activity.open_rooms
            if room in pinned or (not pinned and self.problem.rooms[room].blocked.isdisjoint(ticks))
        }
        self.cp.add(sum(options.values()) == held)
        self.rooms[number, choice] = options

    def minimise(self) -> None:
        from ortools.sat.python.cp_model import LinearExpr

        self.cp.minimize(LinearExpr.weighted_sum(self.costly, self.weights) + self.constant)

    def keep_below(self, cost: int) -> None:
        """Only proposals that cost as much or less; CP-SAT need not begin at the present one, so equal ones differ."""
        from ortools.sat.python.cp_model import LinearExpr

        if self.costly:
            self.cp.add(LinearExpr.weighted_sum(self.costly, self.weights) <= cost - self.constant)

    def hint(self, proposal: Proposal) -> None:
        """Begin there."""
        for number, lessons in enumerate(proposal.placed):
            rooms = {one.choice: one.room for one in lessons}
            for choice, held in self.times[number].items():
                self._hint(held, choice in rooms)
                for room, taken in self.rooms.get((number, choice), {}).items():
                    self._hint(taken, choice in rooms and rooms[choice] == room)
            self._hint(self.placed[number], bool(lessons))

    def _hint(self, held: "IntVar | int", value: bool) -> None:
        if not isinstance(held, int):
            self.cp.add_hint(held, value)

    def proposal(self, value: "Callable[[IntVar], int]") -> Proposal:
        """What a solution proposes; without rooms in the model, each lesson's room is left open."""
        return Proposal(tuple(self._lessons(number, value) for number in range(len(self.times))))

    def _lessons(self, number: int, value: "Callable[[IntVar], int]") -> tuple[Placed, ...]:
        def true(held: "IntVar | int") -> bool:
            return bool(held if isinstance(held, int) else value(held))

        chosen = [choice for choice, held in sorted(self.times[number].items()) if true(held)]
        taken = [
            next((room for room, held in self.rooms.get((number, choice), {}).items() if true(held)), None)
            for choice in chosen
        ]
        return tuple(Placed(choice, room) for choice, room in zip(chosen, taken, strict=True))


Pairs = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Index:
    """Of a problem, worked out once: which activities and choices take up a tick, of all, of a teacher, of a group."""

    by_tick: dict[int, Pairs]
    by_teacher: tuple[dict[int, Pairs], ...]
    by_group: tuple[dict[int, Pairs], ...]

    @classmethod
    def of(cls, problem: Problem) -> "Index":
        everyone = range(len(problem.activities))
        teachers = range(len(problem.teachers))
        return cls(
            _by_tick(problem, everyone),
            tuple(_by_tick(problem, problem.of_teacher[teacher]) for teacher in teachers),
            tuple(_by_tick(problem, group.members) for group in problem.groups),
        )


def _by_tick(problem: Problem, numbers: Iterable[int]) -> dict[int, Pairs]:
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number in numbers:
        activity = problem.activities[number]
        for choice in activity.open_choices:
            for tick in activity.choices[choice].ticks:
                found[tick].append((number, choice))
    return dict(found)
