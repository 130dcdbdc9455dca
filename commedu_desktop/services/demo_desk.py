"""What the demonstration's desk did lately: a place held, somebody let in all the same, a report handed in, prints."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.periods import month_of
from commedu_desktop.domain.plain import to_plain
from commedu_desktop.services.demo_people import Person
from commedu_desktop.services.demo_plan import Run
from commedu_desktop.services.demo_stage import Rows, Stage
from commedu_desktop.services.office import Office
from commedu_desktop.services.printed_again import CERTIFICATES, recipe
from commedu_desktop.services.prints import KeepPrint, keep_print
from commedu_desktop.services.report_lists import report_lists
from commedu_desktop.services.reports import period_report
from commedu_desktop.services.settings import ALWAYS
from commedu_desktop.store.journal import current
from commedu_desktop.store.tables import CentreSetting, Certificate, Course, Enrolment
from commedu_desktop.store.tables.credits import CreditEntry
from commedu_desktop.store.tables.frozen_reports import FrozenReport

_HOURS = 48
_ONE_MORE, _TOO_YOUNG_FOR = "A06", "A11"
"""The class that got one more place yesterday, and the one with somebody who is younger than it is meant for."""

_REWARDS = (
    (3, {"en": "writing brush", "zh_CN": "毛笔一支"}),
    (9, {"en": "thermos flask", "zh_CN": "保温杯一个"}),
    (16, {"en": "seeds for the balcony", "zh_CN": "阳台菜种一套"}),
)
"""Days ago, and for what."""


def hold_a_place(stage: Stage, rows: Rows, runs: Sequence[Run]) -> None:
    """One class got a place more; the first who waits has it until tomorrow at five."""
    rows.add(CentreSetting, key="hold_hours", year=ALWAYS, value=_HOURS)
    offering = _run(runs, _ONE_MORE).row
    offering["capacity"] += 1
    waiting = [
        one
        for one in rows.by_table[Enrolment]
        if one["offering_id"] == offering["id"] and one["status"] is EnrolmentStatus.WAITING
    ]
    first = min(waiting, key=lambda one: one["queued_at"])
    first["held_until"] = stage.utc(datetime.combine(stage.now.date() + timedelta(days=1), time(17)))


def let_in_all_the_same(stage: Stage, rows: Rows, runs: Sequence[Run], people: Sequence[Person]) -> None:
    """Today somebody came in who is younger than the class is meant for; the reason is kept."""
    run, today = _run(runs, _TOO_YOUNG_FOR), stage.now.date()
    youngest = run.entry["ages"][0]
    fit = [one for one in people if one.age_on(today) < youngest and one.is_free(run.slots)]
    if not fit:
        return
    child = min(fit, key=lambda one: one.row["born"])
    reason = {
        "en": "A parent stays in the lesson, and the teacher agrees.",
        "zh_CN": "家长全程陪读，任课老师同意。",
    }
    rows.add(
        Enrolment,
        offering_id=run.row["id"],
        resident_id=child.id,
        status=EnrolmentStatus.ENROLLED,
        enrolled_on=today,
        note=stage.word(reason),
        waived="enrol-age",
    )
    child.busy += run.slots


def redeem_some(stage: Stage, rows: Rows) -> None:
    """Three who completed a class took a small reward for a credit in the last weeks."""
    done = [one["resident_id"] for one in rows.by_table[Enrolment] if one["status"] is EnrolmentStatus.COMPLETED]
    for resident_id, (days, reward) in zip(dict.fromkeys(done), _REWARDS, strict=False):
        on = stage.now.date() - timedelta(days=days)
        rows.add(CreditEntry, resident_id=resident_id, hundredths=-100, on=on, reason=stage.word(reward))


def hand_in_last_month(session: Session, stage: Stage, rows: Rows) -> None:
    """The report of the month before, as it was on the first working day after; needs everything else written."""
    first = stage.now.date().replace(day=1)
    day = min(first + timedelta(days=max(7 - first.weekday(), 0) if first.weekday() > 4 else 0), stage.now.date())
    period = month_of(first - timedelta(days=1))
    rows.add(
        FrozenReport,
        period=str(period),
        version=1,
        at=stage.utc(datetime.combine(day, time(8, 5))),
        actor=current(session).actor,
        content=to_plain(replace(period_report(session, period, today=day), lists=report_lists(session, period))),
        texts={},
    )
    rows.write(session.connection())


def remember_prints(office: Office, folder: Path, stage: Stage, actor: str) -> None:
    """Certificates that went to the printer, by the class: the list of prints makes them anew."""
    printer = stage.word({"en": "Office printer", "zh_CN": "办公室打印机"})
    said = stage.word({"en": "{count} certificates · {title}", "zh_CN": "{title} 证书 {count} 份"})
    for (day, course), ids in office.read(_certificates).items():
        at, title = datetime.combine(day, time(10, 20)), said.format(count=len(ids), title=course)
        made = recipe(CERTIFICATES, tuple(ids))
        keep_print(folder, KeepPrint(b"", title, at, actor, len(ids), 1, printer, made), 0)


def _certificates(session: Session) -> dict[tuple[date, str], list[UUID]]:
    """By day and course."""
    wanted = select(Certificate.issued_on, Course.title, Certificate.id).join(
        Course, Course.id == Certificate.course_id
    )
    found: dict[tuple[date, str], list[UUID]] = {}
    for day, title, key in session.execute(wanted):
        found.setdefault((day, title), []).append(key)
    return found


def _run(runs: Sequence[Run], code: str) -> Run:
    return next(run for run in runs if run.code == code)
