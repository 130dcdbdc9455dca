"""What Ctrl+K finds among classes and teachers."""

from commedu_desktop.sentences.weekly_times import times_shown
from commedu_desktop.services.offerings import find_offerings
from commedu_desktop.services.teachers import find_teachers
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.everything import Found

MOST = 4


def found_classes(desk: Desk, typed: str) -> list[Found]:
    """Classes by title or code, those of the newest term first."""
    return [
        Found(one.title, f"{one.code} · {times_shown(one.times)}", "book-open", "courses", {"offering_id": one.id})
        for one in desk.read(find_offerings, typed, MOST)
    ]


def found_teachers(desk: Desk, typed: str) -> list[Found]:
    """Teachers by name, pinyin or initials."""
    return [
        Found(one.name, one.skills, "graduation-cap", "teachers", {"teacher_id": one.id})
        for one in desk.read(find_teachers, typed, MOST)
    ]
