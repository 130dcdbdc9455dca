"""Teachers: the roster, and what each of them teaches."""

from commedu_desktop.ui.pages.teachers.page import TeachersPage

__all__ = ["TeachersPage"]
