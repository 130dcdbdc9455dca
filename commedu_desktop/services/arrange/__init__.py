"""Weekly times and rooms for the classes of a term that have none: proposed, watched, accepted all or one by one."""

from commedu_desktop.services.arrange.accepting import AcceptArrangement, Arranged, accept_arrangement
from commedu_desktop.services.arrange.proposing import (
    Arrangement,
    Outcome,
    Placement,
    WhyNot,
    propose,
)
from commedu_desktop.services.arrange.reading import TermToArrange, changed, term_by_code, terms_waiting, to_arrange
from commedu_desktop.services.arrange.watch import Effort, Watch

__all__ = [
    "AcceptArrangement",
    "Arranged",
    "Arrangement",
    "Effort",
    "Outcome",
    "Placement",
    "TermToArrange",
    "Watch",
    "WhyNot",
    "accept_arrangement",
    "changed",
    "propose",
    "term_by_code",
    "terms_waiting",
    "to_arrange",
]
