"""Setting up: once, completely, and with one clear sentence when it cannot be done."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import checks
import debian
import linux_libraries
import place
import pytest
import setting_up
import start

ROOT = Path(__file__).parent.parent.parent
PINNED = sorted((ROOT / "packaging").glob("requirements*.txt"))


@pytest.fixture
def made() -> list[str]:
    """The virtual environments that were made from nothing."""
    return []


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: list[str]) -> Path:
    """An empty .venv; no command is really run."""
    (tmp_path / ".venv").mkdir()
    for module in (place, setting_up):
        monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
        monkeypatch.setattr(module, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: subprocess.CompletedProcess(a, 0, "", ""))
    monkeypatch.setattr(setting_up, "make_venv", lambda: made.append(".venv"))
    monkeypatch.setattr(setting_up, "point_to_checkout", lambda: None)
    return tmp_path


@pytest.fixture
def ordinary_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "is_root", lambda: False)
    monkeypatch.setattr(debian, "has_apt", lambda: True)
    monkeypatch.setattr(debian, "known", lambda package: package == "libglib2.0-0t64")


@pytest.mark.usefixtures("checkout")
def test_set_up_once_is_enough_for_program_and_tests() -> None:
    assert not place.is_ready("run")
    setting_up.set_up("test")
    assert place.is_ready("run")
    assert place.is_ready("test")


@pytest.mark.usefixtures("checkout")
def test_changed_requirements_are_installed_into_the_environment_that_is_there(made: list[str]) -> None:
    setting_up.set_up("run")
    place.stamp("run").write_bytes(place.maker() + b"older==1.0")
    made.clear()
    assert not place.is_ready("run")
    setting_up.set_up("run")
    assert place.is_ready("run")
    assert made == []


@pytest.mark.usefixtures("checkout")
def test_data_for_the_tests_comes_without_the_libraries_it_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    def run(command: list[str], **_how: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", run)
    setting_up.set_up("run")
    assert not [command for command in commands if "requirements-data.txt" in command[-1]]
    setting_up.set_up("test")
    (data,) = [command for command in commands if command[-1].endswith("requirements-data.txt")]
    assert {"--no-deps", "--require-hashes"} <= set(data)
    place.stamp("test").write_bytes(place.stamp("test").read_bytes()[:-1])
    assert place.is_ready("run")
    assert not place.is_ready("test")


@pytest.mark.usefixtures("checkout")
def test_an_interrupted_set_up_is_made_anew(made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    setting_up.set_up("run")
    made.clear()
    with monkeypatch.context() as power_cut:
        power_cut.setattr(setting_up, "install", interrupt)
        with pytest.raises(KeyboardInterrupt):
            setting_up.set_up("test")
    assert not place.is_ready("run")
    setting_up.set_up("run")
    assert place.is_ready("run")
    assert made == [".venv"]


def interrupt(kind: str) -> None:
    raise KeyboardInterrupt


def test_a_failing_pip_is_one_sentence_and_an_exit_code(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failed = subprocess.CompletedProcess(
        [], 1, "", "WARNING: Retrying\nERROR: No matching distribution found for click\n"
    )
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: failed)
    assert start.main([]) == 1
    said = capsys.readouterr().err
    assert said.startswith("The packages could not be installed. The first start needs the internet")
    assert said.endswith("(ERROR: No matching distribution found for click)\n")


@pytest.mark.parametrize("file", PINNED, ids=lambda file: file.name)
def test_everything_is_pinned_with_hashes_and_no_address(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    pinned = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(pinned) > (0 if file.name in place.DATA.values() else 20)
    assert [line for line in pinned if not re.match(r"[a-z0-9.-]+==[^ ]+( ; .*)? \\$", line)] == []
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash=sha256:)", text, re.MULTILINE)


def test_the_program_and_its_tests_have_the_same_versions() -> None:
    program, everything = (pins(ROOT / "packaging" / place.REQUIREMENTS[kind]) for kind in ("run", "test"))
    assert program.items() <= everything.items()


def test_nothing_that_the_program_asks_for_is_left_unpinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[\[<>=!~]", line)[0].lower() for line in project["dependencies"]}
    assert asked <= pins(ROOT / "packaging" / "requirements.txt").keys()


def pins(file: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9.-]+)==([^ ]+)", file.read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.usefixtures("ordinary_user")
def test_an_ordinary_user_is_told_the_one_command_that_installs_the_libraries(
    capsys: pytest.CaptureFixture[str],
) -> None:
    linux_libraries.explain({"libxcb-cursor.so.0", "libEGL.so.1", "libglib-2.0.so.0", "libgthread-2.0.so.0"})
    assert capsys.readouterr().out.splitlines()[1:] == [
        "  sudo apt-get update && sudo apt-get install -y libegl1 libglib2.0-0t64 libxcb-cursor0"
    ]


@pytest.mark.usefixtures("ordinary_user")
def test_without_pdftotext_the_tests_that_need_it_are_named_as_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checks, "libraries_allow", lambda window: True)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(checks, "postgresql_is_there", lambda: True)
    assert checks.lacking() == ["pdftotext"]
    assert "sudo apt-get update && sudo apt-get install -y poppler-utils" in capsys.readouterr().out


def test_all_checks_run_and_one_failure_fails_the_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[str] = []

    def passes(name: str, command: list[str], lacks: list[str]) -> bool:
        ran.append(name)
        return name != "Types (mypy)"

    monkeypatch.setattr(checks, "lacking", list)
    monkeypatch.setattr(checks, "passes", passes)
    assert checks.run_checks([]) == 1
    assert len(ran) == 4
    assert capsys.readouterr().out == "FAILED: Types (mypy)\n"


def test_without_a_display_the_tour_is_taken_and_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(start, "libraries_allow", lambda window: True)
    calls: list[list[str]] = []

    def call(command: list[str], env: dict[str, str]) -> int:
        calls.append(command)
        return 0

    monkeypatch.setattr(subprocess, "call", call)
    assert start.open_window([]) == 0
    assert calls[0][1:4] == ["-m", "commedu_desktop.cli", "tour"]
    said = capsys.readouterr().out
    assert said.startswith("There is no display here")
    assert said.endswith(f"The pictures are in {place.ROOT / 'tour'}\n")
