"""What there is to see of attendance beside the page as it opens."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from commedu_desktop.ui.learners import LearnersDialog
from commedu_desktop.ui.page import Stop
from commedu_desktop.ui.pages.attendance.dialogs import NoteDialog, ReopenDialog

if TYPE_CHECKING:
    from commedu_desktop.ui.pages.attendance.page import AttendancePage


def stops(page: "AttendancePage") -> Iterator[Stop]:
    yield "class", lambda: _a_class(page)
    yield "large-boxes", lambda: _large(page)
    yield "learners", lambda: _learners(page)
    yield "reopen", lambda: _reopen(page)
    yield "note", lambda: _note(page)
    yield "scans", lambda: _scans(page)
    yield "scans-review", lambda: _review(page)


def _a_class(page: "AttendancePage") -> None:
    page.turn_to_today()
    if (key := page.lessons.table.chosen_id) is not None:
        page.open_lesson(page.lessons.lesson(key))


def _large(page: "AttendancePage") -> None:
    """For this picture only: `_learners` makes them as they were."""
    page.class_view.grid.enlarge(large=True)


def _learners(page: "AttendancePage") -> QWidget | None:
    page.class_view.grid.enlarge(large=page.desk.settings.now.large_marks)
    offering_id = page.class_view.offering_id
    return None if offering_id is None else LearnersDialog(page.desk, page, offering_id)


def _reopen(page: "AttendancePage") -> QWidget | None:
    lesson = page.class_view.lesson
    return None if lesson is None else ReopenDialog(page.desk, page, lesson)


def _note(page: "AttendancePage") -> QWidget | None:
    lesson = page.class_view.lesson
    return None if lesson is None else NoteDialog(page.desk, page, lesson)


def _scans(page: "AttendancePage") -> QWidget:
    from commedu_desktop.ui.pages.attendance.scanned.dialog import ScansDialog

    return ScansDialog(page.desk, page)


def _review(page: "AttendancePage") -> QWidget | None:
    from commedu_desktop.services.demo_scans import demo_scan
    from commedu_desktop.ui.pages.attendance.scanned.dialog import ScansDialog

    lesson = page.class_view.lesson
    if lesson is None:
        return None
    dialog = ScansDialog(page.desk, page)
    dialog.show_scan(demo_scan(page.desk.office, lesson.id))
    return dialog
