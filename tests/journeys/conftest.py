"""One clerk at one window for each journey through it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from commedu_desktop.store.tables import Branch, Category
from tests.journeys.clerk import Clerk
from tests.makers import Maker


@pytest.fixture
def clerk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Clerk]:
    folder = tmp_path / "centre"
    folder.mkdir()
    clerk = Clerk(qtbot, qapp, folder)
    yield clerk
    clerk.leaves()


@pytest.fixture
def make(clerk: Clerk) -> Maker:
    """Classes and people that were there before, in the clerk's own centre."""
    make = Maker(clerk.desk.office)
    make.branch = clerk.desk.office.read(lambda session: session.scalars(select(Branch)).one())
    make.category = clerk.desk.office.read(lambda session: session.scalars(select(Category)).all()[0])
    return make
