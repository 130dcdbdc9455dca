"""Every mapped class there is: the rarely used ones are loaded only where all tables must be known."""

from importlib import import_module
from pkgutil import iter_modules

from commedu_desktop.store import tables


def load_every_table() -> None:
    """Import all files of this folder. Making a database, undo, the check and migrations need it; a page does not."""
    for module in iter_modules(tables.__path__):
        import_module(f"{tables.__name__}.{module.name}")
