"""Sentences of a report that somebody wrote anew."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.periods import Period
from commedu_desktop.services.report_words import period_name
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.tables.frozen_reports import ReportText

LONGEST = 2000
Texts = Mapping[str, Mapping[str, str]]
"""Language -> key of a sentence -> its text."""


@dataclass(frozen=True)
class WriteSentence:
    """A sentence in somebody's own words; an empty text leaves it out, None gives the program's own back."""

    period: Period
    branch: str
    language: str
    key: str
    text: str | None


def write_sentence(session: Session, request: WriteSentence) -> None:
    """Raises: Refused sentence-too-long."""
    text = None if request.text is None else "\n".join(" ".join(line.split()) for line in request.text.splitlines())
    if text is not None and len(text) > LONGEST:
        raise Refused("sentence-too-long", most=LONGEST)
    wanted = select(ReportText).where(
        ReportText.period == str(request.period),
        ReportText.branch == request.branch,
        ReportText.language == request.language,
        ReportText.key == request.key,
    )
    row = session.scalars(wanted).one_or_none()
    if text is None:
        if row is not None:
            session.delete(row)
    elif row is not None:
        row.text = text
    else:
        values = {"language": request.language, "key": request.key, "text": text}
        session.add(ReportText(period=str(request.period), branch=request.branch, **values))
    name_write(session, period_name(request.period))


def texts_of(session: Session, period: Period, branch: str = "") -> dict[str, dict[str, str]]:
    """Language -> key -> text."""
    found: dict[str, dict[str, str]] = {}
    wanted = select(ReportText).where(ReportText.period == str(period), ReportText.branch == branch)
    for row in session.scalars(wanted):
        found.setdefault(row.language, {})[row.key] = row.text
    return found
