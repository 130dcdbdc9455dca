"""`commedu --version` from a checkout, where no package is installed."""

import tomllib
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from commedu_desktop.cli import main

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def test_the_version_is_said_without_an_installed_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.version", missing)
    assert main(["--version"]) == 0
    wanted = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"]
    assert capsys.readouterr().out == f"commedu, version {wanted}\n"
