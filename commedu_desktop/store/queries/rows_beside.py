"""The rows behind the funds and the publicity of a report, where no mark tells the figure."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.funds import FundKind, FundSource
from commedu_desktop.domain.periods import Period
from commedu_desktop.domain.rows_behind import MoneyRow, NoticeRow, PublicityCount
from commedu_desktop.store.queries.funds import fees_taken, fund_entries
from commedu_desktop.store.queries.organisation import published_in
from commedu_desktop.store.tables import Branch, Notice
from commedu_desktop.store.tables.notice_postings import NoticePosting
from commedu_desktop.store.tables.payments import Receipt


def money_rows(
    session: Session, period: Period, branches: Sequence[str], source: FundSource | None
) -> tuple[MoneyRow, ...]:
    """Entries of one source, or of all, by day; fees stand with the individuals, as they do in the sums."""
    entries = fund_entries(session, period.first, period.last, branches)
    rows = [MoneyRow(one.on, one.branch, one.kind, one.source, one.purpose, one.amount) for one in entries]
    if fees_taken(session, period, branches) > 0:
        rows += _receipts(session, period, branches)
    return tuple(sorted((row for row in rows if source in (None, row.source)), key=lambda row: row.on))


def _receipts(session: Session, period: Period, branches: Sequence[str]) -> list[MoneyRow]:
    wanted = (
        select(Receipt.on, Branch.name, Receipt.name, Receipt.amount, Receipt.number)
        .join(Branch, Branch.id == Receipt.branch_id)
        .where(Receipt.voided_at.is_(None), Receipt.on.between(period.first, period.last), Branch.code.in_(branches))
        .order_by(Receipt.on, Receipt.number)
    )
    income, individual = FundKind.INCOME, FundSource.INDIVIDUAL
    return [
        MoneyRow(on, branch, income, individual, name, amount, number)
        for on, branch, name, amount, number in session.execute(wanted)
    ]


def notice_rows(
    session: Session, period: Period, count: PublicityCount, wall: Callable[[datetime], datetime]
) -> tuple[NoticeRow, ...]:
    """By day; `wall` tells the centre's wall clock at a moment."""
    if count is PublicityCount.PUBLISHED:
        return tuple(NoticeRow(on, title, "", 1) for on, title in published_in(session, period, wall))
    wanted = (
        select(NoticePosting.posted_from, Notice.title, NoticePosting.place, NoticePosting.brochures)
        .join(Notice, Notice.id == NoticePosting.notice_id)
        .where(NoticePosting.posted_from.between(period.first, period.last))
        .order_by(NoticePosting.posted_from, NoticePosting.id)
    )
    every = [NoticeRow(on, title, place, brochures) for on, title, place, brochures in session.execute(wanted)]
    if count is PublicityCount.BROCHURES:
        return tuple(row for row in every if row.amount)
    return tuple(NoticeRow(row.on, row.title, row.place, 1) for row in every)
