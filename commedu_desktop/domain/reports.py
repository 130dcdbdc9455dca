"""Making a report: from what was attended and held to its lines."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from commedu_desktop.domain.ages import band_labels, band_of
from commedu_desktop.domain.figures import Dimension, Line, Names, Report
from commedu_desktop.domain.periods import Period


class Tally(NamedTuple):
    """What one person attended of one offering in one hour of the week; `minutes` is those lessons' lengths added up.

    `slot` is the hour of the week, 0 (Monday, midnight) to 167.
    """

    person: Hashable
    offering: Hashable
    slot: int
    attended: int
    minutes: int


class Heads(NamedTuple):
    """People of an offering counted without names, and the lengths of their lessons added up."""

    offering: Hashable
    slot: int
    band: str
    number: int
    minutes: int


@dataclass(frozen=True)
class Held:
    """What an offering did in the period; `minutes` were taught, `learner_minutes` once for each attendance."""

    offering: Hashable
    code: str
    title: str
    branch: str
    category: str
    kind: str
    attended: int = 0
    absent: int = 0
    heads: int = 0
    learner_minutes: int = 0
    lessons: int = 0
    minutes: int = 0


class Profile(NamedTuple):
    """The lines that a person stands in."""

    sex: str
    band: str
    groups: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[tuple[Dimension, str], ...]:
        groups = ((Dimension.GROUP, group) for group in self.groups or ("",))
        return ((Dimension.SEX, self.sex), (Dimension.AGE, self.band), *groups)


@dataclass(frozen=True)
class Entry:
    """One entry of a list that figures are broken down by, in its order there."""

    value: str
    names: Names = field(default_factory=dict)
    population: int | None = None
    hidden_when_empty: bool = False


@dataclass(frozen=True)
class Source:
    """All that a report is made from. `people` has everybody of the tallies, each with a place in `profiles`."""

    tallies: Sequence[Tally]
    held: Sequence[Held]
    people: Mapping[Hashable, int]
    profiles: Sequence[Profile]
    heads: Sequence[Heads]
    entries: Mapping[Dimension, Sequence[Entry]]
    age_bands: tuple[int, ...]
    population: int | None = None
    group_entered: Mapping[str, Set[str]] = field(default_factory=dict)
    """The branches for which a group's population was entered."""


@dataclass(frozen=True)
class Gathered:
    """One pass over the tallies. Where a key begins with a number, that is the place of a profile.

    `came`: who came to an offering; `slots`: attendances and minutes by profile and hour of the week; `hours`: who came
    by profile and hour of the day; `persons`: how many of a profile.
    """

    came: Mapping[Hashable, set[Hashable]]
    slots: Mapping[tuple[int, int], Sequence[int]]
    hours: Mapping[tuple[int, int], set[Hashable]]
    persons: Mapping[int, int]


def gather(source: Source) -> Gathered:
    """Read the tallies once, for everything that is made from them."""
    came: dict[Hashable, set[Hashable]] = defaultdict(set)
    slots: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    hours: dict[tuple[int, int], set[Hashable]] = defaultdict(set)
    people = source.people
    for person, offering, slot, attended, minutes in source.tallies:
        came[offering].add(person)
        profile = people[person]
        hours[profile, slot % 24].add(person)
        sums = slots[profile, slot]
        sums[0] += attended
        sums[1] += minutes
    return Gathered(came, slots, hours, Counter(people.values()))


def make_report(period: Period, academic_hour: int, source: Source, gathered: Gathered) -> Report:
    """The whole report. Its population is that of all branches: unknown while one whose people came has none. That of
    a group likewise, while it was not entered for such a branch."""
    held_by: dict[Dimension, Callable[[Held], str]] = {
        Dimension.BRANCH: lambda held: held.branch,
        Dimension.CATEGORY: lambda held: held.category,
        Dimension.KIND: lambda held: held.kind,
        Dimension.OFFERING: lambda held: held.code,
    }
    came = gathered.came
    sections = {dimension: _by_offering(dimension, key, source, came) for dimension, key in held_by.items()}
    active = [line for line in sections[Dimension.BRANCH] if line.persons]
    unknown = any(not line.population for line in active)
    total = _held_line(Entry("", population=None if unknown else source.population), source.held, came)
    return Report(period, academic_hour, total, sections | _by_people(source, gathered, {one.value for one in active}))


def _held_line(entry: Entry, held: Iterable[Held], came: Mapping[Hashable, set[Hashable]]) -> Line:
    held = tuple(held)
    persons: set[Hashable] = set()
    persons.update(*(came.get(one.offering, ()) for one in held))
    attended = sum(one.attended for one in held)
    return Line(
        entry.value,
        entry.names,
        persons=len(persons),
        attendances=attended + sum(one.heads for one in held),
        learner_minutes=sum(one.learner_minutes for one in held),
        lessons=sum(one.lessons for one in held),
        minutes=sum(one.minutes for one in held),
        attended=attended,
        absent=sum(one.absent for one in held),
        population=entry.population,
    )


def _by_offering(
    dimension: Dimension, key: Callable[[Held], str], source: Source, came: Mapping[Hashable, set[Hashable]]
) -> tuple[Line, ...]:
    of: dict[str, list[Held]] = defaultdict(list)
    for one in source.held:
        of[key(one)].append(one)
    if dimension is Dimension.OFFERING:
        listed: Iterable[Entry] = [Entry(one.code, {"": one.title}) for one in source.held]
    else:
        listed = source.entries.get(dimension, ())
    lines = [_held_line(entry, of.get(entry.value, ()), came) for entry in _shown(listed, of)]
    return tuple(lines)


def _shown(listed: Iterable[Entry], found: Mapping[str, object]) -> list[Entry]:
    """Entries with a line: all that are in use, and whatever has figures; what is not recorded comes last."""
    entries = [entry for entry in listed if entry.value in found or not entry.hidden_when_empty]
    known = {entry.value for entry in entries}
    return entries + [Entry(value) for value in sorted(found) if value not in known]


@dataclass
class _Sums:
    persons: int = 0
    attendances: int = 0
    minutes: int = 0

    def add(self, persons: int, attendances: int, minutes: int) -> None:
        self.persons += persons
        self.attendances += attendances
        self.minutes += minutes


def _by_people(source: Source, gathered: Gathered, active: Set[str]) -> dict[Dimension, tuple[Line, ...]]:
    """`active`: the branches that somebody came to."""
    sums: dict[tuple[Dimension, str], _Sums] = defaultdict(_Sums)
    lines = [profile.lines for profile in source.profiles]
    for profile, number in gathered.persons.items():
        for key in lines[profile]:
            sums[key].add(number, 0, 0)
    for (profile, _slot), (attended, minutes) in gathered.slots.items():
        for key in lines[profile]:
            sums[key].add(0, attended, minutes)
    for heads in source.heads:
        for key in lines_of_heads(heads, source.age_bands):
            sums[key].add(0, heads.number, heads.minutes)
    entries = dict(source.entries) | {Dimension.AGE: [Entry(label) for label in band_labels(source.age_bands)]}
    entries[Dimension.GROUP] = [
        entry if active <= source.group_entered.get(entry.value, set()) else replace(entry, population=None)
        for entry in entries.get(Dimension.GROUP, ())
    ]
    return {
        dimension: tuple(
            _people_line(entry, sums.get((dimension, entry.value), _Sums()))
            for entry in _shown(entries.get(dimension, ()), {value: sums for of, value in sums if of is dimension})
        )
        for dimension in (Dimension.GROUP, Dimension.AGE, Dimension.SEX)
    }


def lines_of_heads(heads: Heads, firsts: tuple[int, ...]) -> tuple[tuple[Dimension, str], ...]:
    """Where people stand who were counted without names: an age band at most is known of them."""
    return Profile("", band_for(heads.band, firsts)).lines


def _people_line(entry: Entry, sums: _Sums) -> Line:
    return Line(entry.value, entry.names, sums.persons, sums.attendances, sums.minutes, population=entry.population)


def band_for(label: str, firsts: tuple[int, ...]) -> str:
    """The present band of a headcount's label, which may stem from bands that were changed since."""
    first = label.split("-")[0].rstrip("+")
    return band_of(int(first), firsts) if first.isdecimal() else ""
