"""Sign-in sheets with boxes to tick, whose code tells a scanner which class, lessons and people stand on them."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.sheets import (
    MOST_LESSONS,
    SheetCode,
    code_text,
    layout_for,
    most_rows,
    pages_of,
    salt_for,
    tag,
)
from commedu_desktop.i18n import _, pgettext, speaking
from commedu_desktop.services.paper_words import day_words, joined, paper_language, short_day, span
from commedu_desktop.store.queries.attendance import ClassGrid, GridRow, LessonState, class_grid, lesson_state
from commedu_desktop.store.queries.branches import root_branch_id

if TYPE_CHECKING:
    from commedu_desktop.documents.sign_in import SheetPage

_SPARE = 4


def sign_in_pdf(session: Session, lesson_id: UUID, language: str = "", lessons: int = 1) -> bytes:
    """The sign-in sheet of one lesson, or of so many lessons of the class from this one on."""
    from commedu_desktop.documents import sign_in

    first = lesson_state(session, lesson_id)
    grid = class_grid(session, first.offering_id)
    covered = _from(grid, first, max(1, min(MOST_LESSONS, lessons)))
    people = [row for row in grid.rows if any(row.expected(one.starts.date()) for one in covered)]
    language = paper_language(session, language)
    with speaking(language):
        return sign_in.render(
            sign_in.SignInPaper(
                title=_("{title} · sign-in sheet").format(title=first.title),
                language=language,
                facts=_facts(covered),
                headings=(_("No."), _("Name"), _("Phone ends in"), _("Signature")),
                lessons=tuple(short_day(one.starts.date()) for one in covered),
                letters=box_letters(),
                how=_how(),
                pages=_pages(session, covered, people),
                foot=_("Whoever is not on the list signs on a free line with name and telephone."),
            )
        )


def box_letters() -> tuple[str, str, str]:
    """What stands beside the boxes: present, late, excused."""
    return pgettext("sheet box", "P"), pgettext("sheet box", "L"), pgettext("sheet box", "E")


def _how() -> str:
    return _(
        "Tick one box each: P present, L late, E excused; no tick: absent. "
        "A wrong tick? Black out its box and tick the right one. Keep the corner marks and the code clean."
    )


def _from(grid: ClassGrid, first: LessonState, lessons: int) -> list[LessonState]:
    following = [one for one in grid.lessons if one.status is not LessonStatus.CANCELLED and one.starts >= first.starts]
    found = [one for one in following if one.id != first.id]
    return [first, *found[: lessons - 1]]


def _facts(lessons: list[LessonState]) -> tuple[str, str]:
    first, last = lessons[0], lessons[-1]
    when = f"{day_words(first.starts.date())} {span(first.starts, first.ends)}"
    if len(lessons) > 1:
        when = f"{day_words(first.starts.date())} – {day_words(last.starts.date())}"
    return when, joined((first.venue, first.teacher, first.code))


def _pages(session: Session, lessons: list[LessonState], people: list[GridRow]) -> tuple["SheetPage", ...]:
    from commedu_desktop.documents.sign_in import Line, SheetPage

    if not lessons:
        raise Refused("sheet-no-lessons")
    ids = [row.enrolment_id for row in people]
    salt = salt_for(ids)
    parts = pages_of(len(people), len(lessons), _SPARE)
    pages = []
    for number, part in enumerate(parts, 1):
        rest = min(most_rows(len(lessons)), len(people) + _SPARE - part.start) if number == len(parts) else len(part)
        layout = layout_for(rest, len(lessons))
        code = SheetCode(
            centre=tag(root_branch_id(session)),
            offering=tag(lessons[0].offering_id),
            lessons=tuple(tag(one.id) for one in lessons),
            page=number,
            pages=len(parts),
            rows=layout.rows,
            salt=salt,
            people=tuple(tag(ids[at], salt) for at in part),
        )
        lines = tuple(Line(people[at].name, people[at].phone[-4:]) for at in part)
        pages.append(SheetPage(layout, part.start + 1, lines, code_text(code)))
    return tuple(pages)
