"""Which part of a proposal is freed in a step, and how large it may be."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random

from commedu_desktop.domain.arrange import Placed, Problem, Proposal
from commedu_desktop.services.arrange.model import Free

LEAST, MOST = 4, 400
GROWING, SHRINKING, LEAST_GAIN = 1.06, 0.85, 0.08
_START = {"related": 14.0, "days": 1.6, "scattered": 10.0, "ticks": 5.0, "rooms": 14.0}


@dataclass(frozen=True)
class Neighbourhood:
    """`free` says what may change; `activities` is None when parts of any activity may."""

    kind: str
    free: Free
    activities: frozenset[int] | None
    start: Proposal

    def merged(self, present: Proposal, solved: Proposal) -> Proposal:
        """What was solved, put into a proposal that may have changed elsewhere meanwhile."""
        if self.activities is None or present is self.start:
            return solved
        freed = self.activities
        return Proposal(
            tuple(
                solved.placed[number] if number in freed else lessons for number, lessons in enumerate(present.placed)
            )
        )


class Neighbourhoods:
    """Chooses at random among kinds; a kind grows while its steps are solved to the end, and shrinks when not."""

    def __init__(self, problem: Problem, random: Random, *, rooms: bool) -> None:
        self.problem, self.random = problem, random
        self.sizes = {kind: size * (0.6 if rooms else 1.0) for kind, size in _START.items()}
        self._gains = {kind: 1.0 for kind in _START if rooms or kind != "rooms"}
        self._related = _relations(problem)

    def next(self, present: Proposal) -> Neighbourhood:
        kinds = list(self._gains)
        kind = self.random.choices(kinds, [LEAST_GAIN + self._gains[kind] for kind in kinds])[0]
        makers: dict[str, Callable[[Proposal], Neighbourhood]] = {
            "related": self._of_related,
            "scattered": self._of_scattered,
            "days": self._of_days,
            "ticks": self._of_ticks,
            "rooms": self._of_rooms,
        }
        return makers[kind](present)

    def learn(self, choice: Neighbourhood, *, finished: bool, better: bool) -> None:
        """Its size follows from whether it was solved to the end, how often its kind is taken from what it gained."""
        self._gains[choice.kind] = 0.9 * self._gains[choice.kind] + 0.1 * better
        grown = self.sizes[choice.kind] * (GROWING if finished else SHRINKING)
        least = 1.2 if choice.kind == "days" else LEAST
        self.sizes[choice.kind] = min(max(grown, least), MOST)

    def _of_activities(self, kind: str, chosen: Iterable[int], present: Proposal) -> Neighbourhood:
        freed = frozenset(chosen) | frozenset(present.unplaced)
        return Neighbourhood(kind, lambda number, _choice: number in freed, freed, present)

    def _of_related(self, present: Proposal) -> Neighbourhood:
        """An activity and those that share people, teacher or both with it, and with these in turn."""
        size = min(round(self.sizes["related"]), len(self.problem.activities))
        chosen = {self._seed(present)}
        edge = list(chosen)
        while len(chosen) < size and edge:
            near = sorted(self._related[edge.pop(self.random.randrange(len(edge)))] - chosen)
            self.random.shuffle(near)
            added = near[: size - len(chosen)]
            chosen.update(added)
            edge += added
        return self._of_activities("related", chosen, present)

    def _seed(self, present: Proposal) -> int:
        if present.unplaced and self.random.random() < 0.7:
            return self.random.choice(present.unplaced)
        return self.random.randrange(len(self.problem.activities))

    def _of_scattered(self, present: Proposal) -> Neighbourhood:
        everyone = range(len(self.problem.activities))
        size = min(round(self.sizes["scattered"]), len(everyone))
        return self._of_activities("scattered", self.random.sample(everyone, size), present)

    def _of_days(self, present: Proposal) -> Neighbourhood:
        """All lessons of some days."""
        size = self.sizes["days"]
        count = int(size) + (self.random.random() < size % 1)
        known = sorted({choice.day for one in self.problem.activities for choice in one.choices})
        days = frozenset(self.random.sample(known, min(max(count, 1), len(known))))
        return self._of_times("days", present, lambda number, choice: self._day(number, choice) in days)

    def _day(self, number: int, choice: int) -> int:
        return self.problem.activities[number].choices[choice].day

    def _of_ticks(self, present: Proposal) -> Neighbourhood:
        """All lessons of some times, wherever in the week."""
        ticks = sorted(self.problem.day_of)
        size = min(round(self.sizes["ticks"]), len(ticks))
        chosen = frozenset(self.random.sample(ticks, size))
        activities = self.problem.activities
        return self._of_times(
            "ticks", present, lambda number, choice: activities[number].choices[choice].ticks[0] in chosen
        )

    def _of_rooms(self, present: Proposal) -> Neighbourhood:
        """All lessons in some rooms: they keep their times and change rooms, those that move about first of all."""
        lessons = [(number, one) for number, held in enumerate(present.placed) for one in held]
        roaming = sorted({room for held in present.placed for room in _several_rooms(held)})
        chosen = set(self.random.sample(roaming, min(2, len(roaming))))
        others = sorted({one.room for _number, one in lessons if one.room is not None} - chosen)
        chosen |= set(self.random.sample(others, min(round(self.sizes["rooms"]) - len(chosen), len(others))))
        freed = {(number, one.choice) for number, one in lessons if one.room in chosen}
        return Neighbourhood("rooms", lambda number, choice: (number, choice) in freed, None, present)

    def _of_times(self, kind: str, present: Proposal, inside: Free) -> Neighbourhood:
        unplaced = frozenset(present.unplaced)
        return Neighbourhood(kind, lambda number, choice: number in unplaced or inside(number, choice), None, present)


def _several_rooms(lessons: Iterable[Placed]) -> set[int]:
    rooms = {one.room for one in lessons if one.room is not None}
    return rooms if len(rooms) > 1 else set()


def _relations(problem: Problem) -> list[set[int]]:
    found: list[set[int]] = [set() for _ in problem.activities]
    together = [group.members for group in problem.groups] + list(problem.of_teacher.values())
    for members in together:
        for member in members:
            found[member].update(members)
    return found
