"""The tables of what stands beside the figures: the summary, who is missing, teachers, publicity, funds, targets."""

from fractions import Fraction

from babel.numbers import get_currency_precision

from commedu_desktop.domain.figures import COUNTS, Dimension, FigureKey, Measure, Report, change
from commedu_desktop.domain.funds import FundKind, FundSource
from commedu_desktop.domain.period_reports import PeriodReport
from commedu_desktop.domain.rows_behind import PeopleList, PublicityCount
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.i18n import _, money
from commedu_desktop.services.report_shortfalls import best_hours, share_name, target_aim, target_reached
from commedu_desktop.services.report_tables import BEFORE, YEAR_BEFORE, Column, ReportTable, Value
from commedu_desktop.services.report_words import (
    DIMENSIONS,
    FUND_SOURCES,
    MEASURES,
    PUBLICITY,
    STANDINGS,
    TEACHER_KINDS,
    coverage_note,
    per_cent,
    period_name,
    written,
)


def summary_table(report: PeriodReport) -> ReportTable:
    """The totals beside those of the period before and of a year before."""
    before = [(BEFORE, report.before)]
    if report.year_before.period != report.before.period:
        before.append((YEAR_BEFORE, report.year_before))
    columns = [Column("figure", _("Figure"), "text"), Column("now", period_name(report.period))]
    for beside, other in before:
        key = beside.replace("-", "_")
        columns += [Column(key, period_name(other.period), beside=beside)]
        columns += [Column(f"{key}_change", _("Change"), "percent")]
    rows = [
        (
            _(MEASURES[measure]),
            value,
            *(one for _key, other in before for one in _change(value, _totals(other)[measure])),
        )
        for measure, value in _totals(report.now).items()
    ]
    keys = tuple(f"figure/{measure}" for measure in COUNTS)
    return ReportTable(
        "summary", _("In all"), tuple(columns), tuple(rows), (), tuple(_notes(report)), keys, figures_down=True
    )


def _change(now: Value, then: Value) -> tuple[Value, Value]:
    known = isinstance(now, int | Fraction) and isinstance(then, int | Fraction) and then
    return then, change(now, then) if known else None  # type: ignore[arg-type]  # `known` says so


def _totals(report: Report) -> dict[Measure, Value]:
    return {measure: report.figure(FigureKey(measure)) for measure in COUNTS}


def _notes(report: PeriodReport) -> list[str]:
    total = report.now.total
    notes = [coverage_note(report.coverage, report.today)]
    if not total.lessons:
        notes.append(_("No lesson was held in {period}.").format(period=period_name(report.period)))
    if total.rate is None:
        notes.append(_("Without the population of every branch for the year, no training rate can be given."))
    else:
        text = _("The training rate is {rate}: {persons} of {population} residents.")
        facts = {"persons": written(total.persons), "population": written(total.population or 0)}
        notes.append(text.format(rate=per_cent(total.rate), **facts))
    if total.attendance_rate is not None:
        text = _("The attendance rate is {rate}: attended ÷ (attended + absent); excused does not count.")
        notes.append(text.format(rate=per_cent(total.attendance_rate)))
    notes.append(
        _("One hour is {minutes} minutes; cancelled lessons give none.").format(minutes=report.now.academic_hour)
    )
    return [note for note in notes if note]


def shares_table(report: PeriodReport) -> ReportTable:
    """Shares of the participants beside shares of the population, the least reached first."""
    columns = (
        Column("dimension", _("Told by"), "text"),
        Column("line", _("Group or age"), "text"),
        Column("persons", _("Persons"), opens=Measure.PERSONS),
        Column("taking_part", _("Of those who take part"), "percent"),
        Column("population", _("Population"), opens=Measure.POPULATION, people=PeopleList.REGISTER),
        Column("living_here", _("Of the residents"), "percent"),
        Column("reached", _("Share reached"), "percent"),
        Column("hours", _("When they come"), "text"),
    )
    rows = tuple(
        (
            _(DIMENSIONS[share.hours.dimension]),
            share_name(share),
            share.persons,
            share.taking_part,
            share.population,
            share.living_here,
            share.reached,
            best_hours(share),
        )
        for share in report.participation.shares
    )
    notes = [
        _("Below 100% reached: fewer take part than their share of the population."),
        _("Groups beside the population that was entered for the year, ages beside the register."),
    ]
    if not any(share.hours.dimension is Dimension.GROUP for share in report.participation.shares):
        notes.append(_("No population of any group has been entered, so groups cannot be compared."))
    keys = tuple(f"figure/persons/{share.hours.dimension}/{share.hours.value}" for share in report.participation.shares)
    return ReportTable("missing", _("Who is missing"), columns, rows, (), tuple(notes), keys)


def teaching_table(report: PeriodReport) -> ReportTable:
    """Lessons and hours by kind of teacher."""
    columns = (
        Column("kind", _("Kind of teacher"), "text"),
        Column("teachers", _("Teachers"), adds=True, people=PeopleList.TEACHERS),
        Column("lessons", _("Lessons held"), adds=True, opens=Measure.LESSONS),
        Column("hours", _("Hours"), "decimal", adds=True, opens=Measure.HOURS),
        Column("attendances", _("Attendances"), adds=True, opens=Measure.ATTENDANCES),
    )
    rows = tuple(
        (
            _(TEACHER_KINDS[TeacherKind(one.kind)]) if one.kind else _("Not recorded"),
            one.teachers,
            one.lessons,
            Fraction(one.minutes, report.now.academic_hour),
            one.attendances,
        )
        for one in report.teaching
    )
    total: tuple[Value, ...] = (
        _("Total"),
        sum(one.teachers for one in report.teaching),
        sum(one.lessons for one in report.teaching),
        Fraction(sum(one.minutes for one in report.teaching), report.now.academic_hour),
        sum(one.attendances for one in report.teaching),
    )
    note = _("Teachers who taught in the period, by what they are now.")
    keys = (*(f"figure/lessons/teacher/{one.kind}" for one in report.teaching), "figure/lessons/total/")
    return ReportTable("teaching", _("Teachers by kind"), columns, rows, total, (note,), keys)


def publicity_table(report: PeriodReport) -> ReportTable:
    columns = (Column("what", _("Publicity"), "text"), Column("number", _("How many")))
    done = report.publicity
    rows = tuple(
        (_(PUBLICITY[count]), number)
        for count, number in zip(PublicityCount, (done.published, done.posted, done.brochures), strict=True)
    )
    note = (_("Publicity is that of the whole centre."),) if report.branch else ()
    keys = tuple(f"publicity/{count}" for count in PublicityCount)
    return ReportTable("publicity", _("Publicity"), columns, rows, (), note, keys, figures_down=True)


def funds_table(report: PeriodReport) -> ReportTable:
    """Income and spending by source, with what the government gives for each head."""
    funds = report.funds
    unit = 10 ** get_currency_precision(funds.currency)
    columns = (
        Column("source", _("Source"), "text"),
        Column("income", _("Income"), "money", adds=True),
        Column("spending", _("Spending"), "money", adds=True),
        Column("rest", _("Rest"), "money", adds=True),
    )

    def line(name: str, income: int, spending: int) -> tuple[Value, ...]:
        return name, *(Fraction(amount, unit) for amount in (income, spending, income - spending))

    rows = tuple(
        line(_(FUND_SOURCES[source]), *(funds.amount(kind, source) for kind in FundKind)) for source in FundSource
    )
    total = line(_("Total"), funds.income, funds.spending)
    if funds.per_head is None:
        note = _("Without a population, what the government gives for each resident cannot be said.")
    else:
        text = _("The government gave {amount} for each of {population} residents.")
        note = text.format(amount=money(funds.per_head, funds.currency), population=written(funds.population or 0))
    return ReportTable(
        "funds", _("Funds"), columns, rows, total, (note,), tuple(f"funds/{line}" for line in (*FundSource, ""))
    )


def targets_table(report: PeriodReport) -> ReportTable:
    """Targets of the year with their progress."""
    columns = (
        Column("name", _("Target"), "text"),
        Column("aim", _("To be reached"), "text"),
        Column("reached", _("Reached"), "text"),
        Column("share", _("Share"), "percent"),
        Column("standing", _("Standing"), "text"),
    )
    rows = tuple(
        (
            one.name,
            target_aim(one),
            target_reached(one),
            one.share,
            _(STANDINGS[one.standing(report.passed)]),
        )
        for one in report.targets
    )
    notes = [
        _("From January to the end of the period; {share} of the year are over.").format(share=per_cent(report.passed))
    ]
    if not rows:
        notes = [_("No targets have been set for {year}.").format(year=report.period.year)]
    return ReportTable(
        "targets",
        _("Targets"),
        columns,
        rows,
        (),
        tuple(notes),
        tuple(f"target/{one.measure}" for one in report.targets),
    )
