"""Verbs that no other test carries out so that they can be taken back: each is done, undone and made again."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commedu_desktop.domain.notices import NoticeKind
from commedu_desktop.services import notices, population_groups, ranked_choices, saved_filters, teachers, terms, venues
from commedu_desktop.services.courses import NewCategory, add_category, archive_course
from commedu_desktop.services.office import Office
from tests.makers import Maker
from tests.undoing import rows_in

Work = tuple[Callable[..., Any], Any]
DRAFT = notices.NoticeDraft(NoticeKind.FREE, "Hello", "en")
OTHER = notices.NoticeDraft(NoticeKind.FREE, "Good-bye", "en")


def drafted(office: Office) -> Any:
    return office.write(notices.draft_notice, DRAFT, actor="Li Na")


def posted(office: Office) -> Any:
    return office.write(notices.publish_notice, notices.PublishNotice(drafted(office), "Gate"), actor="Li Na")


def planned(office: Office, make: Maker) -> Any:
    offerings, days = (make.new_offering().id,), (date(2026, 11, 20), date(2026, 11, 27))
    request = ranked_choices.PlanRound("Spring", make.term.id, offerings, *days)
    return office.write(ranked_choices.plan_round, request, actor="Li Na")


def kept(office: Office) -> str:
    request = saved_filters.SavedFilter("New here", {"sex": "F"})
    return office.write(saved_filters.save_filter, request, actor="Li Na")


def spring(office: Office) -> Any:
    return office.write(terms.plan_term, terms.PlanTerm("2027S", date(2027, 3, 1), date(2027, 7, 2)), actor="Li Na")


VERBS: dict[str, Callable[[Office, Maker], Work]] = {
    "add_category": lambda _office, _make: (add_category, NewCategory("chess", {"en": "Chess"})),
    "archive_course": lambda _office, make: (archive_course, make.course.id),
    "archive_group": lambda _office, make: (population_groups.archive_group, make.new_group("elders").id),
    "archive_teacher": lambda _office, make: (teachers.archive_teacher, make.new_teacher().id),
    "change_venue": lambda _office, make: (
        venues.change_venue,
        venues.ChangeVenue(make.venue.id, {"name": "Hall", "capacity": 7}),
    ),
    "change_notice": lambda office, _make: (notices.change_notice, notices.ChangeNotice(drafted(office), OTHER)),
    "remove_posting": lambda office, _make: (notices.remove_posting, posted(office)),
    "remove_round": lambda office, make: (ranked_choices.remove_round, planned(office, make)),
    "remove_term": lambda office, _make: (terms.remove_term, terms.RemoveTerm(spring(office))),
    "rename_filter": lambda office, _make: (
        saved_filters.rename_filter,
        saved_filters.RenameFilter(kept(office), "Just come"),
    ),
    "remove_filter": lambda office, _make: (saved_filters.remove_filter, kept(office)),
}


@pytest.mark.parametrize("name", list(VERBS))
def test_it_is_done_undone_and_made_again(office: Office, make: Maker, name: str) -> None:
    verb, request = VERBS[name](office, make)
    path = Path(office.database.place)
    before = rows_in(path)
    office.write(verb, request, actor="Li Na")
    after = rows_in(path)
    assert before != after
    office.undo(actor="Li Na")
    assert rows_in(path) == before
    office.redo(actor="Li Na")
    assert rows_in(path) == after
