"""`commedu returns submit | list | changes`."""

import click

from commedu_desktop.cli.console import Console, format_option, pass_console, put_rows
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.periods import parse_period
from commedu_desktop.services.clock import wall_time
from commedu_desktop.services.freezing import Freeze, freeze_report, frozen_reports
from commedu_desktop.services.report_view import report_view
from commedu_desktop.services.report_words import period_name
from commedu_desktop.services.report_writers import shown

PERIOD = click.option("--period", metavar="2026|2026-H1|2026-11", required=True, help="whole months")
BRANCH = click.option("--branch", metavar="CODE", default="", help="a branch and those below it")


@click.group
def returns() -> None:
    """Reports that were submitted: they stay what they were, and what changes later stands beside them."""


@returns.command
@PERIOD
@BRANCH
@click.option("--reason", default="", help="why a submitted report is corrected")
@pass_console
def submit(console: Console, period: str, branch: str, reason: str) -> None:
    """Keep the report of a period as it is now; prints its version."""
    print(console.office.write(freeze_report, Freeze(parse_period(period), branch, reason), actor=console.actor))


@returns.command("list")
@PERIOD
@BRANCH
@format_option
@pass_console
def list_(console: Console, period: str, branch: str, form: str) -> None:
    """Every version that was submitted, the first one first."""
    lines = [
        {
            "version": one.version,
            "at": wall_time(one.at).isoformat(" ", "minutes"),
            "who": one.actor,
            "persons": one.report.now.total.persons,
            "attendances": one.report.now.total.attendances,
            "reason": one.reason,
        }
        for one in console.office.read(frozen_reports, parse_period(period), branch)
    ]
    put_rows(lines, form)


@returns.command
@PERIOD
@BRANCH
@format_option
@pass_console
def changes(console: Console, period: str, branch: str, form: str) -> None:
    """Every figure that is another now than in the version submitted last."""
    view = console.office.read(report_view, parse_period(period), branch, console.office.wall_clock().date())
    if view.frozen is None:
        raise Refused("not-submitted", period=period_name(parse_period(period)))
    lines = [
        {
            "table": one.table,
            "figure": one.figure,
            "line": one.line,
            "submitted": shown(one.then, one.format),
            "now": shown(one.now, one.format),
            "rows": one.opens.removeprefix("figure/"),
        }
        for one in view.changes
    ]
    put_rows(lines, form)
