"""`commedu backup`, `commedu restore`."""

from datetime import datetime
from pathlib import Path

import click

from commedu_desktop.cli.console import Console, pass_console
from commedu_desktop.i18n import _
from commedu_desktop.services.backup import back_up
from commedu_desktop.services.backup import restore as restore_backup


@click.command
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="instead of the backups folder")
@pass_console
def backup(console: Console, output: Path | None) -> None:
    """Copy the centre, read the copy back, and print where it is."""
    console.refuse_shared()
    print(back_up(console.office, console.folder, output=output).path)


@click.command
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@pass_console
def restore(console: Console, file: Path) -> None:
    """Make a backup the centre of the data folder; the present file is kept aside."""
    console.refuse_shared()
    done = restore_backup(console.folder, file, now=datetime.now())
    print(_("{file} is the centre in {folder} now.").format(file=done.source, folder=console.folder))
    if done.kept_aside is not None:
        print(_("What was there before is kept in {file}.").format(file=done.kept_aside))
