"""Teachers: full-time, part-time, volunteers and invited experts."""

from enum import StrEnum


class TeacherKind(StrEnum):
    FULL_TIME = "full-time"
    PART_TIME = "part-time"
    VOLUNTEER = "volunteer"
    EXPERT = "expert"


class PaperKind(StrEnum):
    """Papers of a teacher that may run out."""

    QUALIFICATION = "qualification"
    CONTRACT = "contract"
