"""The annual report's text, written from its figures; every sentence may be replaced by somebody's own words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from commedu_desktop.domain.figures import Dimension, Line, change
from commedu_desktop.domain.funds import FundKind, FundSource
from commedu_desktop.domain.period_reports import Coverage, PeriodReport
from commedu_desktop.i18n import _, language, money, ngettext, pgettext
from commedu_desktop.services.report_shortfalls import NEXT, SHORTFALLS, Told
from commedu_desktop.services.report_words import (
    coverage_note,
    line_name,
    listed,
    per_cent,
    period_name,
    written,
)

OWN = "own"
"""The sentence of each section that is empty until somebody writes it."""
MOST_NAMED = 3


@dataclass(frozen=True)
class Sentence:
    """One sentence or paragraph; `written` is what the program says itself, `text` what stands in the report."""

    key: str
    written: str
    text: str

    @property
    def edited(self) -> bool:
        return self.text != self.written


@dataclass(frozen=True)
class Chapter:
    """One section of the text."""

    key: str
    title: str
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The section, a line a paragraph; Chinese sentences stand without spaces between them."""
        between = "\n" if self.key in ONE_BY_ONE else "" if language().startswith("zh") else " "
        return between.join(one.text for one in self.sentences if one.text)


def that_say_something(chapters: Sequence[Chapter]) -> list[Chapter]:
    """Those with text; the numbers of Chinese titles (`一、`, `二、`) close up where one between them is left out."""
    numbers = [one.title.partition("、")[0] for one in chapters]
    said = [one for one in chapters if one.text]
    return [
        replace(one, title=one.title.replace(f"{own}、", f"{number}、", 1))
        for one, number in zip(said, numbers, strict=False)
        for own in [one.title.partition("、")[0]]
    ]


ONE_BY_ONE = {"shortfalls", "next"}
"""Chapters whose sentences are paragraphs of their own."""


def titles(months: int = 12) -> dict[str, str]:
    """The chapters of a report over so many months by key, in their order."""
    ahead = {
        1: pgettext("chapter of a report", "Next month"),
        6: pgettext("chapter of a report", "Next half-year"),
        12: pgettext("chapter of a report", "Next year"),
    }
    return {
        "organisation": pgettext("chapter of a report", "Organisation"),
        "activities": pgettext("chapter of a report", "Activities"),
        "results": pgettext("chapter of a report", "Results"),
        "shortfalls": pgettext("chapter of a report", "Shortfalls"),
        "next": ahead[months],
    }


def narrative(report: PeriodReport, edits: Mapping[str, str]) -> tuple[Chapter, ...]:
    """The chapters in the language that is spoken; `edits` are sentences by key, an empty one is left out."""
    return tuple(
        Chapter(key, title, tuple(_sentence(key, told, edits) for told in (*_WRITERS[key](report), Told(OWN, ""))))
        for key, title in titles(report.period.months).items()
    )


def _sentence(chapter: str, told: Told, edits: Mapping[str, str]) -> Sentence:
    key = f"{chapter}.{told.key}"
    return Sentence(key, told.text, edits.get(key, told.text))


def _organisation(report: PeriodReport) -> Iterator[Told]:
    note = coverage_note(report.coverage, report.today)
    if note:
        yield Told("coverage", note)
    there = report.organisation
    if there is None:
        return
    branches = ngettext("{n} branch", "{n} branches and teaching points", there.branches)
    text = _("{unit} works with {branches} and {teachers} teachers, {volunteers} of them volunteers.")
    yield Told(
        "places",
        text.format(
            unit=report.unit,
            branches=branches.format(n=written(there.branches)),
            teachers=written(there.teachers),
            volunteers=written(there.volunteers),
        ),
    )


def _activities(report: PeriodReport) -> Iterator[Told]:
    now, there = report.now, report.organisation
    if not now.total.lessons:
        yield Told("none", _("No lesson was held in {period}.").format(period=period_name(report.period)))
        return
    text = _(
        "In {period} there were {classes} classes, {lectures} lectures and {activities} activities with {lessons} "
        "lessons held, {hours} academic hours in all."
    )
    yield Told(
        "held",
        text.format(
            period=period_name(report.period),
            classes=written(there.classes if there else 0),
            lectures=written(there.lectures if there else 0),
            activities=written(there.activities if there else 0),
            lessons=written(now.total.lessons),
            hours=written(now.hours(now.total) or 0),
        ),
    )
    best = _largest(now.lines(Dimension.CATEGORY))
    if best:
        named = [
            _("{name} ({number} attendances)").format(
                name=line_name(Dimension.CATEGORY, one), number=written(one.attendances)
            )
            for one in best
        ]
        yield Told("categories", _("Most people came to {categories}.").format(categories=listed(named)))
    yield from _publicity(report)


def _publicity(report: PeriodReport) -> Iterator[Told]:
    done = report.publicity
    if done.published:
        text = ngettext(
            "{published} notice was published; notices were put up in {posted} places.",
            "{published} notices were published; notices were put up in {posted} places.",
            done.published,
        )
        yield Told("publicity", text.format(published=written(done.published), posted=written(done.posted)))
    if done.brochures:
        text = _("{brochures} brochures were handed out.")
        yield Told("brochures", text.format(brochures=written(done.brochures)))


def _largest(lines: tuple[Line, ...]) -> list[Line]:
    named = (line for line in lines if line.value and line.attendances)
    return sorted(named, key=lambda line: -line.attendances)[:MOST_NAMED]


def _results(report: PeriodReport) -> Iterator[Told]:
    if report.coverage is Coverage.AHEAD:
        return
    total = report.now.total
    text = ngettext(
        "{persons} resident took part, {attendances} attendances and {learner_hours} learner-hours in all.",
        "{persons} residents took part, {attendances} attendances and {learner_hours} learner-hours in all.",
        total.persons,
    )
    yield Told(
        "persons",
        text.format(
            persons=written(total.persons),
            attendances=written(total.attendances),
            learner_hours=written(report.now.learner_hours(total)),
        ),
    )
    yield _compared(report)
    yield _rate(report)
    done = [one for one in report.targets if one.share is not None and one.share >= 1]
    if done:
        names = listed([_("“{name}”").format(name=one.name) for one in done])
        yield Told("targets", _("These targets of the year are reached: {names}.").format(names=names))
    yield from _funds(report)


def _compared(report: PeriodReport) -> Told:
    before = report.year_before
    if not before.total.attendances:
        text = _("There are no figures of {period} to compare with.")
        return Told("compared", text.format(period=period_name(before.period)))
    text = _("Compared with {period}, that is {persons} persons and {attendances} attendances.")
    return Told(
        "compared",
        text.format(
            period=period_name(before.period),
            persons=_grown(report.now.total.persons, before.total.persons),
            attendances=_grown(report.now.total.attendances, before.total.attendances),
        ),
    )


def _grown(now: int, before: int) -> str:
    grew = change(now, before)
    if grew is None:
        return written(now)
    if not grew:
        return _("as many")
    return (_("{share} more") if grew > 0 else _("{share} fewer")).format(share=per_cent(abs(grew)))


def _rate(report: PeriodReport) -> Told:
    total = report.now.total
    if total.rate is None:
        return Told("rate", _("Without the population of every branch for the year, no training rate can be given."))
    text = _("The training rate is {rate}: {persons} of {population} residents.")
    return Told(
        "rate",
        text.format(
            rate=per_cent(total.rate), persons=written(total.persons), population=written(total.population or 0)
        ),
    )


def _funds(report: PeriodReport) -> Iterator[Told]:
    funds = report.funds
    if not funds.lines:
        return
    text = _("Income came to {income}, {government} of it from the government; {spending} were spent.")
    yield Told(
        "funds",
        text.format(
            income=money(funds.income, funds.currency),
            government=money(funds.amount(FundKind.INCOME, FundSource.GOVERNMENT), funds.currency),
            spending=money(funds.spending, funds.currency),
        ),
    )
    if funds.per_head is not None:
        text = _("The government gave {amount} for each resident.")
        yield Told("per-head", text.format(amount=money(funds.per_head, funds.currency)))


_WRITERS: dict[str, Callable[[PeriodReport], Iterator[Told]]] = {
    "organisation": _organisation,
    "activities": _activities,
    "results": _results,
    "shortfalls": SHORTFALLS,
    "next": NEXT,
}
