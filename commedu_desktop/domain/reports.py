"""Making a report: from what was attended and held to its lines."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from commedu_desktop.domain.ages import age_on, band_labels, band_of
from commedu_desktop.domain.figures import Dimension, Line, Names, Report
from commedu_desktop.domain.periods import Period


class Tally(NamedTuple):
    """What one person attended of one offering; `minutes` is the sum of those lessons' lengths."""

    person: Hashable
    offering: Hashable
    attended: int
    minutes: int


class Heads(NamedTuple):
    """People of an offering counted without names, and the lengths of their lessons added up."""

    offering: Hashable
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


class Person(NamedTuple):
    """Whom the tallies speak of."""

    person: Hashable
    sex: str
    born: date | None
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One entry of a list that figures are broken down by, in its order there."""

    value: str
    names: Names = field(default_factory=dict)
    population: int | None = None
    hidden_when_empty: bool = False


@dataclass(frozen=True)
class Source:
    """All that a report is made from."""

    tallies: Sequence[Tally]
    held: Sequence[Held]
    people: Sequence[Person]
    heads: Sequence[Heads]
    entries: Mapping[Dimension, Sequence[Entry]]
    age_bands: tuple[int, ...]
    population: int | None = None


def make_report(period: Period, academic_hour: int, source: Source) -> Report:
    """The whole report from one pass over the tallies."""
    came: dict[Hashable, set[Hashable]] = defaultdict(set)
    learned: dict[Hashable, list[int]] = defaultdict(lambda: [0, 0])
    for person, offering, attended, minutes in source.tallies:
        came[offering].add(person)
        sums = learned[person]
        sums[0] += attended
        sums[1] += minutes
    held_by: dict[Dimension, Callable[[Held], str]] = {
        Dimension.BRANCH: lambda held: held.branch,
        Dimension.CATEGORY: lambda held: held.category,
        Dimension.KIND: lambda held: held.kind,
        Dimension.OFFERING: lambda held: held.code,
    }
    sections = {dimension: _by_offering(dimension, key, source, came) for dimension, key in held_by.items()}
    total = _held_line(Entry("", population=source.population), source.held, came)
    return Report(period, academic_hour, total, sections | _by_people(period, source, learned))


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


def _by_people(
    period: Period, source: Source, learned: Mapping[Hashable, Sequence[int]]
) -> dict[Dimension, tuple[Line, ...]]:
    sums: dict[Dimension, dict[str, _Sums]] = {
        dimension: defaultdict(_Sums) for dimension in (Dimension.GROUP, Dimension.AGE, Dimension.SEX)
    }
    bands = _Bands(period.last, source.age_bands)
    for person, sex, born, groups in source.people:
        attended, minutes = learned.get(person, (0, 0))
        if not attended:
            continue
        sums[Dimension.SEX][sex].add(1, attended, minutes)
        sums[Dimension.AGE][bands.of(born)].add(1, attended, minutes)
        for group in groups or ("",):
            sums[Dimension.GROUP][group].add(1, attended, minutes)
    for heads in source.heads:
        sums[Dimension.SEX][""].add(0, heads.number, heads.minutes)
        sums[Dimension.GROUP][""].add(0, heads.number, heads.minutes)
        sums[Dimension.AGE][band_for(heads.band, source.age_bands)].add(0, heads.number, heads.minutes)
    entries = dict(source.entries) | {Dimension.AGE: [Entry(label) for label in band_labels(source.age_bands)]}
    return {
        dimension: tuple(
            _people_line(entry, found.get(entry.value, _Sums())) for entry in _shown(entries.get(dimension, ()), found)
        )
        for dimension, found in sums.items()
    }


def _people_line(entry: Entry, sums: _Sums) -> Line:
    return Line(entry.value, entry.names, sums.persons, sums.attendances, sums.minutes, population=entry.population)


class _Bands:
    """The band of a birthday, worked out once for each day."""

    def __init__(self, day: date, firsts: tuple[int, ...]) -> None:
        self._day, self._firsts = day, firsts
        self._known: dict[date | None, str] = {None: ""}

    def of(self, born: date | None) -> str:
        if born not in self._known and born is not None:
            self._known[born] = band_of(max(0, age_on(born, self._day)), self._firsts)
        return self._known[born]


def band_for(label: str, firsts: tuple[int, ...]) -> str:
    """The present band of a headcount's label, which may stem from bands that were changed since."""
    first = label.split("-")[0].rstrip("+")
    return band_of(int(first), firsts) if first.isdecimal() else ""
