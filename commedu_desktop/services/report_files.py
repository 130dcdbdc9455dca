"""Reports by name, and as files: PDF, workbook, CSV, JSON."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath

from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.figures import Dimension
from commedu_desktop.domain.period_reports import PeriodReport
from commedu_desktop.domain.periods import Period
from commedu_desktop.domain.report_lists import ReportLists
from commedu_desktop.i18n import N_, _, language, ngettext, speaking
from commedu_desktop.services.clock import wall_time
from commedu_desktop.services.credit_ranking import credits_table
from commedu_desktop.services.freezing import Frozen, frozen_report
from commedu_desktop.services.pay import pay_tables
from commedu_desktop.services.progress import Progress, silent
from commedu_desktop.services.report_beside import (
    funds_table,
    publicity_table,
    shares_table,
    summary_table,
    targets_table,
    teaching_table,
)
from commedu_desktop.services.report_charts import PYRAMID, WEEK, charts
from commedu_desktop.services.report_extra import participation_by_hour, teachers_hours
from commedu_desktop.services.report_lists import report_lists
from commedu_desktop.services.report_narrative import narrative
from commedu_desktop.services.report_tables import MONTHLY, ReportTable, section
from commedu_desktop.services.report_texts import texts_of
from commedu_desktop.services.report_words import day_written, period_name
from commedu_desktop.services.report_writers import Tables, as_csv, as_json, as_pdf, as_workbook
from commedu_desktop.services.reports import period_report
from commedu_desktop.services.settings import centre_settings

REPORTS = {
    "monthly": N_("Community education return: persons and attendances by branch, category, kind, group, age and sex"),
    "annual": N_("Annual report: text, charts, and all tables of the return"),
    "attendance": N_("Attendance of every class"),
    "participation": N_("Who takes part and who is missing, by age, group and hour of day"),
    "teachers": N_("Hours of the teachers"),
    "pay": N_("Pay of the teachers"),
    "credits": N_("Credit bank: what was granted and redeemed, and the ranking of branches"),
    "targets": N_("Targets of the year and what is reached"),
    "funds": N_("Income and spending by source"),
}
RETURNS = {
    1: N_("Monthly return of community education"),
    6: N_("Half-year return of community education"),
    12: N_("Annual return of community education"),
}
SUMMARIES = {
    1: N_("Monthly report on community education"),
    6: N_("Half-year report on community education"),
    12: N_("Annual report on community education"),
}
LISTS = {"teachers", "pay", "credits"}
"""Lists of single people and branches, found only when they are asked for and when the report is submitted."""
TITLES = {"monthly": RETURNS, "annual": SUMMARIES}
ENDINGS = (".pdf", ".xlsx", ".csv", ".json")


@dataclass(frozen=True)
class ReportFile:
    """What is asked for; `branch` is a code, empty for the whole centre; `language` that of the paper.

    A report that was submitted is given as it was, in the `version` asked for or the last one, unless it shall be
    `live`. `today` tells how much of the period is over.
    """

    name: str
    period: Period
    branch: str = ""
    language: str = ""
    today: date | None = None
    live: bool = False
    version: int | None = None


def report_tables(session: Session, request: ReportFile, progress: Progress = silent) -> Tables:
    """Raises: Refused report-unknown, no-branch-with-code, version-unknown; Cancelled."""
    if request.name not in REPORTS:
        raise Refused("report-unknown", name=request.name)
    with speaking(request.language or language()):
        frozen = _frozen(session, request)
        present = period_report(session, request.period, request.branch, progress, request.today)
        if frozen is not None or request.name in LISTS:
            present = replace(present, lists=report_lists(session, request.period, request.branch))
        report = frozen.report if frozen else present
        tables = list(_tables(request.name, report, present))
        said = frozen_note(frozen, present) if frozen else ""
        if said:
            tables[0] = replace(tables[0], notes=(*tables[0].notes, said))
        made = Tables(request.name, _title(request), report.unit, request.period, request.branch, tuple(tables))
        if request.name == "participation":
            return replace(made, frozen=said, charts=tuple(one for one in charts(report) if one.key in (PYRAMID, WEEK)))
        if request.name != "annual":
            return replace(made, frozen=said)
        texts = frozen.texts if frozen else texts_of(session, request.period, request.branch)
        chapters = narrative(report, texts.get(language(), {}))
        return replace(made, frozen=said, chapters=chapters, charts=charts(report))


def _frozen(session: Session, request: ReportFile) -> Frozen | None:
    if request.live:
        return None
    found = frozen_report(session, request.period, request.branch, request.version)
    if found is None and request.version is not None:
        raise Refused("version-unknown", version=request.version, period=period_name(request.period))
    return found


def frozen_note(frozen: Frozen, present: PeriodReport) -> str:
    """Who submitted a report, when, and whether its figures are still those of the books."""
    text = _("Submitted on {day} by {who}, version {version}.")
    said = [text.format(day=day_written(wall_time(frozen.at).date()), who=frozen.actor, version=frozen.version)]
    if frozen.reason:
        said.append(_("Corrected: {reason}.").format(reason=frozen.reason.rstrip(".。")))
    changed = len(frozen.since(present))
    if changed:
        text = ngettext("{n} figure has changed since.", "{n} figures have changed since.", changed)
        said.append(text.format(n=changed))
    return ("" if language().startswith("zh") else " ").join(said)


def _tables(name: str, report: PeriodReport, present: PeriodReport) -> Iterator[ReportTable]:
    """`present` has the lists of a report that was submitted without them."""
    lists = report.lists or present.lists
    match name, lists:
        case "teachers", ReportLists():
            yield teachers_hours(lists)
            yield teaching_table(report)
        case "pay", ReportLists():
            yield from pay_tables(lists)
        case "credits", ReportLists():
            yield credits_table(lists.credits)
        case "participation", _:
            yield shares_table(report)
            yield from participation_by_hour(report)
        case "attendance", _:
            yield section(report, Dimension.OFFERING)
        case "targets", _:
            yield targets_table(report)
        case "funds", _:
            yield funds_table(report)
        case _:
            yield summary_table(report)
            yield from (section(report, dimension) for dimension in MONTHLY)
            yield shares_table(report)
            yield teaching_table(report)
            yield publicity_table(report)
            yield funds_table(report)
            yield targets_table(report)


def _title(request: ReportFile) -> str:
    titles = TITLES.get(request.name)
    return _(titles.get(request.period.months, titles[12]) if titles else REPORTS[request.name])


def report_file(session: Session, request: ReportFile, ending: str, progress: Progress = silent) -> bytes:
    """The report as a file of the kind its ending says. Raises: Refused report-format-unknown, …"""
    writers: dict[str, Callable[[Tables], bytes]] = {
        ".pdf": as_pdf,
        ".xlsx": as_workbook,
        ".csv": as_csv,
        ".json": as_json,
    }
    ending = PurePath("x" + ending).suffix.lower()
    if ending not in writers:
        raise Refused("report-format-unknown", ending=ending)
    tables = report_tables(session, request, progress)
    with speaking(request.language or language()):
        return writers[ending](tables)


def paper_language(session: Session) -> str:
    """The language in which the centre prints."""
    return centre_settings(session).language
