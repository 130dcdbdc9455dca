"""A clerk at the real window: what she does with keys, dialogs and files, one method each."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from commedu_desktop.app import Program
from commedu_desktop.services.attendance import class_grid
from commedu_desktop.services.backup import Backup, backups
from commedu_desktop.services.centre import FILE, NewCentre, found_centre
from commedu_desktop.services.office import Office
from commedu_desktop.services.residents import find_residents
from commedu_desktop.store.database import Database
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.opening import Opening
from commedu_desktop.ui.page import Page
from commedu_desktop.ui.preview import PreviewDialog
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import ChoiceField, TextField
from tests.offices import CENTRE_ZONE

W = TypeVar("W", bound=QWidget)
CENTRE_NAME = "五中路社区教育中心"
ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


class Clerk:
    """One centre in one folder on disk, one window, and a clock on the wall that the test turns."""

    def __init__(self, qtbot: QtBot, application: QApplication, folder: Path) -> None:
        self.qtbot, self.folder = qtbot, folder
        self._now = datetime(2026, 11, 23, 8, 50)
        database = Database.create(folder / FILE)
        Office(database, self._clock, CENTRE_ZONE).write(found_centre, NewCentre(CENTRE_NAME), actor="setup")
        database.close()
        self.program = Program(application, folder, "en", "Zhang Min", self._open)
        with qtbot.waitSignal(self.program.ready):
            self.program.show()

    def _open(self, folder: Path, _actor: str) -> Opening:
        database = Database.open(folder / FILE)
        return Opening(Office(database, self._clock, CENTRE_ZONE), CENTRE_NAME, database.close)

    def _clock(self) -> datetime:
        """A moment later each time it is looked at."""
        self._now += timedelta(milliseconds=20)
        return self._now.replace(tzinfo=CENTRE_ZONE)

    def wait_until(self, moment: datetime) -> None:
        self._now = moment

    @property
    def desk(self) -> Desk:
        assert self.program.desk is not None
        return self.program.desk

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.desk.jobs.current is None)

    def goes_to(self, key: str, kind: type[W]) -> W:
        self.program.window.show_page(key)
        page = self.program.window.page
        assert isinstance(page, Page)
        assert isinstance(page, kind)
        self.settle()
        return page

    def dialog(self, kind: type[W]) -> W:
        """The dialog that is open now."""
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
        found = QApplication.activeModalWidget()
        assert isinstance(found, kind)
        return found

    def types(self, field: TextField | QWidget, text: str) -> None:
        """As an input method does: QTest types ASCII only."""
        edit: Any = field.edit if isinstance(field, TextField) else field
        edit.setText(text)
        edit.textEdited.emit(text)

    def chooses(self, field: ChoiceField, text: str) -> None:
        """The first choice that holds the text."""
        at = next(at for at in range(field.combo.count()) if text in field.combo.itemText(at))
        field.combo.setCurrentIndex(at)
        field.combo.activated.emit(at)

    def saves(self, form: FormDialog) -> None:
        form.save_button.click()
        self.settle()
        assert form.isHidden(), form.banner.label.text()

    def writes(self, verb: Callable[..., Any], request: object) -> Any:
        """What has no page of its own yet is done at the desk."""
        results: list[Any] = []
        self.desk.write(verb, request, done=results.append)
        self.settle()
        assert results
        return results[0]

    def previewed(self) -> bytes:
        """The paper in the preview that opens; it is closed again."""
        dialog = self.dialog(PreviewDialog)
        pdf = dialog.preview.pdf
        dialog.accept()
        self.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
        return pdf

    def previewed_over(self, below: QWidget) -> bytes:
        """As `previewed`, where a dialog stays open under the preview."""
        dialog = self.dialog(PreviewDialog)
        pdf = dialog.preview.pdf
        dialog.accept()
        self.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is below)
        return pdf

    def finds(self, typed: str) -> list[str]:
        return [one.name for one in self.desk.read(find_residents, typed)]

    def card_of(self, name: str) -> str:
        return next(one.card for one in self.desk.read(find_residents, name) if one.name == name)

    def id_of(self, name: str) -> UUID:
        return next(one.id for one in self.desk.read(find_residents, name) if one.name == name)

    def marks(self, offering_id: UUID) -> dict[str, list[str]]:
        grid = self.desk.read(class_grid, offering_id)
        return {row.name: [mark.value if mark else "" for mark in row.marks] for row in grid.rows}

    def backs_up(self) -> Backup:
        assert self.program.window.keeper is not None
        self.program.window.keeper.now()
        self.qtbot.waitUntil(lambda: bool(backups(self.folder)))
        self.settle()
        return backups(self.folder)[0]

    def undoes(self) -> str:
        """Ctrl+Z; what the window says then."""
        with self.qtbot.waitSignal(self.desk.toasted) as said:
            self.program.window.undo()
        self.settle()
        assert said.args is not None
        return str(said.args[0])

    def redoes(self) -> str:
        with self.qtbot.waitSignal(self.desk.toasted) as said:
            self.program.window.redo()
        self.settle()
        assert said.args is not None
        return str(said.args[0])

    def leaves(self) -> None:
        self.settle()
        self.program.window.hold = None
        self.program.window.close()
        self.program.window.deleteLater()


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier)


def monday(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(date(2026, 11, day), datetime.min.time()) + timedelta(hours=hour, minutes=minute)
