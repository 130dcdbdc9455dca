"""On Windows and macOS: the same start, with nothing of Linux asked for."""

import os
import subprocess
import sys
from pathlib import PurePosixPath, PureWindowsPath

import place
import pytest
import start


def test_the_environment_s_python_lies_where_each_system_puts_it() -> None:
    windows = PureWindowsPath(r"C:\Users\李娜\CommEdu Desktop\.venv") / place.python_in_venv("nt")
    assert str(windows) == r"C:\Users\李娜\CommEdu Desktop\.venv\Scripts\python.exe"
    assert str(PurePosixPath("/Users/li/.venv") / place.python_in_venv("posix")) == "/Users/li/.venv/bin/python"


def test_windows_waits_for_the_program_and_hands_its_arguments_and_exit_code_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: list[list[str]] = []

    def call(command: list[str]) -> int:
        calls.append(command)
        return 3

    monkeypatch.setattr(subprocess, "call", call)
    monkeypatch.setattr(os, "name", "nt")
    code = start.console(["--data", r"D:\社区 学校", "search", 'a "b"'])
    monkeypatch.undo()
    assert code == 3
    assert calls == [[str(place.PYTHON), "-m", "commedu_desktop.cli", "--data", r"D:\社区 学校", "search", 'a "b"']]


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_the_window_opens_there_without_display_variables_and_without_system_libraries(
    system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setitem(sys.modules, "linux_libraries", None)
    became: list[tuple[str, ...]] = []

    def become(*arguments: str) -> int:
        became.append(arguments)
        return 0

    monkeypatch.setattr(start, "become", become)
    assert start.open_window(["--data", "x"]) == 0
    assert became == [("-m", "commedu_desktop", "--data", "x")]
