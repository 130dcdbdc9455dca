"""A coordinator plans a term at the window: lists come in, Arrange gives times and rooms, a lesson is moved, the
timetable goes to the board."""

from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt

from commedu_desktop.domain.lessons import Slot
from commedu_desktop.services.arrange import Effort
from commedu_desktop.services.conflicts import clashes
from commedu_desktop.services.offerings import offerings
from commedu_desktop.services.timetable import TimetableLesson, lessons_between
from commedu_desktop.ui.pages.arrange import ArrangeDialog
from commedu_desktop.ui.pages.imports import ImportAssistant, open_import
from commedu_desktop.ui.pages.imports.assistant import COLUMNS, DONE, OUTCOME
from commedu_desktop.ui.pages.timetable import TimetablePage
from commedu_desktop.ui.pages.timetable.paper import CLASSES as CLASSES_OF_TERM
from commedu_desktop.ui.pages.timetable.paper import PrintDialog
from tests.documents.reading import text_of
from tests.journeys.clerk import CONTROL, Clerk, press
from tests.journeys.test_arrange import CLASSES, COURSES, TEACHERS, TERM, VENUES, workbook

FIRST, LAST = date(2027, 3, 1), date(2027, 7, 2)


def test_a_term_is_planned_at_the_window(clerk: Clerk, tmp_path: Path) -> None:
    clerk.wait_until(datetime(2027, 1, 20, 9))
    for kind, text in (("terms", TERM), ("venues", VENUES), ("teachers", TEACHERS), ("courses", COURSES)):
        file = tmp_path / f"{kind}.csv"
        file.write_text(text, encoding="gb18030")
        takes_in(clerk, kind, file)
    takes_in(clerk, "offerings", workbook(tmp_path / "开班计划.xlsx"))
    arranges_and_accepts_what_is_proposed(clerk)
    assert clerk.desk.read(clashes, FIRST, LAST) == []
    moves_a_lesson_where_it_is_free(clerk)
    assert clerk.desk.read(clashes, FIRST, LAST) == []
    prints_the_timetable_for_the_board(clerk, tmp_path)


def shows(assistant: ImportAssistant, step: int) -> bool:
    return assistant.stack.currentIndex() == step


def takes_in(clerk: Clerk, kind: str, file: Path) -> None:
    """As a spreadsheet program of the office saves it; nothing is typed again."""
    assistant = open_import(clerk.desk, clerk.program.window, kind=kind, file=file)
    for step in (COLUMNS, OUTCOME, DONE):
        clerk.qtbot.waitUntil(partial(shows, assistant, step))
        clerk.settle()
        if step != DONE:
            assistant.next_button.click()
    assistant.done(0)


def times(clerk: Clerk) -> dict[str, str]:
    return {row.code: row.times for row in clerk.desk.read(offerings) if row.code}


def arranges_and_accepts_what_is_proposed(clerk: Clerk) -> None:
    """The class that no room holds says so and stays; one undo takes all back, and one redo brings it again."""
    page = clerk.goes_to("timetable", TimetablePage)
    page.open(day=FIRST)
    page.act["arrange"].trigger()
    dialog = clerk.dialog(ArrangeDialog)
    clerk.qtbot.waitUntil(lambda: dialog.rows_left() == len(CLASSES))
    dialog.effort = Effort(4, workers=1)
    with clerk.qtbot.waitSignal(dialog.hunt.ended, timeout=20_000):
        press(dialog, Qt.Key.Key_R, CONTROL)
    press(dialog, Qt.Key.Key_Return, CONTROL)
    clerk.qtbot.waitUntil(lambda: dialog.rows_left() == 1)
    clerk.settle()
    dialog.table.choose(next(iter(dialog.table.rows.ids)))
    assert "15 chairs" in dialog.detail.text()
    dialog.reject()
    planned = times(clerk)
    assert {code for code, text in planned.items() if not text} == {"DX1"}
    clerk.undoes()
    assert set(times(clerk).values()) == {""}
    clerk.redoes()
    assert times(clerk) == planned


def lesson_of(clerk: Clerk, code: str) -> TimetableLesson:
    return next(one for one in clerk.desk.read(lessons_between, FIRST, FIRST + timedelta(days=6)) if one.code == code)


def moves_a_lesson_where_it_is_free(clerk: Clerk) -> None:
    """Dropped on another of the same teacher it stays and says on whom; the way out is one click."""
    page = clerk.goes_to("timetable", TimetablePage)
    one, other = lesson_of(clerk, "SF1"), lesson_of(clerk, "SF2")
    page.open(day=FIRST, lesson_id=one.id)
    page.grid.moved.emit(one, Slot(other.starts, other.starts + (one.ends - one.starts)), {})
    clerk.qtbot.waitUntil(page.banner.isVisible)
    clerk.settle()
    assert "书法2班" in page.banner.label.text()
    assert lesson_of(clerk, "SF1") == one
    page.way_button.click()
    clerk.settle()
    moved = lesson_of(clerk, "SF1")
    assert (moved.starts, moved.venue) != (one.starts, one.venue)


def prints_the_timetable_for_the_board(clerk: Clerk, folder: Path) -> None:
    page = clerk.goes_to("timetable", TimetablePage)
    page.print_page()
    dialog = clerk.dialog(PrintDialog)
    dialog.what.value = CLASSES_OF_TERM
    dialog.save()
    clerk.settle()
    printed = text_of(clerk.previewed(), folder)
    assert all(f"书法{number}班" in printed for number in range(1, 5))
    assert "机器人" in printed
