"""kill -9 at any moment of a check-in run: what was acknowledged is there, the centre is sound, and it is said."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from commedu_desktop.cli import main
from commedu_desktop.services.centre import NewCentre
from commedu_desktop.services.demo import create_demo

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows ends processes another way")

RUN = """
import sys
from datetime import datetime
from pathlib import Path
from commedu_desktop.services.check_in import CheckIn, check_in
from commedu_desktop.services.demo import DEMO_NOW
from commedu_desktop.services.opening import open_safely
centre = open_safely(Path(sys.argv[1]), actor="front desk", clock=DEMO_NOW.astimezone)
for card in sys.argv[2:]:
    answer = centre.office.write(check_in, CheckIn(card), actor="front desk")
    print(answer.outcome.value, card, flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    from commedu_desktop.services.demo import DEMO_NOW

    create_demo(tmp_path, NewCentre("Centre", language="en"), actor="Li Na", now=DEMO_NOW).database.close()
    return tmp_path


def due_cards(folder: Path) -> list[str]:
    """Those who have not come to this morning's lessons yet."""
    with closing(sqlite3.connect(folder / "centre.db")) as connection:
        return [
            card
            for (card,) in connection.execute(
                """
                SELECT r.card FROM lesson l JOIN enrolment e ON e.offering_id = l.offering_id AND e.status = 'enrolled'
                JOIN resident r ON r.id = e.resident_id
                LEFT JOIN attendance_mark m ON m.lesson_id = l.id AND m.resident_id = r.id
                WHERE l.starts IN ('2026-11-23 09:00', '2026-11-23 09:30') AND m.lesson_id IS NULL ORDER BY r.card
                """
            )
        ]


def marked_cards(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / "centre.db")) as connection:
        return {
            card
            for (card,) in connection.execute(
                "SELECT r.card FROM attendance_mark m JOIN resident r ON r.id = m.resident_id"
                " JOIN lesson l ON l.id = m.lesson_id WHERE l.starts LIKE '2026-11-23 09%'"
            )
        }


def acknowledged_until_killed(folder: Path, cards: list[str], after: int, delay: float) -> list[str]:
    """Check people in, and kill the run `delay` seconds after the given number of acknowledgements."""
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(folder), *cards], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if len(lines) == after:
            time.sleep(delay)
            os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    return [line.split()[1] for line in lines if line.startswith("in ")]


@pytest.mark.parametrize(("after", "delay"), [(1, 0.0), (3, 0.0007), (7, 0.0013)])
def test_what_was_acknowledged_is_there(
    after: int, delay: float, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    acknowledged = acknowledged_until_killed(folder, due_cards(folder), after, delay)
    assert len(acknowledged) >= after
    assert set(acknowledged) <= marked_cards(folder)
    assert main(["--data", str(folder), "--lang", "en", "check"]) == 0
    said = capsys.readouterr()
    assert said.err.startswith("The program was ended without closing on 23 Nov 2026, ")
    assert "the last was: check-in of " in said.err
    assert said.out.startswith("All is well")


def test_two_programs_check_in_at_once(folder: Path) -> None:
    cards = due_cards(folder)
    halves = [cards[0::2], cards[1::2]]
    running = [
        subprocess.Popen([sys.executable, "-c", RUN, str(folder), *half], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for half in halves
    ]
    answers = [process.communicate()[0].splitlines() for process in running]
    assert [len(lines) for lines in answers] == [len(half) for half in halves]
    assert all(line.startswith("in ") for lines in answers for line in lines)
    assert set(cards) <= marked_cards(folder)
    assert main(["--data", str(folder), "--lang", "en", "check"]) == 0
