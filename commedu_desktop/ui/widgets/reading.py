"""How fields read what is typed; and the calendar that drops from a date field."""

import re
import unicodedata
from datetime import date, time
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout

if TYPE_CHECKING:
    from commedu_desktop.ui.widgets.fields import DateField

_YEAR_FIRST = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*")
_DAY_FIRST = re.compile(r"(\d{1,2})\D+(\d{1,2})\D+(\d{4})")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CLOCK = re.compile(r"(\d{1,2})(?:\D?(\d{2}))?\D*")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def number(text: str) -> int | None:
    """A whole number, half or full width, with or without thousands marks."""
    digits = _plain(text).replace(",", "").replace(" ", "")
    return int(digits) if re.fullmatch(r"-?\d{1,12}", digits) else None


def day(text: str) -> date | None:
    """A date as people write it; None when it is none."""
    plain = _plain(text)
    try:
        if found := _YEAR_FIRST.fullmatch(plain) or _DIGITS.fullmatch(plain):
            return date(*map(int, found.groups()))
        if found := _DAY_FIRST.fullmatch(plain):
            return date(*map(int, reversed(found.groups())))
    except ValueError:
        return None
    return None


def clock(text: str) -> time | None:
    """A time of day; None when it is none."""
    found = _CLOCK.fullmatch(_plain(text))
    if not found:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


def pick_date(field: "DateField", value: date | None) -> None:
    """Drop a calendar beneath the field."""
    panel = QFrame(field, Qt.WindowType.Popup)
    panel.setProperty("role", "card")
    panel.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    calendar = QCalendarWidget(panel)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    if value:
        calendar.setSelectedDate(QDate(value.year, value.month, value.day))

    def taken(chosen: QDate) -> None:
        field.picked(date(chosen.year(), chosen.month(), chosen.day()))
        panel.close()

    calendar.clicked.connect(taken)
    calendar.activated.connect(taken)
    QVBoxLayout(panel).addWidget(calendar)
    panel.move(field.edit.mapToGlobal(QPoint(0, field.edit.height() + 4)))
    panel.show()
    calendar.setFocus()
