"""`commedu new`."""

import click

from commedu_desktop.cli.console import Console, pass_console
from commedu_desktop.i18n import _, language
from commedu_desktop.services.centre import NewCentre, create_centre, regions


@click.command
@click.option("--name", required=True, help="the centre's name, as it stands on paper")
@click.option(
    "--region", type=click.Choice(regions()), default="CN", show_default=True, help="whose lists and holidays"
)
@pass_console
def new(console: Console, name: str, region: str) -> None:
    """Make a centre in the data folder."""
    request = NewCentre(name, region, language())
    create_centre(console.folder, request, actor=console.actor)
    print(_("{name} is ready in {folder}").format(name=name, folder=console.folder))
