"""Teachers."""

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.store.tables.base import Base, Id, refers_to


class Teacher(Base):
    """Pay is in minor units per delivered hour; `available` is weekly times as written, empty when always.

    `day_limit`, `week_limit`: academic hours that are not to be exceeded; 0: no limit. Absences, papers and further
    branches are in `teachers_at_work`.
    """

    __tablename__ = "teacher"
    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(index=True)
    pinyin: Mapped[str] = mapped_column(default="")
    kind: Mapped[TeacherKind]
    phone: Mapped[str] = mapped_column(default="")
    skills: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(default="")
    pay: Mapped[int] = mapped_column(default=0)
    available: Mapped[str] = mapped_column(default="")
    day_limit: Mapped[int] = mapped_column(default=0)
    week_limit: Mapped[int] = mapped_column(default=0)
    branch_id: Mapped[UUID] = refers_to("branch")
    note: Mapped[str] = mapped_column(default="")
    archived: Mapped[bool] = mapped_column(default=False)
