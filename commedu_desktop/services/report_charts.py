"""The charts of a report, in the words of the reader: drawn by the window and on the paper alike."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from babel.dates import format_date, get_day_names

from commedu_desktop.domain.charts import Bar, Drawing, Frame, Pair, columns, heat_map, pyramid, ranking
from commedu_desktop.domain.figures import Dimension, Line
from commedu_desktop.domain.participation import Hours
from commedu_desktop.domain.period_reports import PeriodReport
from commedu_desktop.domain.periods import Period, month_of
from commedu_desktop.i18n import _, locale, ngettext
from commedu_desktop.services.report_words import line_name, written

TREND, PYRAMID, WEEK, RANKING = "trend", "pyramid", "week", "ranking"
MOST_RANKED = 24


@dataclass(frozen=True)
class Chart:
    """One chart: `draw` makes its shapes for a frame; `note` says what is not in it, where something is not."""

    key: str
    title: str
    draw: Callable[[Frame], Drawing]
    note: str = ""


def charts(report: PeriodReport) -> tuple[Chart, ...]:
    """Those that have something to show."""
    made = [trend_chart(report), _pyramid(report), week_chart(report.participation.everyone), _ranking(report)]
    return tuple(chart for chart in made if chart is not None)


FEWEST_MONTHS = 6


def trend_chart(report: PeriodReport) -> Chart | None:
    """The twelve months up to the period's last; the months of the period are in full colour.

    Of a centre that began later, the months before its first attendances are left out, but for FEWEST_MONTHS.
    """
    if not any(report.trend):
        return None
    empty = next(at for at, number in enumerate(report.trend) if number)
    figures = report.trend[min(empty, len(report.trend) - FEWEST_MONTHS) :]
    months = [month_of(report.period.last)]
    while len(months) < len(figures):
        months.insert(0, months[0].before)
    bars = [
        Bar(_month(month), number, written(number), f"period/{month}", _inside(month, report.period))
        for month, number in zip(months, figures, strict=True)
    ]
    return Chart(TREND, _("Attendances by month"), partial(columns, bars))


def _inside(month: Period, period: Period) -> bool:
    return period.first <= month.first <= period.last


def _month(month: Period) -> str:
    return str(format_date(month.first, "LLL", locale=locale()))


def _pyramid(report: PeriodReport) -> Chart | None:
    bands = [band for band in report.participation.pyramid if band.band]
    if not any(band.women + band.men for band in bands):
        return None
    pairs = [
        Pair(name, _side(_("Women"), name, band.women, band.band), _side(_("Men"), name, band.men, band.band))
        for band in bands
        for name in (band.band.replace("-", "–"),)
    ]
    unknown = report.now.total.persons - sum(band.women + band.men for band in bands)
    text = ngettext(
        "{n} person without sex or birthday is not in it.",
        "{n} persons without sex or birthday are not in it.",
        unknown,
    )
    note = text.format(n=written(unknown)) if unknown else ""
    return Chart(PYRAMID, _("Persons by age and sex"), partial(pyramid, pairs, (_("Women"), _("Men"))), note)


def _side(sex: str, band: str, number: int, value: str) -> Bar:
    return Bar(f"{sex}, {band}", number, written(number), f"figure/persons/age/{value}")


def week_chart(hours: Hours, title: str = "") -> Chart | None:
    """Attendances by hour of the week, of everybody or of one line."""
    if not any(hours.by_slot.values()):
        return None
    numbers = {slot: written(number) for slot, number in hours.by_slot.items()}
    days = [str(name) for _at, name in sorted(get_day_names("abbreviated", "stand-alone", locale()).items())]
    return Chart(WEEK, title or _("Attendances by weekday and hour"), partial(heat_map, hours.by_slot, days, numbers))


def _ranking(report: PeriodReport) -> Chart | None:
    lines = report.now.lines(Dimension.BRANCH)
    title, dimension = _("Branches by attendances"), Dimension.BRANCH
    if len(lines) < 2:
        lines, title, dimension = (
            report.now.lines(Dimension.CATEGORY),
            _("Categories by attendances"),
            Dimension.CATEGORY,
        )
    ranked = sorted((line for line in lines if line.attendances), key=lambda line: -line.attendances)[:MOST_RANKED]
    if not ranked:
        return None
    bars = [_ranked(dimension, line) for line in ranked]
    return Chart(RANKING, title, partial(ranking, bars))


def _ranked(dimension: Dimension, line: Line) -> Bar:
    key = f"figure/attendances/{dimension}/{line.value}"
    return Bar(line_name(dimension, line), line.attendances, written(line.attendances), key)
