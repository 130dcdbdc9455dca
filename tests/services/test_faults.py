"""A store in trouble: one clear trouble, nothing half-written, and work goes on once the cause is gone."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import StoreTrouble
from commedu_desktop.sentences import sentence
from commedu_desktop.services.backup import back_up, backups
from commedu_desktop.services.centre import open_centre
from commedu_desktop.services.check import check_centre
from commedu_desktop.services.imports import ImportRequest, Reading, look_over, take_in
from commedu_desktop.services.opening import open_safely
from commedu_desktop.services.residents import find_residents
from commedu_desktop.store import file as store_file
from commedu_desktop.store.tables import Branch, Resident

JOINED = date(2026, 9, 1)


def add_residents(session: Session, names: list[str]) -> None:
    branch = session.scalars(select(Branch)).first()
    if branch is None:
        branch = Branch(code="B01", name="Centre")
        session.add(branch)
    for name in names:
        session.add(Resident(card=f"X-{name}", name=name, branch_id=branch.id, joined=JOINED, note="x" * 500))


def names(session: Session) -> list[str]:
    return sorted(session.scalars(select(Resident.name)))


@pytest.fixture
def folder(empty_database: Path, tmp_path: Path) -> Path:
    shutil.copy(empty_database, tmp_path / "centre.db")
    return tmp_path


@pytest.mark.parametrize(
    "content",
    [b"", b"not a database", b"SQLite format 3\0" + b"\xff" * 4_096, b"\0" * 8_192],
    ids=["empty", "text", "header only", "noughts"],
)
def test_a_damaged_file_is_said_and_left_as_it_is(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "centre.db").write_bytes(content)
    with pytest.raises(StoreTrouble, match="damaged") as trouble:
        open_safely(tmp_path, actor="Li Na")
    assert sentence(trouble.value).startswith(f"The file {tmp_path / 'centre.db'} is damaged")
    assert (tmp_path / "centre.db").read_bytes() == content


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match="missing"):
        open_safely(tmp_path, actor="Li Na")
    assert not (tmp_path / "centre.db").exists()


def test_another_program_that_does_not_let_go_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    short = tuple(one.replace("busy_timeout=5000", "busy_timeout=20") for one in store_file._PRAGMAS)
    monkeypatch.setattr(store_file, "_PRAGMAS", short)
    office = open_centre(folder)
    with closing(sqlite3.connect(folder / "centre.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreTrouble, match="locked"):
            office.write(add_residents, ["张小明"], actor="Li Na")
        other.rollback()
    office.write(add_residents, ["李雷"], actor="Li Na")
    assert office.read(names) == ["李雷"]
    office.database.close()


@pytest.fixture
def somebody_else() -> Iterator[Callable[[], None]]:
    """Makes this process one of another user who owns nothing here, until the test ends."""
    if not hasattr(os, "seteuid") or os.geteuid() != 0:
        pytest.skip("only root can become another user")
    yield lambda: os.seteuid(65534)
    os.seteuid(0)


@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
def test_a_file_that_may_only_be_read_is_said(
    mode: str, empty_database: Path, somebody_else: Callable[[], None]
) -> None:
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    shutil.copy(empty_database, folder / "centre.db")
    with closing(sqlite3.connect(folder / "centre.db")) as connection:
        connection.execute(f"PRAGMA journal_mode={mode}")
    somebody_else()
    with pytest.raises(StoreTrouble, match="read-only"):
        open_safely(folder, actor="Li Na")
    os.seteuid(0)
    shutil.rmtree(folder)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def fill_up(disk: Path) -> Path:
    """A file that takes all the room that is left."""
    ballast = disk / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4_096)
    return ballast


def test_a_full_disk_loses_nothing_that_was_acknowledged(small_disk: Path, empty_database: Path) -> None:
    shutil.copy(empty_database, small_disk / "centre.db")
    office = open_centre(small_disk)
    office.write(add_residents, ["first"], actor="Li Na")
    ballast = fill_up(small_disk)
    written = ["first"]

    def write_on() -> None:
        for number in range(2_000):
            some = [f"{number}-{part}" for part in range(20)]
            office.write(add_residents, some, actor="Li Na")
            written.extend(some)

    with pytest.raises(StoreTrouble, match="full") as trouble:
        write_on()
    assert "everything before it is safe" in sentence(trouble.value)
    assert office.read(names) == sorted(written)
    ballast.unlink()
    office.write(add_residents, ["after"], actor="Li Na")
    assert office.read(names) == sorted([*written, "after"])
    assert office.read(check_centre) == []
    office.database.close()


def test_an_import_on_a_full_disk_takes_in_nothing_and_runs_through_once_there_is_room(
    small_disk: Path, empty_database: Path
) -> None:
    shutil.copy(empty_database, small_disk / "centre.db")
    office = open_centre(small_disk)
    office.write(add_residents, ["first"], actor="Li Na")
    rows = [(f"王{number:05}", f"1{number:010}", "棋 " * 40) for number in range(1_500)]
    text = "姓名,电话,备注\n" + "".join(",".join(row) + "\n" for row in rows)
    request = ImportRequest(look_over(office, "residents", text.encode(), Reading()))
    ballast = fill_up(small_disk)
    with pytest.raises(StoreTrouble, match="full") as trouble:
        take_in(office, request, actor="Li Na")
    assert "everything before it is safe" in sentence(trouble.value)
    assert office.read(names) == ["first"]
    assert office.read(find_residents, "王00001") == []
    assert office.read(check_centre) == []
    ballast.unlink()
    few = ImportRequest(look_over(office, "residents", "\n".join(text.splitlines()[:200]).encode(), Reading()))
    assert len(take_in(office, few, actor="Li Na").new) == 199
    office.database.close()


def test_a_backup_on_a_full_disk_leaves_nothing_half(small_disk: Path, folder: Path) -> None:
    office = open_centre(folder)
    office.write(add_residents, ["张小明"], actor="Li Na")
    ballast = fill_up(small_disk)
    with pytest.raises(StoreTrouble, match="full"):
        back_up(office, folder, output=small_disk / "stick" / "copy.db")
    assert [path for path in small_disk.rglob("*") if path.is_file()] == [ballast]
    ballast.unlink()
    assert back_up(office, folder, output=small_disk / "stick" / "copy.db").size > 10_000
    assert backups(folder) == []
    office.database.close()
