"""When a teacher can: weekly times, days off, limits."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commedu_desktop.domain.availability import Absence, read_times
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.weekly_times import canonical, parse_weekly_times
from commedu_desktop.i18n import _
from commedu_desktop.services.teachers import TeacherRow
from commedu_desktop.services.teachers_at_work import absences
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.widgets.basics import row
from commedu_desktop.ui.widgets.fields import DateField, Field, NumberField, TextField
from commedu_desktop.ui.widgets.lines import Lines
from commedu_desktop.ui.widgets.week_times import WeekTimes


class TimesTab(QWidget):
    """The times as text and as a week; what is changed in one is changed in the other."""

    edited = Signal()

    def __init__(self, desk: Desk, teacher: TeacherRow | None) -> None:
        super().__init__()
        self.desk = desk
        self.available = TextField(
            _("Available"),
            teacher.available if teacher else "",
            hint=_("Weekly times; empty: always. For example: Mon 08:30-10:30; Thu 15:00-17:00"),
        )
        self.week = WeekTimes(desk.look)
        none = _("Academic hours; empty: no limit.")
        day, week = (teacher.day_limit, teacher.week_limit) if teacher else (0, 0)
        self.day_limit = NumberField(_("At most a day"), day or None, most=24, hint=none)
        self.week_limit = NumberField(_("At most a week"), week or None, most=168, hint=none)
        self.days_off = Lines(desk.look, _("Days off"), _("Days off…"), self._absence)
        self.plain_fields: tuple[Field, ...] = (self.available, self.day_limit, self.week_limit)
        for one in desk.read(absences, teacher.id).get(teacher.id, ()) if teacher else ():
            self._show(one)
        self._build()
        self._to_week()
        self.available.edited.connect(self._to_week)
        self.week.edited.connect(self._to_text)
        self.days_off.edited.connect(self.edited)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.available)
        layout.addWidget(self.week)
        layout.addLayout(row(self.day_limit, self.week_limit, gap=12))
        layout.addWidget(self.days_off)
        layout.addStretch(1)

    def _absence(self) -> Sequence[Field]:
        look = self.desk.look
        return DateField(look, _("From")), DateField(look, _("Until")), TextField(_("Reason"))

    def _show(self, one: Absence) -> None:
        first, last, reason = self.days_off.add_line()
        assert isinstance(first, DateField)
        assert isinstance(last, DateField)
        assert isinstance(reason, TextField)
        first.value, last.value, reason.value = one.starts, one.ends, one.reason

    def _to_week(self) -> None:
        self.week.show_times(read_times(self.available.value))

    def _to_text(self) -> None:
        """What was painted, with the times outside the hours that the small week shows."""
        unseen = [one for one in read_times(self.available.value) if not self.week.shows(one)]
        self.available.value = canonical([*self.week.times(), *unseen])
        self.edited.emit()

    def missing(self) -> tuple[Field, str | Refused] | None:
        """The field that keeps this from being saved, and why."""
        try:
            parse_weekly_times(self.available.value)
        except Refused as refusal:
            return self.available, refusal
        dates = (field for line in self.days_off.lines for field in line.fields[:1])
        empty = next((field for field in dates if isinstance(field, DateField) and field.value is None), None)
        return (empty, _("Say from which day on.")) if empty else None

    def values(self) -> dict[str, object]:
        """By the names of `NewTeacher`; a day off without an end is one day."""
        return {
            "available": self.available.value,
            "day_limit": self.day_limit.value or 0,
            "week_limit": self.week_limit.value or 0,
            "absences": tuple(self._read(line.fields) for line in self.days_off.lines),
        }

    def _read(self, fields: Sequence[Field]) -> Absence:
        first, last, reason = fields
        assert isinstance(first, DateField)
        assert isinstance(last, DateField)
        assert isinstance(reason, TextField)
        assert first.value is not None
        return Absence(first.value, last.value or first.value, reason.value.strip())
