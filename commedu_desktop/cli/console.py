"""What all commands share: the centre they work on, who is at work, and how rows and files are put out."""

import csv
import getpass
import io
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import click
from platformdirs import user_data_path

from commedu_desktop.domain.errors import Refused
from commedu_desktop.sentences.opening import opening_report
from commedu_desktop.services.centre import FILE as CENTRE
from commedu_desktop.services.centre import open_shared_centre
from commedu_desktop.services.files import write_atomically
from commedu_desktop.services.office import Office
from commedu_desktop.services.opening import open_safely
from commedu_desktop.services.prints import KeepPrint, facts_of, keep_print
from commedu_desktop.services.settings import centre_settings

REFUSED, STORE_TROUBLE = 1, 3
Command = Callable[..., Any]


@dataclass
class Console:
    """`folder` holds `centre.db`, backups and logs; `actor` stands in the history."""

    folder: Path
    actor: str
    url: str | None = None

    @classmethod
    def of(cls, data: str | None, url: str | None, actor: str | None) -> "Console":
        folder = Path(data) if data else user_data_path("CommEdu", appauthor=False)
        return cls(folder, actor or getpass.getuser(), url)

    @cached_property
    def office(self) -> Office:
        """The centre, opened when a command first needs it. Raises: StoreTrouble."""
        if self.url:
            office = open_shared_centre(self.url)
            click.get_current_context().find_root().call_on_close(office.database.close)
            return office
        opened = open_safely(self.folder, actor=self.actor)
        click.get_current_context().find_root().call_on_close(opened.close)
        for line in opening_report(opened.report):
            print(line, file=sys.stderr)
        return opened.office

    def refuse_shared(self) -> None:
        """For what is about the file in the folder. Raises: Refused shared-database."""
        if self.url:
            raise Refused("shared-database")


pass_console = click.make_pass_decorator(Console)


def format_option(command: Command) -> Command:
    """`--format table|json|csv` for commands that list."""
    kinds = click.Choice(["table", "json", "csv"])
    return click.option("--format", "form", type=kinds, default="table", help="how rows are printed")(command)


def output_option(command: Command) -> Command:
    """`-o FILE` for commands that write a file."""
    return click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)(command)


def put_rows(rows: Sequence[dict[str, Any]], form: str) -> None:
    """Print rows as a table, as one JSON array, or as CSV with a heading line."""
    if form == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
    elif rows and form == "csv":
        target = io.StringIO()
        writer = csv.DictWriter(target, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        print(target.getvalue(), end="")
    elif rows:
        print(_table(rows))


def put_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, and say where it is."""
    write_atomically(path, content)
    print(path)


def put_paper(console: Console, path: Path, pdf: bytes, recipe: dict[str, Any] | None = None, title: str = "") -> None:
    """Write a printed paper, and remember it for `prints again` as the window does; `recipe` as in `prints.Printed`."""
    put_file(path, pdf)
    if console.url or not (console.folder / CENTRE).exists():
        return
    said, pages = facts_of(pdf)
    office, where = console.office, str(path.absolute())
    name, at = title or said or path.stem, office.wall_clock()
    limit = office.read(centre_settings).prints_kept * 1_000_000
    keep_print(console.folder, KeepPrint(pdf, name, at, console.actor, pages, 1, where, recipe or {}), limit)


def width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _table(rows: Sequence[dict[str, Any]]) -> str:
    heads = list(rows[0])
    cells = [heads, *([_cell(row[head]) for head in heads] for row in rows)]
    widths = [max(width(line[at]) for line in cells) for at in range(len(heads))]
    lines = [
        "  ".join(text + " " * (wide - width(text)) for text, wide in zip(line, widths, strict=True)) for line in cells
    ]
    return "\n".join(line.rstrip() for line in lines)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value).replace("\n", " ")
