"""Fields of the centre's own about a resident: what kinds there are, and how a value is read, kept and shown."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from commedu_desktop.domain.cells import Cell, as_date, as_decimal, as_text, as_yes
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.residents import SHORT_LONGEST, TEXT_LONGEST, many_lines, one_line

CONSENT = "consent"
"""When the resident agreed that the centre keeps these data: an ISO date."""
CONTACT_NAME, CONTACT_PHONE, CONTACT_RELATION = "contact_name", "contact_phone", "contact_relation"
"""Whom to call in an emergency."""
CONTACT = (CONTACT_NAME, CONTACT_PHONE, CONTACT_RELATION)


class FieldKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes-no"


@dataclass(frozen=True)
class CustomField:
    """`code` is its key in `resident.extra` and never changes; `choices` are the words of a CHOICE."""

    code: str
    name: str
    kind: FieldKind = FieldKind.TEXT
    choices: tuple[str, ...] = field(default=())


def kept_value(one: CustomField, cell: Cell) -> Any:
    """A cell, or what was typed, as JSON keeps it: text, an ISO date, a number as text, True or False; None if blank.

    Raises: Refused own-field-choice, text-too-long, and what `domain.cells` refuses.
    """
    match one.kind:
        case FieldKind.NUMBER:
            return _number(as_decimal(cell))
        case FieldKind.DATE:
            day = as_date(cell)
            return None if day is None else day.isoformat()
        case FieldKind.YES_NO:
            return as_yes(cell)
        case FieldKind.CHOICE:
            return _choice(one, one_line(as_text(cell)))
    text = many_lines(as_text(cell))
    if len(text) > TEXT_LONGEST:
        raise Refused("text-too-long", longest=TEXT_LONGEST)
    return text or None


def _number(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def _choice(one: CustomField, text: str) -> str | None:
    if not text:
        return None
    for choice in one.choices:
        if choice.casefold() == text.casefold():
            return choice
    raise Refused("own-field-choice", text=text[:SHORT_LONGEST], choices=list(one.choices))


def shown_value(one: CustomField, kept: Any, yes: str, no: str) -> Any:
    """What stands in a file or on the screen: dates as dates, `yes` and `no` in the reader's words."""
    if kept is None or kept == "":
        return None
    if one.kind is FieldKind.YES_NO:
        return yes if kept else no
    if one.kind is FieldKind.DATE:
        return date.fromisoformat(str(kept))
    return str(kept)
