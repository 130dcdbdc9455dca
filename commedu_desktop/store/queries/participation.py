"""Who comes at which hour, and who taught."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from commedu_desktop.domain.ages import age_on, band_births, band_labels, band_of
from commedu_desktop.domain.periods import Period
from commedu_desktop.domain.report_lists import Taught
from commedu_desktop.domain.rows_behind import RegisteredRow
from commedu_desktop.store.queries.reports import (
    COUNTED,
    HELD,
    branch_codes,
    day_of,
    length_of,
    rows_of,
    statement,
    within,
)

_PERIOD = f" WHERE l.starts >= :first AND l.starts < :end AND b.code IN :branches AND {COUNTED}"
_OFFERING = " JOIN offering o ON o.id = l.offering_id JOIN branch b ON b.id = o.branch_id"


def register(session: Session, day: date, branches: Sequence[str], age_bands: tuple[int, ...]) -> dict[str, int]:
    """Residents of these branches by age band on a day; who was taken off the register does not count."""
    centre = set(branch_codes(session)) == set(branches)
    here = "" if centre else " AND r.branch_id IN (SELECT b.id FROM branch b WHERE b.code IN :branches)"
    sql = f"SELECT r.born, count(*) FROM resident r WHERE r.archived = false{here} GROUP BY r.born"
    found: dict[str, int] = defaultdict(int)
    births = [(label, birth.isoformat()) for label, birth in band_births(day, age_bands)]
    youngest = band_labels(age_bands)[0]
    for born, number in rows_of(session, sql, {"branches": list(branches)}):
        found[next((label for label, birth in births if str(born) <= birth), youngest) if born else ""] += number
    return dict(found)


def on_register(
    session: Session, day: date, branches: Sequence[str], age_bands: tuple[int, ...], band: str
) -> tuple[RegisteredRow, ...]:
    """The residents whom `register` counts in a band, by card."""
    centre = set(branch_codes(session)) == set(branches)
    here = "" if centre else " AND b.code IN :branches"
    sql = (
        "SELECT r.card, r.name, r.born, b.name FROM resident r JOIN branch b ON b.id = r.branch_id"
        f" WHERE r.archived = false{here} ORDER BY r.card"
    )
    rows = (
        (card, name, day_of(born), place)
        for card, name, born, place in rows_of(session, sql, {"branches": list(branches)})
    )
    return tuple(
        RegisteredRow(card, name, born, place)
        for card, name, born, place in rows
        if band_of(None if born is None else max(0, age_on(born, day)), age_bands) == band
    )


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
