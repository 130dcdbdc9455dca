"""Branches, what is counted per branch, and the settings of the centre."""

from typing import Any
from uuid import UUID

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.store.tables.base import Base, Id, refers_to


class Branch(Base):
    """A place of the centre; the centre itself is the root, the only one without `parent_id`."""

    __tablename__ = "branch"
    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    parent_id: Mapped[UUID | None] = refers_to("branch")
    address: Mapped[str] = mapped_column(default="")
    archived: Mapped[bool] = mapped_column(default=False)


class Counter(Base):
    """The last human number given out: cards have no year (0), certificates and receipts have."""

    __tablename__ = "counter"
    __table_args__ = (UniqueConstraint("branch_id", "kind", "year"),)
    id: Mapped[Id]
    branch_id: Mapped[UUID] = refers_to("branch")
    kind: Mapped[str]
    year: Mapped[int]
    value: Mapped[int]


class Population(Base):
    """People who live in the area of a branch in one year; without a group, all of them."""

    __tablename__ = "population"
    __table_args__ = (UniqueConstraint("branch_id", "year", "group_id"),)
    id: Mapped[Id]
    branch_id: Mapped[UUID] = refers_to("branch")
    year: Mapped[int]
    group_id: Mapped[UUID | None] = refers_to("population_group")
    number: Mapped[int]


class CentreSetting(Base):
    """One setting of the centre (name, thresholds …); year 0 holds until a year has its own."""

    __tablename__ = "centre_setting"
    __table_args__ = (UniqueConstraint("key", "year"),)
    id: Mapped[Id]
    key: Mapped[str]
    year: Mapped[int] = mapped_column(default=0)
    value: Mapped[Any] = mapped_column(JSON)
