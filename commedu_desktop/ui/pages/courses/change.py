"""Changing a class, and ending it."""

from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.i18n import _, ngettext
from commedu_desktop.services.offerings import (
    CancelOffering,
    ChangeOffering,
    OfferingRow,
    cancel_offering,
    change_offering,
)
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.fees.amounts import as_typed, minor_units
from commedu_desktop.ui.pages.courses.wording import KINDS
from commedu_desktop.ui.pages.timetable.dialogs import teacher_choices, venue_choices
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import CheckField, ChoiceField, Field, LongTextField, NumberField, TextField


class ChangeClassDialog(FormDialog):
    """What a class is called, who teaches where, its places; another room or teacher takes over what is to come."""

    def __init__(self, desk: Desk, parent: QWidget, row: OfferingRow) -> None:
        super().__init__(desk.look, parent, _("Change {title}").format(title=row.title))
        self.desk, self._row = desk, row
        self.title = TextField(_("Title"), row.title)
        self.code = TextField(_("Code"), row.code)
        self.kind = ChoiceField(_("Kind"), [(kind, _(text)) for kind, text in KINDS.items()], row.kind)
        self.venue = ChoiceField(_("Room"), venue_choices(desk), row.venue_id)
        self.teacher = ChoiceField(_("Teacher"), teacher_choices(desk), row.teacher_id)
        self.capacity = NumberField(_("Places"), row.capacity or None, hint=_("Empty: not limited."), most=100_000)
        self.fee = TextField(_("Fee"), as_typed(desk, row.fee))
        self.threshold = NumberField(
            _("Completed from"), row.threshold, hint=_("Per cent of the lessons; empty: as the centre."), most=100
        )
        self.walk_in = CheckField(_("Open to walk-ins"), value=row.walk_in)
        self.note = LongTextField(_("Note"), row.note, lines=2)
        self.add(self.title, self.code)
        self.add(self.venue, self.teacher)
        said = _("Another room or teacher takes over the lessons still to come; what was held stays as it was.")
        self.form.addWidget(words(said, "small", wrap=True))
        self.add(self.kind, self.capacity)
        self.add(self.fee, self.threshold)
        self.add(self.walk_in)
        self.add(self.note)
        self.form.addStretch(1)
        self.resize(desk.look.px(600), desk.look.px(620))

    def save(self) -> None:
        fee = minor_units(self.desk, self.fee.value)
        if fee is None:
            self.fee.refuse(_("This is no amount. Write it as 50 or 50.00."))
            return
        values = {
            "title": self.title.value,
            "code": self.code.value,
            "kind": OfferingKind(self.kind.value),
            "venue_id": self.venue.value,
            "teacher_id": self.teacher.value,
            "capacity": self.capacity.value or 0,
            "fee": fee,
            "threshold": self.threshold.value,
            "walk_in": self.walk_in.value,
            "note": self.note.value,
        }
        changed = {name: value for name, value in values.items() if value != getattr(self._row, name)}
        self.desk.write(
            change_offering,
            ChangeOffering(self._row.id, changed),
            done=lambda _moved: self.accept(),
            refused=self._refused,
            toast=_("{title} changed").format(title=self.title.value),
        )

    def _refused(self, refusal: Refused) -> None:
        known: dict[str, Field] = {
            "name-missing": self.title,
            "code-taken": self.code,
            "code-missing": self.code,
            "venue-taken": self.venue,
            "teacher-busy": self.teacher,
        }
        self.explain(refusal, known.get(refusal.code))


class CancelClassDialog(FormDialog):
    """Why a class does not go on."""

    def __init__(self, desk: Desk, parent: QWidget, row: OfferingRow) -> None:
        super().__init__(desk.look, parent, _("Cancel {title}?").format(title=row.title), _("Cancel the class"))
        self.desk, self._row = desk, row
        self.leave_button.setText(_("Keep it"))
        coming = row.lessons - row.held
        said = ngettext(
            "{count} lesson still to come is cancelled and frees room and teacher. What was held stays.",
            "{count} lessons still to come are cancelled and free room and teacher. What was held stays.",
            coming,
        )
        self.form.addWidget(words(said.format(count=coming), "muted", wrap=True))
        self.reason = LongTextField(_("Reason"), hint=_("It stands on the notice and in the history."), lines=2)
        self.add(self.reason)
        self.form.addStretch(1)
        self.resize(desk.look.px(500), desk.look.px(380))
        self.reason.setFocus()

    def save(self) -> None:
        self.desk.write(
            cancel_offering,
            CancelOffering(self._row.id, self.reason.value),
            done=lambda _count: self.accept(),
            refused=lambda refusal: self.explain(refusal, self.reason),
            toast=_("{title} cancelled").format(title=self._row.title),
        )
