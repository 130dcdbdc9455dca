"""Money at the desk without a mouse: paying, giving back, voiding, counting the drawer."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.fees import Method
from commedu_desktop.services.cash import CloseCash, close_cash, closings
from commedu_desktop.services.fees import PayFees, fee_lines, pay_fees
from commedu_desktop.services.receipts import receipts_of
from commedu_desktop.store.tables import Resident
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.fees import CashDialog, PaymentsDialog, UnpaidDialog
from commedu_desktop.ui.fees.changes import DiscountDialog, RefundDialog, TakeBackDialog
from commedu_desktop.ui.papers import CountedPreview
from commedu_desktop.ui.preview import PreviewDialog
from tests.makers import Maker

ENTER = Qt.Key.Key_Return


class Till:
    """A window, 张小明 with two classes that cost 120.00 and 60.00, and the dialog that takes the money."""

    def __init__(self, qtbot: QtBot, desk: Desk, make: Maker) -> None:
        self.qtbot, self.desk, self.make = qtbot, desk, make
        self.window = QWidget()
        self.window.resize(1_100, 760)
        qtbot.addWidget(self.window)
        self.window.show()
        self.zhang: Resident = make.new_resident("张小明", card="B01-004312")
        self.places = [
            make.enrol(make.new_offering(title=title, fee=fee), self.zhang)
            for title, fee in (("Choir", 120_00), ("Dance", 60_00))
        ]

    def payments(self) -> PaymentsDialog:
        dialog = PaymentsDialog(self.desk, self.window, self.zhang.id, "张小明")
        dialog.open()
        return dialog

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.desk.jobs.current is None)

    def above(self, kind: type[Any]) -> Any:
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
        return QApplication.activeModalWidget()

    def owed(self) -> list[int]:
        lines = self.desk.read(fee_lines, self.zhang.id, self.desk.wall_clock())
        return [one.owed for one in sorted(lines, key=lambda one: one.title)]

    def pay_first(self, amount: int) -> Any:
        return self.desk.office.write(pay_fees, PayFees(((self.places[0].id, amount),)), actor="Li Na")


@pytest.fixture
def till(qtbot: QtBot, desk: Desk, make: Maker) -> Till:
    return Till(qtbot, desk, make)


def test_all_that_is_owed_stands_ready_and_enter_takes_it(till: Till) -> None:
    dialog = till.payments()
    assert dialog.amount.value == "180.00"
    dialog.handed.value = "200"
    dialog.handed.edited.emit()
    assert dialog.change.text() == "Change: ¥20.00"
    QTest.keyClick(dialog.amount.edit, ENTER)
    till.settle()
    assert till.owed() == [0, 0]
    assert "Receipt B01-2026-R00001" in dialog.banner.label.text()
    assert "Change: ¥20.00" in dialog.banner.label.text()
    assert not dialog.pay_button.isEnabled()


def test_a_part_goes_to_the_first_class_and_too_much_is_refused_beside_the_field(till: Till) -> None:
    dialog = till.payments()
    dialog.amount.value = "150"
    dialog.method.value = Method.MOBILE
    dialog.pay()
    till.settle()
    assert till.owed() == [0, 30_00]
    assert dialog.amount.value == "30.00"
    dialog.amount.value = "30.01"
    dialog.pay()
    till.settle()
    assert "owes ¥30.00, no more" in dialog.amount.refusal.text()
    dialog.amount.value = "thirty"
    dialog.pay()
    assert "This is no amount" in dialog.amount.refusal.text()
    (row,) = till.desk.read(receipts_of, till.zhang.id)
    assert (row.method, row.lines) == (Method.MOBILE, (("Choir", 120_00), ("Dance", 30_00)))


def test_a_receipt_is_previewed_and_counted_only_when_it_is_printed(till: Till) -> None:
    till.pay_first(120_00)
    dialog = till.payments()
    dialog.print_receipt()
    preview = till.above(CountedPreview)
    preview._once()
    till.settle()
    (row,) = till.desk.read(receipts_of, till.zhang.id)
    assert row.prints == 1
    preview.reject()


def test_a_receipt_is_voided_with_a_reason(till: Till) -> None:
    till.pay_first(120_00)
    dialog = till.payments()
    dialog.take_back()
    asking = till.above(TakeBackDialog)
    asking.save()
    till.settle()
    assert "Say why receipt B01-2026-R00001" in asking.reason.refusal.text()
    asking.reason.value = "typed twice"
    asking.save()
    till.qtbot.waitUntil(lambda: till.owed() == [120_00, 60_00])
    till.qtbot.waitUntil(lambda: dialog.amount.value == "180.00")


def test_after_the_day_is_closed_the_same_button_corrects(till: Till) -> None:
    till.pay_first(120_00)
    till.desk.office.write(close_cash, CloseCash(till.make.branch.id, total=120_00), actor="Li Na")
    dialog = till.payments()
    assert dialog.void_button.text() == "Correct…"
    dialog.take_back()
    asking = till.above(TakeBackDialog)
    asking.reason.value = "wrong class"
    asking.save()
    till.qtbot.waitUntil(lambda: till.owed() == [120_00, 60_00])
    assert [one.amount for one in till.desk.read(receipts_of, till.zhang.id)] == [-120_00, 120_00]


def test_giving_back_withdraws_and_shows_what_the_rule_gives(till: Till) -> None:
    till.pay_first(120_00)
    dialog = till.payments()
    dialog.fees.choose(till.places[0].id)
    dialog.refund()
    asking = till.above(RefundDialog)
    assert asking.amount.value == "120.00"
    asking.leaves.box.click()
    assert asking.amount.value == "0.00"
    asking.leaves.box.click()
    asking.save()
    till.settle()
    lines = till.desk.read(fee_lines, till.zhang.id, till.desk.wall_clock())
    assert [one.account.status for one in lines if one.title == "Choir"] == []
    assert till.desk.read(receipts_of, till.zhang.id)[0].amount == -120_00
    assert EnrolmentStatus.ENROLLED in {one.account.status for one in lines}


@pytest.mark.parametrize(("typed", "owed"), [("50%", 60_00), ("30.00", 90_00), ("100％", 0)])
def test_a_discount_is_typed_in_per_cent_or_as_an_amount(till: Till, typed: str, owed: int) -> None:
    dialog = till.payments()
    dialog.fees.choose(till.places[0].id)
    dialog.give_discount()
    asking = till.above(DiscountDialog)
    asking.discount.value, asking.reason.value = "a lot", "volunteer"
    asking.save()
    assert "Write per cent or an amount" in asking.discount.refusal.text()
    asking.discount.value = typed
    asking.save()
    till.qtbot.waitUntil(lambda: till.owed()[0] == owed)


def test_the_list_of_unpaid_fees_leads_to_the_payments(till: Till) -> None:
    unpaid = UnpaidDialog(till.desk, till.window)
    unpaid.open()
    assert unpaid.about.text() == "2 fees, ¥180.00"
    QTest.keyClicks(unpaid.search, "dance")
    QTest.keyClick(unpaid.search, ENTER)
    assert isinstance(till.above(PaymentsDialog), PaymentsDialog)
    assert unpaid.about.text() == "1 fee, ¥60.00"


def test_the_drawer_is_counted_and_the_closing_comes_as_paper(till: Till) -> None:
    till.pay_first(120_00)
    cash = CashDialog(till.desk, till.window)
    cash.open()
    cash.counts[100_00].value = 1
    cash.counts[100_00].edited.emit()
    assert cash.difference.text() == "-¥20.00"
    cash.close_day()
    till.settle()
    assert "differs by -¥20.00" in cash.reason.refusal.text()
    cash.counts[10_00].value = 2
    cash.counts[10_00].edited.emit()
    assert cash.difference.text() == "none"
    cash.kept.value = "20"
    cash.close_day()
    preview = till.above(PreviewDialog)
    preview.reject()
    (row,) = till.desk.read(closings, till.make.branch.id)
    assert (row.counted, row.kept, row.pieces) == (120_00, 20_00, {100_00: 1, 10_00: 2})
    assert cash.difference.text() == "not counted yet"
