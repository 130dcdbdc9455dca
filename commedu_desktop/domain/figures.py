"""The centre's figures, exactly as defined: persons and attendances side by side, never mixed.

Persons are distinct residents with an attended lesson in the period; attendances are attended marks plus headcounts.
Whoever comes to two branches is one person of each, and one of the total. Age is that of the period's last day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.periods import Period

Names = Mapping[str, str]
"""Language tag -> word; `""` for a name that is the same in every language."""


class Dimension(StrEnum):
    """What a figure is broken down by; the last two have no section of lines: hours of the week, kinds of teacher."""

    TOTAL = "total"
    BRANCH = "branch"
    CATEGORY = "category"
    KIND = "kind"
    GROUP = "group"
    AGE = "age"
    SEX = "sex"
    OFFERING = "offering"
    SLOT = "slot"
    TEACHER = "teacher"

    @property
    def of_people(self) -> bool:
        """Told by who came, not by what was held: such lines have no lessons and no hours of their own."""
        return self in (Dimension.GROUP, Dimension.AGE, Dimension.SEX)


IN_LINES = tuple(one for one in Dimension if one not in (Dimension.SLOT, Dimension.TEACHER))
"""The dimensions that have a section of lines in every report."""


class Measure(StrEnum):
    """What is counted; the last three are rates and what they are divided by, which not every line has."""

    PERSONS = "persons"
    ATTENDANCES = "attendances"
    LESSONS = "lessons"
    HOURS = "hours"
    LEARNER_HOURS = "learner-hours"
    POPULATION = "population"
    TRAINING_RATE = "training-rate"
    ATTENDANCE_RATE = "attendance-rate"

    def is_of(self, dimension: Dimension) -> bool:
        """Whether lines of that dimension have such a figure."""
        if self in (Measure.LESSONS, Measure.HOURS):
            return not dimension.of_people
        if self in (Measure.POPULATION, Measure.TRAINING_RATE):
            return dimension in (Dimension.TOTAL, Dimension.BRANCH, Dimension.GROUP)
        if self is Measure.ATTENDANCE_RATE:
            return dimension in IN_LINES and not dimension.of_people
        return True


COUNTS = tuple(Measure)[:5]
"""What lines without anybody count with 0."""


@dataclass(frozen=True)
class FigureKey:
    """Names one figure of a report: `persons/branch/B01`. An empty value is the line of what is not recorded."""

    measure: Measure
    dimension: Dimension = Dimension.TOTAL
    value: str = ""

    def __str__(self) -> str:
        if self.dimension is Dimension.TOTAL:
            return self.measure
        return f"{self.measure}/{self.dimension}/{self.value}".rstrip("/")


def figure_key(text: str) -> FigureKey:
    """Raises: Refused figure-unknown."""
    parts = [*text.split("/", 2), "", ""]
    try:
        key = FigureKey(Measure(parts[0]), Dimension(parts[1] or Dimension.TOTAL), parts[2])
    except ValueError:
        raise Refused("figure-unknown", figure=text) from None
    if not key.measure.is_of(key.dimension):
        raise Refused("figure-unknown", figure=text)
    return key


@dataclass(frozen=True)
class Line:
    """One line of figures. Lessons and minutes are None where they have no meaning (lines told by people)."""

    value: str
    names: Names
    persons: int
    attendances: int
    learner_minutes: int
    lessons: int | None = None
    minutes: int | None = None
    attended: int = 0
    absent: int = 0
    population: int | None = None

    @property
    def rate(self) -> Fraction | None:
        """Persons ÷ population; None without a population."""
        return Fraction(self.persons, self.population) if self.population else None

    @property
    def attendance_rate(self) -> Fraction | None:
        """Attended ÷ (attended + absent); excused does not count; None before anyone was marked."""
        return attendance_rate(self.attended, self.absent)


@dataclass(frozen=True)
class Report:
    """The figures of one period; `academic_hour` in minutes turns minutes into delivered hours."""

    period: Period
    academic_hour: int
    total: Line
    sections: Mapping[Dimension, tuple[Line, ...]]

    def lines(self, dimension: Dimension) -> tuple[Line, ...]:
        return (self.total,) if dimension is Dimension.TOTAL else self.sections.get(dimension, ())

    def line(self, dimension: Dimension, value: str) -> Line | None:
        return next((line for line in self.lines(dimension) if line.value == value), None)

    def hours(self, line: Line) -> Fraction | None:
        """Delivered hours."""
        return None if line.minutes is None else Fraction(line.minutes, self.academic_hour)

    def learner_hours(self, line: Line) -> Fraction:
        return Fraction(line.learner_minutes, self.academic_hour)

    def figure(self, key: FigureKey) -> int | Fraction | None:
        """One figure by its key; 0 when nothing stands in its line, None where a rate or population is not known."""
        line = self.line(key.dimension, key.value)
        if line is None:
            return 0 if key.measure in COUNTS else None
        return {
            Measure.PERSONS: line.persons,
            Measure.ATTENDANCES: line.attendances,
            Measure.LESSONS: line.lessons or 0,
            Measure.HOURS: self.hours(line) or 0,
            Measure.LEARNER_HOURS: self.learner_hours(line),
            Measure.POPULATION: line.population,
            Measure.TRAINING_RATE: line.rate,
            Measure.ATTENDANCE_RATE: line.attendance_rate,
        }[key.measure]


def attendance_rate(attended: int, absent: int) -> Fraction | None:
    """Share of counted lessons attended; None when none counts."""
    counted = attended + absent
    return Fraction(attended, counted) if counted else None


def change(now: int, before: int) -> Fraction | None:
    """By how much of the earlier figure it grew; None when there was none."""
    return Fraction(now - before, before) if before else None
