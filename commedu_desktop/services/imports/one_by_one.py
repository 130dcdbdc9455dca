"""Rows taken one by one through the program's own verbs; a refused row leaves nothing behind."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.cells import Cell, as_minor, as_text
from commedu_desktop.domain.columns import COLUMNS
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.residents import one_line
from commedu_desktop.services.fee_words import decimals
from commedu_desktop.services.imports.model import (
    Changed,
    FieldRefused,
    ImportRequest,
    New,
    Outcome,
    RefusedRow,
    Row,
    Unchanged,
)
from commedu_desktop.services.imports.references import References, Shelf
from commedu_desktop.services.settings import centre_settings

T = TypeVar("T")


class Cells:
    """Reads the cells of one row; a refusal names the column it is about."""

    def __init__(self, row: Row) -> None:
        self.row = row

    def get(self, column: str, read: Callable[[Cell], T]) -> T | None:
        """None when blank."""
        if column not in self.row.cells:
            return None
        try:
            return read(self.row.cells[column])
        except Refused as wrong:
            raise FieldRefused(column, wrong) from None

    def need(self, column: str, read: Callable[[Cell], T | None]) -> T:
        value = self.get(column, read)
        if value is None or value == "":
            raise FieldRefused(column, Refused("cell-blank"))
        return value

    def text(self, column: str) -> str:
        return self.get(column, lambda cell: one_line(as_text(cell))) or ""

    def find(self, column: str, find: Callable[[str], UUID]) -> UUID | None:
        """What a cell refers to by code or name."""
        text = self.text(column)
        return self.get(column, lambda _cell: find(text)) if text else None


class OneByOne:
    """A taker for lists of hundreds or thousands of rows. Subclasses say what one row does."""

    kind: ClassVar[str]

    def __init__(self, session: Session, references: References, _request: ImportRequest) -> None:
        self.session, self.references = session, references

    @cached_property
    def _decimals(self) -> int:
        return decimals(centre_settings(self.session).currency)

    def money(self, cell: Cell) -> int | None:
        """An amount in minor units of the centre's currency. Raises: Refused not-a-number, too-fine."""
        return as_minor(cell, self._decimals)

    def take(self, rows: list[Row]) -> list[Outcome | RefusedRow]:
        return [self._one(row) for row in rows]

    def known(self, cells: Cells) -> Unchanged | None:  # noqa: ARG002 - for subclasses
        """A row that says nothing new, seen without writing; long lists are mostly that on their second import."""
        return None

    def settle(self, cells: Cells) -> Outcome:
        """Carry out one row. Raises: Refused, FieldRefused."""
        raise NotImplementedError

    def _one(self, row: Row) -> Outcome | RefusedRow:
        try:
            self._refuse_blanks(row)
            cells = Cells(row)
            known = self.known(cells)
            if known is not None:
                return known
            with self.session.begin_nested():
                return self.settle(cells)
        except FieldRefused as wrong:
            refused = RefusedRow(row.line, row.raw, wrong.refusal, wrong.field)
        except Refused as wrong:
            refused = RefusedRow(row.line, row.raw, wrong)
        self.references.forget()
        return refused

    def _refuse_blanks(self, row: Row) -> None:
        for column in COLUMNS[self.kind]:
            if column.required and column.field not in row.cells:
                raise FieldRefused(column.field, Refused("cell-blank"))

    def put(
        self,
        cells: Cells,
        row: Any,
        values: Mapping[str, Any],
        verbs: tuple[Callable[[], UUID], Callable[[dict[str, Any]], Any]],
        shelf: Shelf | None = None,
    ) -> Outcome:
        """Add what is not there (`row` is None), else change the fields that differ."""
        add, change = verbs
        if row is None:
            made = add()
            self.session.flush()
            if shelf is not None:
                shelf.know(made, str(values.get("code", "")), str(values.get("name") or values.get("title") or ""))
            return New(_who(values), dict(cells.row.cells))
        differs = {name: value for name, value in values.items() if getattr(row, name) != value}
        if not differs:
            return Unchanged(_who(values))
        shown = tuple(
            (_column(name), self._shown(getattr(row, name)), self._shown(new)) for name, new in differs.items()
        )
        change(differs)
        return Changed(_who(values), shown)

    def _shown(self, value: Any) -> Any:
        return self.references.called(value) if isinstance(value, UUID) else value


def _who(values: Mapping[str, Any]) -> str:
    name, code = values.get("name") or values.get("title") or "", values.get("code") or ""
    return f"{name} ({code})" if name and code and name != code else str(name or code)


_COLUMNS = {"branch_id": "branch", "parent_id": "part of", "part_of_id": "part of", "category_id": "category",
            "credits_hundredths": "credits", "age_from": "age from", "age_to": "age to", "teacher_id": "teacher",
            "venue_id": "venue", "walk_in": "walk-in"}  # fmt: skip


def _column(name: str) -> str:
    return _COLUMNS.get(name, name)


def given(**values: Any) -> dict[str, Any]:
    """Without what is blank: a blank never overwrites."""
    return {name: value for name, value in values.items() if value is not None and value != ""}
