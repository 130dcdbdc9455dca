"""Tabs of the resident's whole record: payments, and the hours where people check out."""

from uuid import UUID

from babel.numbers import format_decimal

from commedu_desktop.i18n import N_, _, locale
from commedu_desktop.sentences import shown
from commedu_desktop.services.check_outs import Stay, stays
from commedu_desktop.services.fees import fee_summary
from commedu_desktop.services.receipts import receipts_of
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.fees.columns import receipt_columns
from commedu_desktop.ui.lazy_table import Column
from commedu_desktop.ui.pages.residents.record import Section


def payments_section(desk: Desk, resident_id: UUID) -> Section:
    """Every receipt, and what is still to pay."""
    summary = desk.read(fee_summary, resident_id, desk.wall_clock())
    about = ""
    if summary is not None:
        told = _("To pay: {owed} · paid: {paid}") if summary.owed.minor else _("All is paid: {paid}")
        about = told.format(owed=shown(summary.owed), paid=shown(summary.paid))
    return Section(_("Payments"), receipt_columns(), desk.read(receipts_of, resident_id), about)


def hours_section(desk: Desk, resident_id: UUID) -> Section:
    """How long somebody was in the lessons they checked out of."""
    every = desk.read(stays, resident_id)
    columns = (
        Column(N_("Date"), lambda one: shown(one.on), 150, kind="muted"),
        Column(N_("Class"), lambda one: one.title, 180, stretch=2, kind="strong"),
        Column(N_("Hours"), _hours, 110, kind="number"),
    )
    told = _("{hours} hours in lessons that were checked out of")
    return Section(_("Hours"), columns, every, told.format(hours=_shown(sum(one.minutes for one in every))))


def _hours(one: Stay) -> str:
    return _shown(one.minutes)


def _shown(minutes: int) -> str:
    return str(format_decimal(minutes / 60, "#,##0.0", locale=locale()))
