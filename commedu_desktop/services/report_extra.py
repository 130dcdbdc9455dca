"""Reports beside the figures' own sections: who takes part at which hour, and what the teachers taught."""

from fractions import Fraction

from commedu_desktop.domain.figures import Dimension
from commedu_desktop.domain.participation import Came, Hours
from commedu_desktop.domain.period_reports import PeriodReport
from commedu_desktop.domain.report_lists import ReportLists
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.i18n import N_, _
from commedu_desktop.services.report_tables import Column, ReportTable, Value
from commedu_desktop.services.report_words import LINES, TEACHER_KINDS, line_name


def participation_by_hour(report: PeriodReport) -> list[ReportTable]:
    """Persons, and attendances, by the hour at which lessons start and the age or group of who comes; nothing when
    nobody came."""
    if not report.participation.everyone.by_hour:
        return []
    return [
        _by_hour(report, dimension, measure)
        for dimension in (Dimension.AGE, Dimension.GROUP)
        for measure in ("persons", "attendances")
    ]


def _by_hour(report: PeriodReport, dimension: Dimension, measure: str) -> ReportTable:
    everyone = report.participation.everyone
    hours = sorted(everyone.by_hour)
    adds = dimension is Dimension.AGE

    def cells(of: Hours) -> tuple[Value, ...]:
        return tuple(getattr(of.by_hour.get(hour, Came()), measure) for hour in hours)

    rows = tuple(
        (line_name(dimension, line), *cells(of))
        for line in report.now.lines(dimension)
        if (of := report.participation.hours(dimension, line.value)).by_slot or line.value
    )
    columns = (
        Column("line", _(LINES[dimension]), "text"),
        *(Column(f"{hour:02}", f"{hour:02}:00", adds=adds) for hour in hours),
    )
    notes = [_("By the hour at which the lesson starts; who comes at two hours is a person of each.")]
    if not adds:
        notes.append(_("A resident may be in several groups, so the lines do not add up to the total."))
    title = _(HOUR_TITLES[dimension, measure])
    return ReportTable(f"{dimension}-{measure}", title, columns, rows, (_("Total"), *cells(everyone)), tuple(notes))


HOUR_TITLES = {
    (Dimension.AGE, "persons"): N_("Persons by age and hour of day"),
    (Dimension.AGE, "attendances"): N_("Attendances by age and hour of day"),
    (Dimension.GROUP, "persons"): N_("Persons by group and hour of day"),
    (Dimension.GROUP, "attendances"): N_("Attendances by group and hour of day"),
}


def teachers_hours(lists: ReportLists) -> ReportTable:
    """Lessons, hours and attendances of each teacher."""
    academic, found = lists.academic_hour, lists.taught
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
    return ReportTable("teachers", _("Hours of the teachers"), columns, rows, total, (note,))
