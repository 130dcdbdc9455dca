"""The cash drawer: counted, closed with its difference, and right whatever happens in between."""

import shutil
import tempfile
from contextlib import suppress
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import text
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.fees import Method
from commedu_desktop.sentences import sentence
from commedu_desktop.services.cash import CloseCash, cash_day, close_cash, closing, closings, receipts_in
from commedu_desktop.services.check import check_centre
from commedu_desktop.services.fees import (
    GiveDiscount,
    PayFees,
    RefundFee,
    fee_lines,
    give_discount,
    pay_fees,
    refund_fee,
)
from commedu_desktop.services.office import Office
from commedu_desktop.services.receipts import CorrectReceipt, VoidReceipt, correct_receipt, receipt_rows, void_receipt
from commedu_desktop.store.database import Database
from commedu_desktop.store.tables import Branch, Enrolment
from tests.makers import Maker
from tests.offices import CENTRE_ZONE, WRITES_BEGIN

ACTOR = "Li Na"


@pytest.fixture
def place(make: Maker) -> Enrolment:
    return make.enrol(make.new_offering(title="Choir", fee=200_00), make.new_resident("张小明"))


def pay(office: Office, place: Enrolment, amount: int, method: Method = Method.CASH) -> Any:
    return office.write(pay_fees, PayFees(((place.id, amount),), method), actor=ACTOR)


def test_the_drawer_must_hold_what_was_left_in_it_and_the_cash_since(
    office: Office, make: Maker, place: Enrolment
) -> None:
    pay(office, place, 120_00)
    pay(office, place, 30_00, Method.MOBILE)
    day = office.read(cash_day, make.branch.id)
    assert (day.drawer.expected, day.others, len(day.receipts)) == (120_00, {"mobile": 30_00}, 2)
    key = office.write(close_cash, CloseCash(make.branch.id, {100_00: 1, 10_00: 2}, kept=20_00), actor=ACTOR)
    assert (office.read(closing, key).difference, office.read(closing, key).pieces) == (0, {100_00: 1, 10_00: 2})
    after = office.read(cash_day)
    assert (after.drawer.expected, after.receipts) == (20_00, ())
    assert [one.amount for one in office.read(receipts_in, key)] == [120_00, 30_00]
    with pytest.raises(Refused, match="cash-nothing-to-close"):
        office.write(close_cash, CloseCash(make.branch.id, total=20_00), actor=ACTOR)


def test_a_difference_is_said_and_needs_its_reason(office: Office, make: Maker, place: Enrolment) -> None:
    pay(office, place, 120_00)
    with pytest.raises(Refused) as refusal:
        office.write(close_cash, CloseCash(make.branch.id, {50_00: 2}), actor=ACTOR)
    assert "differs by -¥20.00" in sentence(refusal.value)
    key = office.write(close_cash, CloseCash(make.branch.id, {50_00: 2}, reason="wrong change"), actor=ACTOR)
    row = office.read(closing, key)
    assert (row.difference, row.reason, row.kept, row.closed_by) == (-20_00, "wrong change", 100_00, ACTOR)


@pytest.mark.parametrize(
    ("request_of", "code"),
    [
        ({}, "cash-count-missing"),
        ({"pieces": {100: -1}}, "cash-count-negative"),
        ({"total": -1}, "cash-count-negative"),
        ({"total": 5, "reason": "x", "kept": 6}, "cash-kept-too-much"),
        ({"total": 5, "reason": "x", "kept": -1}, "cash-kept-too-much"),
    ],
)
def test_a_count_that_cannot_be_is_refused(office: Office, make: Maker, request_of: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=code):
        office.write(close_cash, CloseCash(make.branch.id, **request_of), actor=ACTOR)


def test_a_closing_is_not_undone(office: Office, make: Maker, place: Enrolment) -> None:
    pay(office, place, 5_00)
    office.write(close_cash, CloseCash(make.branch.id, total=5_00), actor=ACTOR)
    with pytest.raises(Refused) as refusal:
        office.undo(actor=ACTOR)
    assert "has been closed, and stays so" in sentence(refusal.value)


def test_each_branch_has_its_own_drawer_and_numbers(office: Office, make: Maker, place: Enrolment) -> None:
    other = make.add(Branch(code="B02", name="West", parent_id=make.branch.id))
    pay(office, place, 10_00)
    there = office.write(pay_fees, PayFees(((place.id, 5_00),), branch_id=other.id), actor=ACTOR)
    assert there.number == "B02-2026-R00001"
    assert [office.read(cash_day, key).drawer.expected for key in (make.branch.id, other.id)] == [10_00, 5_00]


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        ("DELETE FROM receipt WHERE serial = 1", "check-receipt-gap"),
        ("UPDATE receipt SET amount = 1", "check-receipt-sum"),
        ("UPDATE receipt SET voided_at = 1 WHERE serial = 2", "check-closing-sum"),
        ("UPDATE receipt_line SET amount = -1", "check-paid-below-nothing"),
    ],
)
def test_check_finds_money_that_was_changed_past_the_program(
    office: Office, make: Maker, place: Enrolment, harm: str, code: str
) -> None:
    for _ in range(2):
        pay(office, place, 10_00)
    office.write(close_cash, CloseCash(make.branch.id, total=20_00), actor=ACTOR)

    def harm_it(session: Session, statement: str) -> None:
        session.execute(text("DELETE FROM receipt_line") if "DELETE" in statement else text("SELECT 1"))
        session.execute(text(statement))

    assert {one.code for one in office.read(check_centre)} <= {"check-counter"}
    office.write(harm_it, harm, actor=ACTOR)
    assert code in {one.code for one in office.read(check_centre)}


class CashBook(RuleBasedStateMachine):
    """Pays, gives back, voids, corrects, closes and undoes in any order; a plain model keeps its own account."""

    receipts = Bundle("receipts")
    _template: Path | None = None

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="commedu-cash-"))
        if CashBook._template is None:
            CashBook._template = Path(tempfile.mkdtemp(prefix="commedu-cash-")) / "centre.db"
            Database.create(CashBook._template).close()
        shutil.copy(CashBook._template, self.folder / "centre.db")
        self.database = Database.open(self.folder / "centre.db")
        seconds = count()
        self.office = Office(self.database, lambda: WRITES_BEGIN + timedelta(seconds=next(seconds)), CENTRE_ZONE)
        self.entries: dict[Any, tuple[int, int, Method]] = {}
        """Receipts that count: which place, how much, how."""
        self.closed: set[Any] = set()
        self.left = 0
        self.issued = 0

    @initialize()
    def begin(self) -> None:
        make = Maker(self.office)
        self.branch = make.branch.id
        self.resident = make.new_resident("张小明")
        self.places = [make.enrol(make.new_offering(fee=fee), self.resident).id for fee in (90_00, 45_50)]

    def write(self, verb: Any, request: Any) -> Any:
        """The result; None when it is refused, which must leave everything as it is."""
        with suppress(Refused):
            return self.office.write(verb, request, actor=ACTOR)
        return None

    def paid(self, at: int) -> int:
        return sum(amount for place, amount, _method in self.entries.values() if place == at)

    def _entered(self, key: Any, at: int, amount: int, method: Method) -> Any:
        self.issued += 1
        self.entries[key] = (at, amount, method)
        return key

    @rule(target=receipts, at=st.integers(0, 1), amount=st.integers(-5, 100_00), method=st.sampled_from(Method))
    def pays(self, at: int, amount: int, method: Method) -> Any:
        given = self.write(pay_fees, PayFees(((self.places[at], amount),), method))
        if given is None:
            return None
        assert amount > 0
        return self._entered(given.receipt_id, at, amount, method)

    @rule(target=receipts, at=st.integers(0, 1), amount=st.integers(-5, 100_00), method=st.sampled_from(Method))
    def gives_back(self, at: int, amount: int, method: Method) -> Any:
        before = self.paid(at)
        given = self.write(refund_fee, RefundFee(self.places[at], amount, method, override="asked for it"))
        assert (given is not None) == (0 < amount <= before)
        return None if given is None else self._entered(given.receipt_id, at, -amount, method)

    @rule(receipt=receipts)
    def voids(self, receipt: Any) -> None:
        if receipt is None:
            return
        stood, was_open = receipt in self.entries, receipt not in self.closed
        if self._taken_back(void_receipt, VoidReceipt(receipt, "wrong")):
            assert stood
            assert was_open
            del self.entries[receipt]

    def _taken_back(self, verb: Any, request: Any) -> bool:
        try:
            self.office.write(verb, request, actor=ACTOR)
        except Refused:
            return False
        return True

    @rule(target=receipts, receipt=receipts)
    def corrects(self, receipt: Any) -> Any:
        if receipt is None:
            return None
        new = self.write(correct_receipt, CorrectReceipt(receipt, "wrong"))
        if new is None:
            return None
        assert receipt in self.closed
        at, amount, method = self.entries[receipt]
        return self._entered(new, at, -amount, method)

    @rule(extra=st.integers(-3, 3), kept=st.integers(0, 20_00))
    def closes(self, extra: int, kept: int) -> None:
        expected = self.office.read(cash_day, self.branch).drawer.expected
        counted = expected + extra
        request = CloseCash(
            self.branch, total=counted, kept=min(kept, max(counted, 0)), reason="count" if extra else ""
        )
        if self.write(close_cash, request) is not None:
            self.closed |= set(self.entries)
            self.left = min(kept, max(counted, 0))

    @rule(at=st.integers(0, 1), percent=st.integers(-1, 101))
    def is_given_a_discount_that_is_undone(self, at: int, percent: int) -> None:
        now = self.office.wall_clock()
        before = self.office.read(fee_lines, self.resident.id, now)
        if self._taken_back(give_discount, GiveDiscount(self.places[at], "volunteer", percent=percent)):
            self.office.undo(actor=ACTOR)
        assert self.office.read(fee_lines, self.resident.id, now) == before

    @rule()
    def undoes(self) -> None:
        """What is on paper is never undone."""
        if self.issued:
            with pytest.raises(Refused, match="undo-not-possible"):
                self.office.undo(actor=ACTOR)

    @invariant()
    def money_adds_up(self) -> None:
        if not hasattr(self, "places"):
            return
        day = self.office.read(cash_day, self.branch)
        fresh = [entry for key, entry in self.entries.items() if key not in self.closed]
        assert day.drawer.expected == self.left + sum(amount for _, amount, how in fresh if how is Method.CASH)
        lines = {
            one.enrolment_id: one for one in self.office.read(fee_lines, self.resident.id, self.office.wall_clock())
        }
        for at, key in enumerate(self.places):
            assert lines[key].account.paid == self.paid(at)
            assert 0 <= lines[key].account.paid <= lines[key].account.charge.fee

    @invariant()
    def numbers_have_no_gap(self) -> None:
        if not hasattr(self, "places"):
            return

        def numbers(session: Session) -> list[int]:
            return [serial for (serial,) in session.execute(text("SELECT serial FROM receipt ORDER BY serial"))]

        assert self.office.read(numbers) == list(range(1, self.issued + 1))

    def teardown(self) -> None:
        if hasattr(self, "places"):
            strange = [one for one in self.office.read(check_centre) if one.code != "check-counter"]
            assert strange == []
            assert len(self.office.read(receipt_rows, list(self.entries))) == len(self.entries)
            assert all(one.counted >= one.kept for one in self.office.read(closings, self.branch))
        self.database.close()
        shutil.rmtree(self.folder)


CashBook.TestCase.settings = settings(
    max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
TestCashBook = CashBook.TestCase
