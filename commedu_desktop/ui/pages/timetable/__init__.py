"""The timetable: a week of lessons, moved with the mouse or from the keyboard."""

from commedu_desktop.ui.pages.timetable.page import TimetablePage

__all__ = ["TimetablePage"]
