"""The Notices page: a notice fills itself from a class, is set while it is typed, kept, and hung up."""

from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from commedu_desktop.domain.notices import NoticeKind
from commedu_desktop.services.notices import NoticeDraft, draft_notice, notices
from commedu_desktop.store.tables import Offering
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.notices import NoticesPage
from commedu_desktop.ui.pages.notices.publish import PublishDialog
from tests.documents.reading import text_of
from tests.makers import Maker


@pytest.fixture
def lecture(make: Maker) -> Offering:
    offering = make.new_offering(title="Gas at home")
    make.new_lesson(offering, datetime(2026, 12, 3, 15))
    return offering


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, lecture: Offering) -> NoticesPage:
    page = NoticesPage(desk)
    qtbot.addWidget(page)
    page.resize(1_100, 700)
    page.show()
    return page


def test_what_is_typed_stands_on_the_paper_and_is_kept_on_leaving(
    qtbot: QtBot, page: NoticesPage, lecture: Offering, tmp_path: Path
) -> None:
    page.open(offering_id=lecture.id, kind=NoticeKind.LECTURE)
    composer = page.composer
    composer.title.value = "Gas & fire"
    composer.touch()
    composer.tongue.value = "en"
    composer.rows.value = "When: Thursday\nWhere：Hall"
    with qtbot.waitSignal(composer.preview.view.moved, raising=False, timeout=500):
        composer.set_paper()
    qtbot.waitUntil(lambda: "Gas&fire" in text_of(composer.preview.pdf, tmp_path) if composer.preview.pdf else False)
    composer.leave()
    qtbot.waitUntil(lambda: [one.title for one in page.desk.read(notices)] == ["Gas & fire"])
    kept = page.desk.read(notices)[0]
    assert kept.content["rows"] == [["When", "Thursday"], ["Where", "Hall"]]
    assert (kept.kind, kept.offering_id) == (NoticeKind.LECTURE, lecture.id)
    assert not page.composing


def test_another_template_fills_the_fields_anew(qtbot: QtBot, page: NoticesPage, lecture: Offering) -> None:
    page.open(offering_id=lecture.id)
    page.composer.kind.value = NoticeKind.CANCELLATION
    page.composer.tongue.value = "en"
    page.composer.kind.edited.emit()
    assert page.composer.title.value == "No class"
    assert "Gas at home" in page.composer.text.value


def test_a_character_that_no_font_has_is_said_while_composing(qtbot: QtBot, page: NoticesPage) -> None:
    page.new()
    page.composer.title.value = "Party 🎉"
    page.composer.set_paper()
    qtbot.waitUntil(lambda: "U+1F389" in page.composer.banner.label.text())


def test_a_notice_is_hung_up_with_place_and_days(qtbot: QtBot, page: NoticesPage) -> None:
    page.desk.write(draft_notice, NoticeDraft(NoticeKind.FREE, "Hello", "en"))
    qtbot.waitUntil(lambda: page.table.chosen_id is not None)
    dialog = PublishDialog(page.desk, page, page.desk.read(notices)[0])
    qtbot.addWidget(dialog)
    dialog.place.value = "Gate"
    dialog.save_button.click()
    qtbot.waitUntil(lambda: page.desk.read(notices)[0].place == "Gate")
    qtbot.waitUntil(lambda: page.count.text() == "1 on the board")


def test_a_notice_that_was_opened_and_not_touched_leaves_nothing_and_one_that_was_survives_another_page(
    qtbot: QtBot, page: NoticesPage
) -> None:
    page.new()
    page.composer.leave()
    page.new()
    page.composer.title.value = "Half written"
    page.composer.touch()
    page.hide()
    qtbot.waitUntil(lambda: [one.title for one in page.desk.read(notices)] == ["Half written"])
