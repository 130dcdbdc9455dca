"""The queue does not wait: people are checked in through the window while a list is taken in or a backup runs."""

from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.check_in import Outcome
from commedu_desktop.services.backup import backups
from commedu_desktop.services.residents import ResidentFilter, count_residents
from commedu_desktop.store.database import Database
from commedu_desktop.store.tables import AttendanceMark, JournalWrite, Offering, Resident
from commedu_desktop.ui.pages.front_desk import FrontDeskPage
from commedu_desktop.ui.pages.imports import ImportAssistant, aside, open_import
from commedu_desktop.ui.pages.imports.assistant import COLUMNS, DONE, OUTCOME
from tests.journeys.clerk import Clerk, monday
from tests.journeys.test_front_desk import scans
from tests.makers import Maker

ROWS, QUEUE = 6_000, 40


@pytest.fixture
def choir(make: Maker) -> Offering:
    choir = make.new_offering(title="Choir", capacity=0)
    make.new_lesson(choir, monday(23, 9))
    return choir


@pytest.fixture
def queue(make: Maker, choir: Offering) -> list[Resident]:
    singers = [make.new_resident(f"Singer {number:02}") for number in range(QUEUE)]
    for singer in singers:
        make.enrol(choir, singer)
    return singers


def desk_page(clerk: Clerk) -> FrontDeskPage:
    """Without waiting for what runs."""
    clerk.program.window.show_page("front-desk")
    page = clerk.program.window.page
    assert isinstance(page, FrontDeskPage)
    return page


def serves(clerk: Clerk, page: FrontDeskPage, queue: list[Resident]) -> None:
    """Each next card when the one before is answered, as people come."""
    for number, one in enumerate(queue, 1):
        scans(page, one.card)
        is_answered(clerk, page, number)


def is_answered(clerk: Clerk, page: FrontDeskPage, number: int) -> None:
    clerk.qtbot.waitUntil(lambda: len(page.just_now.answers) == number)


def test_forty_people_are_checked_in_while_a_long_list_is_taken_in(
    clerk: Clerk, queue: list[Resident], choir: Offering, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aside, "LONG", -1.0)
    assistant = at_the_last_button(clerk, tmp_path)
    assistant.next_button.click()
    assistant.aside_button.click()
    assert not assistant.isVisible()
    said: list[str] = []
    clerk.desk.toasted.connect(lambda words, _state, _undo: said.append(words))
    page = desk_page(clerk)
    serves(clerk, page, queue)
    assert {answer.outcome for answer in page.just_now.answers} == {Outcome.IN}
    clerk.settle()
    assert [words.startswith("The list is in: 6,000 rows are new") for words in said] == [True]
    assert set(map(tuple, clerk.marks(choir.id).values())) == {("present",)}
    assert clerk.desk.read(count_residents, ResidentFilter()) == ROWS + QUEUE
    verbs = clerk.desk.read(verbs_in_order)
    assert "check_in" in verbs[verbs.index("import_rows") : len(verbs) - verbs[::-1].index("import_rows")]
    takes_the_list_back_and_keeps_the_marks(clerk, assistant, choir)


def at_the_last_button(clerk: Clerk, folder: Path) -> ImportAssistant:
    file = folder / "list.csv"
    lines = (f"Resident {number},139{number:08}" for number in range(ROWS))
    file.write_text("\n".join(["name,phone", *lines]), encoding="utf-8")
    assistant = open_import(clerk.desk, clerk.program.window, file=file)
    clerk.qtbot.waitUntil(lambda: assistant.stack.currentIndex() == COLUMNS)
    assistant.next_button.click()
    clerk.qtbot.waitUntil(lambda: assistant.stack.currentIndex() == OUTCOME)
    clerk.settle()
    return assistant


def verbs_in_order(session: Session) -> list[str]:
    return list(session.scalars(select(JournalWrite.verb).order_by(JournalWrite.number)))


def takes_the_list_back_and_keeps_the_marks(clerk: Clerk, assistant: ImportAssistant, choir: Offering) -> None:
    """The assistant comes back where it was, and takes back its own list, though others have written since."""
    assert open_import(clerk.desk, clerk.program.window) is assistant
    assert (assistant.isVisible(), assistant.stack.currentIndex()) == (True, DONE)
    assistant.back_button.click()
    clerk.settle()
    assert clerk.desk.read(count_residents, ResidentFilter()) == QUEUE
    assert set(map(tuple, clerk.marks(choir.id).values())) == {("present",)}


def test_forty_people_are_checked_in_while_a_backup_runs(clerk: Clerk, queue: list[Resident], choir: Offering) -> None:
    page = desk_page(clerk)
    assert clerk.program.window.keeper is not None
    clerk.program.window.keeper.now()
    for one in queue:
        scans(page, one.card)
    clerk.qtbot.waitUntil(lambda: bool(backups(clerk.folder)))
    clerk.settle()
    assert [answer.who for answer in reversed(page.just_now.answers)] == [one.name for one in queue]
    assert set(map(tuple, clerk.marks(choir.id).values())) == {("present",)}
    kept = Database.open(backups(clerk.folder)[0].path)
    with kept.reading() as session:
        numbers = list(session.scalars(select(JournalWrite.number).order_by(JournalWrite.number)))
        marks = len(session.scalars(select(AttendanceMark)).all())
        checked = session.scalars(select(JournalWrite).where(JournalWrite.verb == "check_in")).all()
    kept.close()
    assert all(after == before + 1 for before, after in pairwise(numbers))
    assert marks == len(checked)
