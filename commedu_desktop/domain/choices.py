"""Words for the few values a column may hold, in both languages and as people write them."""

from enum import StrEnum
from typing import TypeVar
from unicodedata import normalize

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.cells import Cell, as_text
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.domain.residents import Sex
from commedu_desktop.domain.teachers import TeacherKind

Kind = TypeVar("Kind", bound=StrEnum)

_WORDS: dict[StrEnum, str] = {
    Sex.FEMALE: "女 女性 女士 female woman f",
    Sex.MALE: "男 男性 先生 male man m",
    TeacherKind.FULL_TIME: "专职 全职 专任 fulltime",
    TeacherKind.PART_TIME: "兼职 外聘 parttime",
    TeacherKind.VOLUNTEER: "志愿者 志愿 义工 volunteer",
    TeacherKind.EXPERT: "特聘 特聘专家 专家 expert invited",
    OfferingKind.CLASS: "班级 培训班 课程 班 class course",
    OfferingKind.LECTURE: "讲座 lecture talk",
    OfferingKind.ACTIVITY: "活动 activity event",
    LessonStatus.PLANNED: "计划 未上 待上 planned",
    LessonStatus.HELD: "已上 已上课 完成 held done",
    LessonStatus.CANCELLED: "取消 停课 已取消 cancelled canceled",
    EnrolmentStatus.ENROLLED: "已报名 报名 在读 enrolled",
    EnrolmentStatus.WAITING: "候补 等候 waiting",
    EnrolmentStatus.WITHDRAWN: "退出 退班 已退出 退学 withdrawn left",
    EnrolmentStatus.COMPLETED: "结业 完成 已结业 毕业 completed finished",
    Mark.PRESENT: "出勤 到 到课 已到 √ ✓ present p",
    Mark.LATE: "迟到 迟 late l",
    Mark.EXCUSED: "请假 事假 病假 假 excused e",
    Mark.ABSENT: "缺勤 缺课 旷课 未到 缺 × absent a",
}


def as_choice(kind: type[Kind], cell: Cell) -> Kind | None:
    """The value a word means; None when blank. Raises: Refused not-a-choice."""
    text = normalize("NFKC", as_text(cell)).casefold().replace(" ", "").replace("-", "")
    if not text:
        return None
    for value in kind:
        if text == value.value.casefold().replace("-", "") or text in _WORDS[value].split():
            return value
    raise Refused("not-a-choice", text=as_text(cell), choices=[choice_word(value, "en") for value in kind])


def choice_word(value: StrEnum, language: str) -> str:
    """What is written for a value in a file that is given out."""
    return _WORDS[value].split()[0] if language.startswith("zh") else str(value.value)
