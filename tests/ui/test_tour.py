"""The whole window, page by page and dialog by dialog: nothing fails, nothing is untranslated, nothing is cut off."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from commedu_desktop.app import Program
from commedu_desktop.i18n import PSEUDO
from commedu_desktop.ui.tour import Guided, Set, Tour, save_to
from commedu_desktop.ui.touring import demonstration
from tests.ui.looking import clipped, data_words, nameless, untranslated

Walk = Callable[[Tour], None]
PATIENCE = 120_000


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path) -> Iterator[Guided]:
    before = sys.excepthook
    program = demonstration(qapp, tmp_path, Program)
    yield program
    sys.excepthook = before
    program.window.hold = None
    program.window.close()
    program.window.deleteLater()


@pytest.fixture
def walk(qtbot: QtBot, program: Guided) -> Walk:
    wrong: list[BaseException] = []

    def walk(tour: Tour) -> None:
        program.failing(wrong.append)
        with qtbot.waitSignal(program.ready, timeout=PATIENCE):
            program.show()
        with qtbot.waitSignal(tour.ended, timeout=PATIENCE):
            tour.begin()
        assert wrong == []

    return walk


def test_the_tour_keeps_a_picture_of_everything(program: Guided, walk: Walk, tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    walk(Tour(program, save_to(pictures), [Set("en", "dark", 100, (1024, 700))], ["today", "settings"]))
    names = {path.stem for path in (pictures / "en-dark").glob("*.png")}
    assert {"01-today", "02-settings", "90-welcome", "90-find-anything", "90-more"} <= names


def test_every_word_is_translated(program: Guided, walk: Walk) -> None:
    found: dict[str, str] = {}
    known: set[str] = set()

    def eye(_set: Set, name: str, seen: QWidget) -> None:
        if not known and program.window.desk is not None:
            known.update(program.window.desk.read(data_words))
        found.update(dict.fromkeys(untranslated(seen, known), name))

    walk(Tour(program, eye, [Set(PSEUDO, "light")]))
    assert found == {}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_cut_off_in_the_smallest_window_with_the_largest_text_and_all_has_a_name(
    language: str, program: Guided, walk: Walk
) -> None:
    found: dict[str, str] = {}

    def eye(_set: Set, name: str, seen: QWidget) -> None:
        found.update(dict.fromkeys(clipped(seen) + nameless(seen), name))

    walk(Tour(program, eye, [Set(language, "light", 150, (1024, 700))]))
    assert found == {}
