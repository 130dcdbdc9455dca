"""Receipts and the closing of the drawer on paper."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.fees import ReceiptKind
from commedu_desktop.domain.money import capital_amount
from commedu_desktop.i18n import _, speaking
from commedu_desktop.services.clock import wall_time
from commedu_desktop.services.fee_words import amount_shown, kind_name, method_name
from commedu_desktop.services.paper_words import joined, long_day, paper_language
from commedu_desktop.services.receipts import count_receipt_prints
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.queries.receipts import ClosingRow, ReceiptRow, closing, receipt_rows, receipts_in

if TYPE_CHECKING:
    from commedu_desktop.documents.receipts import ReceiptPaper
    from commedu_desktop.documents.reports import ReturnSection


def receipt_pdf(session: Session, ids: Sequence[UUID], language: str = "", size: str = "A5") -> bytes:
    """Receipts as they were given, one a page; a further print says that it is a copy."""
    from commedu_desktop.documents import receipts

    language = paper_language(session, language)
    centre = centre_settings(session).name
    with speaking(language):
        papers = tuple(_paper(row, centre, language) for row in receipt_rows(session, ids))
    return receipts.render(papers, language, size)


def print_receipts(session: Session, request: tuple[tuple[UUID, ...], str, str]) -> bytes:
    """`receipt_pdf(ids, language, size)`, counted as printed."""
    ids, language, size = request
    pdf = receipt_pdf(session, ids, language, size)
    count_receipt_prints(session, ids)
    return pdf


def _paper(row: ReceiptRow, centre: str, language: str) -> "ReceiptPaper":
    from commedu_desktop.documents.receipts import ReceiptPaper

    titles = {
        ReceiptKind.PAYMENT: _("Receipt"),
        ReceiptKind.REFUND: _("Refund receipt"),
        ReceiptKind.CORRECTION: _("Correction"),
    }
    back = row.amount < 0
    whom = _("Given back to") if back else _("Received from")
    capital = capital_amount(abs(row.amount)) if row.currency == "CNY" and language.startswith("zh") else ""
    return ReceiptPaper(
        title=titles[row.kind],
        centre=centre,
        number=_("No. {number}").format(number=row.number),
        facts=((whom, joined((row.name, row.card))), (_("Date"), long_day(row.on))),
        headings=(_("For"), _("Amount")),
        lines=tuple((text, amount_shown(abs(amount), row.currency)) for text, amount in row.lines),
        total=_("Total"),
        amount=amount_shown(abs(row.amount), row.currency),
        capital=capital,
        notes=_notes(row),
        signatures=((_("Taken by"), row.taken_by), (_("Signature of the payer"), ""), (_("Seal"), "")),
        mark=_("VOID") if row.voided_at else "",
        copy=_("Copy") if row.prints else "",
    )


def _notes(row: ReceiptRow) -> tuple[str, ...]:
    notes = [_("Paid by: {method}").format(method=method_name(row.method))]
    if row.note:
        notes.append(_("Reason: {reason}").format(reason=row.note))
    if row.void_reason:
        notes.append(_("Void: {reason}").format(reason=row.void_reason))
    return tuple(notes)


def closing_pdf(session: Session, closing_id: UUID, language: str = "") -> bytes:
    """The closing of a drawer: what had to be there, what was counted, and every receipt of the day."""
    from commedu_desktop.documents import reports

    language = paper_language(session, language)
    row = closing(session, closing_id)
    receipts = receipts_in(session, closing_id)
    zone = session.info.get("zone")
    with speaking(language):
        title = _("Closing of the cash drawer")
        closed = wall_time(row.at, zone)
        at = f"{long_day(closed.date())} {closed:%H:%M}"
        centre = centre_settings(session).name or row.branch
        facts = (centre, "" if centre == row.branch else row.branch, at)
        signatures = (
            _("Closed by: {name}").format(name=row.closed_by),
            _("Checked by:"),
            _("Date:"),
        )
        sections = (_sums(row, title, facts), *_pieces(row), _receipts(row, receipts, signatures))
        return reports.render(reports.ReturnPaper(title, language, sections, landscape=False))


def _sums(row: ClosingRow, title: str, facts: tuple[str, str, str]) -> "ReturnSection":
    from commedu_desktop.documents.reports import Heading, ReturnSection

    def shown(minor: int) -> str:
        return amount_shown(minor, row.currency)

    drawer = row.drawer
    rows = [
        (_("In the drawer at the beginning"), shown(drawer.opening)),
        (_("Cash taken"), shown(drawer.taken)),
        (_("Cash given back"), shown(-drawer.given)),
        (_("Must be there"), shown(drawer.expected)),
        (_("Counted"), shown(row.counted)),
        (_("Difference"), shown(row.difference)),
        (_("Stays in the drawer"), shown(row.kept)),
        (_("Handed in"), shown(row.counted - row.kept)),
    ]
    rows += [(_("By {method}").format(method=method_name(name)), shown(minor)) for name, minor in row.others.items()]
    notes = (_("Reason of the difference: {reason}").format(reason=row.reason),) if row.reason else ()
    headings = ((Heading(_("What")), Heading(_("Amount"))),)
    return ReturnSection(title, facts, headings, tuple(rows), ("left", "right"), notes=notes, shares=(3, 2))


def _pieces(row: ClosingRow) -> tuple["ReturnSection", ...]:
    from commedu_desktop.documents.reports import Heading, ReturnSection

    if not row.pieces:
        return ()
    rows = tuple(
        (amount_shown(value, row.currency), str(number), amount_shown(value * number, row.currency))
        for value, number in sorted(row.pieces.items(), reverse=True)
    )
    headings = ((Heading(_("Note or coin")), Heading(_("How many")), Heading(_("Amount"))),)
    return (ReturnSection(_("Counted by note and coin"), ("", "", ""), headings, rows, ("right", "right", "right")),)


def _receipts(row: ClosingRow, receipts: list[ReceiptRow], signatures: tuple[str, ...]) -> "ReturnSection":
    from commedu_desktop.documents.reports import Heading, ReturnSection

    rows = tuple(
        (
            one.number,
            one.name,
            kind_name(one.kind) if one.voided_at is None else _("void"),
            method_name(one.method),
            amount_shown(one.amount, one.currency) if one.voided_at is None else "—",
        )
        for one in receipts
    )
    total = amount_shown(sum(one.amount for one in receipts if one.voided_at is None), row.currency)
    rows += ((_("Total"), "", "", "", total),)
    words = (_("Receipt no."), _("Name"), _("Kind"), _("How"), _("Amount"))
    return ReturnSection(
        _("Receipts"),
        ("", "", ""),
        (tuple(Heading(word) for word in words),),
        rows,
        ("left", "left", "left", "left", "right"),
        total=True,
        signatures=signatures,
    )
