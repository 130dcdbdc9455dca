"""Labels and envelopes for people: which sheet or envelope, from which label on, one each or one a household."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from commedu_desktop.i18n import N_, _, ngettext
from commedu_desktop.services.address_papers import LABELS, Addressed, AddressesOf, addresses_pdf
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import CheckField, ChoiceField, NumberField

LAYOUTS = (
    ("24", N_("24 labels a sheet · 70 × 37 mm")),
    ("21", N_("21 labels a sheet · 63.5 × 38.1 mm")),
    ("14", N_("14 labels a sheet · 99.1 × 38.1 mm")),
    ("8", N_("8 labels a sheet · 99.1 × 67.7 mm")),
    ("40", N_("40 labels a sheet · 48.5 × 25.4 mm")),
    ("65", N_("65 labels a sheet · 38.1 × 21.2 mm")),
    ("CN5", N_("Chinese envelope 5 (DL) · 220 × 110 mm")),
    ("CN6", N_("Chinese envelope 6 · 230 × 120 mm")),
    ("CN7", N_("Chinese envelope 7 (C5) · 229 × 162 mm")),
    ("CN9", N_("Chinese envelope 9 (C4) · 324 × 229 mm")),
    ("CN3", N_("Chinese envelope 3 · 176 × 125 mm")),
    ("DL", N_("Envelope DL · 220 × 110 mm")),
    ("C6", N_("Envelope C6 · 162 × 114 mm")),
    ("C5", N_("Envelope C5 · 229 × 162 mm")),
    ("C4", N_("Envelope C4 · 324 × 229 mm")),
)


class AddressesDialog(FormDialog):
    """`ids` are residents, in the order in which they are printed."""

    def __init__(self, desk: Desk, parent: QWidget, ids: Sequence[Any]) -> None:
        super().__init__(desk.look, parent, _("Labels and envelopes"), _("Preview"))
        self.desk = desk
        self.ids = tuple(one for one in ids if isinstance(one, UUID))
        count = len(self.ids)
        said = ngettext("For {count} person", "For {count} people", count).format(count=count)
        self.form.addWidget(words(said, "strong"))
        self.layout_field = ChoiceField(_("Paper"), [(key, _(text)) for key, text in LAYOUTS])
        self.first = NumberField(
            _("First label"), 1, least=1, most=65, hint=_("For a sheet that was begun: the first one that is left.")
        )
        self.households = CheckField(_("One for each household"))
        self.outlines = CheckField(_("Draw the edges, to cut plain paper"))
        self.add(self.layout_field)
        self.add(self.first)
        self.add(self.households)
        self.add(self.outlines)
        self.form.addStretch(1)
        self.layout_field.edited.connect(self._suit)
        self.resize(desk.look.px(520), desk.look.px(460))

    def _suit(self) -> None:
        labels = self.layout_field.value in LABELS
        self.first.setVisible(labels)
        self.outlines.setVisible(labels)

    def save(self) -> None:
        if not self.first.is_good():
            self.first.refuse(_("Type a number from {least} to {most}.").format(least=1, most=65))
            return
        office = self.desk.office
        wanted = AddressesOf(
            self.ids, self.layout_field.value, self.households.value, self.first.value or 1, self.outlines.value
        )
        self.desk.work(
            lambda _progress: office.read(addresses_pdf, wanted),
            done=self._done,
            refused=self.explain,
            title=_("Setting the paper"),
        )

    def _done(self, made: Addressed) -> None:
        self.accept()
        if made.without:
            said = ngettext(
                "{count} person without an address was left out: {names}",
                "{count} people without an address were left out: {names}",
                len(made.without),
            )
            names = ", ".join(made.without[:8]) + ("…" if len(made.without) > 8 else "")
            self.desk.toast(said.format(count=len(made.without), names=names), "warn")
        self.desk.preview(made.pdf, _("Labels and envelopes"))
