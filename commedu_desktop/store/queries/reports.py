"""What a report is made from. Keys stay as the database gives them: they are compared, never shown."""

import re
from collections import defaultdict
from collections.abc import Hashable, Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import TextClause, bindparam, select, text
from sqlalchemy.orm import Session

from commedu_desktop.domain.ages import band_births, band_labels
from commedu_desktop.domain.figures import Dimension
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.domain.periods import Period
from commedu_desktop.domain.reports import Entry, Heads, Held, Profile, Source, Tally
from commedu_desktop.domain.residents import Sex
from commedu_desktop.store.tables import Branch, Category, Population, PopulationGroup
from commedu_desktop.store.tally import months_sum, slot_of

COUNTED = "l.status <> 'cancelled' AND o.status <> 'cancelled'"
HELD = (
    "(l.status = 'held'"
    " OR EXISTS (SELECT 1 FROM attendance_mark m WHERE m.lesson_id = l.id AND m.mark IN ('present', 'late'))"
    " OR EXISTS (SELECT 1 FROM headcount h WHERE h.lesson_id = l.id AND h.number > 0))"
)
"""A lesson was held once it is closed, or as soon as somebody came."""
_LENGTH = {
    "sqlite": "(strftime('%s', l.ends) - strftime('%s', l.starts)) / 60",
    "postgresql": "CAST(extract(epoch FROM l.ends - l.starts) AS INTEGER) / 60",
}
_WITHIN = "t.month BETWEEN :first_month AND :last_month AND o.status <> 'cancelled' AND b.code IN :branches"


def length_of(session: Session) -> str:
    """Minutes of the lesson `l` in SQL."""
    return _LENGTH[session.get_bind().dialect.name]


def within(period: Period, branches: Sequence[str]) -> dict[str, Any]:
    """Parameters of the statements here."""
    return {
        "first": f"{period.first} 00:00",
        "end": f"{period.end} 00:00",
        "first_month": period.first_key,
        "last_month": period.last_key,
        "year": period.year,
        "branches": list(branches),
    }


def statement(sql: str) -> TextClause:
    """The statement, with as many branches as there are."""
    made = text(sql)
    return made.bindparams(bindparam("branches", expanding=True)) if ":branches" in sql else made


def day_of(stored: date | str | None) -> date | None:
    """A date as a raw statement gives it."""
    return date.fromisoformat(stored) if isinstance(stored, str) else stored


def rows_of(session: Session, sql: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Plain tuples straight from the driver: a report reads hundreds of thousands, and nobody needs more of them."""
    connection = session.connection()
    filled = statement(sql).bindparams(**{name: given[name] for name in set(re.findall(r"(?<!:):(\w+)", sql))})
    compiled = filled.compile(dialect=connection.dialect, compile_kwargs={"render_postcompile": True})
    names = compiled.positiontup
    values = compiled.params if names is None else [compiled.params[name] for name in names]
    cursor = connection.connection.cursor()
    try:
        cursor.execute(str(compiled), values)
        return list(cursor.fetchall())
    finally:
        cursor.close()


def source(session: Session, period: Period, branches: Sequence[str], age_bands: tuple[int, ...]) -> Source:
    """Everything for the report on these branches (their codes)."""
    given = within(period, branches)
    of_branch, of_group = populations(session, period.year, branches)
    people, profiles = _people(session, period, given, age_bands)
    return Source(
        tallies=_tallies(session, period, given),
        held=_held(session, given),
        people=people,
        profiles=profiles,
        heads=_heads(session, given),
        entries=_entries(session, branches, of_branch, {group: sum(by.values()) for group, by in of_group.items()}),
        age_bands=age_bands,
        population=sum(of_branch.values()) if of_branch else None,
        group_entered={group: set(by) for group, by in of_group.items()},
    )


def _came(period: Period) -> str:
    """The rows of `resident_year` that count in the period and in these branches."""
    attended = months_sum("attended", period.first_month, period.last.month)
    return (
        f"t.year = :year AND {attended} > 0 AND t.offering_id IN (SELECT o.id FROM offering o"
        " JOIN branch b ON b.id = o.branch_id WHERE o.status <> 'cancelled' AND b.code IN :branches)"
    )


def _tallies(session: Session, period: Period, given: dict[str, Any]) -> list[Tally]:
    months = period.first_month, period.last.month
    sql = (
        f"SELECT t.resident_id, t.offering_id, t.slot, {months_sum('attended', *months)},"
        f" {months_sum('minutes', *months)} FROM resident_year t WHERE {_came(period)}"
    )
    return cast(list[Tally], rows_of(session, sql, given))


def _held(session: Session, given: dict[str, Any]) -> list[Held]:
    sums = (
        "SELECT t.offering_id, sum(t.attended), sum(t.absent), sum(t.heads), sum(t.minutes) FROM attendance_month t"
        " JOIN offering o ON o.id = t.offering_id JOIN branch b ON b.id = o.branch_id"
        f" WHERE {_WITHIN} GROUP BY t.offering_id"
    )
    taught = (
        f"SELECT l.offering_id, count(*), sum({length_of(session)}) FROM lesson l"
        " JOIN offering o ON o.id = l.offering_id JOIN branch b ON b.id = o.branch_id"
        f" WHERE l.starts >= :first AND l.starts < :end AND b.code IN :branches AND {COUNTED} AND {HELD}"
        " GROUP BY l.offering_id"
    )
    counted = {key: numbers for key, *numbers in session.execute(statement(sums), given)}
    lessons = {key: numbers for key, *numbers in session.execute(statement(taught), given)}
    offerings = (
        "SELECT o.id, o.code, o.title, b.code, coalesce(g.code, ''), o.kind FROM offering o"
        " JOIN branch b ON b.id = o.branch_id JOIN course c ON c.id = o.course_id"
        " LEFT JOIN category g ON g.id = c.category_id WHERE b.code IN :branches ORDER BY o.code"
    )
    return [
        Held(*row, *counted.get(row[0], (0, 0, 0, 0)), *lessons.get(row[0], (0, 0)))
        for row in session.execute(statement(offerings), given)
        if row[0] in counted or row[0] in lessons
    ]


def attendances_of_months(session: Session, first: Period, last: Period, branches: Sequence[str]) -> dict[str, int]:
    """Attendances by month (`2026-11`) from the kept tallies."""
    given = within(first, branches) | {"last_month": last.last_key}
    sql = (
        "SELECT t.month, sum(t.attended + t.heads) FROM attendance_month t"
        " JOIN offering o ON o.id = t.offering_id JOIN branch b ON b.id = o.branch_id"
        f" WHERE {_WITHIN} GROUP BY t.month"
    )
    return {month: int(number) for month, number in session.execute(statement(sql), given)}


_GROUPS_OF = {
    "sqlite": "(SELECT group_concat(hex(g.group_id)) FROM resident_group g WHERE g.resident_id = r.id)",
    "postgresql": (
        "(SELECT string_agg(upper(replace(g.group_id::text, '-', '')), ',') FROM resident_group g"
        " WHERE g.resident_id = r.id)"
    ),
}


def band_case(born: str, day: date, age_bands: tuple[int, ...]) -> str:
    """SQL of the age band on a day; empty when the birthday is not known."""
    bands = "".join(f" WHEN {born} <= '{birth}' THEN '{label}'" for label, birth in band_births(day, age_bands))
    return f"CASE WHEN {born} IS NULL THEN ''{bands} ELSE '{band_labels(age_bands)[0]}' END"


def _people(
    session: Session, period: Period, given: dict[str, Any], age_bands: tuple[int, ...]
) -> tuple[dict[Hashable, int], list[Profile]]:
    """Whoever came, and who they are; people who are alike share a profile."""
    groups = _GROUPS_OF[session.get_bind().dialect.name]
    sql = (
        f"SELECT r.id, r.sex, {band_case('r.born', period.last, age_bands)}, {groups} FROM resident r"
        f" WHERE r.id IN (SELECT t.resident_id FROM resident_year t WHERE {_came(period)})"
    )
    alike: dict[tuple[str | None, str, str | None], int] = {}
    people: dict[Hashable, int] = {
        key: alike.setdefault((sex, band, joined), len(alike))
        for key, sex, band, joined in rows_of(session, sql, given)
    }
    codes = {key.hex.upper(): code for key, code in session.execute(select(PopulationGroup.id, PopulationGroup.code))}
    profiles = [
        Profile(sex or "", band, tuple(codes[key] for key in joined.split(",")) if joined else ())
        for sex, band, joined in alike
    ]
    return people, profiles


def _heads(session: Session, given: dict[str, Any]) -> list[Heads]:
    slot = slot_of(session.get_bind().dialect.name, "l.starts")
    sql = (
        f"SELECT l.offering_id, {slot}, h.age_band, sum(h.number), sum(h.number * ({length_of(session)}))"
        " FROM headcount h JOIN lesson l ON l.id = h.lesson_id"
        " JOIN offering o ON o.id = l.offering_id JOIN branch b ON b.id = o.branch_id"
        f" WHERE l.starts >= :first AND l.starts < :end AND b.code IN :branches AND {COUNTED}"
        f" GROUP BY l.offering_id, {slot}, h.age_band"
    )
    return [Heads(*row) for row in session.execute(statement(sql), given)]


def _entries(
    session: Session, branches: Sequence[str], of_branch: dict[str, int], of_group: dict[str, int]
) -> dict[Dimension, list[Entry]]:
    wanted = select(Branch.code, Branch.name).where(Branch.code.in_(branches)).order_by(Branch.code)
    return {
        Dimension.BRANCH: [Entry(code, {"": name}, of_branch.get(code)) for code, name in session.execute(wanted)],
        Dimension.CATEGORY: _list(session, Category, {}),
        Dimension.GROUP: _list(session, PopulationGroup, of_group),
        Dimension.KIND: [Entry(kind) for kind in OfferingKind],
        Dimension.SEX: [Entry(sex) for sex in Sex],
    }


def _list(session: Session, kind: type[Category] | type[PopulationGroup], populations: dict[str, int]) -> list[Entry]:
    rows = session.execute(select(kind.code, kind.names, kind.archived).order_by(kind.position, kind.code))
    return [Entry(code, names, populations.get(code), hidden_when_empty=archived) for code, names, archived in rows]


def populations(
    session: Session, year: int, branches: Sequence[str]
) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """Entered populations of the year: of all residents by branch, and of each group by branch."""
    rows = (
        select(Branch.code, PopulationGroup.code, Population.number)
        .join(Branch, Branch.id == Population.branch_id)
        .outerjoin(PopulationGroup, PopulationGroup.id == Population.group_id)
        .where(Population.year == year, Branch.code.in_(branches))
    )
    of_branch: dict[str, int] = {}
    of_group: dict[str, dict[str, int]] = defaultdict(dict)
    for branch, group, number in session.execute(rows):
        if group:
            of_group[group][branch] = number
        else:
            of_branch[branch] = number
    return of_branch, dict(of_group)


def branch_codes(session: Session, top: str = "") -> list[str]:
    """A branch and all below it, by code; without one, every branch. Empty when there is no such branch."""
    rows = session.execute(select(Branch.id, Branch.code, Branch.parent_id).order_by(Branch.code)).all()
    if not top:
        return [row.code for row in rows]
    inside = {row.id for row in rows if row.code == top}
    for _depth in rows:
        inside |= {row.id for row in rows if row.parent_id in inside}
    return [row.code for row in rows if row.id in inside]


def branch_name(session: Session, code: str) -> str:
    """Empty when there is no such branch."""
    return session.scalar(select(Branch.name).where(Branch.code == code)) or ""


def branch_names(session: Session) -> list[tuple[str, str]]:
    """Code and name, the root first."""
    rows = session.execute(select(Branch.code, Branch.name).order_by(Branch.parent_id.is_not(None), Branch.code))
    return [(code, name) for code, name in rows]
