"""The Notices page: a notice fills itself from a class, is set while it is typed, kept, and hung up."""

from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from commedu_desktop.domain.notices import NoticeKind
from commedu_desktop.services.notices import (
    NoticeDraft,
    PublishNotice,
    draft_notice,
    notices,
    publish_notice,
    take_down,
)
from commedu_desktop.store.tables import Offering
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.notices import NoticesPage
from commedu_desktop.ui.pages.notices.banner import BannerDialog
from commedu_desktop.ui.pages.notices.calendar import CalendarDialog, DayDialog, span_words
from commedu_desktop.ui.pages.notices.publish import PublishDialog
from commedu_desktop.ui.widgets.dialogs import Ask
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
    page.composer.title.value = "Party ꦗ"
    page.composer.set_paper()
    qtbot.waitUntil(lambda: "U+A997" in page.composer.banner.label.text())


def test_a_notice_is_hung_up_with_place_and_days(qtbot: QtBot, page: NoticesPage) -> None:
    page.desk.write(draft_notice, NoticeDraft(NoticeKind.FREE, "Hello", "en"))
    qtbot.waitUntil(lambda: page.table.chosen_id is not None)
    dialog = PublishDialog(page.desk, page, page.desk.read(notices)[0])
    qtbot.addWidget(dialog)
    dialog.place.value = "Gate"
    dialog.save_button.click()
    qtbot.waitUntil(lambda: page.desk.read(notices)[0].places == ["Gate"])
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


def test_a_festival_that_is_near_starts_a_notice_and_is_then_no_longer_proposed(
    qtbot: QtBot, page: NoticesPage
) -> None:
    names = [one.name for one in page.coming.shown]
    assert "World AIDS Day" in names
    page.coming.wanted.emit(page.coming.shown[0])
    assert page.composer.title.value == names[0]
    page.composer.leave()
    qtbot.waitUntil(lambda: names[0] not in [one.name for one in page.coming.shown])
    assert page.desk.read(notices)[0].festival.endswith("-2026")


def test_the_calendar_takes_a_day_of_ones_own(qtbot: QtBot, page: NoticesPage) -> None:
    dialog = CalendarDialog(page.desk, page)
    qtbot.addWidget(dialog)
    before = len(dialog.table.rows.ids)
    day = DayDialog(page.desk, dialog, None)
    qtbot.addWidget(day)
    day.save_button.click()
    assert "not a date" in day.first.refusal.text()
    day.first.value = date(2026, 12, 24)
    day.save_button.click()
    qtbot.waitUntil(lambda: "name" in day.name.refusal.text())
    day.name.value = "Market"
    day.save_button.click()
    qtbot.waitUntil(lambda: len(dialog.table.rows.ids) == before + 1)


def test_a_picture_is_chosen_and_a_file_that_is_none_is_said(qtbot: QtBot, page: NoticesPage, tmp_path: Path) -> None:
    page.new()
    Image.new("RGB", (40, 30), "red").save(tmp_path / "photo.png")
    field = page.composer.picture
    field.read(tmp_path / "photo.png")
    qtbot.waitUntil(lambda: bool(field.value))
    assert field.small.pixmap().width() > 0
    (tmp_path / "text.png").write_text("hello")
    field.read(tmp_path / "text.png")
    qtbot.waitUntil(lambda: "not a picture" in field.refusal.text())
    qtbot.waitUntil(lambda: b"/Image" in page.composer.preview.pdf)


def test_a_place_is_corrected_and_taken_down(qtbot: QtBot, page: NoticesPage) -> None:
    made: list[UUID] = []
    page.desk.write(draft_notice, NoticeDraft(NoticeKind.FREE, "Hello", "en"), done=made.append)
    qtbot.waitUntil(lambda: bool(made))
    page.desk.write(publish_notice, PublishNotice(made[0], "Gate", brochures=3))
    qtbot.waitUntil(lambda: bool(page.desk.read(notices)[0].postings))
    dialog = PublishDialog(page.desk, page, page.desk.read(notices)[0])
    qtbot.addWidget(dialog)
    dialog.correct()
    dialog.brochures.value = 12
    dialog.save_button.click()
    qtbot.waitUntil(lambda: page.desk.read(notices)[0].brochures == 12)
    again = PublishDialog(page.desk, page, page.desk.read(notices)[0])
    qtbot.addWidget(again)
    again._do(take_down)
    qtbot.waitUntil(lambda: page.desk.read(notices)[0].posted_until == date(2026, 11, 23))


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (date(2026, 11, 30), "17–30 Nov 2026"),
        (date(2026, 12, 6), "17 Nov – 6 Dec 2026"),
        (date(2027, 1, 3), "17 Nov 2026 – 3 Jan 2027"),
    ],
)
def test_days_from_one_to_another_say_nothing_twice(last: date, said: str) -> None:
    assert span_words(date(2026, 11, 17), last) == said


def test_a_banner_asks_before_a_character_that_no_font_has_becomes_a_page(
    qtbot: QtBot, page: NoticesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = BannerDialog(page.desk, page)
    qtbot.addWidget(dialog)
    dialog.save_button.click()
    assert "Type the words" in dialog.text.refusal.text()
    answers, asked = iter((0, 1)), list[int]()

    def answer(_self: Ask) -> int:
        asked.append(next(answers))
        return asked[-1]

    monkeypatch.setattr(Ask, "exec", answer)
    shown: list[bytes] = []
    monkeypatch.setattr(page.desk, "preview", lambda pdf, _title: shown.append(pdf))
    dialog.show()
    dialog.text.value = "Hiꦗ"
    dialog.save_button.click()
    assert (asked, dialog.isVisible()) == ([0], True)
    dialog.save_button.click()
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[0].startswith(b"%PDF")


def test_the_composer_shows_nothing_but_paper_beside_its_fields_and_rows_as_they_are_typed(
    qtbot: QtBot, page: NoticesPage, lecture: Offering
) -> None:
    composer = page.composer
    page.open(offering_id=lecture.id, kind=NoticeKind.LECTURE)
    preview = composer.preview
    tools = (preview.where, preview.smaller, preview.larger, preview.fit, preview.whole)
    assert [tool for tool in tools if tool.isVisible()] == []
    before = composer.draft().content["rows"]
    assert composer.rows.value.startswith("时间：")
    for text in ("When: 9:00\nnote", "时间：9:00"):
        composer.rows.value = text
        assert composer.draft().content["rows"][0][1] == "9:00"
    composer.rows.value = "\n".join(": ".join(pair) for pair in before)
    assert composer.draft().content["rows"] == before
