"""`commedu conflicts`."""

from datetime import date, datetime, timedelta
from typing import Any

import click

from commedu_desktop.cli.console import Console, format_option, pass_console, put_rows
from commedu_desktop.i18n import _
from commedu_desktop.sentences.conflicts import clash_shown
from commedu_desktop.services.conflicts import Clash, clashes, last_lesson

DAY = click.DateTime(["%Y-%m-%d"])


@click.command
@click.option("--from", "first", type=DAY, help="first day; today unless given")
@click.option("--to", "last", type=DAY, help="last day; that of the last lesson planned unless given")
@click.option("--all", "confirmed", is_flag=True, help="also those that somebody has confirmed")
@format_option
@pass_console
def conflicts(console: Console, first: datetime | None, last: datetime | None, confirmed: bool, form: str) -> None:
    """List every clash of lessons: rooms, teachers, residents, places, equipment, travel, closed days, limits."""
    office = console.office
    begins = first.date() if first else office.wall_clock().date()
    ends = last.date() if last else max(office.read(last_lesson) or begins, begins + timedelta(days=1))
    found = office.read(clashes, begins, ends, confirmed_too=confirmed)
    if form == "table" and not found:
        print(_("No clashes."))
    rows = [_plain(clash) for clash in found] if form == "json" else [_line(clash) for clash in found]
    put_rows(rows, form)


def _plain(clash: Clash) -> dict[str, Any]:
    lessons = [
        {
            "offering": lesson.code,
            "date": _iso(lesson.starts.date()),
            "start": f"{lesson.starts:%H:%M}",
            "end": f"{lesson.ends:%H:%M}",
            "venue": lesson.venue_code,
        }
        for lesson in clash.lessons
    ]
    return {"kind": clash.kind.value, "lessons": lessons, "who": clash.who, "where": clash.where} | _confirmed(clash)


def _confirmed(clash: Clash) -> dict[str, Any]:
    return {"confirmed": clash.confirmed_by} if clash.confirmed_by else {}


def _iso(day: date) -> str:
    return day.isoformat()


def _line(clash: Clash) -> dict[str, Any]:
    first = clash.lessons[0]
    return {
        "kind": clash.kind.value,
        "date": _iso(first.starts.date()),
        "lessons": ", ".join(f"{one.code} {one.starts:%H:%M}-{one.ends:%H:%M}" for one in clash.lessons),
        "who": clash.who,
        "where": clash.where,
        "what": clash_shown(clash.kind, clash.lessons, clash.who, clash.why),
    } | _confirmed(clash)
