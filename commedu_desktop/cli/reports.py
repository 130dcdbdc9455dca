"""`commedu report`."""

from fractions import Fraction
from pathlib import Path

import click

from commedu_desktop.cli.console import (
    Console,
    format_option,
    output_option,
    pass_console,
    put_file,
    put_paper,
    put_rows,
)
from commedu_desktop.domain.figures import figure_key
from commedu_desktop.domain.periods import Period, parse_period
from commedu_desktop.domain.rows_behind import RowsBehind, RowsBeside
from commedu_desktop.domain.targets import RATES
from commedu_desktop.i18n import _, language
from commedu_desktop.services.report_files import REPORTS, ReportFile, report_file
from commedu_desktop.services.report_words import per_cent
from commedu_desktop.services.reports import rows_behind, rows_beside


@click.command
@click.argument("name", required=False)
@click.option("--period", metavar="2026|2026-H1|2026-11", help="whole months")
@click.option("--branch", metavar="CODE", default="", help="a branch and those below it instead of the whole centre")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="a .pdf, .xlsx, .csv or .json file"
)
@click.option("--live", is_flag=True, help="the figures as they are now, even of a report that was submitted")
@click.option("--version", type=int, metavar="N", help="this version of a submitted report instead of the last one")
@click.option("--list", "listing", is_flag=True, help="the reports by name")
@click.option(
    "--rows",
    metavar="FIGURE",
    help="print the rows behind a figure: persons/branch/B01, training-rate, population, register/70+,"
    " teachers/volunteer, funds/unit, publicity/posted",
)
@format_option
@pass_console
def report(
    console: Console,
    name: str | None,
    period: str | None,
    branch: str,
    output: Path | None,
    live: bool,
    version: int | None,
    listing: bool,
    rows: str | None,
    form: str,
) -> None:
    """Write a report NAME of a period to a file."""
    if listing:
        put_rows([{"name": key, "report": _(title)} for key, title in REPORTS.items()], form)
        return
    if period is None:
        raise click.UsageError("--period is missing, such as --period 2026-11")
    if rows:
        _put_rows_behind(console, rows, parse_period(period), branch, form)
        return
    if name is None or output is None:
        raise click.UsageError("name a report (report --list shows them) and a file with -o FILE")
    today = console.office.wall_clock().date()
    request = ReportFile(name, parse_period(period), branch, language(), today, live, version)
    content = console.office.read(report_file, request, output.suffix)
    if output.suffix.lower() == ".pdf":
        put_paper(console, output, content)
    else:
        put_file(output, content)


@click.command("report")
@click.argument("name", default="monthly")
@click.option("--period", metavar="2026|2026-H1|2026-11", required=True, help="whole months")
@click.option("--branch", metavar="CODE", default="", help="a branch and those below it instead of the whole centre")
@output_option
@pass_console
def printed_report(console: Console, name: str, period: str, branch: str, output: Path) -> None:
    """The report NAME of a period (monthly unless given; `report --list` shows them)."""
    today = console.office.wall_clock().date()
    request = ReportFile(name, parse_period(period), branch, language(), today)
    put_paper(console, output, console.office.read(report_file, request, ".pdf"))


def _put_rows_behind(console: Console, figure: str, period: Period, branch: str, form: str) -> None:
    found: RowsBehind | RowsBeside
    if figure.startswith(("funds/", "publicity/", "register/", "teachers/")):
        found = console.office.read(rows_beside, figure, period, branch)
    else:
        found = console.office.read(rows_behind, figure_key(figure), period, branch)
    rows = [vars(row) | {"amount": row.amount} for row in found.rows]
    put_rows([{name: _number(value) for name, value in row.items()} for row in rows], form)
    if isinstance(found, RowsBehind) and found.key.measure in RATES:
        of = sum(row.amount for row in found.of) if found.of else len(found.rows)
        rate = "—" if found.amount is None else per_cent(Fraction(found.amount))
        click.echo(f"{found.sum} ÷ {of} = {rate}", err=True)


def _number(value: object) -> object:
    """Hours print as decimals, everything else as it is."""
    return float(value) if isinstance(value, Fraction) else value
