"""`commedu notices list | festivals`."""

import click

from commedu_desktop.cli.console import Console, format_option, pass_console, put_rows
from commedu_desktop.services.festivals import calendar
from commedu_desktop.services.notices import notices as all_notices


@click.group
def notices() -> None:
    """Where notices hung, and the calendar of festivals and campaign weeks."""


@notices.command("list")
@format_option
@pass_console
def list_(console: Console, form: str) -> None:
    """Every notice with each place where it hung, from when to when, and its brochures; newest first."""
    rows = [
        {
            "title": one.title,
            "kind": one.kind.value,
            "place": posting.place if posting else "",
            "from": posting.posted_from.isoformat() if posting else "",
            "until": posting.posted_until.isoformat() if posting and posting.posted_until else "",
            "brochures": posting.brochures if posting else 0,
        }
        for one in console.office.read(all_notices)
        for posting in one.postings or (None,)
    ]
    put_rows(rows, form)


@notices.command
@click.option("--year", type=int, help="this year unless given")
@format_option
@pass_console
def festivals(console: Console, year: int | None, form: str) -> None:
    """The festivals and campaign weeks of a year, lunar ones on their days, and which have a notice."""
    rows = console.office.read(calendar, year or console.office.wall_clock().year)
    put_rows(
        [
            {
                "code": row.festival.code,
                "name": row.festival.name,
                "from": row.festival.starts.isoformat(),
                "until": row.festival.ends.isoformat(),
                "about": row.festival.about,
                "notice": row.notice.title if row.notice else "",
            }
            for row in rows
        ],
        form,
    )
