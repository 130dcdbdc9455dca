"""The list of classes to be arranged: what stands in each line."""

from dataclasses import dataclass
from uuid import UUID

from commedu_desktop.domain.arrange_week import Wanted, WeeklyPlace
from commedu_desktop.i18n import N_, _
from commedu_desktop.sentences.arrange import rules_shown
from commedu_desktop.sentences.weekly_times import times_shown
from commedu_desktop.services.arrange import TermToArrange, WhyNot
from commedu_desktop.ui.lazy_table import Column


@dataclass(frozen=True)
class Line:
    """A class, where it would go, whether it stays there, and why it has no place once the search is over."""

    wanted: Wanted
    places: tuple[WeeklyPlace, ...] = ()
    pinned: bool = False
    why: WhyNot | None = None
    rooms: str = ""

    @property
    def id(self) -> UUID:
        return self.wanted.id


def columns() -> tuple[Column, ...]:
    return (
        Column(N_("Class"), lambda line: line.wanted.title, 160, stretch=2, kind="strong", tip=_about),
        Column(N_("Teacher"), lambda line: line.wanted.teacher, 90, kind="muted", spare=2),
        Column(N_("A week"), _lessons, 92, kind="muted", spare=3),
        Column(N_("Times and room"), _where, 230, stretch=5, tip=_where),
        Column(N_("State"), lambda line: _state(line)[0], 118, kind="pill", state=lambda line: _state(line)[1]),
    )


def rooms_of(term: TermToArrange, places: tuple[WeeklyPlace, ...]) -> str:
    """Names of the rooms, each once."""
    names = [term.venue_names.get(place.venue_id, "") for place in places if place.venue_id is not None]
    return ", ".join(dict.fromkeys(filter(None, names)))


def _about(line: Line) -> str:
    return f"{line.wanted.code} · {line.wanted.branch}"


def _lessons(line: Line) -> str:
    return _("{lessons} × {minutes} min").format(lessons=line.wanted.lessons, minutes=line.wanted.minutes)


def _where(line: Line) -> str:
    if line.places:
        times = times_shown(place.time for place in line.places)
        return " · ".join(part for part in (times, line.rooms) if part)
    return rules_shown(line.why.rules) if line.why else ""


def _state(line: Line) -> tuple[str, str]:
    if line.pinned:
        return _("Pinned"), "accent"
    if line.places:
        return _("Proposed"), "good"
    return (_("No place"), "bad") if line.why else (_("No times yet"), "neutral")
