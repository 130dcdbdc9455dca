"""The calendar of festivals: right days, lunar ones too; what is near is proposed until it has a notice."""

from datetime import date, datetime, timedelta

import pytest

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.notices import NoticeKind
from commedu_desktop.services.festivals import (
    KeepFestival,
    calendar,
    drop_festival,
    keep_festival,
    listed,
    of_year,
    pass_over_festival,
    proposals,
)
from commedu_desktop.services.holidays import public_holidays
from commedu_desktop.services.notice_papers import new_draft
from commedu_desktop.services.notices import draft_notice
from commedu_desktop.services.office import Office

KNOWN = {
    "spring-festival": ("2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-03"),
    "double-ninth": ("2026-10-18", "2027-10-08", "2028-10-26", "2029-10-16", "2030-10-05"),
    "mid-autumn": ("2026-09-25", "2027-09-15", "2028-10-03", "2029-09-22", "2030-09-12"),
    "dragon-boat": ("2026-06-19", "2027-06-09", "2028-05-28", "2029-06-16", "2030-06-05"),
    "lantern": ("2026-03-03", "2027-02-20", "2028-02-09", "2029-02-27", "2030-02-17"),
    "laba": ("2026-01-26", "2027-01-15"),
    "qingming": ("2026-04-05", "2027-04-05"),
    "dongzhi": ("2026-12-22", "2027-12-22"),
    "mother": ("2026-05-10", "2027-05-09"),
    "father": ("2026-06-21", "2027-06-20"),
}
"""From 2026 on, as the almanac has them; the Spring Festival is said by its first day, the list begins on its eve."""


@pytest.mark.parametrize("key", KNOWN)
def test_lunar_and_moving_days_are_right(office: Office, key: str) -> None:
    years = range(2026, 2026 + len(KNOWN[key]))
    found = [next(one.starts for one in office.read(of_year, year) if one.key == key) for year in years]
    eve = timedelta(key == "spring-festival")
    assert tuple((day + eve).isoformat() for day in found) == KNOWN[key]


def test_the_list_agrees_with_the_public_holidays(office: Office) -> None:
    holidays = public_holidays("CN", date(2026, 1, 1), date(2026, 12, 31), "zh_CN").days
    keys = ("new-year", "spring-festival", "qingming", "labour", "dragon-boat", "mid-autumn", "national")
    for one in office.read(of_year, 2026):
        if one.key in keys:
            days = [one.starts + timedelta(at) for at in range((one.ends - one.starts).days + 1)]
            assert any(day in holidays for day in days), one


def test_every_entry_is_whole_and_in_both_languages() -> None:
    for entry in listed("CN"):
        assert entry["names"].keys() == entry["texts"].keys() == {"en", "zh_CN"}
        assert all(first <= last for first, last in entry["days"].values())
    assert len({entry["key"] for entry in listed("CN")}) == len(listed("CN")) > 45
    assert listed("XX") == []


def test_what_is_near_is_proposed_until_it_has_a_notice_or_is_passed_over(office: Office) -> None:
    now = datetime(2026, 10, 5, 9)
    near = {one.key: one for one in office.read(proposals, now)}
    assert {"double-ninth", "elderly-month", "learning-week"} <= near.keys()
    draft = office.read(new_draft, NoticeKind.FESTIVAL, now.date(), None, "zh_CN", near["double-ninth"].code)
    assert (draft.title, draft.festival, draft.content["circle"]) == ("重阳节", "double-ninth-2026", ["10.18", "周日"])
    office.write(draft_notice, draft, actor="test")
    office.write(pass_over_festival, near["elderly-month"], actor="test")
    left = {one.key for one in office.read(proposals, now)}
    assert left == near.keys() - {"double-ninth", "elderly-month"}
    rows = {row.festival.key: row for row in office.read(calendar, 2026)}
    assert rows["double-ninth"].notice is not None
    assert rows["elderly-month"].passed
    office.undo(actor="test")
    assert "elderly-month" in {one.key for one in office.read(proposals, now)}


def test_a_centre_adds_days_of_its_own_and_moves_those_that_are_named_anew(office: Office) -> None:
    fair = KeepFestival(" Book fair ", date(2024, 2, 29), date(2024, 3, 2), "Swap books")
    office.write(keep_festival, fair, actor="test")
    (found,) = (one for one in office.read(of_year, 2027) if one.own)
    assert (found.name, found.starts, found.ends) == ("Book fair", date(2027, 2, 28), date(2027, 3, 2))
    moved = KeepFestival("Lifelong Learning Week", date(2026, 11, 2), date(2026, 11, 8), key="learning-week")
    office.write(keep_festival, moved, actor="test")
    week = next(one for one in office.read(of_year, 2026) if one.key == "learning-week")
    assert (week.starts, week.about) == (date(2026, 11, 2), False)
    office.write(drop_festival, week, actor="test")
    office.write(drop_festival, found, actor="test")
    assert [one for one in office.read(of_year, 2026) if one.own] == []


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (KeepFestival(" ", date(2026, 1, 1), date(2026, 1, 1)), "festival-without-name"),
        (KeepFestival("x", date(2026, 1, 2), date(2026, 1, 1)), "festival-ends-first"),
        (KeepFestival("x", date(2026, 1, 2), date(2026, 12, 1)), "festival-too-long"),
    ],
)
def test_days_that_cannot_be_are_refused(office: Office, request_: KeepFestival, code: str) -> None:
    with pytest.raises(Refused, match=code):
        office.write(keep_festival, request_, actor="test")
