"""A submitted report stays what it was; what changes later stands beside it; a correction is a new version."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.funds import FundSource
from commedu_desktop.domain.period_reports import PeriodReport
from commedu_desktop.domain.periods import parse_period
from commedu_desktop.domain.plain import from_plain, to_plain
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.services.freezing import Freeze, Frozen, freeze_report, frozen_report, frozen_reports
from commedu_desktop.services.office import Office
from commedu_desktop.services.report_files import ReportFile, report_tables
from commedu_desktop.services.report_lists import report_lists
from commedu_desktop.services.report_texts import WriteSentence, texts_of, write_sentence
from commedu_desktop.services.reports import period_report
from commedu_desktop.store.tables import AttendanceMark, Lesson, Population, Resident, Teacher
from commedu_desktop.store.tables.credits import CreditEntry
from commedu_desktop.store.tables.funds import FundEntry
from commedu_desktop.store.tables.targets import Target
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
    assert replace(frozen.report, lists=None) == office.read(period_report, OCTOBER, today=date(2026, 11, 23))
    assert frozen.report.lists == office.read(report_lists, OCTOBER)
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
    told = {(one.opens, one.then, one.now) for one in changes}
    assert told >= {("figure/persons", 1, 2), ("figure/attendances", 1, 2), ("figure/attendances/age/70+", 1, 2)}
    assert not [one for one in changes if one.opens.startswith(("figure/lessons", "figure/hours"))]


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
    with_lists = replace(report, lists=office.read(report_lists, parse_period("2026")))
    for one in (report, with_lists):
        assert from_plain(PeriodReport, json.loads(json.dumps(to_plain(one)))) == one


def present(office: Office) -> PeriodReport:
    return replace(office.read(period_report, OCTOBER), lists=office.read(report_lists, OCTOBER))


@pytest.mark.usefixtures("lesson")
def test_whatever_a_report_holds_is_kept_and_what_changes_is_shown(office: Office, make: Maker) -> None:
    """Funds, targets, publicity, populations, teachers, pay and credits, not only persons and attendances."""
    make.add(Target(year=2026, name="Learners", measure="persons", aim=10, position=1))
    frozen = freeze(office)
    assert frozen.since(present(office)) == ()
    day, unit = date(2026, 10, 3), FundSource.UNIT
    make.add(FundEntry(branch_id=make.branch.id, on=day, kind="income", source=unit, amount=25_00, purpose="Paint"))
    make.add(Target(year=2026, name="Classes", measure="lessons", aim=3, position=2))
    make.add(
        CreditEntry(resident_id=make.new_resident("赵一").id, on=date(2026, 10, 9), hundredths=150, reason="reward")
    )

    def edit(session: Session, _request: None) -> None:
        session.scalars(select(Population)).one().number = 60
        session.scalars(select(Target).where(Target.name == "Learners")).one().aim = 20
        teacher = session.scalars(select(Teacher)).one()
        teacher.pay = 100_00

    office.write(edit, None, actor="Li Na")
    changed = {(one.table, one.line, one.figure): (one.then, one.now) for one in frozen.since(present(office))}
    teacher, branch = office.read(lambda session: session.scalars(select(Teacher.name)).one()), make.branch.name
    assert changed == {
        ("By branch", branch, "Population"): (50, 60),
        ("Funds", "Own unit", "Income"): (0, 25),
        ("Funds", "Own unit", "Rest"): (0, 25),
        ("Targets", "Learners", "To be reached"): ("10", "20"),
        ("Targets", "Classes", "To be reached"): (None, "3"),
        ("Targets", "Classes", "Reached"): (None, "1"),
        ("Pay of the teachers", teacher, "Rate an hour"): (0, 100),
        ("Pay of the teachers", teacher, "Pay"): (0, 200),
        ("Credit bank by branch", branch, "Residents with credits"): (None, 1),
        ("Credit bank by branch", branch, "Credits granted"): (None, Fraction(3, 2)),
    }


@pytest.mark.usefixtures("lesson")
@pytest.mark.parametrize("name", ["teachers", "pay", "credits"])
def test_lists_of_a_submitted_month_are_those_that_were_submitted(office: Office, name: str) -> None:
    def lines(**wanted: bool) -> tuple[object, ...]:
        return office.read(report_tables, ReportFile(name, OCTOBER, **wanted)).tables[0].rows  # type: ignore[arg-type]

    freeze(office)
    submitted = lines()

    def edit(session: Session, _request: None) -> None:
        teacher = session.scalars(select(Teacher)).one()
        teacher.pay, teacher.kind, teacher.name = 100_00, TeacherKind.EXPERT, "陈梅"
        resident = session.scalars(select(Resident)).one()
        session.add(CreditEntry(resident_id=resident.id, on=date(2026, 10, 9), hundredths=150, reason="reward"))

    office.write(edit, None, actor="Li Na")
    assert lines() == submitted
    assert lines(live=True) != submitted


@pytest.mark.usefixtures("lesson")
def test_new_words_alone_are_a_correction_too(office: Office) -> None:
    freeze(office)
    office.write(write_sentence, WriteSentence(OCTOBER, "", "en", "results", "It went well."), actor="Li Na")
    assert freeze(office, "said better").version == 2
    with pytest.raises(Refused, match="nothing-to-correct"):
        freeze(office, "again")
