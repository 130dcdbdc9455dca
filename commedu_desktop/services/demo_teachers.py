"""What the demonstration's teachers have beside their classes: papers, days off, limits, branches that share them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from commedu_desktop.domain.teachers import PaperKind, TeacherKind
from commedu_desktop.domain.weekly_times import WeeklyTime, canonical, parse_weekly_times
from commedu_desktop.services.demo_stage import Rows, Slot, Stage
from commedu_desktop.store.tables.teachers_at_work import TeacherAbsence, TeacherBranch, TeacherPaper

_CERTIFICATE = {"en": "Teaching certificate", "zh_CN": "教师资格证"}
_CONTRACT = {"en": "Contract for the year", "zh_CN": "年度聘用合同"}
_COACH = {"en": "Coach's licence", "zh_CN": "社会体育指导员证"}
_COURSE = {"en": "advanced training", "zh_CN": "外出培训"}


_WINDOWS = ("Mon-Fri 08:00-12:00", "Mon-Fri 13:00-18:00", "Mon-Fri 18:00-21:30", "Sat-Sun 08:00-18:00")
"""Mornings, afternoons, evenings, weekends."""


def say_when_they_can(teachers: Iterable[dict[str, Any]], times: Mapping[UUID, Sequence[Slot]]) -> None:
    """Part-time teachers and volunteers can in those parts of the week in which they teach; the others always."""
    parts = [parse_weekly_times(text) for text in _WINDOWS]
    for row in teachers:
        taught = times.get(row["id"], ())
        if row["kind"] is TeacherKind.FULL_TIME or not taught:
            continue
        used = [part for part in parts if any(_within(part, one) for one in taught)]
        if all(any(_within(part, one) for part in used) for one in taught):
            row["available"] = canonical(one for part in used for one in part)


def _within(part: Iterable[WeeklyTime], taught: Slot) -> bool:
    day, start, end = taught
    return any(one.weekday == day and one.start <= start and end <= one.end for one in part)


def add_teachers_at_work(stage: Stage, rows: Rows, teachers: Mapping[str, UUID], branches: Mapping[str, UUID]) -> None:
    """Papers of every second teacher, one of them about to run out and one that has; days off later in the term."""
    today, codes = stage.now.date(), sorted(teachers)
    for at, code in enumerate(codes):
        kind = PaperKind.QUALIFICATION if at % 2 == 0 else PaperKind.CONTRACT
        title = _COACH if at == 2 else _CERTIFICATE if at % 2 == 0 else _CONTRACT
        ends = today + timedelta(days={0: 24, 1: -9}.get(at, 200 + 97 * at % 900))
        number = f"{2019 + at % 6}-{4100 + 37 * at}"
        rows.add(
            TeacherPaper,
            teacher_id=teachers[code],
            kind=kind,
            title=stage.word(title),
            number=number,
            starts=ends - timedelta(days=365),
            ends=ends,
        )
    away = today + timedelta(days=14)
    reason = stage.word(_COURSE)
    rows.add(TeacherAbsence, teacher_id=teachers[codes[3]], starts=away, ends=away + timedelta(days=2), reason=reason)
    for branch_id in list(branches.values())[1:3]:
        rows.add(TeacherBranch, teacher_id=teachers[codes[0]], branch_id=branch_id)
