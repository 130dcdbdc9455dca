"""Which open lesson a walk-in has come for."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QMenu, QWidget

from commedu_desktop.sentences import shown

if TYPE_CHECKING:
    from commedu_desktop.services.check_in import OpenLesson


def with_open_lesson(below: QWidget, lessons: "Sequence[OpenLesson]", go_on: Callable[[UUID], None]) -> None:
    """One lesson at once; of several, the one that is chosen from a menu below the widget."""
    if len(lessons) == 1:
        go_on(lessons[0].lesson_id)
    elif lessons:
        menu = QMenu(below)
        for lesson in lessons:
            chosen = menu.addAction(f"{lesson.title} · {shown(lesson.starts.time())}")
            chosen.triggered.connect(lambda _checked=False, one=lesson.lesson_id: go_on(one))
        menu.setActiveAction(menu.actions()[0])
        menu.popup(below.mapToGlobal(below.rect().bottomLeft()))
