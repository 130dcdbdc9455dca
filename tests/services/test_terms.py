"""Terms, closures and public holidays."""

from datetime import date

import pytest

from commedu_desktop import i18n
from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.holidays import public_holidays, working_weekends
from commedu_desktop.services.office import Office
from commedu_desktop.services.terms import (
    Closure,
    PlanTerm,
    RemoveTerm,
    closed_days,
    plan_term,
    remove_term,
    term_at,
    terms,
)
from tests.makers import Maker

AUTUMN = PlanTerm("2026A", date(2026, 9, 1), date(2027, 1, 15), "Autumn 2026")
SPORTS = Closure(date(2026, 11, 5), date(2026, 11, 6), "Sports days")


def test_national_day_2026_is_seven_days_off_with_its_weekend() -> None:
    holidays = public_holidays("CN", date(2026, 9, 28), date(2026, 10, 11), "en")
    assert list(holidays.days) == [date(2026, 10, day) for day in range(1, 8)]
    assert set(holidays.days.values()) == {"National Day"}
    with i18n.speaking("zh_CN"):
        assert set(public_holidays("CN", date(2026, 10, 1), date(2026, 10, 7), "zh_CN").days.values()) == {"国庆节"}


def test_working_days_that_make_up_for_a_holiday_are_known() -> None:
    assert working_weekends("CN", date(2026, 9, 1), date(2026, 12, 31)) == [date(2026, 9, 20), date(2026, 10, 10)]
    off = public_holidays("CN", date(2026, 10, 1), date(2026, 10, 7), "zh_CN").stand_ins
    assert off == {date(2026, 10, 6): date(2026, 9, 20), date(2026, 10, 7): date(2026, 10, 10)}


def test_a_region_without_known_holidays_has_none() -> None:
    assert public_holidays("XX", date(2026, 1, 1), date(2026, 12, 31), "en").days == {}


def test_a_term_is_planned_again_under_the_same_code_and_keeps_closures_unless_told(office: Office) -> None:
    first = office.write(plan_term, PlanTerm(**vars(AUTUMN) | {"closures": (SPORTS,)}), actor="Li Na")
    again = office.write(plan_term, AUTUMN, actor="Li Na")
    (term,) = office.read(terms)
    assert (again, term.closures, term.title) == (first, (SPORTS,), "Autumn 2026")
    office.write(plan_term, PlanTerm(**vars(AUTUMN) | {"closures": ()}), actor="Li Na")
    assert office.read(terms)[0].closures == ()
    office.undo(actor="Li Na")
    assert office.read(terms)[0].closures == (SPORTS,)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ends": date(2026, 8, 31)}, "ends-before-start"),
        ({"ends": date(2062, 1, 15)}, "term-too-long"),
        ({"closures": (Closure(date(2026, 10, 7), date(2026, 10, 1)),)}, "ends-before-start"),
        ({"code": "  "}, "code-missing"),
    ],
)
def test_a_term_with_impossible_dates_is_refused(office: Office, change: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        office.write(plan_term, PlanTerm(**vars(AUTUMN) | change), actor="Li Na")
    assert refusal.value.code == code
    assert office.read(terms) == ()


def test_closed_days_are_the_centres_and_the_public_ones_and_only_of_the_days_asked_for(office: Office) -> None:
    office.write(plan_term, PlanTerm(**vars(AUTUMN) | {"closures": (SPORTS,)}), actor="Li Na")
    days = office.read(closed_days, date(2026, 10, 7), date(2026, 11, 5)).days
    assert days == {date(2026, 10, 7): "National Day", date(2026, 11, 5): "Sports days"}


def test_the_term_of_a_day_is_the_running_one_or_else_the_next(office: Office) -> None:
    office.write(plan_term, AUTUMN, actor="Li Na")
    office.write(plan_term, PlanTerm("2027S", date(2027, 2, 22), date(2027, 6, 30)), actor="Li Na")
    found = [office.read(term_at, day) for day in (date(2026, 11, 23), date(2027, 2, 1), date(2027, 8, 1))]
    assert [term.code for term in found if term] == ["2026A", "2027S", "2027S"]


def test_a_term_with_classes_stays(office: Office, make: Maker) -> None:
    make.new_offering()
    with pytest.raises(Refused, match="term-in-use"):
        office.write(remove_term, RemoveTerm(make.term.id), actor="Li Na")
