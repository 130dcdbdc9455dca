"""F1 has something to say on every page, in every language."""

import pytest

from commedu_desktop.i18n import LANGUAGES
from commedu_desktop.ui.help import help_file
from commedu_desktop.ui.pages import PAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [row.key for row in PAGES])
def test_every_page_has_help_in_every_language(page: str, language: str) -> None:
    file = help_file(page, language)
    assert file is not None
    assert file.parent.parent.name == language
    assert file.read_text(encoding="utf-8").startswith("# ")
