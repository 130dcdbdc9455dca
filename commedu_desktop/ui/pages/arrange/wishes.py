"""What the coordinator chooses before the search: when lessons begin, audience hours, and how long a class lasts."""

import re
from datetime import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.arrange_week import Wanted
from commedu_desktop.i18n import _
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.fields import CheckField, NumberField, TextField
from commedu_desktop.ui.widgets.flow import Flow

_CLOCK = re.compile(r"(\d{1,2})[:：.](\d{2})")
MOST_LESSONS, LEAST_MINUTES, MOST_MINUTES = 7, 15, 480


class Wishes(QWidget):
    """`length_changed`: weekly lessons and minutes of the class that is chosen."""

    length_changed = Signal(int, int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.times = TextField(_("Lessons begin at"), placeholder="08:30, 10:15, 14:00")
        self.audience = CheckField(_("Employees in the evening, youth at weekends"), value=True)
        self.lessons = NumberField(_("Lessons a week"), least=1, most=MOST_LESSONS)
        self.minutes = NumberField(_("Minutes each"), least=LEAST_MINUTES, most=MOST_MINUTES)
        self.times.setMinimumWidth(look.px(330))
        for field in (self.lessons, self.minutes):
            field.setMaximumWidth(look.px(130))
            field.edit.editingFinished.connect(self._changed)
        self.setLayout(Flow(self.times, self.lessons, self.minutes, self.audience, gap=16))
        self._shown: Wanted | None = None

    @property
    def starts(self) -> tuple[time, ...]:
        return tuple(sorted({time(int(hour), int(minute)) for hour, minute in _CLOCK.findall(self.times.value)}))

    @starts.setter
    def starts(self, starts: tuple[time, ...]) -> None:
        self.times.value = ", ".join(f"{start:%H:%M}" for start in starts)

    def read_starts(self) -> tuple[time, ...]:
        """The times, or none, with the field refused."""
        try:
            starts = self.starts
        except ValueError:
            starts = ()
        if not starts:
            self.times.refuse(_("Write times of the day: 08:30, 10:15, 14:00."))
        return starts

    def say(self, wanted: Wanted | None, *, locked: bool) -> None:
        """Show the length of the chosen class; the one that is being typed in stays."""
        self._shown = wanted
        lengths = (wanted.lessons, wanted.minutes) if wanted else (None, None)
        for field, value in zip((self.lessons, self.minutes), lengths, strict=True):
            field.setEnabled(wanted is not None and not locked)
            if not field.edit.hasFocus():
                field.value = value

    def _changed(self) -> None:
        lessons, minutes = self.lessons.value, self.minutes.value
        if self._shown is None or lessons is None or minutes is None:
            return
        good = self.lessons.is_good() and self.minutes.is_good()
        if good and (lessons, minutes) != (self._shown.lessons, self._shown.minutes):
            self.length_changed.emit(lessons, minutes)
