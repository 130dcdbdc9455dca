"""Residents, households and population groups."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.domain.residents import Sex
from commedu_desktop.store.tables.base import Base, Id, refers_to


class Household(Base):
    """Residents who live together."""

    __tablename__ = "household"
    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    address: Mapped[str] = mapped_column(default="")


class PopulationGroup(Base):
    """Laid-off, rural labour, older adult …; `names` maps a language tag to the word shown."""

    __tablename__ = "population_group"
    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    names: Mapped[dict[str, Any]]
    position: Mapped[int] = mapped_column(default=0)
    archived: Mapped[bool] = mapped_column(default=False)


class Resident(Base):
    """A person on the register. `pinyin` is syllables in lower case with spaces: `zhang xiao ming`."""

    __tablename__ = "resident"
    __table_args__ = (
        Index(None, "archived", "pinyin", "id"),
        Index(None, "archived", "card"),
        Index(None, "archived", "born", "id"),
        Index(None, "archived", "branch_id", "pinyin", "id"),
        Index(None, "phone"),
    )
    id: Mapped[Id]
    card: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    pinyin: Mapped[str] = mapped_column(default="")
    sex: Mapped[Sex | None]
    born: Mapped[date | None]
    id_number: Mapped[str] = mapped_column(default="", index=True)
    phone: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    branch_id: Mapped[UUID] = refers_to("branch")
    household_id: Mapped[UUID | None] = refers_to("household", index=True)
    joined: Mapped[date]
    note: Mapped[str] = mapped_column(default="")
    extra: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    merged_into_id: Mapped[UUID | None] = refers_to("resident", index=True)
    archived: Mapped[bool] = mapped_column(default=False)


class ResidentGroup(Base):
    """A resident counts in a group."""

    __tablename__ = "resident_group"
    __table_args__ = (UniqueConstraint("resident_id", "group_id"),)
    id: Mapped[Id]
    resident_id: Mapped[UUID] = refers_to("resident")
    group_id: Mapped[UUID] = refers_to("population_group", index=True)
