"""`commedu open` and `commedu tour`: the window from the console."""

from pathlib import Path

import click

from commedu_desktop.cli.console import Console, pass_console
from commedu_desktop.i18n import _, language, use


@click.command("open")
@pass_console
def open_window(console: Console) -> int:
    """Open the window."""
    from commedu_desktop.app import run

    return run(str(console.folder), language(), console.actor, console.url)


@click.command
@click.option("-o", "--output", metavar="FOLDER", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--page", "pages", multiple=True, metavar="KEY", help="only these pages")
def tour(output: Path, pages: tuple[str, ...]) -> int:
    """A picture of every page and dialog of the demonstration centre, and every paper as PDF."""
    from commedu_desktop.app import take_tour

    spoken = language()
    count = take_tour(output, pages)
    use(spoken)
    print(_("{count} pictures in {folder}").format(count=count, folder=output))
    return 0
