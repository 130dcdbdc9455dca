"""Proposes times and rooms, and says of each class what came out: where it is, or why not and what would help."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from commedu_desktop.domain.arrange import Desire, Placed, Problem, Proposal, Rule
from commedu_desktop.domain.arrange_cost import broken, costs
from commedu_desktop.domain.arrange_problem import Week
from commedu_desktop.domain.arrange_reasons import Change, Reason, reasons
from commedu_desktop.domain.arrange_week import Wanted, WeeklyPlace, weekly_time
from commedu_desktop.domain.weekly_times import WeeklyTime
from commedu_desktop.services.arrange.reading import TermToArrange
from commedu_desktop.services.arrange.watch import Effort, Found, Watch


@dataclass(frozen=True)
class Placement:
    """A class with its weekly times and rooms."""

    wanted: Wanted
    places: tuple[WeeklyPlace, ...]


@dataclass(frozen=True)
class WhyNot:
    """A class that was not placed: the rules in its way, and where it would go if they were set aside.

    `other` is the class that is in the way, `venue` the room, `short` the places it lacks, `missing` equipment it
    lacks; no `times`: more stands in the way than two rules.
    """

    wanted: Wanted
    rules: tuple[Rule, ...]
    times: tuple[WeeklyTime, ...] = ()
    venue: str = ""
    other: str = ""
    short: int = 0
    missing: str = ""


@dataclass(frozen=True)
class Outcome:
    """What is proposed; `cost` weighs the wishes left open, `bound` is what no proposal can go below."""

    placed: tuple[Placement, ...]
    unplaced: tuple[WhyNot, ...]
    cost: int
    bound: int
    seconds: float
    by_desire: Mapping[Desire, int]

    @property
    def proven(self) -> bool:
        return self.cost <= self.bound


class Arrangement:
    """A term to be arranged, and how its proposals read."""

    def __init__(self, term: TermToArrange) -> None:
        self.term = term

    @cached_property
    def problem(self) -> Problem:
        return Week(self.term.wanted, self.term.ground, self.term.options).problem()

    def start(self) -> Proposal:
        """What was proposed before and still breaks no rule."""
        placed = [self._again(number, one) for number, one in enumerate(self.term.wanted)]
        wrong = {number for _rule, number in broken(self.problem, Proposal(tuple(placed)))}
        return Proposal(tuple(() if number in wrong else lessons for number, lessons in enumerate(placed)))

    def _again(self, number: int, one: Wanted) -> tuple[Placed, ...]:
        activity, places = self.problem.activities[number], self.term.options.before.get(one.id, ())
        if activity.pinned:
            return activity.pinned
        rooms = {room.id: at for at, room in enumerate(self.term.ground.rooms)}
        known = {weekly_time(activity.choices[choice]): choice for choice in activity.open_choices}
        if len(places) != activity.lessons or any(place.time not in known for place in places):
            return ()
        return tuple(
            Placed(known[place.time], rooms.get(place.venue_id) if place.venue_id else None) for place in places
        )

    def placements(self, proposal: Proposal) -> tuple[Placement, ...]:
        return tuple(
            Placement(one, self._places(number, proposal))
            for number, one in enumerate(self.term.wanted)
            if proposal.placed[number]
        )

    def _places(self, number: int, proposal: Proposal) -> tuple[WeeklyPlace, ...]:
        rooms, choices = self.term.ground.rooms, self.problem.activities[number].choices
        places = [
            WeeklyPlace(weekly_time(choices[one.choice]), None if one.room is None else rooms[one.room].id)
            for one in proposal.placed[number]
        ]
        return tuple(sorted(places, key=lambda place: place.time))

    def outcome(self, found: Found) -> Outcome:
        """With a reason for each class that was not placed."""
        left_out = self.problem.unplaced_cost * sum(
            self.problem.activities[number].lessons for number in found.proposal.unplaced
        )
        by_desire = costs(self.problem, found.proposal)
        by_desire.pop(Desire.UNPLACED, None)
        return Outcome(
            self.placements(found.proposal),
            tuple(self._why(reason) for reason in reasons(self.problem, found.proposal)),
            found.cost - left_out,
            found.bound - left_out,
            found.seconds,
            by_desire,
        )

    def _why(self, reason: Reason) -> WhyNot:
        one, change = self.term.wanted[reason.activity], reason.smallest
        rules = tuple(sorted(reason.rules))
        if change is None:
            return WhyNot(one, rules)
        return WhyNot(
            one,
            tuple(sorted(change.rules)),
            tuple(
                weekly_time(self.problem.activities[reason.activity].choices[each.choice]) for each in reason.changes
            ),
            *self._room(one, change),
        )

    def _room(self, one: Wanted, change: Change) -> tuple[str, str, int, str]:
        from commedu_desktop.domain.equipment import missing_equipment

        other = self.term.wanted[change.other].title if change.other is not None else ""
        if change.room is None:
            return "", other, 0, ""
        room = self.term.ground.rooms[change.room]
        return room.name, other, change.short, ", ".join(missing_equipment(one.equipment, room.equipment))


def propose(arrangement: Arrangement, effort: Effort, watch: Watch) -> Outcome:
    """Search until the time is over, nothing better is possible, or `watch.stop()`; the best so far is what counts."""
    from commedu_desktop.services.arrange.search import Search

    Search(arrangement.problem, effort, watch).run(arrangement.start())
    assert watch.found is not None
    return arrangement.outcome(watch.found)
