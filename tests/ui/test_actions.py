from importlib import import_module

import pytest

from commedu_desktop.ui.actions import Action, clashes
from commedu_desktop.ui.main_window import ACTIONS
from commedu_desktop.ui.page import Page
from commedu_desktop.ui.pages import PAGES, PageRow

PAGE_SHORTCUTS = tuple(Action(page.key, page.title, "", page.shortcut) for page in PAGES)


def page_class(row: PageRow) -> type[Page]:
    module = import_module(f"commedu_desktop.ui.pages.{row.file}")
    kind: type[Page] = getattr(module, row.target.split(":")[1])
    assert issubclass(kind, Page)
    return kind


@pytest.mark.parametrize("row", PAGES, ids=[page.key for page in PAGES])
def test_no_shortcut_means_two_things_while_a_page_is_in_sight(row: PageRow) -> None:
    assert clashes(ACTIONS, PAGE_SHORTCUTS, page_class(row).ACTIONS) == []


@pytest.mark.parametrize("row", PAGES, ids=[page.key for page in PAGES])
def test_every_action_of_a_page_has_a_handler(row: PageRow) -> None:
    kind = page_class(row)
    assert [action.key for action in kind.ACTIONS if not callable(getattr(kind, action.handler, None))] == []


def test_two_actions_with_one_shortcut_are_found() -> None:
    first, second = Action("print", "", "", "Ctrl+P"), Action("pay", "", "", "ctrl+p")
    assert clashes([first], [second]) == ["Ctrl+P: print and pay"]
