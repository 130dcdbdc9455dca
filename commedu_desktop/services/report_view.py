"""What the Reports page shows: the figures, and the submitted version of them where there is one."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sqlalchemy.orm import Session

from commedu_desktop.domain.period_reports import PeriodReport
from commedu_desktop.domain.periods import Period
from commedu_desktop.services.freezing import Frozen, frozen_report
from commedu_desktop.services.progress import Progress, silent
from commedu_desktop.services.report_changes import Changed
from commedu_desktop.services.report_files import frozen_note
from commedu_desktop.services.report_lists import report_lists
from commedu_desktop.services.report_narrative import Chapter, narrative
from commedu_desktop.services.report_texts import texts_of
from commedu_desktop.services.reports import period_report


@dataclass(frozen=True)
class ReportView:
    """`present` are the figures of the books, `frozen` the last submitted version; `texts` the own words of today."""

    present: PeriodReport
    frozen: Frozen | None
    texts: dict[str, dict[str, str]]

    def shown(self, *, live: bool) -> PeriodReport:
        """The submitted figures, unless those of the books are wanted."""
        return self.frozen.report if self.frozen and not live else self.present

    @cached_property
    def changes(self) -> tuple[Changed, ...]:
        return self.frozen.since(self.present) if self.frozen else ()

    @property
    def note(self) -> str:
        """Who submitted it and when, and how much has changed since."""
        return frozen_note(self.frozen, self.present) if self.frozen else ""

    def chapters(self, language: str, *, live: bool) -> tuple[Chapter, ...]:
        """The text, in the language that is spoken."""
        texts = self.frozen.texts if self.frozen and not live else self.texts
        return narrative(self.shown(live=live), texts.get(language, {}))


def report_view(session: Session, period: Period, branch: str, today: date, progress: Progress = silent) -> ReportView:
    """Raises: Refused no-branch-with-code; Cancelled."""
    present, frozen = period_report(session, period, branch, progress, today), frozen_report(session, period, branch)
    if frozen is not None:
        present = replace(present, lists=report_lists(session, period, branch))
    return ReportView(present, frozen, texts_of(session, period, branch))
