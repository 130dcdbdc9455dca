"""Every public naughty string in every text that a verb or a query takes: done, or refused in words. Never a crash."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.search import questions
from commedu_desktop.sentences import sentence
from commedu_desktop.services.centre import FILE, NewCentre
from commedu_desktop.services.centre_papers import cards_pdf
from commedu_desktop.services.demo import DEMO_NOW, create_demo
from commedu_desktop.services.office import Office
from commedu_desktop.services.residents import RegisterResident, register_resident
from commedu_desktop.store.database import Database
from commedu_desktop.store.search import find_ids
from tests.naughty import COSTLY, Typed, base_request, naughty_strings, typed_texts, with_text
from tests.offices import CENTRE_ZONE

TEXTS = naughty_strings()
OURS = (
    "register_resident",
    "change_resident",
    "add_field",
    "change_field",
    "save_filter",
    "rename_filter",
    "replace_card",
)
"""Verbs of the register: they take most of these texts."""


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("naughty")
    create_demo(
        folder, NewCentre("Wuzhong Road", "CN", "en"), actor="a", now=DEMO_NOW, zone=CENTRE_ZONE
    ).database.close()
    return folder / FILE


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path) -> Iterator[Office]:
    copy(demo_file, tmp_path / FILE)
    database = Database.open(tmp_path / FILE)
    now = DEMO_NOW.replace(tzinfo=CENTRE_ZONE)
    yield Office(database, clock=lambda: now, zone=CENTRE_ZONE)
    database.close()


class _Enough(Exception):  # noqa: N818 - takes everything back
    """So much was tried."""


def try_all(session: Session, one: Typed) -> None:
    """Each text in a transaction within the transaction, which is rolled back; then the whole."""
    request = base_request(session, one)
    tried(session, one, request, "x")
    texts = TEXTS[::8] if one.verb.__name__ in COSTLY else TEXTS
    said = [tried(session, one, request, text) for text in texts]
    raise _Enough(said.count(None), all(words != "" for words in said))


def tried(session: Session, one: Typed, request: Any, text: str) -> str | None:
    """None when it was done, else the sentence that refused it; nothing is left behind."""
    step = session.begin_nested()
    try:
        one.verb(session, with_text(request, one, text))
        session.flush()
    except Refused as wrong:
        return sentence(wrong)
    finally:
        step.rollback()
    return None


@pytest.mark.parametrize("one", typed_texts(), ids=str)
def test_a_verb_takes_any_text_or_refuses_it_in_words(one: Typed, demo: Office) -> None:
    with pytest.raises(_Enough) as end:
        demo.write(try_all, one, actor="naughty")
    done, in_words = end.value.args
    assert in_words
    assert (
        done > len(TEXTS) // 6
        or one.verb.__name__ not in OURS
        or one.field in ("old", "code", "card", "id_number", "phone")
    )


def test_nearly_every_verb_that_takes_a_text_is_tried() -> None:
    tried = {one.verb.__name__ for one in typed_texts()}
    known = "register_resident change_resident add_branch add_course add_venue add_teacher plan_term plan_offering"
    more = "draft_notice void_certificate save_filter add_field replace_card find_residents check_in enrol withdraw"
    assert {*known.split(), *more.split()} <= tried


def test_whoever_is_named_so_is_found_again_and_has_a_card(demo: Office) -> None:
    kept, refused = {}, set[str]()
    for text in TEXTS[::5]:
        try:
            kept[demo.write(register_resident, RegisterResident(text), actor="naughty")] = text
        except Refused as wrong:
            refused.add(wrong.code)
    assert len(kept) >= max(1, len(TEXTS) // 12)
    assert refused <= {"name-missing", "name-too-long"}
    for key, text in kept.items():
        assert not questions(text) or key in demo.read(find_ids, text, 1_000)
    assert demo.read(cards_pdf, list(kept)).startswith(b"%PDF")
    assert demo.read(cards_pdf, list(kept), "en", True).startswith(b"%PDF")
