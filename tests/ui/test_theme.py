from dataclasses import asdict
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFontInfo, QTextLayout
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from commedu_desktop import i18n
from commedu_desktop.resources import bundled
from commedu_desktop.ui import qt_words
from commedu_desktop.ui.theme import DARK, FAMILY, LIGHT, STATES, Look, Tokens

THEMES = {"light": LIGHT, "dark": DARK}
ON_THESE = [("text", ground) for ground in ("bg", "surface", "surface2", "accent_soft")]
ON_THESE += [("muted", ground) for ground in ("bg", "surface", "surface2")]
ON_THESE += [("on_accent", "accent"), ("on_accent", "accent_hover"), ("surface", "text")]
ON_THESE += [(f"{state}_text", ground) for state, ground in product(STATES, ("bg", "surface"))]
ON_THESE += [(f"{state}_text", f"{state}_soft") for state in STATES]
ON_THESE += [("text", f"{state}_soft") for state in STATES]


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    plain = QColor(colour)
    shares = (plain.redF(), plain.greenF(), plain.blueF())
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in shares]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize(("words", "ground"), ON_THESE)
def test_words_stand_out_from_their_ground(tokens: Tokens, words: str, ground: str) -> None:
    colours = asdict(tokens)
    assert contrast(colours[words], colours[ground]) >= 4.5


@pytest.mark.parametrize(("theme", "tokens"), THEMES.items())
def test_pictures_of_the_style_sheet_have_the_themes_colours(theme: str, tokens: Tokens) -> None:
    folder = Path(bundled("resources") / "styles" / theme)
    assert tokens.muted in (folder / "chevron-down.svg").read_text(encoding="utf-8")
    assert tokens.on_accent in (folder / "check.svg").read_text(encoding="utf-8")
    assert tokens.on_accent in (folder / "minus.svg").read_text(encoding="utf-8")


def test_theme_and_text_size_change_at_once(qtbot: QtBot, look: Look) -> None:
    label = QLabel("张小明")
    qtbot.addWidget(label)
    label.show()
    small = label.sizeHint()
    with qtbot.waitSignal(look.changed):
        look.set("dark", 150)
    assert label.sizeHint().height() >= small.height() * 1.4
    assert label.palette().windowText().color().name().upper() == DARK.text
    look.set("light", 100)
    assert label.sizeHint() == small


def test_the_bundled_font_is_the_one_that_is_shown(look: Look) -> None:
    assert QFontInfo(look.font()).family() == FAMILY
    assert QFontInfo(look.font(strong=True)).weight() > QFontInfo(look.font()).weight()


@pytest.mark.parametrize(("context", "text"), list(qt_words.GAPS))
def test_what_qt_leaves_untranslated_in_its_dialogs_is_ours(qapp: QApplication, context: str, text: str) -> None:
    try:
        for language in ("zh_CN", "en"):
            i18n.use(language)
            qt_words.translate(qapp, language)
            said = QCoreApplication.translate(context, text)
            assert said != ""
            assert (language == "en") is said.isascii()
            assert QCoreApplication.translate("Nowhere", "Neither here nor there") == "Neither here nor there"
    finally:
        i18n.use("en")
        qt_words.translate(qapp, "en")


@pytest.mark.parametrize("name", ["𠮷野家", "㙍䶮", "محمد", "שרה", "བསྟན", "ꆈꌠ", "ᠮᠣᠩ", "🌸李奶奶", "김", "Łukasz"])
def test_every_character_of_a_name_is_seen(look: Look, name: str) -> None:
    layout = QTextLayout(name, look.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    assert runs
    assert all(0 not in run.glyphIndexes() for run in runs)


def test_chinese_marks_are_full_width_in_chinese_whatever_was_spoken_before(look: Look) -> None:
    for language, features in (("en", 2), ("zh_CN", 0), ("en", 2), ("zh_CN", 0)):
        i18n.use(language)
        look.set("light", 100)
        assert len(look.font().featureTags()) == features
