"""`commedu close-lessons`."""

from datetime import datetime

import click

from commedu_desktop.cli.console import Console, pass_console
from commedu_desktop.i18n import ngettext
from commedu_desktop.services.attendance import CloseLessons
from commedu_desktop.services.attendance import close_lessons as close_all


@click.command("close-lessons")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), metavar="D", help="last day; today unless given")
@pass_console
def close_lessons(console: Console, until: datetime | None) -> None:
    """Close lessons that are over: who has no mark becomes absent."""
    request = CloseLessons(until.date() if until else None)
    closed = console.office.write(close_all, request, actor=console.actor)
    lessons = ngettext("{lessons} lesson closed", "{lessons} lessons closed", closed.lessons)
    absent = ngettext("{absent} person absent", "{absent} people absent", closed.absent)
    print(f"{lessons} · {absent}".format(lessons=closed.lessons, absent=closed.absent))
