"""Courses: the classes of a term, their lessons and places, and what they are planned from."""

from commedu_desktop.ui.pages.courses.page import CoursesPage

__all__ = ["CoursesPage"]
