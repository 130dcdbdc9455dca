"""The calendar of festivals and campaign weeks: which of a year have a notice, and days of one's own."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from babel.dates import format_date, format_interval
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.festivals import Festival
from commedu_desktop.i18n import N_, _, locale
from commedu_desktop.sentences import shown
from commedu_desktop.services.festivals import FestivalRow, KeepFestival, calendar, drop_festival, keep_festival
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.widgets.basics import Card, row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import CheckField, Combo, DateField, LongTextField, TextField
from commedu_desktop.ui.widgets.flow import Flow

_DAY = "d MMM y"


def span_words(first: date, last: date) -> str:
    """`1–31 Oct 2026`, `30 Nov – 6 Dec 2026`, `2026年10月1日至31日`."""
    if locale() != "en":
        return str(format_interval(first, last, "yMMMd", locale=locale()))
    begin = (
        "d" if (first.year, first.month) == (last.year, last.month) else "d MMM" if first.year == last.year else _DAY
    )
    between = "–" if begin == "d" else " – "
    return f"{format_date(first, begin, locale='en')}{between}{format_date(last, _DAY, locale='en')}"


def when(one: Festival) -> str:
    days = shown(one.starts) if one.starts == one.ends else span_words(one.starts, one.ends)
    return _("about {days}").format(days=days) if one.about else days


def _state(one: FestivalRow) -> tuple[str, str]:
    if one.notice is None:
        return (_("passed over"), "neutral") if one.passed else ("", "neutral")
    return (_("on the board"), "good") if one.notice.postings else (_("Draft"), "info")


def _went_out(one: FestivalRow) -> str:
    if one.notice is None:
        return ""
    parts = [*one.notice.places]
    if one.notice.brochures:
        parts.append(_("{count} brochures").format(count=one.notice.brochures))
    return " · ".join(parts)


COLUMNS = (
    Column(N_("Festival or campaign"), lambda one: one.festival.name, 200, 2, kind="strong"),
    Column(N_("When"), lambda one: when(one.festival), 230, 1),
    Column(N_("Notice"), lambda one: _state(one)[0], 120, kind="pill", state=lambda one: _state(one)[1]),
    Column(N_("Where, and brochures"), _went_out, 160, 2, kind="muted", tip=_went_out),
)


class CalendarDialog(QDialog):
    """`wanted(festival)`: write its notice; `opened(notice_id)`: look at the one there is."""

    wanted, opened = Signal(object), Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._found = desk, dict[Any, FestivalRow]()
        look, this_year = desk.look, desk.wall_clock().year
        self.setWindowTitle(_("Festivals and campaign weeks"))
        self.year = Combo([(year, str(year)) for year in range(this_year - 1, this_year + 3)], _("Year"))
        self.year.value = this_year
        self.table = LazyTable(look, LazyModel(COLUMNS, self._ids, self._rows), self.windowTitle())
        write = Button(look, _("Write its notice"), icon="megaphone", kind="primary", shortcut="Enter")
        days = Button(look, _("Other days…"), icon="calendar-days")
        activity = Button(look, _("Plan an activity…"), icon="calendar-range")
        add = Button(look, _("Add a day of your own…"), icon="plus")
        self.drop = Button(look, _("Take back"), icon="undo-2", kind="quiet")
        close = Button(look, _("Close"), shortcut="Esc")
        for button, answer in (
            (write, self.write),
            (days, self.other_days),
            (activity, self.plan_activity),
            (add, self.add),
            (self.drop, self.take_back),
            (close, self.accept),
        ):
            button.clicked.connect(answer)
        self.year.chosen.connect(lambda _year: self.refresh())
        self.table.opened.connect(lambda _id: self.write())
        self.table.chosen.connect(lambda _id: self._enable())
        desk.changed.connect(self.refresh)
        self._lay_out(self.drop, add, days, activity, close, write)
        room = parent.window().size()
        self.resize(min(look.px(960), room.width() - 40), min(look.px(680), room.height() - 40))
        self.refresh()
        self._go_to_today()

    def _lay_out(self, *buttons: Button) -> None:
        card = Card(margin=8)
        card.body.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(row(words(self.windowTitle(), "large"), 1, self.year))
        said = _("With the lunar days of each year. “About”: the authorities name the days anew; set them here.")
        layout.addWidget(words(said, "muted", wrap=True))
        layout.addWidget(card, 1)
        layout.addLayout(Flow(*buttons, end=True))

    def refresh(self) -> None:
        self._found = {one.festival.code: one for one in self._desk.read(calendar, self.year.value)}
        self.table.reload()
        self._enable()

    def _go_to_today(self) -> None:
        today = self._desk.wall_clock().date()
        self.table.choose(next((code for code, one in self._found.items() if one.festival.ends >= today), None))

    @property
    def chosen(self) -> FestivalRow | None:
        return self._found.get(self.table.chosen_id)

    def write(self) -> None:
        """Its notice: the one there is, or a new one."""
        one = self.chosen
        if one is None:
            return
        self.accept()
        if one.notice is not None:
            self.opened.emit(one.notice.id)
        else:
            self.wanted.emit(one.festival)

    def plan_activity(self) -> None:
        """A new activity with its name on its first day, in Courses."""
        if self.chosen is not None:
            festival = self.chosen.festival
            self.accept()
            self._desk.go("courses", activity=festival.name, starts=festival.starts, ends=festival.ends)

    def other_days(self) -> None:
        if self.chosen is not None:
            DayDialog(self._desk, self, self.chosen.festival).open()

    def add(self) -> None:
        DayDialog(self._desk, self, None).open()

    def take_back(self) -> None:
        if self.chosen is not None:
            self._desk.write(drop_festival, self.chosen.festival)

    def _enable(self) -> None:
        self.drop.setEnabled(self.chosen is not None and self.chosen.festival.own)

    def _ids(self, _sort: str, _descending: bool) -> Sequence[Any]:
        return list(self._found)

    def _rows(self, ids: Sequence[Any]) -> Mapping[Any, FestivalRow]:
        return {one: self._found[one] for one in ids if one in self._found}


class DayDialog(FormDialog):
    """A day of one's own, or other days for a known festival."""

    def __init__(self, desk: Desk, parent: QWidget, known: Festival | None) -> None:
        title = _("Days of {name}").format(name=known.name) if known else _("A day of your own")
        super().__init__(desk.look, parent, title)
        self.desk, self.known = desk, known
        self.name = TextField(_("Name"), known.name if known else "")
        self.first = DateField(desk.look, _("First day"), known.starts if known else None)
        self.last = DateField(desk.look, _("Last day"), known.ends if known else None, hint=_("Empty: one day"))
        self.text = LongTextField(_("What it is about"), hint=_("Stands on its notices."))
        self.yearly = CheckField(_("Every year on these days"), value=True)
        if known is None:
            self.add(self.name)
        self.add(self.first, self.last)
        if known is None:
            self.add(self.text)
            self.add(self.yearly)
        self.form.addStretch(1)
        self.resize(desk.look.px(480), desk.look.px(300 if known else 480))

    def save(self) -> None:
        first, last = self.first.value, self.last.value
        if first is None or not self.last.is_good():
            (self.first if first is None else self.last).refuse(_("This is not a date. Write it as 2026-11-23."))
            return
        key = self.known.key if self.known else ""
        request = KeepFestival(self.name.value, first, last or first, self.text.value, self.yearly.value, key)
        self.desk.write(keep_festival, request, done=lambda _none: self.accept(), refused=self._refuse)

    def _refuse(self, refusal: Refused) -> None:
        self.explain(refusal, self.name if refusal.code == "festival-without-name" else self.last)
