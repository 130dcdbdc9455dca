"""The rules of a round in plain words, for window, console and paper."""

from collections.abc import Sequence

from babel.lists import format_list

from commedu_desktop.i18n import _, locale


def rank_shown(rank: int) -> str:
    """“choice 1”; 0: none."""
    return _("choice {rank}").format(rank=rank) if rank else _("none of the choices")


def rules_in_words(most: int, *, returning_first: bool, groups: Sequence[str], seed: str) -> list[str]:
    """The rules of a round in plain words, one paragraph each."""
    return [
        _(
            "Everybody hands in the classes they would like, the dearest first. It does not matter who comes early or "
            "late within the days of the round: all choices are looked at together."
        ),
        _claims(returning_first=returning_first, groups=groups),
        _(
            "Those with the same claim are ordered by lot. The lot of a card is worked out from the seed “{seed}” and "
            "the card number: the SHA-256 of “seed:card”, the smallest first. Nobody can choose it, and everybody can "
            "work it out again."
        ).format(seed=seed),
        _(
            "Each person first asks for their dearest class. A class with more people than places keeps those with the "
            "better claim; the others ask for their next choice, and so on, until nobody has anything left to ask for. "
            "A place is kept only until someone with a better claim asks. So nobody is passed over for a person with a "
            "weaker claim."
        ),
        _turns(most),
        _(
            "Whoever gets none of their classes stands on the waiting list of each of them, in the order of claim and "
            "lot, and leaves the other lists when a place comes free in one."
        ),
    ]


def _turns(most: int) -> str:
    if most == 1:
        return _(
            "Everybody gets one place at most. It never helps to name another class first than the one you would like "
            "best."
        )
    return _(
        "A person may get up to {most} places. Everybody has a turn for one place before anybody gets a second; in the "
        "second turn the lots go in the opposite order, and so on by turns. Nobody gets two classes at the same hours."
    ).format(most=most)


def _claims(*, returning_first: bool, groups: Sequence[str]) -> str:
    ranks = []
    if returning_first:
        ranks.append(_("those who were in the course, or in one that leads to it, in an earlier term"))
    if groups:
        ranks.append(_("people of these groups: {groups}").format(groups=format_list(groups, locale=locale())))
    if not ranks:
        return _("Everybody has the same claim.")
    if len(ranks) == 1:
        return _("First come {first}; then all others.").format(first=ranks[0])
    return _("First come {first}; then {second}; then all others.").format(first=ranks[0], second=ranks[1])
