"""The annual report writes its text from the figures; every sentence may be replaced, and none is left unsaid."""

import subprocess
from datetime import date, datetime
from pathlib import Path

import pytest

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.participation import BandOfAges
from commedu_desktop.domain.periods import parse_period
from commedu_desktop.i18n import speaking
from commedu_desktop.services.freezing import Freeze, freeze_report
from commedu_desktop.services.office import Office
from commedu_desktop.services.report_charts import charts
from commedu_desktop.services.report_files import ReportFile, report_file
from commedu_desktop.services.report_narrative import Chapter, Sentence, narrative, that_say_something
from commedu_desktop.services.report_texts import WriteSentence, write_sentence
from commedu_desktop.services.reports import period_report
from commedu_desktop.services.settings import ChangeSettings, change_settings
from commedu_desktop.services.targets import KeepTarget, keep_target
from commedu_desktop.store.tables import AttendanceMark, Lesson, Population, ResidentGroup
from tests.makers import Maker
from tests.offices import WRITES_BEGIN

YEAR, OCTOBER = parse_period("2026"), parse_period("2026-10")
TODAY = date(2026, 11, 23)


@pytest.fixture
def lesson(office: Office, make: Maker) -> Lesson:
    """A Monday morning with one older resident and one migrant; four of five residents are migrants."""
    office.write(change_settings, ChangeSettings({"name": "五中路中心"}), actor="maker")
    migrants = make.new_group("floating", names={"en": "Floating population", "zh_CN": "流动人口"})
    make.add(Population(branch_id=make.branch.id, year=2026, number=100))
    make.add(Population(branch_id=make.branch.id, year=2026, group_id=migrants.id, number=80))
    lesson = make.new_lesson(make.new_offering(), datetime(2026, 10, 12, 9))
    for name, born, moved in (("张小明", date(1950, 1, 1), False), ("李娜", date(1990, 1, 1), True)):
        resident = make.new_resident(name, born=born)
        make.add(AttendanceMark(lesson_id=lesson.id, resident_id=resident.id, mark=Mark.PRESENT, at=WRITES_BEGIN))
        if moved:
            make.add(ResidentGroup(resident_id=resident.id, group_id=migrants.id))
    return lesson


def text(office: Office, period: str = "2026", language: str = "en", **edits: str) -> dict[str, str]:
    report = office.read(period_report, parse_period(period), today=TODAY)
    with speaking(language):
        return {chapter.key: chapter.text for chapter in narrative(report, edits)}


@pytest.mark.usefixtures("lesson")
def test_results_and_shortfalls_are_told_with_their_evidence(office: Office) -> None:
    office.write(keep_target, KeepTarget(2026, "Person-times", "attendances", 7000), actor="Li Na")
    found = text(office)
    assert "2 residents took part, 2 attendances and 4 learner-hours" in found["results"]
    assert "The training rate is 2.0%: 2 of 100 residents." in found["results"]
    assert "The target “Person-times” stands at 2 of 7,000." in found["shortfalls"]
    evidence = "Floating population: 80.0% of the residents, but only 50.0% of those who take part."
    assert f"{evidence} When they do come, it is mostly on Monday at 9:00." in found["shortfalls"]
    assert "For Floating population there shall be more on Monday at 9:00" in found["next"]


@pytest.mark.usefixtures("lesson")
def test_the_text_is_chinese_where_chinese_is_spoken(office: Office) -> None:
    found = text(office, language="zh_CN")
    assert "流动人口占居民的 80.0%，但只占参与者的 50.0%。他们多在周一 9 时来上课。" in found["shortfalls"]
    assert found["results"].startswith("参加学习的居民 2 人、2 人次")
    assert "。 " not in "".join(found.values())


@pytest.mark.parametrize(("period", "said"), [("2027", "has not begun"), ("2026", "not over"), ("2026-10", "")])
def test_a_period_that_is_not_over_says_so(office: Office, lesson: Lesson, period: str, said: str) -> None:
    assert lesson.id
    organisation = text(office, period)["organisation"]
    assert said in organisation
    assert ("not over" in organisation) is (period == "2026")


def test_an_empty_period_says_that_nothing_was_held_and_divides_nothing(office: Office, make: Maker) -> None:
    assert make.branch.code == "B01"
    found = text(office, "2026-10")
    assert found["activities"] == "No lesson was held in October 2026."
    assert "no training rate can be given" in found["results"]
    assert found["shortfalls"] == ""
    assert charts(office.read(period_report, OCTOBER)) == ()


@pytest.mark.usefixtures("lesson")
def test_every_sentence_may_be_replaced_left_out_and_followed_by_own_words(office: Office) -> None:
    edits = {"results.rate": "Half of them came.", "results.compared": "", "results.own": "Thank you all."}
    results = text(office, **edits)["results"]
    assert results.endswith("Half of them came. Thank you all.")
    assert "compare" not in results
    report = office.read(period_report, YEAR, today=TODAY)
    sentences = {one.key: one.edited for chapter in narrative(report, edits) for one in chapter.sentences}
    assert {key for key, edited in sentences.items() if edited} == set(edits)


@pytest.mark.usefixtures("lesson")
def test_own_words_stand_on_the_paper_and_stay_there_once_it_is_submitted(office: Office, tmp_path: Path) -> None:
    def say(words: str) -> None:
        request = WriteSentence(OCTOBER, "", "zh_CN", "results.own", words)
        office.write(write_sentence, request, actor="Li Na")

    def printed(*, live: bool = False) -> str:
        path = tmp_path / "annual.pdf"
        path.write_bytes(office.read(report_file, ReportFile("annual", OCTOBER, language="zh_CN", live=live), ".pdf"))
        return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout

    say("居民普遍满意。")
    assert "居民普遍满意。" in printed()
    office.write(freeze_report, Freeze(OCTOBER), actor="李娜")
    say("改写。")
    assert "李娜于2026年11月23日上报，第 1 版。" in printed()
    assert "居民普遍满意。" in printed()
    assert "改写。" in printed(live=True)


@pytest.mark.usefixtures("lesson")
def test_ages_stand_by_sex_and_who_is_unknown_is_said(office: Office) -> None:
    report = office.read(period_report, YEAR, today=TODAY)
    assert BandOfAges("70+", 0, 0, 1) in report.participation.pyramid
    assert [chart.key for chart in charts(report)] == ["trend", "week", "ranking"], "nobody's sex is known"


def test_the_numbers_of_chinese_chapters_have_no_gap_where_one_says_nothing() -> None:
    said = (Sentence("a", "有", "有"),)
    titles = ("一、组织建设", "二、活动开展", "三、存在问题", "四、工作打算")
    chapters = [Chapter(str(at), title, () if at == 2 else said) for at, title in enumerate(titles)]
    assert [one.title for one in that_say_something(chapters)] == ["一、组织建设", "二、活动开展", "三、工作打算"]
    english = [Chapter("a", "Organisation", said), Chapter("b", "Results", ()), Chapter("c", "Next year", said)]
    assert [one.title for one in that_say_something(english)] == ["Organisation", "Next year"]
