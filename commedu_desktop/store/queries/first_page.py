"""What the first page opens with, as plain SQL: it is read before SQLAlchemy is there, and through it afterwards."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from commedu_desktop.domain.lesson_states import LessonState
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.today import LowClass

Run = Callable[[str, Mapping[str, Any]], Iterable[Sequence[Any]]]
"""Runs a statement with named parameters (`:name`) on SQLite or PostgreSQL."""

_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")

_SETTINGS = "SELECT key, value FROM centre_setting WHERE year = 0 OR year = :year ORDER BY year"
_LESSONS = """
SELECT l.id, l.offering_id, o.code, o.title, l.starts, l.ends, v.name, t.name, l.status, l.closed_at, o.walk_in,
  (SELECT count(*) FROM enrolment e WHERE e.offering_id = l.offering_id
     AND e.status IN ('enrolled', 'completed', 'withdrawn') AND e.enrolled_on <= date(l.starts)
     AND (e.ended_on IS NULL OR e.ended_on > date(l.starts))),
  (SELECT count(*) FROM attendance_mark m WHERE m.lesson_id = l.id),
  (SELECT count(*) FROM attendance_mark m WHERE m.lesson_id = l.id AND m.mark IN ('present', 'late')),
  (SELECT coalesce(sum(h.number), 0) FROM headcount h WHERE h.lesson_id = l.id)
FROM lesson l JOIN offering o ON o.id = l.offering_id
LEFT JOIN venue v ON v.id = l.venue_id LEFT JOIN teacher t ON t.id = l.teacher_id
WHERE l.starts >= :first AND l.starts < :until ORDER BY l.starts, o.title, l.id
"""
_ATTENDANCES = """
SELECT t.month, sum(t.attended + t.heads) FROM attendance_month t JOIN offering o ON o.id = t.offering_id
WHERE t.month BETWEEN :first AND :last AND o.status <> 'cancelled' GROUP BY t.month
"""
_LOW = """
SELECT o.id, o.code, o.title, s.attended, s.absent FROM offering o JOIN (
  SELECT offering_id, sum(attended) AS attended, sum(absent) AS absent FROM attendance_month
  WHERE month >= :since GROUP BY offering_id HAVING sum(attended) * 100 < :percent * (sum(attended) + sum(absent))
) s ON s.offering_id = o.id
WHERE o.kind = 'class' AND o.status = 'open' AND o.starts <= :day AND o.ends >= :day
"""


def stored_settings(run: Run, year: int) -> dict[str, Any]:
    """What the centre has set: always, and over it for the year. On SQLite a value is JSON text or a number."""
    return {
        key: json.loads(value) if isinstance(value, str) else value for key, value in run(_SETTINGS, {"year": year})
    }


def day_lessons(run: Run, first: datetime, until: datetime) -> list[LessonState]:
    """As `attendance.lesson_states`: all lessons that start from `first` to before `until`."""
    facts = {"first": first.isoformat(" ", "minutes"), "until": until.isoformat(" ", "minutes")}
    return [_lesson(row) for row in run(_LESSONS, facts)]


def attendances_by_month(run: Run, first: str, last: str) -> dict[str, int]:
    """Attendances of the months from `2026-10` to `2026-11`, from the kept tallies."""
    return {month: int(number) for month, number in run(_ATTENDANCES, {"first": first, "last": last})}


def low_classes(run: Run, day: date, percent: int) -> list[LowClass]:
    """Classes of this day's terms with an attendance rate below `percent`, the lowest first."""
    facts = {"since": f"{day - timedelta(days=365):%Y-%m}", "percent": percent, "day": day.isoformat()}
    low = [LowClass(_key(key), code, title, int(a), int(b)) for key, code, title, a, b in run(_LOW, facts)]
    return sorted(low, key=lambda one: (one.rate, one.code))


def _lesson(row: Sequence[Any]) -> LessonState:
    lesson, offering, code, title, starts, ends, venue, teacher, status, closed, walk_in, *counts = row
    return LessonState(
        _key(lesson),
        _key(offering),
        code,
        title,
        _wall(starts),
        _wall(ends),
        venue,
        teacher,
        LessonStatus(status),
        None if closed is None else _EPOCH + timedelta(milliseconds=closed),
        bool(walk_in),
        *map(int, counts),
    )


def _key(value: Any) -> UUID:
    return UUID(bytes=value) if isinstance(value, bytes) else value


def _wall(value: Any) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value
