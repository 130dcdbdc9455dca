"""Residents: a table of any length, filters, and one resident in full beside it."""

from commedu_desktop.ui.pages.residents.page import ResidentsPage

__all__ = ["ResidentsPage"]
