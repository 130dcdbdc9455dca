"""Attendance: the day's lessons, and the class grid that is marked from the keyboard."""

from commedu_desktop.ui.pages.attendance.page import AttendancePage

__all__ = ["AttendancePage"]
