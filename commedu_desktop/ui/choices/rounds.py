"""The rounds there are, and one round's terms."""

from collections.abc import Hashable, Mapping
from datetime import timedelta
from uuid import UUID

from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.offerings import OfferingStatus
from commedu_desktop.i18n import N_, _
from commedu_desktop.sentences import shown
from commedu_desktop.services.offerings import offerings
from commedu_desktop.services.ranked_choices import (
    PlanRound,
    RoundRow,
    classes_of_round,
    plan_round,
    remove_round,
    rounds,
)
from commedu_desktop.services.residents import population_groups
from commedu_desktop.services.terms import terms
from commedu_desktop.ui.choices.round_desk import RoundDialog
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column
from commedu_desktop.ui.pages.courses.listing import ListDialog
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import CheckField, ChoiceField, DateField, Field, NumberField, TextField
from commedu_desktop.ui.widgets.several import SeveralField


class RoundsDialog(ListDialog):
    """All rounds, the last to close first; Enter opens one."""

    def __init__(self, desk: Desk, parent: QWidget, term_id: UUID | None) -> None:
        self._term_id = term_id
        columns = (
            Column(N_("Round"), lambda one: one.title, 200, stretch=2, kind="strong", tip=lambda one: one.code),
            Column(N_("Term"), lambda one: one.term, 120, stretch=1),
            Column(N_("Until"), lambda one: shown(one.closes), 130, kind="muted"),
            Column(N_("People"), lambda one: str(one.people), 75, kind="number"),
            Column(N_("State"), _state, 120, kind="pill", state=lambda one: "good" if one.allocated_at else "accent"),
        )
        super().__init__(desk, parent, _("Registration by ranked choices"), columns, _("New round"))

    def read(self) -> Mapping[Hashable, RoundRow]:
        return {one.id: one for one in self.desk.read(rounds)}

    def edit(self, row: RoundRow | None) -> QWidget:
        if row is None:
            return RoundForm(self.desk, self, None, self._term_id)
        dialog = RoundDialog(self.desk, self, row.id)
        dialog.changing.connect(lambda chosen: RoundForm(self.desk, dialog, chosen, None).open())
        return dialog


def _state(one: RoundRow) -> str:
    return _("places given") if one.allocated_at else _("open")


class RoundForm(FormDialog):
    """One round: its classes, its days, and who comes first."""

    def __init__(self, desk: Desk, parent: QWidget, row: RoundRow | None, term_id: UUID | None) -> None:
        super().__init__(desk.look, parent, row.title if row else _("New round"))
        self.desk, self._row = desk, row
        today = desk.wall_clock().date()
        known = desk.read(terms)
        self.title = TextField(_("Title"), row.title if row else _("Sought-after classes"))
        self.term = ChoiceField(_("Term"), [(one.id, one.title) for one in known], row.term_id if row else term_id)
        hint = _("Classes with a limit of places. Until the places are given nobody enrols in them otherwise.")
        self.classes = SeveralField(_("Classes"), hint=hint)
        self.opens = DateField(desk.look, _("Choices are handed in from"), row.opens if row else today)
        self.closes = DateField(desk.look, _("until"), row.closes if row else today + timedelta(days=7))
        self.most = NumberField(_("Places per person"), row.most if row else 1, least=1, most=20)
        self.first = CheckField(_("Returning learners come first"), value=row.returning_first if row else True)
        named = [(one.code, one.name) for one in desk.read(population_groups)]
        self.groups = SeveralField(_("Then these groups"), named, row.groups if row else (), nothing=_("none"))
        hint = _("Drawn by itself, once. Type one that was drawn in public if you like.")
        self.seed = TextField(_("Seed of the lottery"), row.seed if row else "", hint=hint)
        self._lay_out(row)
        self._offer_classes()
        if row is not None:
            self.classes.values = [one.offering_id for one in desk.read(classes_of_round, row.id)]
        self.term.edited.connect(self._offer_classes)

    def _lay_out(self, row: RoundRow | None) -> None:
        self.add(self.title)
        self.add(self.term, self.classes)
        self.add(self.opens, self.closes)
        self.add(self.first)
        self.add(self.groups, self.most)
        self.add(self.seed)
        self.form.addStretch(1)
        self.resize(self.look.px(640), self.look.px(600))
        if row is not None:
            leave = Button(self.look, _("Delete"), icon="trash-2", kind="danger")
            leave.clicked.connect(self._remove)
            self.foot.insertWidget(0, leave)

    def _offer_classes(self) -> None:
        found = self.desk.read(offerings, term_id=self.term.value) if self.term.value else ()
        open_ones = [one for one in found if one.capacity and one.status is OfferingStatus.OPEN]
        self.classes.offer([(one.id, f"{one.title} · {one.code}") for one in open_ones])

    def save(self) -> None:
        opens, closes = self.opens.value, self.closes.value
        missing = next((one for one in (self.opens, self.closes) if one.value is None), None)
        if missing is not None or opens is None or closes is None:
            (missing or self.opens).refuse(_("Fill in the first and the last day."))
            return
        request = PlanRound(
            title=self.title.value,
            term_id=self.term.value,
            offering_ids=self.classes.values,
            opens=opens,
            closes=closes,
            most=self.most.value or 0,
            returning_first=self.first.value,
            groups=self.groups.values,
            seed=self.seed.value,
            id=self._row.id if self._row else None,
        )
        said = _("{title} saved").format(title=self.title.value)
        self.desk.write(plan_round, request, done=lambda _id: self.accept(), refused=self._refused, toast=said)

    def _refused(self, refusal: Refused) -> None:
        known: dict[str, Field] = {
            "name-missing": self.title,
            "ends-before-start": self.closes,
            "round-most-none": self.most,
            "group-unknown": self.groups,
            **dict.fromkeys(
                (
                    "round-without-classes",
                    "class-of-another-term",
                    "class-of-another-round",
                    "class-without-limit",
                    "class-was-chosen",
                ),
                self.classes,
            ),
        }
        self.explain(refusal, known.get(refusal.code))

    def _remove(self) -> None:
        if self._row is not None:
            said = _("{title} deleted").format(title=self._row.title)
            self.desk.write(
                remove_round, self._row.id, done=lambda _none: self._removed(), refused=self.explain, toast=said
            )

    def _removed(self) -> None:
        self.accept()
        parent = self.parentWidget()
        if isinstance(parent, RoundDialog):
            parent.reject()
