"""Discounts of groups and branches with check-out: lists of their own behind a button."""

from PySide6.QtWidgets import QWidget

from commedu_desktop.i18n import _
from commedu_desktop.services.branches import branches
from commedu_desktop.services.residents import population_groups
from commedu_desktop.services.settings import ChangeSettings, centre_settings, change_settings
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import CheckField, NumberField


class GroupDiscounts(FormDialog):
    """Per cent off for the members of each group; 100 exempts."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.look, parent, _("Discounts by group"))
        self.desk = desk
        now = desk.read(centre_settings).group_discounts
        told = _("Per cent off the fee. 100 exempts; empty: no discount. The best discount counts, they do not add up.")
        self.form.addWidget(words(told, "muted", wrap=True))
        self.parts = {
            group.code: NumberField(group.name, now.get(group.code), most=100) for group in desk.read(population_groups)
        }
        every = list(self.parts.values())
        for at in range(0, len(every), 2):
            self.add(*every[at : at + 2])
        self.form.addStretch(1)

    def save(self) -> None:
        if not all(field.is_good() for field in self.parts.values()):
            return
        kept = {code: field.value for code, field in self.parts.items() if field.value}
        request = ChangeSettings({"group_discounts": kept})
        self.desk.write(
            change_settings, request, done=lambda _none: self.accept(), refused=self.explain, toast=_("Saved.")
        )


class CheckOutBranches(FormDialog):
    """Where people also check out, so that their hours are known."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.look, parent, _("Branches with check-out"))
        self.desk = desk
        now = desk.read(centre_settings).check_out_branches
        told = _("The second scan is the way out there. The hours stand in the resident's record.")
        self.form.addWidget(words(told, "muted", wrap=True))
        self.boxes = {one.code: CheckField(one.name, value=one.code in now) for one in desk.read(branches)}
        for box in self.boxes.values():
            self.add(box)
        self.form.addStretch(1)
        self.resize(desk.look.px(460), desk.look.px(420))

    def save(self) -> None:
        codes = tuple(code for code, box in self.boxes.items() if box.value)
        request = ChangeSettings({"check_out_branches": codes})
        self.desk.write(
            change_settings, request, done=lambda _none: self.accept(), refused=self.explain, toast=_("Saved.")
        )
