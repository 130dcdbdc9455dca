"""Fees of the demonstration centre: most were paid on the day of enrolling, some in part, a few today or not yet."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.fees import Method, ReceiptKind, Why, receipt_number
from commedu_desktop.services.demo_people import Person
from commedu_desktop.services.demo_plan import Run
from commedu_desktop.services.demo_stage import Rows, Stage
from commedu_desktop.store.tables import Enrolment
from commedu_desktop.store.tables.payments import CashClosing, FeeCharge, Receipt, ReceiptLine

_FLOAT = 200_00
"""Stays in the drawer for change."""
_TODAY = 4
"""How many pay today."""
_METHODS = (Method.CASH, Method.CASH, Method.MOBILE, Method.MOBILE, Method.CARD)


@dataclass
class _Payment:
    on: date
    enrolment: dict[str, Any]
    run: Run
    person: Person
    amount: int
    method: Method


class Cashier:
    """Takes the fees in order of the days, numbers the receipts per branch and closes each drawer in the evening."""

    def __init__(self, stage: Stage, rows: Rows, branches: dict[str, UUID], people: Sequence[Person]) -> None:
        self.stage, self.rows, self.branches = stage, rows, branches
        self.codes = {key: code for code, key in branches.items()}
        self.people = {person.id: person for person in people}
        self.chance = stage.random("money")
        self.issued: Counter[tuple[str, int]] = Counter()
        """Branch code and year -> the last serial."""
        self.clerk = stage.word({"en": "Zhang Min", "zh_CN": "张敏"})

    def take(self, runs: Sequence[Run]) -> None:
        payments = sorted(self._payments(runs), key=lambda one: (one.on, one.enrolment["id"].int))
        drawers: dict[tuple[UUID, date], list[dict[str, Any]]] = {}
        for turn, payment in enumerate(payments):
            receipt = self._receipt(payment, turn)
            drawers.setdefault((receipt["branch_id"], payment.on), []).append(receipt)
        left: Counter[UUID] = Counter()
        for (branch, on), receipts in sorted(drawers.items(), key=lambda one: one[0][1]):
            if on < self.stage.now.date():
                left[branch] = self._close(branch, on, receipts, left[branch])

    def _payments(self, runs: Sequence[Run]) -> Iterator[_Payment]:
        by_id = {run.row["id"]: run for run in runs if run.row["fee"]}
        today = _TODAY
        for enrolment in self.rows.by_table[Enrolment]:
            run = by_id.get(enrolment["offering_id"])
            if run is None or enrolment["status"] is not EnrolmentStatus.ENROLLED:
                continue
            person, fee = self.people[enrolment["resident_id"]], run.row["fee"]
            due, drawn = self._charge(enrolment, fee), self.chance.random()
            method = self.chance.choice(_METHODS)
            if drawn > 0.12:
                amount = due // 2 if drawn > 0.95 else due
                yield _Payment(enrolment["enrolled_on"], enrolment, run, person, amount, method)
            elif today:
                today -= 1
                yield _Payment(self.stage.now.date(), enrolment, run, person, due, method)

    def _charge(self, enrolment: dict[str, Any], fee: int) -> int:
        helps = self.chance.random() < 0.03
        discount = fee // 2 if helps else 0
        note = self.stage.word({"en": "volunteer at the centre", "zh_CN": "中心志愿者"}) if helps else ""
        why = Why.GIVEN if helps else Why.FULL
        self.rows.add(FeeCharge, enrolment_id=enrolment["id"], fee=fee, discount=discount, why=why, note=note)
        return fee - discount

    def _receipt(self, payment: _Payment, turn: int) -> dict[str, Any]:
        branch, year = payment.run.row["branch_id"], payment.on.year
        code = self.codes[branch]
        self.issued[code, year] += 1
        at = self.stage.utc(datetime.combine(payment.on, time(8, 5)) + timedelta(minutes=turn % 25))
        receipt = self.rows.add(
            Receipt,
            number=receipt_number(code, year, self.issued[code, year]),
            branch_id=branch,
            year=year,
            serial=self.issued[code, year],
            kind=ReceiptKind.PAYMENT,
            resident_id=payment.person.id,
            name=payment.person.row["name"],
            taken_on=payment.on,
            at=at,
            amount=payment.amount,
            currency="CNY",
            method=payment.method,
            taken_by=self.clerk,
            prints=1,
        )
        line = {"receipt_id": receipt["id"], "enrolment_id": payment.enrolment["id"], "position": 0}
        self.rows.add(ReceiptLine, **line, text=payment.run.row["title"], amount=payment.amount)
        return receipt

    def _close(self, branch: UUID, on: date, receipts: list[dict[str, Any]], opening: int) -> int:
        """Close a day; returns what stays in the drawer."""
        others: Counter[str] = Counter()
        for one in receipts:
            others[one["method"].value] += one["amount"]
        taken = others.pop(Method.CASH.value, 0)
        wrong = 5_00 if taken > 10_00 and self.chance.random() < 0.05 else 0
        counted = opening + taken - wrong
        row = self.rows.add(
            CashClosing,
            branch_id=branch,
            closed_on=on,
            at=self.stage.utc(datetime.combine(on, time(17, 30))),
            closed_by=self.clerk,
            currency="CNY",
            opening=opening,
            taken=taken,
            given=0,
            counted=counted,
            kept=min(counted, _FLOAT),
            pieces={},
            others=dict(others),
            reason=self.stage.word({"en": "wrong change given", "zh_CN": "找零有误"}) if wrong else "",
        )
        for one in receipts:
            one["closing_id"] = row["id"]
        kept: int = row["kept"]
        return kept
