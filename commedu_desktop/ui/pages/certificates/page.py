"""The register of certificates, newest first."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from babel.dates import format_date
from PySide6.QtWidgets import QStackedLayout, QWidget

from commedu_desktop.i18n import N_, _, locale, ngettext
from commedu_desktop.services.certificate_papers import certificate_pdf, missing_on_certificates
from commedu_desktop.services.certificates import CertificateRow, certificates, count_prints, register_ids
from commedu_desktop.services.printed_again import CERTIFICATES, recipe
from commedu_desktop.ui.actions import Action
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.page import Page, Stop
from commedu_desktop.ui.pages.certificates.issue import IssueDialog
from commedu_desktop.ui.pages.certificates.look import TYPES
from commedu_desktop.ui.pages.certificates.seal import SealDialog
from commedu_desktop.ui.pages.certificates.void import VoidDialog
from commedu_desktop.ui.papers import CountedPreview, may_print
from commedu_desktop.ui.widgets.basics import row, words
from commedu_desktop.ui.widgets.flow import Flow
from commedu_desktop.ui.widgets.messages import EmptyPage, PageHeader, page_column
from commedu_desktop.ui.widgets.search_field import SearchField


def _state(one: CertificateRow) -> str:
    if one.voided_at is not None:
        return "bad"
    return "good" if one.prints else "warn"


def _state_words(one: CertificateRow) -> str:
    if one.voided_at is not None:
        return _("Void")
    if not one.prints:
        return _("Not printed yet")
    return ngettext("Printed once", "Printed {count} times", one.prints).format(count=one.prints)


def _day(one: CertificateRow) -> str:
    return format_date(one.issued_on, "d MMM y" if locale() == "en" else "y年M月d日", locale=locale())


COLUMNS = (
    Column(N_("Number"), lambda one: one.number, 165, sort="number"),
    Column(N_("Name"), lambda one: one.name, 110, 2, sort="name", kind="strong", tip=lambda one: one.card),
    Column(N_("Course"), lambda one: one.course, 140, 3, sort="course"),
    Column(N_("Kind"), lambda one: _(TYPES[one.type]), 110, kind="muted", spare=2),
    Column(N_("Issued"), _day, 125, sort="issued", kind="muted", spare=1),
    Column(N_("State"), _state_words, 160, kind="pill", state=_state, tip=lambda one: one.void_reason),
)


class CertificatesPage(Page):
    """Enter previews the chosen ones, Ctrl+N issues, Delete voids."""

    ACTIONS = (
        Action("verify", N_("Verify…"), "verify", "Ctrl+E", "scan-line"),
        Action("seal", N_("Seal and signature…"), "place_seal", "", "badge-check"),
        Action("wording", N_("Wording…"), "change_wording", "", "pencil"),
        Action("register", N_("Print the register…"), "print_register", "", "file-text"),
        Action("by_hand", N_("By hand…"), "by_hand", "Ctrl+Shift+N", "user-plus"),
        Action("void", N_("Void…"), "void", "Del", "circle-x"),
        Action("print", N_("Preview and print"), "print_chosen", "Ctrl+Return", "printer"),
        Action("issue", N_("Issue certificates…"), "issue", "Ctrl+N", "award", "primary"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        keys = ("verify", "seal", "wording", "by_hand", "issue")
        self.header = PageHeader(_("Certificates"), *map(self.button, keys))
        self.search = SearchField(desk.look, _("Number, name, card or course"))
        self.search.searched.connect(self._searched)
        self.search.entered.connect(lambda _typed: self.print_chosen())
        self.table = LazyTable(
            desk.look, LazyModel(COLUMNS, self._ids, self._rows), _("Register of certificates"), several=True
        )
        self.search.moved.connect(self.table.move)
        self.table.opened.connect(lambda _id: self.print_chosen())
        self.table.chosen.connect(lambda _id: self._enable())
        self.count = words("", "muted")
        self.empty = EmptyPage(
            desk.look,
            "award",
            _("No certificates yet"),
            _("When a class has ended and its lessons are closed, issue certificates to all who completed it."),
            (self.button("issue", "primary"), self.button("by_hand")),
        )
        self.full, tools = QWidget(), QWidget()
        tools.setLayout(Flow(*map(self.button, ("register", "void", "print")), end=True))
        lines = page_column(
            self.full,
            row(self.search, self.count, gap=12),
            self.table,
            tools,
        )
        lines.setContentsMargins(0, 0, 0, 0)
        middle = QWidget()
        self._stack = QStackedLayout(middle)
        self._stack.addWidget(self.full)
        self._stack.addWidget(self.empty)
        page_column(self, self.header, middle).setStretch(1, 1)
        self._enable()

    def refresh(self) -> None:
        self.table.reload()
        number = len(self.table.rows.ids)
        if number and self.table.chosen_id is None:
            self.table.choose(None)
        self._stack.setCurrentWidget(self.full if number or self.search.text() else self.empty)
        self.count.setText(ngettext("{count} certificate", "{count} certificates", number).format(count=number))
        self._enable()

    def open(self, **where: Any) -> None:
        """`certificate_id` chooses one; `offering_id` issues to that class; `certificate_ids` (hex) are previewed."""
        if "certificate_id" in where:
            self.table.choose(where["certificate_id"])
        if "certificate_ids" in where:
            self.preview([UUID(one) for one in where["certificate_ids"]])
        if "offering_id" in where:
            self.issue(where["offering_id"])

    def find_in_page(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def print_page(self) -> None:
        self.print_chosen()

    def print_chosen(self) -> None:
        """Preview the chosen certificates as one PDF."""
        self.preview([one for one in self.table.chosen_ids if isinstance(one, UUID)])

    def preview(self, ids: Sequence[UUID]) -> None:
        """Show these on paper; printing or saving counts."""
        office, wanted = self.desk.office, tuple(ids)
        if not wanted:
            return

        def make(progress: Any) -> tuple[bytes, list[Any]]:
            return office.read(certificate_pdf, wanted, progress), office.read(missing_on_certificates, wanted)

        self.desk.work(make, done=lambda made: self._show(wanted, *made), title=_("Setting the certificates"))

    def _show(self, ids: tuple[UUID, ...], pdf: bytes, missing: list[Any]) -> None:
        if may_print(self.desk, self, missing):
            title = ngettext("{count} certificate", "{count} certificates", len(ids)).format(count=len(ids))
            made = recipe(CERTIFICATES, ids)
            self.previewed = CountedPreview(self.desk, pdf, title, self.window(), lambda: self._count(ids), made)
            self.previewed.open()

    def _count(self, ids: tuple[UUID, ...]) -> None:
        self.desk.write(count_prints, ids)

    def issue(self, offering_id: UUID | None = None) -> None:
        dialog = IssueDialog(self.desk, self, offering_id if isinstance(offering_id, UUID) else None)
        dialog.issued.connect(lambda made: self.preview(made.ids))
        dialog.open()

    def by_hand(self) -> None:
        from commedu_desktop.ui.pages.certificates.by_hand import ByHandDialog

        dialog = ByHandDialog(self.desk, self)
        dialog.issued.connect(lambda made: self.preview(made.ids))
        dialog.open()

    def change_wording(self) -> None:
        from commedu_desktop.ui.pages.certificates.wording import WordingDialog

        WordingDialog(self.desk, self).open()

    def print_register(self) -> None:
        from commedu_desktop.ui.pages.certificates.printed_register import RegisterDialog

        RegisterDialog(self.desk, self).open()

    def void(self) -> None:
        wanted = self._chosen()
        if wanted is not None and wanted.voided_at is None:
            VoidDialog(self.desk, self, wanted).open()

    def verify(self) -> None:
        from commedu_desktop.ui.pages.certificates.verify import VerifyDialog

        VerifyDialog(self.desk, self).open()

    def place_seal(self) -> None:
        SealDialog(self.desk, self).open()

    def tour_stops(self) -> Iterator[Stop]:
        yield "issue", self._tour_issue
        yield "void", self._tour_void
        yield "seal", lambda: self._opened(SealDialog(self.desk, self))
        yield "by-hand", self._tour_by_hand
        yield "wording", self._tour_wording
        yield "verify", self._tour_verify
        yield "register", self._tour_register

    def _tour_by_hand(self) -> QWidget:
        from commedu_desktop.ui.pages.certificates.by_hand import ByHandDialog

        return self._opened(ByHandDialog(self.desk, self))

    def _tour_wording(self) -> QWidget:
        from commedu_desktop.ui.pages.certificates.wording import WordingDialog

        return self._opened(WordingDialog(self.desk, self))

    def _tour_verify(self) -> QWidget:
        from commedu_desktop.ui.pages.certificates.verify import VerifyDialog

        return self._opened(VerifyDialog(self.desk, self))

    def _tour_register(self) -> QWidget:
        from commedu_desktop.ui.pages.certificates.printed_register import RegisterDialog

        return self._opened(RegisterDialog(self.desk, self))

    def _tour_issue(self) -> QWidget:
        return self._opened(IssueDialog(self.desk, self))

    def _tour_void(self) -> QWidget | None:
        self.table.choose(None)
        wanted = self._chosen()
        return self._opened(VoidDialog(self.desk, self, wanted)) if wanted else None

    @staticmethod
    def _opened(dialog: Any) -> QWidget:
        dialog.open()
        shown: QWidget = dialog
        return shown

    def _chosen(self) -> CertificateRow | None:
        chosen = self.table.chosen_id
        rows = self.desk.read(certificates, [chosen]) if isinstance(chosen, UUID) else []
        return rows[0] if rows else None

    def _enable(self) -> None:
        chosen = self.table.chosen_id is not None
        self.act["print"].setEnabled(chosen)
        self.act["void"].setEnabled(chosen)

    def _searched(self, _typed: str) -> None:
        self.refresh()
        self.table.choose(None)

    def _ids(self, sort: str, descending: bool) -> Sequence[UUID]:
        return self.desk.read(register_ids, self.search.text(), sort, descending or not sort)

    def _rows(self, ids: Sequence[Any]) -> Mapping[Any, CertificateRow]:
        return {one.id: one for one in self.desk.read(certificates, ids)}
