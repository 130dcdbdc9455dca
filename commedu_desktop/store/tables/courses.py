"""The catalogue: categories and courses."""

from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.store.tables.base import Base, Id, refers_to


class Category(Base):
    """Subject area; `names` maps a language tag to the word shown."""

    __tablename__ = "category"
    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    names: Mapped[dict[str, Any]]
    position: Mapped[int] = mapped_column(default=0)
    archived: Mapped[bool] = mapped_column(default=False)


class Course(Base):
    """What is taught. Hours are academic hours; credits are hundredths, empty when made from the hours.

    `equipment` is what its room must have, with commas between.
    """

    __tablename__ = "course"
    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    category_id: Mapped[UUID | None] = refers_to("category", index=True)
    level: Mapped[str] = mapped_column(default="")
    hours: Mapped[int] = mapped_column(default=0)
    credits_hundredths: Mapped[int | None]
    equipment: Mapped[str] = mapped_column(default="")
    age_from: Mapped[int | None]
    age_to: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")
    archived: Mapped[bool] = mapped_column(default=False)


class CourseGroup(Base):
    """A course is meant for a population group."""

    __tablename__ = "course_group"
    __table_args__ = (UniqueConstraint("course_id", "group_id"),)
    id: Mapped[Id]
    course_id: Mapped[UUID] = refers_to("course")
    group_id: Mapped[UUID] = refers_to("population_group")
