"""The page: search and filters, the table, and the chosen resident at the right."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QStackedWidget

from commedu_desktop.i18n import N_, _, ngettext
from commedu_desktop.services.custom_fields import custom_fields
from commedu_desktop.services.residents import (
    FoundResident,
    ResidentFilter,
    best_ids,
    count_residents,
    resident_detail,
    resident_ids,
    resident_rows,
)
from commedu_desktop.ui.actions import Action
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import LazyModel, LazyTable
from commedu_desktop.ui.pages.residents.columns import columns
from commedu_desktop.ui.pages.residents.dialogs import BEST, ResidentsDialogs
from commedu_desktop.ui.pages.residents.filters import Filters
from commedu_desktop.ui.pages.residents.ids import PagedIds
from commedu_desktop.ui.widgets.basics import Card, row
from commedu_desktop.ui.widgets.buttons import MenuButton
from commedu_desktop.ui.widgets.dialogs import Drawer
from commedu_desktop.ui.widgets.messages import EmptyPage, PageHeader, page_column
from commedu_desktop.ui.widgets.resident_panel import ResidentPanel
from commedu_desktop.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from commedu_desktop.services.fees import FeeSummary

_REST = 80
"""Milliseconds without a move before the panel reads: who types or walks through the list is not held up."""
_MORE = (
    "record",
    "take-in",
    "give-out",
    "group",
    "cards",
    "single",
    "addresses",
    "card",
    "archive",
    "twice",
    "branches",
    "groups",
    "fields",
)
_NARROW = 780
"""Pixels at 100 % below which the panel leaves the page to the table."""


class ResidentsPage(ResidentsDialogs):
    ACTIONS = (
        Action("register", N_("Register"), "register", "Ctrl+N", "user-plus", "primary"),
        Action("edit", N_("Edit"), "edit", "F2", "pencil"),
        Action("enrol", N_("Enrol"), "enrol", "Ctrl+E", "ticket-check"),
        Action("pay", N_("Payments…"), "pay", "F6", "banknote"),
        Action("archive", N_("Remove from the lists"), "archive", "Ctrl+Del", "archive"),
        Action("take-in", N_("Import"), "take_in", "Ctrl+I", "file-spreadsheet"),
        Action("give-out", N_("Export list"), "give_out", "Ctrl+Shift+E", "download"),
        Action("group", N_("Add to a group"), "add_to_group", "Ctrl+G", "users"),
        Action("twice", N_("Registered twice…"), "show_duplicates", "Ctrl+D", "copy"),
        Action("record", N_("Whole record"), "show_record", "F4", "file-text"),
        Action("cards", N_("Print cards"), "print_page", "", "printer"),
        Action("single", N_("Print cards, one a page"), "print_single", "", "printer"),
        Action("addresses", N_("Labels and envelopes…"), "print_addresses", "Ctrl+Shift+A", "map-pin"),
        Action("card", N_("New card…"), "replace_card", "Ctrl+Shift+K", "refresh-cw"),
        Action("away", N_("Planned absence…"), "plan_absence", "Ctrl+Shift+W", "calendar-days"),
        Action("fields", N_("Fields of our own…"), "show_fields", "", "list-checks"),
        Action("branches", N_("Branches…"), "show_branches", "", "map-pin"),
        Action("groups", N_("Groups…"), "show_groups", "", "list-checks"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.more = MenuButton(desk.look, [self.act[key] for key in _MORE])
        self.header = PageHeader(_("Residents"), self.more, self.button("register"))
        self.search = SearchField(desk.look, _("Name, pinyin, initials, phone, card, ID number"))
        self.filters = Filters(desk)
        model = LazyModel(columns(), self._ids, self._rows)
        self.table = LazyTable(desk.look, model, _("Residents"), several=True)
        self.panel = ResidentPanel(desk.look)
        self.drawer = Drawer(desk.look, 380)
        self.drawer.body.addWidget(self.panel)
        for key in ("enrol", "pay", "record", "edit"):
            self.drawer.foot.addWidget(self.button(key))
        card = Card(margin=8)
        card.body.addWidget(self.table)
        self.stack = QStackedWidget()
        self.stack.addWidget(card)
        self.stack.addWidget(self._empty())
        self.body = row(self.stack, self.drawer, gap=16)
        self.body.setStretch(0, 1)
        page_column(self, self.header, self.search, self.filters, self.body).setStretch(3, 1)
        self._resting = QTimer(self, singleShot=True, interval=_REST)
        self._resting.timeout.connect(self._show_chosen)
        self._connect()

    def _connect(self) -> None:
        self.search.searched.connect(self._narrowed)
        self.search.moved.connect(self.table.move)
        self.search.entered.connect(self._to_first)
        self.filters.changed.connect(self._narrowed)
        self.filters.saved_asked.connect(self.show_saved)
        self.table.opened.connect(self.show_resident)
        self.table.chosen.connect(self._chosen)

    def _empty(self) -> EmptyPage:
        return EmptyPage(
            self.look,
            "users",
            _("Nobody is on the register yet"),
            _("Register the first resident here, or take a whole spreadsheet in."),
            [self.button("register"), self.button("take-in")],
        )

    def refresh(self) -> None:
        self.filters.read()
        self.table.reload()
        self._said()

    def _wanted(self) -> ResidentFilter:
        return self.filters.wanted(self.search.text().strip())

    def _ids(self, sort: str, descending: bool) -> Sequence[UUID]:
        wanted = self._wanted()
        if wanted.text:
            return self.desk.read(best_ids, wanted, BEST)
        count = self.desk.read(count_residents, wanted)
        return PagedIds(
            count,
            lambda offset, limit: self.desk.read(resident_ids, wanted, sort, descending, limit=limit, offset=offset),
        )

    def _rows(self, ids: Sequence[Any]) -> Mapping[Any, FoundResident]:
        return self.desk.read(resident_rows, ids)

    def _narrowed(self, *_what: Any) -> None:
        self.table.rows.reload()
        self.table.scrollToTop()
        if self.search.text().strip() and len(self.table.rows.ids):
            self.table.selectRow(0)
        self._said()

    def _to_first(self, _typed: str) -> None:
        if len(self.table.rows.ids):
            self.table.setFocus()
            self.show_resident(self.table.chosen_id or self.table.rows.ids[0])

    def _said(self) -> None:
        count = len(self.table.rows.ids)
        nobody = count == 0 and self._wanted().is_empty
        said = ngettext("{count} resident", "{count} residents", count).format(count=f"{count:,}")
        if self._wanted().text and count >= BEST:
            said = _("The best {count}; type on to narrow them").format(count=count)
        self.header.say(subtitle="" if nobody else said)
        self.stack.setCurrentIndex(1 if nobody else 0)
        self.drawer.setVisible(not nobody and not self._is_narrow())

    def _chosen(self, key: UUID | None) -> None:
        for action in ("edit", "archive", "enrol", "pay", "group", "record", "card"):
            self.act[action].setEnabled(key is not None)
        self._resting.start()

    def _show_chosen(self) -> None:
        self._resting.stop()
        key: Any = self.table.chosen_id
        today = self.desk.wall_clock().date()
        shown = self.desk.read(resident_detail, key, today) if key is not None else None
        if shown is not None and shown.extra:
            self.panel.own_fields = self.desk.read(custom_fields)
        self.panel.show_resident(shown, today, self._fees(key))

    def _fees(self, key: UUID | None) -> "FeeSummary | None":
        from commedu_desktop.services.fees import fee_summary

        return None if key is None else self.desk.read(fee_summary, key, self.desk.wall_clock())

    def _is_narrow(self) -> bool:
        return self.width() < self.look.px(_NARROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.drawer.setVisible(self.stack.currentIndex() == 0 and not self._is_narrow())

    def show_resident(self, key: Any) -> None:
        """Where the panel has no room it comes as a window; otherwise the record opens for editing."""
        if not self._is_narrow():
            self.edit()
            return
        today = self.desk.wall_clock().date()
        dialog = QDialog(self)
        dialog.setWindowTitle(_("Resident"))
        panel = ResidentPanel(self.look)
        panel.show_resident(self.desk.read(resident_detail, key, today), today, self._fees(key))
        drawer = Drawer(self.look, 640)
        drawer.body.addWidget(panel)
        dialog.setLayout(row(drawer))
        dialog.resize(self.look.px(420), self.look.px(560))
        dialog.open()

    def open(self, **where: Any) -> None:
        """`resident_id`: who is shown; `text`: what is searched for; `register`: True opens the form."""
        if (key := where.get("resident_id")) is not None:
            self._show_one(key)
        if text := where.get("text"):
            self.search.setText(text)
            self.search.finish()
        if where.get("register"):
            self.register()

    def _show_one(self, key: UUID) -> None:
        one = self.desk.read(resident_rows, [key]).get(key)
        if one is not None:
            self.filters.clear()
            self.search.setText(one.card)
            self.search.finish()
            self.table.choose(key)
            self._show_chosen()

    def find_in_page(self) -> None:
        self.search.setFocus()
        self.search.selectAll()
