"""Paying all or a part, discounts, giving back by the rule, receipts that are voided and never deleted."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.fees import FeeRules, Method, ReceiptKind, Why
from commedu_desktop.domain.money import Money
from commedu_desktop.domain.offerings import OfferingStatus
from commedu_desktop.sentences import sentence
from commedu_desktop.services.cash import CloseCash, close_cash
from commedu_desktop.services.check import check_centre
from commedu_desktop.services.check_in_anyway import LetIn, check_in_anyway
from commedu_desktop.services.enrolments import Enrol, Withdraw, enrol, withdraw
from commedu_desktop.services.fees import (
    FeeLine,
    GiveDiscount,
    PayFees,
    RefundFee,
    fee_lines,
    follow_fee_rules,
    give_discount,
    pay_fees,
    refund_fee,
    unpaid,
)
from commedu_desktop.services.history import last_writes
from commedu_desktop.services.merging import MergeResidents, merge_residents
from commedu_desktop.services.office import Office
from commedu_desktop.services.receipts import CorrectReceipt, VoidReceipt, correct_receipt, receipts_of, void_receipt
from commedu_desktop.services.settings import ChangeSettings, change_settings
from commedu_desktop.store.queries.resident_detail import history_of
from commedu_desktop.store.tables import Enrolment, Household, Offering, Resident, ResidentGroup
from tests.makers import Maker

NOW = datetime(2026, 11, 23, 9, 0)
ACTOR = "Li Na"


@pytest.fixture
def zhang(make: Maker) -> Resident:
    return make.new_resident("张小明", card="B01-004312")


@pytest.fixture
def choir(make: Maker) -> Offering:
    return make.new_offering(title="Choir", fee=120_00)


@pytest.fixture
def place(make: Maker, choir: Offering, zhang: Resident) -> Enrolment:
    return make.enrol(choir, zhang)


def write(office: Office, verb: Callable[..., Any], request: Any) -> Any:
    return office.write(verb, request, actor=ACTOR)


def pay(office: Office, place: Enrolment, amount: int, method: Method = Method.CASH) -> Any:
    return write(office, pay_fees, PayFees(((place.id, amount),), method))


def line_of(office: Office, resident: Resident, now: datetime = NOW) -> FeeLine:
    (line,) = office.read(fee_lines, resident.id, now)
    return line


def test_a_fee_is_paid_in_parts_and_each_part_has_the_next_number(
    office: Office, place: Enrolment, zhang: Resident
) -> None:
    assert [one.name for one in office.read(unpaid, NOW)] == ["张小明"]
    first, second = pay(office, place, 50_00), pay(office, place, 70_00)
    assert (first.number, second.number) == ("B01-2026-R00001", "B01-2026-R00002")
    assert (line_of(office, zhang).owed, office.read(unpaid, NOW)) == (0, [])
    assert [one.amount for one in office.read(receipts_of, zhang.id)] == [70_00, 50_00]


def test_nobody_pays_more_than_they_owe_or_nothing(office: Office, place: Enrolment) -> None:
    for amount, code in (
        (120_01, "fee-more-than-owed"),
        (0, "fee-amount-not-positive"),
        (-5, "fee-amount-not-positive"),
    ):
        with pytest.raises(Refused, match=code):
            pay(office, place, amount)
    assert pay(office, place, 1).number == "B01-2026-R00001"


def test_a_receipt_is_not_undone_but_voided_with_a_reason(office: Office, place: Enrolment, zhang: Resident) -> None:
    given = pay(office, place, 120_00)
    with pytest.raises(Refused) as refusal:
        office.undo(actor=ACTOR)
    assert "Void it instead" in sentence(refusal.value)
    with pytest.raises(Refused, match="receipt-reason-missing"):
        write(office, void_receipt, VoidReceipt(given.receipt_id, " "))
    write(office, void_receipt, VoidReceipt(given.receipt_id, "typed twice"))
    (row,) = office.read(receipts_of, zhang.id)
    assert (row.stands, row.void_reason, line_of(office, zhang).owed) == (False, "typed twice", 120_00)
    with pytest.raises(Refused, match="receipt-voided"):
        write(office, void_receipt, VoidReceipt(given.receipt_id, "again"))
    assert pay(office, place, 120_00).number == "B01-2026-R00002"


def test_the_second_of_a_household_and_members_of_a_group_pay_less(
    office: Office, make: Maker, choir: Offering
) -> None:
    write(office, change_settings, ChangeSettings({"household_discount": 10, "group_discounts": {"disabled": 100}}))
    home, group = make.add(Household(code="H1")), make.new_group("disabled")
    first, second = (make.new_resident(name, household_id=home.id) for name in ("Ann", "Ben"))
    free = make.new_resident("Cleo")
    make.add(ResidentGroup(resident_id=free.id, group_id=group.id))
    make.enrol(choir, first, enrolled_on=date(2026, 9, 1))
    make.enrol(choir, second, enrolled_on=date(2026, 9, 2))
    make.enrol(choir, free)
    charges = [line_of(office, one).account.charge for one in (first, second, free)]
    assert [(one.due, one.why) for one in charges] == [
        (120_00, Why.FULL), (108_00, Why.HOUSEHOLD), (0, Why.GROUP),
    ]  # fmt: skip
    assert {one.name for one in office.read(unpaid, NOW)} == {"Ann", "Ben"}


def test_what_was_paid_for_keeps_its_price_when_fee_and_rules_change(
    office: Office, make: Maker, place: Enrolment, zhang: Resident, choir: Offering
) -> None:
    pay(office, place, 20_00)
    write(office, change_settings, ChangeSettings({"group_discounts": {"older": 100}}))
    make.add(ResidentGroup(resident_id=zhang.id, group_id=make.new_group("older").id))
    assert line_of(office, zhang).owed == 100_00
    with pytest.raises(Refused, match="fee-paid-already"):
        write(office, follow_fee_rules, place.id)


def test_a_discount_by_hand_has_a_reason_and_can_be_undone(office: Office, place: Enrolment, zhang: Resident) -> None:
    with pytest.raises(Refused, match="discount-reason-missing"):
        write(office, give_discount, GiveDiscount(place.id, "", percent=50))
    for wrong in ({"percent": 101}, {"amount": 120_01}, {"amount": -1}, {}):
        with pytest.raises(Refused, match="discount-out-of-range"):
            write(office, give_discount, GiveDiscount(place.id, "volunteer", **wrong))
    write(office, give_discount, GiveDiscount(place.id, "volunteer", percent=33))
    assert (line_of(office, zhang).account.charge.due, line_of(office, zhang).note) == (80_40, "volunteer")
    office.undo(actor=ACTOR)
    assert line_of(office, zhang).account.charge.due == 120_00
    write(office, give_discount, GiveDiscount(place.id, "volunteer", amount=120_00))
    assert office.read(unpaid, NOW) == []
    write(office, follow_fee_rules, place.id)
    assert line_of(office, zhang).owed == 120_00


def test_leaving_gives_back_by_the_lessons_that_have_begun(
    office: Office, make: Maker, place: Enrolment, zhang: Resident, choir: Offering
) -> None:
    pay(office, place, 120_00)
    for day in (9, 16):
        make.new_lesson(choir, datetime(2026, 11, day, 9))
    with pytest.raises(Refused, match="refund-still-enrolled"):
        write(office, refund_fee, RefundFee(place.id))
    with pytest.raises(Refused) as refusal:
        write(office, refund_fee, RefundFee(place.id, 70_00, leaves=True))
    assert "2 lessons of Choir have begun" in sentence(refusal.value)
    assert "60.00 back of" in sentence(refusal.value)
    given = write(office, refund_fee, RefundFee(place.id, leaves=True))
    assert (given.amount, given.number) == (Money(-60_00, "CNY"), "B01-2026-R00002")
    assert line_of(office, zhang).account.status is EnrolmentStatus.WITHDRAWN
    with pytest.raises(Refused, match="refund-nothing"):
        write(office, refund_fee, RefundFee(place.id))
    write(office, refund_fee, RefundFee(place.id, 60_00, override="moved away for treatment"))
    with pytest.raises(Refused, match="refund-more-than-paid"):
        write(office, refund_fee, RefundFee(place.id, 1, override="more"))
    assert office.read(receipts_of, zhang.id)[0].note == "moved away for treatment"


def test_the_day_of_leaving_counts_not_the_day_on_which_the_money_is_fetched(
    office: Office, make: Maker, place: Enrolment, zhang: Resident, choir: Offering
) -> None:
    pay(office, place, 120_00)
    for day in (23, 26):
        make.new_lesson(choir, datetime(2026, 11, day, 14))
    write(office, withdraw, Withdraw(place.id))
    december = line_of(office, zhang, datetime(2026, 12, 20, 9, 0))
    assert (december.account.begun, december.account.refundable(FeeRules())) == (0, 120_00)


def test_a_class_that_is_called_off_gives_all_back_while_they_are_in_it(
    office: Office, make: Maker, zhang: Resident
) -> None:
    off = make.new_offering(fee=80_00)
    place = make.enrol(off, zhang)
    pay(office, place, 80_00)

    def cancel(session: Any, key: Any) -> None:
        session.get_one(Offering, key).status = OfferingStatus.CANCELLED

    write(office, cancel, off.id)
    assert write(office, refund_fee, RefundFee(place.id)).amount == Money(-80_00, "CNY")


def test_a_payment_whose_money_went_back_is_not_voided(
    office: Office, make: Maker, place: Enrolment, zhang: Resident
) -> None:
    given = pay(office, place, 120_00)
    back = write(office, refund_fee, RefundFee(place.id, leaves=True))
    with pytest.raises(Refused, match="receipt-given-back-since"):
        write(office, void_receipt, VoidReceipt(given.receipt_id, "mistake"))
    write(office, void_receipt, VoidReceipt(back.receipt_id, "mistake"))
    write(office, void_receipt, VoidReceipt(given.receipt_id, "mistake"))
    assert office.read(fee_lines, zhang.id, NOW) == []


def test_a_receipt_of_a_closed_day_stays_and_is_taken_back_by_a_new_one(
    office: Office, make: Maker, place: Enrolment, zhang: Resident
) -> None:
    given = pay(office, place, 120_00)
    with pytest.raises(Refused, match="receipt-day-open"):
        write(office, correct_receipt, CorrectReceipt(given.receipt_id, "wrong class"))
    write(office, close_cash, CloseCash(make.branch.id, total=120_00))
    with pytest.raises(Refused, match="receipt-day-closed"):
        write(office, void_receipt, VoidReceipt(given.receipt_id, "wrong class"))
    write(office, correct_receipt, CorrectReceipt(given.receipt_id, "wrong class"))
    new, old = office.read(receipts_of, zhang.id)
    assert (new.kind, new.amount, new.note, old.stands) == (ReceiptKind.CORRECTION, -120_00, "wrong class", False)
    with pytest.raises(Refused, match="receipt-corrected"):
        write(office, correct_receipt, CorrectReceipt(given.receipt_id, "again"))
    assert line_of(office, zhang).owed == 120_00


def test_one_receipt_covers_several_classes_of_one_person_only(
    office: Office, make: Maker, place: Enrolment, zhang: Resident
) -> None:
    dance = make.new_offering(title="Dance", fee=60_00)
    second = make.enrol(dance, zhang)
    given = write(office, pay_fees, PayFees(((place.id, 120_00), (second.id, 30_00)), Method.MOBILE))
    assert given.amount == Money(150_00, "CNY")
    (row,) = office.read(receipts_of, zhang.id)
    assert row.lines == (("Choir", 120_00), ("Dance", 30_00))
    other = make.enrol(dance, make.new_resident("Ann"))
    for wrong in (((second.id, 10), (other.id, 10)), ((second.id, 10), (second.id, 10))):
        with pytest.raises(Refused, match="fee-several-people"):
            write(office, pay_fees, PayFees(wrong))
    with pytest.raises(Refused, match="fee-nothing-to-pay"):
        write(office, pay_fees, PayFees(()))


def test_merging_moves_the_money_and_the_fee_is_owed_once(office: Office, make: Maker, choir: Offering) -> None:
    kept, gone = make.new_resident("张小明"), make.new_resident("张晓明")
    mine, theirs = make.enrol(choir, kept), make.enrol(choir, gone)
    pay(office, mine, 20_00)
    pay(office, theirs, 50_00)
    write(office, merge_residents, MergeResidents(kept.id, gone.id))
    assert (line_of(office, kept).account.paid, line_of(office, kept).owed) == (70_00, 50_00)
    assert [one.amount for one in office.read(receipts_of, kept.id)] == [50_00, 20_00]
    assert [one.code for one in office.read(check_centre) if one.code != "check-counter"] == []
    office.undo(actor=ACTOR)
    assert (line_of(office, kept).account.paid, line_of(office, gone).account.paid) == (20_00, 50_00)


def test_an_enrolment_that_was_paid_for_is_not_undone(office: Office, make: Maker, choir: Offering) -> None:
    ann = make.new_resident("Ann")
    place = write(office, enrol, Enrol(ann.id, choir.id))
    write(office, pay_fees, PayFees(((place.enrolment_id, 10_00),)))
    assert office.read(last_writes, 1)[0].subject == "Ann · B01-2026-R00001"
    with pytest.raises(Refused, match="changed-since"):
        office.undo(actor=ACTOR, write_id=place.write_id)
    assert line_of(office, ann).account.paid == 10_00


def test_payments_stand_in_the_history_of_the_resident(office: Office, make: Maker, place: Enrolment) -> None:
    given = pay(office, place, 10_00)
    write(office, void_receipt, VoidReceipt(given.receipt_id, "typed twice"))
    pay(office, place, 20_00)
    write(office, close_cash, CloseCash(make.branch.id, total=20_00))
    lines = office.read(history_of, place.resident_id, 6)
    assert [line.verb for line in lines][:3] == ["pay_fees", "void_receipt", "pay_fees"]


def test_only_leads_pass_over_the_rules_once_the_centre_names_some(
    office: Office, make: Maker, place: Enrolment, choir: Offering
) -> None:
    write(office, change_settings, ChangeSettings({"leads": ("Wang Fang",)}))
    lesson = make.new_lesson(choir, datetime(2026, 11, 23, 14))
    pay(office, place, 50_00)
    by_exception: tuple[tuple[Any, Any], ...] = (
        (give_discount, GiveDiscount(place.id, "volunteer", percent=50)),
        (refund_fee, RefundFee(place.id, 10_00, override="asked for it")),
        (check_in_anyway, LetIn(place.resident_id, lesson.id, "sets up the room")),
    )
    for verb, request in by_exception:
        with pytest.raises(Refused) as refusal:
            write(office, verb, request)
        assert "Only Wang Fang may" in sentence(refusal.value)
    for verb, request in by_exception:
        office.write(verb, request, actor=" wang fang")
    assert pay(office, place, 10_00).amount == Money(10_00, "CNY")
