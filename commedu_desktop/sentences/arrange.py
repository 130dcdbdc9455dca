"""What is said of a proposed timetable: what came out, why a class has no place, and the smallest change that helps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from commedu_desktop.domain.arrange import Desire, Rule
from commedu_desktop.domain.weekly_times import WeeklyTime
from commedu_desktop.i18n import N_, _, ngettext
from commedu_desktop.sentences.telling import Telling, shown, together
from commedu_desktop.sentences.weekly_times import times_shown

RULES = {
    Rule.HOURS: N_("Opening hours"),
    Rule.AUDIENCE: N_("Hours of its people"),
    Rule.AVAILABILITY: N_("Teacher not available"),
    Rule.TEACHER: N_("Teacher busy"),
    Rule.LIMIT: N_("Teacher's limit of hours"),
    Rule.TRAVEL: N_("Way between branches"),
    Rule.VENUE: N_("No room free"),
    Rule.CAPACITY: N_("Room too small"),
    Rule.EQUIPMENT: N_("Equipment missing"),
    Rule.BRANCH: N_("No room at its branch"),
    Rule.CLOSED: N_("Closed on all days"),
    Rule.DAY: N_("One lesson a day"),
}
"""What stands in the way, in two or three words."""

DESIRES = {
    Desire.HOURS: N_("Less liked hours"),
    Desire.SEATS: N_("People without a seat"),
    Desire.GAPS: N_("Idle hours of teachers"),
    Desire.ROOMS: N_("Changes of room"),
    Desire.TOGETHER: N_("Shared learners at the same time"),
    Desire.TRAVEL: N_("Ways between branches"),
    Desire.SPREAD: N_("Lessons on days in a row"),
    Desire.COMPACT: N_("Lessons standing alone"),
}
"""Wishes that a proposal leaves open."""


class Class(Protocol):
    """What is said of a class."""

    @property
    def title(self) -> str: ...
    @property
    def teacher(self) -> str: ...
    @property
    def branch(self) -> str: ...
    @property
    def people(self) -> int: ...


class Unplaced(Protocol):
    """A class without a place."""

    @property
    def wanted(self) -> Class: ...
    @property
    def rules(self) -> Sequence[Rule]: ...
    @property
    def times(self) -> Sequence[WeeklyTime]: ...
    @property
    def venue(self) -> str: ...
    @property
    def other(self) -> str: ...
    @property
    def short(self) -> int: ...
    @property
    def missing(self) -> str: ...


def rules_shown(rules: Sequence[Rule]) -> str:
    """What stands in the way: `Teacher busy`, `Room too small, Equipment missing`."""
    return shown([_(RULES[rule]) for rule in rules])


def change_shown(why: Unplaced) -> str:
    """The smallest change that would place a class, in one sentence for each rule."""
    if not why.times:
        return _(
            "More than two rules stand in the way at every time. "
            "Give it fewer people, another teacher or another branch."
        )
    facts = {
        "times": times_shown(why.times),
        "teacher": why.wanted.teacher,
        "title": why.wanted.title,
        "venue": why.venue,
        "other": why.other,
        "branch": why.wanted.branch,
        "missing": why.missing,
        "people": shown(why.wanted.people),
    }
    said = [_one(rule, why, facts) for rule in why.rules]
    from commedu_desktop.i18n import locale

    return ("" if locale() == "zh_CN" else " ").join(said)


def _one(rule: Rule, why: Unplaced, facts: Mapping[str, str]) -> str:
    if rule is Rule.CAPACITY:
        telling = ngettext(
            "{times} in {venue} if it takes one person fewer, or one chair is added.",
            "{times} in {venue} if it takes {count} people fewer, or {count} chairs are added.",
            why.short,
        )
        return telling.format(count=shown(why.short), **facts)
    if rule in (Rule.VENUE, Rule.TEACHER) and why.other:
        return _(_IN_THE_WAY[rule]).format(**facts)
    return _(_CHANGES[rule]).format(**facts)


_IN_THE_WAY = {
    Rule.VENUE: N_("{times} in {venue} if “{other}” goes elsewhere."),
    Rule.TEACHER: N_("{times} if “{other}” has another time, or somebody else than {teacher} teaches one of the two."),
}
_CHANGES = {
    Rule.VENUE: N_("{times} if {venue} were free: lessons planned already are there then."),
    Rule.TEACHER: N_("{times} if {teacher} were free: lessons planned already are then."),
    Rule.AVAILABILITY: N_("{times} if {teacher} can come then too."),
    Rule.LIMIT: N_("{times} if {teacher} takes on more hours, or somebody else teaches it."),
    Rule.TRAVEL: N_("{times} if {teacher} has more time for the way between the branches."),
    Rule.HOURS: N_("{times} if the centre stays open for it."),
    Rule.AUDIENCE: N_("{times} if its people can come then; it lies outside their hours."),
    Rule.EQUIPMENT: N_("{times} in {venue} if it gets what is missing: {missing}."),
    Rule.BRANCH: N_("{times} in {venue}, which is not at {branch}."),
    Rule.CLOSED: N_("{times} if the centre opens on one of these days."),
    Rule.DAY: N_("{times} if two lessons may be on one day."),
}


@dataclass(frozen=True)
class Summary:
    """What came out, in numbers."""

    placed: int
    unplaced: int
    cost: int
    proven: bool


def summary_shown(found: Summary) -> str:
    """`58 of 60 classes placed. Wishes left open: 14, and no timetable has fewer.`"""
    every = found.placed + found.unplaced
    placed = ngettext("{placed} of {every} class placed.", "{placed} of {every} classes placed.", every).format(
        placed=shown(found.placed), every=shown(every)
    )
    if not found.cost:
        return together(placed, _("Every wish is met."))
    telling = (
        _("Wishes left open weigh {cost}, and no timetable has fewer.")
        if found.proven
        else _("Wishes left open weigh {cost}.")
    )
    return together(placed, telling.format(cost=shown(found.cost)))


SENTENCES: dict[str, Telling] = {
    "term-code-unknown": N_("No term has the code {code}. The Courses page lists the terms with their codes."),
    "term-over": N_("{term} ended on {ends}. Choose a term that is still to come."),
    "has-times-already": N_("{title} has its times meanwhile. Change them on the timetable."),
    "nothing-to-arrange": N_("Every class of {term} has its times."),
}
VERBS: dict[str, Telling] = {"accept_arrangement": N_("times and rooms of {subject}")}
