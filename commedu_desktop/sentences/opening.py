"""What is said when a centre has been opened."""

from commedu_desktop.domain.opening import OpeningReport
from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling, told, verb_phrase

SENTENCES: dict[str, Telling] = {
    "ended-without-closing": N_(
        "The program was ended without closing on {ended_at}. Everything acknowledged until then is here; "
        "the last was: {what}."
    ),
    "ended-without-writing": N_(
        "The program was ended without closing; it had been open since {ended_at}. Everything acknowledged is here."
    ),
    "brought-up-to-date": N_(
        "The centre was brought up to date for this version of the program. As it was before, it is kept in {backup}."
    ),
    "upgrade-failed": N_(
        "The file {path} could not be brought up to date, so it was left as it was. A copy is in {backup}. "
        "Keep using the earlier version of the program, and send this report to whoever looks after it."
    ),
}
VERBS: dict[str, Telling] = {}


def opening_report(report: OpeningReport) -> list[str]:
    """The sentences of a report; none when there is nothing to say."""
    lines = []
    if report.ended_at is not None and report.verb:
        what = verb_phrase(report.verb, report.subject)
        lines.append(told("ended-without-closing", {"ended_at": report.ended_at, "what": what}))
    elif report.ended_at is not None:
        lines.append(told("ended-without-writing", {"ended_at": report.ended_at}))
    if report.backup is not None:
        lines.append(told("brought-up-to-date", {"backup": str(report.backup)}))
    return lines
