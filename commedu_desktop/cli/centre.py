"""`commedu new`: a centre, empty or with the demonstration in it."""

from datetime import datetime

import click

from commedu_desktop.cli.console import Console, pass_console
from commedu_desktop.i18n import _, language
from commedu_desktop.services.centre import NewCentre, create_centre, create_shared_centre, regions
from commedu_desktop.services.demo import DEMO_NOW, SIZES, SMALL, create_demo


@click.command
@click.option("--name", required=True, help="the centre's name, as it stands on paper")
@click.option(
    "--region", type=click.Choice(regions()), default="CN", show_default=True, help="whose lists and holidays"
)
@click.option(
    "--demo",
    type=click.Choice(list(SIZES)),
    is_flag=False,
    flag_value=SMALL,
    metavar="[SIZE]",
    help=f"fill it with a demonstration: {', '.join(SIZES)}",
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="the day on which the demonstration plays")
@pass_console
def new(console: Console, name: str, region: str, demo: str | None, today: datetime | None) -> None:
    """Make a centre in the data folder."""
    request = NewCentre(name, region, language())
    if console.url and demo:
        raise click.UsageError("--demo makes a centre in a folder; leave out --db.")
    if console.url:
        office = create_shared_centre(console.url, request, actor=console.actor)
    elif demo:
        now = today and datetime.combine(today, DEMO_NOW.time())
        office = create_demo(console.folder, request, actor=console.actor, size=demo, now=now)
    else:
        office = create_centre(console.folder, request, actor=console.actor)
    office.database.close()
    print(
        _("{name} is ready in {folder}").format(
            name=name, folder=office.database.place if console.url else console.folder
        )
    )
