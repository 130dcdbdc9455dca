"""Who may see what is masked for everybody else."""

from sqlalchemy.orm import Session

from commedu_desktop.services.settings import centre_settings


def may_see_id_numbers(session: Session, actor: str) -> bool:
    """Those whom the settings name; while they name nobody, everybody."""
    readers = centre_settings(session).id_number_readers
    return not readers or actor.strip().casefold() in {one.strip().casefold() for one in readers}
