"""Whatever the program refuses and whatever it writes has words."""

import ast
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from commedu_desktop import i18n, sentences
from commedu_desktop.domain.errors import Refused
from commedu_desktop.sentences import sentence, shown, verb_phrase
from commedu_desktop.sentences.telling import codes, verbs
from commedu_desktop.store.troubles import _CODES, _STATES

PACKAGE = Path(__file__).parent.parent / "commedu_desktop"
BUILT = {"nothing-to-undo", "nothing-to-redo"}
"""Codes that are put together at run time: `nothing-to-{verb}`."""


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def raised_codes() -> set[str]:
    found = set(BUILT) | set(_CODES.values()) | set(_STATES.values())
    for _path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                if node.func.id in {"Refused", "StoreTrouble"} and isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def writing_verbs() -> set[str]:
    """Functions of the services that name their write are what `office.write` is given."""
    found = set()
    for path, tree in trees():
        if path.parent.name != "services":
            continue
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and names_its_write(node):
                found.add(node.name)
    return found


def names_its_write(node: ast.FunctionDef) -> bool:
    calls = [call.func for call in ast.walk(node) if isinstance(call, ast.Call)]
    return any(
        (isinstance(f, ast.Name) and f.id == "name_write") or getattr(f, "attr", "") == "name_write" for f in calls
    )


def test_every_code_that_is_raised_has_a_sentence() -> None:
    assert sorted(raised_codes() - codes()) == []


def test_no_two_features_use_the_same_code() -> None:
    features = [import_module(f"{sentences.__name__}.{module.name}") for module in iter_modules(sentences.__path__)]
    every = Counter(code for feature in features for code in getattr(feature, "SENTENCES", {}))
    assert len(every) > 50
    assert [code for code, times in every.items() if times > 1] == []


def test_every_verb_that_writes_has_a_phrase() -> None:
    assert "change_settings" in writing_verbs()
    assert sorted(writing_verbs() - verbs()) == []


@pytest.mark.parametrize(
    ("value", "in_english", "in_chinese"),
    [
        (date(2026, 11, 23), "Mon 23 Nov 2026", "2026年11月23日周一"),
        (time(8, 30), "08:30", "08:30"),
        (datetime(2026, 11, 23, 8, 30), "23 Nov 2026, 08:30", "2026年11月23日 08:30"),
        (12_345, "12,345", "12,345"),
        (Fraction(2, 3), "66.7%", "66.7%"),
        (["101", "203"], "101 and 203", "101和203"),
        ("B01-000012", "B01-000012", "B01-000012"),
    ],
)
def test_facts_are_shown_as_the_reader_writes_them(value: object, in_english: str, in_chinese: str) -> None:
    assert shown(value) == in_english
    i18n.use("zh_CN")
    assert shown(value) == in_chinese


def test_a_refusal_is_a_sentence_in_the_language_spoken() -> None:
    refusal = Refused("changed-since", verb="enrol", subject="张小明")
    assert sentence(refusal).startswith("“张小明” has been changed again")
    i18n.use("zh_CN")
    assert sentence(refusal).startswith("“张小明”之后又被修改过")


@pytest.mark.parametrize(("verb", "words"), [("print_certificates", "Void it"), ("found_centre", "begins")])
def test_what_cannot_be_undone_says_why(verb: str, words: str) -> None:
    assert words in sentence(Refused("undo-not-possible", verb=verb, subject="B01-2026-000001"))


def test_a_verb_of_a_later_program_is_shown_as_stored() -> None:
    assert verb_phrase("teleport", "张小明") == "teleport 张小明"
