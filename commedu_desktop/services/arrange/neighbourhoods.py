"""Which part of a proposal is freed in a step, and how large it may be."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random

from commedu_desktop.domain.arrange import Problem, Proposal
from commedu_desktop.services.arrange.model import Free

LEAST, MOST = 4, 400
FAST_GROWING, GROWING, SHRINKING = 1.25, 1.05, 0.75
FAST = 0.7
"""Seconds; what is solved sooner may be larger."""
LEAST_GAIN = 0.08
"""So that no kind is forgotten."""
_START = {"related": 14.0, "days": 1.6, "scattered": 10.0, "ticks": 5.0, "rooms": 1.0}


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

    def learn(self, choice: Neighbourhood, *, finished: bool, better: bool, seconds: float) -> None:
        """Its size follows from how soon it was solved, how often its kind is taken from what it gained in how long."""
        gain = 2.0 / max(seconds, 0.5) if better else 0.0
        self._gains[choice.kind] = 0.8 * self._gains[choice.kind] + 0.2 * gain
        factor = SHRINKING if not finished else FAST_GROWING if seconds < FAST else GROWING
        least = 0.2 if choice.kind == "days" else LEAST
        self.sizes[choice.kind] = min(max(self.sizes[choice.kind] * factor, least), MOST)

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
        part = frozenset(self._part(size))
        return self._of_times(
            "days", present, lambda number, choice: number in part and self._day(number, choice) in days
        )

    def _part(self, size: float) -> list[int]:
        """All activities, or a share of them where not even a day can be solved whole."""
        everyone = range(len(self.problem.activities))
        return list(everyone) if size >= 1 else self.random.sample(everyone, max(1, round(size * len(everyone))))

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
        """All rooms, while times stand; `rooming` goes through them."""
        return Neighbourhood("rooms", lambda _number, _choice: False, None, present)

    def _of_times(self, kind: str, present: Proposal, inside: Free) -> Neighbourhood:
        unplaced = frozenset(present.unplaced)
        return Neighbourhood(kind, lambda number, choice: number in unplaced or inside(number, choice), None, present)


def _relations(problem: Problem) -> list[set[int]]:
    found: list[set[int]] = [set() for _ in problem.activities]
    together = [group.members for group in problem.groups] + list(problem.of_teacher.values())
    for members in together:
        for member in members:
            found[member].update(members)
    return found
