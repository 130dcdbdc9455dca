"""A submitted report stays what it was; what changes later stands beside it; a correction is a new version."""

from datetime import UTC, date, datetime

import pytest

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.figures import figure_key
from commedu_desktop.domain.period_reports import Difference, PeriodReport
from commedu_desktop.domain.periods import parse_period
from commedu_desktop.domain.plain import from_plain, to_plain
from commedu_desktop.services.freezing import Freeze, Frozen, freeze_report, frozen_report, frozen_reports
from commedu_desktop.services.office import Office
from commedu_desktop.services.report_texts import WriteSentence, texts_of, write_sentence
from commedu_desktop.services.reports import period_report
from commedu_desktop.store.tables import AttendanceMark, Lesson, Population
from tests.makers import Maker
from tests.offices import WRITES_BEGIN
from tests.random_centres import fill

OCTOBER, NOVEMBER = parse_period("2026-10"), parse_period("2026-11")


@pytest.fixture
def lesson(make: Maker) -> Lesson:
    """One of October, with one who came."""
    lesson = make.new_lesson(make.new_offering(), datetime(2026, 10, 12, 9))
    come(make, lesson, "张小明")
    make.add(Population(branch_id=make.branch.id, year=2026, number=50))
    return lesson


def come(make: Maker, lesson: Lesson, name: str) -> None:
    resident = make.new_resident(name, born=date(1956, 2, 29))
    make.add(AttendanceMark(lesson_id=lesson.id, resident_id=resident.id, mark=Mark.PRESENT, at=WRITES_BEGIN))


def freeze(office: Office, reason: str = "") -> Frozen:
    office.write(freeze_report, Freeze(OCTOBER, reason=reason), actor="Li Na")
    found = office.read(frozen_report, OCTOBER)
    assert found is not None
    return found


@pytest.mark.usefixtures("lesson")
def test_a_frozen_report_says_who_froze_it_and_when(office: Office) -> None:
    frozen = freeze(office)
    assert (frozen.version, frozen.actor, frozen.reason) == (1, "Li Na", "")
    assert frozen.at.astimezone(UTC).date() == date(2026, 11, 23)
    assert frozen.report == office.read(period_report, OCTOBER, today=date(2026, 11, 23))
    assert frozen.since(office.read(period_report, OCTOBER)) == ()


def test_a_frozen_month_that_is_edited_keeps_its_figures_and_shows_the_change(
    office: Office, make: Maker, lesson: Lesson
) -> None:
    freeze(office)
    come(make, lesson, "Li Na")
    frozen = office.read(frozen_report, OCTOBER)
    assert frozen is not None
    assert frozen.report.now.total.persons == 1
    changes = frozen.since(office.read(period_report, OCTOBER))
    assert Difference(figure_key("persons"), 1, 2) in changes
    assert Difference(figure_key("attendances/age/70+"), 1, 2) in changes
    assert all(change.key.measure not in ("lessons", "hours") for change in changes)


def test_a_corrected_return_is_a_new_version_with_its_reason(office: Office, make: Maker, lesson: Lesson) -> None:
    freeze(office)
    with pytest.raises(Refused, match="nothing-to-correct"):
        freeze(office, "nothing")
    come(make, lesson, "Li Na")
    with pytest.raises(Refused, match="correction-without-reason"):
        freeze(office)
    assert freeze(office, "a sheet was found").version == 2
    versions = office.read(frozen_reports, OCTOBER)
    assert [(one.version, one.report.now.total.persons) for one in versions] == [(1, 1), (2, 2)]
    first = office.read(frozen_report, OCTOBER, version=1)
    assert first == versions[0]


@pytest.mark.usefixtures("lesson")
def test_freezing_is_not_undone_but_corrected(office: Office) -> None:
    freeze(office)
    with pytest.raises(Refused, match="undo-not-possible"):
        office.undo(actor="Li Na")


@pytest.mark.usefixtures("lesson")
@pytest.mark.parametrize("period", ["2026-11", "2026", "2026-H2", "2031"])
def test_a_period_that_is_not_over_is_not_frozen(office: Office, period: str) -> None:
    with pytest.raises(Refused, match="period-not-over"):
        office.write(freeze_report, Freeze(parse_period(period)), actor="Li Na")


@pytest.mark.usefixtures("lesson")
def test_the_words_of_a_submitted_report_stay_too(office: Office) -> None:
    def write(text: str | None) -> None:
        office.write(write_sentence, WriteSentence(OCTOBER, "", "en", "results", text), actor="Li Na")

    write("It went well.")
    frozen = freeze(office)
    write(None)
    assert frozen.texts == {"en": {"results": "It went well."}}
    assert office.read(texts_of, OCTOBER) == {}
    office.undo(actor="Li Na")
    assert office.read(texts_of, OCTOBER) == {"en": {"results": "It went well."}}
    with pytest.raises(Refused, match="sentence-too-long"):
        write("x" * 2001)


@pytest.mark.parametrize("seed", range(12))
def test_any_report_is_kept_to_the_last_figure(office: Office, seed: int) -> None:
    fill(office, seed)
    report = office.read(period_report, parse_period("2026"), "B02" if seed % 3 == 0 else "")
    assert from_plain(PeriodReport, to_plain(report)) == report
