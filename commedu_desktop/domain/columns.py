"""The columns of every kind of spreadsheet that is taken in and given out, and how their headings are recognised."""

import re
from dataclasses import dataclass
from unicodedata import normalize

_IN_BRACKETS = re.compile(r"[(\[【〔].*?[)\]】〕]")
_TRADITIONAL = str.maketrans(
    "電話號證備註狀態學員課師區戶費設業類別級聯絡時間結開報遲到檢歲額專長單編稱場點講動籍員齡說總計",
    "电话号证备注状态学员课师区户费设业类别级联络时间结开报迟到检岁额专长单编称场点讲动籍员龄说总计",
)
"""Traditional characters of headings; a heading is compared in simplified ones."""
_NOT_LETTERS = re.compile(r"[\s_\-*:;,./、。·]+")


@dataclass(frozen=True)
class Column:
    """`field` is the English heading and the name used by `--map`; `also` are further headings people write."""

    field: str
    chinese: str
    also: tuple[str, ...] = ()
    required: bool = False
    form: str = "text"
    """How it is written: text, number, decimal, money, date, time."""
    further: bool = False
    """Given out only when somebody has it."""


def _c(field: str, chinese: str, *also: str, must: bool = False, form: str = "text", further: bool = False) -> Column:
    return Column(field, chinese, also, must, form, further)


_NOTE = _c("note", "备注", "说明", "remark", "remarks", "notes", "comment")
_PHONE = _c(
    "phone", "电话", "联系电话", "手机", "手机号", "手机号码", "联系方式", "联络电话", "电话号码", "mobile", "telephone"
)
_ADDRESS = _c("address", "地址", "家庭住址", "家庭地址", "住址", "居住地址", "现住址", "详细地址", "home address")
_BRANCH = _c("branch", "校区", "教学点", "所属校区", "所属教学点", "所属社区", "社区", "branch code")
_STATUS = _c("status", "状态", "state")
_BORN = _c(
    "born", "出生日期", "出生年月日", "出生年月", "生日", "birth date", "date of birth", "birthday", "dob", form="date"
)
_NAME = _c("name", "姓名", "居民姓名", "学员姓名", "名字", "full name", "student", "resident")
_CARD = _c("card", "卡号", "学员卡号", "学习卡号", "会员卡号", "证号", "card number", "card no")
_OFFERING = _c("offering", "班级编号", "班号", "班级", "offering code", "class", "class code", must=True)
_DATE = _c("date", "日期", "上课日期", "lesson date", must=True, form="date")

COLUMNS: dict[str, tuple[Column, ...]] = {
    "branches": (
        _c("code", "校区编号", "编号", "教学点编号", "branch code", must=True),
        _c("name", "名称", "校区名称", "教学点名称", "branch name", must=True),
        _c("part of", "上级", "上级校区", "所属", "parent"),
        _ADDRESS,
    ),
    "populations": (
        _c("branch", "校区", "教学点", "社区", "branch code", must=True),
        _c("year", "年度", "年份", must=True, form="number"),
        _c("group", "人群类别", "人群", "类别", "population group"),
        _c("number", "人数", "人口", "人口数", "population", "count", must=True, form="number"),
    ),
    "terms": (
        _c("code", "学期", "学期编号", "term", "term code", must=True),
        _c("name", "名称", "学期名称", "term name"),
        _c("starts", "开始日期", "开学日期", "start date", "from", must=True, form="date"),
        _c("ends", "结束日期", "放假日期", "end date", "to", must=True, form="date"),
        _c("closures", "停课日期", "停课", "放假", "closed"),
    ),
    "residents": (
        _CARD,
        Column(_NAME.field, _NAME.chinese, _NAME.also, required=True),
        _c("sex", "性别", "gender"),
        _BORN,
        _c(
            "id number",
            "身份证号",
            "身份证号码",
            "身份证",
            "公民身份号码",
            "证件号码",
            "证件号",
            "身分证号",
            "身分证字号",
            "id",
            "id no",
            "identity number",
        ),
        _PHONE,
        _ADDRESS,
        _BRANCH,
        _c("household", "户号", "户编号", "家庭编号", "家庭户号", "household code", "family"),
        _c("groups", "人群类别", "人员类别", "人群", "类别", "group", "population groups"),
        _c("joined", "登记日期", "登记时间", "注册日期", "registered", "joined on", form="date"),
        _NOTE,
        _c("consent", "同意日期", "知情同意", "知情同意日期", "consent given", form="date", further=True),
        _c("contact", "紧急联系人", "紧急联系人姓名", "联系人", "emergency contact", further=True),
        _c("contact phone", "紧急联系电话", "紧急联系人电话", "联系人电话", "emergency phone", further=True),
        _c("contact relation", "联系人关系", "与本人关系", "关系", "relation", further=True),
    ),
    "teachers": (
        _c("code", "工号", "教师编号", "编号", "teacher code", "staff number"),
        _c("name", "姓名", "教师姓名", "教师", "full name", "teacher", must=True),
        _c("kind", "类型", "教师类型", "类别", "type"),
        _PHONE,
        _c("skills", "专长", "特长", "擅长", "subjects", "skill"),
        _c("organisation", "单位", "工作单位", "所在单位", "organization", "employer"),
        _c("pay", "课时费", "课酬", "rate", form="money"),
        _c("available", "可授课时间", "可上课时间", "availability"),
        _BRANCH,
        _NOTE,
    ),
    "venues": (
        _c("code", "编号", "场地编号", "教室编号", "venue code"),
        _c("name", "名称", "场地名称", "教室名称", "教室", "场地", "venue", "room", must=True),
        _BRANCH,
        _c("capacity", "容量", "容纳人数", "座位数", "seats", form="number"),
        _c("equipment", "设备", "设施"),
        _c("part of", "所属场地", "上级场地", "parent"),
        _ADDRESS,
    ),
    "courses": (
        _c("code", "课程编号", "编号", "course code", "course", must=True),
        _c("title", "课程名称", "名称", "课程", "course title", "name", must=True),
        _c("category", "类别", "课程类别", "category code"),
        _c("level", "级别", "等级"),
        _c("hours", "课时", "学时", "总课时", form="number"),
        _c("credits", "学分", form="decimal"),
        _c("groups", "面向人群", "人群类别", "适合人群", "group"),
        _c("age from", "最小年龄", "年龄下限", "minimum age", form="number"),
        _c("age to", "最大年龄", "年龄上限", "maximum age", form="number"),
        _NOTE,
        _c("requires", "先修课程", "先修", "前置课程", "prerequisite", "prerequisites"),
    ),
    "offerings": (
        _c("code", "班级编号", "班号", "编号", "offering code", "offering", "class code", must=True),
        _c("course", "课程编号", "课程", "course code"),
        _c("title", "名称", "班级名称", "班级", "name"),
        _c("kind", "形式", "类型", "type"),
        _c("term", "学期", "学期编号", "term code"),
        _BRANCH,
        _c("teacher", "教师", "任课教师", "授课教师", "teacher code"),
        _c("venue", "场地", "教室", "上课地点", "room"),
        _c("capacity", "人数上限", "容量", "名额", "seats", form="number"),
        _c("fee", "费用", "学费", "收费", "price", form="money"),
        _c("starts", "开始日期", "开课日期", "start date", "from", form="date"),
        _c("ends", "结束日期", "结课日期", "end date", "to", form="date"),
        _c("times", "上课时间", "时间", "time"),
        _c("walk-in", "免报名", "walk in", "open"),
    ),
    "lessons": (
        _OFFERING,
        _DATE,
        _c("start", "开始", "开始时间", "上课时间", "from", "start time", must=True, form="time"),
        _c("end", "结束", "结束时间", "下课时间", "to", "end time", must=True, form="time"),
        _c("venue", "场地", "教室", "上课地点", "room"),
        _c("teacher", "教师", "任课教师", "授课教师"),
        _STATUS,
    ),
    "enrolments": (
        _OFFERING,
        _CARD,
        _NAME,
        _BORN,
        _STATUS,
        _c("on", "报名日期", "报名时间", "enrolled on", form="date"),
    ),
    "attendance": (
        _OFFERING,
        _DATE,
        _c("start", "开始", "开始时间", "上课时间", "start time", form="time"),
        _CARD,
        _NAME,
        _BORN,
        _c("mark", "考勤", "出勤", "考勤情况", "出勤情况", "attendance", must=True),
    ),
    "choices": (
        _c("round", "报名批次", "批次", "志愿批次", "round code", must=True),
        _CARD,
        _NAME,
        _BORN,
        *(
            _c(f"choice {number}", f"第{word}志愿", f"志愿{number}", f"志愿{word}", f"choice{number}", str(number))
            for number, word in enumerate("一二三四五六", 1)
        ),
        _c("reason", "破例理由", "理由", "exception"),
    ),
}
"""KIND -> its columns, in the order they are written."""


def plain_heading(heading: str) -> str:
    """A heading as it is compared: full width made half width, no case, spaces, marks or notes in brackets."""
    folded = normalize("NFKC", heading).casefold().translate(_TRADITIONAL)
    bare = _NOT_LETTERS.sub("", _IN_BRACKETS.sub("", folded))
    return bare or _NOT_LETTERS.sub("", folded)


def fields_by_heading(kind: str) -> dict[str, str]:
    """Plain heading -> field; a column's own headings win over another column's further ones."""
    columns = COLUMNS[kind]
    known = {plain_heading(word): column.field for column in columns for word in (column.field, column.chinese)}
    for column in columns:
        for word in column.also:
            known.setdefault(plain_heading(word), column.field)
    return known


def column(kind: str, field: str) -> Column:
    return next(one for one in COLUMNS[kind] if one.field == field)


def heading(kind: str, field: str, language: str) -> str:
    """What a column is called on screen and in a file that is given out; a field of the centre's own by its name."""
    found = next((one for one in COLUMNS[kind] if one.field == field), None)
    if found is None:
        return field
    return found.chinese if language.startswith("zh") else found.field
