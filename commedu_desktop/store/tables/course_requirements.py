"""Which courses must be completed before others."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from commedu_desktop.store.tables.base import Base, Id, refers_to


class CourseRequirement(Base):
    """Who takes `course_id` has completed `required_id`."""

    __tablename__ = "course_requirement"
    __table_args__ = (UniqueConstraint("course_id", "required_id"),)
    id: Mapped[Id]
    course_id: Mapped[UUID] = refers_to("course")
    required_id: Mapped[UUID] = refers_to("course", index=True)
