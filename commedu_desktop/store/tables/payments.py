"""Fees agreed, receipts with their lines, and the closings of the cash drawer. All amounts in minor units."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.domain.fees import Method, ReceiptKind, Why
from commedu_desktop.store.tables.base import Base, Happened, Id, refers_to


class FeeCharge(Base):
    """What an enrolment costs, once that is fixed: by the first payment, or by hand. Until then the rules say it."""

    __tablename__ = "fee_charge"
    id: Mapped[Id]
    enrolment_id: Mapped[UUID] = refers_to("enrolment")
    fee: Mapped[int]
    discount: Mapped[int]
    why: Mapped[Why]
    note: Mapped[str] = mapped_column(default="")
    __table_args__ = (UniqueConstraint("enrolment_id"),)


class Receipt(Base):
    """Money taken (amount above 0) or given back (below 0); numbered without gaps, voided and never deleted.

    `closing_id` is set when the drawer is closed over it, and nothing of it changes from then on but `prints`.
    """

    __tablename__ = "receipt"
    __table_args__ = (UniqueConstraint("branch_id", "year", "serial"), Index(None, "branch_id", "closing_id"))
    id: Mapped[Id]
    number: Mapped[str] = mapped_column(unique=True)
    branch_id: Mapped[UUID] = refers_to("branch")
    year: Mapped[int]
    serial: Mapped[int]
    kind: Mapped[ReceiptKind]
    resident_id: Mapped[UUID] = refers_to("resident", index=True)
    name: Mapped[str]
    on: Mapped[date] = mapped_column("taken_on", index=True)
    at: Mapped[Happened]
    amount: Mapped[int]
    currency: Mapped[str]
    method: Mapped[Method]
    taken_by: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    corrects_id: Mapped[UUID | None] = refers_to("receipt")
    closing_id: Mapped[UUID | None] = refers_to("cash_closing")
    prints: Mapped[int] = mapped_column(default=0)
    voided_at: Mapped[Happened | None]
    void_reason: Mapped[str] = mapped_column(default="")


class ReceiptLine(Base):
    """What part of a receipt is for which enrolment; `text` is what stands on the paper."""

    __tablename__ = "receipt_line"
    id: Mapped[Id]
    receipt_id: Mapped[UUID] = refers_to("receipt", index=True)
    enrolment_id: Mapped[UUID] = refers_to("enrolment", index=True)
    position: Mapped[int]
    text: Mapped[str]
    amount: Mapped[int]


class CashClosing(Base):
    """One closing of a branch's drawer: all receipts since the closing before it.

    `opening` lay in the drawer at the beginning, `kept` stays in it for the next day. `pieces` counts notes and coins
    by their value; `others` are the sums by other methods than cash.
    """

    __tablename__ = "cash_closing"
    __table_args__ = (Index(None, "branch_id", "at"),)
    id: Mapped[Id]
    branch_id: Mapped[UUID] = refers_to("branch")
    on: Mapped[date] = mapped_column("closed_on")
    at: Mapped[Happened]
    closed_by: Mapped[str]
    currency: Mapped[str]
    opening: Mapped[int]
    taken: Mapped[int]
    given: Mapped[int]
    counted: Mapped[int]
    kept: Mapped[int]
    pieces: Mapped[dict[str, Any]]
    others: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(default="")
