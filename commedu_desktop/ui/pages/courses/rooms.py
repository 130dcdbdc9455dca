"""Rooms and halls."""

from collections.abc import Hashable, Mapping

from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import N_, _
from commedu_desktop.services.branches import branches
from commedu_desktop.services.venues import (
    ChangeVenue,
    NewVenue,
    VenueRow,
    add_venue,
    archive_venue,
    change_venue,
    venues,
)
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column
from commedu_desktop.ui.pages.courses.listing import ListDialog
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import ChoiceField, Field, NumberField, TextField


class RoomsDialog(ListDialog):
    """All rooms in use; Enter changes one."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        columns = (
            Column(N_("Code"), lambda one: one.code, 90, kind="muted"),
            Column(N_("Room"), lambda one: one.name, 160, stretch=1, kind="strong"),
            Column(N_("Branch"), lambda one: one.branch, 180),
            Column(N_("Places"), lambda one: str(one.capacity or ""), 80, kind="number"),
            Column(N_("Equipment"), lambda one: one.equipment, 160),
        )
        super().__init__(desk, parent, _("Rooms"), columns, _("New room"))

    def read(self) -> Mapping[Hashable, VenueRow]:
        return {one.id: one for one in self.desk.read(venues)}

    def edit(self, row: VenueRow | None) -> QWidget:
        return RoomDialog(self.desk, self, row)


class RoomDialog(FormDialog):
    """One room; a part of a hall that divides names the hall."""

    def __init__(self, desk: Desk, parent: QWidget, row: VenueRow | None) -> None:
        super().__init__(desk.look, parent, row.name if row else _("New room"))
        self.desk, self._row = desk, row
        others = [(one.id, one.name) for one in desk.read(venues) if row is None or one.id != row.id]
        known = [(one.id, one.name) for one in desk.read(branches)]
        self.name = TextField(_("Room"), row.name if row else "")
        self.code = TextField(_("Code"), row.code if row else "")
        self.branch = ChoiceField(_("Branch"), known, row.branch_id if row else None)
        self.capacity = NumberField(_("Places"), (row.capacity or None) if row else None, most=100_000)
        self.equipment = TextField(_("Equipment"), row.equipment if row else "")
        hint = _("The hall is taken while one of its parts is, and the other way round.")
        whole = [(None, _("stands alone")), *others]
        self.part_of = ChoiceField(_("Part of"), whole, row.part_of_id if row else None, hint=hint)
        self.address = TextField(_("Address"), row.address if row else "")
        self.add(self.name, self.code)
        self.add(self.branch, self.capacity)
        self.add(self.equipment)
        self.add(self.part_of)
        self.add(self.address)
        self.form.addStretch(1)
        if row is not None:
            leave = Button(desk.look, _("Archive"), icon="archive", kind="danger")
            leave.clicked.connect(self._archive)
            self.foot.insertWidget(0, leave)
        self.name.setFocus()

    def save(self) -> None:
        values = {
            "code": self.code.value,
            "name": self.name.value,
            "branch_id": self.branch.value,
            "capacity": self.capacity.value or 0,
            "equipment": self.equipment.value,
            "part_of_id": self.part_of.value,
            "address": self.address.value,
        }
        said = _("{title} saved").format(title=self.name.value)
        if self._row is None:
            new = NewVenue(**values)
            self.desk.write(add_venue, new, done=lambda _id: self.accept(), refused=self._refused, toast=said)
        else:
            changed = ChangeVenue(self._row.id, values)
            self.desk.write(change_venue, changed, done=lambda _n: self.accept(), refused=self._refused, toast=said)

    def _refused(self, refusal: Refused) -> None:
        known: dict[str, Field] = {
            "code-taken": self.code,
            "code-missing": self.code,
            "name-missing": self.name,
            "part-of-itself": self.part_of,
        }
        self.explain(refusal, known.get(refusal.code))

    def _archive(self) -> None:
        if self._row is not None:
            said = _("{title} archived").format(title=self._row.name)
            self.desk.write(
                archive_venue, self._row.id, done=lambda _n: self.accept(), refused=self._refused, toast=said
            )
