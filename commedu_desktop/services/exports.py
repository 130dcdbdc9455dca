"""Lists given out in the columns that imports take in, so that what is exported reads back unchanged."""

from collections.abc import Callable
from pathlib import PurePath

from sqlalchemy.orm import Session

from commedu_desktop.domain.columns import COLUMNS, heading
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.exchange.calendars import Event, write_calendar
from commedu_desktop.exchange.tables import Table, write_table
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.queries import export_choices, export_plans, exports
from commedu_desktop.store.queries.exports import Records

__all__ = ["EXPORTS", "export_file", "export_table", "form_of"]

EXPORTS: dict[str, Callable[[Session, str], Records]] = {
    "residents": exports.residents,
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
"""KIND -> its rows, in the order of COLUMNS."""


def form_of(name: str) -> str:
    """The format a file's name asks for. Raises: Refused export-format."""
    form = PurePath(name).suffix.lower().removeprefix(".")
    if form not in ("xlsx", "csv", "tsv", "ics"):
        raise Refused("export-format", ending=PurePath(name).suffix or name)
    return form


def export_table(session: Session, kind: str, language: str) -> Table:
    """All rows of a kind, headings and words in `language`."""
    columns = COLUMNS[kind]
    headings = tuple(heading(kind, column.field, language) for column in columns)
    rows = EXPORTS[kind](session, language)
    return Table(kind, headings, rows, tuple("text" if column.form == "time" else column.form for column in columns))


def export_file(session: Session, kind: str, form: str, language: str) -> bytes:
    """The list as a file; `form` is xlsx, csv, tsv, or ics for lessons. Raises: Refused export-format."""
    if form == "ics":
        return _calendar(session, kind)
    return write_table(export_table(session, kind, language), form)


def _calendar(session: Session, kind: str) -> bytes:
    if kind != "lessons":
        raise Refused("export-format", ending=".ics")
    events = (
        Event(key, title, starts, ends, room or "", teacher or "", status == LessonStatus.CANCELLED)
        for key, title, starts, ends, room, teacher, status in export_plans.lesson_events(session)
    )
    return write_calendar(events, centre_settings(session).name)
