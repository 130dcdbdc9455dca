"""`commedu search`."""

import click

from commedu_desktop.cli.console import Console, format_option, pass_console, put_rows
from commedu_desktop.domain.pinyin import shown_pinyin
from commedu_desktop.domain.residents import shown_phone
from commedu_desktop.services.residents import find_residents


@click.command
@click.argument("text")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="at most so many")
@format_option
@pass_console
def search(console: Console, text: str, limit: int, form: str) -> None:
    """Find residents by name, pinyin, initials, phone, card or ID number."""
    found = console.office.read(find_residents, text, limit)
    rows = [
        {
            "card": one.card,
            "name": one.name,
            "pinyin": shown_pinyin(one.name, one.pinyin),
            "born": one.born,
            "phone": shown_phone(one.phone),
            "branch": one.branch,
            "groups": list(one.groups),
        }
        for one in found
    ]
    put_rows(rows, form)
