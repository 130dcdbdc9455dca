"""Receipts and closings on paper."""

from pathlib import Path
from typing import Any

import pytest

from commedu_desktop.domain.fees import Method
from commedu_desktop.services.cash import CloseCash, close_cash
from commedu_desktop.services.fees import Given, PayFees, pay_fees
from commedu_desktop.services.office import Office
from commedu_desktop.services.receipt_papers import closing_pdf, print_receipts, receipt_pdf
from commedu_desktop.services.receipts import VoidReceipt, void_receipt
from commedu_desktop.services.settings import ChangeSettings, change_settings
from tests.documents import reading
from tests.makers import Maker


@pytest.fixture
def given(office: Office, make: Maker) -> Given:
    place = make.enrol(make.new_offering(title="书法基础班", fee=120_50), make.new_resident("张小明"))
    office.write(change_settings, ChangeSettings({"name": "五中路社区学校"}), actor="Li Na")
    receipt: Given = office.write(pay_fees, PayFees(((place.id, 120_50),), Method.MOBILE), actor="Li Na")
    return receipt


def test_a_receipt_says_who_what_for_and_how_much_in_figures_and_capitals(
    office: Office, given: Given, tmp_path: Path
) -> None:
    pdf = office.read(receipt_pdf, [given.receipt_id], "zh_CN")
    said = reading.text_of(pdf, tmp_path)
    for words in (
        "收据",
        "五中路社区学校",
        "B01-2026-R00001",
        "张小明",
        "书法基础班",
        "¥120.50",
        "壹佰贰拾元伍角整",
        "LiNa",
    ):
        assert words in said
    assert reading.all_embedded(pdf, tmp_path)
    assert pdf == office.read(receipt_pdf, [given.receipt_id], "zh_CN")
    assert "壹佰" not in reading.text_of(office.read(receipt_pdf, [given.receipt_id], "en"), tmp_path)


@pytest.mark.parametrize(("size", "wide"), [("A5", 595), ("A6", 420)])
def test_receipts_come_in_two_sizes(office: Office, given: Given, size: str, wide: int) -> None:
    from pypdfium2 import PdfDocument

    with PdfDocument(office.read(receipt_pdf, [given.receipt_id], "en", size)) as paper:
        assert round(paper[0].get_width()) == wide


def test_a_second_print_is_a_copy_and_a_void_receipt_says_so(office: Office, given: Given, tmp_path: Path) -> None:
    ids: Any = ((given.receipt_id,), "en", "A5")
    first, second = (reading.text_of(office.write(print_receipts, ids, actor="Li Na"), tmp_path) for _ in range(2))
    assert ("Copy" in first, "Copy" in second) == (False, True)
    office.write(void_receipt, VoidReceipt(given.receipt_id, "typed twice"), actor="Li Na")
    void = reading.text_of(office.read(receipt_pdf, [given.receipt_id], "en"), tmp_path)
    assert "Void:" in void
    assert "typedtwice" in void


def test_a_closing_lists_what_must_be_there_what_was_counted_and_every_receipt(
    office: Office, make: Maker, given: Given, tmp_path: Path
) -> None:
    request = CloseCash(make.branch.id, {50_00: 1}, reason="float of the morning", kept=10_00)
    key = office.write(close_cash, request, actor="Li Na")
    said = reading.text_of(office.read(closing_pdf, key, "en"), tmp_path)
    for words in ("Closingofthecashdrawer", "¥50.00", "¥40.00", "floatofthemorning", given.number, "LiNa"):
        assert words in said
