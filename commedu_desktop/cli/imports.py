"""`commedu import`, `commedu export`."""

import sys
from pathlib import Path

import click

from commedu_desktop.cli.console import REFUSED, Console, pass_console, put_file
from commedu_desktop.domain.columns import COLUMNS, heading
from commedu_desktop.domain.errors import Refused, StoreTrouble
from commedu_desktop.i18n import _, language
from commedu_desktop.sentences import sentence, shown
from commedu_desktop.sentences.imports import refused_line
from commedu_desktop.services.files import write_atomically
from commedu_desktop.services.imports import (
    ImportRequest,
    ImportResult,
    Layout,
    Reading,
    look_over,
    refused_rows_file,
    take_in,
)

_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "bar": "|"}
_SHOWN = 20
"""Refused rows that are printed when no file is given for them."""


@click.command("import")
@click.argument("kind", type=click.Choice(list(COLUMNS)))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sheet", default="", help="sheet of the workbook, when not the one that fits best")
@click.option(
    "--map", "mapping", multiple=True, metavar="COLUMN=FIELD", help="which field a column is; FIELD blank: none"
)
@click.option("--create-missing", is_flag=True, help="make the branches, venues, teachers, courses that rows name")
@click.option("--dry-run", is_flag=True, help="say what would happen, write nothing")
@click.option("--errors", type=click.Path(dir_okay=False, path_type=Path), help="CSV of the refused rows with reasons")
@click.option("--keep-good", is_flag=True, help="write the good rows although others are refused")
@click.option("--encoding", default="", help="of a text file, when guessed wrongly: utf-8, gb18030, big5 …")
@click.option("--separator", default="", help="of a text file: comma, semicolon, tab, bar, or the character itself")
@click.option("--heading-line", default=0, help="line that holds the headings, when guessed wrongly")
@pass_console
def import_list(
    console: Console,
    kind: str,
    file: Path,
    sheet: str,
    mapping: tuple[str, ...],
    create_missing: bool,
    dry_run: bool,
    errors: Path | None,
    keep_good: bool,
    encoding: str,
    separator: str,
    heading_line: int,
) -> int:
    """Take a list in from CSV, TSV, XLSX, XLS or ODS: all of it or nothing."""
    wishes = Reading(encoding, _SEPARATORS.get(separator, separator), sheet, heading_line)
    layout = _look(console, kind, _bytes_of(file), wishes, [_pair(one) for one in mapping])
    _print_layout(layout)
    request = ImportRequest(layout, create_missing, keep_good, dry_run)
    result = take_in(console.office, request, actor=console.actor)
    _print_counts(result)
    _tell_refused(layout, result, errors)
    if result.refused and not keep_good:
        message = Refused("import-refused", count=len(result.refused), read=result.read)
        print(sentence(message), file=sys.stderr)
        return REFUSED
    return 0


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise StoreTrouble("cannot-open", path=str(file)) from None


def _pair(text: str) -> tuple[str, str]:
    column, sign, field = text.rpartition("=")
    if not sign:
        raise click.BadParameter("--map COLUMN=FIELD")
    return column, field


def _look(console: Console, kind: str, data: bytes, wishes: Reading, mapping: list[tuple[str, str]]) -> Layout:
    return look_over(console.office, kind, data, wishes, mapping)


def _print_layout(layout: Layout) -> None:
    reading = layout.rows.reading
    if reading.sheet:
        print(_("Sheet: {sheet}").format(sheet=reading.sheet))
    else:
        separator = next((name for name, sign in _SEPARATORS.items() if sign == reading.separator), reading.separator)
        print(_("Encoding: {encoding}, separator: {separator}").format(encoding=reading.encoding, separator=separator))
    print(_("Headings in line {line}").format(line=reading.heading_line))
    for name, field in zip(layout.rows.headings, layout.fields, strict=True):
        if field:
            print(f"  {name} → {heading(layout.kind, field, language())}")
    if layout.kept_out:
        print(_("Columns left out: {columns}").format(columns=shown(list(layout.kept_out))))
    if layout.rows.left_out:
        lines = [line.number for line in layout.rows.left_out]
        print(_("Lines left out (totals, signatures): {lines}").format(lines=shown(lines)))


def _print_counts(result: ImportResult) -> None:
    counts = (
        (_("rows read"), result.read),
        (_("new"), len(result.new)),
        (_("changed"), len(result.changed)),
        (_("unchanged"), result.unchanged),
        (_("refused"), len(result.refused)),
    )
    print("  ".join(f"{name}: {count}" for name, count in counts))
    if not result.written:
        print(_("Nothing was written."))


def _tell_refused(layout: Layout, result: ImportResult, errors: Path | None) -> None:
    if not result.refused:
        return
    reasons = [refused_line(layout.kind, one.field, one.reason) for one in result.refused]
    if errors is not None:
        content = refused_rows_file(layout, result.refused, reasons, (_("line in the file"), _("reason")))
        write_atomically(errors, content)
        print(_("Refused rows: {path}").format(path=errors))
        return
    for one, reason in list(zip(result.refused, reasons, strict=True))[:_SHOWN]:
        print(_("line {line}: {reason}").format(line=one.line, reason=reason), file=sys.stderr)


@click.command("export")
@click.argument("kind", type=click.Choice(list(COLUMNS)))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@pass_console
def export_list(console: Console, kind: str, file: Path) -> None:
    """Write a list as CSV or XLSX (lessons also as .ics); `import` reads it back unchanged."""
    from commedu_desktop.services.exports import export_file, form_of

    put_file(file, console.office.read(export_file, kind, form_of(file.name), language(), console.actor))
