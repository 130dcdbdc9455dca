"""What lines, columns and periods of a report are called in the language that is spoken."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from babel.dates import format_date, get_day_names
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from commedu_desktop.domain.figures import Dimension, Line, Measure
from commedu_desktop.domain.funds import FundKind, FundSource
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.domain.period_reports import Coverage
from commedu_desktop.domain.periods import Period
from commedu_desktop.domain.residents import Sex
from commedu_desktop.domain.rows_behind import PublicityCount
from commedu_desktop.domain.targets import Standing
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.i18n import N_, _, language, locale, pgettext

DIMENSIONS = {
    Dimension.TOTAL: N_("In all"),
    Dimension.BRANCH: N_("By branch"),
    Dimension.CATEGORY: N_("By category"),
    Dimension.KIND: N_("By kind"),
    Dimension.GROUP: N_("By group"),
    Dimension.AGE: N_("By age"),
    Dimension.SEX: N_("By sex"),
    Dimension.OFFERING: N_("By class"),
}
LINES = {
    Dimension.BRANCH: N_("Branch"),
    Dimension.CATEGORY: N_("Category"),
    Dimension.KIND: N_("Kind"),
    Dimension.GROUP: N_("Group"),
    Dimension.AGE: N_("Age"),
    Dimension.SEX: N_("Sex"),
    Dimension.OFFERING: N_("Class"),
}
MEASURES = {
    Measure.PERSONS: N_("Persons"),
    Measure.ATTENDANCES: N_("Attendances"),
    Measure.LESSONS: N_("Lessons held"),
    Measure.HOURS: N_("Hours"),
    Measure.LEARNER_HOURS: N_("Learner-hours"),
    Measure.POPULATION: N_("Population"),
    Measure.TRAINING_RATE: N_("Training rate"),
    Measure.ATTENDANCE_RATE: N_("Attendance rate"),
}
KINDS = {
    OfferingKind.CLASS: N_("Classes"),
    OfferingKind.LECTURE: N_("Lectures"),
    OfferingKind.ACTIVITY: N_("Activities"),
}
SEXES = {Sex.FEMALE: N_("Women"), Sex.MALE: N_("Men")}
TEACHER_KINDS = {
    TeacherKind.FULL_TIME: N_("full-time"),
    TeacherKind.PART_TIME: N_("part-time"),
    TeacherKind.VOLUNTEER: N_("volunteer"),
    TeacherKind.EXPERT: N_("invited expert"),
}


def line_name(dimension: Dimension, line: Line) -> str:
    """What a line of a section is called; an empty value is what nobody recorded."""
    if dimension is Dimension.TOTAL:
        return _("Total")
    if not line.value:
        return _("In no group") if dimension is Dimension.GROUP else _("Not recorded")
    if dimension is Dimension.KIND:
        return _(KINDS[OfferingKind(line.value)])
    if dimension is Dimension.SEX:
        return _(SEXES[Sex(line.value)])
    if dimension is Dimension.AGE:
        return age_name(line.value)
    names = line.names
    return names.get(language()) or names.get("") or names.get("en") or next(iter(names.values()), line.value)


def age_name(band: str) -> str:
    return _("aged {band}").format(band=band.replace("-", "–")) if band else _("Not recorded")


def period_name(period: Period) -> str:
    """`November 2026`, `2026年11月`, `first half of 2026`, `2026`."""
    if period.months == 12:
        return pgettext("a year", "{year}").format(year=period.year)
    if period.half:
        half = _("first half of {year}") if period.half == 1 else _("second half of {year}")
        return half.format(year=period.year)
    return str(format_date(period.first, "LLLL y" if locale() == "en" else "y年M月", locale=locale()))


def written(value: int | Fraction) -> str:
    """A number, or hours with one decimal where there is one."""
    return str(format_decimal(float(value) if isinstance(value, Fraction) else value, "#,##0.#", locale=locale()))


def per_cent(value: Fraction) -> str:
    return str(format_percent(float(value), "#,##0.0%", locale=locale()))


def listed(words: Sequence[str]) -> str:
    """`a, b and c`."""
    return str(format_list(list(words), locale=locale()))


def day_written(day: date) -> str:
    return str(format_date(day, "d MMMM y" if locale() == "en" else "y年M月d日", locale=locale()))


def slot_name(slot: int) -> str:
    """An hour of the week: `Tuesday at 9:00`, `周二9时`."""
    names = get_day_names("abbreviated" if locale().startswith("zh") else "wide", "stand-alone", locale())
    day = names[slot // 24]
    return _("{day} at {hour}:00").format(day=day, hour=slot % 24)


STANDINGS = {
    Standing.REACHED: N_("reached"),
    Standing.ON_TRACK: N_("on track"),
    Standing.BEHIND: N_("behind"),
    Standing.UNKNOWN: N_("cannot be said"),
}
FUND_KINDS = {FundKind.INCOME: N_("Income"), FundKind.SPENDING: N_("Spending")}
PUBLICITY = {
    PublicityCount.PUBLISHED: N_("Notices published"),
    PublicityCount.POSTED: N_("Notices put up on boards"),
    PublicityCount.BROCHURES: N_("Brochures handed out"),
}
FUND_SOURCES = {
    FundSource.GOVERNMENT: N_("Government"),
    FundSource.SOCIETY: N_("Society"),
    FundSource.UNIT: N_("Own unit"),
    FundSource.INDIVIDUAL: N_("Individuals"),
}


def coverage_note(covers: Coverage, today: date) -> str:
    """What must be said of a period that is not over; empty once it is."""
    if covers is Coverage.AHEAD:
        return _("The period has not begun yet, so it has no figures.")
    if covers is Coverage.BEGUN:
        return _("The period is not over: the figures stand as of {day}.").format(day=day_written(today))
    return ""
