"""What a place costs, and what is given back of it."""

from hypothesis import given
from hypothesis import strategies as st

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.fees import Account, Charge, FeeRules, Why, charge, receipt_number

RULES = FeeRules(household=10, groups={"older": 50, "disabled": 100}, refund_part=50, refund_lessons=3)
LEFT, IN, WAITS = EnrolmentStatus.WITHDRAWN, EnrolmentStatus.ENROLLED, EnrolmentStatus.WAITING
fees, parts = st.integers(0, 1_000_000), st.integers(0, 100)
rules = st.builds(FeeRules, parts, st.dictionaries(st.sampled_from("abc"), parts), parts, st.integers(1, 9))


def test_the_best_discount_holds_and_they_do_not_add_up() -> None:
    assert charge(120_00, RULES, (), household=False) == Charge(120_00)
    assert charge(120_00, RULES, (), household=True) == Charge(120_00, 12_00, Why.HOUSEHOLD)
    assert charge(120_00, RULES, ("older", "women"), household=True) == Charge(120_00, 60_00, Why.GROUP)
    assert charge(120_00, RULES, ("older", "disabled"), household=True).due == 0


@given(fees, rules, st.sets(st.sampled_from("abcd")), st.booleans())
def test_a_discount_is_never_negative_and_never_more_than_the_fee(
    fee: int, rules: FeeRules, groups: set[str], household: bool
) -> None:
    found = charge(fee, rules, groups, household=household)
    assert 0 <= found.discount <= fee
    assert found.due + found.discount == fee


def test_all_before_the_first_lesson_half_before_the_third_then_nothing() -> None:
    paid = [Account(Charge(120_00), 120_00, LEFT, begun) for begun in (0, 1, 2, 3, 9)]
    assert [one.refundable(RULES) for one in paid] == [120_00, 60_00, 60_00, 0, 0]


def test_who_paid_a_part_gets_back_what_goes_beyond_the_centres_share() -> None:
    assert Account(Charge(120_00), 80_00, LEFT, 1).refundable(RULES) == 20_00
    assert Account(Charge(120_00), 50_00, LEFT, 1).refundable(RULES) == 0


def test_a_class_that_is_called_off_gives_everything_back_and_nobody_owes_for_it() -> None:
    off = Account(Charge(120_00), 120_00, IN, 8, cancelled=True)
    assert (off.refundable(RULES), off.owed) == (120_00, 0)


@given(fees, fees, rules, st.sampled_from(EnrolmentStatus), st.integers(0, 20), st.booleans())
def test_nobody_gets_back_more_than_they_paid_or_owes_more_than_the_fee(
    fee: int, paid: int, rules: FeeRules, status: EnrolmentStatus, begun: int, cancelled: bool
) -> None:
    account = Account(Charge(fee), paid, status, begun, cancelled)
    assert 0 <= account.refundable(rules) <= paid
    assert 0 <= account.owed <= fee
    assert account.owed == 0 or account.refundable(rules) == 0
    assert account.owed == 0 or status is IN or status is EnrolmentStatus.COMPLETED


def test_a_receipts_number_names_branch_and_year() -> None:
    assert receipt_number("B01", 2026, 12) == "B01-2026-R00012"
    assert Account(Charge(5), 0, WAITS).owed == 0
