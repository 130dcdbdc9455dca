"""Submitted reports as they were, and sentences of a report that somebody wrote anew."""

from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.store.tables.base import Base, Happened, Id


class FrozenReport(Base):
    """One version of what was handed in; never changed. `branch` is a code, empty for the whole centre, so that the
    report stays what it was when branches change. `content` is a `PeriodReport` as plain values, `texts` the sentences
    written anew by language and key."""

    __tablename__ = "frozen_report"
    __table_args__ = (UniqueConstraint("period", "branch", "version"),)
    id: Mapped[Id]
    period: Mapped[str]
    branch: Mapped[str] = mapped_column(default="")
    version: Mapped[int]
    at: Mapped[Happened]
    actor: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    content: Mapped[dict[str, Any]]
    texts: Mapped[dict[str, Any]]


class ReportText(Base):
    """A sentence of a report in somebody's own words; an empty text leaves the sentence out."""

    __tablename__ = "report_text"
    __table_args__ = (UniqueConstraint("period", "branch", "language", "key"),)
    id: Mapped[Id]
    period: Mapped[str]
    branch: Mapped[str] = mapped_column(default="")
    language: Mapped[str]
    key: Mapped[str]
    text: Mapped[str]
