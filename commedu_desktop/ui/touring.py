"""Takes the tour: a program on the demonstration centre at a fixed time, without a display."""

import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from commedu_desktop.services.backup import back_up
from commedu_desktop.services.centre import NewCentre
from commedu_desktop.services.demo import DEMO_NOW, create_demo
from commedu_desktop.services.every_paper import write_every_paper
from commedu_desktop.services.office import Office
from commedu_desktop.ui.logs import follow_qt
from commedu_desktop.ui.opening import Opening
from commedu_desktop.ui.tour import Guided, Set, Tour, save_to

Maker = Callable[..., Guided]
"""Program(application, folder, language, actor, opener)."""
CENTRE = "吴中路社区学校"
CLERK = "张敏"


def take(folder: Path, pages: Sequence[str], maker: Maker) -> int:
    """Pictures into `folder`; returns how many. Raises whatever a page raised."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    follow_qt()
    application = QApplication(sys.argv[:1])
    keep, seen = save_to(folder), list[str]()
    wrong: list[BaseException] = []

    def eye(one: Set, name: str, widget: QWidget) -> None:
        keep(one, name, widget)
        seen.append(name)

    with TemporaryDirectory(prefix="commedu-tour-", ignore_cleanup_errors=True) as scratch:
        offices: list[Office] = []
        program = demonstration(application, Path(scratch), maker, offices.append)
        tour = Tour(program, eye, pages=pages)
        tour.ended.connect(application.quit)

        def failed(error: BaseException) -> None:
            wrong.append(error)
            tour.stop()
            application.quit()

        program.failing(failed)
        program.ready.connect(tour.begin)
        program.show()
        application.exec()
        if not wrong and not pages:
            write_every_paper(offices[0], folder)
        program.window.hold = None
        program.window.close()
    if wrong:
        raise wrong[0]
    return len(seen)


def demonstration(
    application: Any, folder: Path, maker: Maker, opened: Callable[[Office], object] = lambda _office: None
) -> Guided:
    """A program on a fresh demonstration centre with a backup, whose clock stands still; `opened` gets its office."""
    now = DEMO_NOW.replace(tzinfo=UTC)

    def opener(folder: Path, actor: str) -> Opening:
        office = create_demo(folder, NewCentre(CENTRE), actor=actor, now=DEMO_NOW, zone=UTC, clock=lambda: now)
        back_up(office, folder)
        opened(office)
        return Opening(office, CENTRE, office.database.close)

    return maker(application, folder, "en", CLERK, opener)
