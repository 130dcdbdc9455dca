"""The words of the program: collected, translated, with the same placeholders."""

import re
from pathlib import Path

import pytest
import words
from babel.messages.catalog import Catalog, Message

from commedu_desktop import i18n

SOURCE = """
from commedu_desktop.i18n import N_, _, ngettext, pgettext

# TR: on the door
DOOR = N_("Welcome to {centre}")

def say(n):
    pgettext("weekday", "Sun")
    _("Sun")
    return ngettext("{n} resident", "{n} residents", n).format(n=n)
"""


@pytest.fixture(scope="module")
def collected() -> Catalog:
    return words.collect()


@pytest.fixture(scope="module", params=words.translation_files(), ids=words.language_of)
def translated(request: pytest.FixtureRequest) -> Catalog:
    return words.read(request.param, words.language_of(request.param))


@pytest.fixture
def small_program(tmp_path: Path) -> Path:
    (tmp_path / "commedu_desktop").mkdir()
    (tmp_path / "commedu_desktop" / "door.py").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def ids(catalog: Catalog) -> list[tuple[str, str]]:
    return [words.key_of(message) for message in words.entries(catalog)]


def chinese(root: Path) -> dict[tuple[str, str], Message]:
    [path] = words.translation_files(root)
    return {words.key_of(message): message for message in words.entries(words.read(path, "zh_CN"))}


def test_the_template_holds_exactly_what_the_source_says(collected: Catalog) -> None:
    kept = words.read(words.template_file())
    assert ids(kept) == ids(collected), "run: python packaging/words.py"


def test_every_language_holds_exactly_what_the_source_says(collected: Catalog, translated: Catalog) -> None:
    assert ids(translated) == ids(collected), "run: python packaging/words.py"


def test_every_entry_is_translated(translated: Catalog) -> None:
    assert [words.key_of(message) for message in words.untranslated(translated)] == []


def test_translations_have_the_placeholders_of_the_original(translated: Catalog) -> None:
    complaints = [(words.key_of(m), words.misfit(m, words.forms(m))) for m in words.entries(translated)]
    assert [complaint for complaint in complaints if complaint[1]] == []


def test_no_translation_begins_or_ends_with_a_space_or_has_one_beside_a_full_width_mark(translated: Catalog) -> None:
    stray = re.compile("^ | $|[、。，：；！？（）《》“”] | [、。，：；！？（）《》]")
    said = [form for message in words.entries(translated) for form in words.forms(message)]
    assert [form for form in said if stray.search(form)] == []


def test_the_languages_offered_are_those_translated() -> None:
    assert {words.language_of(path) for path in words.translation_files()} == set(i18n.LANGUAGES) - {"en"}


def test_strings_are_collected_with_context_plural_and_note(small_program: Path) -> None:
    catalog = words.collect(small_program)
    assert ids(catalog) == [("", "Sun"), ("weekday", "Sun"), ("", "Welcome to {centre}"), ("", "{n} resident")]
    assert [m.auto_comments for m in words.entries(catalog) if m.id == "Welcome to {centre}"] == [["on the door"]]


def test_translations_survive_an_update_and_what_is_gone_is_dropped(small_program: Path) -> None:
    words.update(small_program)
    file = small_program / "given.json"
    file.write_text(
        '{"weekday": {"Sun": "日"}, "{n} resident": ["{n} 位居民"], "Welcome to {centre}": "欢迎光临{centre}"}'
    )
    assert words.fill_from(str(file), root=small_program) == 0
    source = small_program / "commedu_desktop" / "door.py"
    source.write_text(SOURCE.replace("Welcome to {centre}", "Come in"), encoding="utf-8")
    words.update(small_program)
    entries = chinese(small_program)
    assert words.forms(entries["weekday", "Sun"]) == ["日"]
    assert words.forms(entries["", "{n} resident"]) == ["{n} 位居民"]
    assert words.forms(entries["", "Come in"]) == [""]
    assert ("", "Welcome to {centre}") not in entries


def test_an_update_without_news_changes_no_byte(small_program: Path) -> None:
    words.update(small_program)
    before = [path.read_bytes() for path in (small_program / "i18n").rglob("*.po*")]
    words.update(small_program)
    assert [path.read_bytes() for path in (small_program / "i18n").rglob("*.po*")] == before


def test_a_translation_with_another_placeholder_is_refused(small_program: Path) -> None:
    complaints = words.fill(
        words.collect(small_program), [["Welcome to {centre}", "欢迎光临{center}"], ["Gone", "没了"]]
    )
    assert complaints == [
        "'Welcome to {centre}': the placeholders differ; the entry has {centre}",
        "'Gone': no such string in the source",
    ]
