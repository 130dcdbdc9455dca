"""The demonstration centre is the same every time, and could be real."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from stdnum.cn import ric

from commedu_desktop.domain.ages import age_on
from commedu_desktop.domain.periods import parse_period
from commedu_desktop.services import demo as demo_service
from commedu_desktop.services import demo_large
from commedu_desktop.services.centre import FILE, NewCentre
from commedu_desktop.services.demo import DEMO_NOW, create_demo
from commedu_desktop.services.duplicates import duplicates
from commedu_desktop.services.enrolments import places, waiting_list
from commedu_desktop.services.freezing import frozen_report
from commedu_desktop.services.offers import offers_standing
from commedu_desktop.services.office import Office
from commedu_desktop.services.prints import prints
from commedu_desktop.services.report_lists import report_lists
from commedu_desktop.services.reports import period_report
from commedu_desktop.store.database import Database
from tests.offices import CENTRE_ZONE, WRITES_BEGIN

TABLES = ["resident", "household", "resident_group", "venue", "teacher", "lesson", "enrolment", "attendance_mark"]


def make_demo(folder: Path, now: datetime = DEMO_NOW, language: str = "en", size: str = "small") -> Path:
    office = create_demo(
        folder,
        NewCentre("Wuzhong Road Centre", language=language),
        actor="Li Na",
        size=size,
        now=now,
        zone=CENTRE_ZONE,
        clock=lambda: WRITES_BEGIN,
    )
    office.database.close()
    return folder / FILE


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(make_demo(tmp_path_factory.mktemp("demo")))) as connection:
        yield connection


def rows(connection: sqlite3.Connection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def value(connection: sqlite3.Connection, query: str) -> Any:
    return rows(connection, query)[0][0]


def test_it_has_what_a_centre_has(demo: sqlite3.Connection) -> None:
    counts = {
        t: value(demo, f"SELECT count(*) FROM {t}") for t in ("branch", "venue", "teacher", "offering", "resident")
    }
    assert counts == {"branch": 4, "venue": 14, "teacher": 30, "offering": 71, "resident": 300}
    assert value(demo, "SELECT count(DISTINCT category_id) FROM course") == 13
    assert {kind for (kind,) in rows(demo, "SELECT kind FROM teacher")} == {
        "full-time",
        "part-time",
        "volunteer",
        "expert",
    }
    assert {kind for (kind,) in rows(demo, "SELECT kind FROM offering")} == {"class", "lecture", "activity"}
    assert 8_000 < value(demo, "SELECT count(*) FROM attendance_mark") < 14_000


def test_it_is_the_same_every_time(demo: sqlite3.Connection, tmp_path: Path) -> None:
    with closing(sqlite3.connect(make_demo(tmp_path, language="zh_CN"))) as again:
        for table in TABLES:
            spoken = {
                "branch_id",
                "name",
                "address",
                "equipment",
                "skills",
                "organisation",
                "reason",
                "note",
                "group_id",
                "extra",
            }
            names = [row[1] for row in rows(again, f"PRAGMA table_info({table})") if row[1] not in spoken]
            query = f"SELECT {', '.join(names)} FROM {table} ORDER BY 1, 2"
            assert rows(again, query) == rows(demo, query), table


def test_no_venue_and_no_teacher_is_needed_twice_at_once(demo: sqlite3.Connection) -> None:
    clashes = """
        SELECT count(*) FROM lesson a JOIN lesson b ON a.id < b.id AND a.starts < b.ends AND b.starts < a.ends
        JOIN venue v ON v.id = a.venue_id JOIN venue w ON w.id = b.venue_id
        WHERE a.teacher_id = b.teacher_id OR v.id = w.id OR v.part_of_id = w.id OR w.part_of_id = v.id
    """
    assert value(demo, clashes) == 0


def test_one_person_is_registered_twice_and_nobody_else_seems_to_be(tmp_path: Path) -> None:
    office = Office(Database.open(make_demo(tmp_path)), lambda: WRITES_BEGIN, CENTRE_ZONE)
    [pair] = office.read(duplicates)
    assert (pair.a.name, pair.b.name, pair.a.card[:3] == pair.b.card[:3]) == ("黄建国", "黄健国", False)
    assert pair.why == ("name", "born", "phone", "address")
    office.database.close()


def test_nobody_sits_in_two_classes_at_once(demo: sqlite3.Connection) -> None:
    twice = """
        SELECT count(*) FROM enrolment e JOIN enrolment f ON f.resident_id = e.resident_id AND e.id < f.id
        JOIN lesson a ON a.offering_id = e.offering_id
        JOIN lesson b ON b.offering_id = f.offering_id AND a.starts < b.ends AND b.starts < a.ends
        WHERE e.status = 'enrolled' AND f.status = 'enrolled'
    """
    assert value(demo, twice) == 0


def test_there_are_no_lessons_on_the_national_day_and_on_closures(demo: sqlite3.Connection) -> None:
    closed = "SELECT count(*) FROM lesson l JOIN term_closure c ON date(l.starts) BETWEEN c.starts AND c.ends"
    assert value(demo, closed) == 0
    days = {day for (day,) in rows(demo, "SELECT DISTINCT date(starts) FROM lesson")}
    assert not days & {f"2026-10-0{day}" for day in range(1, 8)}
    assert {"2026-09-30", "2026-10-08", "2026-11-23"} <= days


def test_full_classes_have_waiting_lists_and_no_class_is_overfull(demo: sqlite3.Connection) -> None:
    seats = """
        SELECT o.capacity, sum(e.status IN ('enrolled', 'completed') OR e.held_until IS NOT NULL),
            sum(e.status = 'waiting' AND e.held_until IS NULL)
        FROM offering o JOIN enrolment e ON e.offering_id = o.id WHERE o.capacity > 0 GROUP BY o.id
    """
    found = rows(demo, seats)
    assert [one for one in found if one[1] > one[0] or (one[2] and one[1] < one[0])] == []
    assert sum(waiting > 0 for _, _, waiting in found) >= 4


def test_id_numbers_and_phones_are_well_formed_and_nobody_s(demo: sqlite3.Connection) -> None:
    people = rows(demo, "SELECT id_number, born, sex, phone FROM resident WHERE id_number <> ''")
    assert len(people) > 250
    for number, born, sex, phone in people:
        assert ric.get_birth_date(ric.validate(number)) == date.fromisoformat(born)
        assert (int(number[16]) % 2 == 1) == (sex == "M")
        assert int(number[14:17]) >= 900
        assert phone[3:7] == "0000"
    assert value(demo, "SELECT count(*) - count(DISTINCT id_number) FROM resident WHERE id_number <> ''") == 0


def test_half_the_term_is_marked_and_this_morning_is_under_way(demo: sqlite3.Connection) -> None:
    later = (
        "SELECT count(*) FROM attendance_mark m JOIN lesson l ON l.id = m.lesson_id WHERE l.starts > '2026-11-23 10:20'"
    )
    assert value(demo, later) == 0
    running = """
        SELECT count(DISTINCT l.id) FROM lesson l JOIN attendance_mark m ON m.lesson_id = l.id
        WHERE l.starts <= '2026-11-23 09:50' AND l.ends > '2026-11-23 09:50'
    """
    assert value(demo, running) == 4
    rate = "SELECT 1.0 * sum(mark IN ('present', 'late')) / sum(mark <> 'excused') FROM attendance_mark"
    assert 0.7 < value(demo, rate) < 0.9


def test_somebody_is_in_by_exception_and_the_reason_is_kept(demo: sqlite3.Connection) -> None:
    query = """
        SELECT e.waived, e.note <> '', r.born, c.age_from FROM enrolment e JOIN resident r ON r.id = e.resident_id
        JOIN offering o ON o.id = e.offering_id JOIN course c ON c.id = o.course_id WHERE e.waived <> ''
    """
    ((waived, has_reason, born, age_from),) = rows(demo, query)
    assert (waived, has_reason) == ("enrol-age", 1)
    assert age_on(date.fromisoformat(born), DEMO_NOW.date()) < age_from


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(Database.open(make_demo(tmp_path)), clock=lambda: WRITES_BEGIN, zone=CENTRE_ZONE)
    yield office
    office.database.close()


def test_last_month_s_report_was_handed_in_and_nothing_has_changed_since(office: Office) -> None:
    period = parse_period("2026-10")
    frozen = office.read(frozen_report, period)
    assert frozen is not None
    assert frozen.report.now.total.attended > 1_000
    present = replace(office.read(period_report, period), lists=office.read(report_lists, period))
    assert frozen.since(present) == ()
    assert frozen.report.lists is not None
    assert len(frozen.report.lists.pay) > 20


def test_the_year_before_has_its_figures_too(office: Office) -> None:
    report = office.read(period_report, parse_period("2026"))
    assert report.year_before.total.attendances > 1_000
    assert report.year_before.total.persons > 20
    assert report.year_before.total.rate is not None
    assert [number > 0 for number in report.trend] == [True, False, *[True] * 5, False, *[True] * 3, False]


def test_a_place_is_held_until_tomorrow_for_the_first_who_waits(office: Office) -> None:
    (offer,) = office.read(offers_standing, DEMO_NOW)
    assert (offer.until, offer.lapsed) == (datetime(2026, 11, 24, 17), False)
    waiting = office.read(waiting_list, offer.offering_id)
    assert [one.place for one in waiting if one.held_until] == [1]
    assert len(waiting) == 3
    assert office.read(places, offer.offering_id).full


def test_certificates_stand_in_the_list_of_prints_and_are_made_anew_from_there(tmp_path: Path) -> None:
    make_demo(tmp_path)
    kept = prints(tmp_path)
    assert [(one.pages, one.at.date()) for one in kept[:1]] == [(18, date(2026, 11, 4))]
    assert len(kept) == 4
    assert all(one.recipe["page"] == "certificates" for one in kept)


def test_new_cards_go_on_from_the_last(demo: sqlite3.Connection) -> None:
    counted = rows(
        demo, "SELECT b.code, c.value FROM counter c JOIN branch b ON b.id = c.branch_id WHERE c.kind = 'card'"
    )
    used = rows(demo, "SELECT substr(card, 1, 3), max(CAST(substr(card, 5) AS INTEGER)) FROM resident GROUP BY 1")
    assert sorted(counted) == sorted(used)


def test_it_is_one_write_in_the_history_that_cannot_be_undone(demo: sqlite3.Connection) -> None:
    assert rows(demo, "SELECT verb, undoable FROM journal_write ORDER BY id") == [
        ("found_centre", 0),
        ("fill_with_demo", 0),
    ]


@pytest.mark.parametrize(
    "now", [datetime(2027, 2, 9, 20, 0), datetime(2026, 10, 1, 8, 0), datetime(2031, 6, 15, 12, 30)]
)
def test_on_any_other_day_today_lies_in_the_middle_of_its_term(now: datetime, tmp_path: Path) -> None:
    with closing(sqlite3.connect(make_demo(tmp_path, now))) as moved:
        starts, ends = rows(moved, "SELECT starts, ends FROM term ORDER BY starts DESC LIMIT 1 OFFSET 1")[0]
        share = (now.date() - date.fromisoformat(starts)) / (date.fromisoformat(ends) - date.fromisoformat(starts))
        assert 0.5 < share < 0.75
        marked = "SELECT max(l.starts) FROM lesson l JOIN attendance_mark m ON m.lesson_id = l.id"
        assert value(moved, marked)[:10] <= now.date().isoformat()


def test_the_large_one_goes_on_where_the_small_one_ends(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(demo_service, "SIZES", {"small": 300, "large": 1_100})
    monkeypatch.setattr(demo_large, "BRANCHES", range(5, 7))
    monkeypatch.setattr(demo_large, "_TIMES", demo_large._TIMES[:2])
    monkeypatch.setattr(demo_large, "_SEATS", 8)
    with closing(sqlite3.connect(make_demo(tmp_path, size="large"))) as large:
        assert value(large, "SELECT count(*) FROM resident") == 1_100
        assert value(large, "SELECT count(*) FROM resident_search") == 1_100
        assert rows(large, "SELECT 1 FROM resident WHERE id_number <> '' GROUP BY id_number HAVING count(*) > 1") == []
        assert value(large, "SELECT count(*) FROM term") == 5
        assert rows(large, "PRAGMA foreign_key_check") == []
        kept = "SELECT sum(attended) FROM attendance_month"
        assert value(large, kept) == value(
            large, "SELECT count(*) FROM attendance_mark WHERE mark IN ('present', 'late')"
        )
        last = value(large, "SELECT max(card) FROM resident WHERE card LIKE 'B06-%'")
        counter = "SELECT c.value FROM counter c JOIN branch b ON b.id = c.branch_id WHERE b.code = 'B06'"
        assert last == f"B06-{value(large, counter):06}"
