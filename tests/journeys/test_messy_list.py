"""The list of the neighbourhood committee, as it comes: merged cells, notes, totals, people known and people twice."""

from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from openpyxl import Workbook
from sqlalchemy import select

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.services.attendance import MarkAttendance, mark_attendance
from commedu_desktop.services.custom_fields import AddField, FieldKind, add_field
from commedu_desktop.services.duplicates import duplicates
from commedu_desktop.services.imports import Answer
from commedu_desktop.services.residents import ResidentFilter, count_residents, resident_detail, resident_record
from commedu_desktop.store.tables import Branch, Category, Resident
from commedu_desktop.ui.pages.imports import ImportAssistant, open_import
from commedu_desktop.ui.pages.imports.assistant import COLUMNS, DONE, OUTCOME
from commedu_desktop.ui.pages.imports.outcome_step import ASKED, CHANGED, NEW, REFUSED
from commedu_desktop.ui.pages.residents import ResidentsPage
from commedu_desktop.ui.pages.residents.form import ResidentForm
from commedu_desktop.ui.pages.residents.merging import MergeDialog
from tests.journeys.clerk import Clerk
from tests.makers import Maker

TODAY = date(2026, 11, 23)


def messy(path: Path) -> Path:
    """A title over merged cells, a note, headings in line 4 with one over two lines, totals and a signature below."""
    book = Workbook()
    cover = book.active
    assert cover is not None
    cover.title = "说明"
    cover.append(["请勿修改格式"])
    sheet = book.create_sheet("2026年居民")
    sheet["A1"] = "五中路社区居民基本情况登记表"
    sheet.merge_cells("A1:I1")
    sheet["A2"] = "填表单位：五中路居委会        填表日期：2026年11月"
    sheet.merge_cells("A2:I2")
    sheet.append([])
    sheet.append(["序号", "姓 名", "性别", "出生年月日", "身份证号码", "联系电话（手机）", "家庭住址", "户号", "学历"])
    rows: list[list[Any]] = [
        [1, "张晓明", "男", datetime(1956, 2, 3), "", "", "五中路１号", "H1", "中学"],
        [2, "李　娜", "女", "1990年5月1日", "", 13900001111, "五中路１号", "H1", "大专"],
        [3, "单田芳", "", "", "11010519491231002x", "１３８００００４３１３", "五中路2号", "", "小学"],
        [4, "王强", "男性", "1960.07.08", "", "021-5555 1234", "五中路3号", "", "博士"],
        [],
        [5, "赵敏", "女", "19880808", "", "13800004399", "五中路3号", "", ""],
        [6, "陈建国", "男", "1960-13-01", "", "", "", "", ""],
        [7, "李娜", "女", "1990-05-01", "", "", "", "", ""],
        ["合计", "", "", "", "", "", "7人", "", ""],
        ["", "填表人：刘主任", "", "", "", "", "", "", ""],
    ]
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def detail(clerk: Clerk, name: str) -> Any:
    return clerk.desk.read(resident_detail, clerk.id_of(name), TODAY)


def numbers(assistant: ImportAssistant) -> dict[int, str]:
    cards = assistant.outcome_step.cards
    return {at: cards[at].figure.text() for at in (NEW, CHANGED, REFUSED, ASKED)}


def step_on(clerk: Clerk, assistant: ImportAssistant, step: int) -> None:
    assistant.next_button.click()
    clerk.qtbot.waitUntil(lambda: assistant.stack.currentIndex() == step and assistant.next_button.isVisible())
    clerk.settle()


def test_a_messy_list_is_taken_in_asked_about_merged_and_taken_back(clerk: Clerk, tmp_path: Path) -> None:
    knows_one_already(clerk)
    assistant = looks_at_the_list(clerk, messy(tmp_path / "居民.xlsx"))
    says_who_is_meant_and_imports(clerk, assistant)
    before = registered(clerk)
    merges_the_one_who_is_there_twice(clerk)
    assert registered(clerk) == before - 1
    clerk.undoes()
    assert registered(clerk) == before
    takes_the_whole_list_back(clerk)


def registered(clerk: Clerk) -> int:
    return clerk.desk.read(count_residents, ResidentFilter())


def knows_one_already(clerk: Clerk) -> None:
    """With a class and a mark, and a field of the centre's own."""
    clerk.writes(add_field, AddField("学历", FieldKind.CHOICE, ("小学", "中学", "大专")))
    page = clerk.goes_to("residents", ResidentsPage)
    page.register()
    form = clerk.dialog(ResidentForm)
    clerk.types(form.name, "张小明")
    form.born.value = date(1956, 2, 3)
    clerk.types(form.phone, "138 0000 4312")
    clerk.saves(form)


def looks_at_the_list(clerk: Clerk, file: Path) -> ImportAssistant:
    assistant = open_import(clerk.desk, clerk.program.window, file=file)
    clerk.qtbot.waitUntil(lambda: assistant.stack.currentIndex() == COLUMNS)
    step = assistant.columns_step
    assert (step.sheet.value, step.line.value) == ("2026年居民", 4)
    fields = [combo.value for combo in step.combos]
    assert fields == ["", "name", "sex", "born", "id number", "phone", "address", "household", "学历"]
    step_on(clerk, assistant, OUTCOME)
    assert numbers(assistant) == {NEW: "3", CHANGED: "0", REFUSED: "2", ASKED: "1"}
    return assistant


def says_who_is_meant_and_imports(clerk: Clerk, assistant: ImportAssistant) -> None:
    """Line 5 sounds like somebody known; for now the clerk takes it for somebody new."""
    asked = assistant.outcome_step.asked
    [one] = asked.asked
    assert (one.line, one.candidates[0].reasons) == (5, ("sounds-alike", "born"))
    [combo] = asked.combos
    combo.value = Answer.NEW_PERSON
    combo.chosen.emit(Answer.NEW_PERSON)
    assert assistant.next_button.text() == "Look again"
    assistant.next_button.click()
    clerk.qtbot.waitUntil(lambda: numbers(assistant)[NEW] == "4")
    clerk.settle()
    assert assistant.next_button.text() == "Import 4 rows"
    step_on(clerk, assistant, DONE)
    assistant.done(0)
    born = detail(clerk, "单田芳")
    assert (born.born, born.sex, born.pinyin, born.phone) == (date(1949, 12, 31), "F", "shan tian fang", "13800004313")
    assert {one.name for one in detail(clerk, "李娜").members} == {"张晓明"}
    assert clerk.desk.read(duplicates)[0].why[:2] == ("name", "born")


def merges_the_one_who_is_there_twice(clerk: Clerk) -> None:
    """Both were marked in one lesson: after the merge it counts once."""
    lesson = taught(clerk, clerk.id_of("张小明"), clerk.id_of("张晓明"))
    page = clerk.goes_to("residents", ResidentsPage)
    page.show_duplicates()
    dialog = clerk.dialog(MergeDialog)
    clerk.qtbot.waitUntil(lambda: dialog.sides is not None)
    dialog.merge_button.click()
    clerk.qtbot.waitUntil(lambda: not dialog.pairs)
    clerk.settle()
    dialog.reject()
    kept = clerk.desk.read(resident_record, clerk.id_of("张小明"), TODAY)
    assert [(one.title, one.mark) for one in kept.marks] == [("Choir", Mark.PRESENT)]
    assert lesson is not None
    assert {one.name for one in detail(clerk, "张小明").members} == {"李娜"}


def taught(clerk: Clerk, one: UUID, other: UUID) -> UUID:
    make = Maker(clerk.desk.office)
    make.__dict__["branch"] = clerk.desk.read(lambda session: session.scalars(select(Branch)).one())
    make.__dict__["category"] = clerk.desk.read(lambda session: session.scalars(select(Category)).first())
    offering = make.new_offering(title="Choir")
    lesson = make.new_lesson(offering, datetime(2026, 11, 23, 8))
    for who, mark in ((one, Mark.ABSENT), (other, Mark.PRESENT)):
        make.enrol(offering, Resident(id=who))
        clerk.writes(mark_attendance, MarkAttendance(lesson.id, who, mark))
    return lesson.id


def takes_the_whole_list_back(clerk: Clerk) -> None:
    """Marks and enrolments first, then the list: step by step the way it came."""
    said = [clerk.undoes() for _step in range(20) if registered(clerk) > 1]
    assert registered(clerk) == 1
    assert "4 rows" in said[-1]
    assert clerk.finds("ln") == []
