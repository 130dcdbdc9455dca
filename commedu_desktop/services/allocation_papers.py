"""Papers of a round: the rules with the classes to choose from, and the result for the bulletin board."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.allocation import ranks_given
from commedu_desktop.i18n import _, locale, speaking
from commedu_desktop.services.allocation import Run
from commedu_desktop.services.allocation_words import rank_shown, rules_in_words
from commedu_desktop.services.paper_words import day_words, paper_language, weekly
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.queries.ranked_choices import RoundClass, RoundRow, classes_of_round, rounds
from commedu_desktop.store.tables import PopulationGroup

if TYPE_CHECKING:
    from commedu_desktop.documents.grid import Heading
    from commedu_desktop.documents.reports import ReturnSection

_ACROSS = 4


def rules_of(session: Session, row: RoundRow) -> list[str]:
    """The rules of a round in the language spoken, a paragraph each."""
    named = select(PopulationGroup).where(PopulationGroup.code.in_(row.groups)).order_by(PopulationGroup.position)
    groups = [str(one.names.get(locale()) or one.code) for one in session.scalars(named)]
    return rules_in_words(row.most, returning_first=row.returning_first, groups=groups, seed=row.seed)


def rules_pdf(session: Session, round_id: UUID, language: str = "") -> bytes:
    """One page before the round: how places are given, and the classes to choose from."""
    from commedu_desktop.documents import reports

    language = paper_language(session, language)
    (row,) = rounds(session, round_id)
    with speaking(language):
        classes = classes_of_round(session, round_id)
        days = f"{day_words(row.opens)} – {day_words(row.closes)}"
        sections = (
            reports.ReturnSection(
                _("{title} · how places are given").format(title=row.title),
                (centre_settings(session).name, "", row.term),
                paragraphs=(
                    _("Choices are handed in at the front desk: {days}.").format(days=days),
                    *rules_of(session, row),
                ),
            ),
            reports.ReturnSection(
                _("Classes to choose from"),
                heading_rows=(_headings(_("Code"), _("Class"), _("Times"), _("Places")),),
                rows=tuple((one.code, one.title, weekly(one.times), str(_open_places(row, one))) for one in classes),
                aligns=("left", "left", "left", "right"),
            ),
        )
        return reports.render(reports.ReturnPaper(row.title, language, sections, landscape=False))


def _open_places(row: RoundRow, one: RoundClass) -> int:
    """What there was to be given: the free places, or once they were given all of them."""
    return one.capacity if row.allocated_at else one.free or 0


def result_pdf(session: Session, run: Run, language: str = "") -> bytes:
    """For the bulletin board: card numbers instead of names, with the seed, the rules and what repeats the run."""
    from commedu_desktop.documents import reports

    language = paper_language(session, language)
    with speaking(language):
        title = _("{title} · result").format(title=run.round.title)
        first = reports.ReturnSection(
            title,
            (centre_settings(session).name, _status(run), run.round.term),
            paragraphs=(*_summary(run), *rules_of(session, run.round)),
            notes=_how_to_repeat(run),
        )
        classes = [part for one in run.classes for part in _sections(run, one)]
        return reports.render(reports.ReturnPaper(title, language, (first, *classes), landscape=False))


def _status(run: Run) -> str:
    if run.accepted_at is None:
        return _("trial run, not valid")
    return day_words(run.accepted_at.astimezone().date())


def _summary(run: Run) -> list[str]:
    people, places = len(run.inputs.wishes), sum(run.inputs.places.values())
    given = sum(map(len, run.outcome.placed.values()))
    counted = sorted(ranks_given(run.inputs, run.outcome).items(), key=lambda one: (one[0] == 0, one[0]))
    ranks = "; ".join(f"{rank_shown(rank)}: {count}" for rank, count in counted)
    told = _("{people} people handed in choices for {places} places; {given} were given. {ranks}.")
    return [
        told.format(people=people, places=places, given=given, ranks=ranks),
        _("Seed: {seed}").format(seed=run.seed),
    ]


def _how_to_repeat(run: Run) -> tuple[str, ...]:
    told = _("Digest of all choices, claims and places (SHA-256): {digest}").format(digest=run.digest)
    again = _("“commedu choices repeat {code}” gives the same result again.").format(code=run.round.code)
    return told, again


def _sections(run: Run, one: RoundClass) -> "list[ReturnSection]":
    """Who is in, and who waits in which order; the lot behind the card number."""
    from commedu_desktop.documents import reports

    inside = sorted(card for card, codes in run.outcome.placed.items() if one.code in codes)
    waiting = run.outcome.waiting.get(one.code, ())
    places = _("Places: {count}").format(count=run.inputs.places.get(one.code, 0))
    chosen = _("Chosen by: {count}").format(count=sum(one.code in wish.choices for wish in run.inputs.wishes))
    grid = {"heading_rows": (), "aligns": ("left",) * _ACROSS, "shares": (1.0,) * _ACROSS}
    ranks = {wish.card: wish.choices.index(one.code) + 1 for wish in run.inputs.wishes if one.code in wish.choices}
    sections = [
        reports.ReturnSection(
            f"{one.title} · {one.code}",
            (places, weekly(one.times), chosen),
            rows=_rows([f"{card}  ({ranks[card]})" for card in inside]),
            notes=(_("In brackets: which choice of the person it was."),) if inside else (_("Nobody."),),
            **(grid if inside else {}),  # type: ignore[arg-type]  # the same for both
        )
    ]
    if waiting:
        listed = [f"{place}.  {card}  [{run.outcome.lots[card]}]" for place, card in enumerate(waiting, 1)]
        sections.append(
            reports.ReturnSection(
                _("{title} · waiting list").format(title=one.title),
                rows=_rows(listed),
                notes=(_("In their order; in square brackets the lot."),),
                **grid,  # type: ignore[arg-type]  # the same for both
            )
        )
    return sections


def _rows(cells: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Read along the lines, four across."""
    padded = [*cells, *[""] * (-len(cells) % _ACROSS)]
    return tuple(tuple(padded[at : at + _ACROSS]) for at in range(0, len(padded), _ACROSS))


def _headings(*texts: str) -> "tuple[Heading, ...]":
    from commedu_desktop.documents.reports import Heading

    return tuple(Heading(text) for text in texts)
