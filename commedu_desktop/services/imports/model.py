"""What an import is asked for, and what became of every row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from commedu_desktop.domain.cells import Cell
from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.imports.layout import Layout

Values = Mapping[str, Any]
"""Field -> what the row says for it; blanks are not in it."""


@dataclass(frozen=True)
class ImportRequest:
    """A file that was read and whose columns are known. `create_missing`: branches, rooms … that a row names first."""

    layout: Layout
    create_missing: bool = False
    keep_good: bool = False
    dry_run: bool = False


@dataclass(frozen=True)
class Row:
    """One row: its line in the file and its cells by field."""

    line: int
    cells: Mapping[str, Cell]
    raw: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class New:
    """Somebody or something that was not there before."""

    who: str
    values: Values = field(default_factory=dict)


@dataclass(frozen=True)
class Changed:
    """(field, old, new) of each field that differs."""

    who: str
    changes: tuple[tuple[str, Any, Any], ...]


@dataclass(frozen=True)
class Unchanged:
    who: str


Outcome = New | Changed | Unchanged


@dataclass(frozen=True)
class RefusedRow:
    """Why a row cannot be taken; `field` is the column, when one is to blame."""

    line: int
    raw: tuple[Cell, ...]
    reason: Refused
    field: str = ""


@dataclass(frozen=True)
class ImportResult:
    """`written` tells whether the register now holds it: not after a dry run, not when rows were refused."""

    kind: str
    read: int
    new: tuple[tuple[int, New], ...]
    changed: tuple[tuple[int, Changed], ...]
    unchanged: int
    refused: tuple[RefusedRow, ...]
    written: bool


class FieldRefused(Exception):  # noqa: N818 - carries a refusal to the row it belongs to
    """A refusal and the column it is about."""

    def __init__(self, name: str, refusal: Refused) -> None:
        super().__init__(name, refusal)
        self.field, self.refusal = name, refusal


class Taker(Protocol):
    """Takes rows of one kind, some at a time. An outcome or a refusal for each row, in order."""

    def take(self, rows: list[Row]) -> list[Outcome | RefusedRow]: ...
