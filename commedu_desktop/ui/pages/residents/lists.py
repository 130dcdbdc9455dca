"""The two short lists behind the register: branches and population groups."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import N_, _
from commedu_desktop.sentences import sentence
from commedu_desktop.services.branches import (
    BranchRow,
    ChangeBranch,
    NewBranch,
    add_branch,
    archive_branch,
    branches,
    change_branch,
)
from commedu_desktop.services.population_groups import RenameGroup, add_group, archive_group, rename_group
from commedu_desktop.services.residents import GroupRow, population_groups
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.widgets.basics import Card, row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import FormDialog, room_for
from commedu_desktop.ui.widgets.fields import ChoiceField, TextField
from commedu_desktop.ui.widgets.messages import Banner


class ShortList(QDialog):
    """A table, New, Edit and Remove; subclasses say what the rows are."""

    EDIT_KEY = "Enter"

    def __init__(self, desk: Desk, parent: QWidget, title: str, columns: Sequence[Column], about: str = "") -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(title)
        self.setModal(True)
        self._rows: dict[Any, Any] = {}
        self.banner = Banner(desk.look)
        self.table = LazyTable(desk.look, LazyModel(columns, self._ids, self._found), title)
        self.table.opened.connect(lambda _key: self.edit())
        self.new_button = Button(desk.look, _("New"), icon="plus", kind="primary")
        self.edit_button = Button(desk.look, _("Edit"), icon="pencil", shortcut=self.EDIT_KEY)
        self.remove_button = Button(desk.look, _("Remove"), icon="archive")
        self.close_button = Button(desk.look, _("Close"), shortcut="Esc")
        for button, what in (
            (self.new_button, self.new),
            (self.edit_button, self.edit),
            (self.remove_button, self.remove),
            (self.close_button, self.accept),
        ):
            button.clicked.connect(what)
        self._lay_out(title, about)
        desk.changed.connect(self.table.reload)
        self.table.reload()
        self.table.choose(None)

    def _lay_out(self, title: str, about: str) -> None:
        card = Card(margin=8)
        card.body.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        told = [words(about, "muted", wrap=True)] if about else []
        for part in (words(title, "large"), *told, self.banner, card):
            layout.addWidget(part, 1 if part is card else 0)
        self.buttons = row(self.new_button, self.edit_button, self.remove_button, 1, self.close_button)
        layout.addLayout(self.buttons)
        self.resize(QSize(self.desk.look.px(620), self.desk.look.px(480)).boundedTo(room_for(self)))

    def read(self) -> Mapping[Any, Any]:
        """The rows by id, in order."""
        raise NotImplementedError

    def form(self, one: Any | None) -> FormDialog:
        """The form for a new row or for this one."""
        raise NotImplementedError

    def write_away(self, key: Any) -> None:
        """Take the row off the list."""
        raise NotImplementedError

    def new(self) -> None:
        self.form(None).open()

    def edit(self) -> None:
        key: Any = self.table.chosen_id
        if key in self._rows:
            self.form(self._rows[key]).open()

    def remove(self) -> None:
        key: Any = self.table.chosen_id
        self.banner.hide()
        if key is not None:
            self.write_away(key)

    def explain(self, refusal: Refused) -> None:
        self.banner.say(sentence(refusal), "bad")

    def _ids(self, _sort: str, _descending: bool) -> list[Any]:
        self._rows = dict(self.read())
        return list(self._rows)

    def _found(self, ids: Sequence[Any]) -> Mapping[Any, Any]:
        return {key: self._rows[key] for key in ids if key in self._rows}


class Branches(ShortList):
    """The places of the centre."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        columns = (
            Column(N_("Code"), lambda one: one.code, 90, kind="muted"),
            Column(N_("Branch name"), lambda one: one.name, 200, stretch=2, kind="strong"),
            Column(N_("Address"), lambda one: one.address, 160, stretch=1),
        )
        super().__init__(desk, parent, _("Branches"), columns)

    def read(self) -> Mapping[UUID, BranchRow]:
        return {one.id: one for one in self.desk.read(branches)}

    def form(self, one: BranchRow | None) -> FormDialog:
        return _BranchForm(self.desk, self, one)

    def write_away(self, key: UUID) -> None:
        self.desk.write(archive_branch, key, toast=_("Removed"), refused=self.explain)


class _BranchForm(FormDialog):
    def __init__(self, desk: Desk, parent: QWidget, one: BranchRow | None) -> None:
        super().__init__(desk.look, parent, _("New branch") if one is None else one.name[:40])
        self.desk, self.one = desk, one
        self.name = TextField(_("Branch name"), one.name if one else "")
        self.code = TextField(_("Code"), one.code if one else "", hint=_("Begins the card numbers: B02-000001."))
        above = [(place.id, place.name) for place in desk.read(branches) if one is None or place.id != one.id]
        self.part_of = ChoiceField(_("Part of"), above, one.parent_id if one else None)
        self.part_of.setVisible(one is None or one.parent_id is not None)
        self.address = TextField(_("Address"), one.address if one else "")
        for field in (self.name, self.code, self.part_of, self.address):
            self.add(field)
        self.form.addStretch(1)

    def save(self) -> None:
        request = NewBranch(self.code.value, self.name.value, self.part_of.value, self.address.value)
        done: Callable[[Any], None] = lambda _id: self.accept()  # noqa: E731 - one answer for both verbs
        if self.one is None:
            self.desk.write(add_branch, request, toast=_("Saved"), done=done, refused=self._refused)
            return
        values = {name: getattr(request, name) for name in request.__dataclass_fields__}
        change = ChangeBranch(self.one.id, values)
        self.desk.write(change_branch, change, toast=_("Saved"), done=done, refused=self._refused)

    def _refused(self, refusal: Refused) -> None:
        self.explain(refusal, self.code if refusal.code.startswith("code") else self.name)


class Groups(ShortList):
    """The population groups."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        columns = (Column(N_("Group name"), lambda one: one.name, 240, stretch=1, kind="strong"),)
        super().__init__(desk, parent, _("Groups"), columns)

    def read(self) -> Mapping[UUID, GroupRow]:
        return {one.id: one for one in self.desk.read(population_groups)}

    def form(self, one: GroupRow | None) -> FormDialog:
        return _GroupForm(self.desk, self, one)

    def write_away(self, key: UUID) -> None:
        self.desk.write(archive_group, key, toast=_("Removed"), refused=self.explain)


class _GroupForm(FormDialog):
    def __init__(self, desk: Desk, parent: QWidget, one: GroupRow | None) -> None:
        super().__init__(desk.look, parent, _("New group") if one is None else one.name[:40])
        self.desk, self.one = desk, one
        self.name = TextField(_("Group name"), one.name if one else "")
        self.add(self.name)
        self.form.addStretch(1)
        self.resize(desk.look.px(420), desk.look.px(260))

    def save(self) -> None:
        def refused(refusal: Refused) -> None:
            self.explain(refusal, self.name)

        if self.one is None:
            self.desk.write(
                add_group, self.name.value, toast=_("Saved"), done=lambda _id: self.accept(), refused=refused
            )
            return
        change = RenameGroup(self.one.id, self.name.value)
        self.desk.write(rename_group, change, toast=_("Saved"), done=lambda _none: self.accept(), refused=refused)
