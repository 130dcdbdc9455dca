"""Two mornings at the front desk, through the real window: a term's registration, and ten to nine."""

from collections import Counter
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from commedu_desktop.domain.check_in import Outcome
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.services.enrolments import waiting_list
from commedu_desktop.services.fees import fee_lines, unpaid
from commedu_desktop.services.merging import MergeResidents, merge_residents
from commedu_desktop.services.receipts import receipts_of
from commedu_desktop.store.tables import Offering, Resident
from commedu_desktop.ui.fees import CashDialog, PaymentsDialog
from commedu_desktop.ui.pages.front_desk import FrontDeskPage
from commedu_desktop.ui.pages.front_desk.enrol_dialog import EnrolDialog
from commedu_desktop.ui.pages.residents import ResidentsPage
from commedu_desktop.ui.pages.residents.form import ResidentForm
from commedu_desktop.ui.papers import CountedPreview
from tests.documents.reading import text_of
from tests.journeys.clerk import ENTER, Clerk, monday, press
from tests.makers import Maker


def test_a_registration_morning(clerk: Clerk, make: Maker, tmp_path: Path) -> None:
    choir = make.new_offering(title="Choir", code="CH", fee=120_00, capacity=30)
    full = make.new_offering(title="Dance", code="DA", fee=80_00, capacity=1)
    make.enrol(full, make.new_resident("王强"))
    make.new_resident("张小明", pinyin="zhang xiao ming", born=date(1956, 3, 7), phone="13800004312")
    asks_whether_the_next_in_the_queue_is_there_already(clerk)
    registers_the_one_after(clerk)
    enrols_into_a_full_class_and_one_with_places(clerk, full, choir)
    takes_the_fee_and_gives_change_and_receipt(clerk, tmp_path)
    prints_the_card(clerk, tmp_path)
    closes_the_drawer_at_noon(clerk, tmp_path)


def asks_whether_the_next_in_the_queue_is_there_already(clerk: Clerk) -> None:
    """Typed another way, the same birth date and telephone: the panel beside the form knows him."""
    page = clerk.goes_to("residents", ResidentsPage)
    page.register()
    form = clerk.dialog(ResidentForm)
    clerk.types(form.name, "章晓明")
    clerk.types(form.born.edit, "1956-03-07")
    clerk.types(form.phone, "13800004312")
    clerk.qtbot.waitUntil(lambda: [one.resident.name for one in form.likely.people] == ["张小明"])
    form.likely.taken.emit(form.likely.people[0].resident.id)
    clerk.qtbot.waitUntil(form.isHidden)
    if isinstance(QApplication.activeModalWidget(), ResidentForm):
        clerk.dialog(ResidentForm).done(0)
    assert clerk.finds("晓明") == []


def registers_the_one_after(clerk: Clerk) -> None:
    page = clerk.goes_to("residents", ResidentsPage)
    page.register()
    form = clerk.dialog(ResidentForm)
    clerk.types(form.name, "赵秀英")
    clerk.types(form.id_number, "11010519491231002X")
    clerk.saves(form)
    assert clerk.finds("zxy") == ["赵秀英"]


def enrols_into_a_full_class_and_one_with_places(clerk: Clerk, full: Offering, choir: Offering) -> None:
    page = clerk.goes_to("front-desk", FrontDeskPage)
    page.open(resident_id=clerk.id_of("赵秀英"))
    page.act["enrol"].trigger()
    dialog = clerk.dialog(EnrolDialog)
    for typed, said in (("Dance", "number 1 on the waiting list"), ("Choir", "is enrolled in Choir")):
        dialog.search.clear()
        QTest.keyClicks(dialog.search, typed)
        press(dialog.search, ENTER)
        clerk.settle()
        assert said in dialog.banner.label.text()
    dialog.reject()
    assert [one.name for one in clerk.desk.read(waiting_list, full.id)] == ["赵秀英"]
    assert [one.title for one in clerk.desk.read(unpaid, clerk.desk.wall_clock(), choir.id)] == ["Choir"]


def takes_the_fee_and_gives_change_and_receipt(clerk: Clerk, folder: Path) -> None:
    """Only the class she has a place in is asked for; 200 are handed over for 120."""
    page = clerk.goes_to("front-desk", FrontDeskPage)
    page.act["pay"].trigger()
    dialog = clerk.dialog(PaymentsDialog)
    assert dialog.amount.value == "120.00"
    clerk.types(dialog.handed, "200")
    assert dialog.change.text() == "Change: ¥80.00"
    press(dialog.amount.edit, ENTER)
    clerk.settle()
    (receipt,) = clerk.desk.read(receipts_of, clerk.id_of("赵秀英"))
    dialog.print_receipt()
    preview = clerk.dialog(CountedPreview)
    said = text_of(preview.preview.pdf, folder)
    assert receipt.number in said
    assert "壹佰贰拾元整" in said
    preview.accept()
    dialog.reject()
    lines = clerk.desk.read(fee_lines, clerk.id_of("赵秀英"), clerk.desk.wall_clock())
    assert [(one.title, one.owed) for one in lines] == [("Choir", 0)]


def prints_the_card(clerk: Clerk, folder: Path) -> None:
    page = clerk.goes_to("residents", ResidentsPage)
    page.open(resident_id=clerk.id_of("赵秀英"))
    clerk.settle()
    page.print_page()
    assert clerk.card_of("赵秀英") in text_of(clerk.previewed(), folder)


def closes_the_drawer_at_noon(clerk: Clerk, folder: Path) -> None:
    page = clerk.goes_to("front-desk", FrontDeskPage)
    page.act["cash"].trigger()
    dialog = clerk.dialog(CashDialog)
    dialog.counts[100_00].value, dialog.counts[20_00].value = 1, 1
    dialog.close_day()
    clerk.qtbot.waitUntil(lambda: not isinstance(QApplication.activeModalWidget(), CashDialog))
    preview: Any = QApplication.activeModalWidget()
    assert "¥120.00" in text_of(preview.preview.pdf, folder)
    preview.accept()
    dialog.reject()


def test_ten_to_nine(clerk: Clerk, make: Maker) -> None:
    """Forty scans without a mouse and with five kinds of trouble; then everyone who belongs there is marked."""
    clerk.wait_until(monday(23, 8, 50))
    choir = make.new_offering(title="Choir", capacity=0)
    make.new_lesson(choir, monday(23, 9))
    singers = [make.new_resident(f"Singer {number:02}") for number in range(34)]
    for singer in singers:
        make.enrol(choir, singer)
    troubles, expected = five_kinds_of_trouble(make, clerk, choir, singers)
    queue = [singer.card for singer in singers[:17]] + troubles + [singer.card for singer in singers[17:]]
    assert len(queue) >= 40
    page = clerk.goes_to("front-desk", FrontDeskPage)
    started = clerk.desk.wall_clock()
    for card in queue:
        scans(page, card)
    clerk.settle()
    assert clerk.desk.wall_clock() - started < timedelta(minutes=1)
    marks = clerk.marks(choir.id)
    assert sum(mark == ["present"] for mark in marks.values()) == 34
    assert [answer.code for answer in reversed(page.just_now.answers)][17 : 17 + len(expected)] == expected
    came = Counter(answer.outcome for answer in page.just_now.answers)
    assert came == {Outcome.IN: 36, Outcome.ALREADY: 1, Outcome.LOOK: 2, Outcome.REFUSED: 1}
    page.undo_button.click()
    clerk.qtbot.waitUntil(lambda: page.result.sentence.text() == "The check-in was undone.")
    assert clerk.marks(choir.id)["Singer 33"] == [""]


def five_kinds_of_trouble(
    make: Maker, clerk: Clerk, choir: Offering, singers: list[Resident]
) -> tuple[list[str], list[str]]:
    """Cards, and the code that each is answered with."""
    yoga = make.new_offering(title="Yoga", fee=60_00, venue_id=make.new_venue().id)
    make.new_lesson(yoga, monday(23, 9, 15))
    owing, double, waiting, wrong_day = (make.new_resident(name) for name in ("Owing", "Double", "Waiting", "Friday"))
    make.enrol(yoga, owing)
    make.enrol(choir, waiting, status=EnrolmentStatus.WAITING, queued_at=clerk.desk.office._clock())
    friday = make.new_offering(title="Erhu")
    make.enrol(friday, wrong_day)
    make.new_lesson(friday, monday(27, 9))
    clerk.writes(merge_residents, MergeResidents(owing.id, double.id))
    twice = singers[0].card
    cards = [owing.card, "B01-777777", waiting.card, wrong_day.card, twice]
    codes = [
        "checked-in-unpaid",
        "check-in-card-unknown",
        "check-in-waiting",
        "check-in-wrong-day",
        "checked-in-before",
    ]
    third = make.new_offering(title="Go", venue_id=make.new_venue().id)
    late = make.new_resident("Late")
    make.enrol(third, late)
    make.new_lesson(third, monday(23, 8, 30))
    return [*cards, late.card], [*codes, "checked-in-late"]


def scans(page: FrontDeskPage, card: str) -> None:
    """As a scanner does: faster than any hand, Enter at the end, and the next card at once."""
    page.field._clock = count(page.field._last_key + 1, 0.001).__next__
    QTest.keyClicks(page.field, card)
    press(page.field, ENTER)
