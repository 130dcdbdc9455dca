"""What an import is asked for, and what became of every row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, Protocol
from uuid import UUID

from commedu_desktop.domain.cells import Cell
from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.imports.layout import Layout

Values = Mapping[str, Any]
"""Field -> what the row says for it; blanks are not in it."""


@dataclass(frozen=True)
class ImportRequest:
    """A file that was read and whose columns are known. `create_missing`: branches, rooms … that a row names first.

    With `ask`, residents who may be somebody known are asked about instead of refused or added; `decided` holds the
    answers by line: the resident who is meant, or an Answer. With `by_address` the same address makes a household.
    """

    layout: Layout
    create_missing: bool = False
    keep_good: bool = False
    dry_run: bool = False
    ask: bool = False
    decided: Mapping[int, "UUID | Answer"] = field(default_factory=dict)
    by_address: bool = False
    patient: bool = True
    """Whether a trial run makes room for others and begins again."""


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


class Answer(Enum):
    """About a row that may be somebody known."""

    NEW_PERSON = auto()
    LEAVE_OUT = auto()


@dataclass(frozen=True)
class Candidate:
    """Somebody whom a row may mean; `reasons` are keys of `domain.duplicates.WEIGHTS`.

    `line` is where the list itself names this person, 0 when only the register does.
    """

    id: UUID
    who: str
    reasons: tuple[str, ...]
    line: int = 0


@dataclass(frozen=True)
class Asked:
    """A row that waits for an answer: is it one of these, or somebody new?"""

    line: int
    raw: tuple[Cell, ...]
    who: str
    candidates: tuple[Candidate, ...]


Outcome = New | Changed | Unchanged | Asked


@dataclass(frozen=True)
class RefusedRow:
    """Why a row cannot be taken; `field` is the column, when one is to blame."""

    line: int
    raw: tuple[Cell, ...]
    reason: Refused
    field: str = ""


@dataclass(frozen=True)
class ImportResult:
    """`written` tells whether the register now holds it: not after a dry run, not when rows were refused.

    What is `asked` and was not answered is left out, and among the refused once the rest is written. `write_id` undoes
    this very import.
    """

    kind: str
    read: int
    new: tuple[tuple[int, New], ...]
    changed: tuple[tuple[int, Changed], ...]
    unchanged: int
    refused: tuple[RefusedRow, ...]
    written: bool
    asked: tuple[Asked, ...] = ()
    write_id: UUID | None = None


class FieldRefused(Exception):  # noqa: N818 - carries a refusal to the row it belongs to
    """A refusal and the column it is about."""

    def __init__(self, name: str, refusal: Refused) -> None:
        super().__init__(name, refusal)
        self.field, self.refusal = name, refusal


class Taker(Protocol):
    """Takes rows of one kind, some at a time. An outcome or a refusal for each row, in order."""

    def take(self, rows: list[Row]) -> list[Outcome | RefusedRow]: ...
