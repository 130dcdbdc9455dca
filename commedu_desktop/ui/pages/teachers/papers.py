"""A teacher's qualifications and contracts, and the branches that share them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.teachers import PaperKind
from commedu_desktop.i18n import N_, _
from commedu_desktop.services.branches import branches
from commedu_desktop.services.teachers import TeacherRow
from commedu_desktop.services.teachers_at_work import Paper, further_branches, papers
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.dialogs import scrolled
from commedu_desktop.ui.widgets.fields import CheckField, ChoiceField, DateField, Field, TextField
from commedu_desktop.ui.widgets.flow import Flow
from commedu_desktop.ui.widgets.lines import Lines

PAPERS = {PaperKind.QUALIFICATION: N_("Qualification"), PaperKind.CONTRACT: N_("Contract")}


class PapersTab(QWidget):
    edited = Signal()

    def __init__(self, desk: Desk, teacher: TeacherRow | None) -> None:
        super().__init__()
        self.desk = desk
        self.papers = Lines(desk.look, _("Qualifications and contracts"), _("Paper…"), self._paper)
        self.papers.edited.connect(self.edited)
        for one in desk.read(papers, teacher.id) if teacher else ():
            self._show(one)
        shared = desk.read(further_branches).get(teacher.id, frozenset()) if teacher else frozenset()
        own = teacher.branch_id if teacher else None
        self.branches = {
            one.id: CheckField(one.name, value=one.id in shared) for one in desk.read(branches) if one.id != own
        }
        self.plain_fields: tuple[Field, ...] = tuple(self.branches.values())
        self._build()

    def _build(self) -> None:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.papers)
        if self.branches:
            layout.addWidget(words(_("Also teaches at"), "label"))
            layout.addLayout(Flow(*self.branches.values(), gap=12))
        layout.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))

    def _paper(self) -> Sequence[Field]:
        kinds = [(kind, _(text)) for kind, text in PAPERS.items()]
        return (
            ChoiceField(_("Kind"), kinds),
            TextField(_("What it is")),
            TextField(_("Number")),
            DateField(self.desk.look, _("Valid until")),
        )

    def _show(self, one: Paper) -> None:
        kind, title, number, ends = self.papers.add_line()
        assert isinstance(kind, ChoiceField)
        assert isinstance(title, TextField)
        assert isinstance(number, TextField)
        assert isinstance(ends, DateField)
        kind.value, title.value, number.value, ends.value = one.kind, one.title, one.number, one.ends

    def missing(self) -> tuple[Field, str | Refused] | None:
        """The field that keeps this from being saved, and why."""
        titles = (line.fields[1] for line in self.papers.lines)
        empty = next((field for field in titles if isinstance(field, TextField) and not field.value.strip()), None)
        return (empty, Refused("paper-untitled")) if empty else None

    def values(self) -> dict[str, object]:
        """By the names of `NewTeacher`."""
        return {
            "papers": tuple(self._read(line.fields) for line in self.papers.lines),
            "branch_ids": tuple(key for key, field in self.branches.items() if field.value),
        }

    def _read(self, fields: Sequence[Field]) -> Paper:
        kind, title, number, ends = fields
        assert isinstance(kind, ChoiceField)
        assert isinstance(title, TextField)
        assert isinstance(number, TextField)
        assert isinstance(ends, DateField)
        return Paper(PaperKind(kind.value), title.value.strip(), number.value.strip(), None, ends.value)
