"""Reports by name, and as files: PDF, workbook, CSV, JSON."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import PurePath
from typing import Any

from babel.numbers import format_decimal, format_percent
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.figures import Dimension
from commedu_desktop.domain.periods import Period
from commedu_desktop.i18n import N_, _, language, locale, speaking
from commedu_desktop.services.progress import Progress, silent
from commedu_desktop.services.report_extra import participation_by_hour, teachers_hours
from commedu_desktop.services.report_tables import MONTHLY, ReportTable, Value, section
from commedu_desktop.services.report_words import period_name
from commedu_desktop.services.reports import period_report, unit_of
from commedu_desktop.services.settings import centre_settings

REPORTS = {
    "monthly": N_("Community education return: persons and attendances by branch, category, kind, group, age and sex"),
    "attendance": N_("Attendance of every class"),
    "participation": N_("Who takes part, by age and hour of day"),
    "teachers": N_("Hours of the teachers"),
}
RETURNS = {
    1: N_("Monthly return of community education"),
    6: N_("Half-year return of community education"),
    12: N_("Annual return of community education"),
}
ENDINGS = (".pdf", ".xlsx", ".csv", ".json")


@dataclass(frozen=True)
class ReportFile:
    """What is asked for; `branch` is a code, empty for the whole centre; `language` that of the paper."""

    name: str
    period: Period
    branch: str = ""
    language: str = ""


@dataclass(frozen=True)
class Tables:
    """A report in ready words and values."""

    name: str
    title: str
    unit: str
    period: Period
    branch: str
    tables: tuple[ReportTable, ...]


def report_tables(session: Session, request: ReportFile, progress: Progress = silent) -> Tables:
    """Raises: Refused report-unknown, no-branch-with-code; Cancelled."""
    if request.name not in REPORTS:
        raise Refused("report-unknown", name=request.name)
    with speaking(request.language or language()):
        unit = unit_of(session, request.branch)
        tables = tuple(_tables(session, request, progress))
        return Tables(request.name, _title(request), unit, request.period, request.branch, tables)


def _tables(session: Session, request: ReportFile, progress: Progress) -> list[ReportTable]:
    if request.name == "teachers":
        return teachers_hours(session, request.period, request.branch)
    report = period_report(session, request.period, request.branch, progress)
    if request.name == "participation":
        return participation_by_hour(report)
    shown = MONTHLY if request.name == "monthly" else (Dimension.OFFERING,)
    return [section(report, dimension) for dimension in shown]


def _title(request: ReportFile) -> str:
    if request.name == "monthly":
        return _(RETURNS[request.period.months])
    return _(REPORTS[request.name])


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


def as_pdf(report: Tables) -> bytes:
    """A4 landscape, one section after another, signed at the end."""
    from commedu_desktop.documents.reports import Heading, ReturnPaper, ReturnSection, render

    def one(at: int, table: ReportTable) -> Any:
        rows = [*table.rows, *([table.total] if table.total else [])]
        formats = [column.format for column in table.columns]
        return ReturnSection(
            title=report.title if at == 0 else table.title,
            unit_line=_unit_line(report) if at == 0 else ("", "", ""),
            heading_rows=(tuple(Heading(column.heading) for column in table.columns),),
            rows=tuple(tuple(shown(value, form) for value, form in zip(row, formats, strict=True)) for row in rows),
            aligns=tuple("left" if form == "text" else "right" for form in formats),
            total=bool(table.total),
            notes=table.notes,
            signatures=_signatures() if at == len(report.tables) - 1 else (),
        )

    sections = tuple(one(at, table) for at, table in enumerate(report.tables))
    return render(ReturnPaper(f"{report.title} {period_name(report.period)}", language(), sections))


def as_workbook(report: Tables) -> bytes:
    """One sheet a section, real numbers, sums that count."""
    from commedu_desktop.exchange.returns import Heading, ReturnSheet, write_return

    def one(table: ReportTable) -> ReturnSheet:
        return ReturnSheet(
            title=f"{report.title} · {table.title}",
            unit_line=_unit_line(report),
            heading_rows=(tuple(Heading(column.heading) for column in table.columns),),
            rows=table.rows,
            formats=tuple(column.format for column in table.columns),
            totals=_("Total") if table.total else "",
            sums=tuple(at for at, column in enumerate(table.columns) if column.adds),
            total_values=tuple(
                (at, value) for at, value in enumerate(table.total) if not table.columns[at].adds and at
            ),
            notes=table.notes,
            signatures=_signatures(),
            sheet_name=table.title,
        )

    return write_return(*(one(table) for table in report.tables))


def as_csv(report: Tables) -> bytes:
    """One line each, the section named in the first column; UTF-8 with BOM, which spreadsheets recognise."""
    keys = list(dict.fromkeys(column.key for table in report.tables for column in table.columns))
    target = io.StringIO()
    writer = csv.DictWriter(target, ["section", *keys], lineterminator="\r\n")
    writer.writeheader()
    for table in report.tables:
        for row in [*table.rows, *([table.total] if table.total else [])]:
            cells = {column.key: _plain(value) for column, value in zip(table.columns, row, strict=True)}
            writer.writerow({"section": table.key} | cells)
    return target.getvalue().encode("utf-8-sig")


def as_json(report: Tables) -> bytes:
    """Numbers as numbers; keys are those of the CSV's columns."""

    def lines(table: ReportTable, row: tuple[Value, ...]) -> dict[str, Any]:
        return {column.key: _plain(value) for column, value in zip(table.columns, row, strict=True)}

    found = {
        "report": report.name,
        "period": str(report.period),
        "branch": report.branch,
        "unit": report.unit,
        "sections": [
            {
                "key": table.key,
                "title": table.title,
                "lines": [lines(table, row) for row in table.rows],
                "total": lines(table, table.total) if table.total else None,
            }
            for table in report.tables
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def shown(value: Value, form: str) -> str:
    """A figure as the reader writes it."""
    if value is None:
        return "—"
    if isinstance(value, str):
        return value
    if form == "percent":
        return str(format_percent(float(value), "#,##0.0%", locale=locale()))
    return str(format_decimal(float(value), "#,##0.#", locale=locale()))


def _plain(value: Value) -> str | int | float | None:
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else round(float(value), 4)
    return value


def _unit_line(report: Tables) -> tuple[str, str, str]:
    unit = _("Unit: {name} (seal)").format(name=report.unit)
    return unit, period_name(report.period), _("In persons, attendances and hours")


def _signatures() -> tuple[str, ...]:
    return _("Head of the unit:"), _("Checked by:"), _("Filled in by:"), _("Date:")


def paper_language(session: Session) -> str:
    """The language in which the centre prints."""
    return centre_settings(session).language
