"""The house: who may import whom, where the big libraries may appear, and how long things may be.

Imports are read from the source (pytest-archon collects them), nothing is executed; imports inside functions count too.
"""

import ast
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_archon.collect import collect_imports_from_path, walk

PACKAGE = "commedu_desktop"
ROOT = Path(__file__).parent.parent / PACKAGE

FLOORS = {
    "domain": set[str](),
    "store": {"domain"},
    "documents": {"domain", "i18n", "resources"},
    "exchange": {"domain"},
    "services": {"domain", "store", "documents", "exchange", "i18n", "resources"},
    "sentences": {"domain", "i18n"},
    "ui": {"services", "domain", "i18n", "resources", "sentences"},
    "cli": {"services", "domain", "i18n", "resources", "sentences", "app"},
    "i18n": {"resources", "han"},
    "han": set[str](),
    "resources": set[str](),
    "__main__": {"app", "cli", "i18n"},
}
"""What each part may import beside itself. `app` composes the house and sees every floor."""

AT_HOME = {
    "PySide6": {"ui", "app"},
    "shiboken6": {"ui", "app"},
    "sqlalchemy": {"store", "services", "app"},
    "alembic": {"store"},
    "reportlab": {"documents"},
    "ortools": {"services"},
}
"""The only parts in which a library may appear."""

HEAVY = {
    "reportlab",
    "alembic",
    "pypinyin",
    "python_calamine",
    "xlsxwriter",
    "holidays",
    "zxingcpp",
    "uharfbuzz",
    "pypdfium2",
    "rapidfuzz",
    "ortools",
    "cv2",
}
"""Imported only inside the function that needs them, in what the window loads at start."""

LIGHT_PARTS = {"ui", "app", "__main__", "services", "store", "sentences", "domain", "i18n", "resources"}
MIGRATIONS = "store.migrations"

GENERATED = "store.migrations.versions"
"""Written by Alembic, table after table: length says nothing there."""

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40


def modules(root: Path) -> Iterator[tuple[str, Path]]:
    """Every module's name inside the package ("services.office") and its file."""
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        yield ".".join(part for part in parts if part != "__init__"), path


def part_of(module: str) -> str:
    return module.split(".")[0]


def imports(root: Path) -> Iterator[tuple[str, str]]:
    """(module inside the package, whatever it imports anywhere in its text)."""
    for name, imported in sorted(collect_imports_from_path(root, PACKAGE, walk)):
        yield from ((name.removeprefix(PACKAGE).removeprefix("."), one) for one in sorted(imported))


def imports_at_top(path: Path) -> Iterator[str]:
    """First names of the libraries imported when the module itself is imported; classes and try blocks count."""
    todo: list[ast.AST] = list(ast.parse(path.read_text(encoding="utf-8")).body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").split(".")[0]
        elif not (isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or is_for_type_checkers(node)):
            todo.extend(ast.iter_child_nodes(node))


def is_for_type_checkers(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def against_the_floors(root: Path) -> list[str]:
    wrong = []
    for module, imported in imports(root):
        part, target = part_of(module), imported.removeprefix(PACKAGE + ".")
        if imported.startswith(PACKAGE + ".") and part in FLOORS:
            allowed = FLOORS[part] | {part}
            wrong += [f"{module} imports {target}"] if part_of(target) not in allowed else []
    return wrong


def libraries_away_from_home(root: Path) -> list[str]:
    found = [(module, imported.split(".")[0]) for module, imported in imports(root)]
    return [f"{m} imports {library}" for m, library in found if part_of(m) not in AT_HOME.get(library, {part_of(m)})]


def beyond_the_standard_library(root: Path) -> list[str]:
    """What the domain imports that Python itself does not bring."""
    own = {PACKAGE, *sys.stdlib_module_names}
    return [f"{m} imports {i}" for m, i in imports(root) if part_of(m) == "domain" and i.split(".")[0] not in own]


def heavy_at_the_top(root: Path) -> list[str]:
    return [
        f"{module} imports {library} at its top"
        for module, path in modules(root)
        if part_of(module) in LIGHT_PARTS and not module.startswith(MIGRATIONS)
        for library in imports_at_top(path)
        if library in HEAVY
    ]


def rooms_without_a_floor(root: Path) -> list[str]:
    return sorted({part_of(module) for module, _ in modules(root)} - {"", "app", *FLOORS})


def too_long(root: Path) -> list[str]:
    wrong = []
    for module, path in modules(root):
        if module.startswith(GENERATED):
            continue
        text = path.read_text(encoding="utf-8")
        if (lines := text.count("\n")) > LONGEST_MODULE:
            wrong.append(f"{module} has {lines} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                wrong += [f"{module}.{node.name} has {length} lines"] if length > LONGEST_FUNCTION else []
    return wrong


def pumped_events(root: Path) -> list[str]:
    return [module for module, path in modules(root) if "processEvents" in path.read_text(encoding="utf-8")]


Rule = Callable[[Path], list[str]]

RULES: list[Rule] = [
    against_the_floors,
    libraries_away_from_home,
    beyond_the_standard_library,
    heavy_at_the_top,
    rooms_without_a_floor,
    too_long,
    pumped_events,
]


@pytest.mark.parametrize("rule", RULES)
def test_the_house_keeps_the_rule(rule: Rule) -> None:
    assert rule(ROOT) == []


PLANTED: list[tuple[Rule, str, str]] = [
    (against_the_floors, "domain/a.py", "from commedu_desktop.store.database import Database"),
    (against_the_floors, "store/a.py", "def f():\n    import commedu_desktop.services.office"),
    (against_the_floors, "store/a.py", "from commedu_desktop import i18n"),
    (against_the_floors, "services/a.py", "from commedu_desktop.ui import theme"),
    (against_the_floors, "ui/pages/a.py", "from commedu_desktop.store.tables import residents"),
    (against_the_floors, "ui/a.py", "from commedu_desktop.app import compose"),
    (against_the_floors, "cli/a.py", "from commedu_desktop.documents import paper"),
    (against_the_floors, "sentences/a.py", "from commedu_desktop.services.office import Office"),
    (libraries_away_from_home, "services/a.py", "def f():\n    from PySide6.QtCore import QObject"),
    (libraries_away_from_home, "ui/a.py", "import sqlalchemy.orm"),
    (libraries_away_from_home, "services/a.py", "def f():\n    import reportlab"),
    (beyond_the_standard_library, "domain/a.py", "import babel"),
    (heavy_at_the_top, "ui/a.py", "import pypinyin"),
    (heavy_at_the_top, "services/a.py", "try:\n    from rapidfuzz import fuzz\nexcept ImportError:\n    pass"),
    (heavy_at_the_top, "store/database.py", "from alembic import command"),
    (rooms_without_a_floor, "helpers/a.py", ""),
    (too_long, "ui/a.py", "x = 1\n" * 301),
    (too_long, "ui/a.py", "def f():\n" + "    x = 1\n" * 40),
    (pumped_events, "ui/a.py", "application.processEvents()"),
]


@pytest.mark.parametrize(("rule", "file", "text"), PLANTED)
def test_a_planted_violation_is_found(rule: Rule, file: str, text: str, tmp_path: Path) -> None:
    planted = tmp_path / file
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text(text, encoding="utf-8")
    assert len(rule(tmp_path)) == 1


ALLOWED = [
    ("store/migrations/env.py", "from alembic import context"),
    ("services/a.py", "def f():\n    import pypinyin"),
    ("services/a.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import rapidfuzz"),
    ("documents/a.py", "import reportlab"),
    ("app.py", "import PySide6.QtWidgets\nimport sqlalchemy\nimport commedu_desktop.ui\nimport commedu_desktop.store"),
    ("ui/a.py", "from commedu_desktop.services import residents\nfrom commedu_desktop.i18n import _"),
]


@pytest.mark.parametrize(("file", "text"), ALLOWED)
def test_what_the_house_allows_is_left_alone(file: str, text: str, tmp_path: Path) -> None:
    allowed = tmp_path / file
    allowed.parent.mkdir(parents=True, exist_ok=True)
    allowed.write_text(text, encoding="utf-8")
    assert [rule(tmp_path) for rule in RULES] == [[]] * len(RULES)
