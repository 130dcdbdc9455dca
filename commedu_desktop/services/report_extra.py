"""Reports beside the figures' own sections: who takes part at which hour, and what the teachers taught."""

from collections import defaultdict
from fractions import Fraction

from sqlalchemy.orm import Session

from commedu_desktop.domain.ages import band_labels
from commedu_desktop.domain.periods import Period
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.i18n import _
from commedu_desktop.services.report_tables import Column, ReportTable, Value
from commedu_desktop.services.report_words import TEACHER_KINDS, age_name
from commedu_desktop.services.reports import branches_of
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.queries.participation import hours_of_day, taught


def participation_by_hour(session: Session, period: Period, branch: str) -> list[ReportTable]:
    """Persons, and attendances, by the hour at which lessons start and the age of who comes."""
    bands = (*band_labels(centre_settings(session, period.year).age_bands), "")
    found = hours_of_day(session, period, branches_of(session, branch), centre_settings(session, period.year).age_bands)
    hours = sorted({cell.hour for cell in found})
    persons: dict[tuple[int, str], int] = defaultdict(int)
    attendances: dict[tuple[int, str], int] = defaultdict(int)
    for cell in found:
        persons[cell.hour, cell.band] += cell.persons
        attendances[cell.hour, cell.band] += cell.attendances
    heading = Column("age", _("Age"), "text")
    columns = (heading, *(Column(f"{hour:02}", f"{hour:02}:00", adds=True) for hour in hours))
    used = [band for band in bands if band or any(attendances[hour, band] for hour in hours)]
    tables = []
    for key, title, counted in (
        ("persons-by-hour", _("Persons by hour of day"), persons),
        ("attendances-by-hour", _("Attendances by hour of day"), attendances),
    ):
        rows = tuple(_row(band, [counted[hour, band] for hour in hours]) for band in used)
        totals = tuple(sum(counted[hour, band] for band in used) for hour in hours)
        note = _("By the hour at which the lesson starts; who comes at two hours is a person of each.")
        tables.append(ReportTable(key, title, columns, rows, (_("Total"), *totals), (note,)))
    return tables


def _row(band: str, numbers: list[int]) -> tuple[Value, ...]:
    return (age_name(band), *numbers)


def teachers_hours(session: Session, period: Period, branch: str) -> list[ReportTable]:
    """Lessons, hours and attendances of each teacher, in the branches of the report."""
    academic = centre_settings(session, period.year).academic_hour
    found = taught(session, period, branches_of(session, branch))
    columns = (
        Column("code", _("Code"), "text"),
        Column("name", _("Teacher"), "text"),
        Column("kind", _("Kind"), "text"),
        Column("lessons", _("Lessons held"), adds=True),
        Column("hours", _("Hours"), "decimal", adds=True),
        Column("attendances", _("Attendances"), adds=True),
    )
    rows = tuple(
        (
            row.code or "—",
            row.name or _("Not recorded"),
            _(TEACHER_KINDS[TeacherKind(row.kind)]) if row.kind else "",
            row.lessons,
            Fraction(row.minutes, academic),
            row.attendances,
        )
        for row in found
    )
    total = (
        _("Total"),
        "",
        "",
        sum(row.lessons for row in found),
        Fraction(sum(row.minutes for row in found), academic),
        sum(row.attendances for row in found),
    )
    note = _("One hour is {minutes} minutes; cancelled lessons give none.").format(minutes=academic)
    return [ReportTable("teachers", _("Hours of the teachers"), columns, rows, total, (note,))]
