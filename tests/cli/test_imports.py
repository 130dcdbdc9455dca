"""`commedu import` and `commedu export`, as they are typed."""

from pathlib import Path

import pytest

from commedu_desktop.cli import main
from commedu_desktop.services.centre import NewCentre, create_centre

LIST = "姓名,出生日期,爱好\n张伟,1960-01-01,棋\n李雷,1960-13-01,琴\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_centre(tmp_path / "centre", NewCentre("五中路"), actor="a").database.close()
    (tmp_path / "list.csv").write_bytes(LIST.encode("gb18030"))
    return tmp_path


def commedu(folder: Path, *arguments: str) -> int:
    return main(["--data", str(folder / "centre"), "--lang", "en", *arguments])


def test_a_refused_row_is_told_with_line_and_column_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commedu(folder, "import", "residents", str(folder / "list.csv")) == 1
    told = capsys.readouterr()
    assert "Encoding: gb18030, separator: comma" in told.out
    assert "Columns left out: 爱好" in told.out
    assert "rows read: 2  new: 1  changed: 0  unchanged: 0  refused: 1" in told.out
    assert "line 3: born: “1960-13-01” is not a date" in told.err


def test_refused_rows_are_saved_and_the_good_kept(folder: Path) -> None:
    errors, out = folder / "errors.csv", folder / "out.csv"
    given = ("import", "residents", str(folder / "list.csv"), "--keep-good", "--errors", str(errors))
    assert commedu(folder, *given) == 0
    assert errors.read_text(encoding="utf-8-sig").splitlines()[1].startswith("3,李雷,1960-13-01,琴,")
    assert commedu(folder, "export", "residents", str(out)) == 0
    assert out.read_text(encoding="utf-8-sig").splitlines()[1].startswith("B01-000001,张伟,,1960-01-01")


def test_a_dry_run_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "list.csv").write_text("姓名\n张伟\n", encoding="utf-8")
    assert commedu(folder, "import", "residents", str(folder / "list.csv"), "--dry-run") == 0
    assert "Nothing was written." in capsys.readouterr().out
    assert commedu(folder, "export", "residents", str(folder / "out.csv")) == 0
    assert len((folder / "out.csv").read_text(encoding="utf-8").splitlines()) == 1


def test_wishes_overrule_the_guess(folder: Path) -> None:
    (folder / "list.txt").write_bytes("谁|几时\n张伟|1960-01-01\n".encode("gb18030"))
    wishes = ("--map", "谁=name", "--map", "几时=出生日期", "--encoding", "gb18030", "--separator", "bar")
    assert commedu(folder, "import", "residents", str(folder / "list.txt"), *wishes) == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("import", "residents", "missing.csv"), 3),
        (("import", "people", "list.csv"), 2),
        (("import", "residents", "list.csv", "--map", "x"), 2),
        (("import", "residents", "list.csv", "--map", "x=name"), 1),
        (("import", "residents", "list.csv", "--encoding", "klingon"), 1),
        (("export", "residents", "out.doc"), 1),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_an_exit_code(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int
) -> None:
    command, kind, file, *rest = arguments
    assert commedu(folder, command, kind, str(folder / file), *rest) == code
    assert "Traceback" not in capsys.readouterr().err


def test_an_errors_file_that_cannot_be_written_is_the_stores_trouble(folder: Path) -> None:
    blocked = folder / "list.csv" / "errors.csv"
    assert commedu(folder, "import", "residents", str(folder / "list.csv"), "--errors", str(blocked)) == 3
