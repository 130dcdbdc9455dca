"""What teachers are owed for a period: lessons held, by their rate and kind, substitutes for what they gave."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby

from sqlalchemy.orm import Session

from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.domain.pay import lesson_pay, rounded
from commedu_desktop.domain.report_lists import Pay, ReportLists, StoodIn
from commedu_desktop.domain.settings import CentreSettings
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.i18n import _
from commedu_desktop.services.fee_words import decimals
from commedu_desktop.services.report_tables import Column, ReportTable, Value
from commedu_desktop.services.report_words import TEACHER_KINDS
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.queries.pay import GivenLesson, given_lessons

__all__ = ["GivenLesson", "Pay", "given_lessons", "pay", "pay_of", "pay_tables"]


def pay(session: Session, first: date, last: date, branches: Sequence[str] = ()) -> list[Pay]:
    """Every teacher with lessons in these days, both included, by code."""
    return pay_for(given_lessons(session, first, last, branches), centre_settings(session, first.year))


def pay_for(found: Sequence[GivenLesson], settings: CentreSettings) -> list[Pay]:
    """Of lessons by teacher, a line for each teacher."""
    return [pay_of(list(some), settings) for _key, some in groupby(found, key=lambda one: one.teacher_id)]


def pay_of(lessons: Sequence[GivenLesson], settings: CentreSettings) -> Pay:
    """One teacher's lessons added up; the exact sum is rounded once."""
    first = lessons[0]
    rate = rate_of(first.rate, first.teacher_kind, settings)
    done = [one for one in lessons if one.held]
    hour = settings.academic_hour
    amount = sum((lesson_pay(one.minutes, rate, hour, part(one.kind, settings)) for one in done), Fraction(0))
    return Pay(
        first.teacher_id,
        first.teacher_code,
        first.teacher,
        first.teacher_kind,
        len(done),
        Fraction(sum(one.minutes for one in done), hour),
        sum(bool(one.stands_in_for) for one in done),
        rate,
        rounded(amount),
        len(lessons) - len(done),
    )


def rate_of(own: int, kind: TeacherKind, settings: CentreSettings) -> int:
    """The teacher's own rate, or that of their kind."""
    usual: int = getattr(settings, f"pay_{kind.name.lower()}")
    return own or usual


def part(kind: OfferingKind, settings: CentreSettings) -> int:
    """Per cent of the rate that this kind of offering earns."""
    return {OfferingKind.LECTURE: settings.pay_lecture, OfferingKind.ACTIVITY: settings.pay_activity}.get(kind, 100)


def stood_in(lessons: Sequence[GivenLesson]) -> tuple[StoodIn, ...]:
    """The lessons that somebody gave in another's place, by time."""
    found = sorted((one for one in lessons if one.stands_in_for), key=lambda one: one.starts)
    return tuple(StoodIn(one.starts, one.title, one.teacher, one.stands_in_for) for one in found)


def pay_tables(lists: ReportLists) -> list[ReportTable]:
    """The pay sheet, and the lessons in which somebody stood in."""
    found = lists.pay
    notes = [
        _("One hour is {minutes} minutes; only lessons that were held are paid.").format(minutes=lists.academic_hour)
    ]
    if waiting := sum(one.open for one in found):
        notes.append(_("{count} lessons are not closed yet and not in it.").format(count=waiting))
    columns = (
        Column("code", _("Code"), "text"),
        Column("name", _("Teacher"), "text"),
        Column("kind", _("Kind"), "text"),
        Column("lessons", _("Lessons held"), adds=True),
        Column("stood_in", _("Of these as substitute"), adds=True),
        Column("hours", _("Hours"), "decimal", adds=True),
        Column("rate", _("Rate an hour"), "money"),
        Column("amount", _("Pay"), "money", adds=True),
    )
    unit: int = 10 ** decimals(lists.currency)
    rows = tuple(_cells(one, unit) for one in found)
    total = (
        _("Total"),
        "",
        "",
        sum(one.lessons for one in found),
        sum(one.stood_in for one in found),
        sum((one.hours for one in found), Fraction(0)),
        None,
        Fraction(sum(one.amount for one in found), unit),
    )
    sheet = ReportTable("pay", _("Pay of the teachers"), columns, rows, total, tuple(notes))
    return [sheet, _substitutes(lists)]


def _cells(one: Pay, unit: int) -> tuple[Value, ...]:
    """`unit`: minor units in a unit of the currency."""
    rate, amount = Fraction(one.rate, unit), Fraction(one.amount, unit)
    kind = _(TEACHER_KINDS[one.kind])
    return one.code, one.name, kind, one.lessons, one.stood_in, one.hours, rate, amount


def _substitutes(lists: ReportLists) -> ReportTable:
    columns = (
        Column("date", _("Date"), "text"),
        Column("title", _("Class"), "text"),
        Column("teacher", _("Teacher"), "text"),
        Column("for", _("In place of"), "text"),
    )
    rows = tuple((f"{one.starts:%Y-%m-%d %H:%M}", one.title, one.teacher, one.absent) for one in lists.stood_in)
    return ReportTable("substitutes", _("Substitutes"), columns, rows)
