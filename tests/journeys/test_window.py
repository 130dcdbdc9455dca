"""A front-desk clerk's day, from the spreadsheet to the month's report, through the real window on a real file."""

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from commedu_desktop.services.certificates import register
from commedu_desktop.services.class_papers import register_pdf
from commedu_desktop.services.conflicts import clashes
from commedu_desktop.services.enrolments import Withdraw, learners, waiting_list, withdraw
from commedu_desktop.services.notices import notices
from commedu_desktop.services.sheets import sign_in_pdf
from commedu_desktop.services.timetable import lessons_between
from commedu_desktop.ui.pages.attendance import AttendancePage
from commedu_desktop.ui.pages.certificates import CertificatesPage
from commedu_desktop.ui.pages.certificates.issue import IssueDialog
from commedu_desktop.ui.pages.courses import CoursesPage
from commedu_desktop.ui.pages.courses.catalogue import CatalogueDialog, CourseDialog
from commedu_desktop.ui.pages.courses.listing import ListDialog
from commedu_desktop.ui.pages.courses.new_class import NewClassDialog
from commedu_desktop.ui.pages.courses.rooms import RoomDialog, RoomsDialog
from commedu_desktop.ui.pages.courses.terms import TermDialog
from commedu_desktop.ui.pages.front_desk import FrontDeskPage
from commedu_desktop.ui.pages.front_desk.enrol_dialog import EnrolDialog
from commedu_desktop.ui.pages.imports import ImportAssistant, open_import
from commedu_desktop.ui.pages.imports.assistant import COLUMNS, DONE, OUTCOME
from commedu_desktop.ui.pages.notices import NoticesPage
from commedu_desktop.ui.pages.reports import ReportsPage
from commedu_desktop.ui.pages.residents import ResidentsPage
from commedu_desktop.ui.pages.residents.form import ResidentForm
from commedu_desktop.ui.pages.teachers import TeachersPage
from commedu_desktop.ui.pages.teachers.form import TeacherDialog
from commedu_desktop.ui.pages.timetable import TimetablePage
from commedu_desktop.ui.pages.today import TodayPage
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.rows_dialog import RowsDialog
from tests.documents.reading import all_embedded, text_of
from tests.journeys.clerk import CENTRE_NAME, ENTER, Clerk, monday, press

LIST = """社区居民登记表,,,
姓名,性别,出生日期,联系电话
张小明,男,1956-02-03,13800004312
李娜,女,1990年5月1日,13900001111
王强,男,1960.07.08,
陈建国,男,1960-13-01,
"""


def test_a_day_at_the_front_desk(clerk: Clerk, tmp_path: Path) -> None:
    imports_a_spreadsheet_of_residents(clerk, tmp_path)
    registers_one_by_hand_and_finds_anyone(clerk)
    calligraphy = plans_a_class_and_is_refused_a_clash(clerk)
    sees_the_week(clerk)
    enrols_until_the_class_is_full(clerk, calligraphy)
    checks_in_by_card_and_by_name(clerk, calligraphy)
    sees_today(clerk)
    marks_in_the_grid_and_closes_the_lesson(clerk, calligraphy)
    hands_out_certificates(clerk, tmp_path)
    prints_register_and_notice(clerk, calligraphy, tmp_path)
    reads_and_saves_the_months_report(clerk, tmp_path)
    undoes_and_redoes(clerk)
    backs_up_and_restores(clerk)


def imports_a_spreadsheet_of_residents(clerk: Clerk, folder: Path) -> None:
    file = folder / "居民.csv"
    file.write_bytes(LIST.encode("gb18030"))
    assistant = brought_in(clerk, file, "Import 3 row")
    assistant.write_refused(folder / "refused.csv")
    clerk.qtbot.waitUntil((folder / "refused.csv").exists)
    assert "6,陈建国" in (folder / "refused.csv").read_text("utf-8-sig")
    assistant.done(0)
    again = open_import(clerk.desk, clerk.program.window, file=file)
    clerk.qtbot.waitUntil(lambda: again.stack.currentIndex() == COLUMNS)
    again.next_button.click()
    clerk.qtbot.waitUntil(lambda: again.stack.currentIndex() == OUTCOME)
    assert not again.next_button.isEnabled() or "Import" not in again.next_button.text()
    again.done(0)


def brought_in(clerk: Clerk, file: Path, button: str) -> ImportAssistant:
    assistant = open_import(clerk.desk, clerk.program.window, file=file)
    clerk.qtbot.waitUntil(lambda: assistant.stack.currentIndex() == COLUMNS)
    assert assistant.columns_step.encoding.value == "gb18030"
    assistant.next_button.click()
    clerk.qtbot.waitUntil(lambda: assistant.stack.currentIndex() == OUTCOME)
    assert assistant.next_button.text().startswith(button)
    assistant.next_button.click()
    clerk.qtbot.waitUntil(lambda: assistant.stack.currentIndex() == DONE)
    return assistant


def registers_one_by_hand_and_finds_anyone(clerk: Clerk) -> None:
    page = clerk.goes_to("residents", ResidentsPage)
    page.register()
    form = clerk.dialog(ResidentForm)
    clerk.types(form.name, "赵秀英")
    clerk.saves(form)
    for typed in ("zxy", "zhaoxiuying", "赵秀", clerk.card_of("赵秀英")):
        assert clerk.finds(typed) == ["赵秀英"]
    assert clerk.finds("4312") == ["张小明"]
    assert clerk.finds("ln") == ["李娜"]


def plans_a_class_and_is_refused_a_clash(clerk: Clerk) -> UUID:
    """Term, room, teacher and course first; Monday 7 December is a day the centre is closed."""
    page = clerk.goes_to("courses", CoursesPage)
    page.edit_term()
    term = clerk.dialog(TermDialog)
    fills(clerk, term, code="2026A", starts=date(2026, 9, 1), ends=date(2027, 1, 15))
    term.closures.value = "2026-12-07 Repairs"
    clerk.saves(term)
    new_one_in_the_list(clerk, page.open_rooms, RoomsDialog, RoomDialog, code="101", name="Room 101", capacity=30)
    new_one_in_the_list(clerk, page.open_catalogue, CatalogueDialog, CourseDialog, title="Calligraphy", hours=4)
    clerk.goes_to("teachers", TeachersPage).new_teacher()
    teacher = clerk.dialog(TeacherDialog)
    fills(clerk, teacher, name="王丽华")
    clerk.saves(teacher)
    offering_id = plans_calligraphy(clerk)
    is_refused_the_same_room(clerk)
    assert clerk.desk.read(clashes, date(2026, 11, 16), date(2027, 1, 15)) == []
    return offering_id


def plans_calligraphy(clerk: Clerk) -> UUID:
    page = clerk.goes_to("courses", CoursesPage)
    page.new_class()
    form = clerk.dialog(NewClassDialog)
    fills(clerk, form, times="Mon 09:00-10:30", starts=date(2026, 11, 23), ends=date(2026, 12, 15))
    clerk.chooses(form.venue, "Room 101")
    clerk.chooses(form.teacher, "王丽华")
    fills(clerk, form, capacity=2)
    form.show_plan()
    made: list[Any] = []
    form.made.connect(made.append)
    clerk.saves(form)
    lessons = clerk.desk.read(lessons_between, date(2026, 11, 1), date(2026, 12, 31))
    assert [one.starts.date() for one in lessons] == [date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 14)]
    assert isinstance(made[0], UUID)
    return made[0]


def is_refused_the_same_room(clerk: Clerk) -> None:
    page = clerk.goes_to("courses", CoursesPage)
    page.new_class()
    form = clerk.dialog(NewClassDialog)
    clerk.chooses(form.venue, "Room 101")
    fills(clerk, form, times="Mon 10:00-11:00", starts=date(2026, 11, 23), ends=date(2026, 11, 29))
    form.save()
    clerk.settle()
    said = form.venue.refusal.text()
    for part in ("Room 101", "23 Nov", "09:00", "Calligraphy"):
        assert part in said
    form.done(0)


def new_one_in_the_list(
    clerk: Clerk, opens: Callable[[], None], kind: type[ListDialog], form: type[FormDialog], **values: Any
) -> None:
    opens()
    listed = clerk.dialog(kind)
    listed.new_button.click()
    dialog = clerk.dialog(form)
    fills(clerk, dialog, **values)
    clerk.saves(dialog)
    listed.done(0)
    clerk.settle()


def fills(clerk: Clerk, form: FormDialog, **values: Any) -> None:
    for name, value in values.items():
        field = getattr(form, name)
        if isinstance(value, str):
            clerk.types(field, value)
        else:
            field.value = value
            field.edited.emit()


def sees_the_week(clerk: Clerk) -> None:
    page = clerk.goes_to("timetable", TimetablePage)
    page.open(day=date(2026, 11, 23))
    assert page.grid.week is not None
    assert [(one.title, f"{one.starts:%a %H:%M}") for one in page.grid.week.lessons] == [("Calligraphy", "Mon 09:00")]


def enrols_until_the_class_is_full(clerk: Clerk, offering_id: UUID) -> None:
    """Two places: the third waits, and moves up when one withdraws."""
    page = clerk.goes_to("front-desk", FrontDeskPage)
    for name in ("张小明", "李娜", "王强"):
        page.open(resident_id=clerk.id_of(name))
        clerk.settle()
        page.enrol()
        dialog = clerk.dialog(EnrolDialog)
        QTest.keyClicks(dialog.search, "Calligraphy")
        press(dialog.search, ENTER)
        clerk.settle()
        assert ("waiting list" in dialog.banner.label.text()) is (name == "王强")
        dialog.reject()
    assert [one.name for one in clerk.desk.read(waiting_list, offering_id)] == ["王强"]
    leaving = next(one for one in clerk.desk.read(learners, offering_id) if one.name == "李娜")
    clerk.writes(withdraw, Withdraw(leaving.enrolment_id, "moved away"))
    assert clerk.desk.read(waiting_list, offering_id) == []
    assert set(clerk.marks(offering_id)) >= {"张小明", "王强"}


def checks_in_by_card_and_by_name(clerk: Clerk, offering_id: UUID) -> None:
    page = clerk.goes_to("front-desk", FrontDeskPage)
    field: Any = page.field
    field.setFocus()
    QTest.keyClicks(field, clerk.card_of("张小明"))
    press(field, ENTER)
    clerk.settle()
    assert page.result.name.text().startswith("张小明")
    assert page.result.property("state") == "good"
    assert clerk.marks(offering_id)["张小明"][0] == "present"
    assert (clerk.folder / "centre.db").exists()


def sees_today(clerk: Clerk) -> None:
    clerk.wait_until(monday(23, 9, 20))
    page = clerk.goes_to("today", TodayPage)
    page.refresh_now()
    assert page.figures["came"].figure.text() == "1 / 2"
    assert page.today is not None
    assert page.today.in_now == 1
    assert page.table.rows.index(0, 5).data() == "running"


def marks_in_the_grid_and_closes_the_lesson(clerk: Clerk, offering_id: UUID) -> None:
    """E excuses, Backspace takes it back; whoever has no mark when the lesson is closed becomes absent."""
    clerk.wait_until(monday(23, 10, 40))
    page = clerk.goes_to("attendance", AttendancePage)
    second = clerk.desk.read(lessons_between, date(2026, 11, 23), date(2026, 11, 23))[0]
    page.open(offering_id=offering_id, lesson_id=second.id)
    grid = page.class_view.grid
    press(grid, Qt.Key.Key_E)
    clerk.settle()
    assert clerk.marks(offering_id)["王强"][0] == "excused"
    press(grid, Qt.Key.Key_Up)
    press(grid, Qt.Key.Key_Backspace)
    clerk.settle()
    assert clerk.marks(offering_id)["王强"][0] == ""
    page.close_lesson()
    clerk.settle()
    marks = clerk.marks(offering_id)
    assert (marks["张小明"][0], marks["王强"][0]) == ("present", "absent")


def hands_out_certificates(clerk: Clerk, folder: Path) -> None:
    page = clerk.goes_to("certificates", CertificatesPage)
    page.issue()
    dialog = clerk.dialog(IssueDialog)
    clerk.qtbot.waitUntil(dialog.save_button.isEnabled)
    dialog.design.tongue.value = "zh_CN"
    with clerk.qtbot.waitSignal(dialog.issued):
        dialog.save_button.click()
    clerk.settle()
    issued = clerk.desk.read(register)
    assert [(one.name, one.number) for one in issued] == [("张小明", issued[0].number)]
    pdf = clerk.previewed()
    text = text_of(pdf, folder)
    assert "张小明" in text
    assert issued[0].number in text
    assert all_embedded(pdf, folder)


def prints_register_and_notice(clerk: Clerk, offering_id: UUID, folder: Path) -> None:
    assert "张小明" in text_of(clerk.desk.read(register_pdf, offering_id), folder)
    lesson = clerk.desk.read(lessons_between, date(2026, 11, 23), date(2026, 11, 23))[0]
    assert "王强" in text_of(clerk.desk.read(sign_in_pdf, lesson.id), folder)
    page = clerk.goes_to("notices", NoticesPage)
    page.open(offering_id=offering_id)
    composer = page.composer
    composer.title.value = "Calligraphy for everyone"
    composer.touch()
    composer.set_paper()
    clerk.settle()
    clerk.qtbot.waitUntil(lambda: bool(composer.preview.pdf))
    composer.leave()
    clerk.settle()
    assert [one.title for one in clerk.desk.read(notices)] == ["Calligraphy for everyone"]


def reads_and_saves_the_months_report(clerk: Clerk, folder: Path) -> None:
    page = clerk.goes_to("reports", ReportsPage)
    clerk.qtbot.waitUntil(lambda: page.report is not None)
    assert page.views.figures.figures["persons"].figure.text() == "1"
    assert page.views.figures.figures["attendances"].figure.text() == "1"
    page.views.figures.figures["persons"].clicked.emit()
    rows = clerk.dialog(RowsDialog)
    assert [row.name for row in rows.rows] == ["张小明"]
    rows.reject()
    page.preview()
    clerk.settle()
    text = text_of(clerk.previewed(), folder)
    assert CENTRE_NAME in text
    page.save_as(folder / "november.xlsx")
    clerk.settle()
    assert (folder / "november.xlsx").read_bytes().startswith(b"PK")


def undoes_and_redoes(clerk: Clerk) -> None:
    page = clerk.goes_to("residents", ResidentsPage)
    page.register()
    form = clerk.dialog(ResidentForm)
    clerk.types(form.name, "孙悦")
    clerk.saves(form)
    assert "孙悦" in clerk.undoes()
    assert clerk.finds("孙悦") == []
    assert "孙悦" in clerk.redoes()
    assert clerk.finds("孙悦") == ["孙悦"]


def backs_up_and_restores(clerk: Clerk) -> None:
    kept = clerk.backs_up()
    with sqlite3.connect(kept.path) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copy.execute("SELECT count(*) FROM resident").fetchone() == (5,)
    copy.close()
    page = clerk.goes_to("residents", ResidentsPage)
    page.register()
    form = clerk.dialog(ResidentForm)
    clerk.types(form.name, "周一")
    clerk.saves(form)
    with clerk.qtbot.waitSignal(clerk.program.ready):
        clerk.program.restore(kept.path)
    assert clerk.finds("周一") == []
    assert clerk.finds("孙悦") == ["孙悦"]
