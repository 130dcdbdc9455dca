from threading import Event, get_ident

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from commedu_desktop.domain.errors import Cancelled, Refused, StoreTrouble
from commedu_desktop.services.progress import Progress
from commedu_desktop.ui import jobs as jobs_module
from commedu_desktop.ui.jobs import Job, Jobs


@pytest.fixture
def jobs(qtbot: QtBot) -> Jobs:
    return Jobs()


def test_work_runs_on_one_worker_in_order_and_answers_in_the_window(qtbot: QtBot, jobs: Jobs) -> None:
    workers: list[int] = []
    answers: list[tuple[int, int]] = []

    def work(progress: Progress) -> int:
        workers.append(get_ident())
        return len(workers)

    for _number in range(3):
        jobs.submit(Job(work, done=lambda result: answers.append((result, get_ident()))))
    qtbot.waitUntil(lambda: len(answers) == 3)
    assert answers == [(1, get_ident()), (2, get_ident()), (3, get_ident())]
    assert len(set(workers)) == 1
    assert get_ident() not in workers
    jobs.close()


@pytest.mark.parametrize(
    ("error", "signal"),
    [(Refused("class-full"), "refused"), (StoreTrouble("full"), "troubled"), (ZeroDivisionError(), "crashed")],
)
def test_each_kind_of_trouble_goes_its_own_way(qtbot: QtBot, jobs: Jobs, error: Exception, signal: str) -> None:
    def work(progress: Progress) -> None:
        raise error

    with qtbot.waitSignal(getattr(jobs, signal)) as caught:
        jobs.submit(Job(work))
    assert caught.args == [error]
    jobs.close()


def test_a_refusal_goes_to_who_asked(qtbot: QtBot, jobs: Jobs) -> None:
    told: list[str] = []

    def work(progress: Progress) -> None:
        raise Refused("class-full")

    with qtbot.waitSignal(jobs.finished), qtbot.assertNotEmitted(jobs.refused):
        jobs.submit(Job(work, refused=lambda refusal: told.append(refusal.code)))
    assert told == ["class-full"]
    jobs.close()


def test_cancel_ends_a_job_at_its_next_report(qtbot: QtBot, jobs: Jobs) -> None:
    begun, ended = Event(), list[str]()

    def work(progress: Progress) -> None:
        begun.set()
        try:
            while True:
                progress(1, 10)
        except Cancelled:
            ended.append("rolled back")
            raise

    job = jobs.submit(Job(work, cancelled=lambda: ended.append("told")))
    begun.wait()
    jobs.cancel(job)
    qtbot.waitUntil(lambda: ended == ["rolled back", "told"])
    jobs.close()


def test_long_work_shows_a_busy_cursor_and_then_progress(
    qtbot: QtBot, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs_module, "BUSY_AFTER", 1)
    monkeypatch.setattr(jobs_module, "PROGRESS_AFTER", 2)
    let_go = Event()
    with qtbot.waitSignal(jobs.lingering) as caught:
        job = jobs.submit(Job(lambda _progress: let_go.wait()))
    assert caught.args == [job]
    assert QGuiApplication.overrideCursor() is not None
    with qtbot.waitSignal(jobs.finished):
        let_go.set()
    assert QGuiApplication.overrideCursor() is None
    jobs.close()


def test_a_page_that_has_gone_is_not_answered(qtbot: QtBot, jobs: Jobs) -> None:
    class Gone(QWidget):
        answers = 0

        def answer(self, _result: object) -> None:
            Gone.answers += 1

    page, let_go = Gone(), Event()
    jobs.submit(Job(lambda _progress: let_go.wait(), done=page.answer))
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    with qtbot.waitSignal(jobs.finished):
        let_go.set()
    assert Gone.answers == 0
    jobs.close()


def test_what_is_urgent_waits_for_a_long_write_instead_of_failing(qtbot: QtBot, jobs: Jobs) -> None:
    go_on, tries, done = Event(), list[int](), list[int]()

    def scan(_progress: Progress) -> int:
        tries.append(1)
        if len(tries) < 3:
            raise StoreTrouble("locked")
        go_on.set()
        return len(tries)

    jobs.submit(Job(lambda _progress: go_on.wait(5)))
    with qtbot.assertNotEmitted(jobs.troubled):
        jobs.submit(Job(scan, done=done.append, urgent=True))
        qtbot.waitUntil(lambda: done == [3] and jobs.current is None)
    with qtbot.waitSignal(jobs.troubled):
        tries.clear()
        jobs.submit(Job(scan, urgent=True))
    jobs.close()
