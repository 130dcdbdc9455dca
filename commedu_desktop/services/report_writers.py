"""A report in ready words and values, and its four forms: PDF, workbook, CSV, JSON."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from babel.numbers import format_decimal, format_percent

from commedu_desktop.domain.periods import Period
from commedu_desktop.i18n import _, language, locale
from commedu_desktop.services.report_charts import Chart
from commedu_desktop.services.report_narrative import Chapter, that_say_something
from commedu_desktop.services.report_tables import ReportTable, Value
from commedu_desktop.services.report_words import period_name

if TYPE_CHECKING:
    from commedu_desktop.documents.reports import ReturnSection
    from commedu_desktop.exchange.returns import ReturnSheet

_TO_SIGN = "\u3000" * 9
"""The room in which somebody signs."""


@dataclass(frozen=True)
class Tables:
    """A report in ready words and values; `texts` and `charts` come before the tables."""

    name: str
    title: str
    unit: str
    period: Period
    branch: str
    tables: tuple[ReportTable, ...]
    chapters: tuple[Chapter, ...] = ()
    charts: tuple[Chart, ...] = ()
    frozen: str = ""
    """Who submitted it and when, and what has changed since; empty for a report that was not submitted."""


def as_pdf(report: Tables) -> bytes:
    """A4: text and charts upright, then one table after another across, signed at the end."""
    from commedu_desktop.documents.reports import ReturnPaper, render

    sections = (*_text_sections(report), *_table_sections(report))
    return render(ReturnPaper(f"{report.title} {period_name(report.period)}", language(), sections))


def _text_sections(report: Tables) -> "Iterator[ReturnSection]":
    from commedu_desktop.documents.reports import ReturnSection

    if not report.chapters and not report.charts:
        return
    notes = (report.frozen,) if report.frozen else ()
    indent = "\u3000\u3000" if language().startswith("zh") else ""
    yield ReturnSection(report.title, _unit_line(report), notes=notes, upright=True)
    for chapter in that_say_something(report.chapters):
        paragraphs = tuple(f"{indent}{line}" for line in chapter.text.split("\n"))
        yield ReturnSection(chapter.title, paragraphs=paragraphs, upright=True)
    for chart in report.charts:
        yield ReturnSection(chart.title, chart=chart.draw, notes=(chart.note,) if chart.note else (), upright=True)


def _table_sections(report: Tables) -> "Iterator[ReturnSection]":
    from commedu_desktop.documents.reports import Heading, ReturnSection

    for at, table in enumerate(report.tables):
        rows = [*table.rows, *([table.total] if table.total else [])]
        formats = [column.format for column in table.columns]
        first = at == 0 and not report.chapters and not report.charts
        signed = (_("Received by"),) if table.key == "pay" else ()
        headings = (*(column.heading for column in table.columns), *signed)
        yield ReturnSection(
            title=report.title if first else table.title,
            unit_line=_unit_line(report) if first else ("", "", ""),
            heading_rows=(tuple(Heading(heading) for heading in headings),),
            rows=tuple(
                (*(shown(value, form) for value, form in zip(row, formats, strict=True)), *[_TO_SIGN] * len(signed))
                for row in rows
            ),
            aligns=tuple("left" if form == "text" else "right" for form in (*formats, *["text"] * len(signed))),
            total=bool(table.total),
            notes=table.notes,
            signatures=_signatures() if at == len(report.tables) - 1 else (),
            upright=False,
        )


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

    text = [] if not report.chapters else [_text_sheet(report)]
    return write_return(*text, *(one(table) for table in report.tables))


def _text_sheet(report: Tables) -> "ReturnSheet":
    """The text, a paragraph a line."""
    from commedu_desktop.exchange.returns import Heading, ReturnSheet

    rows = tuple((chapter.title, chapter.text) for chapter in that_say_something(report.chapters))
    return ReturnSheet(
        title=report.title,
        unit_line=_unit_line(report),
        heading_rows=((Heading(_("Section")), Heading(_("Text"))),),
        rows=rows,
        formats=("text", "text"),
        notes=(report.frozen,) if report.frozen else (),
        signatures=_signatures(),
        sheet_name=_("Text"),
        widths=(16, 110),
        landscape=False,
    )


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
        "frozen": report.frozen,
        "text": [{"key": chapter.key, "title": chapter.title, "text": chapter.text} for chapter in report.chapters],
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
    return str(format_decimal(float(value), "#,##0.00" if form == "money" else "#,##0.#", locale=locale()))


def _plain(value: Value) -> str | int | float | None:
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else round(float(value), 4)
    return value


def _unit_line(report: Tables) -> tuple[str, str, str]:
    unit = _("Unit: {name} (seal)").format(name=report.unit)
    other = {"pay": _("In hours and money"), "credits": _("In persons and credits")}
    counted = other.get(report.name) or _("In persons, attendances and hours")
    return unit, period_name(report.period), counted


def _signatures() -> tuple[str, ...]:
    return _("Head of the unit:"), _("Checked by:"), _("Filled in by:"), _("Date:")
