"""What a report finds wanting, each with its evidence, and what follows from it for the next year."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from commedu_desktop.domain.figures import Dimension, Line
from commedu_desktop.domain.participation import Share
from commedu_desktop.domain.period_reports import Coverage, PeriodReport
from commedu_desktop.domain.targets import Progress, Standing, is_rate
from commedu_desktop.i18n import _
from commedu_desktop.services.report_words import line_name, listed, per_cent, slot_name, written

LOW_RATE = Fraction(7, 10)
"""An attendance rate below this is a shortfall."""
FAR_BELOW = Fraction(1, 2)
"""A branch below this part of the whole centre's training rate is named."""
MISSING_BELOW = Fraction(9, 10)
"""A group whose share of the participants is below this part of its share of the population is named in the text."""
MOST_NAMED = 4


class Told(NamedTuple):
    """A sentence with the key under which it can be written anew."""

    key: str
    text: str


def share_name(share: Share) -> str:
    """What a group or an age is called."""
    hours = share.hours
    if hours.dimension is Dimension.AGE:
        return _("Residents aged {band}").format(band=hours.value.replace("-", "–"))
    return line_name(hours.dimension, Line(hours.value, hours.names, 0, 0, 0))


def named_missing(report: PeriodReport) -> tuple[Share, ...]:
    """The groups and ages that the text names, the least reached first."""
    return tuple(share for share in report.participation.missing if share.reached < MISSING_BELOW)[:MOST_NAMED]


def best_hours(share: Share) -> str:
    """The hours of the week at which they do come; empty when they never came."""
    return listed([slot_name(slot) for slot in share.hours.best])


def target_reached(target: Progress) -> str:
    """What was reached of a target, as it is written."""
    if target.reached is None:
        return "—"
    return per_cent(Fraction(target.reached)) if is_rate(target.measure) else written(target.reached)


def target_aim(target: Progress) -> str:
    return per_cent(Fraction(target.aim, 100)) if is_rate(target.measure) else written(target.aim)


def low_rates(report: PeriodReport) -> list[Line]:
    """Categories whose attendance rate is low, the lowest first."""
    rates = [(line.attendance_rate, line) for line in report.now.lines(Dimension.CATEGORY) if line.value]
    low = [(rate, line) for rate, line in rates if rate is not None and rate < LOW_RATE]
    return [line for _rate, line in sorted(low, key=lambda found: found[0])][:MOST_NAMED]


def behind(report: PeriodReport) -> list[Progress]:
    return [one for one in report.targets if one.standing(report.passed) is Standing.BEHIND]


def low_branches(report: PeriodReport) -> list[Line]:
    """Branches far below the whole centre's training rate."""
    in_all = report.now.total.rate
    lines = report.now.lines(Dimension.BRANCH)
    if not in_all or len(lines) < 2:
        return []
    return [line for line in lines if line.rate is not None and line.rate < in_all * FAR_BELOW][:MOST_NAMED]


def _shortfalls(report: PeriodReport) -> Iterator[Told]:
    if report.coverage is Coverage.AHEAD or not report.now.total.attendances:
        return
    yield from _targets_behind(report)
    yield from _missing(report)
    for line in low_rates(report):
        text = _("Attendance in {category} was low: {rate}.")
        rate = per_cent(line.attendance_rate or Fraction(0))
        yield Told(f"attendance/{line.value}", text.format(category=line_name(Dimension.CATEGORY, line), rate=rate))
    for line in low_branches(report):
        text = _("{branch} reached {rate} of its residents, {persons} of {population}; the whole centre reached {all}.")
        facts = {
            "branch": line_name(Dimension.BRANCH, line),
            "rate": per_cent(line.rate or Fraction(0)),
            "persons": written(line.persons),
            "population": written(line.population or 0),
            "all": per_cent(report.now.total.rate or Fraction(0)),
        }
        yield Told(f"branch/{line.value}", text.format(**facts))
    yield from _unknown(report)


def _targets_behind(report: PeriodReport) -> Iterator[Told]:
    for target in behind(report):
        text = _("The target “{name}” stands at {reached} of {aim}.")
        told = text.format(name=target.name, reached=target_reached(target), aim=target_aim(target))
        yield Told(f"target/{target.name}", told)


def _missing(report: PeriodReport) -> Iterator[Told]:
    for share in named_missing(report):
        text = _("{group}: {living} of the residents, but only {taking} of those who take part.")
        told = text.format(
            group=share_name(share), living=per_cent(share.living_here), taking=per_cent(share.taking_part)
        )
        if share.hours.best:
            hours = _("When they do come, it is mostly on {hours}.").format(hours=best_hours(share))
            told = _("{first} {second}").format(first=told, second=hours)
        yield Told(f"missing/{share.hours.dimension}/{share.hours.value}", told)


def _unknown(report: PeriodReport) -> Iterator[Told]:
    lines = report.now.lines(Dimension.BRANCH)
    without = [line for line in lines if line.population is None]
    if without and len(without) < len(lines):
        names = listed([line_name(Dimension.BRANCH, line) for line in without])
        yield Told("populations", _("No population has been entered for {names}.").format(names=names))


def _next(report: PeriodReport) -> Iterator[Told]:
    for share in named_missing(report):
        if share.hours.best:
            text = _("For {group} there shall be more on {hours}, the hours at which they come.")
            told = text.format(group=share_name(share), hours=best_hours(share))
        else:
            told = _("For {group} a first offer is to be made, at hours that they name.").format(
                group=share_name(share)
            )
        yield Told(f"missing/{share.hours.dimension}/{share.hours.value}", told)
    for target in behind(report):
        lacking = _lacking(target)
        text = _("“{name}” goes on; {lacking} are still to be reached.")
        yield Told(f"target/{target.name}", text.format(name=target.name, lacking=lacking))
    for line in low_branches(report):
        text = _("{branch} gets more classes nearer to where people live.")
        yield Told(f"branch/{line.value}", text.format(branch=line_name(Dimension.BRANCH, line)))
    if not report.targets:
        yield Told("targets", _("Targets for the next year are to be set, so that its progress can be measured."))


def _lacking(target: Progress) -> str:
    if is_rate(target.measure) and target.reached is not None:
        points = Fraction(target.aim, 100) - Fraction(target.reached)
        return _("{points} percentage points").format(points=written(points * 100))
    return written(target.aim - (target.reached or 0))


SHORTFALLS, NEXT = _shortfalls, _next
