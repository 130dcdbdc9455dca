"""The front desk: scan or type, and the next one, please."""

from commedu_desktop.ui.pages.front_desk.page import FrontDeskPage

__all__ = ["FrontDeskPage"]
