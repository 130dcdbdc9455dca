"""Income by its four sources, and spending."""

from datetime import date

from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.funds import FundKind, FundSource
from commedu_desktop.i18n import N_, _
from commedu_desktop.sentences import shown
from commedu_desktop.services.branches import branches
from commedu_desktop.services.fee_words import amount_shown
from commedu_desktop.services.funds import FundRow, KeepFund, fund_entries, keep_fund, remove_fund
from commedu_desktop.services.report_words import FUND_KINDS, FUND_SOURCES
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.fees.money_field import MoneyField
from commedu_desktop.ui.lazy_table import Column
from commedu_desktop.ui.pages.reports.year.listing import Listing
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import ChoiceField, DateField, Field, TextField


class FundsTab(Listing):
    """The entries of the year in the order of their days, with what they add up to."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self.desk, self.year = desk, 0
        self.currency = desk.read(centre_settings).currency
        columns = (
            Column(N_("Day"), lambda one: shown(one.on), 150, kind="muted"),
            Column(N_("Purpose"), lambda one: one.purpose, 200, stretch=2, kind="strong"),
            Column(N_("Source"), lambda one: _(FUND_SOURCES[one.source]), 120),
            Column(N_("Income"), lambda one: self._amount(one, FundKind.INCOME), 120, kind="number"),
            Column(N_("Spending"), lambda one: self._amount(one, FundKind.SPENDING), 120, kind="number"),
            Column(N_("Branch"), lambda one: one.branch, 130, stretch=1, spare=1),
        )
        super().__init__(desk, parent, _("Income and spending"), columns, self._open, self._take_away)

    def show_year(self, year: int) -> None:
        self.year = year
        rows = self.desk.read(fund_entries, date(year, 1, 1), date(year, 12, 31))
        self.show_rows(rows)
        sums = {kind: sum(row.amount for row in rows if row.kind is kind) for kind in FundKind}
        text = _("Income {income}, spending {spending}. Fees that were taken on receipts are counted by themselves.")
        parts = {kind.value: amount_shown(sums[kind], self.currency) for kind in FundKind}
        self.hint.setText(text.format(**parts))

    def _amount(self, row: FundRow, kind: FundKind) -> str:
        return amount_shown(row.amount, self.currency) if row.kind is kind else ""

    def _open(self, row: FundRow | None) -> None:
        FundDialog(self.desk, self, self.year, row).open()

    def _take_away(self, row: FundRow) -> None:
        self.desk.write(remove_fund, row.id, toast=_("{name} deleted").format(name=row.purpose))


class FundDialog(FormDialog):
    """A new entry, or one to change."""

    def __init__(self, desk: Desk, parent: QWidget, year: int, row: FundRow | None) -> None:
        super().__init__(desk.look, parent, row.purpose if row else _("New entry of {year}").format(year=year))
        self.desk, self._row = desk, row
        self._currency = desk.read(centre_settings).currency
        today = desk.wall_clock().date()
        self.on = DateField(desk.look, _("Day"), row.on if row else today if today.year == year else None)
        self.kind = ChoiceField(
            _("Income or spending"),
            [(kind, _(text)) for kind, text in FUND_KINDS.items()],
            row.kind if row else FundKind.INCOME,
        )
        self.source = ChoiceField(
            _("Source"),
            [(source, _(text)) for source, text in FUND_SOURCES.items()],
            row.source if row else FundSource.GOVERNMENT,
        )
        self.amount = MoneyField(_("Amount"), self._currency, row.amount if row else None)
        self.purpose = TextField(_("Purpose"), row.purpose if row else "")
        places = [(one.id, one.name) for one in desk.read(branches)]
        self.branch = ChoiceField(_("Branch"), places, row.branch_id if row else places[0][0])
        self.add(self.on, self.kind)
        self.add(self.source, self.amount)
        self.add(self.purpose)
        self.add(self.branch)
        self.form.addStretch(1)
        self.resize(desk.look.px(560), desk.look.px(470))

    def save(self) -> None:
        if self.on.value is None:
            self.on.refuse(_("Give the day, for example 2026-11-05."))
            return
        request = KeepFund(
            self.branch.value,
            self.on.value,
            self.kind.value,
            self.source.value,
            self.amount.minor or 0,
            self.purpose.value,
            self._row.id if self._row else None,
        )
        self.desk.write(keep_fund, request, done=lambda _key: self.accept(), refused=self._refused, toast=_("Saved."))

    def _refused(self, refusal: Refused) -> None:
        known: dict[str, Field] = {
            "fund-amount": self.amount,
            "fund-purpose": self.purpose,
            "fund-in-future": self.on,
        }
        self.explain(refusal, known.get(refusal.code))
