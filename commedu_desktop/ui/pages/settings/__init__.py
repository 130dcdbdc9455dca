"""Settings: the centre's own, how figures are counted, the front desk, and how this window looks."""

from commedu_desktop.ui.pages.settings.page import SettingsPage

__all__ = ["SettingsPage"]
