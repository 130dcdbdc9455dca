"""The lists of single teachers and branches that belong to a report."""

from sqlalchemy.orm import Session

from commedu_desktop.domain.periods import Period
from commedu_desktop.domain.report_lists import ReportLists
from commedu_desktop.services.pay import pay_for, stood_in
from commedu_desktop.services.reports import branches_of
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.queries.credit_ranking import branch_credits
from commedu_desktop.store.queries.participation import taught
from commedu_desktop.store.queries.pay import given_lessons


def report_lists(session: Session, period: Period, branch: str = "") -> ReportLists:
    """As the books have them. Raises: Refused no-branch-with-code."""
    codes, settings = branches_of(session, branch), centre_settings(session, period.year)
    given = given_lessons(session, period.first, period.last, codes)
    return ReportLists(
        settings.academic_hour,
        centre_settings(session).currency,
        tuple(taught(session, period, codes)),
        tuple(pay_for(given, settings)),
        stood_in(given),
        tuple(branch_credits(session, period.first, period.last, codes, settings.hours_per_credit)),
    )
