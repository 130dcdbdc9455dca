"""Backups count only when they have been read back; restoring loses nothing."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.backup import Stamped, to_drop
from commedu_desktop.domain.errors import Cancelled, StoreTrouble
from commedu_desktop.services.backup import back_up, backup_due_in, backups, last_backup, restore
from commedu_desktop.services.centre import open_centre
from commedu_desktop.services.office import Office
from commedu_desktop.store.tables import Resident
from tests.makers import Maker


@pytest.fixture
def folder(office: Office) -> Path:
    """Where the office's database lies."""
    return Path(office.database.place).parent


def names(session: Session) -> list[str]:
    return sorted(session.scalars(select(Resident.name)))


def test_a_backup_is_one_whole_file_named_by_its_time(office: Office, make: Maker, folder: Path) -> None:
    make.new_resident("张小明")
    made = back_up(office, folder)
    assert made == last_backup(folder)
    assert made.path.name == f"centre-{made.at:%Y%m%d-%H%M%S}.db"
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]
    with closing(sqlite3.connect(f"{made.path.as_uri()}?mode=ro", uri=True)) as copy:
        assert copy.execute("SELECT name FROM resident").fetchall() == [("张小明",)]
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_one_backup_a_day_is_due(office: Office, folder: Path) -> None:
    assert backup_due_in(folder, datetime(2026, 11, 23, 8, 0))
    back_up(office, folder)
    assert not backup_due_in(folder, datetime(2026, 11, 23, 23, 59))
    assert backup_due_in(folder, datetime(2026, 11, 24, 0, 0))


def test_check_ins_go_on_while_a_backup_runs(office: Office, make: Maker, folder: Path) -> None:
    make.new_resident("first")
    written_meanwhile = []

    def write_between(done: int, total: int) -> None:
        def other_program() -> None:
            with closing(sqlite3.connect(folder / "centre.db", timeout=1)) as writer:
                writer.execute("UPDATE resident SET note = 'meanwhile'")
                writer.commit()
                written_meanwhile.append(done)

        worker = threading.Thread(target=other_program)
        worker.start()
        worker.join()

    made = back_up(office, folder, progress=write_between)
    assert written_meanwhile
    with closing(sqlite3.connect(made.path)) as copy:
        assert copy.execute("SELECT note FROM resident").fetchall() == [("",)]


def test_a_cancelled_backup_leaves_nothing(office: Office, make: Maker, folder: Path) -> None:
    make.new_resident()

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        back_up(office, folder, progress=cancel)
    assert backups(folder) == []
    assert list((folder / "backups").iterdir()) == []


def test_a_copy_that_differs_does_not_count(
    office: Office, make: Maker, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commedu_desktop.store import backup as store_backup

    make.new_resident()
    honest = store_backup._copy

    def loses_a_row(origin: sqlite3.Connection, half: Path, step: store_backup.Step) -> None:
        honest(origin, half, step)
        with closing(sqlite3.connect(half)) as copy:
            copy.execute("DELETE FROM resident")
            copy.commit()

    monkeypatch.setattr(store_backup, "_copy", loses_a_row)
    with pytest.raises(StoreTrouble, match="backup-differs"):
        back_up(office, folder)
    assert list((folder / "backups").iterdir()) == []


def test_restoring_brings_back_what_was_and_keeps_what_is(office: Office, make: Maker, folder: Path) -> None:
    make.new_resident("before")
    made = back_up(office, folder)
    make.new_resident("after")
    office.database.close()
    done = restore(folder, made.path, now=datetime(2026, 11, 24, 8, 0))
    with closing(open_centre(folder).database) as database, database.reading() as session:
        assert names(session) == ["before"]
    assert done.kept_aside is not None
    with closing(sqlite3.connect(done.kept_aside)) as aside:
        assert aside.execute("SELECT count(*) FROM resident").fetchone() == (2,)


def test_a_centre_that_is_open_elsewhere_is_not_replaced(office: Office, make: Maker, folder: Path) -> None:
    make.new_resident("present")
    made = back_up(office, folder)
    with office.database.reading() as session:
        assert names(session) == ["present"]
        with pytest.raises(StoreTrouble, match="centre-in-use"):
            restore(folder, made.path, now=datetime(2026, 11, 24, 8, 0))
    assert office.read(names) == ["present"]
    assert not (folder / "centre.db.incoming").exists()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda path: path.write_bytes(b""), "damaged"),
        (lambda path: path.write_bytes(b"no database at all" * 100), "damaged"),
        (lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]), "damaged"),
        (lambda path: path.unlink(), "missing"),
    ],
)
def test_a_bad_backup_is_refused_and_the_present_stays(
    spoil: Callable[[Path], object], code: str, office: Office, make: Maker, folder: Path
) -> None:
    make.new_resident("present")
    made = back_up(office, folder)
    spoil(made.path)
    with pytest.raises(StoreTrouble, match=code):
        restore(folder, made.path, now=datetime(2026, 11, 24, 8, 0))
    assert office.read(names) == ["present"]


def test_a_damaged_centre_can_be_replaced(office: Office, make: Maker, folder: Path) -> None:
    make.new_resident("saved")
    made = back_up(office, folder)
    office.database.close()
    (folder / "centre.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 5_000)
    restore(folder, made.path, now=datetime(2026, 11, 24, 8, 0))
    with closing(open_centre(folder).database) as database, database.reading() as session:
        assert names(session) == ["saved"]
    assert len(list(folder.glob("centre-replaced-*.db"))) == 1


def test_the_newest_and_one_a_month_are_kept() -> None:
    days = [datetime(2026, 11, 23) - timedelta(days=step) for step in range(100)]
    dropped = to_drop([Stamped(Path(f"{day:%d}.db"), day) for day in days], 10)
    kept = sorted(set(days) - {one.at for one in dropped}, reverse=True)
    assert kept[:10] == days[:10]
    assert [(day.year, day.month, day.day) for day in kept[10:]] == [(2026, 10, 31), (2026, 9, 30), (2026, 8, 31)]
