"""Who takes part, and at which hours of the week; who is missing, and when those of them who come do come."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from commedu_desktop.domain.figures import Dimension, Names, Report
from commedu_desktop.domain.reports import Gathered, Source, lines_of_heads
from commedu_desktop.domain.residents import Sex

HOURS_OF_WEEK = 7 * 24
PEOPLE = (Dimension.AGE, Dimension.GROUP, Dimension.SEX)
"""What people are told apart by."""
_TOTAL = (Dimension.TOTAL, "")
BEST = 3
"""So many hours are named at which a missing group does come."""


@dataclass(frozen=True)
class Came:
    """Persons, and attendances; headcounts enter attendances only."""

    persons: int = 0
    attendances: int = 0


@dataclass(frozen=True)
class Hours:
    """When the people of one line come: by hour of the day, and attendances by hour of the week (Monday 00:00 is 0)."""

    dimension: Dimension
    value: str
    names: Names = field(default_factory=dict)
    by_hour: Mapping[int, Came] = field(default_factory=dict)
    by_slot: Mapping[int, int] = field(default_factory=dict)

    @property
    def best(self) -> tuple[int, ...]:
        """The hours of the week with most attendances, in the order of the week."""
        first = sorted(self.by_slot, key=lambda slot: (-self.by_slot[slot], slot))[:BEST]
        return tuple(sorted(slot for slot in first if self.by_slot[slot]))


@dataclass(frozen=True)
class Share:
    """A line's share of the participants beside its share of the population.

    For groups the population is what was entered for the year, for ages it is the register.
    """

    hours: Hours
    persons: int
    of_persons: int
    population: int
    of_population: int

    @property
    def taking_part(self) -> Fraction:
        return Fraction(self.persons, self.of_persons) if self.of_persons else Fraction(0)

    @property
    def living_here(self) -> Fraction:
        return Fraction(self.population, self.of_population)

    @property
    def reached(self) -> Fraction:
        """How much of its share of the population takes part: 1 when both are equal."""
        return self.taking_part / self.living_here

    @property
    def is_missing(self) -> bool:
        return self.taking_part < self.living_here


@dataclass(frozen=True)
class BandOfAges:
    """Persons of one age band by sex."""

    band: str
    women: int
    men: int
    unknown: int


@dataclass(frozen=True)
class Participation:
    """`lines` by dimension, in the report's order; `shares` where a population is known, the least reached first."""

    everyone: Hours
    lines: Mapping[Dimension, tuple[Hours, ...]]
    shares: tuple[Share, ...]
    pyramid: tuple[BandOfAges, ...] = ()

    @property
    def missing(self) -> tuple[Share, ...]:
        return tuple(share for share in self.shares if share.is_missing)

    def hours(self, dimension: Dimension, value: str) -> Hours:
        """Of one line; of nobody when there is no such line."""
        found = (one for one in self.lines.get(dimension, ()) if one.value == value)
        return next(found, Hours(dimension, value))


@dataclass
class _Sums:
    persons: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    slots: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def hours(self, dimension: Dimension, value: str, names: Names) -> Hours:
        by_hour: dict[int, int] = defaultdict(int)
        for slot, number in self.slots.items():
            by_hour[slot % 24] += number
        cells = {hour: Came(self.persons.get(hour, 0), by_hour[hour]) for hour in sorted(by_hour)}
        return Hours(dimension, value, names, cells, dict(sorted(self.slots.items())))


def participation(report: Report, source: Source, gathered: Gathered, register: Mapping[str, int]) -> Participation:
    """From what the report was made of; `register` holds residents by age band."""
    sums = _sums(source, gathered)
    lines = {
        dimension: tuple(
            sums[dimension, line.value].hours(dimension, line.value, line.names) for line in report.lines(dimension)
        )
        for dimension in PEOPLE
    }
    everyone = sums[Dimension.TOTAL, ""].hours(Dimension.TOTAL, "", {})
    shares = _shares(report, lines, register)
    ordered = tuple(sorted(shares, key=lambda share: share.reached))
    return Participation(everyone, lines, ordered, _pyramid(report, source, gathered))


def _pyramid(report: Report, source: Source, gathered: Gathered) -> tuple[BandOfAges, ...]:
    counted: dict[tuple[str, str], int] = defaultdict(int)
    for profile, number in gathered.persons.items():
        counted[source.profiles[profile].band, source.profiles[profile].sex] += number
    bands = [line.value for line in report.lines(Dimension.AGE)]
    return tuple(
        BandOfAges(band, counted[band, Sex.FEMALE], counted[band, Sex.MALE], counted[band, ""]) for band in bands
    )


def _sums(source: Source, gathered: Gathered) -> dict[tuple[Dimension, str], _Sums]:
    """By line; everybody stands in the total."""
    sums: dict[tuple[Dimension, str], _Sums] = defaultdict(_Sums)
    lines = [(_TOTAL, *profile.lines) for profile in source.profiles]
    for (profile, hour), people in gathered.hours.items():
        for key in lines[profile]:
            sums[key].persons[hour] += len(people)
    for (profile, slot), (attended, _minutes) in gathered.slots.items():
        for key in lines[profile]:
            sums[key].slots[slot] += attended
    for heads in source.heads:
        for key in (_TOTAL, *lines_of_heads(heads, source.age_bands)):
            sums[key].slots[heads.slot] += heads.number
    return sums


def _shares(report: Report, lines: Mapping[Dimension, Sequence[Hours]], register: Mapping[str, int]) -> Iterable[Share]:
    """Of the groups with a population, and of the ages on the register."""
    hours = {(one.dimension, one.value): one for of in lines.values() for one in of}
    for dimension, in_all in (
        (Dimension.GROUP, report.total.population or 0),
        (Dimension.AGE, sum(number for band, number in register.items() if band)),
    ):
        for line in report.lines(dimension):
            number = register.get(line.value, 0) if dimension is Dimension.AGE else line.population or 0
            if line.value and in_all and number:
                yield Share(hours[dimension, line.value], line.persons, report.total.persons, number, in_all)
