"""The credit bank of a resident, as a tab of the whole record: what was granted, and what is growing."""

from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from babel.numbers import format_decimal, format_percent

from commedu_desktop.i18n import N_, _, locale
from commedu_desktop.sentences import shown
from commedu_desktop.services.credits import balance, granted, growing
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column
from commedu_desktop.ui.pages.residents.record import Section


@dataclass(frozen=True)
class Line:
    """A class with its credits; `share` is how far it has come, 1 once it is completed."""

    title: str
    credits: Fraction
    share: Fraction
    state: str


def credits_section(desk: Desk, resident_id: UUID) -> Section:
    """Classes under way first, then every class that was credited."""
    hours = desk.read(centre_settings, desk.wall_clock().year).hours_per_credit
    lines = [_growing(one.title, one.credits, one.share) for one in desk.read(growing, resident_id, hours)]
    for one in desk.read(granted, resident_id):
        told = _("granted on {day}").format(day=shown(one.on))
        lines.append(Line(one.title, one.credits, Fraction(1), told))
    columns = (
        Column(N_("Class"), lambda one: one.title, 190, stretch=2, kind="strong"),
        Column(N_("Credits"), lambda one: number(one.credits), 110, kind="number"),
        Column(N_("Progress"), _percent, 160, kind="bar", share=_share, state=_colour),
        Column(N_("State"), lambda one: one.state, 190, stretch=1, kind="muted"),
    )
    total = desk.read(balance, resident_id, hours)
    return Section(_("Credit bank"), columns, lines, _("Balance: {number}").format(number=number(total)))


def number(value: Fraction) -> str:
    """`2`, `0.75`."""
    return str(format_decimal(float(value), "#,##0.##", locale=locale()))


def _growing(title: str, value: Fraction, share: Fraction) -> Line:
    told = _("{number} so far, granted on completion").format(number=number(value * share))
    return Line(title, value, share, told)


def _percent(one: Line) -> str:
    return str(format_percent(float(one.share), "#,##0%", locale=locale()))


def _share(one: Line) -> float:
    return float(one.share)


def _colour(one: Line) -> str:
    return "good" if one.share == 1 else "accent"
