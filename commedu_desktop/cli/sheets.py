"""`commedu attendance scan`."""

from pathlib import Path
from typing import Any

import click

from commedu_desktop.cli.console import REFUSED, Console, format_option, pass_console, put_rows
from commedu_desktop.i18n import _, ngettext
from commedu_desktop.sentences import sentence
from commedu_desktop.services.progress import silent
from commedu_desktop.services.scans import Scan, ScannedPage, SheetCell, read_scans
from commedu_desktop.services.sheet_entry import EnterSheets, SheetMark, enter_sheets

_FILES = click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))


@click.group
def attendance() -> None:
    """Sign-in sheets that come back on paper."""


@attendance.command
@_FILES
@click.option("--enter", is_flag=True, help="write the marks that are beyond doubt; without it, nothing is written")
@click.option("--close", is_flag=True, help="with --enter: close the lessons, so that no tick means absent")
@format_option
@pass_console
def scan(console: Console, files: tuple[Path, ...], enter: bool, close: bool, form: str) -> int:
    """Read scanned or photographed sign-in sheets: PDF, JPG, PNG, TIFF, or folders of them."""
    found = read_scans(console.office, files, silent)
    for remark in found.remarks:
        click.echo(f"{remark.file} ({remark.page}): {sentence(remark.about)}", err=True)
    put_rows([_row(page, cell) for page in found.pages for cell in page.cells], form)
    if enter and found.pages:
        _enter(console, found, close=close)
    return 0 if found.pages else REFUSED


def _row(page: ScannedPage, cell: SheetCell) -> dict[str, Any]:
    return {
        "file": page.file,
        "page": page.number,
        "line": cell.row + 1,
        "card": cell.card,
        "name": cell.name,
        "lesson": f"{cell.lesson.code} {cell.lesson.starts:%Y-%m-%d %H:%M}",
        "mark": cell.mark.value if cell.mark else None,
        "before": cell.before.value if cell.before else None,
        "doubt": cell.doubt.value if cell.doubt else None,
    }


def _enter(console: Console, found: Scan, *, close: bool) -> None:
    cells = [cell for page in found.pages for cell in page.cells if cell.doubt is None]
    marks = tuple(SheetMark(one.lesson.id, one.resident_id, one.mark) for one in cells if one.mark is not None)
    lessons = frozenset(one.lesson.id for one in cells if one.mark is not None) if close and not found.doubtful else ()
    entered = console.office.write(enter_sheets, EnterSheets(marks, frozenset(lessons)), actor=console.actor)
    told = ngettext("{count} mark entered", "{count} marks entered", entered.written)
    parts = [told.format(count=entered.written), _("{count} stood there already").format(count=entered.unchanged)]
    if found.doubtful:
        left = ngettext("{count} doubtful, not entered", "{count} doubtful, not entered", len(found.doubtful))
        parts.append(left.format(count=len(found.doubtful)))
    click.echo(" · ".join(parts), err=True)
