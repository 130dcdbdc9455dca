"""`commedu duplicates`."""

import click

from commedu_desktop.cli.console import Console, format_option, pass_console, put_rows
from commedu_desktop.domain.likeness import AT_LEAST
from commedu_desktop.services import duplicates as service


@click.command
@click.option("--at-least", type=click.FloatRange(0, 1), default=AT_LEAST, show_default=True, help="score from 0 to 1")
@format_option
@pass_console
def duplicates(console: Console, at_least: float, form: str) -> None:
    """List pairs of residents who may be one person."""
    put_rows(service.shown_pairs(console.office.read(service.duplicates, at_least)), form)
