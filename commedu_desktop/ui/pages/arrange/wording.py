"""How the search stands, in one line."""

from commedu_desktop.i18n import _, ngettext
from commedu_desktop.sentences import shown
from commedu_desktop.sentences.arrange import Summary, summary_shown
from commedu_desktop.services.arrange import Outcome


def searching(placed: int, every: int, cost: int | None, seconds: float) -> str:
    open_wishes = [] if cost is None else [_("wishes left open: {cost}").format(cost=shown(cost))]
    return " · ".join(
        [
            _("Searching; Stop keeps the best so far."),
            _("{placed} of {every} placed").format(placed=shown(placed), every=shown(every)),
            *open_wishes,
            _("{seconds} s").format(seconds=shown(int(seconds))),
        ]
    )


def resting(count: int, outcome: Outcome | None) -> str:
    """What came out, or what there is to do."""
    if outcome is not None:
        return summary_shown(Summary(len(outcome.placed), len(outcome.unplaced), outcome.cost, outcome.proven))
    if not count:
        return _("Every class of this term has its times.")
    return ngettext(
        "{count} class has no times yet. Search proposes times and rooms; nothing is planned before you accept.",
        "{count} classes have no times yet. Search proposes times and rooms; nothing is planned before you accept.",
        count,
    ).format(count=shown(count))
