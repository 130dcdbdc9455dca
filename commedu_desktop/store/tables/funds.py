"""Income and spending of the branches."""

from datetime import date
from uuid import UUID

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.domain.funds import FundKind, FundSource
from commedu_desktop.store.tables.base import Base, Id, refers_to


class FundEntry(Base):
    """One amount, in minor units of the centre's currency, above 0 either way."""

    __tablename__ = "fund_entry"
    __table_args__ = (Index(None, "booked_on"),)
    id: Mapped[Id]
    branch_id: Mapped[UUID] = refers_to("branch")
    on: Mapped[date] = mapped_column("booked_on")
    kind: Mapped[FundKind]
    source: Mapped[FundSource]
    amount: Mapped[int] = mapped_column(BigInteger)
    purpose: Mapped[str]
