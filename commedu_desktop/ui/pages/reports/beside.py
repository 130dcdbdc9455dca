"""The rows behind what stands beside the figures: funds, publicity, teachers, the register; in a dialog."""

from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.funds import FundKind, FundSource
from commedu_desktop.domain.rows_behind import MoneyRow, NoticeRow, PeopleList, PeopleOf, PublicityCount, RowsBeside
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.i18n import N_, _, ngettext
from commedu_desktop.sentences import shown
from commedu_desktop.services.fee_words import amount_shown
from commedu_desktop.services.report_words import (
    FUND_SOURCES,
    PUBLICITY,
    TEACHER_KINDS,
    age_name,
    day_written,
    period_name,
)
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column
from commedu_desktop.ui.pages.reports.table import hours
from commedu_desktop.ui.widgets.rows_dialog import RowsDialog


def show_beside(desk: Desk, parent: QWidget, found: RowsBeside) -> RowsDialog:
    """Money by day with income and spending apart; notices with where they hung."""
    count = ngettext("{n} row", "{n} rows", len(found.rows)).format(n=shown(len(found.rows)))
    if isinstance(found.about, PeopleOf):
        what, columns = _about_people(found.about), _PEOPLE[found.about.list]
        sums = _("{rows}, together {amount}").format(rows=count, amount=shown(found.amount))
    elif isinstance(found.about, PublicityCount):
        what, columns = _(PUBLICITY[found.about]), _notice_columns(found.about)
        sums = _("{rows}, together {amount}").format(rows=count, amount=shown(found.amount))
    else:
        currency = desk.read(centre_settings, found.period.year).currency
        what, columns = _about_money(found.about), _money_columns(currency)
        sums = _money_sums(found, count, currency)
    title = f"{what} · {period_name(found.period)}"
    dialog = RowsDialog(desk.look, parent, title, sums, columns, found.rows)
    dialog.open()
    return dialog


def _about_people(about: PeopleOf) -> str:
    if about.list is PeopleList.REGISTER:
        return f"{_('On the register')} · {age_name(about.value)}"
    kind = _(TEACHER_KINDS[TeacherKind(about.value)]) if about.value in set(TeacherKind) else ""
    return f"{_('Teachers')} · {kind}" if kind else _("Teachers")


_PEOPLE: dict[PeopleList, tuple[Column, ...]] = {
    PeopleList.REGISTER: (
        Column(N_("Card"), lambda row: row.card, 140, kind="muted"),
        Column(N_("Name"), lambda row: row.name, 200, stretch=1, kind="strong"),
        Column(N_("Born"), lambda row: day_written(row.born) if row.born else "—", 150),
        Column(N_("Branch"), lambda row: row.branch, 170, stretch=1),
    ),
    PeopleList.TEACHERS: (
        Column(N_("Code"), lambda row: row.code or "—", 100, kind="muted"),
        Column(N_("Teacher"), lambda row: row.name or _("Not recorded"), 180, stretch=1, kind="strong"),
        Column(N_("Lessons held"), lambda row: shown(row.lessons), 110, kind="number"),
        Column(N_("Hours"), lambda row: hours(row.hours), 90, kind="number"),
        Column(N_("Attendances"), lambda row: shown(row.attendances), 110, kind="number"),
    ),
}


def _about_money(source: FundSource | None) -> str:
    return f"{_('Funds')} · {_(FUND_SOURCES[source])}" if source else _("Funds")


def _money_sums(found: RowsBeside, count: str, currency: str) -> str:
    rows = [row for row in found.rows if isinstance(row, MoneyRow)]
    income = sum(row.minor for row in rows if row.kind is FundKind.INCOME)
    spending = sum(row.minor for row in rows if row.kind is FundKind.SPENDING)
    text = _("{rows}: income {income}, spending {spending}, rest {rest}")
    amounts = {"income": income, "spending": spending, "rest": income - spending}
    return text.format(rows=count, **{name: amount_shown(minor, currency) for name, minor in amounts.items()})


def _money_columns(currency: str) -> tuple[Column, ...]:
    def of(kind: FundKind, row: MoneyRow) -> str:
        return amount_shown(row.minor, currency) if row.kind is kind else ""

    return (
        Column(N_("Date"), lambda row: shown(row.on), 180),
        Column(N_("Purpose"), _purpose, 240, stretch=2, kind="strong"),
        Column(N_("Source"), lambda row: _(FUND_SOURCES[row.source]), 120),
        Column(N_("Branch"), lambda row: row.branch, 150, stretch=1, kind="muted"),
        Column(N_("Income"), lambda row: of(FundKind.INCOME, row), 120, kind="number"),
        Column(N_("Spending"), lambda row: of(FundKind.SPENDING, row), 120, kind="number"),
    )


def _purpose(row: MoneyRow) -> str:
    if not row.receipt:
        return row.purpose
    return _("Receipt {number}, {name}").format(number=row.receipt, name=row.purpose)


def _notice_columns(count: PublicityCount) -> tuple[Column, ...]:
    def place(row: NoticeRow) -> str:
        return row.place or "—"

    columns = [
        Column(N_("Date"), lambda row: shown(row.on), 180),
        Column(N_("Notice"), lambda row: row.title, 300, stretch=2, kind="strong"),
    ]
    if count is not PublicityCount.PUBLISHED:
        columns.append(Column(N_("Place"), place, 200, stretch=1))
    if count is PublicityCount.BROCHURES:
        columns.append(Column(N_("Brochures"), lambda row: shown(row.amount), 120, kind="number"))
    return tuple(columns)
