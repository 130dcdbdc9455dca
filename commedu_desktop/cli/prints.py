"""`commedu prints list | again`."""

from pathlib import Path

import click

from commedu_desktop.cli.console import Console, format_option, output_option, pass_console, put_paper, put_rows
from commedu_desktop.i18n import language
from commedu_desktop.services import prints as service
from commedu_desktop.services.printed_again import print_anew


@click.group("prints")
def prints() -> None:
    """What was printed or saved from the window or the console, and the same paper once more."""


@prints.command("list")
@click.argument("typed", default="")
@format_option
@pass_console
def list_(console: Console, typed: str, form: str) -> None:
    """Newest first; TYPED is part of the title, the person, the printer or the day."""
    console.refuse_shared()
    put_rows(
        [
            {
                "id": one.id,
                "at": one.at.isoformat(" ", "minutes"),
                "title": one.title,
                "pages": one.pages,
                "copies": one.copies,
                "by": one.actor,
                "where": one.where,
                "kept": bool(one.file),
                "again": bool(one.file or one.recipe),
            }
            for one in service.prints(console.folder, typed)
        ],
        form,
    )


@prints.command("again")
@click.argument("wanted", metavar="ID")
@output_option
@pass_console
def again(console: Console, wanted: str, output: Path) -> None:
    """Write the paper with this ID once more, byte for byte; certificates and receipts say that they are reprints."""
    console.refuse_shared()
    one = service.print_by_id(console.folder, wanted)
    if one.recipe:
        pdf = console.office.write(print_anew, (one.recipe, language()), actor=console.actor)
    else:
        pdf = service.kept_pdf(console.folder, one)
    put_paper(console, output, pdf, one.recipe, one.title)
