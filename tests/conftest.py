"""What every test finds."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from tests.offices import database, empty_database, make, office

__all__ = ["database", "empty_database", "make", "office"]
