"""The page the program opens with."""

from commedu_desktop.ui.pages.today.page import TodayPage

__all__ = ["TodayPage"]
