"""One teacher, new or changed."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.i18n import N_, _, ngettext
from commedu_desktop.sentences import shown
from commedu_desktop.services.branches import branches
from commedu_desktop.services.moves import lessons_outside
from commedu_desktop.services.teachers import (
    ChangeTeacher,
    NewTeacher,
    TeacherRow,
    add_teacher,
    archive_teacher,
    change_teacher,
    teachers,
)
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.courses.new_class import minor_units
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import ChoiceField, Field, LongTextField, NumberField, TextField

KINDS = {
    TeacherKind.FULL_TIME: N_("full-time"),
    TeacherKind.PART_TIME: N_("part-time"),
    TeacherKind.VOLUNTEER: N_("volunteer"),
    TeacherKind.EXPERT: N_("invited expert"),
}


class TeacherDialog(FormDialog):
    def __init__(self, desk: Desk, parent: QWidget, row: TeacherRow | None) -> None:
        super().__init__(desk.look, parent, row.name if row else _("New teacher"))
        self.desk, self._row = desk, row
        known = [(one.id, one.name) for one in desk.read(branches)]
        kinds = [(kind, _(text)) for kind, text in KINDS.items()]
        self.name = TextField(_("Teacher"), row.name if row else "")
        self.code = TextField(_("Staff number"), row.code if row else self._next_code())
        self.kind = ChoiceField(_("Kind"), kinds, row.kind if row else TeacherKind.PART_TIME)
        self.branch = ChoiceField(_("Branch"), known, row.branch_id if row else None)
        self.phone = TextField(_("Telephone"), row.phone if row else "")
        self.organisation = TextField(_("Organisation"), row.organisation if row else "")
        hint = _("What they can teach, with commas between.")
        self.skills = TextField(_("Skills"), row.skills if row else "", hint=hint)
        self.available = TextField(
            _("Available"),
            row.available if row else "",
            hint=_("Weekly times; empty: always. For example: Mon 08:30-10:30; Thu 15:00-17:00"),
        )
        self.pay = TextField(_("Pay for an hour"), f"{row.pay / 100:.2f}" if row and row.pay else "")
        none = _("Academic hours; empty: no limit.")
        self.day_limit = NumberField(_("At most a day"), (row.day_limit or None) if row else None, most=24, hint=none)
        self.week_limit = NumberField(
            _("At most a week"), (row.week_limit or None) if row else None, most=168, hint=none
        )
        self.note = LongTextField(_("Note"), row.note if row else "", lines=2)
        self.add(self.name, self.code)
        self.add(self.kind, self.branch)
        self.add(self.phone, self.organisation)
        self.add(self.skills)
        self.add(self.available)
        self.add(self.day_limit, self.week_limit)
        self.add(self.pay)
        self.add(self.note)
        self.form.addStretch(1)
        if row is not None:
            leave = Button(desk.look, _("Archive"), icon="archive", kind="danger")
            leave.clicked.connect(self._archive)
            self.foot.insertWidget(0, leave)
        self.resize(desk.look.px(600), desk.look.px(660))
        self.name.setFocus()

    def _next_code(self) -> str:
        """The next number after the teachers there are: T01, T02 …"""
        codes = [one.code for one in self.desk.read(teachers, archived=True)]
        numbers = [int(code[1:]) for code in codes if code[:1] == "T" and code[1:].isdecimal()]
        return f"T{max(numbers, default=0) + 1:02}"

    def save(self) -> None:
        pay = minor_units(self.pay.value)
        if pay is None:
            self.pay.refuse(_("This is no amount. Write it as 50 or 50.00."))
            return
        values = {
            "code": self.code.value,
            "name": self.name.value,
            "branch_id": self.branch.value,
            "kind": TeacherKind(self.kind.value),
            "phone": self.phone.value,
            "skills": self.skills.value,
            "organisation": self.organisation.value,
            "pay": pay,
            "available": self.available.value,
            "day_limit": self.day_limit.value or 0,
            "week_limit": self.week_limit.value or 0,
            "note": self.note.value,
        }
        said = _("{title} saved").format(title=self.name.value)
        if self._row is None:
            new = NewTeacher(**values)
            self.desk.write(add_teacher, new, done=lambda _id: self.accept(), refused=self._refused, toast=said)
        else:
            changed = ChangeTeacher(self._row.id, values)
            self.desk.write(change_teacher, changed, done=lambda _n: self._changed(), refused=self._refused, toast=said)

    def _changed(self) -> None:
        """Lessons that are planned stay; those outside the new times are said."""
        self.accept()
        if self._row is None or self.available.value == self._row.available:
            return
        outside = self.desk.read(lessons_outside, self._row.id, self.desk.wall_clock())
        if outside:
            said = ngettext(
                "{count} planned lesson lies outside these times, on {first}.",
                "{count} planned lessons lie outside these times, the first on {first}.",
                len(outside),
            )
            words = said.format(count=len(outside), first=shown(outside[0]))
            QTimer.singleShot(0, partial(self.desk.toast, words, "warn"))

    def _refused(self, refusal: Refused) -> None:
        known: dict[str, Field] = {
            "code-taken": self.code,
            "code-missing": self.code,
            "name-missing": self.name,
            "times-not-understood": self.available,
        }
        self.explain(refusal, known.get(refusal.code))

    def _archive(self) -> None:
        if self._row is not None:
            said = _("{title} archived").format(title=self._row.name)
            self.desk.write(
                archive_teacher, self._row.id, done=lambda _n: self.accept(), refused=self._refused, toast=said
            )
