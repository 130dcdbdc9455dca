"""Where the files that ship with the program lie, in a checkout and in an installation."""

from importlib.resources import files
from pathlib import Path


def bundled(name: str) -> Path:
    """Folder `resources` or `i18n`: inside the package when installed, beside it in a checkout."""
    package = Path(str(files("commedu_desktop")))
    installed = package / f"_{name}"
    return installed if installed.is_dir() else package.parent / name
