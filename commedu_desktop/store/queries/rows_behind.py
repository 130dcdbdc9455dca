"""The rows behind a figure of a report, selected by the same rules as the figure itself but one by one."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from commedu_desktop.domain.ages import age_on, band_of
from commedu_desktop.domain.figures import Dimension, FigureKey, Measure
from commedu_desktop.domain.periods import Period
from commedu_desktop.domain.reports import band_for
from commedu_desktop.domain.rows_behind import AttendanceRow, LessonRow, PersonRow, PopulationRow, Row
from commedu_desktop.store.queries.reports import COUNTED, HELD, day_of, length_of, populations, statement, within
from commedu_desktop.store.tally import slot_of

_OFFERING = (
    " JOIN offering o ON o.id = l.offering_id JOIN branch b ON b.id = o.branch_id"
    " JOIN course c ON c.id = o.course_id LEFT JOIN category g ON g.id = c.category_id"
)
_PERIOD = f" WHERE l.starts >= :first AND l.starts < :end AND b.code IN :branches AND {COUNTED}"
_IN_GROUP = (
    "EXISTS (SELECT 1 FROM resident_group rg JOIN population_group pg ON pg.id = rg.group_id"
    " WHERE rg.resident_id = r.id AND pg.code = :value)"
)
_ONLY = {
    Dimension.BRANCH: " AND b.code = :value",
    Dimension.CATEGORY: " AND coalesce(g.code, '') = :value",
    Dimension.KIND: " AND o.kind = :value",
    Dimension.OFFERING: " AND o.code = :value",
    Dimension.TEACHER: " AND coalesce((SELECT k.kind FROM teacher k WHERE k.id = l.teacher_id), '') = :value",
}
_ONLY_PEOPLE = _ONLY | {
    Dimension.SEX: " AND coalesce(r.sex, '') = :value",
    Dimension.GROUP: f" AND {_IN_GROUP}",
}
_ATTENDED = ("present", "late")
_NO_GROUP = " AND NOT EXISTS (SELECT 1 FROM resident_group rg WHERE rg.resident_id = r.id)"


class Behind:
    """Finds the rows of one figure."""

    def __init__(
        self,
        session: Session,
        key: FigureKey,
        period: Period,
        branches: Sequence[str],
        age_bands: tuple[int, ...],
        academic_hour: int,
    ) -> None:
        self._session, self._key, self._period, self._branches = session, key, period, branches
        self._bands, self._academic_hour = age_bands, academic_hour
        self._given = within(period, branches) | {"value": key.value}

    def rows(self) -> list[Row]:
        """In the order of time, or of cards."""
        match self._key.measure:
            case Measure.PERSONS | Measure.TRAINING_RATE:
                return list(self._persons())
            case Measure.ATTENDANCES | Measure.LEARNER_HOURS:
                return [*self._attendances()]
            case Measure.ATTENDANCE_RATE:
                return [*sorted(self._marks(("present", "late", "absent")), key=_in_time)]
            case Measure.POPULATION:
                return list(self.populations())
            case _:
                return list(self._lessons())

    def _run(self, sql: str) -> Iterator[Any]:
        return iter(self._session.execute(statement(sql), self._given))

    @property
    def _only(self) -> str:
        """Which lessons; an hour of the week is told in the dialect's own words."""
        if self._key.dimension is Dimension.SLOT:
            slot = slot_of(self._session.get_bind().dialect.name, "l.starts")
            return f" AND {slot} = CAST(:value AS INTEGER)"
        return _ONLY.get(self._key.dimension, "")

    def _people(self) -> str:
        if self._key.dimension is Dimension.GROUP and not self._key.value:
            return _NO_GROUP
        return _ONLY_PEOPLE.get(self._key.dimension, self._only)

    def _is_in_band(self, born: date | None) -> bool:
        if self._key.dimension is not Dimension.AGE:
            return True
        age = None if born is None else max(0, age_on(born, self._period.last))
        return band_of(age, self._bands) == self._key.value

    def _amount(self, number: int, minutes: int) -> int | Fraction:
        if self._key.measure in (Measure.HOURS, Measure.LEARNER_HOURS):
            return Fraction(number * minutes, self._academic_hour)
        return number

    def _persons(self) -> Iterator[PersonRow]:
        sql = (
            "SELECT r.card, r.name, coalesce(r.sex, ''), r.born, hb.name, count(*) FROM lesson l"
            f"{_OFFERING} JOIN attendance_mark m ON m.lesson_id = l.id JOIN resident r ON r.id = m.resident_id"
            f" JOIN branch hb ON hb.id = r.branch_id{_PERIOD} AND m.mark IN ('present', 'late'){self._people()}"
            " GROUP BY r.id, r.card, r.name, r.sex, r.born, hb.name ORDER BY r.card"
        )
        for card, name, sex, born, branch, times in self._run(sql):
            if self._is_in_band(day_of(born)):
                yield PersonRow(card, name, sex, day_of(born), branch, times)

    def _attendances(self) -> list[AttendanceRow]:
        return sorted([*self._marks(_ATTENDED), *self._heads()], key=_in_time)

    def _marks(self, marks: tuple[str, ...]) -> Iterator[AttendanceRow]:
        sql = (
            f"SELECT l.starts, o.code, o.title, r.card, r.name, m.mark, r.born, {length_of(self._session)}"
            f" FROM lesson l{_OFFERING}"
            " JOIN attendance_mark m ON m.lesson_id = l.id JOIN resident r ON r.id = m.resident_id"
            f"{_PERIOD} AND m.mark IN {marks}{self._people()}"
        )
        for starts, code, title, card, name, mark, born, minutes in self._run(sql):
            if self._is_in_band(day_of(born)):
                amount = self._amount(int(mark in _ATTENDED), minutes)
                yield AttendanceRow(_moment(starts), code, title, card, name, mark, amount)

    def populations(self) -> Iterator[PopulationRow]:
        """What the line's training rate is divided by, branch by branch; nothing for a group that was not entered."""
        of_branch, of_group = populations(self._session, self._period.year, self._branches)
        dimension, value = self._key.dimension, self._key.value
        entered = of_group.get(value, {}) if dimension is Dimension.GROUP else of_branch
        sql = (
            "SELECT b.code, b.name, (SELECT count(DISTINCT m.resident_id) FROM lesson l"
            " JOIN offering o ON o.id = l.offering_id JOIN attendance_mark m ON m.lesson_id = l.id"
            f"{_PERIOD.replace('b.code IN :branches', 'o.branch_id = b.id')} AND m.mark IN {_ATTENDED})"
            " FROM branch b WHERE b.code IN :branches ORDER BY b.code"
        )
        for code, name, persons in self._run(sql):
            if dimension is not Dimension.BRANCH or code == value:
                yield PopulationRow(code, name, self._period.year, entered.get(code), persons)

    def _heads(self) -> Iterator[AttendanceRow]:
        """Heads belong to the lines of what is not recorded about people, but to an age band where one was noted."""
        dimension, value = self._key.dimension, self._key.value
        if dimension in (Dimension.SEX, Dimension.GROUP) and value:
            return
        sql = (
            f"SELECT l.starts, o.code, o.title, h.age_band, h.number, {length_of(self._session)} FROM lesson l"
            f"{_OFFERING} JOIN headcount h ON h.lesson_id = l.id{_PERIOD} AND h.number > 0{self._only}"
        )
        for starts, code, title, band, number, minutes in self._run(sql):
            if dimension is not Dimension.AGE or band_for(band, self._bands) == value:
                yield AttendanceRow(_moment(starts), code, title, "", "", band, self._amount(number, minutes))

    def _lessons(self) -> Iterator[LessonRow]:
        sql = (
            "SELECT l.starts, l.ends, o.code, o.title, coalesce(t.name, ''), coalesce(v.name, ''),"
            f" {length_of(self._session)} FROM lesson l{_OFFERING}"
            " LEFT JOIN teacher t ON t.id = l.teacher_id LEFT JOIN venue v ON v.id = l.venue_id"
            f"{_PERIOD} AND {HELD}{self._only} ORDER BY l.starts, o.code"
        )
        for starts, ends, code, title, teacher, venue, minutes in self._run(sql):
            yield LessonRow(_moment(starts), _moment(ends), code, title, teacher, venue, self._amount(1, minutes))


def _in_time(row: AttendanceRow) -> tuple[datetime, str, str]:
    return row.starts, row.offering, row.card


def _moment(stored: datetime | str) -> datetime:
    return datetime.fromisoformat(stored) if isinstance(stored, str) else stored
