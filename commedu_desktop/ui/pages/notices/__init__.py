"""Notices: the board's list, and the composer with its live preview."""

from commedu_desktop.ui.pages.notices.page import NoticesPage

__all__ = ["NoticesPage"]
