"""Lists given out in the columns that imports take in, so that what is exported reads back unchanged."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.columns import COLUMNS, heading
from commedu_desktop.domain.custom_fields import CONSENT, FieldKind, shown_value
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.residents import masked_id_number
from commedu_desktop.exchange.calendars import Event, write_calendar
from commedu_desktop.exchange.tables import Table, write_table
from commedu_desktop.services.custom_fields import custom_fields
from commedu_desktop.services.fee_words import decimals
from commedu_desktop.services.imports.resident_rows import FURTHER
from commedu_desktop.services.roles import may_see_id_numbers
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.queries import export_choices, export_plans, exports
from commedu_desktop.store.queries.exports import Records

__all__ = ["EXPORTS", "export_file", "export_table", "form_of", "residents_table"]

_ID_NUMBER = [one.field for one in COLUMNS["residents"]].index("id number")

EXPORTS: dict[str, Callable[[Session, str], Records]] = {
    "branches": export_plans.branches,
    "populations": export_plans.populations,
    "terms": export_plans.terms,
    "teachers": export_plans.teachers,
    "venues": export_plans.venues,
    "courses": export_plans.courses,
    "offerings": export_plans.offerings,
    "lessons": export_plans.lessons,
    "enrolments": export_plans.enrolments,
    "attendance": export_plans.attendance,
    "choices": export_choices.choices,
}
"""KIND -> its rows, in the order of COLUMNS; residents have columns of their own."""


_MONEY = {0: "number", 2: "money", 3: "fine money"}
"""Decimals of the currency -> how a spreadsheet shows amounts."""


def form_of(name: str) -> str:
    """The format a file's name asks for. Raises: Refused export-format."""
    form = PurePath(name).suffix.lower().removeprefix(".")
    if form not in ("xlsx", "csv", "tsv", "ics"):
        raise Refused("export-format", ending=PurePath(name).suffix or name)
    return form


def export_table(session: Session, kind: str, language: str, actor: str = "") -> Table:
    """All rows of a kind, headings and words in `language`."""
    if kind == "residents":
        return residents_table(session, language, actor)
    columns = COLUMNS[kind]
    headings = tuple(heading(kind, column.field, language) for column in columns)
    places = decimals(centre_settings(session).currency)
    forms = {"time": "text", "money": _MONEY.get(places, "fine money")}
    amounts = [at for at, column in enumerate(columns) if column.form == "money"]
    rows = EXPORTS[kind](session, language)
    written = (_in_whole_units(row, amounts, places) for row in rows) if amounts else rows
    return Table(kind, headings, written, tuple(forms.get(column.form, column.form) for column in columns))


def _in_whole_units(row: Sequence[Any], amounts: Sequence[int], places: int) -> Sequence[Any]:
    """Minor units as amounts of the currency, with its decimals."""
    found = list(row)
    for at in amounts:
        found[at] = None if found[at] is None else Decimal(found[at]).scaleb(-places)
    return found


def residents_table(session: Session, language: str, actor: str = "", ids: Sequence[UUID] | None = None) -> Table:
    """Everybody, or only these in their order. ID numbers are masked unless `actor` may see them.

    Consent, contact and own fields have a column when somebody has them.
    """
    used = exports.further_facts(session)
    columns = [one for one in COLUMNS["residents"] if not one.further or FURTHER[one.field] in used]
    own = [one for one in custom_fields(session) if one.code in used]
    base = sum(not one.further for one in columns)
    seen = may_see_id_numbers(session, actor)
    keys = [FURTHER[one.field] for one in columns[base:]]
    yes, no = ("是", "否") if language.startswith("zh") else ("yes", "no")

    def cells(row: Sequence[Any]) -> Sequence[Any]:
        told, extra = list(row[:base]), row[-1]
        if not seen:
            told[_ID_NUMBER] = masked_id_number(told[_ID_NUMBER])
        return [
            *told,
            *(_further(key, extra.get(key)) for key in keys),
            *(shown_value(one, extra.get(one.code), yes, no) for one in own),
        ]

    return Table(
        "residents",
        (*(heading("residents", one.field, language) for one in columns), *(one.name for one in own)),
        map(cells, exports.residents(session, language, ids)),
        (*(one.form for one in columns), *("date" if one.kind is FieldKind.DATE else "text" for one in own)),
    )


def _further(key: str, kept: Any) -> Any:
    return date.fromisoformat(kept) if kept and key == CONSENT else kept


def export_file(session: Session, kind: str, form: str, language: str, actor: str = "") -> bytes:
    """The list as a file; `form` is xlsx, csv, tsv, or ics for lessons. Raises: Refused export-format."""
    if form == "ics":
        return _calendar(session, kind)
    return write_table(export_table(session, kind, language, actor), form)


def _calendar(session: Session, kind: str) -> bytes:
    if kind != "lessons":
        raise Refused("export-format", ending=".ics")
    events = (
        Event(key, title, starts, ends, room or "", teacher or "", status == LessonStatus.CANCELLED)
        for key, title, starts, ends, room, teacher, status in export_plans.lesson_events(session)
    )
    return write_calendar(events, centre_settings(session).name)
