"""Who may see what is masked for everybody else, and who may pass over a rule."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.journal import current


def may_see_id_numbers(session: Session, actor: str) -> bool:
    """Those whom the settings name; while they name nobody, everybody."""
    return _is_named(actor, centre_settings(session).id_number_readers)


def check_lead(session: Session) -> None:
    """Whoever writes now is a lead of the settings. Raises: Refused lead-only."""
    leads = centre_settings(session).leads
    if not _is_named(current(session).actor, leads):
        raise Refused("lead-only", leads=list(leads))


def _is_named(actor: str, names: Sequence[str]) -> bool:
    return not names or actor.strip().casefold() in {one.strip().casefold() for one in names}
