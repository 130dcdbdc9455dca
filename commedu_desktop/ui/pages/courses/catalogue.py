"""The catalogue of courses, and one course in it."""

from collections.abc import Hashable, Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import N_, _
from commedu_desktop.services.courses import (
    ChangeCourse,
    CourseRow,
    NewCourse,
    add_course,
    archive_course,
    categories,
    change_course,
    courses,
)
from commedu_desktop.services.residents import population_groups
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column
from commedu_desktop.ui.pages.courses.listing import ListDialog
from commedu_desktop.ui.pages.courses.wording import named
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import ChoiceField, Field, LongTextField, NumberField, TextField
from commedu_desktop.ui.widgets.several import SeveralField


class CatalogueDialog(ListDialog):
    """All courses in use; Enter changes one."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._categories = {one.id: named(one.names) for one in desk.read(categories)}
        columns = (
            Column(N_("Code"), lambda one: one.code, 90, kind="muted"),
            Column(N_("Course"), lambda one: one.title, 200, stretch=1, kind="strong"),
            Column(N_("Category"), lambda one: self._categories.get(one.category_id, ""), 170),
            Column(N_("Hours"), lambda one: str(one.hours or ""), 80, kind="number"),
            Column(N_("Classes"), lambda one: str(one.offerings or ""), 80, kind="number"),
        )
        super().__init__(desk, parent, _("Courses"), columns, _("New course"))

    def read(self) -> Mapping[Hashable, CourseRow]:
        return {one.id: one for one in self.desk.read(courses)}

    def edit(self, row: CourseRow | None) -> QWidget:
        return CourseDialog(self.desk, self, row)


class CourseDialog(FormDialog):
    """One course; `saved(course_id)`."""

    saved = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, row: CourseRow | None) -> None:
        super().__init__(desk.look, parent, row.title if row else _("New course"))
        self.desk, self._row = desk, row
        known = [(one.id, named(one.names)) for one in desk.read(categories)]
        self.title = TextField(_("Course"), row.title if row else "")
        self.code = TextField(_("Code"), row.code if row else self._next_code())
        self.category = ChoiceField(_("Category"), [(None, _("none")), *known], row.category_id if row else None)
        self.level = TextField(_("Level"), row.level if row else "")
        self.hours = NumberField(_("Hours"), (row.hours or None) if row else None, most=9_999)
        self.age_from = NumberField(_("Age from"), row.age_from if row else None, most=120)
        self.age_to = NumberField(_("Age to"), row.age_to if row else None, most=120)
        self.groups = SeveralField(
            _("For groups"),
            [(one.id, one.name) for one in desk.read(population_groups)],
            row.group_ids if row else (),
            nothing=_("everybody"),
        )
        own = row.id if row else None
        self.requires = SeveralField(
            _("Requires completed"),
            [(one.id, one.title) for one in desk.read(courses) if one.id != own],
            row.requires if row else (),
            nothing=_("nothing"),
        )
        needs = _("What its room must have, with commas between: projector, piano")
        self.equipment = TextField(_("Equipment"), row.equipment if row else "", hint=needs)
        self.note = LongTextField(_("Note"), row.note if row else "", lines=3)
        self.add(self.title)
        self.add(self.code, self.category)
        self.add(self.level, self.hours)
        self.add(self.age_from, self.age_to)
        self.add(self.groups, self.requires)
        self.add(self.equipment)
        self.add(self.note)
        self.form.addStretch(1)
        if row is not None:
            leave = Button(desk.look, _("Archive"), icon="archive", kind="danger")
            leave.clicked.connect(self._archive)
            self.foot.insertWidget(0, leave)
        self.title.setFocus()

    def _next_code(self) -> str:
        """The next number after the courses there are: C001, C002 …"""
        codes: Sequence[str] = [one.code for one in self.desk.read(courses, archived=True)]
        numbers = [int(code[1:]) for code in codes if code[:1] == "C" and code[1:].isdecimal()]
        return f"C{max(numbers, default=0) + 1:03}"

    def save(self) -> None:
        values = {
            "code": self.code.value,
            "title": self.title.value,
            "category_id": self.category.value,
            "level": self.level.value,
            "hours": self.hours.value or 0,
            "age_from": self.age_from.value,
            "age_to": self.age_to.value,
            "group_ids": self.groups.values,
            "requires": self.requires.values,
            "equipment": self.equipment.value,
            "note": self.note.value,
        }
        said = _("{title} saved").format(title=self.title.value)
        if self._row is None:
            self.desk.write(add_course, NewCourse(**values), done=self._done, refused=self._refused, toast=said)
        else:
            key = self._row.id
            request = ChangeCourse(key, values)
            self.desk.write(
                change_course, request, done=lambda _none: self._done(key), refused=self._refused, toast=said
            )

    def _done(self, course_id: UUID) -> None:
        self.accept()
        self.saved.emit(course_id)

    def _refused(self, refusal: Refused) -> None:
        known: dict[str, Field] = {
            "code-taken": self.code,
            "code-missing": self.code,
            "name-missing": self.title,
            "ages-backwards": self.age_to,
            "requires-itself": self.requires,
        }
        self.explain(refusal, known.get(refusal.code))

    def _archive(self) -> None:
        if self._row is not None:
            said = _("{title} archived").format(title=self._row.title)
            self.desk.write(archive_course, self._row.id, done=lambda _none: self.accept(), toast=said)
