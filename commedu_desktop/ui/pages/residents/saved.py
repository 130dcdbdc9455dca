"""Filters that have a name: chosen with one key, kept, renamed, removed."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import N_, _
from commedu_desktop.services.saved_filters import (
    RenameFilter,
    SavedFilter,
    remove_filter,
    rename_filter,
    save_filter,
    saved_filters,
)
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column
from commedu_desktop.ui.pages.residents.lists import ShortList
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import TextField


class SavedFilters(ShortList):
    """`used` brings the choices of the filter that was opened; New keeps the filters as they stand now."""

    EDIT_KEY = "F2"
    used = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, now: Mapping[str, Any]) -> None:
        self._now = dict(now)
        columns = (Column(N_("Saved filter"), lambda one: one.name, 240, stretch=1, kind="strong"),)
        about = _("Choose filters over the list, then keep them here under a name, for everybody at the centre.")
        super().__init__(desk, parent, _("Saved filters"), columns, about)
        self.new_button.setText(_("Save as…"))
        self.new_button.setToolTip(_("Keeps the filters that are chosen now under a name"))
        self.new_button.setEnabled(bool(self._now))
        self.edit_button.setText(_("Rename"))
        self.edit_button.setShortcut("F2")
        self.use_button = Button(desk.look, _("Show"), icon="filter", shortcut="Enter")
        self.use_button.clicked.connect(self.use)
        self.buttons.insertWidget(1, self.use_button)
        self.table.opened.disconnect()
        self.table.opened.connect(lambda _key: self.use())

    def read(self) -> Mapping[Any, SavedFilter]:
        return {one.name: one for one in self.desk.read(saved_filters)}

    def form(self, one: SavedFilter | None) -> FormDialog:
        return _NameForm(self.desk, self, one, self._now)

    def write_away(self, key: Any) -> None:
        self.desk.write(remove_filter, key, toast=_("Removed"), refused=self.explain)

    def use(self) -> None:
        key: Any = self.table.chosen_id
        if key in self._rows:
            self.used.emit(self._rows[key].choices)
            self.accept()


class _NameForm(FormDialog):
    def __init__(self, desk: Desk, parent: QWidget, one: SavedFilter | None, now: Mapping[str, Any]) -> None:
        super().__init__(desk.look, parent, _("Save the filters") if one is None else _("Rename"))
        self.desk, self.one, self._now = desk, one, now
        self.name = TextField(_("Name of the filter"), one.name if one else "")
        self.add(self.name)
        self.form.addStretch(1)
        self.resize(desk.look.px(440), desk.look.px(260))

    def save(self) -> None:
        def refused(refusal: Refused) -> None:
            self.explain(refusal, self.name)

        if self.one is None:
            request = SavedFilter(self.name.value, dict(self._now))
            self.desk.write(save_filter, request, toast=_("Saved"), done=lambda _name: self.accept(), refused=refused)
            return
        change = RenameFilter(self.one.name, self.name.value)
        self.desk.write(rename_filter, change, toast=_("Saved"), done=lambda _none: self.accept(), refused=refused)
