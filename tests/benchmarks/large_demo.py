"""The large demonstration centre, made once and kept in the temporary folder for all benchmarks."""

import shutil
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

from commedu_desktop.services.centre import FILE, NewCentre
from commedu_desktop.services.demo import DEMO_NOW, create_demo
from commedu_desktop.store import schema
from tests.offices import CENTRE_ZONE

SOURCES = Path(__file__).parents[2] / "commedu_desktop"


def large_demo() -> Path:
    """Its folder; made anew when the tables or the demonstration have changed. Takes a minute the first time."""
    folder = Path(tempfile.gettempdir()) / f"commedu-large-{_fingerprint()}"
    if not (folder / FILE).exists():
        print("making the large demonstration centre …", file=sys.stderr, flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        half = Path(tempfile.mkdtemp(prefix="commedu-large-"))
        request = NewCentre("五中路社区教育中心")
        create_demo(half, request, actor="demo", size="large", now=DEMO_NOW, zone=CENTRE_ZONE).database.close()
        try:
            half.replace(folder)
        except OSError:  # another run was faster
            shutil.rmtree(half)
    return folder


def copied(folder: Path) -> Path:
    """A copy to write in."""
    copy = Path(tempfile.mkdtemp(prefix="commedu-copy-"))
    shutil.copy(folder / FILE, copy / FILE)
    return copy


def _fingerprint() -> str:
    digest = sha256(schema.VERSIONS[-1].encode())
    files = [*SOURCES.glob("services/demo*.py"), *SOURCES.glob("store/search*.py"), *SOURCES.glob("store/tables/*.py")]
    for path in sorted([*files, SOURCES / "domain/search.py", SOURCES / "store/tally.py"]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
