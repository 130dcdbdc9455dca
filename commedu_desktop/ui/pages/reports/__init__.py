"""Figures of a month, half-year or year; each opens the rows behind it."""

from commedu_desktop.ui.pages.reports.page import ReportsPage

__all__ = ["ReportsPage"]
