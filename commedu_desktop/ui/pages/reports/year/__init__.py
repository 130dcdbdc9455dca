"""What is entered for a year: populations, targets, income and spending."""

from commedu_desktop.ui.pages.reports.year.dialog import YearDialog

__all__ = ["YearDialog"]
