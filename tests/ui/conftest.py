"""A desk on a real database, and the look of the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from commedu_desktop.services.office import Office
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.jobs import Jobs
from commedu_desktop.ui.settings import Settings
from commedu_desktop.ui.theme import Look


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    look = Look(qapp, "light")
    yield look
    look.deleteLater()


@pytest.fixture
def desk(look: Look, office: Office, tmp_path: Path) -> Iterator[Desk]:
    jobs = Jobs()
    yield Desk(office, "Zhang Min", look, Settings(tmp_path), jobs)
    jobs.close()
