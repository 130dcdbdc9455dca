"""What opens from the Residents page: each dialog is loaded when it is first asked for, so the page opens sooner."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QDialog, QTabWidget, QWidget

from commedu_desktop.i18n import _
from commedu_desktop.services.resident_lists import Shown
from commedu_desktop.services.residents import ResidentFilter, archive_resident
from commedu_desktop.ui.lazy_table import LazyTable
from commedu_desktop.ui.page import Page, Stop
from commedu_desktop.ui.pages.residents import doing
from commedu_desktop.ui.pages.residents.filters import Filters
from commedu_desktop.ui.widgets.dialogs import Ask
from commedu_desktop.ui.widgets.resident_panel import ResidentPanel

if TYPE_CHECKING:
    from commedu_desktop.ui.pages.residents.record import More

MOST_ADDRESSES = 5_000
BEST = 50
"""How many hits of a typed text are listed, the best first; typing on narrows them."""


def record_sections() -> "tuple[More, ...]":
    """Tabs of the whole record that other features give."""
    from commedu_desktop.ui.credits import credits_section
    from commedu_desktop.ui.fees.record import hours_section, payments_section

    return (payments_section, hours_section, credits_section)


class ResidentsDialogs(Page):
    """The page without its own table: what its actions open."""

    table: LazyTable
    panel: ResidentPanel
    filters: Filters

    def _wanted(self) -> ResidentFilter:
        raise NotImplementedError

    def _show_chosen(self) -> None:
        raise NotImplementedError

    def _show_one(self, key: UUID) -> None:
        raise NotImplementedError

    def register(self) -> None:
        from commedu_desktop.ui.pages.residents.form import ResidentForm

        form = ResidentForm(self.desk, self)
        form.saved.connect(self._show_one)
        form.open()

    def edit(self) -> None:
        from commedu_desktop.ui.pages.residents.form import ResidentForm

        self._show_chosen()
        if self.panel.resident is not None:
            ResidentForm(self.desk, self, self.panel.resident).open()

    def archive(self) -> None:
        self._show_chosen()
        resident = self.panel.resident
        if resident is None:
            return
        said = _("{name} leaves the lists. What was attended stays in the figures, and undo brings the record back.")
        ask = Ask(
            self.look, self, _("Remove from the lists"), said.format(name=resident.name), _("Remove"), danger=True
        )
        ask.accepted.connect(
            lambda: self.desk.write(
                archive_resident, resident.id, toast=_("{name} left the lists").format(name=resident.name)
            )
        )
        ask.open()

    def enrol(self) -> None:
        from commedu_desktop.ui.pages.front_desk.enrol_dialog import EnrolDialog
        from commedu_desktop.ui.pages.residents.several import EnrolSeveralDialog

        ids = [key for key in self.table.chosen_ids if isinstance(key, UUID)]
        if len(ids) > 1:
            EnrolSeveralDialog(self.desk, self, ids).open()
            return
        self._show_chosen()
        if self.panel.resident is not None:
            EnrolDialog(self.desk, self, self.panel.resident.id, self.panel.resident.name).open()

    def pay(self) -> None:
        from commedu_desktop.ui.fees import PaymentsDialog

        self._show_chosen()
        if self.panel.resident is not None:
            PaymentsDialog(self.desk, self, self.panel.resident.id, self.panel.resident.name).open()

    def take_in(self) -> None:
        from commedu_desktop.ui.pages.imports import open_import

        open_import(self.desk, self)

    def give_out(self) -> None:
        rows = self.table.rows
        doing.give_out(self.desk, self, Shown(self._wanted(), rows.sort_key, rows.descending, BEST))

    def add_to_group(self) -> None:
        doing.choose_group(self.desk, self, self.table.chosen_ids)

    def show_duplicates(self) -> None:
        """Two who are chosen side by side, else the whole register compared."""
        from commedu_desktop.ui.pages.residents.merging import MergeDialog

        ids: list[Any] = list(self.table.chosen_ids)
        MergeDialog(self.desk, self, (ids[0], ids[1]) if len(ids) == 2 else None).open()

    def show_record(self) -> None:
        from commedu_desktop.ui.pages.residents.record import RecordDialog

        self._show_chosen()
        if self.panel.resident is not None:
            record = RecordDialog(self.desk, self, self.panel.resident, record_sections())
            record.visit.connect(self._show_one)
            record.open()

    def replace_card(self) -> None:
        from commedu_desktop.ui.pages.residents.several import NewCardDialog

        self._show_chosen()
        if self.panel.resident is not None:
            NewCardDialog(self.desk, self, self.panel.resident).open()

    def plan_absence(self) -> None:
        """From when to when somebody will not come."""
        from commedu_desktop.ui.planned_absences import AbsenceDialog

        self._show_chosen()
        if (one := self.panel.resident) is not None:
            AbsenceDialog(self.desk, self, one.id, one.name).open()

    def show_saved(self) -> None:
        from commedu_desktop.ui.pages.residents.saved import SavedFilters

        saved = SavedFilters(self.desk, self, self.filters.choices())
        saved.used.connect(self.filters.choose)
        saved.open()

    def show_fields(self) -> None:
        from commedu_desktop.ui.pages.residents.own_fields import OwnFields

        OwnFields(self.desk, self).open()

    def show_branches(self) -> None:
        from commedu_desktop.ui.pages.residents.lists import Branches

        Branches(self.desk, self).open()

    def show_groups(self) -> None:
        from commedu_desktop.ui.pages.residents.lists import Groups

        Groups(self.desk, self).open()

    def print_addresses(self) -> None:
        """For those who are chosen; with one chosen, for everyone in the list."""
        from commedu_desktop.ui.addresses import AddressesDialog

        chosen = self.table.chosen_ids
        ids = chosen if len(chosen) > 1 else list(self.table.rows.ids[:MOST_ADDRESSES])
        AddressesDialog(self.desk, self, ids).open()

    def print_single(self) -> None:
        doing.print_cards(self.desk, self.table.chosen_ids, single=True)

    def print_page(self) -> None:
        doing.print_cards(self.desk, self.table.chosen_ids)

    def tour_stops(self) -> Iterator[Stop]:
        yield "chosen", self._tour_chosen
        yield "register", self._tour_form
        yield "branches", self._tour_branches
        yield "twice", self._tour_twice
        yield "record", self._tour_record
        yield "credit-bank", self._tour_credits
        yield "redeem", self._tour_redeem
        yield "new-card", self._tour_card
        yield "addresses", self._tour_addresses
        yield "fields", self._tour_fields
        yield "saved-filters", self._tour_saved
        yield "enrol-several", self._tour_several

    def _tour_addresses(self) -> QWidget:
        from commedu_desktop.ui.addresses import AddressesDialog

        shown = AddressesDialog(self.desk, self, list(self.table.rows.ids[:40]))
        shown.open()
        return shown

    def _tour_twice(self) -> QWidget:
        from commedu_desktop.ui.pages.residents.merging import MergeDialog

        shown = MergeDialog(self.desk, self)
        shown.open()
        return shown

    def _tour_branches(self) -> QWidget:
        from commedu_desktop.ui.pages.residents.lists import Branches

        shown = Branches(self.desk, self)
        shown.open()
        return shown

    def _tour_record(self) -> QWidget | None:
        from commedu_desktop.ui.pages.residents.record import RecordDialog

        self._show_chosen()
        if self.panel.resident is None:
            return None
        shown = RecordDialog(self.desk, self, self.panel.resident, record_sections())
        shown.open()
        return shown

    def _tour_credits(self) -> QWidget | None:
        shown = self._tour_record()
        if isinstance(shown, QDialog) and (tabs := shown.findChild(QTabWidget)) is not None:
            tabs.setCurrentIndex(next(at for at in range(tabs.count()) if tabs.tabText(at) == _("Credit bank")))
        return shown

    def _tour_redeem(self) -> QWidget | None:
        from commedu_desktop.ui.credits import RedeemDialog

        if self.panel.resident is None:
            return None
        shown = RedeemDialog(self.desk, self, self.panel.resident.id)
        shown.open()
        return shown

    def _tour_card(self) -> QWidget | None:
        from commedu_desktop.ui.pages.residents.several import NewCardDialog

        if self.panel.resident is None:
            return None
        shown = NewCardDialog(self.desk, self, self.panel.resident)
        shown.open()
        return shown

    def _tour_fields(self) -> QWidget:
        from commedu_desktop.ui.pages.residents.own_fields import OwnFields

        shown = OwnFields(self.desk, self)
        shown.open()
        return shown

    def _tour_saved(self) -> QWidget:
        from commedu_desktop.ui.pages.residents.saved import SavedFilters

        shown = SavedFilters(self.desk, self, {"sex": "F"})
        shown.open()
        return shown

    def _tour_several(self) -> QWidget:
        from commedu_desktop.ui.pages.residents.several import EnrolSeveralDialog

        ids = [key for key in (self.table.rows.ids[0], self.table.rows.ids[1]) if isinstance(key, UUID)]
        shown = EnrolSeveralDialog(self.desk, self, ids)
        shown.open()
        return shown

    def _tour_chosen(self) -> None:
        self.table.move(1)
        self._show_chosen()

    def _tour_form(self) -> QWidget:
        from commedu_desktop.ui.pages.residents.form import ResidentForm

        form = ResidentForm(self.desk, self)
        form.open()
        return form
