"""What is written down of the holidays is what the library says, so that nobody notices which of the two was asked."""

import json
import sys
from datetime import date
from importlib.metadata import version

import public_holidays as packaged
import pytest

from commedu_desktop.services import holidays
from commedu_desktop.services.centre import regions


@pytest.mark.parametrize("region", regions())
def test_it_is_of_the_librarys_present_version(region: str) -> None:
    kept = json.loads((packaged.LISTS / region / "holidays.json").read_text(encoding="utf-8"))
    assert kept == {"version": version("holidays"), "years": packaged.of_library(region)}, (
        "run: python packaging/public_holidays.py"
    )


def test_the_library_is_not_loaded_for_a_year_that_is_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    holidays._year.cache_clear()
    days = holidays.public_holidays("CN", date(2026, 10, 1), date(2026, 10, 7), "en").days
    assert list(days) == [date(2026, 10, day) for day in range(1, 8)]


def test_another_year_is_asked_of_the_library() -> None:
    holidays._year.cache_clear()
    assert date(2035, 10, 1) in holidays.public_holidays("CN", date(2035, 9, 30), date(2035, 10, 2), "en").days
