"""Absences that are known before: from when to when somebody will not come."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commedu_desktop.i18n import _
from commedu_desktop.sentences import shown
from commedu_desktop.services.planned_absences import Away, PlanAbsence, drop_absence, plan_absence, planned_absences
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.widgets.basics import empty, row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import DateField, TextField


class AbsenceDialog(FormDialog):
    """Keeps a planned absence of one resident; those that were kept stand below and can be taken back."""

    def __init__(self, desk: Desk, parent: QWidget, resident_id: UUID, name: str) -> None:
        super().__init__(desk.look, parent, _("Planned absence of {name}").format(name=name), _("Keep"))
        self.desk, self.resident_id = desk, resident_id
        today = desk.wall_clock().date()
        self.first = DateField(desk.look, _("First day"), today)
        self.last = DateField(desk.look, _("Last day"), today)
        self.reason = TextField(_("Reason"))
        self.add(self.first, self.last)
        self.add(self.reason)
        told = _("Lessons of these days are excused by themselves when blanks are filled or the lesson is closed.")
        self.form.addWidget(words(told, "muted", wrap=True))
        self.kept = QVBoxLayout()
        self.kept.setSpacing(6)
        self.form.addLayout(self.kept)
        self.form.addStretch(1)
        self.resize(desk.look.px(520), desk.look.px(460))
        self._show_kept()
        self.first.setFocus()

    def save(self) -> None:
        first, last = self.first.value, self.last.value
        wrong = next((one for one in (self.first, self.last) if not one.is_good() or one.value is None), None)
        if wrong is not None or first is None or last is None:
            self.explain(_("Type a day like 2026-11-23."), wrong)
            return
        self.desk.write(
            plan_absence,
            PlanAbsence(self.resident_id, first, last, self.reason.value),
            toast=_("Planned absence kept"),
            done=lambda _id: self.accept(),
            refused=lambda refusal: self.explain(refusal, self.last),
        )

    def _show_kept(self) -> None:
        empty(self.kept)
        for one in self.desk.read(planned_absences, self.resident_id):
            days = _("{first} to {last}").format(first=shown(one.starts), last=shown(one.ends))
            text = words(" · ".join(filter(None, (days, one.reason))), "", wrap=True)
            drop = Button(self.desk.look, _("Take back"))
            drop.clicked.connect(self._dropping(one))
            line = row(text, drop)
            line.setStretch(0, 1)
            self.kept.addLayout(line)

    def _dropping(self, one: Away) -> Callable[[], None]:
        def drop() -> None:
            self.desk.write(drop_absence, one.id, toast=_("Taken back"), done=lambda _none: self._show_kept())

        return drop
