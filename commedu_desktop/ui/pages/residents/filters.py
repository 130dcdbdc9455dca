"""The row of filters over the table."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QSizePolicy, QWidget

from commedu_desktop.domain.ages import band_labels
from commedu_desktop.domain.residents import Sex
from commedu_desktop.i18n import _
from commedu_desktop.services.branches import branches
from commedu_desktop.services.residents import ResidentFilter, class_choices, population_groups
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.terms import terms
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.widgets.basics import row
from commedu_desktop.ui.widgets.buttons import IconButton
from commedu_desktop.ui.widgets.fields import Combo

_WEEKS = (4, 8, 26, 52)
_ENDED = timedelta(weeks=26)
"""Without a term, classes that ended longer ago are not offered."""


class Filters(QWidget):
    """`changed` when another one was chosen; `wanted(text)` is what they say together."""

    changed = Signal()
    saved_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.branch = Combo(name=_("Branch"))
        self.group = Combo(name=_("Group"))
        self.age = Combo(name=_("Age"))
        self.sex = Combo(
            [(None, _("Any sex")), (Sex.FEMALE, _("Female")), (Sex.MALE, _("Male"))],
            _("Sex"),
        )
        self.since = Combo(name=_("No lesson since"))
        self.term = Combo(name=_("Term"))
        self.offering = Combo(name=_("Class"))
        self.clear_button = IconButton(desk.look, "x", _("Show everybody again"))
        self.clear_button.clicked.connect(self.clear)
        self.saved_button = IconButton(desk.look, "filter", _("Saved filters"), shortcut="Ctrl+Shift+F")
        self.saved_button.setShortcut("Ctrl+Shift+F")
        self.saved_button.clicked.connect(self._open_saved)
        self._buttons = QWidget()
        self._buttons.setLayout(row(self.saved_button, self.clear_button, 1, gap=0))
        self._combos = (self.branch, self.group, self.age, self.sex, self.term, self.offering, self.since)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._columns = 0
        self._arrange()
        for combo in self._combos:
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(5)
            combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            combo.chosen.connect(self._chosen)
        self.term.chosen.connect(self._offer_classes)
        self.clear_button.setEnabled(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """One line where there is room, else two."""
        parts = (*self._combos, self._buttons)
        wide = self.width() / self._desk.look.px(100)
        columns = len(parts) if wide >= 9 else 4 if wide >= 5.6 else 3
        if columns == self._columns:
            return
        self._columns = columns
        for at, part in enumerate(parts):
            self._grid.addWidget(part, at // columns, at % columns)
        for at in range(len(parts)):
            self._grid.setColumnStretch(at, 1 if at < min(columns, len(self._combos)) else 0)

    def read(self) -> None:
        """Offer what there is now."""
        places = self._desk.read(branches)
        self.branch.offer([(None, _("Every branch")), *((one.id, one.name) for one in places)])
        groups = self._desk.read(population_groups)
        self.group.offer([(None, _("Every group")), *((one.id, one.name) for one in groups)])
        found = self._desk.read(terms)
        self.term.offer([(None, _("Every term")), *((one.id, one.title) for one in found)])
        self._offer_classes()
        self.age.offer([(None, _("Any age")), *self._ages()])
        self.since.offer([(None, _("Seen or not")), *self._spans()])

    def _offer_classes(self, *_term: Any) -> None:
        ended = self._desk.wall_clock().date() - _ENDED
        found = self._desk.read(class_choices, self.term.value, ended)
        self.offering.offer([(None, _("Every class")), *found])

    def choices(self) -> dict[str, Any]:
        """What is chosen, as plain JSON."""
        chosen = {name: getattr(self, name).value for name in _NAMES}
        return {name: _plain(value) for name, value in chosen.items() if value is not None}

    def choose(self, choices: Mapping[str, Any]) -> None:
        """Choose what was saved; what is there no more narrows no more."""
        for name in _NAMES:
            combo: Combo = getattr(self, name)
            wanted = choices.get(name)
            combo.value = next((one for one in combo.values() if one is not None and _plain(one) == wanted), None)
            if name == "term":
                self._offer_classes()
        self._chosen()

    def _open_saved(self) -> None:
        self.saved_asked.emit()

    def _ages(self) -> list[tuple[tuple[int, int | None], str]]:
        firsts = self._desk.read(centre_settings).age_bands
        starts = [0, *firsts]
        ends: list[int | None] = [*firsts, None]
        labels = [label.replace("-", "–") for label in band_labels(firsts)]
        return list(zip(zip(starts, ends, strict=True), labels, strict=True))

    def _spans(self) -> list[tuple[int, str]]:
        return [(weeks, _("No lesson for {count} weeks").format(count=weeks)) for weeks in _WEEKS]

    def wanted(self, text: str) -> ResidentFilter:
        today = self._desk.wall_clock().date()
        first, beyond = self.age.value or (None, None)
        weeks = self.since.value
        return ResidentFilter(
            text=text,
            branch_id=self.branch.value,
            group_id=self.group.value,
            sex=self.sex.value,
            born_from=_years_before(today, beyond) + timedelta(days=1) if beyond else None,
            born_until=_years_before(today, first) if first is not None else None,
            term_id=self.term.value,
            offering_id=self.offering.value,
            no_lesson_since=today - timedelta(weeks=weeks) if weeks else None,
        )

    def clear(self) -> None:
        for combo in self._combos:
            combo.value = None
        self._offer_classes()
        self._chosen()

    def _chosen(self, *_value: Any) -> None:
        self.clear_button.setEnabled(any(combo.value is not None for combo in self._combos))
        self.changed.emit()


_NAMES = ("branch", "group", "age", "sex", "term", "offering", "since")


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    return list(value) if isinstance(value, tuple) else value


def _years_before(day: date, years: int) -> date:
    """Who is born then is `years` old on `day`; 29 February counts as 28."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
