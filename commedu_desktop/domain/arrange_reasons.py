"""Why a class was not placed, and the smallest change that would place it.

Everything else stays where the proposal has it. One rule at a time is set aside; where that opens enough times, the
change is named. When no single rule does, two are set aside together.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from commedu_desktop.domain.arrange import Activity, Choice, Fit, Problem, Proposal, Rule

EFFORT = {
    Rule.CAPACITY: 10,
    Rule.DAY: 20,
    Rule.AVAILABILITY: 25,
    Rule.LIMIT: 28,
    Rule.VENUE: 30,
    Rule.TEACHER: 32,
    Rule.TRAVEL: 35,
    Rule.HOURS: 38,
    Rule.EQUIPMENT: 40,
    Rule.AUDIENCE: 45,
    Rule.BRANCH: 50,
    Rule.CLOSED: 90,
}
"""Which change is the smaller one: a few chairs before another hour, another hour before another branch."""


@dataclass(frozen=True)
class Change:
    """One lesson's time and room, the rules that it would break there, and what is in the way: another activity that
    is placed, or None for lessons planned already; `short` are the places missing."""

    choice: int
    room: int | None
    rules: frozenset[Rule]
    other: int | None = None
    short: int = 0

    @property
    def effort(self) -> int:
        return sum(EFFORT[rule] for rule in self.rules) + self.short


@dataclass(frozen=True)
class Reason:
    """The rules in the way, and the lessons as they could be placed without them; no `changes`: more than two rules."""

    activity: int
    rules: frozenset[Rule]
    changes: tuple[Change, ...]

    @property
    def smallest(self) -> Change | None:
        """The change that has to be made; of several the first."""
        return next((change for change in self.changes if change.rules), None)


class Standing:
    """What a proposal takes up."""

    def __init__(self, problem: Problem, proposal: Proposal) -> None:
        self.problem, self.proposal = problem, proposal

    @cached_property
    def _by_teacher(self) -> dict[tuple[int, int], int]:
        return {
            (teacher, tick): number
            for number, choice, _room in self.proposal.lessons(self.problem)
            if (teacher := self.problem.activities[number].teacher) is not None
            for tick in choice.ticks
        }

    @cached_property
    def _by_room(self) -> dict[tuple[int, int], int]:
        touching = self._touching
        return {
            (near, tick): number
            for number, choice, room in self.proposal.lessons(self.problem)
            if room is not None
            for near in touching[room]
            for tick in choice.ticks
        }

    @cached_property
    def _touching(self) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {room: {room} for room in range(len(self.problem.rooms))}
        for hall in self.problem.halls:
            for room in hall:
                found[room].update(hall)
        return found

    def changes(self, number: int) -> Iterator[Change]:
        """Every time with every room, and what it would break."""
        activity = self.problem.activities[number]
        for at, choice in enumerate(activity.choices):
            rules, other = self._of_time(number, choice)
            for fit in activity.fits or (None,):
                yield self._with_room(activity, at, fit, rules, other)

    def _of_time(self, number: int, choice: Choice) -> tuple[frozenset[Rule], int | None]:
        activity = self.problem.activities[number]
        rules, other = set(choice.against), None
        if activity.teacher is not None:
            met = [
                self._by_teacher[key] for tick in choice.ticks if (key := (activity.teacher, tick)) in self._by_teacher
            ]
            if met:
                rules.add(Rule.TEACHER)
                other = met[0]
            rules |= self._of_teacher(number, activity.teacher, choice)
        return frozenset(rules), other

    def _of_teacher(self, number: int, teacher: int, choice: Choice) -> set[Rule]:
        known, rules = self.problem.teachers[teacher], set[Rule]()
        mine = [
            (other, placed)
            for other, placed, _room in self.proposal.lessons(self.problem)
            if self.problem.activities[other].teacher == teacher
        ]
        if any(self.problem.too_far(number, choice, other, placed) for other, placed in mine):
            rules.add(Rule.TRAVEL)
        that_day = sum(placed.minutes for _other, placed in mine if placed.day == choice.day) + choice.minutes
        week = sum(placed.minutes for _other, placed in mine)
        week += choice.minutes * self.problem.activities[number].lessons
        if known.day_minutes is not None and that_day > known.day_minutes.get(choice.day, 0):
            rules.add(Rule.LIMIT)
        if known.week_minutes is not None and week > known.week_minutes:
            rules.add(Rule.LIMIT)
        return rules

    def _with_room(
        self, activity: Activity, at: int, fit: Fit | None, rules: frozenset[Rule], other: int | None
    ) -> Change:
        if fit is None:
            return Change(at, None, rules, other)
        ticks = activity.choices[at].ticks
        found = set(rules | fit.against)
        met = [self._by_room[fit.room, tick] for tick in ticks if (fit.room, tick) in self._by_room]
        if met or not self.problem.rooms[fit.room].blocked.isdisjoint(ticks):
            found.add(Rule.VENUE)
        if other is None and met:
            other = met[0]
        return Change(at, fit.room, frozenset(found), other, fit.short)


def reasons(problem: Problem, proposal: Proposal) -> tuple[Reason, ...]:
    """One for each activity that is not placed, in order."""
    standing = Standing(problem, proposal)
    return tuple(_reason(problem.activities[number], number, standing) for number in proposal.unplaced)


def _reason(activity: Activity, number: int, standing: Standing) -> Reason:
    changes = sorted(standing.changes(number), key=lambda one: (one.effort, one.choice, one.room or 0))
    nothing = frozenset[Rule]()
    aside = [nothing, *map(frozenset, combinations(EFFORT, 1)), *map(frozenset, combinations(EFFORT, 2))]
    found: list[Reason] = []
    for rules in sorted(aside, key=lambda some: (len(some), sum(EFFORT[rule] for rule in some))):
        if found and len(rules) > len(found[0].rules):
            break
        if lessons := _placed(activity, changes, rules):
            found.append(Reason(number, rules, lessons))
    if not found:
        return Reason(number, changes[0].rules if changes else nothing, ())
    return min(found, key=lambda one: sum(change.effort for change in one.changes))


def _placed(activity: Activity, changes: Iterable[Change], aside: frozenset[Rule]) -> tuple[Change, ...]:
    """The lessons with the least effort when these rules are set aside; none when there are too few."""
    found: list[Change] = []
    taken: list[Choice] = []
    for change in changes:
        choice = activity.choices[change.choice]
        if not change.rules <= aside or any(_meets(activity, choice, one, aside) for one in taken):
            continue
        found.append(change)
        taken.append(choice)
        if len(found) == activity.lessons:
            return tuple(found)
    return ()


def _meets(activity: Activity, choice: Choice, other: Choice, aside: frozenset[Rule]) -> bool:
    if activity.once_a_day and Rule.DAY not in aside and choice.day == other.day:
        return True
    return not set(choice.ticks).isdisjoint(other.ticks)
