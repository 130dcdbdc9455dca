"""One teacher, new or changed: who they are, when they can, what they are paid and which papers run out."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

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
from commedu_desktop.ui.fees.amounts import as_typed, minor_units
from commedu_desktop.ui.pages.teachers.papers import PapersTab
from commedu_desktop.ui.pages.teachers.times import TimesTab
from commedu_desktop.ui.widgets.basics import row as beside
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import ChoiceField, Field, LongTextField, TextField

KINDS = {
    TeacherKind.FULL_TIME: N_("full-time"),
    TeacherKind.PART_TIME: N_("part-time"),
    TeacherKind.VOLUNTEER: N_("volunteer"),
    TeacherKind.EXPERT: N_("invited expert"),
}


class TeacherDialog(FormDialog):
    """Three tabs: the person, their times, their papers and pay."""

    def __init__(self, desk: Desk, parent: QWidget, row: TeacherRow | None) -> None:
        super().__init__(desk.look, parent, row.name if row else _("New teacher"))
        self.desk, self._row = desk, row
        self._person_fields()
        self.times = TimesTab(desk, row)
        self.papers = PapersTab(desk, row)
        self.available = self.times.available
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.windowTitle())
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._person(), _("Person"))
        self.tabs.addTab(self.times, _("Times"))
        self.tabs.addTab(self.papers, _("Papers and pay"))
        self.form.addWidget(self.tabs, 1)
        for part in (self.times, self.papers):
            part.edited.connect(self.touch)
            for field in part.plain_fields:
                field.edited.connect(self.touch)
        if row is not None:
            leave = Button(desk.look, _("Archive"), icon="archive", kind="danger")
            leave.clicked.connect(self._archive)
            self.foot.insertWidget(0, leave)
        self.resize(desk.look.px(680), desk.look.px(680))
        self.name.setFocus()

    def _person_fields(self) -> None:
        row = self._row
        known = [(one.id, one.name) for one in self.desk.read(branches)]
        kinds = [(kind, _(text)) for kind, text in KINDS.items()]
        self.name = TextField(_("Teacher"), row.name if row else "")
        self.code = TextField(_("Staff number"), row.code if row else self._next_code())
        self.kind = ChoiceField(_("Kind"), kinds, row.kind if row else TeacherKind.PART_TIME)
        self.branch = ChoiceField(_("Branch"), known, row.branch_id if row else None)
        self.phone = TextField(_("Telephone"), row.phone if row else "")
        self.organisation = TextField(_("Organisation"), row.organisation if row else "")
        hint = _("What they can teach, with commas between.")
        self.skills = TextField(_("Subjects"), row.skills if row else "", hint=hint)
        self.note = LongTextField(_("Note"), row.note if row else "", lines=2)
        self.pay = TextField(_("Pay for an hour"), as_typed(self.desk, row.pay) if row else "")

    def _person(self) -> QWidget:
        tab = QWidget()
        layout = QVBoxLayout(tab)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(12)
        rows = ((self.name, self.code), (self.kind, self.branch), (self.phone, self.organisation), (self.skills,))
        for fields in (*rows, (self.pay,), (self.note,)):
            line = beside(gap=12)
            for field in fields:
                line.addWidget(field, 1)
                field.edited.connect(self.touch)
            layout.addLayout(line)
        layout.addStretch(1)
        return tab

    def _next_code(self) -> str:
        """The next number after the teachers there are: T01, T02 …"""
        codes = [one.code for one in self.desk.read(teachers, archived=True)]
        numbers = [int(code[1:]) for code in codes if code[:1] == "T" and code[1:].isdecimal()]
        return f"T{max(numbers, default=0) + 1:02}"

    def save(self) -> None:
        pay = minor_units(self.desk, self.pay.value)
        if pay is None:
            self.tabs.setCurrentIndex(0)
            self.pay.refuse(_("This is no amount. Write it as 50 or 50.00."))
            return
        lists = self._lists()
        if lists is None:
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
            "note": self.note.value,
            **lists,
        }
        said = _("{title} saved").format(title=self.name.value)
        if self._row is None:
            new = NewTeacher(**values)
            self.desk.write(add_teacher, new, done=lambda _id: self.accept(), refused=self._refused, toast=said)
        else:
            changed = ChangeTeacher(self._row.id, values)
            self.desk.write(change_teacher, changed, done=lambda _n: self._changed(), refused=self._refused, toast=said)

    def _lists(self) -> dict[str, object] | None:
        """What the other two tabs hold; None when something there is missing, which is said."""
        for at, tab in ((1, self.times), (2, self.papers)):
            missing = tab.missing()
            if missing is not None:
                self.tabs.setCurrentIndex(at)
                field, why = missing
                field.refuse(why)
                return None
        return self.times.values() | self.papers.values()

    def _changed(self) -> None:
        """Lessons that are planned stay; those outside the new times are said."""
        self.accept()
        if self._row is None:
            return
        outside = self.desk.read(lessons_outside, self._row.id, self.desk.wall_clock())
        if outside:
            said = ngettext(
                "{count} planned lesson lies outside these times, on {first}. It stands in the list of clashes.",
                "{count} planned lessons lie outside these times, the first on {first}. They stand in the list of "
                "clashes.",
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
        self.tabs.setCurrentIndex(1 if refusal.code == "times-not-understood" else 0)
        self.explain(refusal, known.get(refusal.code))

    def _archive(self) -> None:
        if self._row is not None:
            said = _("{title} archived").format(title=self._row.name)
            self.desk.write(
                archive_teacher, self._row.id, done=lambda _n: self.accept(), refused=self._refused, toast=said
            )
