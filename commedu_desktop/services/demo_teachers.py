"""What the demonstration's teachers have beside their classes: papers, days off, limits, branches that share them."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from commedu_desktop.domain.teachers import PaperKind
from commedu_desktop.services.demo_stage import Rows, Stage
from commedu_desktop.store.tables.teachers_at_work import TeacherAbsence, TeacherBranch, TeacherPaper

_CERTIFICATE = {"en": "Teaching certificate", "zh_CN": "教师资格证"}
_CONTRACT = {"en": "Contract for the year", "zh_CN": "年度聘用合同"}
_COACH = {"en": "Coach's licence", "zh_CN": "社会体育指导员证"}
_COURSE = {"en": "advanced training", "zh_CN": "外出培训"}


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
