"""Who comes at which hour, and who taught."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.orm import Session

from commedu_desktop.domain.ages import age_on, band_of
from commedu_desktop.domain.periods import Period
from commedu_desktop.domain.reports import band_for
from commedu_desktop.store.queries.reports import COUNTED, HELD, day_of, length_of, statement, within

_HOUR = {
    "sqlite": "CAST(substr(l.starts, 12, 2) AS INTEGER)",
    "postgresql": "CAST(extract(hour FROM l.starts) AS INTEGER)",
}
_PERIOD = f" WHERE l.starts >= :first AND l.starts < :end AND b.code IN :branches AND {COUNTED}"
_OFFERING = " JOIN offering o ON o.id = l.offering_id JOIN branch b ON b.id = o.branch_id"


class HourOfDay(NamedTuple):
    """People of an age band at lessons that start in an hour."""

    hour: int
    band: str
    persons: int
    attendances: int


@dataclass(frozen=True)
class Taught:
    """What a teacher taught; empty code and name for lessons without one."""

    code: str
    name: str
    kind: str
    lessons: int
    minutes: int
    attendances: int


def hours_of_day(
    session: Session, period: Period, branches: Sequence[str], age_bands: tuple[int, ...]
) -> list[HourOfDay]:
    """Persons and attendances by hour and age band; headcounts enter attendances only."""
    hour, given = _HOUR[session.get_bind().dialect.name], within(period, branches)
    named = (
        f"SELECT {hour}, r.born, count(DISTINCT r.id), count(*) FROM lesson l{_OFFERING}"
        " JOIN attendance_mark m ON m.lesson_id = l.id JOIN resident r ON r.id = m.resident_id"
        f"{_PERIOD} AND m.mark IN ('present', 'late') GROUP BY {hour}, r.born"
    )
    heads = (
        f"SELECT {hour}, h.age_band, sum(h.number) FROM lesson l{_OFFERING}"
        f" JOIN headcount h ON h.lesson_id = l.id{_PERIOD} GROUP BY {hour}, h.age_band"
    )
    sums: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
    for at, born, persons, attendances in session.execute(statement(named), given):
        day = day_of(born)
        cell = sums[at, band_of(None if day is None else max(0, age_on(day, period.last)), age_bands)]
        cell[0] += persons
        cell[1] += attendances
    for at, band, number in session.execute(statement(heads), given):
        sums[at, band_for(band, age_bands)][1] += number
    return [HourOfDay(at, band, *numbers) for (at, band), numbers in sums.items()]


def taught(session: Session, period: Period, branches: Sequence[str]) -> list[Taught]:
    """Teachers with lessons held in the period, by code."""
    came = (
        "(SELECT count(*) FROM attendance_mark m WHERE m.lesson_id = l.id AND m.mark IN ('present', 'late'))"
        " + coalesce((SELECT sum(h.number) FROM headcount h WHERE h.lesson_id = l.id), 0)"
    )
    sql = (
        "SELECT coalesce(t.code, ''), coalesce(t.name, ''), coalesce(t.kind, ''), count(*),"
        f" sum({length_of(session)}), sum({came}) FROM lesson l{_OFFERING} LEFT JOIN teacher t ON t.id = l.teacher_id"
        f"{_PERIOD} AND {HELD} GROUP BY t.code, t.name, t.kind ORDER BY t.code"
    )
    rows = session.execute(statement(sql), within(period, branches))
    return [Taught(code, name, kind, *map(int, numbers)) for code, name, kind, *numbers in rows]
