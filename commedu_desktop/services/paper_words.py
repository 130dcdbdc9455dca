"""Dates, times and signs as paper shows them, in the language that is spoken."""

from collections.abc import Iterable
from datetime import date, datetime, time

from babel.dates import format_date, get_day_names
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.certificates import CertificateType
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.weekly_times import parse_weekly_times
from commedu_desktop.i18n import _, locale, pgettext
from commedu_desktop.services.settings import centre_settings


def paper_language(session: Session, language: str) -> str:
    """The language wanted, or that of the centre's paper."""
    return language or centre_settings(session).language


def day_words(day: date) -> str:
    """`Monday 23 November 2026`, `2026年11月23日 星期一`."""
    return format_date(day, "EEEE d MMMM y" if locale() == "en" else "y年M月d日 EEEE", locale=locale())


def long_day(day: date) -> str:
    """`23 November 2026`, `2026年11月23日`."""
    return format_date(day, "d MMMM y" if locale() == "en" else "y年M月d日", locale=locale())


def short_day(day: date) -> str:
    """`23 Nov`, `11.23`."""
    return format_date(day, "d MMM" if locale() == "en" else "M.d", locale=locale())


def month_day(day: date) -> str:
    """`23 November`, `11月23日`: in a sentence, or to be read from three metres."""
    return format_date(day, "d\u00a0MMMM" if locale() == "en" else "M月d日", locale=locale())


def weekday(day: date) -> str:
    """`Mon`, `周一`."""
    return str(get_day_names("abbreviated", locale=locale())[day.weekday()])


def span(starts: datetime, ends: datetime) -> str:
    return f"{starts:%H:%M}–{ends:%H:%M}"


def day_and_time(starts: datetime, ends: datetime) -> str:
    """`Monday 23 November 2026, 15:00–17:00`, `2026年11月23日（星期一）15:00–17:00`."""
    if locale() == "en":
        day = day_words(starts.date()).replace(" ", "\u00a0")
        return f"{day}, {span(starts, ends)}"
    calendar, _space, named = day_words(starts.date()).partition(" ")
    return f"{calendar}（{named}）{span(starts, ends)}"


def clock(at: time) -> str:
    return f"{at:%H:%M}"


def weekly(times: str) -> str:
    """`Mon 08:30–10:30; Thu 15:00–17:00`, `周一 08:30–10:30；周四 15:00–17:00`; what cannot be read stays."""
    try:
        parsed = parse_weekly_times(times)
    except Refused:
        return times
    names = get_day_names("abbreviated", locale=locale())
    between = "; " if locale() == "en" else "；"
    return between.join(f"{names[one.weekday]} {clock(one.start)}–{clock(one.end)}" for one in parsed)


def type_words(kind: CertificateType) -> str:
    """The kind of a certificate."""
    return {
        CertificateType.COMPLETION: _("Completion"),
        CertificateType.ATTENDANCE: _("Attendance"),
        CertificateType.HONOUR: _("Honour"),
        CertificateType.TEACHER_THANKS: _("Thanks to a teacher"),
        CertificateType.VOLUNTEER_THANKS: _("Thanks to a volunteer"),
    }[kind]


def sign(mark: Mark | None) -> str:
    """One letter or sign for a square of the register."""
    match mark:
        case Mark.PRESENT:
            return pgettext("mark on paper", "P")
        case Mark.LATE:
            return pgettext("mark on paper", "L")
        case Mark.EXCUSED:
            return pgettext("mark on paper", "E")
        case Mark.ABSENT:
            return pgettext("mark on paper", "A")
    return ""


def joined(parts: Iterable[str | None]) -> str:
    """Those that say something, with dots between."""
    return " · ".join(part for part in parts if part)
